//! The pages of a site, and how one of them is named.
//!
//! Knows nothing of how a page comes to its authors, its date or its address: the passes of
//! [`super::link`] find that out.

use std::sync::Arc;

use super::people::Author;
use crate::date::Date;
use crate::document::Document;
use crate::path::UrlPath;

/// A page of the site, by its place in [`Site::pages`](super::Site::pages).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(pub u32);

impl PageId {
    /// The page at a place.
    #[must_use]
    pub fn at(index: usize) -> Self {
        Self(u32::try_from(index).unwrap_or(u32::MAX))
    }

    /// Its place.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A post or page that is published.
#[derive(Debug, Clone)]
pub struct Page {
    /// What it was read from.
    pub document: Arc<Document>,
    /// Its address.
    pub url: UrlPath,
    /// The rank of its language in the configuration.
    pub language: usize,
    /// Its place among [`Site::groups`](super::Site::groups).
    pub group: usize,
    /// Who signs, in order: places in [`Site::authors`](super::Site::authors). A talk is signed by
    /// those of `people.yaml` who give it, a recap by those whose notes it gathers.
    pub authors: Vec<usize>,
    /// Who speaks, in order: those who gave a session, or give a talk.
    pub speakers: Vec<Author>,
    /// The date that it is listed by, which need not be in its front matter: a post has its own, an
    /// event that of its start, a recap its own or the event's end, session notes that of the
    /// session, a talk that of its last delivery.
    pub date: Option<Date>,
    /// The id at its address where its text stands, for session notes without a page of their own.
    pub anchor: Option<Arc<str>>,
}

impl Page {
    /// Its address as a link has it.
    #[must_use]
    pub fn href(&self, base_path: &str) -> String {
        let href = self.url.href(base_path);
        self.anchor
            .as_ref()
            .map_or_else(|| href.clone(), |anchor| format!("{href}#{anchor}"))
    }

    /// Whether it is an article that its author dates after today. Without a day for today, nothing
    /// is. A recap without a date of its own waits for nothing: it has that of its event's end.
    #[must_use]
    pub fn is_future(&self, today: Option<&Date>) -> bool {
        let date = self.document.front_matter.date.as_ref();
        let date = date.filter(|_| self.document.path.kind.is_article());
        date.zip(today)
            .is_some_and(|(date, today)| date.is_after_day(today))
    }
}
