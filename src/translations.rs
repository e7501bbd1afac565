//! Which pages and texts of listings are missing in a language, stale, or up to date, and what
//! changed.
//!
//! A translation says what it was made from; whether that still reads the same is found out here,
//! from the two documents alone. Knows nothing of how it is shown.

mod record;
mod skeleton;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::deck::{Deck, pairs};
use crate::document::Document;
use crate::fingerprint::{self, TextChange};
use crate::lang::Lang;
use crate::site::Site;
use crate::site::listing::Subject;
use crate::source::Spanned;

pub use record::record;
pub use skeleton::skeleton;

/// Where a page stands in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TranslationState {
    /// It does not exist there.
    Missing,
    /// It does not exist there, and says that it is not made for that language.
    Unneeded,
    /// Others are translated from it, or it exists nowhere else.
    Source,
    /// It exists in several languages, and nothing says what it was translated from.
    Untracked,
    /// What it was translated from has not changed since.
    Fresh,
    /// What it was translated from has changed.
    Stale(Vec<Changed>),
}

impl TranslationState {
    /// Its name on the command line and in templates.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Unneeded => "unneeded",
            Self::Source => "source",
            Self::Untracked => "untracked",
            Self::Fresh => "fresh",
            Self::Stale(_) => "stale",
        }
    }
}

/// A change of a source that its translation does not follow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// What changed.
    pub what: What,
    /// The section's heading, or the slide's; for one that is gone, the heading before it.
    pub heading: Option<String>,
}

/// The kind of a change: in the source, or in which slides answer each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// The source changed.
    Source(TextChange),
    /// No slide of the translation answers one of the source.
    MissingSlide,
    /// A slide of the translation answers none of the source.
    ExtraSlide,
}

impl Changed {
    /// Its name in templates and for programs.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self.what {
            What::Source(TextChange::Title) => "title",
            What::Source(TextChange::Summary) => "summary",
            What::Source(TextChange::ImageAlt) => "image_alt",
            What::Source(TextChange::Introduction) => "introduction",
            What::Source(TextChange::Changed(_)) => "section",
            What::Source(TextChange::New(_)) => "new",
            What::Source(TextChange::Renamed(_)) => "renamed",
            What::Source(TextChange::Moved(_)) => "moved",
            What::Source(TextChange::Removed(Some(_))) => "removed",
            What::Source(TextChange::Removed(None)) => "removed_first",
            What::Source(TextChange::Something) => "something",
            What::MissingSlide => "slide_missing",
            What::ExtraSlide => "slide_extra",
        }
    }
}

/// A page in one language.
#[derive(Debug, Clone)]
pub struct Version<'s> {
    /// Its document; `None` where it is missing.
    pub document: Option<&'s Arc<Document>>,
    /// The rank of the language that it was translated from, where that is known.
    pub from: Option<usize>,
    /// Where it stands.
    pub state: TranslationState,
}

/// A page, or the text of a listing, in all languages.
#[derive(Debug, Clone)]
pub struct Row<'s> {
    /// What its files share: `blog/first-talk`.
    pub name: String,
    /// One for each language of the site, in order.
    pub versions: Vec<Version<'s>>,
}

/// Every page and text of the site, by name.
#[must_use]
pub fn rows<'s>(config: &Config, site: &'s Site) -> Vec<Row<'s>> {
    let pages = site.groups.iter().map(|group| {
        let documents = group
            .pages
            .iter()
            .map(|id| id.map(|id| &site.page(id).document))
            .collect();
        (group.key.to_string(), documents)
    });
    let texts = texts(config, site).into_values().map(|documents| {
        let first = documents.iter().flatten().next();
        (
            first
                .map(|document| document.translation_key.to_string())
                .unwrap_or_default(),
            documents,
        )
    });
    let mut rows: Vec<Row<'s>> = pages
        .chain(texts)
        .map(|(key, documents)| Row {
            name: name(&key),
            versions: versions(config, &documents),
        })
        .collect();
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}

/// The texts of listings that have one in some language, in every language.
#[must_use]
pub fn texts<'s>(
    config: &Config,
    site: &'s Site,
) -> BTreeMap<&'s Subject, Vec<Option<&'s Arc<Document>>>> {
    let mut texts = BTreeMap::new();
    for listing in &site.listings {
        if let Some(text) = &listing.text {
            texts
                .entry(&listing.subject)
                .or_insert_with(|| vec![None; config.languages.len()])[listing.language] =
                Some(text);
        }
    }
    texts
}

/// The name of a page for tables: the key that its files share, without `/index`.
fn name(key: &str) -> String {
    key.strip_suffix("/index").unwrap_or(key).to_owned()
}

/// Where a page stands in each language, from what it says in each.
#[must_use]
pub fn versions<'s>(config: &Config, documents: &[Option<&'s Arc<Document>>]) -> Vec<Version<'s>> {
    (0..documents.len())
        .map(|language| version(config, documents, language))
        .collect()
}

/// Where a page stands in one language (by rank).
#[must_use]
pub fn version<'s>(
    config: &Config,
    documents: &[Option<&'s Arc<Document>>],
    language: usize,
) -> Version<'s> {
    let Some(document) = documents[language] else {
        return Version {
            document: None,
            from: None,
            state: missing(documents, &config.languages[language].code),
        };
    };
    let source_of = |document: &Document| {
        let from = config.rank(&document.front_matter.translated_from.as_ref()?.lang.value)?;
        documents[from]
            .filter(|source| source.path.file != document.path.file)
            .map(|source| (from, source))
    };
    let recorded = document
        .front_matter
        .translated_from
        .as_ref()
        .and_then(|from| from.hash.as_ref());
    if let Some((from, source)) = source_of(document) {
        let state = recorded.map_or(TranslationState::Untracked, |hash| {
            compare(hash, source, document)
        });
        return Version {
            document: Some(document),
            from: Some(from),
            state,
        };
    }
    let others = documents
        .iter()
        .flatten()
        .filter(|other| other.path.file != document.path.file);
    let is_source = others.clone().count() == 0
        || others
            .clone()
            .any(|other| source_of(other).is_some_and(|(from, _)| from == language));
    let state = if is_source {
        TranslationState::Source
    } else {
        TranslationState::Untracked
    };
    Version {
        document: Some(document),
        from: None,
        state,
    }
}

/// Why a page is not there in a language.
fn missing(documents: &[Option<&Arc<Document>>], code: &Lang) -> TranslationState {
    let said = documents.iter().flatten().find_map(|page| page.languages());
    let is_made_for = |said: &[Spanned<Lang>]| said.iter().any(|lang| lang.value == *code);
    if said.is_none_or(is_made_for) {
        TranslationState::Missing
    } else {
        TranslationState::Unneeded
    }
}

fn compare(
    recorded: &fingerprint::Fingerprint,
    source: &Document,
    document: &Document,
) -> TranslationState {
    let changes = fingerprint::changes(recorded, source.fingerprint());
    let slides = slides_apart(source, document);
    if changes.is_empty() && slides.is_empty() {
        return TranslationState::Fresh;
    }
    let passages = source.passages();
    let heading = |at: usize| passages.get(at).map(|passage| passage.title.clone());
    let named = changes.into_iter().map(|change| {
        let heading = match change {
            TextChange::Changed(at)
            | TextChange::New(at)
            | TextChange::Renamed(at)
            | TextChange::Moved(at) => heading(at),
            TextChange::Removed(after) => after.and_then(heading),
            TextChange::Title
            | TextChange::Summary
            | TextChange::ImageAlt
            | TextChange::Introduction
            | TextChange::Something => None,
        };
        Changed {
            what: What::Source(change),
            heading,
        }
    });
    TranslationState::Stale(named.chain(slides).collect())
}

/// The slides of a deck that have no answer in its translation, then those of the translation that
/// answer none.
fn slides_apart(source: &Document, document: &Document) -> Vec<Changed> {
    let Some((source, translated)) = source.deck.as_ref().zip(document.deck.as_ref()) else {
        return Vec::new();
    };
    let alone = |deck: &Deck, other: &Deck, what: What| {
        let pairs = pairs::pairs(deck, other).into_iter().zip(&deck.slides);
        let alone = pairs.filter(|(answer, _)| answer.is_none());
        alone
            .map(|(_, slide)| Changed {
                what,
                heading: Some(slide.name()),
            })
            .collect::<Vec<_>>()
    };
    [
        alone(source, translated, What::MissingSlide),
        alone(translated, source, What::ExtraSlide),
    ]
    .concat()
}
