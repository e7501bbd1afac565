//! What comes step by step: lists, alone or turned round by a quotation, and the words for how
//! something comes.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;
use super::attributes::PandocAttributes;
use super::divs::Divs;

/// Lutrin's name for a class of reveal.js; none for one that says nothing here.
pub(super) fn effect(class: &str) -> Option<&str> {
    match class {
        "fade-in" | "custom" | "unnumbered" | "unlisted" => None,
        "smaller" => Some("small"),
        class => Some(class),
    }
}

/// The whole percents that a width comes to, from 1 to 100.
pub(super) fn percent(width: &str) -> Option<u32> {
    let width = width.trim();
    let number = |text: &str| text.trim().parse::<f64>().ok();
    let share = match width.strip_suffix('%') {
        Some(percent) => number(percent)?,
        None if width.chars().all(|c| c.is_ascii_digit()) => number(width)?,
        None => number(width).filter(|share| *share < 1.0)? * 100.0,
    };
    (1..=100).find(|percent| (share - f64::from(*percent)).abs() <= 0.5)
}

/// Marks the lists that come item by item, and takes the quotation signs from those that stand in
/// one: they come in the other way.
pub(super) fn lists(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    divs: &Divs,
    is_incremental: bool,
) {
    const ALL_AT_ONCE: [&str; 5] = [
        "nonincremental",
        "non-incremental",
        "incremental",
        "notes",
        "callout",
    ];
    let mut end = 0;
    for (number, block) in body.blocks.iter().enumerate() {
        let start = block.range.start;
        if start < end {
            continue;
        }
        if is_quoted_list(body, number) {
            end = block.range.end;
            unquote(writer, body, block);
            if !is_incremental && !divs.is_in(start, &["incremental", "notes"]) {
                writer.div(body, block, "::: incremental", block.range.clone());
            }
        } else if is_incremental
            && matches!(block.kind, BlockKind::List(_))
            && !divs.is_in(start, &ALL_AT_ONCE)
            && writer.div(body, block, "::: incremental", block.range.clone())
        {
            end = block.range.end;
        }
    }
}

/// Whether a block is a quotation that holds lists alone.
fn is_quoted_list(body: &DeckBody<'_>, number: usize) -> bool {
    let block = &body.blocks[number];
    let is_quote = block.kind == BlockKind::Other
        && block.depth == 0
        && body
            .text
            .get(block.range.clone())
            .is_some_and(|text| text.starts_with('>'));
    let within = body.blocks[number + 1..].iter();
    let mut within = within
        .take_while(|inner| inner.range.start < block.range.end)
        .filter(|inner| inner.depth == block.depth + 1)
        .peekable();
    is_quote
        && within.peek().is_some()
        && within.all(|inner| matches!(inner.kind, BlockKind::List(_)))
}

fn unquote(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    for line in body.lines(body.line_start(block.range.start)..block.range.end) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let bare = text.trim_start_matches([' ', '\t']);
        let sign = line.start + text.len() - bare.len();
        if let Some(rest) = bare.strip_prefix('>') {
            let space = usize::from(rest.starts_with(' '));
            writer.edits.replace(sign..sign + 1 + space, "");
        }
    }
}

/// Whether a range is all that stands in its paragraph, item or heading.
pub(super) fn is_whole_block(body: &DeckBody<'_>, range: &Range<usize>) -> Option<BlockKind> {
    let block = body.blocks_around(range.start + 1).next()?;
    let end = body
        .trimmed(block.range.start..block.text_end.max(block.range.start))
        .end;
    let before = body.text.get(block.range.start..range.start)?;
    let is_marker = match block.kind {
        BlockKind::Paragraph => before.is_empty(),
        BlockKind::Item => before
            .chars()
            .all(|c| c.is_ascii_digit() || " \t-*+.)".contains(c)),
        _ => false,
    };
    (is_marker && end <= range.end).then_some(block.kind)
}

/// The classes that mean something here, and the step, of what stands within a line.
pub(super) fn native_words(written: &PandocAttributes) -> Vec<String> {
    let classes = written.classes.iter().filter_map(|class| effect(class));
    let mut words: Vec<String> = classes.map(|class| format!(".{class}")).collect();
    let index = written
        .get("fragment-index")
        .filter(|index| index.parse::<u32>().is_ok());
    words.extend(index.map(|index| format!("index={index}")));
    words
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn widths_are_whole_percents() {
        assert_eq!(percent("33.3%"), Some(33));
        assert_eq!(percent("40"), Some(40));
        assert_eq!(percent(".25"), Some(25));
        assert_eq!(percent("300px"), None);
        assert_eq!(percent("0%"), None);
    }
}
