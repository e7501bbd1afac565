//! Posts by year.

use std::sync::Arc;

use super::{PageId, Site};
use crate::config::Config;
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

/// Fills [`Site::archives`] from the order of pages.
pub(super) fn collect(site: &mut Site, config: &Config) {
    let archives = site
        .order
        .iter()
        .zip(&config.languages)
        .map(|(order, language)| {
            let url = UrlPath::new(&format!("{}{NAME}/", config.prefix(&language.code)));
            let years = years(site, order, &url);
            Archive { url, years }
        });
    site.archives = Arc::new(archives.collect());
}

/// Pages are newest first, so those of a year follow each other. Drafts without a date are of no
/// year.
fn years(site: &Site, order: &[PageId], url: &UrlPath) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for id in order {
        let document = &site.page(*id).document;
        let Some(date) = site
            .page(*id)
            .date
            .as_ref()
            .filter(|_| document.path.kind.is_article())
        else {
            continue;
        };
        let (year, ..) = date.ymd();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.pages.push(*id),
            None => years.push(Year {
                year,
                url: url.join(&format!("{year:04}/")),
                pages: vec![*id],
            }),
        }
    }
    years
}
