//! The parts of a series: their order and their numbers.
//!
//! A post may say which part it is; the others follow in the order of their dates. Knows nothing of
//! how a series is shown.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::listing::ListingId;
use super::taxonomy::TaxonomyKey;
use super::{PageId, Site};
use crate::diagnostic::{Diagnostic, Place, codes};

/// Where a post stands in its series, as readers of one language see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The pages of the series, in order.
    pub listing: ListingId,
    /// Its place among them, from 0.
    pub at: usize,
    /// Its number, from 1: its author's, else the one after the part before it.
    pub number: usize,
    /// The number of the last part.
    pub total: usize,
}

/// For each language: the part that each page is.
pub type Parts = Vec<FxHashMap<PageId, Part>>;

/// Puts the pages of a series, oldest first, into their order: those with a number by it, then the
/// others.
pub(super) fn sort(site: &Site, pages: &mut [PageId]) {
    pages.sort_by_key(|id| told(site, *id).unwrap_or(usize::MAX));
}

/// The number that a post's author gives it.
fn told(site: &Site, id: PageId) -> Option<usize> {
    site.page(id)
        .document
        .front_matter
        .series_part
        .as_ref()
        .map(|part| part.value)
}

/// Fills [`Site::series`], and says which posts of one language are the same part.
pub(super) fn number(site: &mut Site, diagnostics: &mut Vec<Diagnostic>) {
    let series = &site.taxonomies[TaxonomyKey::Series.index()];
    let mut parts = Parts::with_capacity(series.terms.len());
    for (language, terms) in series.terms.iter().enumerate() {
        let mut of_language = FxHashMap::default();
        for term in terms {
            let pages = &site.listing(term.listing).pages;
            let numbers = numbers(site, pages);
            let total = numbers.last().copied().unwrap_or_default();
            for (at, (id, number)) in pages.iter().zip(numbers).enumerate() {
                of_language.insert(
                    *id,
                    Part {
                        listing: term.listing,
                        at,
                        number,
                        total,
                    },
                );
            }
            let own: Vec<PageId> = pages
                .iter()
                .copied()
                .filter(|id| site.page(*id).language == language)
                .collect();
            diagnostics.extend(
                own.windows(2)
                    .filter_map(|pair| same_part(site, pair[0], pair[1])),
            );
        }
        parts.push(of_language);
    }
    site.series = Arc::new(parts);
}

/// The numbers of pages in their order; they grow, but where two posts have the same one.
fn numbers(site: &Site, pages: &[PageId]) -> Vec<usize> {
    let number = |last: &mut usize, id: &PageId| {
        *last = told(site, *id).unwrap_or(*last + 1);
        Some(*last)
    };
    pages.iter().scan(0, number).collect()
}

fn same_part(site: &Site, first: PageId, second: PageId) -> Option<Diagnostic> {
    let (first, second) = (&site.page(first).document, &site.page(second).document);
    let (number, part) = (
        first.front_matter.series_part.as_ref()?.value,
        second.front_matter.series_part.as_ref()?,
    );
    if part.value != number {
        return None;
    }
    let message = format!(
        "another post is part {number} of this series, too: `{}`",
        first.path.file
    );
    let place = Place::new(&second.path.file, part.span);
    let diagnostic = Diagnostic::new(codes::DUPLICATE_PART, place, message);
    Some(
        diagnostic
            .related(Place::file(&first.path.file), "the other post")
            .hint("number the parts from 1"),
    )
}
