//! The layout of quotations, where a slide has text and no heading: its first paragraph is the
//! quotation, as it would be behind `>`.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;
use super::head;

/// Makes a quotation of the first paragraph of a slide that has nothing else to show large.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    shown: &Range<usize>,
    layout: &str,
) {
    if head::class_of(layout) != Some("quote") {
        return;
    }
    let blocks = || body.blocks_in(shown);
    let first = blocks().next();
    let Some(first) = first.filter(|first| first.kind == BlockKind::Paragraph) else {
        return;
    };
    let are_paragraphs = blocks().all(|block| block.kind == BlockKind::Paragraph);
    // An element of HTML that goes over lines would be cut by the signs.
    let text = body.text.get(first.range.clone()).unwrap_or_default();
    if !are_paragraphs || text.contains(['<', '{']) || text.trim_start().starts_with("![") {
        return;
    }
    for line in body.lines(first.range.clone()) {
        writer.edits.open(line.start, "> ", line.clone());
    }
}
