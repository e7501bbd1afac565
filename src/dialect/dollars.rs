//! Dollars that are none of formulas, for tools that write formulas between two of them.

use super::body::DeckBody;
use super::writer::DeckRewriter;

/// Escapes each dollar behind `start` that stands alone.
pub(super) fn escape(writer: &mut DeckRewriter, body: &DeckBody<'_>, start: usize) {
    let bytes = body.text.as_bytes();
    for (at, _) in body.text.match_indices('$').filter(|(at, _)| *at >= start) {
        let is_sign = |at: usize| bytes.get(at) == Some(&b'$');
        let before = at.checked_sub(1);
        let is_double = is_sign(at + 1) || before.is_some_and(is_sign);
        let is_escaped = before.is_some_and(|before| bytes[before] == b'\\');
        if !is_double && !is_escaped && body.is_text(at) {
            writer.edits.replace(at..at, "\\");
        }
    }
}
