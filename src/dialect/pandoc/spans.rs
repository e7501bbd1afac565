//! Spans: `[text]{.class}`. What is a whole paragraph or item gets its braces, the rest becomes HTML.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::slide::is_name;
use super::super::writer::DeckRewriter;
use super::attributes::PandocAttributes;
use super::conditions::{self, is_hidden};
use super::steps::{self, is_whole_block, native_words};

/// Classes that have an element of their own.
const ELEMENTS: [(&str, &str); 4] = [
    ("underline", "u"),
    ("ul", "u"),
    ("mark", "mark"),
    ("kbd", "kbd"),
];

/// Rewrites a span: `label` has the brackets, `braces` the attributes behind it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    label: &Range<usize>,
    braces: Range<usize>,
    written: &PandocAttributes,
) {
    if is_hidden(written) {
        return writer.edits.replace(label.start..braces.end, "");
    }
    conditions::report(writer, written, &braces);
    let opening = label.start..label.start + 1;
    let closing = label.end - 1..braces.end;
    if written.get("style").is_some() {
        let hint =
            "give it a class, and say how that looks in a style sheet: `css` in the front matter";
        writer.lost(braces.clone(), "style", hint);
    }
    let words = native_words(written);
    let is_step = written.has("fragment");
    let whole = is_whole_block(body, &(label.start..braces.end));
    if is_step && whole.is_some() {
        writer.edits.replace(opening, "");
        writer
            .edits
            .replace(closing, format!(" {{{}}}", words.join(" ")));
        return;
    }
    let classes: Vec<&str> = written
        .classes
        .iter()
        .filter_map(|class| steps::effect(class))
        .filter(|class| is_name(class))
        .collect();
    let (start, end) = match ELEMENTS.iter().find(|(class, _)| classes == [*class]) {
        Some((_, name)) => (format!("<{name}>"), format!("</{name}>")),
        None if classes.is_empty() => (String::new(), String::new()),
        None => {
            let index = written.get("fragment-index").filter(|_| is_step);
            let index =
                index.map(|index| format!(" data-fragment-index=\"{}\"", index.replace('"', "")));
            let start = format!(
                "<span class=\"{}\"{}>",
                classes.join(" "),
                index.unwrap_or_default()
            );
            (start, "</span>".to_owned())
        }
    };
    writer.edits.replace(opening, start);
    writer.edits.replace(closing, end);
}
