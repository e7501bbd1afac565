//! Lists the pages of each language by section: its home, and every folder of content.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::content_path::Kind;
use crate::document::Document;
use crate::path::UrlPath;
use crate::site::addresses::Addresses;
use crate::site::listing::{Listing, Subject};
use crate::site::page::{Page, PageId};
use crate::site::talks;

/// The home and the sections of each language, one language after the other.
pub(super) fn collect(
    config: &Config,
    addresses: &Addresses,
    pages: &[Arc<Page>],
    order: &[Vec<PageId>],
    texts: &[Arc<Document>],
) -> Vec<Listing> {
    let sections = sections(pages, texts);
    let languages = order.iter().enumerate();
    let listings = languages.flat_map(|(language, order)| {
        let collecting = Collecting {
            config,
            addresses,
            pages,
            texts,
            language,
        };
        let home = collecting.home(order);
        let sections = collecting.sections(order, &sections);
        std::iter::once(home).chain(sections)
    });
    listings.collect()
}

/// Collects the listings of one language.
struct Collecting<'c> {
    config: &'c Config,
    addresses: &'c Addresses,
    pages: &'c [Arc<Page>],
    texts: &'c [Arc<Document>],
    language: usize,
}

impl Collecting<'_> {
    fn kind(&self, id: PageId) -> Kind {
        self.pages[id.index()].document.path.kind
    }

    /// The newest posts.
    fn home(&self, order: &[PageId]) -> Listing {
        let posts = order.iter().copied();
        let posts = posts.filter(|id| self.kind(*id).is_article()).collect();
        let home = Listing {
            text: self.text(""),
            ..new(
                self.config,
                self.language,
                Subject::Home,
                self.addresses.home(self.language),
                posts,
            )
        };
        self.pin(home)
    }

    fn sections(&self, order: &[PageId], sections: &BTreeSet<String>) -> Vec<Listing> {
        let mut members: BTreeMap<&str, Vec<PageId>> = sections
            .iter()
            .map(|folder| (folder.as_str(), Vec::new()))
            .collect();
        // Slides belong to the page of their talk.
        for id in order.iter().filter(|id| self.kind(**id) != Kind::Deck) {
            let folder = section_of(&self.pages[id.index()], sections);
            if let Some(pages) = folder.and_then(|folder| members.get_mut(folder)) {
                pages.push(*id);
            }
        }
        let sections = members.into_iter();
        sections
            .map(|(folder, pages)| self.section(folder, pages))
            .collect()
    }

    fn section(&self, folder: &str, pages: Vec<PageId>) -> Listing {
        let section = Listing {
            text: self.text(folder),
            ..new(
                self.config,
                self.language,
                Subject::Section(folder.to_owned()),
                self.addresses.section(self.language, folder),
                pages,
            )
        };
        let mut section = self.only_events(self.pin(section));
        if folder == talks::FOLDER {
            // All talks stand on one page.
            section.parts = 1;
        }
        section
    }

    /// The text of the listing of a folder.
    fn text(&self, folder: &str) -> Option<Arc<Document>> {
        let code = &self.config.languages[self.language].code;
        let mut texts = self.texts.iter();
        texts
            .find(|text| text.path.folder == folder && text.path.lang == *code)
            .cloned()
    }

    /// The list of events shows events alone, all at once; recaps are in it for its feed.
    fn only_events(&self, mut listing: Listing) -> Listing {
        if listing.is_events() {
            let without = |pages: &[PageId], kind: Kind| -> Arc<[PageId]> {
                let pages = pages.iter().copied();
                pages.filter(|id| self.kind(*id) != kind).collect()
            };
            listing.pages = without(&listing.pages, Kind::Session);
            listing.shown = without(&listing.pages, Kind::Recap);
            listing.parts = 1;
        }
        listing
    }

    /// The same listing with pinned posts first, the newest of them at the top.
    fn pin(&self, mut listing: Listing) -> Listing {
        let is_pinned = |id: &PageId| self.pages[id.index()].document.front_matter.pinned;
        let (mut pinned, others): (Vec<PageId>, Vec<PageId>) =
            listing.pages.iter().partition(|id| is_pinned(id));
        if !pinned.is_empty() {
            pinned.extend(others);
            listing.shown = pinned.into();
        }
        listing
    }
}

/// A listing cut into the parts that the configuration asks for, without a text of its own.
pub(super) fn new(
    config: &Config,
    language: usize,
    subject: Subject,
    url: UrlPath,
    pages: Vec<PageId>,
) -> Listing {
    let parts = pages.len().div_ceil(config.paginate).max(1);
    let pages: Arc<[PageId]> = pages.into();
    Listing {
        subject,
        language,
        lang: config.languages[language].code.clone(),
        url,
        shown: pages.clone(),
        pages,
        text: None,
        parts,
    }
}

/// Every top folder but `pages`, and every folder with an `_index`.
fn sections(pages: &[Arc<Page>], texts: &[Arc<Document>]) -> BTreeSet<String> {
    let tops = pages.iter().filter_map(|page| {
        let (folder, _) = page.document.path.folder_and_name();
        folder.split('/').next()
    });
    let with_text = texts.iter().map(|text| text.path.folder.as_str());
    let named = tops
        .chain(with_text)
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
