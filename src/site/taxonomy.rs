//! Tags, authors and series: the ways to group pages, and the terms of each.

use std::sync::Arc;

use super::listing::ListingId;
use super::vocabulary::Vocabulary;

/// A way to group pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TaxonomyKey {
    /// `tags`.
    Tags,
    /// `authors`.
    Authors,
    /// `series`.
    Series,
}

/// A taxonomy with its terms.
#[derive(Debug, Clone)]
pub struct Taxonomy {
    /// Which one.
    pub key: TaxonomyKey,
    /// For each language: its terms, sorted by slug.
    pub terms: Vec<Vec<Term>>,
    /// Which term a name means.
    pub vocabulary: Arc<Vocabulary>,
}

/// A term in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The last segment of its address.
    pub slug: String,
    /// Its name in the dictionary, else as its newest page writes it.
    pub title: String,
    /// What the dictionary says of it.
    pub summary: Option<String>,
    /// Its place in [`Taxonomy::vocabulary`].
    pub meaning: Option<usize>,
    /// The segments of its addresses under other names, which lead to it.
    pub former: Vec<String>,
    /// The place in [`Site::authors`](super::Site::authors), for an author.
    pub author: Option<usize>,
    /// Whether there are others than posts among its pages.
    pub mixed: bool,
    /// Its pages.
    pub listing: ListingId,
}

impl TaxonomyKey {
    /// All taxonomies, in the order of [`Site::taxonomies`](super::Site::taxonomies).
    pub const ALL: [Self; 3] = [Self::Tags, Self::Authors, Self::Series];

    /// Its key in front matter, its segment in addresses and its name in templates.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Tags => "tags",
            Self::Authors => "authors",
            Self::Series => "series",
        }
    }

    /// The place in [`Site::taxonomies`](super::Site::taxonomies).
    #[must_use]
    pub fn index(self) -> usize {
        self as usize
    }
}

impl Taxonomy {
    /// A term of a language, by slug.
    #[must_use]
    pub fn term(&self, language: usize, slug: &str) -> Option<&Term> {
        let terms = self.terms.get(language)?;
        terms
            .binary_search_by(|term| term.slug.as_str().cmp(slug))
            .ok()
            .map(|i| &terms[i])
    }

    /// The term of a language that a word in front matter means.
    #[must_use]
    pub fn named(&self, language: usize, written: &str) -> Option<&Term> {
        self.term(language, &self.vocabulary.segment(written, language))
    }

    /// The same term in another language.
    #[must_use]
    pub fn translation(&self, term: &Term, language: usize) -> Option<&Term> {
        match term.meaning {
            Some(meaning) => self.term(language, &self.vocabulary.word(meaning, language).slug),
            None => self.term(language, &term.slug),
        }
    }
}
