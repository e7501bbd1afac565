//! Blocks of code that are none: formulas, and what is embedded from other sites.

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::films;
use super::super::writer::DeckRewriter;
use crate::path::is_web;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in &body.blocks {
        if block.kind != BlockKind::Code(true) {
            continue;
        }
        let info = body.text.get(body.info(block)).unwrap_or_default().trim();
        match info.split(' ').next() {
            Some("math") => math(writer, body, block),
            Some("embed") => embed(writer, body, block),
            _ => {}
        }
    }
}

/// A formula stands between two lines of dollars.
fn math(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let opening = block.range.start..body.line_end(block.range.start, false);
    let closing = body.line_start(block.range.end)..block.range.end;
    if closing.start > opening.end {
        writer.edits.replace(opening, "$$");
        writer.edits.replace(closing, "$$");
    }
}

/// A film plays once it is asked to; another page is a link.
fn embed(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let text = body.text.get(block.range.clone()).unwrap_or_default();
    let address = text.lines().map(str::trim).find(|line| is_web(line));
    let Some(address) = address.map(|address| address.replace(['"', '<', '>'], "")) else {
        return;
    };
    let native = if films::has_player(&address) {
        films::embed(&address, "Video")
    } else {
        let hint = "slides load nothing of other sites: quote it, as `::: {.tweet author=… url=…}`";
        writer.lost(block.range.clone(), "embed", hint);
        format!("<{address}>")
    };
    writer.replace_lines(body, block.range.clone(), &native);
}
