//! What a slide cannot say itself: its place in the deck, its layout, and what slides share.

use std::collections::{BTreeMap, BTreeSet};

use super::beside::Texts;
use super::toc::TocEntry;

/// Which slide it is of how many, and the ids of slides that are linked to by their numbers.
#[derive(Debug, Clone, Copy)]
pub(super) struct SlideNumbers<'n> {
    pub(super) slide: usize,
    pub(super) total: usize,
    pub(super) ids: &'n BTreeMap<usize, String>,
    /// The slides that a table of contents lists.
    pub(super) toc: &'n [TocEntry],
    /// The names of slides.
    pub(super) aliases: &'n BTreeSet<String>,
}

/// What a slide cannot say itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct SlideContext<'c> {
    pub(super) numbers: SlideNumbers<'c>,
    pub(super) layout: &'c str,
    /// How many clicks it takes, if its YAML says so.
    pub(super) clicks: Option<i64>,
    /// Its file, from the deck's folder; `None` for the deck itself.
    pub(super) file: Option<&'c str>,
    pub(super) texts: &'c Texts,
    /// Whether attributes stand behind texts: `[red]{.warn}`.
    pub(super) is_comark: bool,
    /// For each footnote that several slides define: the first of them.
    pub(super) footnotes: &'c BTreeMap<String, usize>,
}
