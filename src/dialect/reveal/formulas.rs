//! Formulas between backticks, `` `$$ a_1 $$` ``: reveal.js reads formulas last, in code, too, and its
//! authors keep Markdown away from them so.

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

const OPENING: &str = "`$$";
const CLOSING: &str = "$$`";

/// Takes the backticks around formulas out.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for (at, _) in body.text.match_indices(OPENING) {
        let is_first = body.text.get(..at).is_some_and(|text| !text.ends_with('`'));
        let end = body.end_of_apart(at).filter(|_| is_first);
        let Some(end) = end.filter(|_| body.is_apart(at)) else {
            continue;
        };
        let written = body.text.get(at..end).unwrap_or_default();
        let inside = written
            .strip_prefix(OPENING)
            .and_then(|rest| rest.strip_suffix(CLOSING));
        if inside.is_some_and(|inside| !inside.trim().is_empty() && !inside.contains('`')) {
            writer.edits.replace(at..at + 1, "");
            writer.edits.replace(end - 1..end, "");
        }
    }
}
