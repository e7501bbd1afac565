//! Collects the terms of each taxonomy, and lists the pages of every term.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::names::NameUses;
use super::{listings, series};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Checked, Diagnostic};
use crate::site::addresses::Addresses;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::page::{Page, PageId};
use crate::site::people::{Author, Who};
use crate::site::taxonomy::{Taxonomy, TaxonomyKey, Term};
use crate::site::vocabulary::{Vocabulary, former_segments_of};
use crate::slug::names::name_key;
use crate::terms::Dictionary;

/// The taxonomies of a site.
pub(super) struct Taxonomies {
    /// In the order of [`TaxonomyKey::ALL`].
    pub(super) all: Vec<Taxonomy>,
    /// The listings of the site with one for every term.
    pub(super) listings: Vec<Listing>,
}

/// What terms are collected from.
pub(super) struct TermSources<'t> {
    pub(super) config: &'t Config,
    pub(super) addresses: &'t Addresses,
    pub(super) pages: &'t [Arc<Page>],
    pub(super) authors: &'t [Author],
    /// For each language: the pages that its readers see, newest first.
    pub(super) order: &'t [Vec<PageId>],
    pub(super) dictionary: &'t Dictionary,
}

/// Collects the terms of all taxonomies, and adds their listings to the others.
pub(super) fn collect(sources: &TermSources<'_>, listings: Vec<Listing>) -> Checked<Taxonomies> {
    let mut diagnostics = Vec::new();
    let mut taxonomies = Taxonomies {
        all: Vec::new(),
        listings,
    };
    for key in TaxonomyKey::ALL {
        let taxonomy = sources.taxonomy(key, &mut taxonomies.listings, &mut diagnostics);
        taxonomies.all.push(taxonomy);
    }
    Checked {
        value: taxonomies,
        diagnostics,
    }
}

/// A term with its pages, before it has a listing.
struct CollectedTerm {
    slug: String,
    title: String,
    summary: Option<String>,
    meaning: Option<usize>,
    former: Vec<String>,
    author: Option<usize>,
    pages: Vec<PageId>,
}

impl<'t> TermSources<'t> {
    fn taxonomy(
        &self,
        key: TaxonomyKey,
        listings: &mut Vec<Listing>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Taxonomy {
        let entries = match key {
            TaxonomyKey::Tags => self.dictionary.tags.as_slice(),
            TaxonomyKey::Series => self.dictionary.series.as_slice(),
            // Their names are in people.yaml.
            TaxonomyKey::Authors => &[],
        };
        let mut vocabulary = Vocabulary::new(entries, self.config).take(diagnostics);
        let uses = NameUses::collect(key, self.pages);
        let sharing = uses.sharing(&vocabulary);
        vocabulary.keep_apart(&sharing);
        diagnostics.extend(uses.check_addresses(&sharing, &vocabulary, entries));
        diagnostics.extend(uses.check_spelling(&vocabulary, entries, self.config));
        let in_language = |language| {
            let collected = self.terms(key, &vocabulary, language);
            let terms = collected.into_iter().enumerate();
            terms
                .map(|(at, term)| self.list(key, language, (at, term), listings))
                .collect()
        };
        Taxonomy {
            key,
            terms: (0..self.order.len()).map(in_language).collect(),
            vocabulary: Arc::new(vocabulary),
        }
    }

    /// Gives a term (with its place among those of its language) the listing of its pages.
    fn list(
        &self,
        key: TaxonomyKey,
        language: usize,
        (at, term): (usize, CollectedTerm),
        listings: &mut Vec<Listing>,
    ) -> Term {
        let url = self.addresses.term(language, key.name(), &term.slug);
        let is_post = |id: &PageId| self.pages[id.index()].document.path.kind == Kind::Post;
        let mixed = !term.pages.iter().all(is_post);
        let subject = Subject::Term(key.index(), at);
        let listing = ListingId::at(listings.len());
        listings.push(listings::new(
            self.config,
            language,
            subject,
            url,
            term.pages,
        ));
        Term {
            slug: term.slug,
            title: term.title,
            summary: term.summary,
            meaning: term.meaning,
            former: term.former,
            author: term.author,
            mixed,
            listing,
        }
    }

    /// The terms of the pages that readers of a language see, sorted by slug.
    fn terms(
        &self,
        key: TaxonomyKey,
        vocabulary: &Vocabulary,
        language: usize,
    ) -> Vec<CollectedTerm> {
        let mut terms: Vec<CollectedTerm> = Vec::new();
        let mut by_name: FxHashMap<&str, usize> = FxHashMap::default();
        let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
        for id in &self.order[language] {
            for (name, author) in self.names(*id, key) {
                let at = *by_name.entry(name).or_insert_with(|| {
                    let term = self.new_term(name, author, vocabulary, language);
                    *by_slug.entry(term.slug.clone()).or_insert_with(|| {
                        terms.push(term);
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
                series::sort(self.pages, &mut term.pages);
            }
        }
        terms.sort_by(|a, b| a.slug.cmp(&b.slug));
        terms
    }

    /// A term by what a page calls it, without any page.
    fn new_term(
        &self,
        name: &str,
        author: Option<usize>,
        vocabulary: &Vocabulary,
        language: usize,
    ) -> CollectedTerm {
        let lang = &self.config.languages[language].code;
        let meaning = vocabulary.meaning(name);
        let word = meaning.map(|meaning| vocabulary.word(meaning, language));
        let former = match (author, meaning) {
            (Some(author), _) => former_segments_of_author(&self.authors[author]),
            (None, Some(meaning)) => vocabulary.former(meaning).to_vec(),
            (None, None) => Vec::new(),
        };
        let title = match (author, word) {
            (Some(author), _) => self.authors[author].name(lang),
            (None, Some(word)) => &word.title,
            (None, None) => name,
        };
        CollectedTerm {
            title: title.to_owned(),
            summary: word.and_then(|word| word.summary.clone()),
            slug: vocabulary.segment(name, language).into_owned(),
            meaning,
            former,
            author,
            pages: Vec::new(),
        }
    }

    /// What a page names of a taxonomy, authors with their places.
    fn names(&self, id: PageId, key: TaxonomyKey) -> Vec<(&'t str, Option<usize>)> {
        let page = &self.pages[id.index()];
        let front_matter = &page.document.front_matter;
        match key {
            TaxonomyKey::Tags => {
                let tags = front_matter.tags.iter();
                tags.map(|tag| (tag.as_str(), None)).collect()
            }
            TaxonomyKey::Authors => {
                let authors = page.authors.iter();
                authors
                    .map(|&at| (self.authors[at].slug.as_str(), Some(at)))
                    .collect()
            }
            TaxonomyKey::Series => {
                let series = front_matter.series.iter();
                series.map(|series| (series.as_str(), None)).collect()
            }
        }
    }
}

/// The segments at which somebody may have been under the aliases that people.yaml gives them.
fn former_segments_of_author(author: &Author) -> Vec<String> {
    let Who::Person(person) = &author.who else {
        return Vec::new();
    };
    let names = person.name.texts().chain([person.id.as_str()]);
    let aliases = person.aliases.iter().map(|alias| name_key(&alias.value));
    former_segments_of(&names.map(name_key).collect(), &aliases.collect())
}
