//! An event as other pages show it: in lists, around its recap and sessions, below a post.

use tera::Value;

use super::status;
use crate::date::{Date, Zone};
use crate::front_matter::event::Venue;
use crate::render::common::dates::days_of_event;
use crate::render::common::links::{host, href, tags};
use crate::render::common::value::{map, number, text_or_none};
use crate::site::Page;
use crate::site::addresses;
use crate::site::calendar;
use crate::site::events::Event;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// An event for pages in a language (by rank).
pub(crate) fn value(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let (config, strings) = (&snapshot.config, &snapshot.theme.strings);
    let lang = &config.languages[language].code;
    let front_matter = &page.document.front_matter;
    let Some(matter) = &front_matter.event else {
        return Value::none();
    };
    let event = snapshot.site.events.of(&page.document.path);
    let (series, status) = (
        event.and_then(|event| event.series),
        status::of(snapshot, page),
    );
    let address = calendar::is_in_calendars(page).then(|| addresses::event_calendar(&page.url));
    map! {
        "title" => front_matter.title.as_str(),
        "url" => page.href(&config.base_path),
        "lang" => page.document.path.lang.as_str(),
        "foreign" => page.language != language,
        "lang_name" => config.languages[page.language].name.as_str(),
        "draft" => front_matter.draft,
        "summary" => text_or_none(front_matter.summary.as_deref()),
        "start" => text_or_none(matter.start.as_ref().map(Date::iso)),
        "end" => text_or_none(matter.end.as_ref().map(Date::iso)),
        "dates" => text_or_none(days_of_event(snapshot, matter, language).as_deref()),
        "time" => text_or_none(matter.start.as_ref().and_then(|start| strings.time(lang, start)).as_deref()),
        "timezone" => text_or_none(event.and_then(|event| event.zone.as_ref()).map(Zone::name)),
        "has_times" => event.is_some_and(|event| event.has_times) || [&matter.start, &matter.end].into_iter().flatten().any(Date::has_time),
        "status" => text_or_none(status.name()),
        "status_text" => status::text(snapshot, status, "event", lang),
        "updated" => text_or_none(front_matter.updated.as_ref().map(Date::iso)),
        "updated_text" => text_or_none(front_matter.updated.as_ref().map(|date| strings.date(lang, date)).as_deref()),
        "upcoming" => event.is_some_and(|event| event.is_upcoming(snapshot.site.today.as_ref())),
        "place" => matter.place.as_ref().map_or_else(Value::none, place),
        "site" => text_or_none(matter.url.as_deref()),
        "host" => text_or_none(matter.url.as_deref().map(host)),
        "hosted" => matter.hosted,
        "sponsored" => matter.sponsored,
        "series" => series.map_or_else(Value::none, |at| series_link(snapshot, at, language)),
        "sessions" => number(event.map_or(0, |event| event.sessions.len())),
        "recap" => event.is_some_and(|event| event.recap.is_some()),
        "tags" => tags(snapshot, page, language),
        "calendar" => address.map_or_else(Value::none, |url| Value::from(url.href(&config.base_path))),
    }
}

/// An event by the page that readers of a language see.
pub(crate) fn shown(snapshot: &Snapshot, event: &Event, language: usize) -> Value {
    let page = event.shown_in(language).map(|id| snapshot.site.page(id));
    page.map_or_else(Value::none, |page| value(snapshot, page, language))
}

/// The event that a recap or session notes belong to.
pub(crate) fn around_page(snapshot: &Snapshot, page: &Page, language: usize) -> Value {
    let event = snapshot.site.events.of(&page.document.path);
    event.map_or_else(Value::none, |event| shown(snapshot, event, language))
}

/// The title of the event that a recap or session notes belong to; empty without one.
pub(crate) fn title_around_page(snapshot: &Snapshot, page: &Page, language: usize) -> String {
    let event = snapshot
        .site
        .events
        .of(&page.document.path)
        .and_then(|event| event.shown_in(language));
    event
        .map(|id| snapshot.site.page(id).document.front_matter.title.clone())
        .unwrap_or_default()
}

/// The event that a post names, or `none`.
pub(crate) fn of_post(snapshot: &Snapshot, page: &Page) -> Value {
    let named = page.document.front_matter.about_event.as_ref();
    let event = named.and_then(|named| snapshot.site.events.find(&named.value));
    event.map_or_else(Value::none, |event| shown(snapshot, event, page.language))
}

fn place(venue: &Venue) -> Value {
    let parts = [&venue.name, &venue.city, &venue.country];
    let text = parts
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    map! {
        "name" => text_or_none(venue.name.as_deref()),
        "city" => text_or_none(venue.city.as_deref()),
        "country" => text_or_none(venue.country.as_deref()),
        "online" => venue.online,
        "text" => text_or_none(Some(text.as_str()).filter(|text| !text.is_empty())),
    }
}

/// A series of events (by its place) with the address of its page.
pub(crate) fn series_link(snapshot: &Snapshot, at: usize, language: usize) -> Value {
    let series = &snapshot.site.events.series[at].declared;
    map! {
        "title" => series.name.get(&snapshot.config.languages[language].code),
        "url" => href(snapshot, &Target::EventSeries(at, language)),
    }
}
