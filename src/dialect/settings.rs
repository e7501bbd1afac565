//! Settings for the reading of a body, from the front matter of its deck.

use super::Dialect;

/// What the front matter says about the reading of the body, in the words of the tools.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DialectSettings {
    /// The dialect that the author names; `None` is `auto`.
    pub named: Option<Dialect>,
    /// The dialect that has the keys of the front matter.
    pub by_keys: Option<Dialect>,
    /// reveal-md: what stands between two slides.
    pub separator: Option<String>,
    /// reveal-md: what stands between two slides of one column.
    pub vertical_separator: Option<String>,
    /// reveal-md: what notes begin with.
    pub notes_separator: Option<String>,
    /// Marp: the levels of headings that begin a slide.
    pub heading_divider: Vec<u8>,
    /// Marp: the name of the deck's theme.
    pub theme: Option<String>,
    /// Marp: the name of the shape of slides, `4:3`.
    pub shape: Option<String>,
    /// Marp: what all slides are, until one says otherwise. Slidev: what the first slide is.
    pub slide: Vec<(String, String)>,
}
