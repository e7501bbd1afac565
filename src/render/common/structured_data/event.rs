//! An event in the words of schema.org.

use super::json_ld::JsonLd;
use super::site::publisher;
use crate::date::Date;
use crate::front_matter::event::Venue;
use crate::front_matter::status::EventStatus;
use crate::lang::Lang;
use crate::render::common::head::PageHead;
use crate::render::common::links::absolute;
use crate::render::common::summaries::status;
use crate::site::Page;
use crate::site::people::Author;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The properties of an event, beside those of any page.
pub(super) fn properties(
    snapshot: &Snapshot,
    head: &PageHead<'_>,
    page: &Page,
) -> Vec<(&'static str, JsonLd)> {
    let Some(matter) = &page.document.front_matter.event else {
        return Vec::new();
    };
    let url = absolute(snapshot, &page.url);
    let organizer = publisher(snapshot, page.language);
    let is_online = matter.place.as_ref().is_some_and(|place| place.online);
    let is_somewhere = matter
        .place
        .as_ref()
        .is_some_and(|place| place.name.is_some() || place.city.is_some());
    let mode = match (is_online, is_somewhere) {
        (true, true) => "MixedEventAttendanceMode",
        (true, false) => "OnlineEventAttendanceMode",
        _ => "OfflineEventAttendanceMode",
    };
    vec![
        ("name", head.title.as_str().into()),
        ("@id", format!("{url}#event").into()),
        ("startDate", matter.start.as_ref().map(Date::local).into()),
        ("endDate", matter.last().map(Date::local).into()),
        (
            "eventStatus",
            event_status(status::of(snapshot, page)).into(),
        ),
        (
            "eventAttendanceMode",
            format!("https://schema.org/{mode}").into(),
        ),
        (
            "location",
            matter.place.as_ref().map_or(JsonLd::Nothing, |place| {
                location(place, matter.url.as_deref(), &url)
            }),
        ),
        ("sameAs", matter.url.as_deref().into()),
        (
            "organizer",
            if matter.hosted {
                organizer.clone()
            } else {
                JsonLd::Nothing
            },
        ),
        (
            "sponsor",
            if matter.sponsored {
                organizer
            } else {
                JsonLd::Nothing
            },
        ),
        ("performer", performers(snapshot, page).into()),
        ("superEvent", series(snapshot, page).unwrap_or_default()),
    ]
}

/// The event that an article is about.
pub(super) fn of_article(snapshot: &Snapshot, page: &Page) -> Option<JsonLd> {
    let events = &snapshot.site.events;
    let named = page.document.front_matter.about_event.as_ref();
    let event = events
        .of(&page.document.path)
        .or_else(|| events.find(&named?.value))?;
    let shown = snapshot.site.page(event.shown_in(page.language)?);
    let url = absolute(snapshot, &shown.url);
    let matter = shown.document.front_matter.event.as_ref()?;
    let place = matter.place.as_ref().map_or(JsonLd::Nothing, |place| {
        location(place, matter.url.as_deref(), &url)
    });
    let called_off = Some(event.status).filter(|status| !status.is_scheduled());
    Some(JsonLd::thing(
        "Event",
        [
            ("@id", format!("{url}#event").into()),
            ("name", shown.document.front_matter.title.as_str().into()),
            ("url", url.into()),
            ("startDate", matter.start.as_ref().map(Date::local).into()),
            ("eventStatus", called_off.map(event_status).into()),
            ("location", place),
        ],
    ))
}

/// Whether an event takes place.
fn event_status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Scheduled => "https://schema.org/EventScheduled",
        EventStatus::Postponed => "https://schema.org/EventPostponed",
        EventStatus::Cancelled => "https://schema.org/EventCancelled",
    }
}

/// Where an event is; online at its address elsewhere, else at its page.
fn location(venue: &Venue, url: Option<&str>, page: &str) -> JsonLd {
    let address = JsonLd::thing(
        "PostalAddress",
        [
            ("addressLocality", venue.city.as_deref().into()),
            ("addressCountry", venue.country.as_deref().into()),
        ],
    );
    let has_address = venue.city.is_some() || venue.country.is_some();
    let name = venue.name.as_deref().or(venue.city.as_deref());
    let place = name.map(|name| {
        JsonLd::thing(
            "Place",
            [
                ("name", name.into()),
                (
                    "address",
                    if has_address {
                        address
                    } else {
                        JsonLd::Nothing
                    },
                ),
            ],
        )
    });
    let online = venue
        .online
        .then(|| JsonLd::thing("VirtualLocation", [("url", url.unwrap_or(page).into())]));
    match (place, online) {
        (Some(place), Some(online)) => vec![place, online].into(),
        (place, online) => place.or(online).unwrap_or_default(),
    }
}

/// Who spoke in the sessions that there are notes of, each once.
fn performers(snapshot: &Snapshot, page: &Page) -> Vec<JsonLd> {
    let (site, lang) = (&snapshot.site, &page.document.path.lang);
    let groups = site
        .events
        .of(&page.document.path)
        .map_or(&[][..], |event| &event.sessions);
    let sessions = groups
        .iter()
        .filter_map(|group| site.groups[*group].shown_in(page.language));
    let mut speakers: Vec<&Author> = Vec::new();
    for speaker in sessions.flat_map(|id| &site.page(id).speakers) {
        if !speakers.iter().any(|known| known.is_same(speaker)) {
            speakers.push(speaker);
        }
    }
    let speakers = speakers.into_iter();
    speakers.map(|speaker| performer(speaker, lang)).collect()
}

fn performer(speaker: &Author, lang: &Lang) -> JsonLd {
    let organisation = speaker
        .organisation(lang)
        .map(|name| JsonLd::thing("Organization", [("name", name.into())]));
    let kind = if speaker.is_team() {
        "PerformingGroup"
    } else {
        "Person"
    };
    JsonLd::thing(
        kind,
        [
            ("name", speaker.name(lang).into()),
            (
                "jobTitle",
                speaker.role(lang).filter(|_| !speaker.is_team()).into(),
            ),
            (
                "worksFor",
                organisation
                    .filter(|_| !speaker.is_team())
                    .unwrap_or_default(),
            ),
        ],
    )
}

fn series(snapshot: &Snapshot, page: &Page) -> Option<JsonLd> {
    let events = &snapshot.site.events;
    let at = events.of(&page.document.path)?.series?;
    let series = &events.series[at].declared;
    let target = Target::EventSeries(at, page.language);
    let url = absolute(snapshot, &snapshot.site.address(&target));
    Some(JsonLd::thing(
        "EventSeries",
        [
            ("name", series.name.get(&page.document.path.lang).into()),
            ("url", url.into()),
        ],
    ))
}
