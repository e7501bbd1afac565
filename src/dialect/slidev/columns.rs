//! The slots of Slidev's layouts: `::left::` and `::right::` are columns.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;
use super::SlidevSlide;

/// A line that begins a slot: its place, and the name of the slot.
type ColumnSlot<'t> = (Range<usize>, &'t str);

/// Whether a range has slots that only Slidev writes.
pub(super) fn has_slots(body: &DeckBody<'_>, range: &Range<usize>) -> bool {
    slots(body, range)
        .iter()
        .any(|(_, name)| ["left", "right"].contains(name))
}

fn slots<'t>(body: &DeckBody<'t>, range: &Range<usize>) -> Vec<ColumnSlot<'t>> {
    let slot = |line: Range<usize>| {
        let text = body.text.get(line.clone())?.trim_end();
        let name = text.strip_prefix("::")?.strip_suffix("::")?;
        let is_name = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        let is_text = !body.is_apart(line.start) && !body.is_comment(line.start);
        (is_name && is_text).then(|| (line.start..line.start + text.len(), name))
    };
    body.lines(range.clone()).filter_map(slot).collect()
}

/// Puts the columns of a slide into divs, below its heading.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &SlidevSlide<'_>) {
    const OPEN: &str = ":::: columns\n::: column";
    let slots = slots(body, &slide.shown);
    let is_columns = slide
        .layout
        .as_deref()
        .is_some_and(|layout| layout.starts_with("two-cols"));
    let right = slots.iter().any(|(_, name)| *name == "right");
    let mut is_open = false;
    for (line, name) in slots {
        match name {
            "left" | "default" if is_columns && right && !is_open => {
                writer.edits.replace(line, OPEN);
                is_open = true;
            }
            "right" if is_columns => {
                if !is_open {
                    writer
                        .edits
                        .open(start(body, slide), format!("{OPEN}\n"), line.clone());
                }
                writer.edits.replace(line, ":::\n\n::: column");
                is_open = true;
            }
            _ => {
                let word = format!("::{name}::");
                writer.lost(
                    line,
                    &word,
                    "text beside text stands in `:::: columns` and `::: column`",
                );
            }
        }
    }
    if is_open {
        let end = body.trimmed(slide.shown.clone()).end;
        writer
            .edits
            .close(end, "\n:::\n::::", slide.shown.start..slide.shown.start);
    }
}

/// Where the columns begin: behind the heading that the slide begins with.
fn start(body: &DeckBody<'_>, slide: &SlidevSlide<'_>) -> usize {
    let first = body.trimmed_start(&slide.shown);
    let heading = body
        .blocks_in(&slide.shown)
        .next()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let heading = heading.filter(|block| block.range.start == first);
    heading.map_or(first, |block| body.line_end(block.range.end, true))
}
