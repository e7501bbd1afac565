//! One walk over a stream: at each sign that may change, the rules of its language are asked.

use std::ops::Range;

use super::dashes::Dashes;
use super::quotes::{self, Quote};
use super::stream::{Stream, is_blank, is_space};
use super::tokens::{self, Chunk};
use super::{Edit, LINE_BREAK, Profile, english, french, ordinals};

/// The bytes at which something may change: signs, digits, spaces, and the first bytes of
/// characters beyond ASCII that are looked at.
const MATTERS: [bool; 256] = {
    let mut table = [false; 256];
    let signs = b" \t\n!?;:\"'.-%0123456789IVX\xc2\xe2";
    let mut i = 0;
    while i < signs.len() {
        table[signs[i] as usize] = true;
        i += 1;
    }
    table
};

/// Whether this is the space between two ordinary words: most are, so it is worth a look at the
/// bytes around it. Words in small letters hold on to each other in `1er août` and `XIXe siècle`
/// alone.
fn is_plain(bytes: &[u8], at: usize) -> bool {
    let [before, b' ', after] = bytes[at.saturating_sub(1)..bytes.len().min(at + 2)] else {
        return false;
    };
    let words = (before.is_ascii_lowercase() || before == b',') && after.is_ascii_lowercase();
    let ordinal =
        matches!(before, b'e' | b'r' | b's') && (after == b's' || bytes[..at].ends_with(b"1er"));
    words && !ordinal
}

/// A stream while it is set.
pub(super) struct Scan<'t> {
    pub(super) stream: Stream<'t>,
    pub(super) profile: Profile,
    pub(super) dashes: Dashes,
    /// The end of the last space that was put between two groups of digits.
    pub(super) grouped: usize,
    /// Whether letters may be raised.
    superscripts: bool,
    quotes: Vec<Quote>,
    shut: Vec<Range<usize>>,
    token: Chunk,
    /// Where the last single quote is that could close a quotation.
    last_single: Option<usize>,
    edits: Vec<Edit>,
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

    pub(super) fn run(mut self) -> Vec<Edit> {
        let bytes = self.stream.text.as_bytes();
        let (mut at, mut shut) = (0, 0);
        while at < bytes.len() {
            if let Some(closed) = self.shut.get(shut)
                && at >= closed.start
            {
                (at, shut) = (at.max(closed.end), shut + 1);
                continue;
            }
            at = if MATTERS[usize::from(bytes[at])] && !is_plain(bytes, at) {
                self.step(at)
            } else {
                at + 1
            };
        }
        self.edits
    }

    /// Looks at what begins here, and says where to go on.
    fn step(&mut self, at: usize) -> usize {
        let Some(c) = self.stream.at(at) else {
            return at + 1;
        };
        if is_space(c) {
            return self.gap(at);
        }
        let next = at + c.len_utf8();
        if self.stream.is_literal(at) {
            return next;
        }
        if c == '"' {
            self.quote(at);
            return next;
        }
        if c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X') {
            return if self.superscripts && self.profile.is_french() {
                ordinals::raise(self, at)
            } else {
                next
            };
        }
        if self.profile.is_french() {
            french::sign(self, c, at);
        } else {
            english::sign(self, c, at);
        }
        next
    }

    /// The spaces between two words.
    fn gap(&mut self, start: usize) -> usize {
        let end = self.stream.space_end(start);
        let (Some(before), Some(after)) = (self.stream.before(start), self.stream.at(end)) else {
            return end;
        };
        if before == LINE_BREAK || after == LINE_BREAK {
            return end;
        }
        let gap = Gap {
            start,
            end,
            before,
            after,
        };
        let space = if self.profile.is_french() {
            french::space(self, &gap)
        } else {
            english::space(self, &gap)
        };
        if let Some(space) = space
            && self.stream.text[start..end] != *space
        {
            self.replace(start..end, space);
        }
        end
    }

    /// A straight quote that belongs to a pair.
    fn quote(&mut self, at: usize) {
        if let Ok(found) = self.quotes.binary_search_by_key(&at, |quote| quote.at) {
            self.replace(at..=at, self.quotes[found].to);
        }
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
            .get_or_insert_with(|| english::last_single(self.stream.text))
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
