//! Footnotes: numbered in the order in which the text calls them, gathered at its end.

use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::events::{Located, Node, Report};
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
    pub(super) fn gather(nodes: &[Located<'_>], out: &mut Report<'_>) -> Self {
        let mut defined: Vec<(&str, Range<usize>)> = Vec::new();
        let mut start = None;
        for (i, (node, _)) in nodes.iter().enumerate() {
            match node {
                Node::Event(cmark::Event::Start(Tag::FootnoteDefinition(label))) => start = Some((label, i + 1)),
                Node::Event(cmark::Event::End(TagEnd::FootnoteDefinition)) => {
                    defined.extend(start.take().map(|(label, first)| (&**label, first..i)));
                }
                _ => {}
            }
        }
        let mut found = Self::default();
        if defined.is_empty() {
            return found;
        }
        let is_inside = |i: usize| defined.iter().any(|(_, range)| range.contains(&i));
        found.call(nodes.iter().enumerate().filter(|(i, _)| !is_inside(*i)).map(|(_, located)| located), &defined);
        let mut next = 0;
        while let Some(range) = found.definitions.get(next).cloned() {
            found.call(nodes[range].iter(), &defined);
            next += 1;
        }
        for (label, range) in &defined {
            if !found.numbers.contains_key(*label) {
                let place = nodes[range.start - 1].1.clone();
                let message = format!("nothing refers to the footnote `{label}`");
                out.say(codes::UNUSED_FOOTNOTE, &place, message, &format!("call it with `[^{label}]`, or remove it"));
            }
        }
        found
    }

    /// The number of a note, from 1.
    pub(super) fn number(&self, label: &str) -> Option<usize> {
        self.numbers.get(label).copied()
    }

    fn call<'n>(&mut self, nodes: impl Iterator<Item = &'n Located<'n>>, defined: &[(&str, Range<usize>)]) {
        for (node, _) in nodes {
            let Node::Event(cmark::Event::FootnoteReference(label)) = node else { continue };
            if let Some(number) = self.number(label) {
                self.calls[number - 1] += 1;
            } else if let Some((_, range)) = defined.iter().find(|(name, _)| *name == &**label) {
                self.definitions.push(range.clone());
                self.calls.push(1);
                self.numbers.insert(label.to_string(), self.definitions.len());
            }
        }
    }
}
