//! Which events calendars can follow, and at which addresses.

use super::{Page, PageId, Site};
use crate::content_path::Kind;
use crate::path::UrlPath;

/// The calendar of a language, below its prefix.
#[must_use]
pub fn url(prefix: &str) -> UrlPath {
    UrlPath::new(&format!("{prefix}events.ics"))
}

/// The calendar of one event, below its page.
#[must_use]
pub fn event_url(page: &UrlPath) -> UrlPath {
    page.join("event.ics")
}

/// The events that readers of a language (by rank) can have in their calendars: those with a date,
/// published for good.
pub fn events(site: &Site, language: usize) -> impl Iterator<Item = PageId> + '_ {
    let shown = site.order[language].iter().copied();
    shown.filter(|id| is_in_calendars(site.page(*id)))
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
