//! Which events calendars can follow.

use std::sync::Arc;

use super::Site;
use super::page::{Page, PageId};
use crate::content_path::Kind;

/// The events that readers of a language (by rank) can have in their calendars: those with a date,
/// published for good.
pub fn events(site: &Site, language: usize) -> impl Iterator<Item = PageId> + '_ {
    events_among(&site.pages, &site.order[language])
}

/// As [`events`], among the pages that readers of a language see.
pub fn events_among<'s>(
    pages: &'s [Arc<Page>],
    shown: &'s [PageId],
) -> impl Iterator<Item = PageId> + 's {
    let shown = shown.iter().copied();
    shown.filter(|id| is_in_calendars(&pages[id.index()]))
}

/// Whether a page is an event that calendars can have.
#[must_use]
pub fn is_in_calendars(page: &Page) -> bool {
    let (path, front_matter) = (&page.document.path, &page.document.front_matter);
    let has_date = front_matter
        .event
        .as_ref()
        .is_some_and(|event| event.start.is_some());
    path.kind == Kind::Event && has_date && !front_matter.draft
}
