//! Footnotes: numbered in the order in which the text calls them, gathered at its end.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::report::BodyReport;
use crate::diagnostic::codes;

/// The notes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The definitions (indexes of the nodes inside), in the order of their numbers.
    pub(super) definitions: Vec<Range<usize>>,
    /// How often each note is called, in the same order.
    pub(super) calls: Vec<usize>,
    numbers: HashMap<String, usize>,
}

impl Notes {
    /// Finds the definitions and numbers those that are called.
    pub(super) fn gather(nodes: &[Located<'_>], out: &mut BodyReport<'_>) -> Self {
        let definitions = Definitions::find(nodes);
        let mut found = Self::default();
        if definitions.in_order.is_empty() {
            return found;
        }
        found.call(definitions.outside.iter().map(|&i| &nodes[i]), &definitions);
        let mut next = 0;
        while let Some(range) = found.definitions.get(next).cloned() {
            found.call(nodes[range].iter(), &definitions);
            next += 1;
        }
        for (label, range) in &definitions.in_order {
            let place = &nodes[range.start - 1].1;
            if definitions.by_label.get(label.as_str()) != Some(range) {
                let message =
                    format!("the footnote `{label}` is defined before, so this text is not shown");
                out.say(
                    codes::UNUSED_FOOTNOTE,
                    place,
                    message,
                    "give it another label, or remove it",
                );
            } else if !found.numbers.contains_key(label) {
                let message = format!("nothing refers to the footnote `{label}`");
                out.say(
                    codes::UNUSED_FOOTNOTE,
                    place,
                    message,
                    &format!("call it with `[^{label}]`, or remove it"),
                );
            }
        }
        found
    }

    /// The ids of the notes and of their calls.
    pub(super) fn ids(&self) -> impl Iterator<Item = String> {
        let calls = self.calls.iter().enumerate();
        calls.flat_map(|(i, &calls)| {
            let number = i + 1;
            std::iter::once(format!("fn-{number}"))
                .chain((1..=calls).map(move |call| call_id(number, call)))
        })
    }

    /// The number of a note, from 1.
    pub(super) fn number(&self, label: &str) -> Option<usize> {
        self.numbers.get(label).copied()
    }

    fn call<'n>(
        &mut self,
        nodes: impl Iterator<Item = &'n Located<'n>>,
        definitions: &Definitions,
    ) {
        for (node, _) in nodes {
            let BodyNode::Event(cmark::Event::FootnoteReference(label)) = node else {
                continue;
            };
            if let Some(number) = self.number(label) {
                self.calls[number - 1] += 1;
            } else if let Some(range) = definitions.by_label.get(&**label) {
                self.definitions.push(range.clone());
                self.calls.push(1);
                self.numbers
                    .insert(label.to_string(), self.definitions.len());
            }
        }
    }
}

/// Where notes are defined, and what lies outside them.
#[derive(Default)]
struct Definitions {
    /// Labels with the nodes inside.
    in_order: Vec<(String, Range<usize>)>,
    /// The first definition of each label.
    by_label: HashMap<String, Range<usize>>,
    outside: Vec<usize>,
}

impl Definitions {
    fn find(nodes: &[Located<'_>]) -> Self {
        let mut found = Self::default();
        let mut open: Vec<(String, usize)> = Vec::new();
        for (i, (node, _)) in nodes.iter().enumerate() {
            match node {
                BodyNode::Event(cmark::Event::Start(Tag::FootnoteDefinition(label))) => {
                    open.push((label.to_string(), i + 1));
                }
                BodyNode::Event(cmark::Event::End(TagEnd::FootnoteDefinition)) => {
                    found
                        .in_order
                        .extend(open.pop().map(|(label, first)| (label, first..i)));
                }
                _ if open.is_empty() => found.outside.push(i),
                _ => {}
            }
        }
        found.in_order.sort_by_key(|(_, range)| range.start);
        for (label, range) in &found.in_order {
            found
                .by_label
                .entry(label.clone())
                .or_insert_with(|| range.clone());
        }
        found
    }
}

/// The id of a call of a footnote: `fnref-1`, then `fnref-1-2`.
pub(crate) fn call_id(number: usize, call: usize) -> String {
    if call == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{call}")
    }
}

/// Says which calls of footnotes lead nowhere: the parser takes them for text, as GFM does. Where a
/// paragraph begins like the text of such a note, it has lost its colon, and that is what is said.
pub(super) fn report_undefined(text: &str, nodes: &[Located<'_>], report: &mut BodyReport<'_>) {
    let calls = undefined_calls(text, nodes);
    let is_called = |note: &str| calls.iter().any(|call| call.note == note && !call.is_text);
    let has_text = |note: &str| calls.iter().any(|call| call.note == note && call.is_text);
    for call in &calls {
        let note = call.note;
        if call.is_text && is_called(note) {
            let message = format!("this is no text of the footnote `{note}`: it has no colon");
            let line = text[call.place.end..].lines().next().unwrap_or_default();
            let hint = format!(
                "write `[^{note}]: {}`",
                shortened(line.trim_start_matches([':', ' ']))
            );
            report.say(codes::UNDEFINED_REFERENCE, &call.place, message, &hint);
        } else if !has_text(note) || call.is_text {
            let message = format!("the footnote `{note}` is never defined");
            let hint = format!("define it with a line `[^{note}]: …`");
            report.say(codes::UNDEFINED_REFERENCE, &call.place, message, &hint);
        }
    }
}

/// The first words of a line.
fn shortened(line: &str) -> String {
    const WORDS: usize = 4;
    let words: Vec<&str> = line.split_whitespace().take(WORDS + 1).collect();
    match words.get(..WORDS) {
        Some(first) if words.len() > WORDS => format!("{} …", first.join(" ")),
        _ => words.join(" "),
    }
}

/// A call of a footnote that is not there.
struct UndefinedCall<'t> {
    note: &'t str,
    place: Range<usize>,
    /// Whether it begins a paragraph, as the text of a note does.
    is_text: bool,
}

fn undefined_calls<'t>(text: &'t str, nodes: &[Located<'_>]) -> Vec<UndefinedCall<'t>> {
    let (mut calls, mut in_code, mut begins) = (Vec::new(), false, false);
    for (node, range) in nodes {
        let begins_here = std::mem::replace(
            &mut begins,
            matches!(node, BodyNode::Event(cmark::Event::Start(Tag::Paragraph))),
        );
        match node {
            BodyNode::Event(cmark::Event::Start(Tag::CodeBlock(_))) => in_code = true,
            BodyNode::Event(cmark::Event::End(TagEnd::CodeBlock)) => in_code = false,
            BodyNode::Event(cmark::Event::Text(words)) if !in_code && words.ends_with('[') => {
                let Some(note) = called_note(text, range) else {
                    continue;
                };
                let place = range.end - 1..range.end + note.len() + 2;
                let is_text =
                    begins_here && &**words == "[" && text[place.end..].starts_with([' ', '\t']);
                calls.push(UndefinedCall {
                    note,
                    place,
                    is_text,
                });
            }
            _ => {}
        }
    }
    calls
}

/// The label of a call that begins with the last bracket of a range.
fn called_note<'t>(text: &'t str, range: &Range<usize>) -> Option<&'t str> {
    let is_escaped = text.get(..range.end - 1)?.ends_with('\\');
    let rest = text.get(range.end..)?.strip_prefix('^')?;
    let end = rest.find(|c: char| matches!(c, ']' | '[' | '^') || c.is_whitespace())?;
    (end > 0 && rest[end..].starts_with(']') && !is_escaped).then(|| &rest[..end])
}
