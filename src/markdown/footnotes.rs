//! Footnotes: numbered in the order in which the text calls them, gathered at its end.
//!
//! The speaker notes of a deck are a text of their own, and so are its slides. Each may call what is
//! defined in the other: it then has the footnote, too. So no slide shows a footnote that only
//! speaker notes call, and a footnote of both has one number.

mod per_slide;

use std::collections::{HashMap, HashSet, VecDeque};
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::report::BodyReport;
use crate::diagnostic::codes;

pub(super) use per_slide::tell_apart;

/// What a text must know of another one that is written beside it.
#[derive(Debug, Default)]
pub(super) struct Beside {
    /// The labels that the other text has numbered from 1: this one gives them the same numbers. One
    /// that is a footnote of the other text alone is empty.
    numbered: Vec<String>,
    /// The labels that the other text calls.
    called: HashSet<String>,
}

/// A text without its speaker notes, but with the footnotes that it calls and they define.
pub(super) fn keep<'a>(
    (mut shown, mut notes): (Vec<Located<'a>>, Vec<Located<'a>>),
) -> (Vec<Located<'a>>, Beside) {
    if notes.is_empty() {
        return (shown, Beside::default());
    }
    let (beside, _) = share(&mut shown, &mut notes, &HashSet::new());
    (shown, beside)
}

/// Gives the slides and the speaker notes of a deck the footnotes that they call and hidden slides
/// define. Returns the labels that hidden slides call.
pub(super) fn lend<'a>(
    hidden: &[Located<'a>],
    shown: &mut Vec<Located<'a>>,
    notes: &mut Vec<Located<'a>>,
) -> HashSet<String> {
    if hidden.is_empty() {
        return HashSet::new();
    }
    for nodes in [shown, notes] {
        let borrowed = Needs::find(nodes, hidden).borrowed;
        nodes.extend(borrowed);
    }
    Needs::find(hidden, &[]).called
}

/// Gives the slides and the speaker notes of a deck the footnotes that they call in each other.
/// `called` are labels that something else calls, too. Returns what each must know of the other.
pub(super) fn share<'a>(
    shown: &mut Vec<Located<'a>>,
    notes: &mut Vec<Located<'a>>,
    called: &HashSet<String>,
) -> (Beside, Beside) {
    let (of_shown, of_notes) = (Needs::find(shown, notes), Needs::find(notes, shown));
    // What both define is not the same footnote, whatever its label is.
    let defined = [&*shown, &*notes].map(|nodes| Definitions::find(nodes).by_label);
    let is_shared = |label: &str| !defined.iter().all(|by_label| by_label.contains_key(label));
    shown.extend(of_shown.borrowed);
    notes.extend(of_notes.borrowed);
    let labels = Notes::labels(shown).into_iter();
    let numbered = labels.map(|label| {
        if is_shared(&label) {
            label
        } else {
            String::new()
        }
    });
    let also = |called_there: HashSet<String>| {
        let shared = called_there.into_iter().filter(|label| is_shared(label));
        shared.chain(called.iter().cloned()).collect()
    };
    let beside_shown = Beside {
        numbered: Vec::new(),
        called: also(of_notes.called),
    };
    let beside_notes = Beside {
        numbered: numbered.collect(),
        called: also(of_shown.called),
    };
    (beside_shown, beside_notes)
}

/// What a text needs of another one that is written beside it.
struct Needs<'a> {
    /// The labels that it calls, and those that their texts call.
    called: HashSet<String>,
    /// The definitions of the other text that it calls, whole.
    borrowed: Vec<Located<'a>>,
}

impl<'a> Needs<'a> {
    /// What a text needs of another one. Where both define a label, each has its own.
    fn find(nodes: &[Located<'a>], others: &[Located<'a>]) -> Self {
        let (defined, elsewhere) = (Definitions::find(nodes), Definitions::find(others));
        let mut needs = Self {
            called: HashSet::new(),
            borrowed: Vec::new(),
        };
        let mut open: VecDeque<&str> = defined
            .outside
            .iter()
            .filter_map(|&i| called(&nodes[i]))
            .collect();
        while let Some(label) = open.pop_front() {
            if !needs.called.insert(label.to_owned()) {
                continue;
            }
            if let Some(range) = defined.by_label.get(label) {
                open.extend(nodes[range.clone()].iter().filter_map(called));
            } else if let Some(range) = elsewhere.by_label.get(label) {
                open.extend(others[range.clone()].iter().filter_map(called));
                let whole = &others[range.start - 1..=range.end];
                needs.borrowed.extend_from_slice(whole);
            }
        }
        needs
    }
}

/// The label that a node calls.
fn called<'n>((node, _): &'n Located<'_>) -> Option<&'n str> {
    match node {
        BodyNode::Event(cmark::Event::FootnoteReference(label)) => Some(label),
        _ => None,
    }
}

/// The notes of a body.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// The definitions (indexes of the nodes inside), in the order of their numbers; empty for what
    /// only the text beside it calls.
    pub(super) definitions: Vec<Range<usize>>,
    /// How often each note is called, in the same order.
    pub(super) calls: Vec<usize>,
    numbers: HashMap<String, usize>,
}

impl Notes {
    /// Finds the definitions and numbers those that are called. Says which ones nothing calls.
    pub(super) fn gather(
        nodes: &[Located<'_>],
        beside: &Beside,
        report: &mut BodyReport<'_>,
    ) -> Self {
        let definitions = Definitions::find(nodes);
        let found = Self::number_all(nodes, &definitions, &beside.numbered);
        for (label, range) in &definitions.in_order {
            let place = &nodes[range.start - 1].1;
            let name = per_slide::written(label);
            if definitions.by_label.get(label.as_str()) != Some(range) {
                let message =
                    format!("the footnote `{name}` is defined before, so this text is not shown");
                report.say(
                    codes::UNUSED_FOOTNOTE,
                    place,
                    message,
                    "give it another label, or remove it",
                );
            } else if !found.is_called(label) && !beside.called.contains(label) {
                let message = format!("nothing refers to the footnote `{name}`");
                report.say(
                    codes::UNUSED_FOOTNOTE,
                    place,
                    message,
                    &format!("call it with `[^{name}]`, or remove it"),
                );
            }
        }
        found
    }

    /// The labels of a text in the order of their numbers.
    fn labels(nodes: &[Located<'_>]) -> Vec<String> {
        let found = Self::number_all(nodes, &Definitions::find(nodes), &[]);
        let mut labels: Vec<(usize, String)> = found
            .numbers
            .into_iter()
            .map(|(label, number)| (number, label))
            .collect();
        labels.sort_unstable();
        labels.into_iter().map(|(_, label)| label).collect()
    }

    /// Numbers the definitions that are called, from behind those that have a number already.
    fn number_all(nodes: &[Located<'_>], definitions: &Definitions, numbered: &[String]) -> Self {
        let mut found = Self::default();
        if definitions.in_order.is_empty() {
            return found;
        }
        for (i, label) in numbered.iter().enumerate() {
            found.numbers.insert(label.clone(), i + 1);
        }
        found.definitions.resize(numbered.len(), 0..0);
        found.calls.resize(numbered.len(), 0);
        let outside = definitions.outside.iter();
        let mut open: VecDeque<&str> = outside.filter_map(|&i| called(&nodes[i])).collect();
        while let Some(label) = open.pop_front() {
            let Some(range) = definitions.by_label.get(label) else {
                continue;
            };
            let number = found.number(label).unwrap_or_else(|| {
                found.definitions.push(0..0);
                found.calls.push(0);
                found.definitions.len()
            });
            found.numbers.entry(label.to_owned()).or_insert(number);
            found.calls[number - 1] += 1;
            if found.calls[number - 1] == 1 {
                found.definitions[number - 1] = range.clone();
                open.extend(nodes[range.clone()].iter().filter_map(called));
            }
        }
        found
    }

    fn is_called(&self, label: &str) -> bool {
        self.number(label)
            .is_some_and(|number| self.calls[number - 1] > 0)
    }

    /// The ids of the notes and of their calls.
    pub(super) fn ids(&self) -> impl Iterator<Item = String> {
        let calls = self.calls.iter().enumerate();
        let calls = calls.filter(|(_, calls)| **calls > 0);
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
    let labels_where = |is_text: bool| -> HashSet<&str> {
        let calls = calls.iter().filter(|call| call.is_text == is_text);
        calls.map(|call| call.note).collect()
    };
    let (called, with_text) = (labels_where(false), labels_where(true));
    for call in &calls {
        let note = call.note;
        if call.is_text && called.contains(note) {
            let message = format!("this is no text of the footnote `{note}`: it has no colon");
            let line = text[call.place.end..].lines().next().unwrap_or_default();
            let hint = format!(
                "write `[^{note}]: {}`",
                shortened(line.trim_start_matches([':', ' ']))
            );
            report.say(codes::UNDEFINED_REFERENCE, &call.place, message, &hint);
        } else if !with_text.contains(note) || call.is_text {
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
