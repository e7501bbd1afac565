//! Lists of pages, newest first: the home of a language, its sections, the pages of a term.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{Page, PageId, Site, talks};
use crate::config::Config;
use crate::content_path::{Kind, section_segments};
use crate::document::Document;
use crate::lang::Lang;
use crate::path::UrlPath;

/// A listing of the site, by its place in [`Site::listings`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingId(pub u32);

/// A list of pages at an address, in parts of `paginate` pages.
#[derive(Debug, Clone)]
pub struct Listing {
    /// What it lists.
    pub subject: Subject,
    /// The rank of its language.
    pub language: usize,
    /// The code of its language.
    pub lang: Lang,
    /// The address of its first part.
    pub url: UrlPath,
    /// What it lists, newest first (a series in its own order). Pages that do not exist in its
    /// language stand in for their translation.
    pub pages: Arc<[PageId]>,
    /// The same as readers see them: in a home or section, pinned posts come before the others.
    pub shown: Arc<[PageId]>,
    /// Its own text.
    pub text: Option<Arc<Document>>,
    /// How many parts there are, at least one.
    pub parts: usize,
}

/// What a listing lists.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The newest posts.
    Home,
    /// A folder of content.
    Section(String),
    /// A term: the places of its taxonomy, and of itself among the taxonomy's terms of that
    /// language.
    Term(usize, usize),
}

impl Listing {
    /// The pages of a part (from 1).
    #[must_use]
    pub fn part(&self, number: usize, paginate: usize) -> &[PageId] {
        let start = ((number - 1) * paginate).min(self.shown.len());
        &self.shown[start..(start + paginate).min(self.shown.len())]
    }

    /// The address of a part (from 1).
    #[must_use]
    pub fn part_url(&self, number: usize) -> UrlPath {
        if number == 1 {
            self.url.clone()
        } else {
            self.url.join(&format!("page/{number}/"))
        }
    }
}

/// For each language: the pages that its readers see, newest first; what has no date comes last, by
/// file.
pub(super) fn order(site: &Site, config: &Config) -> Vec<Vec<PageId>> {
    // Pages are sorted by file, so their ids say it.
    let newest_first = |id: &PageId| (Reverse(site.page(*id).date.as_ref()), *id);
    let in_language = |language| {
        let mut pages: Vec<PageId> = site
            .groups
            .iter()
            .filter_map(|group| group.shown_in(language))
            .collect();
        pages.sort_by_cached_key(newest_first);
        pages
    };
    (0..config.languages.len()).map(in_language).collect()
}

/// For each page: where it stands in the order of its own language.
pub(super) fn positions(site: &Site) -> Vec<Option<u32>> {
    let mut positions = vec![None; site.pages.len()];
    for (language, order) in site.order.iter().enumerate() {
        for (at, id) in (0_u32..).zip(order) {
            if site.page(*id).language == language {
                positions[id.0 as usize] = Some(at);
            }
        }
    }
    positions
}

/// Fills [`Site::listings`] with every home and section.
pub(super) fn collect(site: &mut Site, config: &Config, texts: &[Arc<Document>]) {
    let sections = sections(&site.pages, texts);
    for (language, order) in site.order.clone().iter().enumerate() {
        let code = &config.languages[language].code;
        let text = |folder: &str| {
            texts
                .iter()
                .find(|text| text.path.folder == folder && text.path.lang == *code)
                .cloned()
        };
        let prefix = config.prefix(code);
        let posts = order
            .iter()
            .copied()
            .filter(|id| site.page(*id).document.path.kind.is_article())
            .collect();
        let home = Listing::new(
            Subject::Home,
            language,
            UrlPath::new(&prefix),
            posts,
            text(""),
            config,
        );
        site.listings.push(home.pin(&site.pages));
        let mut members: BTreeMap<&str, Vec<PageId>> = sections
            .iter()
            .map(|folder| (folder.as_str(), Vec::new()))
            .collect();
        // Slides belong to the page of their talk.
        let is_listed = |id: &&PageId| site.page(**id).document.path.kind != Kind::Deck;
        for id in order.iter().filter(is_listed) {
            let folder = section_of(&site.pages[id.0 as usize], &sections);
            members
                .entry(folder.unwrap_or_default())
                .or_default()
                .push(*id);
        }
        for (folder, pages) in members.into_iter().filter(|(folder, _)| !folder.is_empty()) {
            let url = format!("{prefix}{}/", section_segments(folder).join("/"));
            let subject = Subject::Section(folder.to_owned());
            let section = Listing::new(
                subject,
                language,
                UrlPath::new(&url),
                pages,
                text(folder),
                config,
            );
            let mut section = section.pin(&site.pages).of_events(&site.pages);
            if folder == talks::FOLDER {
                // A portfolio is one page.
                section.parts = 1;
            }
            site.listings.push(section);
        }
    }
}

impl Listing {
    /// A listing cut into the parts that the configuration asks for.
    #[must_use]
    pub fn new(
        subject: Subject,
        language: usize,
        url: UrlPath,
        pages: Vec<PageId>,
        text: Option<Arc<Document>>,
        config: &Config,
    ) -> Self {
        let parts = pages.len().div_ceil(config.paginate).max(1);
        let lang = config.languages[language].code.clone();
        let pages: Arc<[PageId]> = pages.into();
        let shown = pages.clone();
        Self {
            subject,
            language,
            lang,
            url,
            pages,
            shown,
            text,
            parts,
        }
    }

    /// Whether it is the list of all events.
    #[must_use]
    pub fn is_events(&self) -> bool {
        matches!(&self.subject, Subject::Section(folder) if folder == "events")
    }

    /// The list of events shows events alone, all at once; recaps are in it for its feed.
    fn of_events(mut self, pages: &[Arc<Page>]) -> Self {
        if self.is_events() {
            let kind = |id: &PageId| pages[id.0 as usize].document.path.kind;
            self.pages = self
                .pages
                .iter()
                .copied()
                .filter(|id| kind(id) != Kind::Session)
                .collect();
            self.shown = self
                .pages
                .iter()
                .copied()
                .filter(|id| kind(id) != Kind::Recap)
                .collect();
            self.parts = 1;
        }
        self
    }

    /// The same with pinned posts first, the newest of them at the top.
    fn pin(mut self, pages: &[Arc<Page>]) -> Self {
        let is_pinned = |id: &PageId| pages[id.0 as usize].document.front_matter.pinned;
        let (mut pinned, others): (Vec<PageId>, Vec<PageId>) =
            self.pages.iter().partition(|id| is_pinned(id));
        if !pinned.is_empty() {
            pinned.extend(others);
            self.shown = pinned.into();
        }
        self
    }
}

/// Every top folder but `pages`, and every folder with an `_index`.
fn sections(pages: &[Arc<Page>], texts: &[Arc<Document>]) -> BTreeSet<String> {
    let tops = pages.iter().filter_map(|page| {
        let (folder, _) = page.document.path.folder_and_name();
        folder.split('/').next()
    });
    let told = texts.iter().map(|text| text.path.folder.as_str());
    let named = tops
        .chain(told)
        .filter(|folder| !folder.is_empty() && *folder != "pages");
    named.map(str::to_owned).collect()
}

/// The nearest section around a page.
fn section_of<'s>(page: &Page, sections: &'s BTreeSet<String>) -> Option<&'s str> {
    let (mut folder, _) = page.document.path.folder_and_name();
    loop {
        if let Some(section) = sections.get(folder) {
            return Some(section);
        }
        folder = folder.rsplit_once('/')?.0;
    }
}
