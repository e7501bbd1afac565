//! The posts of a language by year and month, for the pages of the archive.

use super::page::PageId;
use crate::path::UrlPath;

/// The years of a language in which there are posts, newest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Archive {
    /// Its address.
    pub url: UrlPath,
    /// The years.
    pub years: Vec<Year>,
}

/// A year with its posts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Year {
    /// Its number, as dates write it.
    pub year: i16,
    /// Its address.
    pub url: UrlPath,
    /// What its readers see of it, newest first; never empty.
    pub pages: Vec<PageId>,
}

/// The segment of its address, and its name in a menu.
pub const NAME: &str = "archive";

impl Archive {
    /// A year, by its number.
    #[must_use]
    pub fn year(&self, year: i16) -> Option<&Year> {
        self.years.iter().find(|other| other.year == year)
    }

    /// How many posts there are in all.
    #[must_use]
    pub fn total(&self) -> usize {
        self.years.iter().map(|year| year.pages.len()).sum()
    }
}
