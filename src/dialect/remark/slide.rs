//! A segment of a deck with what holds for it: its properties, and what it repeats.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::super::pairs::Pair;
use super::segments::RemarkSegment;

/// What becomes of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It begins a slide.
    Begins,
    /// It is a step of the slide before it.
    Continues,
    /// It is not shown: a layout, or what its author takes out.
    Left,
}

/// A segment with the properties that hold for it.
#[derive(Debug)]
pub(super) struct TemplatedSlide<'t> {
    pub(super) segment: RemarkSegment,
    pub(super) role: Role,
    /// Its own properties.
    pub(super) pairs: Vec<Pair<'t>>,
    /// Those of what it repeats.
    pub(super) inherited: Rc<BTreeMap<String, String>>,
    /// The slide that it repeats, by its number.
    pub(super) template: Option<usize>,
}

impl TemplatedSlide<'_> {
    /// The value of a property, its own or inherited.
    pub(super) fn property(&self, name: &str) -> Option<&str> {
        self.own(name)
            .or_else(|| self.inherited.get(name).map(String::as_str))
    }

    /// The value of a property of its own.
    pub(super) fn own(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().rev().find(|pair| pair.key == name);
        found.map(|pair| pair.value.as_str())
    }

    /// Whether it is a step of the slide before it.
    pub(super) fn continues(&self) -> bool {
        self.own("continued")
            .map_or(self.segment.is_step, |value| value == "true")
    }
}
