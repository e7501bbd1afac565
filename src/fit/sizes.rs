//! The sizes of `themes/lutrin/css/deck.css` that the measure of a slide needs. Lengths are parts of
//! the unit that is named, as there. The tests read the style sheet, and hold both to each other.

#[cfg(test)]
mod tests;

use crate::config::decks::NamedLook;
use crate::markdown::Layout;

/// How many deck units a slide is wide: `--deck-unit: 2cqw`.
pub(super) const ACROSS: f32 = 50.0;
/// The room above a slide's text, beside it (each side) and below it, in deck units.
pub(super) const ABOVE: f32 = 3.0;
pub(super) const BESIDE: f32 = 4.0;
/// Beside text that stands next to a picture.
pub(super) const BESIDE_PICTURE: f32 = 2.5;
/// The foot of a slide: its least height, the room below its words, their size and the distance of
/// their lines, and the room between two of its parts.
pub(super) const FOOT: f32 = 3.0;
pub(super) const BELOW_FOOT: f32 = 1.0;
pub(super) const FOOT_TEXT: (f32, f32) = (0.75, 1.05);
pub(super) const FOOT_GAP: f32 = 2.0;
/// What the number of a slide takes at most: `999/999`.
pub(super) const NUMBER: f32 = 3.2;
/// The room above and below the text of a title, which has no foot.
pub(super) const AROUND_TITLE: f32 = 2.0;
/// `--tall` of an aspect: text is larger on slides that are less wide.
pub(super) const TALL: [((u32, u32), f32); 2] = [((4, 3), 1.125), ((16, 10), 1.025)];
/// `--scale` of a class.
pub(super) const CLASS_SCALES: [(&str, f32); 2] = [("large", 1.25), ("small", 0.85)];
/// `--look` of a look: how much larger all of its text is.
pub(super) fn look_scale(look: NamedLook) -> f32 {
    match look {
        NamedLook::Lectern => 1.0,
        NamedLook::Stage => 1.1,
    }
}

/// A slide is laid out and measured at this height, in pixels of CSS.
pub(super) const HEIGHT: f32 = 720.0;

/// Text: its size and the distance of its lines, in `--u`.
pub(super) const TEXT: (f32, f32) = (1.45, 2.0);
/// The longest lines, in `--full`.
pub(super) const MEASURE: f32 = 46.4;
pub(super) const TABLE: (f32, f32) = (1.15, 1.6);
/// The room above and below the text of a cell.
pub(super) const CELL: f32 = 0.2;
pub(super) const CODE: f32 = 0.95;
/// The room on each side of code, and what its title takes.
pub(super) const CODE_BESIDE: f32 = 1.0;
pub(super) const CODE_TITLE: f32 = 2.5;
/// Code, keys, and what is raised or lowered in a line, against the text around them.
pub(super) const CODE_IN_LINE: f32 = 0.9;
pub(super) const KEY: f32 = 0.85;
pub(super) const RAISED: f32 = 0.72;
/// Code of so many lines, each an element of its own, is set closer: size, distance of lines.
pub(super) const CLOSER_CODE: [(usize, f32, f32); 2] = [(19, 0.78, 1.08), (14, 0.9, 1.28)];
pub(super) const CAPTION: (f32, f32) = (1.0, 1.5);
pub(super) const FOOTNOTES: (f32, f32) = (1.05, 1.5);
pub(super) const SMALL_TEXT: (f32, f32) = (1.1, 1.5);
pub(super) const ALERT_TITLE: (f32, f32) = (1.1, 2.0);
/// How far quotations and alerts stand in: their bar, and the room behind it.
pub(super) const QUOTE_INSET: f32 = 1.4;
/// How far lists stand in, in em.
pub(super) const LIST_INSET: f32 = 1.25;
/// How far items with a box to tick stand in, in em.
pub(super) const TASK_INSET: f32 = 1.6;
/// The text of a list within a list, against that around it.
pub(super) const LIST_WITHIN: f32 = 0.88;
/// Between columns.
pub(super) const COLUMN_GAP: f32 = 3.0;
/// Between rows of columns.
pub(super) const ROW_GAP: f32 = 1.0;
/// The highest picture in a column.
pub(super) const COLUMN_PICTURE: f32 = 19.0;
/// A formula on its own: its size against the text around it, and the room above and below it in em.
pub(super) const FORMULA: (f32, f32) = (1.0, 0.3);
/// Below this height a picture on its own gives no more way: text does.
pub(super) const LEAST_PICTURE: f32 = 6.0;
/// A quotation on its own: its text, its longest line in em, and the room between its parts.
pub(super) const QUOTE: (f32, f32) = (2.6, 3.5);
pub(super) const QUOTE_MEASURE: f32 = 26.0;
pub(super) const QUOTE_GAP: f32 = 2.0;
/// What stands below the heading of a title.
pub(super) const SUBTITLE: (f32, f32) = (1.6, 2.0);
/// The longest line of a statement over a picture, in em: words stand beside what it shows.
pub(super) const STATEMENT_OVER_PICTURE: f32 = 8.5;
/// The lines that head a title and a section, with the room below them.
pub(super) const RULE: f32 = 1.78;
/// What stands below a title of a talk: the room around it, a line of two speakers, the event.
pub(super) const CREDITS: (f32, f32, f32) = (2.0, 3.0, 2.5);

/// The steps of `[data-fit]`, from the full size to the floor. Text of the floor is as large as that
/// of a dense slide elsewhere: 23 pixels on a slide of 1,280.
pub(super) const TEXT_STEPS: [f32; 6] = [1.0, 0.92, 0.84, 0.76, 0.68, 0.6];
/// Tables and code.
pub(super) const DENSE_STEPS: [f32; 6] = [1.0, 0.88, 0.78, 0.7, 0.62, 0.55];
/// The distance of the lines of code, the room above and below them, and between two columns of a
/// table, at each of those.
pub(super) const LEADING: [f32; 6] = [1.4, 1.4, 1.3, 1.3, 1.25, 1.25];
pub(super) const CODE_INSET: [f32; 6] = [1.0, 1.0, 0.7, 0.6, 0.6, 0.6];
pub(super) const GUTTER: [f32; 6] = [2.0, 1.6, 1.6, 1.6, 1.6, 1.6];
/// The highest picture within text, in `--full`.
pub(super) const PICTURE_STEPS: [f32; 4] = [f32::INFINITY, 13.0, 9.0, 6.0];
/// From this step of tables and code on, lines of code that are too long go on in the next.
pub(super) const WRAPS_FROM: usize = 3;

/// A heading, or a statement: its size, the distance of its lines, and how far its letters are set apart (in em).
pub(super) struct HeadingSize {
    pub(super) size: f32,
    pub(super) line: f32,
    pub(super) spacing: f32,
    /// The longest line, in em.
    pub(super) measure: f32,
}

/// What a slide of the class `fact` begins with.
pub(super) const FACT: HeadingSize = HeadingSize {
    size: 6.5,
    line: 7.0,
    spacing: -0.03,
    measure: 12.0,
};

/// A heading of a level (1–6) right on a slide or deeper.
pub(super) fn heading(level: u8, layout: Layout, is_first: bool, is_within: bool) -> HeadingSize {
    let sized = |size, line, spacing, measure| HeadingSize {
        size,
        line,
        spacing,
        measure,
    };
    let endless = f32::INFINITY;
    match (level, layout) {
        (1..=2, Layout::Title) if is_first => sized(3.9, 4.0, -0.022, 15.0),
        (1..=2, Layout::Section) if !is_within => sized(4.3, 4.5, -0.022, endless),
        (1..=2, Layout::End) if is_first => sized(4.3, 4.5, -0.022, endless),
        (1..=3, Layout::Statement) if !is_within => sized(3.4, 4.0, -0.016, 22.0),
        (1..=2, Layout::Quote) if is_first && !is_within => sized(2.6, 3.5, -0.012, QUOTE_MEASURE),
        (1..=2, _) => sized(2.4, 3.0, -0.012, endless),
        (3, _) => sized(1.75, 2.0, 0.0, endless),
        // The title of a slide, however deep it is.
        _ if is_first && !is_within => sized(1.75, 2.0, 0.0, endless),
        _ => sized(TEXT.0, TEXT.1, 0.0, endless),
    }
}
