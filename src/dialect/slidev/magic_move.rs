//! Magic move: a block of code that holds blocks of code, each a state of the same code.
//!
//! While presenting, one state after the other is shown, step by step and without movement. Readers
//! see the last one.

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::beside::Texts;
use super::clicks::MovedCode;
use super::fence::{self, CodeFence};
use super::snippets;

/// A state: the info string of its block, and its code.
struct CodeState {
    info: String,
    code: String,
}

/// The clicks of each state, where a block is one of magic move.
pub(super) fn states(fence: &CodeFence<'_>) -> Option<Vec<i64>> {
    let info = fence.info.trim();
    let is_move = ["md magic-move", "markdown magic-move"]
        .iter()
        .any(|name| info.starts_with(name));
    if !is_move || fence.fence.len() < 4 {
        return None;
    }
    let infos = outer_lines(fence.code).filter_map(|line| match line {
        OuterLine::Info(info) => Some(info.to_owned()),
        OuterLine::Snippet(snippet) => Some(snippet.to_owned()),
        OuterLine::Code(_) => None,
    });
    let clicks: Vec<i64> = infos.map(|info| fence::clicks_of(&info)).collect();
    (!clicks.is_empty()).then_some(clicks)
}

/// A line of a block of magic move.
enum OuterLine<'t> {
    /// It opens a block.
    Info(&'t str),
    /// It stands in a block.
    Code(&'t str),
    /// It asks for code of another file.
    Snippet(&'t str),
}

fn outer_lines(text: &str) -> impl Iterator<Item = OuterLine<'_>> {
    let mut is_open = false;
    text.lines().filter_map(move |line| {
        let info = line.strip_prefix("```");
        match (is_open, info) {
            (false, Some(info)) => {
                is_open = true;
                Some(OuterLine::Info(info))
            }
            (true, Some(_)) => {
                is_open = false;
                None
            }
            (true, None) => Some(OuterLine::Code(line)),
            (false, None) => snippets::read(line).map(|_| OuterLine::Snippet(line)),
        }
    })
}

/// Puts the states of a block in its place, each with the step that it comes and goes with.
pub(super) fn write(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    moved: &MovedCode,
    texts: (Option<&str>, &Texts),
) {
    let block = &body.blocks[moved.block];
    let fence = CodeFence::read(body, block);
    let states = read(&fence, texts);
    let place = fence.info_range.clone();
    let count = states.len();
    let message = format!(
        "Slidev's magic move is shown as {count} blocks of code, one after the other: each comes with its step, and readers see the last"
    );
    let hint =
        "nothing has to be done; where all of them matter to readers, write them as blocks of code";
    writer.say(place, message, hint);
    let mut lines = vec!["::::: states".to_owned()];
    for (number, state) in states.iter().enumerate() {
        let comes = moved.starts.get(number).copied().unwrap_or(0);
        let goes = moved.starts.get(number + 1).copied();
        let opening = if number == 0 {
            goes.map_or("{.state}".to_owned(), |goes| {
                format!("{{.fragment .fade-out index={goes}}}")
            })
        } else {
            format!("{{.fragment index={comes}}}")
        };
        lines.push(format!(":::: {opening}"));
        let inner = goes.filter(|_| number > 0);
        lines.extend(inner.map(|goes| format!("::: {{.fragment .fade-out index={goes}}}")));
        let fence = fence::fence_for(&state.code);
        lines.push(format!("{fence}{}", state.info));
        lines.extend(state.code.lines().map(str::to_owned));
        lines.push(fence);
        lines.extend(inner.map(|_| ":::".to_owned()));
        lines.push("::::".to_owned());
    }
    lines.push(":::::".to_owned());
    writer.replace_lines(body, block.range.clone(), &lines.join("\n"));
}

fn read(fence: &CodeFence<'_>, texts: (Option<&str>, &Texts)) -> Vec<CodeState> {
    let mut states: Vec<CodeState> = Vec::new();
    let state = |info: &str| {
        let (info, _) = fence::info(info);
        let words = info
            .split_whitespace()
            .filter(|word| !word.starts_with('{'));
        words.collect::<Vec<_>>().join(" ")
    };
    for line in outer_lines(fence.code) {
        match line {
            OuterLine::Info(info) => states.push(CodeState {
                info: state(info),
                code: String::new(),
            }),
            OuterLine::Snippet(line) => {
                let block = snippets::read(line).map(|snippet| snippets::block(&snippet, texts));
                if let Some(Ok(block)) = block {
                    let info = state(&block.info);
                    states.push(CodeState {
                        info,
                        code: block.code,
                    });
                }
            }
            OuterLine::Code(line) => {
                if let Some(state) = states.last_mut() {
                    state.code.push_str(line);
                    state.code.push('\n');
                }
            }
        }
    }
    states
}
