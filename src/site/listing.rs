//! Lists of pages, newest first: the home of a language, its sections, the pages of a term.

use std::sync::Arc;

use super::addresses;
use super::page::PageId;
use crate::document::Document;
use crate::lang::Lang;
use crate::path::UrlPath;

/// A listing of the site, by its place in [`Site::listings`](super::Site::listings).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ListingId(pub u32);

impl ListingId {
    /// The listing at a place.
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
    /// What it lists, newest first (a series in the order of its parts), for feeds and all else
    /// that goes by date. Where its language lacks a page, a translation stands in for it.
    pub pages: Arc<[PageId]>,
    /// The same pages in the order that readers see: in a home or section, pinned posts come first.
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
        addresses::listing_part(&self.url, number)
    }

    /// Whether it is the list of all events.
    #[must_use]
    pub fn is_events(&self) -> bool {
        matches!(&self.subject, Subject::Section(folder) if folder == "events")
    }

    /// Whether it is a folder of content.
    #[must_use]
    pub fn is_section(&self) -> bool {
        matches!(self.subject, Subject::Section(_))
    }
}
