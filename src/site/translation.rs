//! Which pages are the same page in several languages.

use std::sync::Arc;

use super::page::PageId;

/// A page in all the languages that it exists in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// What its files share: folder and stem, or their `translation_key`.
    pub key: Arc<str>,
    /// For each language of the site, in order: the page.
    pub pages: Vec<Option<PageId>>,
}

impl Group {
    /// The page for readers of a language: theirs, else the first that there is.
    #[must_use]
    pub fn shown_in(&self, language: usize) -> Option<PageId> {
        shown_in(&self.pages, language)
    }

    /// Its versions, the one that readers of a language see first.
    pub fn versions_for(&self, language: usize) -> impl Iterator<Item = PageId> + '_ {
        let shown = self.shown_in(language);
        let versions = self.pages.iter().flatten().copied();
        let others = versions.filter(move |id| Some(*id) != shown);
        shown.into_iter().chain(others)
    }

    /// How many languages it exists in.
    #[must_use]
    pub fn languages(&self) -> usize {
        self.pages.iter().flatten().count()
    }
}

/// Of the versions of a page, one for each language: the one for readers of a language, else the
/// first that there is.
#[must_use]
pub fn shown_in(versions: &[Option<PageId>], language: usize) -> Option<PageId> {
    let theirs = versions.get(language).copied().flatten();
    theirs.or_else(|| versions.iter().flatten().next().copied())
}
