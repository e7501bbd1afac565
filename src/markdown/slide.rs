//! A slide that was read: its attributes, and where its text stands in the bodies of its deck.

use std::ops::Range;

use super::Body;
use crate::config::decks::{AutoSlide, Transition};
use crate::duration::Duration;
use crate::source::{Span, Spanned};

/// The slides of one file: what readers see of them, and what only speakers do.
#[derive(Debug, Clone, Default)]
pub struct Slides {
    /// What readers see. The slides stand in it one after the other.
    pub body: Body,
    /// The speaker notes, in the same way. Backstage only.
    pub notes: Body,
    /// The slides in order.
    pub slides: Vec<Slide>,
}

/// One slide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Slide {
    /// Its id: the author's, else one made from its heading, else its number. Addresses,
    /// translations and rehearsals name the slide by it.
    pub id: String,
    /// Whether the id is the author's; such an id stays, wherever the slide moves.
    pub has_own_id: bool,
    /// The text of its heading.
    pub title: Option<String>,
    /// The level of its heading, where it has one.
    pub level: Option<u8>,
    /// Where it begins: its heading, else the first thing that it shows.
    pub span: Span,
    /// How it is laid out.
    pub layout: Layout,
    /// The author's classes.
    pub classes: Vec<String>,
    /// The time that it may take, where that is written; on a heading of level 1, that of the whole
    /// part.
    pub time: Option<Spanned<Duration>>,
    /// Whether it can be left out when time is short.
    pub optional: bool,
    /// The variants that it is for; empty for all of them.
    pub only: Vec<Spanned<String>>,
    /// The variants that go without it.
    pub not: Vec<Spanned<String>>,
    /// Which number it shows.
    pub numbering: Numbering,
    /// How it comes after the slide before it; `None` is as the deck says.
    pub transition: Option<Transition>,
    /// Whether the next one comes by itself; `None` is as the deck says.
    pub autoslide: Option<AutoSlide>,
    /// Its background.
    pub background: Option<Background>,
    /// The steps that it takes to show all of it, from 0.
    pub steps: usize,
    /// The nodes of its background in the body.
    pub backdrop: Range<usize>,
    /// The nodes of its own foot in the body; `None` where the deck's foot is its foot.
    pub foot: Option<Range<usize>>,
    /// Its own nodes in the body.
    pub content: Range<usize>,
    /// Its nodes in the notes.
    pub notes: Range<usize>,
    /// Words that it shows.
    pub words: usize,
    /// Words of its notes.
    pub notes_words: usize,
    /// A hash of what it shows and what its notes say, whatever its attributes are.
    pub hash: String,
}

/// The background of a slide.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Background {
    /// A colour, as red, green and blue.
    Colour([u8; 3]),
    /// A picture, or several that share its place.
    Pictures {
        /// The side that they keep to, with the share of the slide's width in percent.
        side: Option<(Side, u8)>,
        /// The colour that lies beside them, as red, green and blue.
        ground: Option<[u8; 3]>,
        /// Whether one of them is shown whole, so that the ground is seen around it.
        is_whole: bool,
    },
}

/// Which number a slide shows at its foot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// The next one.
    #[default]
    Next,
    /// None, and it counts.
    None,
    /// That of the slide before it.
    Hold,
    /// None, and it does not count.
    Skip,
}

impl Numbering {
    /// The words of `number=…`.
    pub const ALL: &[(&str, Self)] = &[
        ("none", Self::None),
        ("hold", Self::Hold),
        ("skip", Self::Skip),
    ];

    /// Whether a slide is one of those that are counted.
    #[must_use]
    pub fn counts(self) -> bool {
        matches!(self, Self::Next | Self::None)
    }

    /// Whether the slide shows a number.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Next | Self::Hold)
    }
}

/// How a picture fills its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fit {
    /// All of the place, cut where it is too large.
    #[default]
    Cover,
    /// All of the picture.
    Contain,
}

/// A side of a slide.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    Left,
    Right,
}

/// How a slide is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[allow(missing_docs)]
pub enum Layout {
    #[default]
    Default,
    Title,
    Section,
    Statement,
    Quote,
    Image,
    Columns,
    Code,
    End,
}

impl Layout {
    /// The layouts by the class that asks for each.
    pub const ALL: &[(&str, Self)] = &[
        ("default", Self::Default),
        ("title", Self::Title),
        ("section", Self::Section),
        ("statement", Self::Statement),
        ("quote", Self::Quote),
        ("image", Self::Image),
        ("columns", Self::Columns),
        ("code", Self::Code),
        ("end", Self::End),
    ];

    /// The layout that a class asks for.
    #[must_use]
    pub fn of_class(class: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .find(|(name, _)| *name == class)
            .map(|(_, layout)| *layout)
    }

    /// Its name as a class.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, layout)| *layout == self)
            .map_or("default", |(name, _)| name)
    }
}

impl Slide {
    /// Whether it belongs to a variant of its deck; `None` is the whole deck.
    #[must_use]
    pub fn is_in(&self, variant: Option<&str>) -> bool {
        let names = |list: &[Spanned<String>]| {
            list.iter()
                .any(|named| Some(named.value.as_str()) == variant)
        };
        (self.only.is_empty() || names(&self.only)) && !names(&self.not)
    }

    /// What people call it: the text of its heading, else its id.
    #[must_use]
    pub fn name(&self) -> String {
        self.title
            .clone()
            .unwrap_or_else(|| format!("#{}", self.id))
    }

    /// Whether it begins a part of the talk. The title does not: what it says of its time is its
    /// own.
    #[must_use]
    pub fn begins_part(&self) -> bool {
        self.level == Some(1) && self.layout != Layout::Title
    }
}
