//! Puts the pages that readers of each language see in order.

use std::cmp::Reverse;
use std::sync::Arc;

use crate::site::page::{Page, PageId};
use crate::site::translation::Group;

/// Pages in the order in which lists show them.
pub(super) struct PageOrder {
    /// For each language: the pages that its readers see, newest first; what has no date comes
    /// last, by file.
    pub(super) by_language: Vec<Vec<PageId>>,
    /// For each page: where it stands in the order of its own language.
    pub(super) positions: Vec<Option<u32>>,
}

/// Sorts the pages of so many languages.
pub(super) fn sort(pages: &[Arc<Page>], groups: &[Group], languages: usize) -> PageOrder {
    // Pages are sorted by file, so their ids say it.
    let newest_first = |id: &PageId| (Reverse(pages[id.index()].date.as_ref()), *id);
    let in_language = |language| {
        let shown = groups
            .iter()
            .filter_map(|group| offered_in(pages, group, language));
        let mut shown: Vec<PageId> = shown.collect();
        shown.sort_by_cached_key(newest_first);
        shown
    };
    let by_language: Vec<Vec<PageId>> = (0..languages).map(in_language).collect();
    PageOrder {
        positions: positions(pages, &by_language),
        by_language,
    }
}

/// The page of a group that lists of a language show. An article that is made for readers of other
/// languages is in none of them. An event, a talk or a page of a guide stays: a list of those with
/// holes would be wrong.
fn offered_in(pages: &[Arc<Page>], group: &Group, language: usize) -> Option<PageId> {
    let id = group.shown_in(language)?;
    if pages[id.index()].document.path.kind.is_article() {
        group.offered_in(language)
    } else {
        Some(id)
    }
}

fn positions(pages: &[Arc<Page>], by_language: &[Vec<PageId>]) -> Vec<Option<u32>> {
    let mut positions = vec![None; pages.len()];
    for (language, shown) in by_language.iter().enumerate() {
        for (at, id) in (0_u32..).zip(shown) {
            if pages[id.index()].language == language {
                positions[id.index()] = Some(at);
            }
        }
    }
    positions
}
