//! The facts of a page that its head, the navigation and machines need, before anything is
//! written.

use tera::Value;

use super::page_kind::PageKind;
use super::translations::{self, Translation};
use super::{pictures, stale};
use crate::path::UrlPath;
use crate::site::PageId;
use crate::site::listing::ListingId;
use crate::snapshot::Snapshot;

/// The facts of a page.
pub(crate) struct PageHead<'h> {
    /// What kind of page it is.
    pub(crate) kind: &'static PageKind,
    /// Its language, by rank.
    pub(crate) language: usize,
    /// Its address.
    pub(crate) url: &'h UrlPath,
    /// Its title.
    pub(crate) title: String,
    /// The text of `<title>` before the site's name; without it, the title.
    pub(crate) window_title: Option<String>,
    /// A sentence about it.
    pub(crate) description: Option<&'h str>,
    /// The address of the original, where that is another page.
    pub(crate) canonical: Option<&'h str>,
    /// Its lead image, or `none`.
    pub(crate) image: Value,
    /// Whether it is a draft.
    pub(crate) draft: bool,
    /// Whether its date is still to come.
    pub(crate) future: bool,
    /// The notice for readers of a stale translation, or `none`.
    pub(crate) stale: Value,
    /// The page in each language of the site.
    pub(crate) translations: Vec<Translation>,
    /// What the page is about.
    pub(crate) about: About,
}

/// The part of the site that a page is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Nothing that machines need to know of.
    Nothing,
    /// The homes of all languages, to choose from.
    Languages,
    /// What one document says.
    Page(PageId),
    /// A part of a listing, from 1.
    Listing(ListingId, usize),
    /// The terms of a taxonomy (by its place).
    Taxonomy(usize),
    /// All years of posts, or one of them.
    Archive(Option<i16>),
    /// Blogs to recommend.
    Blogroll,
    /// The editions of a series of events (by its place).
    EventSeries(usize),
}

impl<'h> PageHead<'h> {
    /// The least that a head says. Readers of other languages are sent to their homes.
    pub(crate) fn new(
        snapshot: &Snapshot,
        kind: &'static PageKind,
        language: usize,
        url: &'h UrlPath,
        title: String,
    ) -> Self {
        Self {
            kind,
            language,
            url,
            title,
            window_title: None,
            description: None,
            canonical: None,
            image: Value::none(),
            draft: false,
            future: false,
            stale: Value::none(),
            translations: translations::homes(snapshot, |other| other != language),
            about: About::Nothing,
        }
    }

    /// The head of a page that one document makes.
    pub(crate) fn of_document(snapshot: &'h Snapshot, kind: &'static PageKind, id: PageId) -> Self {
        let page = snapshot.site.page(id);
        let document = &page.document;
        Self {
            description: Some(document.summary()),
            canonical: document.canonical(),
            image: pictures::lead_image(snapshot, page),
            draft: document.front_matter.draft,
            future: snapshot.site.is_future(page),
            stale: stale::of_page(snapshot, id),
            translations: translations::of_page(snapshot, id),
            about: About::Page(id),
            ..Self::new(
                snapshot,
                kind,
                page.language,
                &page.url,
                document.front_matter.title.clone(),
            )
        }
    }
}
