//! Rewrites the blocks of code of a slide: their info strings, and what Slidev's tools write into the
//! code.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;
use super::clicks::CodeClicks;
use super::fence::{CodeFence, groups, hint, info, is_lines, option, steps};
use super::magic_move;

/// Rewrites the info strings of the code blocks of a slide. Returns the clicks that they take.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) -> Vec<CodeClicks> {
    let mut clicks = Vec::new();
    let blocks = body.blocks.iter().enumerate();
    for (number, block) in blocks.filter(|(_, block)| block.kind == BlockKind::Code(true)) {
        let fence = CodeFence::read(body, block);
        if let Some(states) = magic_move::states(&fence) {
            let at = option(fence.info, "at").map(str::to_owned);
            clicks.push(CodeClicks {
                block: number,
                at,
                states,
                moves: true,
            });
            continue;
        }
        let (info, lost) = info(fence.info);
        for word in &lost {
            let at = fence.info.find(word.as_str()).unwrap_or_default();
            let place = fence.info_range.start + at..fence.info_range.start + at + word.len();
            writer.lost(place, word, hint(word));
        }
        if info != fence.info.trim() {
            writer
                .edits
                .replace(fence.info_range.clone(), info.as_str());
        }
        if fence.info.contains("twoslash") {
            without_commands(writer, body, &fence.inside);
        }
        if let Some(states) = steps(&info) {
            let at = option(fence.info, "at").map(str::to_owned);
            clicks.push(CodeClicks {
                block: number,
                at,
                states: vec![states],
                moves: false,
            });
        }
    }
    formulas(writer, body);
    clicks
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

/// Takes the steps of formulas out: `$$ {1|2}`.
fn formulas(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    if !body.text.contains("$$") {
        return;
    }
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let bare = text.trim_start();
        let Some(rest) = bare.strip_prefix("$$").map(str::trim_start) else {
            continue;
        };
        let is_code = body
            .blocks_around(line.start + 1)
            .any(|block| matches!(block.kind, BlockKind::Code(_)));
        let first = groups(rest)
            .into_iter()
            .next()
            .filter(|group| group.start == 0);
        let inside = first.and_then(|group| rest.get(1..group.end - 1));
        if let Some(inside) = inside.filter(|inside| is_lines(inside) && !is_code) {
            let start = line.end - rest.len();
            let place = start..start + inside.len() + 2;
            let word = format!("{{{inside}}}");
            writer.lost(
                place,
                &word,
                "a formula is shown whole; write a step before it: `. . .`",
            );
            writer.edits.replace(start..line.end, "");
        }
    }
}
