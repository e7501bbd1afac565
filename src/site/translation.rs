//! Which pages are the same page in several languages, and which of them stands in where one is
//! missing.

use std::sync::Arc;

use super::page::PageId;
use crate::config::Config;

/// For each language (by rank), the others in the order in which they stand in for it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StandIns(Arc<[Vec<usize>]>);

/// A page in all the languages that it exists in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// What its files share: folder and stem, or their `translation_key`.
    pub key: Arc<str>,
    /// For each language of the site, in order: the page.
    pub pages: Vec<Option<PageId>>,
    /// Which page stands in where one is missing.
    pub stand_ins: StandIns,
    /// For each language: whether the page is made for its readers. Empty where its files do not
    /// say, so that it is for everybody.
    pub made_for: Vec<bool>,
}

impl StandIns {
    /// Those that the configuration asks for.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let languages = config.languages.iter();
        Self(
            languages
                .map(|language| language.stand_ins.clone())
                .collect(),
        )
    }

    /// Of the versions of a page, one for each language: the one for readers of a language, else
    /// the one that stands in for it.
    #[must_use]
    pub fn shown_in(&self, versions: &[Option<PageId>], language: usize) -> Option<PageId> {
        let version = |rank: usize| versions.get(rank).copied().flatten();
        let others = self.0.get(language).into_iter().flatten();
        let theirs = version(language).or_else(|| others.copied().find_map(version));
        // Without a configuration, any.
        theirs.or_else(|| versions.iter().flatten().next().copied())
    }
}

impl Group {
    /// The page for readers of a language: theirs, else the one that stands in for it.
    #[must_use]
    pub fn shown_in(&self, language: usize) -> Option<PageId> {
        self.stand_ins.shown_in(&self.pages, language)
    }

    /// As [`Group::shown_in`], but `None` where that one is made for readers of other languages.
    #[must_use]
    pub fn offered_in(&self, language: usize) -> Option<PageId> {
        let is_offered = self.pages[language].is_some() || self.is_made_for(language);
        self.shown_in(language).filter(|_| is_offered)
    }

    /// Whether the page is made for readers of a language, as far as its files say.
    #[must_use]
    pub fn is_made_for(&self, language: usize) -> bool {
        self.made_for.get(language).copied().unwrap_or(true)
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
