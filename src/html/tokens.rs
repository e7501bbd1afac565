//! HTML cut into tags, texts and comments, each with its range in the text.
//!
//! The ranges of the tokens of a text are contiguous and cover it: written one after the other they
//! give the text again. Any text has tokens; what is no markup is text. An attribute has the value
//! that a browser gives it, and the ranges of its name and of the value as it was written.

use std::borrow::Cow;
use std::ops::Range;

use html5gum::{StringReader, Tokenizer};

use super::borders::{AttributeBorders, Borders, Markup, TagBorders, is_raw_text};
use super::references;

/// A piece of HTML.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Token<'t> {
    /// `<p class="lead">`, `<br/>`.
    Start(Tag<'t>),
    /// `</p>`.
    End(Tag<'t>),
    /// What stands between markup.
    Text(Text<'t>),
    /// `<!-- … -->`; its range has the borders.
    Comment(Range<usize>),
    /// What browsers show nothing of: `<!DOCTYPE html>`, `<?xml … ?>`, `<![CDATA[ … ]]>`, `</ >`.
    Other(Range<usize>),
}

impl Token<'_> {
    /// Its bytes in the text that was cut.
    #[must_use]
    pub fn range(&self) -> Range<usize> {
        match self {
            Self::Start(tag) | Self::End(tag) => tag.range.clone(),
            Self::Text(text) => text.range.clone(),
            Self::Comment(range) | Self::Other(range) => range.clone(),
        }
    }
}

/// A start tag or an end tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag<'t> {
    /// Its name in small letters, as HTML compares names.
    pub name: Cow<'t, str>,
    /// Its name as it was written: `linearGradient`, `Counter`.
    pub written: &'t str,
    /// All of it, from `<` to `>`.
    pub range: Range<usize>,
    /// Whether it is an end tag.
    pub is_end: bool,
    /// In the order of the tag. Where a name stands twice, the first one counts.
    pub attributes: Vec<Attribute<'t>>,
    /// Whether it ends with `/>`, which HTML itself takes no notice of.
    pub is_self_closing: bool,
}

impl<'t> Tag<'t> {
    /// An attribute by its name in small letters.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&Attribute<'t>> {
        self.attributes
            .iter()
            .find(|attribute| attribute.name == name)
    }

    /// The value of an attribute; empty where it has none.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attribute(name)
            .map(|attribute| attribute.value.as_deref().unwrap_or_default())
    }
}

/// An attribute of a tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'t> {
    /// Its name in small letters.
    pub name: Cow<'t, str>,
    /// Its name as it was written: `viewBox`, `@click`.
    pub written: &'t str,
    /// Its value with character references spelled out; `None` without a `=`.
    pub value: Option<Cow<'t, str>>,
    /// From the name to the value's closing quote.
    pub range: Range<usize>,
    /// The value as it was written, without quotes.
    pub value_range: Option<Range<usize>>,
}

/// A stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text<'t> {
    /// As it was written.
    pub written: &'t str,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is the inside of a script, a style sheet or the like, where `&` is a sign like
    /// any other.
    pub is_raw: bool,
}

impl<'t> Text<'t> {
    /// The text with its character references spelled out.
    #[must_use]
    pub fn decoded(&self) -> Cow<'t, str> {
        if self.is_raw {
            self.written.into()
        } else {
            references::decode(self.written)
        }
    }
}

/// Cuts a text.
#[must_use]
pub fn tokens(html: &str) -> Tokens<'_> {
    tokens_in(html, 0..html.len())
}

/// Cuts a stretch of a text as if it stood alone; ranges are those of the whole text. A stretch
/// outside of the text has no tokens.
#[must_use]
pub fn tokens_in(text: &str, stretch: Range<usize>) -> Tokens<'_> {
    let (text, start) = match text.get(..stretch.end) {
        Some(text) if text.is_char_boundary(stretch.start) => (text, stretch.start),
        _ => ("", 0),
    };
    Tokens {
        tokenizer: Tokenizer::new_with_emitter(&text[start..], Borders::starting_at(start)),
        text,
        at: start,
        waiting: None,
        is_raw: false,
    }
}

/// The tokens of a text, in order.
#[derive(Debug)]
pub struct Tokens<'t> {
    tokenizer: Tokenizer<StringReader<'t>, Borders>,
    /// The text up to where it is cut.
    text: &'t str,
    /// Everything before this offset has been returned.
    at: usize,
    /// The markup behind the text that was returned last; it is returned next.
    waiting: Option<Token<'t>>,
    is_raw: bool,
}

impl<'t> Iterator for Tokens<'t> {
    type Item = Token<'t>;

    fn next(&mut self) -> Option<Token<'t>> {
        if let Some(token) = self.waiting.take() {
            return Some(token);
        }
        let Some(Ok(markup)) = self.tokenizer.next() else {
            return self.text_up_to(self.text.len());
        };
        let text = self.text_up_to(markup.start);
        let token = self.token(markup);
        if text.is_some() {
            self.waiting = Some(token);
            return text;
        }
        Some(token)
    }
}

impl<'t> Tokens<'t> {
    fn text_up_to(&mut self, end: usize) -> Option<Token<'t>> {
        let range = self.at..end;
        let written = self.text.get(range.clone())?;
        if written.is_empty() {
            return None;
        }
        self.at = end;
        let is_raw = self.is_raw;
        Some(Token::Text(Text {
            written,
            range,
            is_raw,
        }))
    }

    fn token(&mut self, markup: Markup) -> Token<'t> {
        let range = self.at..markup.end.clamp(self.at, self.text.len());
        self.at = range.end;
        let written = self.text.get(range.clone()).unwrap_or_default();
        let Some(borders) = markup.tag else {
            return if written.starts_with("<!--") {
                Token::Comment(range)
            } else {
                Token::Other(range)
            };
        };
        let is_end = borders.is_end;
        let tag = tag(self.text, range, &borders);
        self.is_raw = !is_end && is_raw_text(&tag.name);
        if is_end {
            Token::End(tag)
        } else {
            Token::Start(tag)
        }
    }
}

fn tag<'t>(text: &'t str, range: Range<usize>, borders: &TagBorders) -> Tag<'t> {
    let name_start = range.start + if borders.is_end { 2 } else { 1 };
    let written = name_at(text, name_start, range.end, "/");
    let attributes = borders.attributes.iter();
    Tag {
        name: in_small_letters(written),
        written,
        attributes: attributes
            .filter_map(|borders| attribute(text, range.end, borders))
            .collect(),
        is_end: borders.is_end,
        is_self_closing: borders.is_self_closing,
        range,
    }
}

fn attribute<'t>(
    text: &'t str,
    tag_end: usize,
    borders: &AttributeBorders,
) -> Option<Attribute<'t>> {
    let start = borders.name;
    let written = name_at(text, start, tag_end, "/=");
    let name_end = start + written.len();
    let rest = text.get(name_end..tag_end)?;
    let value_range = match borders.value {
        Some(value) => Some(value..value_end(text, value, tag_end)),
        // `<a href=>` has an empty value.
        None if rest.trim_start_matches(is_space).starts_with('=') => {
            let end = name_end + rest.find('=').map_or(0, |at| at + 1);
            Some(end..end)
        }
        None => None,
    };
    let end = value_range.as_ref().map_or(name_end, |range| {
        range.end + quote_of(text, range.start).map_or(0, char::len_utf8)
    });
    Some(Attribute {
        name: in_small_letters(written),
        written,
        value: value_range
            .clone()
            .map(|range| value(text, range, &borders.decoded)),
        range: start..end,
        value_range,
    })
}

/// A value: as it was written, if that is what the tokenizer read.
fn value<'t>(text: &'t str, range: Range<usize>, decoded: &[u8]) -> Cow<'t, str> {
    let written = text.get(range).unwrap_or_default();
    if written.as_bytes() == decoded {
        return Cow::Borrowed(written);
    }
    Cow::Owned(String::from_utf8_lossy(decoded).into_owned())
}

/// The name that begins at an offset, up to white space, `>` or one of some signs. Its first
/// character belongs to it, even a `=`.
fn name_at<'t>(text: &'t str, start: usize, tag_end: usize, signs: &str) -> &'t str {
    let rest = text.get(start..tag_end).unwrap_or_default();
    let end = rest
        .char_indices()
        .skip(1)
        .find(|(_, c)| is_space(*c) || *c == '>' || signs.contains(*c));
    &rest[..end.map_or(rest.len(), |(at, _)| at)]
}

/// Where the value ends that begins at an offset.
fn value_end(text: &str, start: usize, tag_end: usize) -> usize {
    let rest = text.get(start..tag_end).unwrap_or_default();
    let length = match quote_of(text, start) {
        Some(quote) => rest.find(quote),
        None => rest.find(|c| is_space(c) || c == '>'),
    };
    start + length.unwrap_or(rest.len())
}

/// The quote that a value stands in.
fn quote_of(text: &str, value_start: usize) -> Option<char> {
    let before = text.get(..value_start)?.chars().next_back();
    before.filter(|c| matches!(c, '"' | '\''))
}

fn is_space(c: char) -> bool {
    c.is_ascii_whitespace()
}

/// A name of HTML in small letters, as names are compared: nearly always it is written so.
#[must_use]
pub fn in_small_letters(name: &str) -> Cow<'_, str> {
    if name.contains(|c: char| c.is_ascii_uppercase()) {
        name.to_ascii_lowercase().into()
    } else {
        name.into()
    }
}

#[cfg(test)]
mod tests;
