//! Comark (once MDC): `::name` and `::` around blocks, and `[text]{.class}`.
//!
//! The blocks of a group of code stand one below the other, each with its title.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::slide::is_name;
use super::super::writer::DeckRewriter;
use super::columns;

/// The longest attributes of a text, in bytes.
const LONGEST: usize = 200;

pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    shown: &Range<usize>,
    is_comark: bool,
) {
    if body.text.contains("::") {
        blocks(writer, body, shown, is_comark);
    }
    if is_comark && body.text.contains("]{") {
        spans(writer, body, shown);
    }
}

/// Takes the borders of blocks out.
fn blocks(writer: &mut DeckRewriter, body: &DeckBody<'_>, shown: &Range<usize>, is_comark: bool) {
    let mut open: Vec<(Range<usize>, String)> = Vec::new();
    for line in body.lines(shown.clone()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let Some(rest) = text
            .strip_prefix("::")
            .filter(|rest| !rest.starts_with(':'))
        else {
            continue;
        };
        if body.is_apart(line.start) || body.is_comment(line.start) || columns::name(text).is_some()
        {
            continue;
        }
        if !rest.is_empty() {
            let name = rest.split('{').next().unwrap_or_default().trim();
            if is_name(name) {
                open.push((line, name.to_owned()));
            }
            continue;
        }
        let Some((opening, name)) = open.pop() else {
            continue;
        };
        let is_group = name == "code-group";
        if !is_group && !is_comark {
            continue;
        }
        if !is_group {
            let hint = "classes around a text stand on a div: `::: {.class}`, the text, and `:::`";
            writer.lost(opening.clone(), &format!("::{name}"), hint);
        }
        writer.edits.replace(opening, "");
        writer.edits.replace(line, "");
    }
}

/// Makes elements of texts with attributes.
fn spans(writer: &mut DeckRewriter, body: &DeckBody<'_>, shown: &Range<usize>) {
    let text = body.text.get(..shown.end).unwrap_or_default();
    let mut from = 0;
    for (at, _) in text.match_indices("]{") {
        let near = text
            .floor_char_boundary(at.saturating_sub(LONGEST))
            .max(from);
        let before = text.get(near..at).unwrap_or_default();
        let found = before.rfind(['[', '\n']).map(|start| near + start);
        let is_text = |start: &usize| text.get(*start..).is_some_and(|rest| rest.starts_with('['));
        let Some(opening) = found.filter(is_text) else {
            continue;
        };
        let end = text.floor_char_boundary(at + 2 + LONGEST);
        let rest = text.get(at + 2..end).unwrap_or_default();
        let Some(length) = rest.find(['}', '\n']) else {
            continue;
        };
        let is_image = text
            .get(..opening)
            .is_some_and(|before| before.ends_with('!'));
        if !rest[length..].starts_with('}') || is_image || body.is_apart(at) || body.is_comment(at)
        {
            continue;
        }
        let classes = rest[..length]
            .split_ascii_whitespace()
            .filter_map(|word| word.strip_prefix('.').filter(|class| is_name(class)));
        let classes: Vec<&str> = classes.collect();
        let tag = if classes.is_empty() {
            "<span>".to_owned()
        } else {
            format!("<span class=\"{}\">", classes.join(" "))
        };
        from = at + 2 + length + 1;
        writer.edits.replace(opening..opening + 1, tag);
        writer.edits.replace(at..from, "</span>");
    }
}
