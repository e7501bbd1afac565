//! Sorts the posts of each language by year.

use std::sync::Arc;

use crate::site::addresses::Addresses;
use crate::site::archive::{Archive, Year};
use crate::site::page::{Page, PageId};

/// The archive of each language, from the order of its pages.
pub(super) fn collect(
    addresses: &Addresses,
    pages: &[Arc<Page>],
    order: &[Vec<PageId>],
) -> Vec<Archive> {
    let languages = order.iter().enumerate();
    let archives = languages.map(|(language, order)| Archive {
        url: addresses.archive(language),
        years: years(addresses, pages, language, order),
    });
    archives.collect()
}

/// Pages are newest first, so those of a year follow each other. Drafts without a date are of no
/// year.
fn years(
    addresses: &Addresses,
    pages: &[Arc<Page>],
    language: usize,
    order: &[PageId],
) -> Vec<Year> {
    let mut years: Vec<Year> = Vec::new();
    for id in order {
        let page = &pages[id.index()];
        let date = page.date.as_ref();
        let Some(date) = date.filter(|_| page.document.path.kind.is_article()) else {
            continue;
        };
        let (year, ..) = date.ymd();
        match years.last_mut().filter(|last| last.year == year) {
            Some(last) => last.pages.push(*id),
            None => years.push(Year {
                year,
                url: addresses.year(language, year),
                pages: vec![*id],
            }),
        }
    }
    years
}
