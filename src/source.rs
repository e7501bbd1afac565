//! A text as an author wrote it, and places in it.
//!
//! Offsets are bytes of the text after its byte-order mark; lines and columns are counted from 1,
//! columns in characters, as editors do. Knows nothing of what the text says.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::path::SitePath;

/// A half-open range of bytes in a [`Source`], on character borders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start,
            end: range.end,
        }
    }
}

impl Span {
    /// An empty span.
    #[must_use]
    pub fn at(offset: usize) -> Self {
        Self {
            start: offset,
            end: offset,
        }
    }

    /// The same range, as Rust's own type.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the file.
    pub span: Span,
}

/// A line and a column, both from 1; the column counts characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// The text of one file.
#[derive(Debug, Clone)]
pub struct Source {
    path: SitePath,
    text: Arc<str>,
    line_starts: OnceLock<Arc<[usize]>>,
}

impl Source {
    /// A text; a leading byte-order mark is dropped, and a carriage return that ends a line alone, as
    /// in very old files, is a line end like others.
    #[must_use]
    pub fn new(path: SitePath, text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            path,
            text: with_line_feeds(text).into(),
            line_starts: OnceLock::new(),
        }
    }

    /// Where the text is from.
    #[must_use]
    pub fn path(&self) -> &SitePath {
        &self.path
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The nearest span that lies inside the text, on character borders.
    #[must_use]
    pub fn clamp(&self, span: Span) -> Span {
        let border = |mut offset: usize| {
            offset = offset.min(self.text.len());
            while !self.text.is_char_boundary(offset) {
                offset -= 1;
            }
            offset
        };
        let start = border(span.start);
        Span {
            start,
            end: border(span.end).max(start),
        }
    }

    /// Line and column of a byte offset (the nearest character border before it).
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.clamp(Span::at(offset)).start;
        let starts = self.line_starts();
        let line = starts.partition_point(|&start| start <= offset) - 1;
        Position {
            line: line + 1,
            column: self.text[starts[line]..offset].chars().count() + 1,
        }
    }

    /// The byte offset of a line and column, as parsers count them (both from 1).
    #[must_use]
    pub fn offset(&self, line: usize, column: usize) -> usize {
        let starts = self.line_starts();
        let Some(&start) = starts.get(line.saturating_sub(1)) else {
            return self.text.len();
        };
        let skipped: usize = self.text[start..]
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum();
        start + skipped
    }

    fn line_starts(&self) -> &[usize] {
        self.line_starts.get_or_init(|| {
            let ends = self
                .text
                .bytes()
                .enumerate()
                .filter(|&(_, byte)| byte == b'\n');
            std::iter::once(0).chain(ends.map(|(i, _)| i + 1)).collect()
        })
    }
}

/// A text of the same length whose lines end with a line feed, behind a carriage return or not.
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    let is_alone = |at: usize| text.as_bytes().get(at + 1) != Some(&b'\n');
    if !text.match_indices('\r').any(|(at, _)| is_alone(at)) {
        return Cow::Borrowed(text);
    }
    let signs = text.char_indices().map(|(at, c)| match c {
        '\r' if is_alone(at) => '\n',
        c => c,
    });
    Cow::Owned(signs.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_the_mark_is_dropped() {
        let source = Source::new(SitePath::new("a.md"), "\u{feff}été\r\nà b");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        let b = source.text().find('b').unwrap();
        assert_eq!(source.position(b), Position { line: 2, column: 3 });
        assert_eq!(source.offset(2, 3), b);
        assert_eq!(source.position(999), Position { line: 2, column: 4 });
        assert_eq!(
            source.clamp(Span { start: 1, end: 1 }),
            Span::at(0),
            "inside é"
        );
    }
}
