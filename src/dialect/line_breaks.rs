//! Line breaks at the ends of lines, for tools that show text as it was typed.

use super::body::{BlockKind, DeckBlock, DeckBody};
use super::writer::DeckRewriter;

/// Makes line breaks of the line ends within paragraphs and items. `begins_notes` knows the lines
/// that are notes from there on.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    begins_notes: impl Fn(&str) -> bool,
) {
    for block in &body.blocks {
        if matches!(block.kind, BlockKind::Paragraph | BlockKind::Item) {
            rewrite_block(writer, body, block, &begins_notes);
        }
    }
}

fn rewrite_block(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    block: &DeckBlock,
    begins_notes: impl Fn(&str) -> bool,
) {
    let end = body
        .trimmed(block.range.start..block.text_end.max(block.range.start))
        .end;
    let mut lines = body.lines(block.range.start..end).peekable();
    while let Some(line) = lines.next() {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let next = lines.peek().and_then(|next| body.text.get(next.clone()));
        let is_last = line.end >= end;
        let breaks = text.ends_with('\\') || text.ends_with("  ");
        // Comments are about what stands before them, and signs of notes are none of the text.
        let is_sign = text.trim_end().ends_with(':') && begins_notes(text);
        let ends_text = is_sign || next.is_some_and(&begins_notes);
        let is_marked = text.contains("<!--") || text.trim().is_empty() || ends_text;
        if !is_last && !breaks && !is_marked && !body.is_apart(line.end.saturating_sub(1)) {
            writer.edits.close(line.end, "\\", line.clone());
        }
    }
}
