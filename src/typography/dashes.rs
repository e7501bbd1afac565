//! Dashes between words: those of an aside hold on to it, as parentheses do.

use super::NO_BREAK;
use super::scan::{Gap, Scan};
use super::stream::{Stream, breaks, is_blank, is_space};

/// No aside is longer, in bytes.
const LONGEST: usize = 400;

/// The space before a dash or after one.
pub(super) fn space(scan: &mut Scan<'_>, gap: &Gap) -> Option<&'static str> {
    let stream = scan.stream;
    let before = gap.start - gap.before.len_utf8();
    if is_dash(gap.before) && scan.dashes.opening == Some(before) {
        return held(stream, gap);
    }
    if !is_dash(gap.after) || !stands_alone(stream, gap.end, gap.after) {
        return None;
    }
    if scan.dashes.closing == Some(gap.end) {
        return held(stream, gap);
    }
    scan.dashes.closing = closing(stream, gap.end, gap.after);
    scan.dashes.opening = scan.dashes.closing.map(|_| gap.end);
    None
}

fn held(stream: Stream<'_>, gap: &Gap) -> Option<&'static str> {
    breaks(&stream.text[gap.start..gap.end]).then_some(NO_BREAK)
}

/// Whether a hyphen does the work of a dash: between words, and not between two numbers or two
/// letters.
pub(super) fn is_meant(stream: Stream<'_>, at: usize) -> bool {
    if !stands_alone(stream, at, '-') {
        return false;
    }
    let left = stream.text[..at].trim_end_matches(is_space);
    let right = stream.text[at + 1..].trim_start_matches(is_space);
    let ends = left.chars().next_back().zip(right.chars().next());
    let single = |c: Option<char>| c.is_none_or(is_space);
    let letters = single(left.chars().nth_back(1)) && single(right.chars().nth(1));
    ends.is_some_and(|(last, first)| {
        let numbers = last.is_ascii_digit() || first.is_ascii_digit();
        let signs = |c: char| {
            matches!(
                c,
                '«' | '»' | '-' | '=' | '+' | '<' | '>' | '|' | '*' | '/' | ':'
            )
        };
        !numbers && !letters && !signs(last) && !signs(first)
    })
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—')
}

/// Spaces on both sides, and words beyond them.
fn stands_alone(stream: Stream<'_>, at: usize, dash: char) -> bool {
    let end = at + dash.len_utf8();
    let spaced = stream.before(at).is_some_and(is_space) && stream.at(end).is_some_and(is_space);
    spaced
        && !stream.is_literal(at)
        && !is_blank(stream.at(stream.space_end(end)))
        && !stream.text[..at].trim_end_matches(is_space).is_empty()
        && (dash != '-' || !stream.text[..at].trim_end_matches(is_space).ends_with('-'))
}

/// The dash that closes what one opens, in the same sentence.
fn closing(stream: Stream<'_>, open: usize, dash: char) -> Option<usize> {
    if dash == '-' && !is_meant(stream, open) {
        return None;
    }
    let start = open + dash.len_utf8();
    let mut previous = dash;
    for (i, c) in stream.text[start..].char_indices() {
        let at = start + i;
        let ends = is_space(c) && matches!(previous, '.' | '!' | '?' | ';' | ':');
        if i > LONGEST || ends || c == super::LINE_BREAK {
            return None;
        }
        if c == dash
            && i > 1
            && stands_alone(stream, at, dash)
            && (dash != '-' || is_meant(stream, at))
        {
            return Some(at);
        }
        previous = c;
    }
    None
}
