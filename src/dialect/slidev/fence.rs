//! Blocks of code between fences, and their info strings: groups in braces for Slidev's editor, line
//! numbers and steps.
//!
//! Lutrin has the same steps (`{1|2-3|all}`).

use std::ops::Range;

use super::super::body::{DeckBlock, DeckBody};

/// Languages whose blocks Slidev draws as diagrams.
const DRAWN: [&str; 2] = ["mermaid", "plantuml"];

/// A block of code between fences.
pub(super) struct CodeFence<'t> {
    pub(super) fence: &'t str,
    pub(super) info: &'t str,
    pub(super) info_range: Range<usize>,
    /// The lines of code.
    pub(super) inside: Range<usize>,
    /// The code.
    pub(super) code: &'t str,
}

impl<'t> CodeFence<'t> {
    pub(super) fn read(body: &DeckBody<'t>, block: &DeckBlock) -> Self {
        let start = block.range.start;
        let line_end = body.line_end(start, false);
        let opening = body.text.get(start..line_end).unwrap_or_default();
        let info_range = body.info(block);
        let (fence, info) = opening.split_at(opening.len() - info_range.len());
        let inside = body.line_end(start, true)..if is_closed(body, block) {
            body.line_start(block.range.end)
        } else {
            block.range.end
        };
        let inside = inside.start..inside.end.max(inside.start);
        Self {
            fence,
            info,
            info_range,
            code: body.text.get(inside.clone()).unwrap_or_default(),
            inside,
        }
    }
}

/// Whether the fence that opens a block is closed.
pub(super) fn is_closed(body: &DeckBody<'_>, block: &DeckBlock) -> bool {
    let opening = body.text.get(block.range.clone()).unwrap_or_default();
    let sign = opening.chars().next().unwrap_or('`');
    let length = opening.chars().take_while(|c| *c == sign).count();
    let last = body.line_start(block.range.end);
    let text = body.text.get(last..block.range.end).unwrap_or_default();
    let bare = text.trim_start_matches([' ', '\t', '>']).trim_end();
    last > block.range.start && bare.len() >= length && bare.chars().all(|c| c == sign)
}

/// A fence that no line of a code is.
pub(super) fn fence_for(code: &str) -> String {
    let runs = code.lines().map(|line| {
        line.trim_start()
            .bytes()
            .take_while(|byte| *byte == b'`')
            .count()
    });
    "`".repeat(runs.max().unwrap_or(0).max(2) + 1)
}

/// How many steps the lines of a block take that its info string names.
pub(super) fn steps(info: &str) -> Option<i64> {
    let lines = groups(info).into_iter().find_map(|group| {
        let inside = info.get(group.start + 1..group.end - 1)?;
        is_lines(inside).then_some(inside)
    })?;
    i64::try_from(lines.split('|').count()).ok()
}

/// An info string in Lutrin's form that says with which step its lines begin to change.
pub(super) fn with_first_step(info: String, first: Option<&usize>) -> String {
    match first {
        None => info,
        Some(step) => format!("{info} index={step}").trim_start().to_owned(),
    }
}

/// How many steps the lines take in an info string; one without any takes one.
pub(super) fn clicks_of(info: &str) -> i64 {
    steps(info).unwrap_or(1)
}

/// An info string in Lutrin's form, and the words of it that have no equivalent.
pub(super) fn info(written: &str) -> (String, Vec<String>) {
    let bare = written.trim();
    let end = bare.find([' ', '\t', '{', '[']).unwrap_or(bare.len());
    let (language, rest) = bare.split_at(end);
    let is_drawn = DRAWN.contains(&language);
    let mut words = vec![language.to_owned()];
    let mut lost = Vec::new();
    let mut at = 0;
    for group in groups(rest) {
        plain_words(
            rest.get(at..group.start).unwrap_or_default(),
            &mut words,
            &mut lost,
        );
        at = group.end;
        let inside = rest.get(group.start + 1..group.end - 1).unwrap_or_default();
        if !is_drawn {
            read_group(inside, &mut words, &mut lost);
        }
    }
    plain_words(rest.get(at..).unwrap_or_default(), &mut words, &mut lost);
    words.retain(|word| !word.is_empty());
    (words.join(" "), lost)
}

/// The words outside braces. An icon in a title is left out.
fn plain_words(text: &str, words: &mut Vec<String>, lost: &mut Vec<String>) {
    let mut push = |text: &str, words: &mut Vec<String>| {
        for word in text.split_whitespace() {
            if word == "twoslash" {
                lost.push(word.to_owned());
            } else {
                words.push(word.to_owned());
            }
        }
    };
    let mut rest = text;
    while let Some((before, inside)) = rest.split_once('[')
        && let Some((title, behind)) = inside.split_once(']')
    {
        push(before, words);
        let name: Vec<&str> = title.split('~').step_by(2).map(str::trim).collect();
        let name = name.concat();
        words.extend((!name.is_empty()).then(|| format!("[{name}]")));
        rest = behind;
    }
    push(rest, words);
}

/// The groups in braces of an info string.
pub(super) fn groups(info: &str) -> Vec<Range<usize>> {
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

pub(super) fn is_lines(inside: &str) -> bool {
    let names = |part: &str| {
        let part = part.trim();
        let digits = |c: char| c.is_ascii_digit() || ",-* ".contains(c);
        ["all", "none", "hide"].contains(&part) || part.chars().all(digits)
    };
    !inside.trim().is_empty() && inside.split('|').all(names)
}

fn read_group(inside: &str, words: &mut Vec<String>, lost: &mut Vec<String>) {
    if is_lines(inside) {
        words.push(format!("{{{inside}}}"));
    } else if inside.contains(':') {
        for (key, value) in inside.split(',').filter_map(|pair| pair.split_once(':')) {
            match (key.trim(), value.trim()) {
                ("lines", "true") => words.push("linenos".to_owned()),
                ("startLine", first) if first.parse::<u32>().is_ok() => {
                    words.push(format!("linenostart={first}"));
                }
                // These change no line of the code.
                ("lines" | "at" | "finally" | "duration" | "class" | "height" | "title", _) => {}
                (key, _) if key.bytes().all(|byte| byte.is_ascii_alphanumeric()) => {
                    lost.push(key.to_owned());
                }
                _ => {}
            }
        }
    } else if !inside.trim().is_empty() {
        lost.push(inside.trim().to_owned());
    }
}

/// The value of an option in the braces of an info string.
pub(super) fn option<'t>(info: &'t str, name: &str) -> Option<&'t str> {
    let inside = groups(info)
        .into_iter()
        .filter_map(|group| info.get(group.start + 1..group.end - 1));
    let mut pairs = inside.flat_map(|inside| inside.split(','));
    pairs.find_map(|pair| {
        let (key, value) = pair.split_once(':')?;
        (key.trim() == name).then_some(value.trim())
    })
}

/// What to write instead of a word of an info string.
pub(super) fn hint(word: &str) -> &'static str {
    match word {
        "maxHeight" => "code is as high as its lines, and is shown as it is",
        "twoslash" => "the code is shown as it is; `{1|2-3}` shows it step by step",
        word if word.starts_with("monaco") => "the code is shown as it is",
        _ => "steps of code are `{1|2-3|all}`",
    }
}
