//! Marks at the beginning of lines: line blocks, numbers that count themselves, captions of tables.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;
use super::attributes;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, start: usize) {
    for block in body
        .blocks
        .iter()
        .filter(|block| block.range.start >= start)
    {
        let text = body.text.get(block.range.clone()).unwrap_or_default();
        if block.kind != BlockKind::Paragraph {
            continue;
        }
        if text.starts_with("| ") {
            line_block(writer, body, block);
        } else if text.starts_with("#. ") {
            numbers(writer, body, block);
        } else {
            caption(writer, body, block, text);
        }
    }
}

/// `| a line` keeps its line end and the spaces before its text.
fn line_block(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let lines: Vec<Range<usize>> = body.lines(block.range.clone()).collect();
    let text = |line: &Range<usize>| body.text.get(line.clone()).unwrap_or_default();
    let is_line = |line: &Range<usize>| {
        let text = text(line);
        text.starts_with("| ") || text.trim_end() == "|" || text.starts_with(' ')
    };
    if !lines.iter().all(is_line) {
        return;
    }
    for (number, line) in lines.iter().enumerate() {
        let text = text(line);
        let Some(rest) = text.strip_prefix('|') else {
            continue;
        };
        let rest = rest.strip_prefix(' ').unwrap_or(rest);
        let spaces = rest.len() - rest.trim_start_matches(' ').len();
        let words = if rest.trim().is_empty() { 1 } else { spaces };
        let start = line.end - rest.len();
        writer
            .edits
            .replace(line.start..start + spaces, "&nbsp;".repeat(words));
        let continues = lines.get(number + 1).is_some_and(|next| {
            body.text
                .get(next.clone())
                .is_some_and(|next| next.starts_with('|'))
        });
        if continues {
            writer.edits.close(line.end, "\\", line.clone());
        }
    }
}

/// `#. item` is an item of a numbered list.
fn numbers(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    for line in body.lines(block.range.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        if text.starts_with("#. ") {
            writer.edits.replace(line.start..line.start + 1, "1");
        }
    }
}

/// `: Caption {#tbl-a}` or `Table: Caption` below a table is a paragraph.
fn caption(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock, text: &str) {
    let sign = ["Table: ", "table: ", ": "]
        .iter()
        .find(|sign| text.starts_with(**sign));
    let before = block.before.map(|number| &body.blocks[number]);
    let is_table = before.is_some_and(|before| before.kind == BlockKind::Table);
    let Some(sign) = sign.filter(|_| is_table) else {
        return;
    };
    let start = block.range.start;
    writer.edits.replace(start..start + sign.len(), "");
    if let Some((at, _)) = attributes::at_end(text) {
        writer.edits.replace(start + at..block.range.end, "");
    }
}
