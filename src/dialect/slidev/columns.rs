//! The slots of layouts: `::left::` and `::right::` are columns, `::bottom::` stands below them, and
//! what stands in others follows in its order.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;
use crate::diagnostic::codes;

/// A line that begins a slot: its place, and the name of the slot.
type ColumnSlot<'t> = (Range<usize>, &'t str);

/// Layouts of two columns with nothing above or below them.
const WITHOUT_BOTTOM: [&str; 2] = ["two-cols", "two-columns"];

const OPEN: &str = ":::: columns\n::: column";

/// Whether a range has slots that only Slidev writes.
pub(super) fn has_slots(body: &DeckBody<'_>, range: &Range<usize>) -> bool {
    slots(body, range)
        .iter()
        .any(|(_, name)| ["left", "right"].contains(name))
}

fn slots<'t>(body: &DeckBody<'t>, range: &Range<usize>) -> Vec<ColumnSlot<'t>> {
    let slot = |line: Range<usize>| {
        let text = body.text.get(line.clone())?.trim_end();
        let name = name(text)?;
        let is_text = !body.is_apart(line.start) && !body.is_comment(line.start);
        is_text.then(|| (line.start..line.start + text.len(), name))
    };
    body.lines(range.clone()).filter_map(slot).collect()
}

/// The name in `::right::` or `:: right ::`, alone on a line.
pub(super) fn name(line: &str) -> Option<&str> {
    let name = line.strip_prefix("::")?.strip_suffix("::")?.trim();
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_sign)).then_some(name)
}

/// Puts the columns of a slide into divs. `shown` is what is shown of it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    shown: &Range<usize>,
    layout: &str,
) {
    let slots = slots(body, shown);
    let has = |wanted: &str| slots.iter().any(|(_, name)| *name == wanted);
    let has_right = has("right");
    let is_columns = has_right
        && (layout.starts_with("two-col") || has("left") || !["", "default"].contains(&layout));
    let mut is_open = false;
    for (line, name) in slots {
        match name {
            "left" | "default" if is_columns && !is_open => {
                writer.edits.replace(line, OPEN);
                is_open = true;
            }
            "right" if is_columns => {
                if !is_open {
                    let start = start(body, shown, layout);
                    writer.edits.open(start, format!("{OPEN}\n"), line.clone());
                }
                writer.edits.replace(line, "\n:::\n\n::: column");
                is_open = true;
            }
            _ => {
                if is_columns && WITHOUT_BOTTOM.contains(&layout) {
                    let message = format!(
                        "`{layout}` has no place for `::{name}::`: Slidev hides what follows, and here it stands below the columns"
                    );
                    let hint = "write `layout: two-cols-header`, or take it out";
                    writer.say_as(codes::NEARLY_A_CLASS, line.clone(), message, hint);
                }
                if !is_columns {
                    let word = format!("::{name}::");
                    let hint = "text beside text stands in `:::: columns` and `::: column`";
                    writer.lost(line.clone(), &word, hint);
                }
                let closing = if is_open { "\n:::\n::::\n" } else { "" };
                writer.edits.replace(line, closing);
                is_open = false;
            }
        }
    }
    if is_open {
        let end = body.trimmed(shown.clone()).end;
        writer
            .edits
            .close(end, "\n\n:::\n::::", shown.start..shown.start);
    }
}

/// Where the columns begin: behind the heading that the slide begins with. That of `two-cols` is
/// one of the left column, which has all that stands before the right one.
fn start(body: &DeckBody<'_>, shown: &Range<usize>, layout: &str) -> usize {
    let first = body.trimmed_start(shown);
    if WITHOUT_BOTTOM.contains(&layout) {
        return first;
    }
    let heading = body
        .blocks_in(shown)
        .next()
        .filter(|block| matches!(block.kind, BlockKind::Heading(_)));
    let heading = heading.filter(|block| block.range.start == first);
    heading.map_or(first, |block| body.line_end(block.range.end, true))
}
