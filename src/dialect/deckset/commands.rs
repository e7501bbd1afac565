//! Commands: `[.name: value]` alone on a line, about the slide or what follows them.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::spoken::is_spoken;

/// A command and where it stands.
#[derive(Debug)]
pub(super) struct PlacedCommand {
    pub(super) range: Range<usize>,
    name: String,
    value: String,
}

/// What commands say of a slide.
#[derive(Debug, Default)]
pub(super) struct SlideCommands {
    pub(super) classes: SlideAttributes,
    pub(super) background: Option<String>,
    /// What stands at its foot; empty where nothing does.
    pub(super) foot: Option<String>,
}

/// The commands of a range, in order.
pub(super) fn read(body: &DeckBody<'_>, range: &Range<usize>) -> Vec<PlacedCommand> {
    let command = |line: Range<usize>| {
        let text = body.text.get(line.clone())?;
        let words = text
            .trim()
            .trim_end_matches("<br>")
            .trim_end_matches("<br/>")
            .trim_end();
        let inside = words.strip_prefix("[.")?.strip_suffix(']')?;
        let (name, value) = inside.split_once(':').unwrap_or((inside, ""));
        let name = name.trim();
        let is_name = name
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'-');
        let is_text = body.is_text(line.start);
        (is_name && !name.is_empty() && is_text).then(|| PlacedCommand {
            range: line,
            name: name.to_owned(),
            value: value.trim().to_owned(),
        })
    };
    body.lines(range.clone()).filter_map(command).collect()
}

/// Rewrites the commands of a slide; returns what they say of the slide itself.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    commands: &[PlacedCommand],
    (build_lists, spoken): (bool, &[Range<usize>]),
) -> SlideCommands {
    let mut found = SlideCommands::default();
    let mut builds = build_lists;
    let mut lights: Vec<&PlacedCommand> = Vec::new();
    for placed in commands.iter().filter(|placed| placed.name != "column") {
        let range = placed.range.clone();
        match placed.name.as_str() {
            "build-lists" => builds = placed.value != "false",
            "background-color" | "background-image" => {
                found.background = Some(placed.value.clone());
            }
            "code-highlight" => lights.push(placed),
            "footer" => found.foot = Some(placed.value.clone()),
            "hide-footer" => found.foot = Some(String::new()),
            name => {
                if let Some(hint) = hint(name) {
                    writer.lost(range.clone(), &format!("[.{name}]"), hint);
                }
            }
        }
        let end = body.line_end(range.end, true);
        writer.edits.replace(range.start..end, "");
    }
    columns(writer, body, slide, commands);
    code(writer, body, slide, &lights);
    if builds {
        for block in body.blocks_in(slide) {
            let is_list = matches!(block.kind, BlockKind::List(_));
            if is_list && !is_spoken(spoken, block.range.start) {
                writer.div(body, block, "::: incremental", block.range.clone());
            }
        }
    }
    found
}

/// What there is instead of a command; `None` for one that changes nothing to see.
fn hint(name: &str) -> Option<&'static str> {
    Some(match name {
        "autoscale" | "slide-transition" | "slidenumbers" | "hide-slide-numbers" => return None,
        "alternating-colors" | "text" | "text-strong" | "text-emphasis" | "header"
        | "header-strong" | "header-emphasis" | "table" | "table-separator" | "list" | "quote"
        | "quote-author" | "code" | "link" | "footnote" | "footer-style" | "slidenumber-style" => {
            "the classes `small` and `large` change the size of a slide's text, and `css` its look"
        }
        _ => "take it out",
    })
}

/// Puts what follows each `[.column]` into a column.
fn columns(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    commands: &[PlacedCommand],
) {
    let mut last = None;
    for placed in commands.iter().filter(|placed| placed.name == "column") {
        let lines = match last {
            None => ":::: columns\n::: column",
            Some(_) => ":::\n\n::: column",
        };
        writer.edits.replace(placed.range.clone(), lines);
        last = Some(placed.range.clone());
    }
    if let Some(last) = last {
        let end = body.trimmed(slide.clone()).end.max(last.end);
        writer.edits.close(end, "\n:::\n::::", last);
    }
}

/// Lights the lines that commands name in the block of code behind them.
fn code(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    lights: &[&PlacedCommand],
) {
    let mut lights = lights.iter().peekable();
    let blocks = body
        .blocks_in(slide)
        .filter(|block| block.kind == BlockKind::Code(true));
    for block in blocks {
        let mut steps: Vec<String> = Vec::new();
        let mut source = block.range.clone();
        while let Some(placed) = lights.next_if(|placed| placed.range.start < block.range.start) {
            source = placed.range.clone();
            steps.extend(lines(&placed.value, count(body, block)));
        }
        if !steps.is_empty() {
            let end = body.line_end(block.range.start, false);
            let opening = body.text.get(block.range.start..end).unwrap_or_default();
            let has_language = !opening.trim_matches(['`', '~', ' ']).is_empty();
            let language = if has_language { "" } else { "text" };
            let words = format!("{language} {{{}}}", steps.join("|"));
            writer
                .edits
                .close(block.range.start + opening.trim_end().len(), words, source);
        }
    }
}

/// The number of lines of a block of code.
fn count(body: &DeckBody<'_>, block: &DeckBlock) -> usize {
    let text = body.text.get(block.range.clone()).unwrap_or_default();
    text.lines().count().saturating_sub(2)
}

/// The lines of one step, within a block of so many lines.
fn lines(value: &str, count: usize) -> Option<String> {
    if ["all", "none", "false"].contains(&value) {
        return Some(value.replace("false", "all"));
    }
    let part = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first: usize = first.trim().parse().ok()?;
        let last: usize = last.trim().parse().ok()?;
        let (first, last) = (first.max(1), last.min(count));
        let written = if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        };
        (first <= last).then_some(written)
    };
    let parts: Vec<String> = value.split(',').filter_map(part).collect();
    (!parts.is_empty()).then(|| parts.join(","))
}

#[cfg(test)]
mod tests {
    use super::lines;

    #[test]
    fn lines_stay_within_their_block() {
        assert_eq!(lines("0-100", 7).as_deref(), Some("1-7"));
        assert_eq!(lines("1, 3-4", 7).as_deref(), Some("1,3-4"));
        assert_eq!(lines("9", 7), None);
        assert_eq!(lines("all", 7).as_deref(), Some("all"));
    }
}
