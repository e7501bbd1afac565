//! Tags, authors and series: the ways to group pages, and the pages of each term.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::listing::{Listing, ListingId, Subject};
use super::vocabulary::Vocabulary;
use super::{Page, PageId, Site, series};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::Diagnostic;
use crate::path::UrlPath;
use crate::slug::slugify;
use crate::terms::Dictionary;

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
    /// Terms that have names of their own, whatever pages write.
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
    /// The place in [`Site::authors`], for an author.
    pub author: Option<usize>,
    /// Whether there are others than posts among its pages.
    pub mixed: bool,
    /// Its pages.
    pub listing: ListingId,
}

impl TaxonomyKey {
    /// All taxonomies, in the order of [`Site::taxonomies`].
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

    /// The place in [`Site::taxonomies`].
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
        let slug = slugify(written);
        match self.vocabulary.meaning(&slug) {
            Some(meaning) => self.term(language, &self.vocabulary.word(meaning, language).slug),
            None => self.term(language, &slug),
        }
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

/// A term while its pages are collected.
struct Growing {
    slug: String,
    title: String,
    summary: Option<String>,
    meaning: Option<usize>,
    author: Option<usize>,
    pages: Vec<PageId>,
}

/// Fills [`Site::taxonomies`], and adds a listing for every term.
pub(super) fn collect(
    site: &mut Site,
    config: &Config,
    dictionary: &Dictionary,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for key in TaxonomyKey::ALL {
        let entries = match key {
            TaxonomyKey::Tags => dictionary.tags.as_slice(),
            TaxonomyKey::Series => dictionary.series.as_slice(),
            // Their names are in people.yaml.
            TaxonomyKey::Authors => &[],
        };
        let vocabulary = Arc::new(Vocabulary::new(entries, config, diagnostics));
        let mut terms = Vec::with_capacity(config.languages.len());
        for language in 0..config.languages.len() {
            let growing = gather(site, config, key, &vocabulary, language);
            let prefix = config.prefix(&config.languages[language].code);
            let finished = growing.into_iter().enumerate().map(|(i, mut term)| {
                let url = UrlPath::new(&format!("{prefix}{}/{}/", key.name(), term.slug));
                let listing = ListingId(u32::try_from(site.listings.len()).unwrap_or(u32::MAX));
                let mixed = term
                    .pages
                    .iter()
                    .any(|id| site.page(*id).document.path.kind != Kind::Post);
                let (subject, pages) = (
                    Subject::Term(key.index(), i),
                    std::mem::take(&mut term.pages),
                );
                site.listings
                    .push(Listing::new(subject, language, url, pages, None, config));
                let Growing {
                    slug,
                    title,
                    summary,
                    meaning,
                    author,
                    ..
                } = term;
                Term {
                    slug,
                    title,
                    summary,
                    meaning,
                    author,
                    mixed,
                    listing,
                }
            });
            terms.push(finished.collect());
        }
        site.taxonomies.push(Taxonomy {
            key,
            terms,
            vocabulary,
        });
    }
}

/// The terms of the pages that readers of a language see, sorted by slug.
fn gather(
    site: &Site,
    config: &Config,
    key: TaxonomyKey,
    vocabulary: &Vocabulary,
    language: usize,
) -> Vec<Growing> {
    let lang = &config.languages[language].code;
    let mut terms: Vec<Growing> = Vec::new();
    let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
    let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
    for id in &site.order[language] {
        for (name, author) in names(site, site.page(*id), key) {
            let at = *by_name.entry(name).or_insert_with(|| {
                let mut slug = slugify(name);
                let meaning = vocabulary.meaning(&slug);
                let word = meaning.map(|meaning| vocabulary.word(meaning, language));
                if let Some(word) = word {
                    slug.clone_from(&word.slug);
                }
                *by_slug.entry(slug).or_insert_with_key(|slug| {
                    let name = word.map_or(name, |word| &word.title);
                    let title = author
                        .map_or(name, |author| site.authors[author].name(lang))
                        .to_owned();
                    let summary = word.and_then(|word| word.summary.clone());
                    terms.push(Growing {
                        slug: slug.clone(),
                        title,
                        summary,
                        meaning,
                        author,
                        pages: Vec::new(),
                    });
                    terms.len() - 1
                })
            });
            // A page that names a term twice counts once.
            if terms[at].pages.last() != Some(id) {
                terms[at].pages.push(*id);
            }
        }
    }
    if key == TaxonomyKey::Series {
        for term in &mut terms {
            term.pages.reverse();
            series::sort(site, &mut term.pages);
        }
    }
    terms.sort_by(|a, b| a.slug.cmp(&b.slug));
    terms
}

fn names<'s>(site: &'s Site, page: &'s Page, key: TaxonomyKey) -> Vec<(&'s str, Option<usize>)> {
    let front_matter = &page.document.front_matter;
    match key {
        TaxonomyKey::Tags => front_matter
            .tags
            .iter()
            .map(|tag| (tag.as_str(), None))
            .collect(),
        TaxonomyKey::Authors => page
            .authors
            .iter()
            .map(|&at| (site.authors[at].slug.as_str(), Some(at)))
            .collect(),
        TaxonomyKey::Series => front_matter
            .series
            .iter()
            .map(|series| (series.as_str(), None))
            .collect(),
    }
}
