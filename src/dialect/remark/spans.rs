//! `.class[text]`: around lines it becomes a div, and within a line a `<span>`.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use crate::diagnostic::codes;

/// Classes of columns, which stand beside each other.
const COLUMNS: [&str; 12] = [
    "left-column",
    "right-column",
    "pull-left",
    "pull-right",
    "column",
    "col",
    "left-col",
    "right-col",
    "col-left",
    "col-right",
    "column-left",
    "column-right",
];

/// The class of what stands at the foot of a slide.
const FOOT: &str = "footnote";

/// Text with classes around it.
#[derive(Debug)]
struct ClassSpan<'t> {
    classes: Vec<&'t str>,
    /// From the first dot to the bracket.
    opening: Range<usize>,
    /// The bracket at its end.
    closing: Range<usize>,
    /// Whether nothing else stands on its lines.
    is_block: bool,
}

impl ClassSpan<'_> {
    fn is_column(&self) -> bool {
        self.is_block && self.classes.iter().any(|class| COLUMNS.contains(class))
    }
}

/// Whether a line begins with a column.
pub(super) fn is_sign(line: &str) -> bool {
    line.strip_prefix('.')
        .and_then(|rest| rest.split_once('['))
        .is_some_and(|(class, _)| COLUMNS.contains(&class))
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>) {
    let (spans, open) = find(body, range);
    for (classes, opening) in open {
        say_open(writer, &classes, opening);
    }
    let blank = |range: Range<usize>| {
        body.text
            .get(range)
            .is_some_and(|text| text.trim().is_empty())
    };
    let columns: Vec<&ClassSpan<'_>> = spans.iter().filter(|span| span.is_column()).collect();
    let beside = |a: Option<&&ClassSpan<'_>>, b: Option<&&ClassSpan<'_>>| {
        a.zip(b).is_some_and(|(a, b)| {
            a.closing.end <= b.opening.start && blank(a.closing.end..b.opening.start)
        })
    };
    for (at, span) in columns.iter().enumerate() {
        let is_first = !beside(at.checked_sub(1).map(|before| &columns[before]), Some(span));
        let is_last = !beside(Some(span), columns.get(at + 1));
        let before = if is_first { ":::: columns\n" } else { "" };
        let after = if is_last { "\n::::" } else { "" };
        div(
            writer,
            body,
            span,
            &format!("{before}::: column"),
            &format!(":::{after}"),
        );
    }
    for span in spans.iter().filter(|span| !span.is_column()) {
        let around = columns.iter().any(|column| {
            column.opening.start < span.opening.start && span.closing.end <= column.closing.start
        });
        if around && span.is_block && span.classes == [FOOT] {
            let message = "a footnote in a column ends that column, and not the slide";
            let hint = "write it behind the `]` of the columns";
            writer.say(span.opening.clone(), message, hint);
        }
        if span.is_block {
            let classes = span
                .classes
                .iter()
                .map(|class| format!(".{class}"))
                .collect::<Vec<_>>()
                .join(" ");
            div(writer, body, span, &format!("::: {{{classes}}}"), ":::");
        } else {
            inline(writer, body, span);
        }
    }
}

/// Writes a span within a line. One with an empty line in it is none.
fn inline(writer: &mut DeckRewriter, body: &DeckBody<'_>, span: &ClassSpan<'_>) {
    let text = body.text.get(span.opening.end..span.closing.start);
    let has_gap = text
        .is_some_and(|text| text.lines().any(|line| line.trim().is_empty()) && !text.is_empty());
    if has_gap {
        let word = format!(".{}[…]", span.classes.join("."));
        writer.lost(span.opening.clone(), &word, "put it on lines of its own");
        writer.edits.replace(span.opening.clone(), "");
        writer.edits.replace(span.closing.clone(), "");
        return;
    }
    let classes = span.classes.join(" ");
    writer
        .edits
        .replace(span.opening.clone(), format!("<span class=\"{classes}\">"));
    writer.edits.replace(span.closing.clone(), "</span>");
}

fn div(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    span: &ClassSpan<'_>,
    opening: &str,
    closing: &str,
) {
    let blank = |range: Range<usize>| {
        let text = body.text.get(range).unwrap_or_default();
        text.trim().is_empty()
    };
    // In an item of a list, a line at the margin would end it.
    let line_end = format!("\n{}", body.line_prefix(span.opening.start));
    let is_alone = blank(span.opening.end..body.line_end(span.opening.end, false));
    let end = if is_alone { "" } else { "\n" };
    let opening = format!("{opening}{end}").replace('\n', &line_end);
    writer.edits.replace(span.opening.clone(), opening);
    let is_first = blank(body.line_start(span.closing.start)..span.closing.start);
    let start = if is_first { "" } else { "\n" };
    let closing = format!("{start}{closing}").replace('\n', &line_end);
    writer.edits.replace(span.closing.clone(), closing);
}

/// Tells that a span is not closed, so that its sign is text.
fn say_open(writer: &mut DeckRewriter, classes: &[&str], opening: Range<usize>) {
    let word = format!(".{}[", classes.join("."));
    let message = format!("`{word}` is not closed on this slide, so it is shown as it stands");
    let hint = "write `]` behind its text";
    writer.say_as(codes::NEARLY_A_CLASS, opening, message, hint);
}

/// The classes of an opening that nothing closes, and its place.
type OpenSpan<'t> = (Vec<&'t str>, Range<usize>);

/// The spans of a range, by where they begin, and those that nothing closes. Brackets of links are
/// counted, too.
fn find<'t>(body: &DeckBody<'t>, range: &Range<usize>) -> (Vec<ClassSpan<'t>>, Vec<OpenSpan<'t>>) {
    let text = body.text.get(range.clone()).unwrap_or_default();
    let mut open: Vec<Option<(Vec<&str>, usize, usize)>> = Vec::new();
    let (mut found, mut is_escaped) = (Vec::new(), false);
    for (at, c) in text.char_indices() {
        let offset = range.start + at;
        let counts =
            !std::mem::take(&mut is_escaped) && !body.is_apart(offset) && !body.is_comment(offset);
        match c {
            '\\' => is_escaped = counts,
            '[' if counts => {
                let classes = classes(&text[..at]);
                open.push(
                    classes.map(|(start, classes)| (classes, range.start + start, offset + 1)),
                );
            }
            ']' if counts => {
                let Some(Some((classes, start, end))) = open.pop() else {
                    continue;
                };
                let closing = offset..offset + 1;
                let is_block = body.own_lines(&(start..closing.end)).is_some();
                found.push(ClassSpan {
                    classes,
                    opening: start..end,
                    closing,
                    is_block,
                });
            }
            _ => {}
        }
    }
    found.sort_by_key(|span| span.opening.start);
    // Within a line, `a.b[` is a text of its own.
    let begins_line = |start: &usize| {
        let before = body.text.get(body.line_start(*start)..*start);
        before.is_some_and(|before| before.trim().is_empty())
    };
    let open = open.into_iter().flatten();
    let open = open.filter(|(_, start, _)| begins_line(start));
    let open = open.map(|(classes, start, end)| (classes, start..end));
    (found, open.collect())
}

/// The classes that stand at the end of a text, and where they begin. They may stand behind a word.
fn classes(text: &str) -> Option<(usize, Vec<&str>)> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let length = text.bytes().rev().take_while(is_part).count();
    let (mut start, mut classes) = (text.len(), Vec::new());
    while let Some((before, class)) = text[text.len() - length..start].rsplit_once('.') {
        let is_class = class.starts_with(|c: char| c.is_ascii_alphabetic() || "-_".contains(c))
            && class
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c));
        if !is_class {
            break;
        }
        classes.push(class);
        start = text.len() - length + before.len();
    }
    classes.reverse();
    let is_escaped = text[..start].ends_with('\\');
    (!classes.is_empty() && !is_escaped).then_some((start, classes))
}
