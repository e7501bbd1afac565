//! The texts of the site's pages while they are joined: what the first passes know of each, and
//! what every later one reads.

use std::sync::Arc;

use crate::document::Document;
use crate::path::{SitePath, UrlPath};
use crate::site::events::Events;
use crate::site::page::PageId;
use crate::site::talk_facts::TalkFacts;
use crate::site::translation::Group;

/// The text of a page.
pub(super) struct PageText {
    pub(super) document: Arc<Document>,
    /// The address that it has by itself.
    pub(super) url: UrlPath,
    /// The rank of its language in the configuration.
    pub(super) language: usize,
    /// Its place among the groups.
    pub(super) group: usize,
}

/// The texts of all pages, sorted by file, and which are each other's translations.
pub(super) struct PageTexts {
    pub(super) all: Vec<PageText>,
    pub(super) groups: Vec<Group>,
}

impl PageTexts {
    /// The text of a page.
    pub(super) fn get(&self, id: PageId) -> &PageText {
        &self.all[id.index()]
    }

    /// The text of a group that readers of a language see.
    pub(super) fn shown_in(&self, group: usize, language: usize) -> Option<&PageText> {
        self.groups[group].shown_in(language).map(|id| self.get(id))
    }

    /// The texts of a group, in the order of the languages.
    pub(super) fn versions(&self, group: usize) -> impl Iterator<Item = &PageText> {
        let pages = self.groups[group].pages.iter().flatten();
        pages.map(|id| self.get(*id))
    }

    /// The file of a text.
    pub(super) fn file(&self, id: PageId) -> &SitePath {
        &self.get(id).document.path.file
    }

    /// What is known of a talk, for readers of a language.
    pub(super) fn talk_facts(&self, group: usize, language: usize, events: &Events) -> TalkFacts {
        let versions = self.groups[group].versions_for(language);
        let matters = versions.map(|id| self.get(id).document.front_matter.talk.as_ref());
        TalkFacts::join(matters, events)
    }
}
