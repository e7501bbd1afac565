//! Running text as pieces that lines are made of. A piece is measured once, whatever sizes are tried
//! afterwards.

use unicode_linebreak::{BreakOpportunity, linebreaks};

use super::faces::{Face, width};

/// Stands for a picture or a formula among letters.
const OBJECT: char = '\u{fffc}';

/// Stands for room that belongs to the letters beside it.
const PAD: char = '\u{2060}';

/// The families of `deck.css`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub(super) enum Family {
    Serif,
    Sans,
    Mono,
}

/// How letters look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Look {
    pub(super) family: Family,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// Against the text around them.
    pub(super) size: f32,
    /// How far they are set apart, in em.
    pub(super) spacing: f32,
}

impl Look {
    /// Upright letters of a family, as large as the text around them.
    pub(super) const fn plain(family: Family) -> Self {
        Self {
            family,
            is_bold: false,
            is_italic: false,
            size: 1.0,
            spacing: 0.0,
        }
    }

    /// How wide a line of code is, in em: tabs go to every fourth column.
    pub(super) fn line_of_code(self, line: &str) -> f32 {
        let column = width(Face::Mono, ' ');
        line.chars().fold(0.0, |sum, character| {
            if character == '\t' {
                let stop = 4.0 * column;
                ((sum / stop + 0.01).floor() + 1.0) * stop
            } else {
                sum + width(self.face(), character)
            }
        })
    }

    fn face(self) -> Face {
        match (self.family, self.is_bold, self.is_italic) {
            (Family::Mono, false, _) => Face::Mono,
            (Family::Mono, true, _) => Face::MonoBold,
            (Family::Sans, false, _) => Face::Sans,
            (Family::Sans, true, _) => Face::SansBold,
            (Family::Serif, true, _) => Face::SerifBold,
            (Family::Serif, false, false) => Face::Serif,
            (Family::Serif, false, true) => Face::SerifItalic,
        }
    }
}

/// Text that no line ends in, with the space behind it. Widths are in em of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    width: f32,
    space: f32,
    /// Whether the line ends behind it, however much room there is.
    ends_line: bool,
}

/// The pieces of a text.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
}

impl Pieces {
    /// How many lines they take with so much room. A piece that is wider than that is broken.
    pub(super) fn lines(&self, room: f32) -> usize {
        let room = room.max(1.0);
        let (mut lines, mut used, mut is_open) = (0_usize, 0.0_f32, false);
        for piece in &self.pieces {
            if !is_open {
                (lines, used) = (lines + 1, 0.0);
            }
            if used > 0.0 && used + piece.width > room {
                (lines, used) = (lines + 1, 0.0);
            }
            let full = ((piece.width / room).ceil() - 1.0).max(0.0);
            lines += whole(full);
            used += piece.width - full * room + piece.space;
            is_open = !piece.ends_line;
        }
        lines
    }

    /// The widest piece.
    pub(super) fn narrowest(&self) -> f32 {
        self.pieces
            .iter()
            .map(|piece| piece.width)
            .fold(0.0, f32::max)
    }

    /// The widest line where nothing makes one end.
    pub(super) fn widest(&self) -> f32 {
        let (mut widest, mut line, mut space) = (0.0_f32, 0.0, 0.0);
        for piece in &self.pieces {
            line += space + piece.width;
            widest = widest.max(line);
            space = piece.space;
            if piece.ends_line {
                (line, space) = (0.0, 0.0);
            }
        }
        widest
    }
}

/// A number of lines, as it is counted in.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "there are no fewer lines than none, and a cast stops at the highest number"
)]
fn whole(lines: f32) -> usize {
    lines as usize
}

/// Text while it is read.
#[derive(Debug, Default)]
pub(super) struct TextBuilder {
    text: String,
    /// From which byte on text has a look.
    looks: Vec<(usize, Look)>,
    /// The widths of objects, in order.
    objects: Vec<f32>,
}

impl TextBuilder {
    /// Adds text; runs of white space are one space.
    pub(super) fn push(&mut self, text: &str, look: Look) {
        self.begin(look);
        for character in text.chars() {
            if matches!(character, ' ' | '\n' | '\t' | '\r') {
                if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                    self.text.push(' ');
                }
            } else if !matches!(character, OBJECT | PAD) {
                self.text.push(character);
            }
        }
    }

    /// Adds something that is no letter, as wide as so many em.
    pub(super) fn object(&mut self, width: f32, look: Look) {
        self.begin(look);
        self.text.push(OBJECT);
        self.objects.push(width);
    }

    /// Adds some room that is no place to break a line at, as wide as so many em.
    pub(super) fn pad(&mut self, width: f32, look: Look) {
        self.begin(look);
        self.text.push(PAD);
        self.objects.push(width);
    }

    pub(super) fn end_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        self.text.push('\n');
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.trim().is_empty()
    }

    fn begin(&mut self, look: Look) {
        if self.looks.last().is_none_or(|(_, last)| *last != look) {
            self.looks.push((self.text.len(), look));
        }
    }

    /// The pieces of what was added.
    pub(super) fn finish(self) -> Pieces {
        let text = self.text.trim_end();
        let mut measure = Measure {
            builder: &self,
            look: 0,
            object: 0,
        };
        let (mut pieces, mut start) = (Vec::new(), 0);
        for (end, opportunity) in linebreaks(text) {
            let is_last = end == text.len();
            let ends_line = opportunity == BreakOpportunity::Mandatory && !is_last;
            if !ends_line && !is_last && !may_break(text, end) {
                continue;
            }
            let whole = &text[start..end];
            let letters = whole.trim_end_matches([' ', '\n']);
            let behind = start + letters.len();
            pieces.push(Piece {
                width: measure.width(letters, start),
                space: measure.width(whole[letters.len()..].trim_end_matches('\n'), behind),
                ends_line,
            });
            start = end;
        }
        Pieces { pieces }
    }
}

/// Whether browsers break a line where Unicode allows it: between signs of ASCII, only behind a
/// hyphen and a question mark.
fn may_break(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (before, after) = (bytes[at - 1], bytes[at]);
    !before.is_ascii()
        || !after.is_ascii()
        || matches!(before, b' ' | b'?')
        || before == b'-' && after.is_ascii_alphabetic()
}

struct Measure<'b> {
    builder: &'b TextBuilder,
    look: usize,
    object: usize,
}

impl Measure<'_> {
    /// How wide some text is that begins at a byte. Texts are asked for in their order.
    fn width(&mut self, text: &str, start: usize) -> f32 {
        let looks = &self.builder.looks;
        let mut sum = 0.0;
        for (at, character) in text.char_indices() {
            while looks
                .get(self.look + 1)
                .is_some_and(|(from, _)| *from <= start + at)
            {
                self.look += 1;
            }
            let Some((_, look)) = looks.get(self.look) else {
                continue;
            };
            if matches!(character, OBJECT | PAD) {
                sum += self
                    .builder
                    .objects
                    .get(self.object)
                    .copied()
                    .unwrap_or_default();
                self.object += 1;
            } else {
                sum += (width(look.face(), character) + look.spacing) * look.size;
            }
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MONO: Look = Look {
        size: 1.0 / 0.602,
        ..Look::plain(Family::Mono)
    };

    /// Every letter is one em wide, or nearly.
    fn pieces(text: &str) -> Pieces {
        let mut builder = TextBuilder::default();
        for (at, line) in text.split('|').enumerate() {
            if at > 0 {
                builder.end_line();
            }
            builder.push(line, MONO);
        }
        builder.finish()
    }

    #[test]
    fn lines_are_filled_with_pieces() {
        let lines = |text: &str, room: f32| pieces(text).lines(room + 0.1);
        assert_eq!(lines("one two three", 13.0), 1);
        assert_eq!(lines("one two three", 12.0), 2);
        assert_eq!(lines("one two three", 5.0), 3);
        assert_eq!(lines("  one\n  two ", 7.0), 1);
        assert_eq!(lines("one|two", 20.0), 2);
        assert_eq!(lines("abcdefgh ij", 3.0), 4);
        assert_eq!(lines("well-known a/b/c/d", 6.0), 4);
        assert_eq!(lines("", 6.0), 0);
        let long = Look { size: 1e9, ..MONO };
        let mut builder = TextBuilder::default();
        builder.push("abc", long);
        assert!(builder.finish().lines(10.0) > 1_000_000);
        assert!((pieces("one three|two").widest() - 9.0).abs() < 0.02);
        assert!((pieces("one three|two").narrowest() - 5.0).abs() < 0.01);
    }
}
