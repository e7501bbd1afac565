//! Info strings of code blocks: groups in braces for Slidev's editor and line numbers.
//!
//! Lutrin has the same steps (`{1|2-3|all}`).

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;

/// Languages whose blocks Slidev draws as diagrams; here they are code.
const DRAWN: [&str; 2] = ["mermaid", "plantuml"];

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in body
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Code(true))
    {
        let line = block.range.start..body.line_end(block.range.start, false);
        let opening = body.text.get(line.clone()).unwrap_or_default();
        let info = opening.trim_start_matches(['`', '~']);
        let start = line.end - info.len();
        let language = info
            .trim_start()
            .split([' ', '\t', '{'])
            .next()
            .unwrap_or_default();
        for group in groups(info) {
            let place = start + group.start..start + group.end;
            let inside = info.get(group.start + 1..group.end - 1).unwrap_or_default();
            if DRAWN.contains(&language) {
                writer.edits.replace(place, "");
            } else {
                read(writer, place, inside);
            }
        }
        for word in ["magic-move", "twoslash"] {
            if let Some(at) = info
                .split_whitespace()
                .skip(1)
                .find(|found| *found == word)
                .and_then(|_| info.find(word))
            {
                let place = start + at..start + at + word.len();
                writer.lost(
                    place.clone(),
                    word,
                    "the code is shown as it is; `{1|2-3}` shows it step by step",
                );
                writer.edits.replace(place, "");
            }
        }
    }
}

/// The groups in braces of an info string.
fn groups(info: &str) -> Vec<Range<usize>> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, c) in info.char_indices() {
        match c {
            '{' => {
                if depth == 0 {
                    start = at;
                }
                depth += 1;
            }
            '}' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    found.push(start..at + 1);
                }
            }
            _ => {}
        }
    }
    found
}

fn read(writer: &mut DeckRewriter, place: Range<usize>, inside: &str) {
    let is_lines = inside
        .chars()
        .all(|c| c.is_ascii_digit() || "|,-* ".contains(c) || c.is_ascii_alphabetic());
    if inside.starts_with("monaco") {
        writer.lost(place.clone(), inside, "the code is shown as it is");
        writer.edits.replace(place, "");
    } else if inside.contains(':') {
        let mut words = String::new();
        for (key, value) in inside.split(',').filter_map(|pair| pair.split_once(':')) {
            match (key.trim(), value.trim()) {
                ("lines", "true") => words.extend([" linenos"]),
                ("lines", "false") => {}
                ("startLine", first) if first.parse::<u32>().is_ok() => {
                    words.extend([" linenostart=", first]);
                }
                (key, _) => writer.lost(
                    place.clone(),
                    key,
                    "code is as high as its lines, and is shown as it is",
                ),
            }
        }
        writer.edits.replace(place, words);
    } else if !is_lines {
        writer.lost(place.clone(), inside, "steps of code are `{1|2-3|all}`");
        writer.edits.replace(place, "");
    }
}
