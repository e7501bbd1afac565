//! Speaker notes in HTML: `<aside class="notes">`. They must not reach readers, closed or not.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::notes;
use super::super::writer::DeckRewriter;
use super::has_class;

/// Makes notes of every aside. One that its slide does not close goes on to the end of the slide.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    tags: &[Tag<'_>],
) {
    let slides = body.between(breaks);
    let mut open: Option<&Tag<'_>> = None;
    for tag in tags.iter().filter(|tag| tag.written == "aside") {
        if let Some(opening) = open {
            let end = end_of_slide(&slides, opening.range.start);
            if tag.range.start >= end {
                notes::from_sign(writer, body, opening.range.clone(), end);
                open = None;
            } else if tag.is_end {
                aside(writer, body, &opening.range, tag);
                open = None;
                continue;
            }
        }
        if open.is_none() && !tag.is_end && has_class(tag, "notes") {
            open = Some(tag);
        }
    }
    if let Some(opening) = open {
        let end = end_of_slide(&slides, opening.range.start);
        notes::from_sign(writer, body, opening.range.clone(), end);
    }
}

/// Where the slide of an offset ends.
fn end_of_slide(slides: &[Range<usize>], at: usize) -> usize {
    let after = slides.partition_point(|slide| slide.start <= at);
    after.checked_sub(1).map_or(at, |last| slides[last].end)
}

/// Makes notes of what stands between two tags.
fn aside(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    opening: &Range<usize>,
    closing: &Tag<'_>,
) {
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
