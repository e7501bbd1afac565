//! The talks of a site, their deliveries, and their outlines, which only the backstage shows.
//!
//! The title of an event is looked up when it is shown, so that an edit of it shows at once.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Site;
use super::events::Event;
use super::page::PageId;
use super::talk_facts::TalkFacts;
use crate::content_path::{ContentPath, Kind};
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::duration::Duration;
use crate::front_matter::talk::Delivery;
use crate::outline::{self, Outline};

/// The folder of talks in `content/`.
pub const FOLDER: &str = "talks";

/// The talks of a site.
#[derive(Debug, Clone, Default)]
pub struct Talks {
    /// Each with its folder in `content/talks`: places in [`Site::groups`], sorted by folder.
    pub groups: BTreeMap<String, usize>,
    /// The decks in the same way.
    pub decks: BTreeMap<String, usize>,
    /// Outlines by folder of the talk, then by language code.
    outlines: BTreeMap<String, BTreeMap<String, Arc<Document>>>,
}

impl Talks {
    /// Talks and decks by folder, with the outlines among some documents.
    pub(super) fn new(
        groups: BTreeMap<String, usize>,
        decks: BTreeMap<String, usize>,
        outlines: &[Arc<Document>],
    ) -> Self {
        let mut talks = Self {
            groups,
            decks,
            outlines: BTreeMap::new(),
        };
        for document in outlines {
            talks.put_outline(document);
        }
        talks
    }

    /// Takes in another reading of an outline.
    pub(super) fn put_outline(&mut self, document: &Arc<Document>) {
        let Some(folder) = document.path.bundle() else {
            return;
        };
        let languages = self.outlines.entry(folder.to_owned()).or_default();
        languages.insert(document.path.lang.as_str().to_owned(), document.clone());
    }

    /// The outlines of a talk, by language code.
    #[must_use]
    pub fn outlines(&self, folder: &str) -> Option<&BTreeMap<String, Arc<Document>>> {
        self.outlines.get(folder)
    }

    /// The folder of a talk, by its place in [`Site::groups`].
    #[must_use]
    pub fn folder(&self, group: usize) -> Option<&str> {
        let mut talks = self.groups.iter();
        let found = talks.find(|(_, other)| **other == group);
        found.map(|(folder, _)| folder.as_str())
    }
}

/// What is known of a talk (a place in [`Site::groups`]), for readers of a language (by rank).
#[must_use]
pub fn facts(site: &Site, group: usize, language: usize) -> TalkFacts {
    let versions = site.groups[group].versions_for(language);
    let matters = versions.map(|id| site.page(id).document.front_matter.talk.as_ref());
    TalkFacts::join(matters, &site.events)
}

/// How a talk was given at an event, or will be, for readers of a language.
#[must_use]
pub fn deliveries_at(site: &Site, event: &Event, group: usize, language: usize) -> Vec<Delivery> {
    facts(site, group, language).deliveries_at(event)
}

/// The page of an event that readers of a language see, by what a talk calls it.
#[must_use]
pub fn event_page(site: &Site, named: &str, language: usize) -> Option<PageId> {
    site.events.named(named)?.shown_in(language)
}

/// The outline of a talk in a language, else in the first that has one, against the talk's slot.
#[must_use]
pub fn outline(
    site: &Site,
    folder: &str,
    lang: &str,
    slot: Option<Duration>,
) -> Option<(Arc<Document>, Outline)> {
    let outlines = site.talks.outlines(folder)?;
    let document = outlines.get(lang).or_else(|| outlines.values().next())?;
    Some((document.clone(), outline::read(document, slot).value))
}

/// Checks what an outline says against the slot of its talk. The talk may be a draft, or not there
/// at all.
#[must_use]
pub fn check_outline(
    site: &Site,
    rank: impl Fn(&ContentPath) -> Option<usize>,
    document: &Document,
) -> Vec<Diagnostic> {
    if document.path.kind != Kind::Outline {
        return Vec::new();
    }
    let group = document
        .path
        .bundle()
        .and_then(|folder| site.talks.groups.get(folder));
    let slot = group
        .zip(rank(&document.path))
        .and_then(|(group, language)| facts(site, *group, language).slot());
    outline::read(document, slot).diagnostics
}
