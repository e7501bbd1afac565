//! A stream of text with its quotes, its code and the edits so far, for the rules of the languages.

use std::ops::Range;

use super::quotes::{self, Quote};
use super::stream::{Stream, is_blank, is_closer};
use super::tokens::{self, Chunk};
use super::{Edit, OBJECT, Profile};

/// The dashes of the aside that the walk is in: their offsets.
#[derive(Debug, Default)]
pub(super) struct Dashes {
    pub(super) opening: Option<usize>,
    pub(super) closing: Option<usize>,
}

/// A stream whose typography is being set.
pub(super) struct Scan<'t> {
    pub(super) stream: Stream<'t>,
    pub(super) profile: Profile,
    pub(super) dashes: Dashes,
    /// The end of the last space that was put between two groups of digits.
    pub(super) grouped: usize,
    /// Whether letters may be raised.
    pub(super) superscripts: bool,
    quotes: Vec<Quote>,
    /// Code and formulas, which no rule changes.
    pub(super) shut: Vec<Range<usize>>,
    token: Chunk,
    /// Where the last single quote is that could close a quotation.
    last_single: Option<usize>,
    pub(super) edits: Vec<Edit>,
}

impl<'t> Scan<'t> {
    pub(super) fn new(
        text: &'t str,
        literal: &'t [usize],
        profile: Profile,
        superscripts: bool,
    ) -> Self {
        let stream = Stream::new(text, literal);
        let shut = tokens::shut(stream);
        let quotes = quotes::find(stream, &shut, profile);
        Self {
            stream,
            profile,
            dashes: Dashes::default(),
            grouped: usize::MAX,
            superscripts,
            quotes,
            shut,
            token: Chunk {
                range: 0..0,
                technical: false,
            },
            last_single: None,
            edits: Vec::new(),
        }
    }

    /// Replaces a straight quote that belongs to a pair.
    pub(super) fn quote(&mut self, at: usize) {
        if let Ok(found) = self.quotes.binary_search_by_key(&at, |quote| quote.at) {
            self.replace(at..=at, self.quotes[found].to);
        }
    }

    /// Whether a straight quote that closes a quotation ends at an offset.
    pub(super) fn is_after_quotation(&self, at: usize) -> bool {
        let quote = at.checked_sub(1).and_then(|quote| {
            let found = self.quotes.binary_search_by_key(&quote, |quote| quote.at);
            found.ok().map(|found| &self.quotes[found])
        });
        quote.is_some_and(|quote| quote.to.ends_with(['”', '»']))
    }

    /// Whether code ends at an offset: an object in the text, or backticks in a text without markup.
    pub(super) fn is_after_code(&self, at: usize) -> bool {
        self.stream.before(at) == Some(OBJECT) || self.shut.iter().any(|range| range.end == at)
    }

    /// Whether what stands here between two spaces is for a machine.
    pub(super) fn is_technical(&mut self, at: usize) -> bool {
        let french = self.profile.is_french();
        if !self.token.range.contains(&at) {
            let quotes = &self.quotes;
            let found = |i| {
                quotes
                    .binary_search_by_key(&i, |quote| quote.at)
                    .is_ok_and(|at| quotes[at].to.len() > 3)
            };
            let is_border = |i| french && found(i);
            self.token = tokens::around(self.stream.text, at, is_border);
        }
        self.token.technical
    }

    /// The last single quote that could close a quotation; 0 without one.
    pub(super) fn last_single(&mut self) -> usize {
        *self
            .last_single
            .get_or_insert_with(|| last_single(self.stream.text))
    }

    /// Three full stops, but not those of a path, of more of them, or of `...rest`.
    pub(super) fn is_ellipsis(&mut self, at: usize) -> bool {
        let (stream, end) = (self.stream, at + 3);
        if !stream.text[at..].starts_with("...")
            || stream.before(at) == Some('.')
            || stream.at(end) == Some('.')
        {
            return false;
        }
        let before = stream.before(at);
        let leads_on = stream
            .at(end)
            .is_some_and(|c| c.is_alphanumeric() || matches!(c, '/' | '<' | '_' | '$'));
        let quoted = matches!(before, Some('"' | '«' | '“' | '‘'));
        let of_code = before == Some('(')
            && at > 1
            && stream.before(at - 1).is_some_and(char::is_alphanumeric);
        let escaped = stream.is_literal(at + 1) || stream.is_literal(at + 2);
        (!leads_on || quoted)
            && !of_code
            && !escaped
            && before != Some('/')
            && !self.is_technical(at)
    }

    /// Puts something in the place of a range.
    pub(super) fn replace(&mut self, range: impl Into<Bytes>, to: &'static str) {
        self.edits.push(Edit {
            range: range.into().0,
            to,
            superscript: false,
        });
    }

    pub(super) fn raise(&mut self, range: Range<usize>, to: &'static str) {
        self.edits.push(Edit {
            range,
            to,
            superscript: true,
        });
    }
}

/// The last single quote that could close a quotation; 0 without one.
fn last_single(text: &str) -> usize {
    let stream = Stream::new(text, &[]);
    let closes = |&at: &usize| {
        let after = stream.after(at);
        !is_blank(stream.before(at))
            && (is_blank(after) || after.is_some_and(|c| is_closer(c) || c == OBJECT))
    };
    text.rmatch_indices('\'')
        .map(|(at, _)| at)
        .find(closes)
        .unwrap_or(0)
}

/// A range of bytes; `at..=at` is the ASCII sign there.
pub(super) struct Bytes(Range<usize>);

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        Self(range)
    }
}

impl From<std::ops::RangeInclusive<usize>> for Bytes {
    fn from(range: std::ops::RangeInclusive<usize>) -> Self {
        Self(*range.start()..*range.end() + 1)
    }
}

/// Spaces, and what stands on both sides of them.
pub(super) struct Gap {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) before: char,
    pub(super) after: char,
}

/// Whether the sign at an offset ends a word or a sentence: `key: value`, not `10:30`, `:tada:` or
/// `!important`.
pub(super) fn ends_words(stream: Stream<'_>, at: usize) -> bool {
    let rest = &stream.text[at..];
    match rest.as_bytes()[0] {
        b'!' | b'?' => {
            let after = rest.trim_start_matches(['!', '?', '…', '.']).chars().next();
            is_blank(after)
                || matches!(
                    after,
                    Some(')' | ']' | '»' | '”' | '’' | '"' | ',' | ';' | ':')
                )
        }
        _ => is_blank(stream.after(at)) || matches!(stream.after(at), Some('»' | '«' | '”' | '"')),
    }
}
