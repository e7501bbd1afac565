//! The walk over a stream of text: asks the rules of its language at each sign that may change.

use super::scan::{Gap, Scan};
use super::stream::is_space;
use super::{Edit, LINE_BREAK, english, french, ordinals};

/// The bytes at which something may change: signs, digits, spaces, and the first bytes of
/// characters beyond ASCII that are looked at.
const MATTERS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b" \t\n!?;:\"'.-%0123456789IVX\xc2\xe2";
    let mut i = 0;
    while i < signs.len() {
        table[signs[i] as usize] = true;
        i += 1;
    }
    table
};

/// Whether this is the space between two ordinary words: most are, so it is worth a look at the
/// bytes around it. Words in small letters hold on to each other in `1er août` and `XIXe siècle`
/// alone.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let [before, b' ', after] = bytes[at.saturating_sub(1)..bytes.len().min(at + 2)] else {
        return false;
    };
    let words = (before.is_ascii_lowercase() || before == b',') && after.is_ascii_lowercase();
    let ordinal =
        matches!(before, b'e' | b'r' | b's') && (after == b's' || bytes[..at].ends_with(b"1er"));
    words && !ordinal
}

/// The edits of a stream, in order.
pub(super) fn run(mut scan: Scan<'_>) -> Vec<Edit> {
    let bytes = scan.stream.text.as_bytes();
    let (mut at, mut shut) = (0, 0);
    while at < bytes.len() {
        if let Some(closed) = scan.shut.get(shut)
            && at >= closed.start
        {
            (at, shut) = (at.max(closed.end), shut + 1);
            continue;
        }
        at = if MATTERS[usize::from(bytes[at])] && !is_plain(bytes, at) {
            step(&mut scan, at)
        } else {
            at + 1
        };
    }
    scan.edits
}

/// Applies the rules to the sign at an offset, and returns where to go on.
fn step(scan: &mut Scan<'_>, at: usize) -> usize {
    let Some(c) = scan.stream.at(at) else {
        return at + 1;
    };
    if is_space(c) {
        return gap(scan, at);
    }
    let next = at + c.len_utf8();
    if scan.stream.is_literal(at) {
        return next;
    }
    if c == '"' {
        scan.quote(at);
        return next;
    }
    if c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X') {
        return if scan.superscripts && scan.profile.is_french() {
            ordinals::raise(scan, at)
        } else {
            next
        };
    }
    if scan.profile.is_french() {
        french::sign(scan, c, at);
    } else {
        english::sign(scan, c, at);
    }
    next
}

/// Applies the rules to the spaces between two words, and returns where they end.
fn gap(scan: &mut Scan<'_>, start: usize) -> usize {
    let end = scan.stream.space_end(start);
    let (Some(before), Some(after)) = (scan.stream.before(start), scan.stream.at(end)) else {
        return end;
    };
    if before == LINE_BREAK || after == LINE_BREAK {
        return end;
    }
    let gap = Gap {
        start,
        end,
        before,
        after,
    };
    let space = if scan.profile.is_french() {
        french::space(scan, &gap)
    } else {
        english::space(scan, &gap)
    };
    if let Some(space) = space
        && scan.stream.text[start..end] != *space
    {
        scan.replace(start..end, space);
    }
    end
}
