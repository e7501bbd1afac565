//! Speaker notes in HTML: `<aside class="notes">`. They must not reach readers, closed or not.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::notes;
use super::super::writer::DeckRewriter;
use super::has_class;

/// Makes notes of every aside, with those in it. One that its slide does not close goes on to the
/// end of the slide.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    tags: &[Tag<'_>],
) {
    let slides = body.between(breaks);
    // The tag that opens notes, and how many asides are open in it.
    let mut open: Option<(&Tag<'_>, usize)> = None;
    for tag in tags.iter().filter(|tag| tag.name == "aside") {
        if let Some((opening, depth)) = open {
            let end = end_of_slide(&slides, opening.range.start);
            let is_within = tag.range.start < end;
            open = match depth {
                _ if !is_within => None,
                0 if tag.is_end => None,
                depth if tag.is_end => Some((opening, depth - 1)),
                depth => Some((opening, depth + 1)),
            };
            if is_within {
                if open.is_none() {
                    aside(writer, body, &opening.range, tag);
                }
                continue;
            }
            notes::from_sign(writer, body, opening.range.clone(), end);
        }
        if !tag.is_end && has_class(tag, "notes") {
            open = Some((tag, 0));
        }
    }
    if let Some((opening, _)) = open {
        let end = end_of_slide(&slides, opening.range.start);
        notes::from_sign(writer, body, opening.range.clone(), end);
    }
}

/// Where the slide of an offset ends.
fn end_of_slide(slides: &[Range<usize>], at: usize) -> usize {
    let after = slides.partition_point(|slide| slide.start <= at);
    after.checked_sub(1).map_or(at, |last| slides[last].end)
}

/// Makes notes of what stands between two tags. Within a block, as in a list or a table, they would
/// end with it or not begin at all: they go before it.
pub(super) fn aside(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    opening: &Range<usize>,
    closing: &Tag<'_>,
) {
    let outermost = body.blocks_around(opening.start).last();
    if let Some(block) = outermost {
        let inside = body.text.get(opening.end..closing.range.start);
        let text = unindented(inside.unwrap_or_default());
        let (first, last) = notes::borders(&text);
        let start = body.line_start(block.range.start);
        let lines = format!("{first}\n{text}\n{last}\n\n");
        writer.edits.open(start, lines, opening.clone());
        let whole = opening.start..closing.range.end;
        return writer.remove(body, whole);
    }
    let before = |at: usize| body.text.get(body.line_start(at)..at).unwrap_or_default();
    let behind = |at: usize| {
        let end = body.line_end(at, false);
        body.text.get(at..end).unwrap_or_default()
    };
    let is_free = |text: &str| text.trim().is_empty();
    let start = if is_free(before(opening.start)) {
        ""
    } else {
        "\n\n"
    };
    let end = if is_free(behind(opening.end)) {
        ""
    } else {
        "\n"
    };
    let new = format!("{start}:::: notes{end}");
    writer.edits.replace(opening.clone(), new);
    let closing = closing.range.clone();
    let start = if is_free(before(closing.start)) {
        ""
    } else {
        "\n"
    };
    let end = if is_free(behind(closing.end)) {
        ""
    } else {
        "\n\n"
    };
    writer.edits.replace(closing, format!("{start}::::{end}"));
}

/// A text without the indentation that its lines share, and without empty lines around it.
fn unindented(text: &str) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let is_filled = |line: &&str| !line.trim().is_empty();
    let common = text.lines().skip(1).filter(is_filled).map(indent).min();
    let lines = text.lines().map(|line| {
        let spare = indent(line).min(common.unwrap_or_default());
        &line[spare..]
    });
    let lines: Vec<&str> = lines.collect();
    lines.join("\n").trim().to_owned()
}
