//! What stands on a slide, as blocks that can be measured at any size.

use super::text::Pieces;

/// The unit that a block follows: they get smaller by different steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    /// `--u` of text.
    Text,
    /// `--u` of tables and code.
    Dense,
    /// `--full`: never smaller.
    Full,
}

/// Something that takes the width that there is and some height.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Block {
    Text(Paragraph),
    Flow(Flow),
    Code(Code),
    Table(Table),
    Picture(Picture),
    Columns(Columns),
    /// Of which one is seen at a time, or which lie on each other.
    Stack(Vec<Flow>),
    /// So many units.
    Space(f32, Unit),
}

/// A text, with the pictures in it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Paragraph {
    pub(super) pieces: Pieces,
    pub(super) size: f32,
    pub(super) line: f32,
    pub(super) unit: Unit,
    /// What formulas in it add to its height, in units.
    pub(super) more: f32,
    pub(super) pictures: Vec<Picture>,
}

/// Blocks one below the other.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Flow {
    /// Each with the room before it, in units of text.
    pub(super) children: Vec<(f32, Block)>,
    /// How far it stands in, in units of text.
    pub(super) inset: f32,
    /// How many columns its content runs in; 0 and 1 are none.
    pub(super) columns: usize,
    /// The longest line in units of text, and of the full size.
    pub(super) measure: Option<f32>,
    pub(super) full_measure: Option<f32>,
    /// The unit of the heading that a slide begins with, which has room of its own below it.
    pub(super) heading: Option<Unit>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Code {
    /// The widths of its lines, in em.
    pub(super) lines: Vec<f32>,
    /// Whether each line is an element of its own.
    pub(super) has_lines: bool,
    pub(super) has_title: bool,
}

#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Table {
    pub(super) rows: Vec<Vec<Flow>>,
    /// Whether it has the looks of tables in Markdown.
    pub(super) is_dense: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Picture {
    /// Width and height in pixels of CSS, where they are known.
    pub(super) natural: Option<(f32, f32)>,
    /// The width that it takes whatever it is by itself.
    pub(super) share: Option<Share>,
    /// The most that it takes of each, where its author says so.
    pub(super) most_width: Option<Share>,
    pub(super) most_height: Option<Share>,
    /// Whether it is as wide as there is room, as a film is.
    pub(super) is_wide: bool,
    /// Whether it gives way where it stands on a slide of its own.
    pub(super) shrinks: bool,
}

/// A length, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Share {
    /// Of the room that there is.
    OfRoom(f32),
    /// Of the width of the slide.
    OfSlide(f32),
}

/// Parts beside each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Columns {
    pub(super) parts: Vec<Column>,
    /// After how many of them the next row begins.
    pub(super) across: Option<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Column {
    /// From 0 to 1.
    pub(super) share: Option<f32>,
    pub(super) flow: Flow,
}
