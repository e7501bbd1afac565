//! `--`: what follows comes with the next step. Within a list, the list goes on.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::segments::RemarkSegment;

/// Makes a segment come with a step of its slide.
pub(super) fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    segment: &RemarkSegment,
    step: usize,
) {
    if segment.is_step && goes_on(body, segment) {
        within_list(writer, body, segment, step);
    } else {
        pause(writer, body, &segment.line);
    }
}

/// Whether a list that began before a segment goes on in it.
fn goes_on(body: &DeckBody<'_>, segment: &RemarkSegment) -> bool {
    let first = body
        .blocks
        .partition_point(|block| block.range.start < segment.shown.start);
    let first = body.blocks.get(first);
    let mut around = first
        .filter(|first| first.range.start < segment.shown.end)
        .and_then(|first| first.around);
    while let Some(number) = around {
        let block = &body.blocks[number];
        let is_list = matches!(block.kind, BlockKind::List(_));
        if is_list && block.range.start < segment.line.start {
            return true;
        }
        around = block.around;
    }
    false
}

/// Joins the list around a separator, and makes fragments of what stands behind it.
fn within_list(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    segment: &RemarkSegment,
    step: usize,
) {
    let next = segment.shown.start..body.line_end(segment.shown.start, true);
    let is_empty = body
        .text
        .get(next.clone())
        .is_some_and(|line| line.trim().is_empty());
    let end = if is_empty { next.end } else { next.start };
    writer.edits.replace(segment.line.start..end, "");
    let mut attributes = SlideAttributes::default();
    attributes.class("fragment");
    attributes.pair("index", &step.to_string());
    let first = body
        .blocks
        .partition_point(|block| block.range.start < segment.shown.start);
    let mut until = 0;
    for (number, block) in body.blocks.iter().enumerate().skip(first) {
        if block.range.start >= segment.shown.end {
            break;
        }
        let is_list = matches!(block.kind, BlockKind::List(_));
        if block.range.start >= until && !is_list {
            let source = segment.line.clone();
            match span_of_class(body, block) {
                // Braces at its end would stand behind the end of its div.
                Some(true) => {
                    let opening = format!("::: {}", attributes.braces());
                    writer.div(body, block, &opening, source);
                }
                Some(false) => {}
                None => drop(writer.step_block(body, number, &attributes, source)),
            }
            until = block.range.end;
        }
    }
}

/// Whether a paragraph is the whole of `.class[…]`; `None` where it does not begin with one.
fn span_of_class(body: &DeckBody<'_>, block: &DeckBlock) -> Option<bool> {
    let text = body.text.get(block.range.clone())?.trim();
    let is_paragraph = block.kind == BlockKind::Paragraph && block.around.is_none();
    let (class, _) = text.strip_prefix('.')?.split_once('[')?;
    let is_class = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    (is_paragraph && class.chars().all(is_class)).then(|| text.ends_with(']'))
}

/// Makes a pause of a separator, with empty lines around it.
fn pause(writer: &mut DeckRewriter, body: &DeckBody<'_>, line: &Range<usize>) {
    let before = body.text.get(..line.start).unwrap_or_default();
    let gap = before.get(before.trim_end().len()..).unwrap_or_default();
    let is_free = gap.matches('\n').count() > 1;
    let next = body.line_end(line.end, true);
    let follows = body
        .text
        .get(next..body.line_end(next, false))
        .is_some_and(|next| !next.trim().is_empty());
    let (start, end) = (
        if is_free { "" } else { "\n" },
        if follows { "\n" } else { "" },
    );
    writer
        .edits
        .replace(line.clone(), format!("{start}. . .{end}"));
}
