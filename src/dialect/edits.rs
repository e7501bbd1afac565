//! Many small edits of a text, and for each byte of the result the place where it comes from.
//!
//! Knows neither Markdown nor tools.

use std::borrow::Cow;
use std::ops::Range;

/// A body in the native form, and where each of its bytes comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rewritten<'t> {
    /// The native form; borrowed where nothing was edited.
    pub text: Cow<'t, str>,
    /// In the order of the text; none where nothing was edited.
    pieces: Vec<Piece>,
}

/// A stretch of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where it begins in the new text.
    start: usize,
    /// The place in the original text that it comes from.
    source: Range<usize>,
    /// Whether it is a copy of that place, byte by byte.
    is_kept: bool,
}

impl<'t> Rewritten<'t> {
    /// A text without edits.
    #[must_use]
    pub fn unchanged(text: &'t str) -> Self {
        Self {
            text: Cow::Borrowed(text),
            pieces: Vec::new(),
        }
    }

    /// The place in the original that a range of the new text comes from. An added text comes from
    /// the place that it was added for.
    #[must_use]
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        if self.pieces.is_empty() {
            return range.clone();
        }
        let start = self.from(range.start);
        if range.is_empty() {
            return start..start;
        }
        let end = self.to(range.end);
        start.min(end)..start.max(end)
    }

    /// The new text and its pieces, without the old one; `None` where nothing was edited.
    pub(super) fn into_changed(self) -> Option<(String, Vec<Piece>)> {
        (!self.pieces.is_empty()).then(|| (self.text.into_owned(), self.pieces))
    }

    /// The text after further edits of this one: their text, and its pieces.
    pub(super) fn then(&self, text: String, further: &[Piece]) -> Self {
        let mut pieces = Vec::with_capacity(self.pieces.len() + further.len());
        for piece in further {
            if piece.is_kept && !self.pieces.is_empty() {
                self.kept(piece, &mut pieces);
            } else {
                pieces.push(Piece {
                    source: self.original(&piece.source),
                    ..piece.clone()
                });
            }
        }
        Self {
            text: Cow::Owned(text),
            pieces,
        }
    }

    /// The pieces of this text that a copy of a stretch of it is made of.
    fn kept(&self, copy: &Piece, pieces: &mut Vec<Piece>) {
        let after = self
            .pieces
            .partition_point(|piece| piece.start <= copy.source.start);
        let first = after.saturating_sub(1);
        let within = self.pieces[first..].iter();
        for piece in within.take_while(|piece| piece.start < copy.source.end) {
            let start = piece.start.max(copy.source.start);
            let skipped = if piece.is_kept {
                start - piece.start
            } else {
                0
            };
            pieces.push(Piece {
                start: copy.start + (start - copy.source.start),
                source: (piece.source.start + skipped).min(piece.source.end)..piece.source.end,
                is_kept: piece.is_kept,
            });
        }
    }

    /// Where the byte at an offset comes from.
    fn from(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start <= offset);
        after.checked_sub(1).map_or(0, |at| {
            let piece = &self.pieces[at];
            let within = if piece.is_kept {
                offset - piece.start
            } else {
                0
            };
            (piece.source.start + within).min(piece.source.end)
        })
    }

    /// Where the byte before an offset comes from; what follows it there.
    fn to(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.start < offset);
        after.checked_sub(1).map_or(0, |at| {
            let piece = &self.pieces[at];
            let within = if piece.is_kept {
                offset - piece.start
            } else {
                piece.source.len()
            };
            (piece.source.start + within).min(piece.source.end)
        })
    }
}

/// Edits of one text, in any order.
#[derive(Debug, Default)]
pub(super) struct Edits {
    list: Vec<TextEdit>,
}

#[derive(Debug)]
struct TextEdit {
    range: Range<usize>,
    text: String,
    source: Range<usize>,
    order: EditOrder,
}

/// Which of two edits at one offset comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum EditOrder {
    /// Ends what stands before.
    Closes,
    /// Begins what follows.
    Opens,
    /// Takes the place of what follows.
    Replaces,
}

impl Edits {
    /// Puts a text in the place of a range.
    pub(super) fn replace(&mut self, range: Range<usize>, text: impl Into<String>) {
        self.list.push(TextEdit {
            source: range.clone(),
            range,
            text: text.into(),
            order: EditOrder::Replaces,
        });
    }

    /// As [`Self::replace`]; the new text comes from `source`.
    pub(super) fn put(
        &mut self,
        range: Range<usize>,
        text: impl Into<String>,
        source: Range<usize>,
    ) {
        self.list.push(TextEdit {
            range,
            text: text.into(),
            source,
            order: EditOrder::Replaces,
        });
    }

    /// Adds a text at an offset, which belongs to the text before it and comes from `source`.
    pub(super) fn close(&mut self, at: usize, text: impl Into<String>, source: Range<usize>) {
        self.list.push(TextEdit {
            range: at..at,
            text: text.into(),
            source,
            order: EditOrder::Closes,
        });
    }

    /// Adds a text at an offset, which belongs to the text behind it and comes from `source`.
    pub(super) fn open(&mut self, at: usize, text: impl Into<String>, source: Range<usize>) {
        self.list.push(TextEdit {
            range: at..at,
            text: text.into(),
            source,
            order: EditOrder::Opens,
        });
    }

    /// Takes the edits of a stretch of the text, which begins at `base`.
    pub(super) fn append(&mut self, others: Self, base: usize) {
        let shift = |range: Range<usize>| range.start + base..range.end + base;
        self.list
            .extend(others.list.into_iter().map(|edit| TextEdit {
                range: shift(edit.range),
                source: shift(edit.source),
                ..edit
            }));
    }

    /// The text after all edits. Of two that overlap, the one that begins later is left out.
    pub(super) fn finish(mut self, text: &str) -> Rewritten<'_> {
        self.list.sort_by_key(|edit| (edit.range.start, edit.order));
        let mut out = Builder {
            text,
            new: String::with_capacity(text.len() + text.len() / 8),
            pieces: Vec::new(),
            at: 0,
        };
        let mut is_changed = false;
        for edit in self.list {
            let fits = edit.range.start >= out.at && text.get(edit.range.clone()).is_some();
            let says_something = !edit.text.is_empty() || !edit.range.is_empty();
            if fits && says_something {
                is_changed = true;
                out.keep(edit.range.start);
                out.add(&edit);
            }
        }
        if !is_changed {
            return Rewritten::unchanged(text);
        }
        out.keep(text.len());
        Rewritten {
            text: Cow::Owned(out.new),
            pieces: out.pieces,
        }
    }
}

struct Builder<'t> {
    text: &'t str,
    new: String,
    pieces: Vec<Piece>,
    /// Up to where the text was copied or replaced.
    at: usize,
}

impl Builder<'_> {
    fn keep(&mut self, end: usize) {
        let Some(kept) = self.text.get(self.at..end).filter(|kept| !kept.is_empty()) else {
            return;
        };
        self.pieces.push(Piece {
            start: self.new.len(),
            source: self.at..end,
            is_kept: true,
        });
        self.new.push_str(kept);
        self.at = end;
    }

    fn add(&mut self, edit: &TextEdit) {
        if !edit.text.is_empty() {
            self.pieces.push(Piece {
                start: self.new.len(),
                source: edit.source.clone(),
                is_kept: false,
            });
            self.new.push_str(&edit.text);
        }
        self.at = edit.range.end;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_are_made_in_order_and_places_are_found_again() {
        let text = "one two three four";
        let mut edits = Edits::default();
        edits.replace(8..13, "3");
        edits.open(4, "<", 4..7);
        edits.close(7, ">", 4..7);
        edits.replace(14..18, "");
        let new = edits.finish(text);
        assert_eq!(new.text, "one <two> 3 ");
        assert_eq!(new.original(&(0..3)), 0..3);
        assert_eq!(new.original(&(4..5)), 4..7);
        assert_eq!(new.original(&(5..8)), 4..7);
        assert_eq!(new.original(&(10..11)), 8..13);
        assert_eq!(new.original(&(0..12)), 0..14);
        assert_eq!(new.original(&(12..12)), 14..14);
    }

    #[test]
    fn edits_of_an_edited_text_are_of_the_first_one() {
        let text = "one two three";
        let mut edits = Edits::default();
        edits.replace(4..7, "2");
        let first = edits.finish(text);
        let mut edits = Edits::default();
        edits.replace(0..1, "O");
        edits.close(5, "!", 4..5);
        let (new, pieces) = edits.finish(&first.text).into_changed().unwrap();
        let both = first.then(new, &pieces);
        assert_eq!(both.text, "One 2! three");
        assert_eq!(both.original(&(0..1)), 0..1);
        assert_eq!(both.original(&(1..3)), 1..3);
        assert_eq!(both.original(&(4..5)), 4..7);
        assert_eq!(both.original(&(5..6)), 4..7);
        assert_eq!(both.original(&(7..12)), 8..13);
    }

    #[test]
    fn of_two_that_overlap_the_first_is_made() {
        let mut edits = Edits::default();
        edits.replace(2..3, "x");
        edits.replace(0..3, "y");
        assert_eq!(edits.finish("abcd").text, "yd");
        let mut edits = Edits::default();
        edits.close(1, "", 0..1);
        let same = edits.finish("abcd");
        assert_eq!(same, Rewritten::unchanged("abcd"));
        assert!(matches!(same.text, Cow::Borrowed(_)));
    }
}
