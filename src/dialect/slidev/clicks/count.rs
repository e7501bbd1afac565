//! Counts the clicks of a slide as the tool does: an element within another one is counted before
//! it, and what says its number adds nothing to those that follow.

use std::cmp::Reverse;

use super::at::At;
use super::{Click, Target};

/// Gives every click its number. Returns that of the last one.
pub(super) fn count(clicks: &mut [Click]) -> i64 {
    clicks.sort_by_key(|click| (click.close, Reverse(click.open)));
    let mut offset = 0;
    let mut total = 0;
    for click in clicks.iter_mut() {
        let (start, end, delta) = match click.at {
            At::Relative(by) => (offset + by, None, by + click.size - 1),
            At::Absolute(at) => (at, None, 0),
            At::Between(first, last) => between(offset, first, last),
            At::Never => (0, None, 0),
        };
        (click.start, click.end) = (start, end);
        offset += delta;
        let last = match click.target {
            Target::Gap => start - 1,
            _ => end.unwrap_or(start + click.size - 1),
        };
        total = total.max(last);
    }
    for click in clicks.iter_mut() {
        if let Target::Switch(_, states) = &mut click.target {
            for (_, from, to) in states {
                (*from, *to) = (*from + click.start - 1, *to + click.start - 1);
            }
        }
    }
    clicks.sort_by_key(|click| (click.open, Reverse(click.close)));
    total
}

/// Lets what comes behind the last click come with it: the tool would never show it while
/// presenting. Says whether there is anything.
pub(super) fn cut(clicks: &mut [Click], limit: i64) -> bool {
    let mut is_cut = false;
    for click in clicks {
        let shows = !matches!(click.target, Target::Gap | Target::Silent);
        is_cut |= shows && click.start + click.size - 1 > limit;
        click.start = click.start.min(limit);
    }
    is_cut
}

fn between(offset: i64, first: (bool, i64), last: (bool, i64)) -> (i64, Option<i64>, i64) {
    let (start, mut delta) = match first {
        (true, by) => (offset + by, by),
        (false, at) => (at, 0),
    };
    let end = match last {
        (true, by) => {
            delta += by;
            start + by
        }
        (false, at) => at,
    };
    (start, Some(end), delta)
}
