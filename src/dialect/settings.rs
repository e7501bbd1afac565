//! Settings for the reading of a body, from the front matter of its deck.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Dialect;
use super::detect::Chosen;
use crate::config::decks::DeckScheme;

/// What the front matter says about the reading of the body, in the words of the tools.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DialectSettings {
    /// The dialect that the author names; `None` is `auto`.
    pub named: Option<Dialect>,
    /// The dialect that the signs of the whole file speak for, where there is a front matter.
    pub chosen: Option<Chosen>,
    /// reveal-md: what stands between two slides.
    pub separator: Option<String>,
    /// reveal-md: what stands between two slides of one column.
    pub vertical_separator: Option<String>,
    /// reveal-md: what notes begin with.
    pub notes_separator: Option<String>,
    /// Marp: the levels of headings that begin a slide.
    pub heading_divider: Vec<u8>,
    /// Marp: what all slides are, until one says otherwise. Slidev: what the first slide is.
    pub slide: Vec<(String, String)>,
    /// Slidev: light or dark, where the deck says so.
    pub scheme: Option<DeckScheme>,
    /// Slidev: the texts of the files that the deck names, by their path from its folder; `None`
    /// for those that are not there. [`super::texts_beside`] gathers them.
    pub beside: BTreeMap<String, Option<Arc<str>>>,
}
