//! The events of the site for calendars: all of a language, or one.

use crate::calendar::{Calendar, CalendarEntry};
use crate::date::Date;
use crate::front_matter::event::{EventMatter, Venue};
use crate::lang::Lang;
use crate::render::common::generator;
use crate::render::common::links::absolute;
use crate::render::common::summaries::status;
use crate::site::{Page, PageId, calendar};
use crate::snapshot::Snapshot;

/// Every event that readers of a language see, newest first.
pub(crate) fn of_language(snapshot: &Snapshot, language: usize) -> String {
    let lang = &snapshot.config.languages[language].code;
    let ids: Vec<PageId> = calendar::events(&snapshot.site, language).collect();
    let name = format!(
        "{} · {}",
        snapshot.config.title.get(lang),
        snapshot.theme.strings.word(lang, "calendar_events")
    );
    write(snapshot, name, &ids, lang)
}

/// One event.
pub(crate) fn of_event(snapshot: &Snapshot, id: PageId) -> String {
    let document = &snapshot.site.page(id).document;
    let (title, lang) = (&document.front_matter.title, &document.path.lang);
    write(snapshot, title.clone(), &[id], lang)
}

fn write(snapshot: &Snapshot, name: String, ids: &[PageId], lang: &Lang) -> String {
    let entries = ids.iter().filter_map(|id| entry(snapshot, *id, lang));
    Calendar {
        name,
        maker: format!("{}//{}", generator::NAME, generator::NAME),
        zone: zone(snapshot, ids),
        entries: entries.collect(),
    }
    .write()
}

/// The zone of all events that have a time, where they have one in common. Programs take times
/// without an offset for times in it.
fn zone(snapshot: &Snapshot, ids: &[PageId]) -> Option<String> {
    let pages = ids.iter().map(|id| &snapshot.site.page(*id).document);
    let timed = pages.filter(|document| {
        let matter = document.front_matter.event.as_ref();
        let start = matter.and_then(|event| event.start.as_ref());
        start.is_some_and(Date::has_time)
    });
    let events = timed.map(|document| snapshot.site.events.of(&document.path));
    let mut zones = events.map(|event| event.and_then(|event| event.zone.as_ref()));
    let first = zones.next()??;
    zones
        .all(|zone| zone == Some(first))
        .then(|| first.name().to_owned())
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
        updated: updated(snapshot, page),
        is_cancelled: !status::of(snapshot, page).is_scheduled(),
    })
}

/// When an event last changed, in any language: in all calendars it is one event.
fn updated(snapshot: &Snapshot, page: &Page) -> Option<Date> {
    let site = &snapshot.site;
    let pages = site.groups[page.group].pages.iter().flatten();
    let dates = pages.filter_map(|id| site.page(*id).document.front_matter.updated.as_ref());
    dates.max_by_key(|date| date.minutes()).cloned()
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
