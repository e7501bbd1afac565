//! Headings without a space, headings that fill their slide, sources of quotations, and dollars.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::dollars;
use super::super::writer::DeckRewriter;
use super::spoken::is_spoken;

const FIT: &str = "[fit]";

/// Takes `[fit]` out of the headings of a slide; says whether there was one.
pub(super) fn fitted(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) -> bool {
    let mut found = false;
    for line in body.lines(slide.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let bare = text.trim_start_matches('#');
        let signs = text.len() - bare.len();
        let rest = bare.trim_start();
        if signs == 0 || !rest.starts_with(FIT) || body.is_apart(line.start) {
            continue;
        }
        let words = rest[FIT.len()..].trim_start();
        writer
            .edits
            .replace(line.start + signs..line.end - words.len(), " ");
        found = true;
    }
    found
}

/// Rewrites what stands behind `start`.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, start: usize) {
    let mut follows_quote = false;
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        if line.start < start || !body.is_text(line.start) {
            continue;
        }
        heading(writer, &line, text);
        if follows_quote
            && let Some(rest) = text
                .strip_prefix("--")
                .filter(|rest| !rest.starts_with('-'))
        {
            let sign = line.start..line.end - rest.trim_start().len();
            writer.edits.replace(sign, "\n— ");
        }
        let is_blank = text.trim().is_empty();
        follows_quote = text.trim_start().starts_with('>') || follows_quote && !is_blank;
    }
    dollars::escape(writer, body, start);
}

/// `#Title` is a heading.
fn heading(writer: &mut DeckRewriter, line: &Range<usize>, text: &str) {
    let rest = text.trim_start_matches('#');
    let signs = text.len() - rest.len();
    let is_heading = (1..=6).contains(&signs) && !rest.starts_with([' ', '\t']);
    if is_heading && !rest.is_empty() && !rest.starts_with(FIT) {
        let at = line.start + signs;
        writer.edits.replace(at..at, " ");
    }
}

/// Whether a slide shows more than its pictures.
pub(super) fn has_text(body: &DeckBody<'_>, slide: &Range<usize>, spoken: &[Range<usize>]) -> bool {
    body.blocks_in(slide).any(|block| {
        let text = body.text.get(block.range.clone()).unwrap_or_default();
        let is_picture = block.kind == BlockKind::Paragraph
            && text.lines().all(|line| {
                let line = line.trim();
                line.starts_with("![") || line.starts_with("[.") || line.is_empty()
            });
        !is_picture && !is_spoken(spoken, block.range.start)
    })
}
