//! Settings for the reading of a body, from the front matter of its deck.

use std::collections::BTreeMap;

use super::chosen::Chosen;
use super::title_slide::TitleSlide;
use super::{Dialect, FileBeside};
use crate::config::decks::DeckScheme;
use crate::duration::Duration;

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
    /// Marp, reveal-md: the name of the deck's theme.
    pub theme: Option<String>,
    /// Marp: the name of the shape of slides, `4:3`.
    pub shape: Option<String>,
    /// Marp: what all slides are, until one says otherwise. Slidev: what the first slide is.
    pub slide: Vec<(String, String)>,
    /// Slidev: light or dark, where the deck says so.
    pub scheme: Option<DeckScheme>,
    /// Slidev: the files that the deck names, by their path from its folder.
    /// [`super::texts_beside`] gathers them.
    pub beside: BTreeMap<String, FileBeside>,
    /// The slide that a tool makes of the front matter.
    pub title_slide: TitleSlide,
    /// Quarto's and Pandoc's options.
    pub pandoc: PandocSettings,
    /// presenterm's options.
    pub presenterm: PresentermSettings,
    /// Whether the end of a line is a line break, where the tool lets decks say so.
    pub breaks: Option<bool>,
    /// The slot of the talk, where it is written in a tool's own place.
    pub duration: Option<Duration>,
    /// The text at the foot of every slide, where it is written in a tool's own place.
    pub footer: Option<String>,
}

/// What Quarto's and Pandoc's front matter says about the reading of the body.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PandocSettings {
    /// The level of the headings that begin a slide, from 1 to 6; 0 if none does.
    pub slide_level: Option<u8>,
    /// Whether lists come item by item.
    pub is_incremental: bool,
    /// Whether the code of cells is shown; left out, each cell is.
    pub echo: Option<bool>,
    /// Whether cells and what comes of them are shown; left out, each cell is.
    pub include: Option<bool>,
}

/// presenterm's `options`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PresentermSettings {
    /// Whether the title of a slide ends the one before it.
    pub implicit_slide_ends: bool,
    /// Whether rules end slides.
    pub end_slide_shorthand: bool,
    /// Whether lists come item by item.
    pub incremental_lists: bool,
    /// What commands begin with.
    pub command_prefix: String,
    /// What the sizes of images begin with; left out, `image:`.
    pub image_prefix: Option<String>,
}
