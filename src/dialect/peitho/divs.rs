//! Divs: `::: {slot=left}` is a column beside the next one, `::: {reveal}` shows its blocks one by
//! one.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::slide::{SlideAttributes, is_name};
use super::super::writer::DeckRewriter;

/// What a line opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum PeithoDiv<'t> {
    Slot(&'t str),
    Reveal,
}

/// The div of peitho's that a line opens.
pub(super) fn kind(line: &str) -> Option<PeithoDiv<'_>> {
    let rest = line
        .trim()
        .strip_prefix(":::")?
        .trim_start_matches(':')
        .trim();
    let inside = rest.strip_prefix('{')?.strip_suffix('}')?.trim();
    if inside == "reveal" {
        return Some(PeithoDiv::Reveal);
    }
    let name = inside.strip_prefix("slot=")?.trim_matches('"');
    is_name(name).then_some(PeithoDiv::Slot(name))
}

/// A div with its lines.
struct PlacedDiv<'t> {
    kind: PeithoDiv<'t>,
    opening: Range<usize>,
    closing: Range<usize>,
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) {
    let divs = find(body, slide);
    let is_slot = |number: usize| {
        divs.get(number)
            .is_some_and(|div| matches!(div.kind, PeithoDiv::Slot(_)))
    };
    // Slots with nothing between them stand beside each other.
    let follows = |number: usize| {
        let pair = number
            .checked_sub(1)
            .and_then(|before| divs.get(before))
            .zip(divs.get(number));
        pair.is_some_and(|(before, div)| {
            let between = body.text.get(before.closing.end..div.opening.start);
            is_slot(number)
                && is_slot(number - 1)
                && between.is_some_and(|text| text.trim().is_empty())
        })
    };
    for (number, div) in divs.iter().enumerate() {
        match div.kind {
            PeithoDiv::Reveal => reveal(writer, body, div),
            PeithoDiv::Slot(name) => {
                let (is_first, is_last) = (!follows(number), !follows(number + 1));
                if is_first && is_last {
                    writer
                        .edits
                        .replace(div.opening.clone(), format!("::: {{.{name}}}"));
                    continue;
                }
                let before = if is_first { ":::: columns\n" } else { "" };
                let opening = format!("{before}::: {{.column .{name}}}");
                writer.edits.replace(div.opening.clone(), opening);
                if is_last {
                    writer
                        .edits
                        .close(div.closing.end, "\n::::", div.closing.clone());
                }
            }
        }
    }
}

fn find<'t>(body: &DeckBody<'t>, slide: &Range<usize>) -> Vec<PlacedDiv<'t>> {
    let mut found = Vec::new();
    let mut open: Vec<Option<(PeithoDiv<'t>, Range<usize>)>> = Vec::new();
    for line in body.lines(slide.clone()) {
        let text: &'t str = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let place = line.start..line.start + text.len();
        if !text.starts_with(":::") || !body.is_text(line.start) {
            continue;
        }
        if text.bytes().all(|byte| byte == b':') {
            if let Some(Some((kind, opening))) = open.pop() {
                found.push(PlacedDiv {
                    kind,
                    opening,
                    closing: place,
                });
            }
        } else {
            open.push(kind(text).map(|kind| (kind, place)));
        }
    }
    found.sort_by_key(|div| div.opening.start);
    found
}

fn reveal(writer: &mut DeckRewriter, body: &DeckBody<'_>, div: &PlacedDiv<'_>) {
    let mut step = SlideAttributes::default();
    step.word(".fragment".to_owned());
    for block in body.blocks_in(&(div.opening.end..div.closing.start)) {
        if !matches!(block.kind, BlockKind::List(_) | BlockKind::Html) {
            writer.step(body, block, &step, block.range.clone());
        }
    }
    writer.edits.replace(div.opening.clone(), "::: incremental");
}
