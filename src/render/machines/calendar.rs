//! The events of the site for calendars: all of a language, or one.

use crate::calendar::{Calendar, CalendarEntry};
use crate::front_matter::event::{EventMatter, Venue};
use crate::lang::Lang;
use crate::render::common::generator;
use crate::render::common::links::absolute;
use crate::site::{PageId, calendar};
use crate::snapshot::Snapshot;

/// Every event that readers of a language see, newest first.
pub(crate) fn of_language(snapshot: &Snapshot, language: usize) -> String {
    let lang = &snapshot.config.languages[language].code;
    let ids = calendar::events(&snapshot.site, language);
    let name = format!(
        "{} · {}",
        snapshot.config.title.get(lang),
        snapshot.theme.strings.word(lang, "calendar_events")
    );
    write(
        name,
        ids.filter_map(|id| entry(snapshot, id, lang)).collect(),
    )
}

/// One event.
pub(crate) fn of_event(snapshot: &Snapshot, id: PageId) -> String {
    let document = &snapshot.site.page(id).document;
    let entries = entry(snapshot, id, &document.path.lang)
        .into_iter()
        .collect();
    write(document.front_matter.title.clone(), entries)
}

fn write(name: String, entries: Vec<CalendarEntry>) -> String {
    Calendar {
        name,
        maker: format!("{}//{}", generator::NAME, generator::NAME),
        entries,
    }
    .write()
}

fn entry(snapshot: &Snapshot, id: PageId, lang: &Lang) -> Option<CalendarEntry> {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let event: &EventMatter = document.front_matter.event.as_ref()?;
    let online = snapshot.theme.strings.word(lang, "calendar_online");
    Some(CalendarEntry {
        uid: uid(snapshot, &snapshot.site.groups[page.group].key),
        summary: document.front_matter.title.clone(),
        start: event.start.clone()?,
        end: event.end.clone(),
        description: Some(document.summary().to_owned()).filter(|summary| !summary.is_empty()),
        location: event
            .place
            .as_ref()
            .and_then(|venue| location(venue, &online)),
        url: Some(absolute(snapshot, &page.url)),
        categories: document.front_matter.tags.clone(),
    })
}

/// The same in every language: an event that two calendars have is one.
fn uid(snapshot: &Snapshot, key: &str) -> String {
    let host = snapshot
        .config
        .origin
        .split_once("://")
        .map_or("", |(_, host)| host);
    format!("{}@{host}", key.strip_suffix("/index").unwrap_or(key))
}

fn location(venue: &Venue, online: &str) -> Option<String> {
    let written = [&venue.name, &venue.city, &venue.country]
        .into_iter()
        .flatten()
        .map(String::as_str);
    let parts: Vec<&str> = written.chain(venue.online.then_some(online)).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}
