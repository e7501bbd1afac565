//! What the clicks of a slide are gathered in, and what all kinds of them ask.

use super::super::super::body::{BlockKind, DeckBody};
use super::super::super::writer::DeckRewriter;
use super::super::elements::{DEEPEST, Elements, starts_line};
use super::super::tag_plan::TagPlan;
use super::at::At;
use super::{Click, HINT, Target};
use crate::html::tokens::Tag;

/// The clicks of a slide.
pub(super) struct Gathered {
    pub(super) found: Vec<Click>,
    /// The lists that stand in an element of Slidev's: its number, and how many of the clicks are
    /// theirs.
    pub(super) lists: Vec<GatheredList>,
}

/// An element around what comes one by one, and the clicks of its items.
pub(super) struct GatheredList {
    pub(super) element: usize,
    /// Where the items begin and end in the slide.
    pub(super) open: usize,
    pub(super) close: usize,
    /// Whether its items are those of lists, down to the deepest.
    pub(super) is_whole: bool,
    pub(super) hides: bool,
}

/// Finds clicks, and reports those that cannot be steps.
pub(super) struct Gatherer<'g, 'b, 't> {
    pub(super) writer: &'g mut DeckRewriter,
    pub(super) body: &'g DeckBody<'t>,
    pub(super) elements: &'g Elements<'b, 't>,
    pub(super) plan: &'g mut TagPlan,
    pub(super) found: Vec<Click>,
    pub(super) lists: Vec<GatheredList>,
}

impl Gatherer<'_, '_, '_> {
    /// Whether an element of Slidev's stands around whole blocks, or within one line.
    pub(super) fn is_around(&self, element: usize) -> bool {
        let Some(end) = self.elements.end(element) else {
            return false;
        };
        if self.elements.list[element].depth > DEEPEST {
            return false;
        }
        let start = self.elements.tag(element).range.start;
        let (first, first_around) = self.place(start);
        let (last, last_around) = self.place(end.range.start);
        let starts_line = starts_line(self.body.text, start);
        first.is_some() && first == last || starts_line && first_around == last_around
    }

    /// Where the innermost block around an offset begins, and where the one begins that holds
    /// blocks. A closing tag on a line of its own stands in no block itself.
    fn place(&self, at: usize) -> (Option<usize>, Option<usize>) {
        let mut leaf = None;
        for block in self.body.blocks_around(at + 1) {
            let holds_blocks = matches!(
                block.kind,
                BlockKind::Item
                    | BlockKind::List(_)
                    | BlockKind::Table
                    | BlockKind::Row
                    | BlockKind::Other
            );
            if holds_blocks {
                return (leaf, Some(block.range.start));
            }
            leaf = leaf.or(Some(block.range.start));
        }
        (leaf, None)
    }

    /// Reports a step that has no equivalent, and takes its tags out.
    pub(super) fn lose(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let word = format!("<{}>", tag.written);
        self.writer.lost(tag.range.clone(), &word, HINT);
        self.plan.remove(&self.elements.list[element]);
    }

    /// Reads when something comes. What only a program knows comes with the next click.
    pub(super) fn at(&mut self, tag: &Tag<'_>, value: Option<&str>) -> At {
        At::read(value).unwrap_or_else(|| {
            let word = value.unwrap_or_default().to_owned();
            let hint = "steps follow each other as they are written, or by `index=2`";
            self.writer.lost(tag.range.clone(), &word, hint);
            At::Relative(1)
        })
    }

    pub(super) fn push(&mut self, element: usize, at: At, hides: bool, target: Target) {
        if at == At::Never {
            return;
        }
        self.found.push(Click {
            open: self.elements.tag(element).range.start,
            close: self.elements.end_of(element),
            at,
            size: 1,
            hides,
            target,
            start: 0,
            end: None,
        });
    }
}

/// The value of `at` on an element of Slidev's.
pub(super) fn at_of<'b>(tag: &'b Tag<'_>) -> Option<&'b str> {
    tag.get("at").or_else(|| tag.get(":at"))
}

/// The number that an attribute has.
pub(super) fn number(tag: &Tag<'_>, name: &str) -> Option<i64> {
    let value = tag.get(name).or_else(|| {
        let bound = tag
            .attributes
            .iter()
            .find(|attribute| attribute.written.strip_prefix(':') == Some(name));
        bound.and_then(|attribute| attribute.value.as_deref())
    })?;
    let number: i64 = value.trim_matches(['\'', '"', ' ', '+']).parse().ok()?;
    Some(number.clamp(-999, 999_999))
}

/// Whether an attribute is there, and does not say no.
pub(super) fn is_on(tag: &Tag<'_>, name: &str) -> bool {
    let is_it = |written: &str| written == name || written.strip_prefix(':') == Some(name);
    let found = tag
        .attributes
        .iter()
        .find(|attribute| is_it(attribute.written));
    found.is_some_and(|attribute| attribute.value.as_deref() != Some("false"))
}
