//! Line breaks at the ends of lines, for tools that show text as it was typed.

use super::body::{BlockKind, DeckBlock, DeckBody};
use super::writer::DeckRewriter;

/// Makes line breaks of the line ends within paragraphs and items. `has_signs` says that notes begin
/// behind `Note:`, before which none is needed.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, has_signs: bool) {
    for block in &body.blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            rewrite_block(writer, body, block, has_signs);
        }
    }
}

fn rewrite_block(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    has_signs: bool,
) {
    let end = body
        .trimmed(block.range.start..block.text_end.max(block.range.start))
        .end;
    for line in body.lines(block.range.start..end) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let is_last = line.end >= end;
        let breaks = text.ends_with('\\') || text.ends_with("  ");
        // Comments are about what stands before them, and signs of notes are none of the text.
        let is_sign = begins_notes(text) && text.trim().len() <= "notes:".len();
        let next = body.near(line.end, 80).trim_start_matches(['\r', '\n']);
        let is_sign = is_sign || has_signs && begins_notes(next);
        let is_marked = text.contains("<!--") || text.trim().is_empty() || is_sign;
        if !is_last && !breaks && !is_marked && !body.is_apart(line.end.saturating_sub(1)) {
            writer.edits.close(line.end, "\\", line.clone());
        }
    }
}

/// Whether a line begins with the sign of notes.
fn begins_notes(line: &str) -> bool {
    let line = line.trim_start();
    ["note:", "notes:"].iter().any(|sign| {
        let start = line.get(..sign.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(sign))
    })
}
