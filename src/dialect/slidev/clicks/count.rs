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
        let last = match &click.target {
            // Code that says its lines once takes none.
            _ if click.size == 0 => 0,
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
