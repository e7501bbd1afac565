//! Numbers the parts of every series.
//!
//! A post may say which part it is; the others follow in the order of their dates.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::site::listing::Listing;
use crate::site::page::{Page, PageId};
use crate::site::series::{SeriesPart, SeriesParts};
use crate::site::taxonomy::Taxonomy;

/// Puts the pages of a series, oldest first, into their order: those with a number by it, then the
/// others.
pub(super) fn sort(pages: &[Arc<Page>], series: &mut [PageId]) {
    series.sort_by_key(|id| authors_number(pages, *id).unwrap_or(usize::MAX));
}

/// The number that a post's author gives it.
fn authors_number(pages: &[Arc<Page>], id: PageId) -> Option<usize> {
    let front_matter = &pages[id.index()].document.front_matter;
    front_matter.series_part.as_ref().map(|part| part.value)
}

/// The parts of all series, and which posts of one language are the same part.
pub(super) fn number(
    pages: &[Arc<Page>],
    series: &Taxonomy,
    listings: &[Listing],
) -> Checked<SeriesParts> {
    let mut diagnostics = Vec::new();
    let languages = series.terms.iter().enumerate();
    let all = languages.map(|(language, terms)| {
        let mut parts = FxHashMap::default();
        for term in terms {
            let listed = &listings[term.listing.index()].pages;
            let numbers = numbers(pages, listed);
            let total = numbers.last().copied().unwrap_or_default();
            for (at, (id, number)) in listed.iter().zip(numbers).enumerate() {
                let part = SeriesPart {
                    listing: term.listing,
                    at,
                    number,
                    total,
                };
                parts.insert(*id, part);
            }
            let in_language: Vec<&Page> = listed
                .iter()
                .map(|id| &*pages[id.index()])
                .filter(|page| page.language == language)
                .collect();
            let pairs = in_language.windows(2);
            diagnostics.extend(pairs.filter_map(|pair| same_part(pair[0], pair[1])));
        }
        parts
    });
    Checked {
        value: all.collect(),
        diagnostics,
    }
}

/// The numbers of pages in their order; they grow, but where two posts have the same one.
fn numbers(pages: &[Arc<Page>], listed: &[PageId]) -> Vec<usize> {
    let number = |last: &mut usize, id: &PageId| {
        *last = authors_number(pages, *id).unwrap_or(*last + 1);
        Some(*last)
    };
    listed.iter().scan(0, number).collect()
}

fn same_part(first: &Page, second: &Page) -> Option<Diagnostic> {
    let (first, second) = (&first.document, &second.document);
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
