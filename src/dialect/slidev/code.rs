//! The blocks of code of a slide: the clicks that they take, their info strings, and what Slidev's
//! tools write into the code.

use std::collections::BTreeMap;
use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;
use super::clicks::{CodeClicks, CodeKind};
use super::fence::{CodeFence, groups, hint, info, is_lines, option, steps, with_first_step};
use super::hidden::Hidden;
use super::{magic_move, snippets};

/// The clicks that code and formulas take which readers see.
pub(super) fn clicks(body: &DeckBody<'_>, hidden: &Hidden) -> Vec<CodeClicks> {
    let mut found = Vec::new();
    let blocks = body.blocks.iter().enumerate();
    for (number, block) in blocks.filter(|(_, block)| block.kind == BlockKind::Code(true)) {
        let fence = CodeFence::read(body, block);
        let place = block.range.clone();
        if let Some(states) = magic_move::states(&fence) {
            found.push(CodeClicks {
                place,
                at: option(fence.info, "at").map(str::to_owned),
                states,
                kind: CodeKind::Moves(number),
            });
        } else {
            found.extend(of_lines(fence.info, place, CodeKind::Lines));
        }
    }
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let snippet = || snippets::read(text).filter(|_| !body.is_apart(line.start));
        if let Some(formula) = formula(body, &line) {
            let info = body.text.get(formula).unwrap_or_default();
            found.extend(of_lines(info, line, CodeKind::Formula));
        } else if let Some(snippet) = snippet() {
            found.extend(of_lines(snippet.meta, line, CodeKind::Lines));
        }
    }
    found.retain(|click| !hidden.covers(click.place.start) && !body.is_comment(click.place.start));
    found
}

fn of_lines(info: &str, place: Range<usize>, kind: CodeKind) -> Option<CodeClicks> {
    Some(CodeClicks {
        place,
        at: option(info, "at").map(str::to_owned),
        states: vec![steps(info)?],
        kind,
    })
}

/// Rewrites the info strings of the code blocks of a slide. `first_steps` are those of the blocks
/// that do not go on with the next one, by where they begin.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    first_steps: &BTreeMap<usize, usize>,
) {
    let code = |kind| kind == BlockKind::Code(true);
    for block in body.blocks.iter().filter(|block| code(block.kind)) {
        let fence = CodeFence::read(body, block);
        if magic_move::states(&fence).is_some() {
            continue;
        }
        let (info, lost) = info(fence.info);
        for word in &lost {
            let at = fence.info.find(word.as_str()).unwrap_or_default();
            let place = fence.info_range.start + at..fence.info_range.start + at + word.len();
            writer.lost(place, word, hint(word));
        }
        let info = with_first_step(info, first_steps.get(&block.range.start));
        if info != fence.info.trim() {
            writer.edits.replace(fence.info_range.clone(), info);
        }
        if fence.info.contains("twoslash") {
            without_commands(writer, body, &fence.inside);
        }
    }
    formulas(writer, body);
}

/// Takes the lines out that are for twoslash: `// @errors: 2322`, `//   ^?`, `// ---cut---` with all
/// that stands before it.
fn without_commands(writer: &mut DeckRewriter, body: &DeckBody<'_>, inside: &Range<usize>) {
    let lines: Vec<(Range<usize>, &str)> = body
        .lines(inside.clone())
        .filter_map(|line| Some((line.clone(), body.text.get(line)?.trim())))
        .collect();
    let comment = |text: &str| text.strip_prefix("//").map(str::trim).map(str::to_owned);
    let is_cut = |text: &str| {
        comment(text).is_some_and(|text| ["---cut---", "---cut-before---"].contains(&text.as_str()))
    };
    let cut = lines.iter().rposition(|(_, text)| is_cut(text));
    for (number, (line, text)) in lines.iter().enumerate() {
        let is_command = comment(text).is_some_and(|text| {
            text.starts_with('@') || text.starts_with("^?") || text.starts_with("^|")
        });
        if is_command || cut.is_some_and(|cut| number <= cut) {
            let whole = line.start..body.line_end(line.end, true);
            writer.edits.replace(whole, "");
        }
    }
}

/// Takes the steps of formulas out: they are shown whole.
fn formulas(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    if !body.text.contains("$$") {
        return;
    }
    for line in body.lines(0..body.text.len()) {
        let Some(info) = formula(body, &line) else {
            continue;
        };
        let written = body.text.get(info.clone()).unwrap_or_default();
        let message = format!(
            "Lutrin has no equivalent of Slidev's `{written}` for a formula, whose lines come all at once"
        );
        let hint = "write each line as a formula of its own, and `. . .` between two of them";
        writer.say(info.clone(), message, hint);
        writer.edits.replace(info.start..line.end, "");
    }
}

/// The lines that a formula says which are lit one after the other, with their braces: `$$ {1|2}`.
fn formula(body: &DeckBody<'_>, line: &Range<usize>) -> Option<Range<usize>> {
    let text = body.text.get(line.clone())?;
    let rest = text.trim_start().strip_prefix("$$")?.trim_start();
    let first = groups(rest).into_iter().next()?;
    let inside = rest.get(1..first.end - 1).filter(|_| first.start == 0)?;
    let is_code = || {
        body.blocks_around(line.start + 1)
            .any(|block| matches!(block.kind, BlockKind::Code(_)))
    };
    let start = line.end - rest.len();
    (is_lines(inside) && !is_code()).then(|| start..start + rest.trim_end().len())
}
