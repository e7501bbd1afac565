//! A stream of text, and what stands before and after an offset in it.

/// A text with what its author escaped.
#[derive(Clone, Copy)]
pub(super) struct Stream<'t> {
    pub(super) text: &'t str,
    literal: &'t [usize],
}

impl<'t> Stream<'t> {
    pub(super) fn new(text: &'t str, literal: &'t [usize]) -> Self {
        Self { text, literal }
    }

    /// The character that ends at an offset.
    pub(super) fn before(self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character that begins at an offset.
    pub(super) fn at(self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }

    /// The character after the one at an offset.
    pub(super) fn after(self, at: usize) -> Option<char> {
        self.text[at..].chars().nth(1)
    }

    /// Whether the sign at an offset is to stay as it was typed.
    pub(super) fn is_literal(self, at: usize) -> bool {
        !self.literal.is_empty() && self.literal.binary_search(&at).is_ok()
    }

    /// The end of the spaces that begin at an offset.
    pub(super) fn space_end(self, start: usize) -> usize {
        let rest = &self.text[start..];
        start + rest.find(|c| !is_space(c)).unwrap_or(rest.len())
    }

    /// The letters and digits that end at an offset.
    pub(super) fn word_before(self, end: usize) -> &'t str {
        // No word that matters is longer.
        const LONGEST: usize = 24;
        let (mut start, text) = (end, self.text);
        for (i, c) in text[..end].char_indices().rev() {
            if !c.is_alphanumeric() || end - i > LONGEST {
                break;
            }
            start = i;
        }
        &text[start..end]
    }

    /// The letters that begin at an offset.
    pub(super) fn word_at(self, start: usize) -> &'t str {
        let rest = &self.text[start..];
        &rest[..rest
            .find(|c: char| !c.is_alphabetic())
            .unwrap_or(rest.len())]
    }

    /// The digits that end at an offset.
    pub(super) fn digits_before(self, end: usize) -> &'t str {
        let start = self.text[..end]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count();
        &self.text[end - start..end]
    }

    /// The digits that begin at an offset.
    pub(super) fn digits_at(self, start: usize) -> &'t str {
        let count = self.text[start..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        &self.text[start..start + count]
    }
}

/// The spaces that authors put between words, with or without breaks.
pub(super) fn is_space(c: char) -> bool {
    matches!(
        c,
        ' ' | '\t' | '\n' | '\r' | '\u{a0}' | '\u{202f}' | '\u{2009}'
    )
}

/// Whether a line may end in these spaces.
pub(super) fn breaks(spaces: &str) -> bool {
    spaces.contains([' ', '\t', '\n', '\r', '\u{2009}'])
}

/// Whether nothing is here: an end of the text or of a line, or a space.
pub(super) fn is_blank(c: Option<char>) -> bool {
    c.is_none_or(|c| is_space(c) || c == super::LINE_BREAK)
}

/// What opens something: a parenthesis, a quotation.
pub(super) fn is_opener(c: char) -> bool {
    matches!(
        c,
        '(' | '[' | '«' | '“' | '‘' | '"' | '\'' | '„' | '¿' | '¡'
    )
}

/// What may follow a quotation without a space.
pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        ')' | ']'
            | '»'
            | '”'
            | '’'
            | '"'
            | '\''
            | '.'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '…'
            | '–'
            | '—'
            | '-'
            | '/'
    )
}
