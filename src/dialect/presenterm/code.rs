//! Code: what stands behind its language, and lines that are hidden.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;

/// Languages whose lines with `/// ` before them are run, and not shown.
const HIDING: [&str; 22] = [
    "bash",
    "c",
    "c++",
    "cpp",
    "csharp",
    "fish",
    "fsharp",
    "go",
    "haskell",
    "java",
    "javascript",
    "js",
    "julia",
    "kotlin",
    "lua",
    "nushell",
    "perl",
    "php",
    "python",
    "ruby",
    "sh",
    "zsh",
];

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in &body.blocks {
        if block.kind == BlockKind::Code(true) {
            fence(writer, body, block);
        }
    }
}

fn fence(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let place = body.info(block);
    let start = place.start;
    let info = body.text.get(place).unwrap_or_default();
    let language = info
        .split([' ', '{'])
        .find(|word| !word.is_empty())
        .unwrap_or_default();
    let hidden = match language {
        "rust" => "# ",
        language if HIDING.contains(&language) => "/// ",
        _ => "",
    };
    if !hidden.is_empty() {
        hide(writer, body, block, hidden);
    }
    if language == "file" {
        let hint = "copy the lines here, between the fences, with their language";
        writer.lost(start..start + "file".len(), "file", hint);
        let at = start + info.find("file").unwrap_or_default();
        writer.edits.replace(at..at + "file".len(), "yaml");
    }
    for (at, _) in info.match_indices(" +") {
        let word = &info[at + 1..];
        let word = &word[..word.find(' ').unwrap_or(word.len())];
        let place = start + at..start + at + 1 + word.len();
        attribute(writer, &place, word);
    }
}

fn attribute(writer: &mut DeckRewriter, place: &Range<usize>, word: &str) {
    let name = word[1..].split(':').next().unwrap_or_default();
    let instead = if name == "line_numbers" {
        " linenos"
    } else {
        ""
    };
    let hint = match name {
        "exec" | "auto_exec" | "acquire_terminal" | "pty" => {
            "code is shown, and never run: show its output, or a picture of it"
        }
        "exec_replace" | "image" => "code is not run: put its output in its place",
        _ => "",
    };
    if !hint.is_empty() {
        writer.lost(place.start + 1..place.end, word, hint);
    }
    writer.edits.replace(place.clone(), instead);
}

/// Takes lines out that are run only.
fn hide(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock, sign: &str) {
    let inside = body.line_end(block.range.start, true).min(block.range.end)..block.range.end;
    for line in body.lines(inside) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        if text.starts_with(sign) {
            writer
                .edits
                .replace(line.start..body.line_end(line.end, true), "");
        }
    }
}
