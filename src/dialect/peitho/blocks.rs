//! Blocks of code that are none: formulas, and what is embedded from other sites.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;
use crate::path::is_web;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in &body.blocks {
        if block.kind != BlockKind::Code(true) {
            continue;
        }
        let line = block.range.start..body.line_end(block.range.start, false);
        let opening = body.text.get(line.clone()).unwrap_or_default();
        let info = opening.trim_start_matches(['`', '~']).trim();
        match info.split(' ').next() {
            Some("math") => math(writer, body, block, &line),
            Some("embed") => embed(writer, body, block),
            _ => {}
        }
    }
}

/// A formula stands between two lines of dollars.
fn math(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock, line: &Range<usize>) {
    let closing = body.line_start(block.range.end)..block.range.end;
    if closing.start > line.end {
        writer.edits.replace(line.clone(), "$$");
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
    let is_film = ["youtube.com/", "youtu.be/", "vimeo.com/"]
        .iter()
        .any(|host| address.contains(host));
    let native = if is_film {
        format!("::: {{.video url=\"{address}\" title=\"Video\"}}\n:::")
    } else {
        let hint = "slides load nothing of other sites: quote it, as `::: {.tweet author=… url=…}`";
        writer.lost(block.range.clone(), "embed", hint);
        format!("<{address}>")
    };
    writer.edits.replace(block.range.clone(), native);
}
