//! Which dates pages have: of their last change, and of what they are about.

use crate::date::Date;
use crate::front_matter::event::EventMatter;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// When a page last changed for a reader.
pub(crate) fn last_change(snapshot: &Snapshot, id: PageId) -> Option<&Date> {
    let page = snapshot.site.page(id);
    // An event's date is no change of its page.
    let date = page
        .date
        .as_ref()
        .filter(|_| page.document.path.kind.is_article());
    page.document.front_matter.updated.as_ref().max(date)
}

/// The date that stands beside the title of a page: the days of an event, else its own date.
pub(crate) fn beside_title(snapshot: &Snapshot, page: &Page) -> Option<String> {
    match &page.document.front_matter.event {
        Some(matter) => days_of_event(snapshot, matter, page.language),
        None => page
            .date
            .as_ref()
            .map(|date| snapshot.theme.strings.date(&page.document.path.lang, date)),
    }
}

/// The days of an event as a language (by rank) writes them: `16–18 avril 2025`.
pub(crate) fn days_of_event(
    snapshot: &Snapshot,
    matter: &EventMatter,
    language: usize,
) -> Option<String> {
    let lang = &snapshot.config.languages[language].code;
    let (start, strings) = (matter.start.as_ref()?, &snapshot.theme.strings);
    Some(strings.days(lang, start, matter.end.as_ref()))
}
