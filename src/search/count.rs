//! The words of one page, and how much they weigh there.

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::prose::prose;
use super::words::words;
use crate::cache::Key;
use crate::html::tree::Tree;
use crate::lang::Lang;
use crate::markdown::Slot;

/// Longer runs of letters are no words: sums, keys, data.
const LONGEST: usize = 40;

/// How many distinct words an article has; room for them is made at once.
const USUAL: usize = 512;

/// The texts of a page by where they stand.
#[derive(Debug, Clone)]
pub struct SearchFields<'f> {
    /// The language of all of them.
    pub lang: &'f Lang,
    /// The title.
    pub title: &'f str,
    /// Headings within the body.
    pub headings: Vec<&'f str>,
    /// Tags, the series, and the names of those who sign.
    pub names: Vec<&'f str>,
    /// The summary.
    pub summary: &'f str,
    /// The body.
    pub body: &'f Tree<Slot>,
}

impl SearchFields<'_> {
    /// The hash of everything that an index takes from the page.
    #[must_use]
    pub fn key(&self) -> Key {
        let mut parts: Vec<&[u8]> = vec![self.lang.as_str().as_bytes(), self.title.as_bytes()];
        parts.extend([
            self.summary.as_bytes(),
            self.body.html().as_bytes(),
            b"headings",
        ]);
        parts.extend(self.headings.iter().map(|text| text.as_bytes()));
        parts.push(b"names");
        parts.extend(self.names.iter().map(|text| text.as_bytes()));
        Key::quick(super::VERSION, &parts)
    }
}

/// The distinct words of a page.
#[derive(Debug, Clone)]
pub struct Counted {
    pub(super) lang: Lang,
    pub(super) words: Vec<(Box<str>, Weight)>,
}

/// Where a word stands, and how often in the body.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Weight {
    pub(super) fields: u8,
    pub(super) body: u16,
}

const TITLE: u8 = 1;
const HEADING: u8 = 2;
const NAME: u8 = 4;
const SUMMARY: u8 = 8;

impl Weight {
    /// Adds the weight of another spelling of the same word on the same page.
    pub(super) fn join(&mut self, other: Self) {
        self.fields |= other.fields;
        self.body = self.body.saturating_add(other.body);
    }

    /// The weight of a word that only counts in titles; `None` where it is in none.
    pub(super) fn in_title(self) -> Option<Self> {
        (self.fields & TITLE != 0).then_some(Self {
            fields: TITLE,
            body: 0,
        })
    }

    /// The weight as one number, at most 63: a title weighs more than a whole body.
    pub(super) fn value(self) -> u32 {
        const WORTH: [(u8, u32); 4] = [(TITLE, 27), (HEADING, 11), (NAME, 9), (SUMMARY, 6)];
        let fields: u32 = WORTH
            .iter()
            .filter(|(field, _)| self.fields & field != 0)
            .map(|(_, worth)| worth)
            .sum();
        let body = if self.body == 0 {
            0
        } else {
            (2 * (u16::BITS - self.body.leading_zeros())).min(10)
        };
        fields + body
    }
}

/// Counts the words of a page.
#[must_use]
pub fn count(fields: &SearchFields<'_>) -> Counted {
    let mut counter = Counter {
        found: FxHashMap::with_capacity_and_hasher(USUAL, FxBuildHasher),
    };
    counter.field(fields.title, TITLE);
    fields
        .headings
        .iter()
        .for_each(|heading| counter.field(heading, HEADING));
    fields
        .names
        .iter()
        .for_each(|name| counter.field(name, NAME));
    counter.field(fields.summary, SUMMARY);
    let mut text = String::with_capacity(fields.body.html().len());
    prose(fields.body, &mut text);
    words(&text, |word| {
        counter.add(word, Weight { fields: 0, body: 1 });
    });
    Counted {
        lang: fields.lang.clone(),
        words: counter.found.into_iter().collect(),
    }
}

struct Counter {
    found: FxHashMap<Box<str>, Weight>,
}

impl Counter {
    fn field(&mut self, text: &str, field: u8) {
        words(text, |word| {
            self.add(
                word,
                Weight {
                    fields: field,
                    body: 0,
                },
            );
        });
    }

    fn add(&mut self, word: &str, weight: Weight) {
        if let Some(there) = self.found.get_mut(word) {
            there.join(weight);
        } else if word.chars().count() <= LONGEST {
            self.found.insert(word.into(), weight);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{HEADING, NAME, SUMMARY, TITLE, Weight};

    #[test]
    fn a_title_weighs_more_than_a_heading_and_that_more_than_a_body() {
        let value = |fields, body| Weight { fields, body }.value();
        assert_eq!([value(0, 1), value(0, 2), value(0, 1000)], [2, 4, 10]);
        let ordered = [
            value(0, 9),
            value(HEADING, 0),
            value(TITLE, 0),
            value(TITLE | SUMMARY, 1),
        ];
        assert!(ordered.is_sorted(), "{ordered:?}");
        assert_eq!(value(TITLE | HEADING | NAME | SUMMARY, u16::MAX), 63);
    }
}
