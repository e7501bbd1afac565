//! Calendars as other programs read them: moments, zones, revisions, and what was called off.

use std::collections::BTreeSet;

use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime, EventStatus};

use crate::clocks::event;
use crate::common::{Built, SiteTest};

/// The events of a calendar, as another program reads them.
fn calendar(built: &Built, url: &str) -> (Calendar, String) {
    let text = built.page(url).html;
    let calendar = text
        .parse()
        .unwrap_or_else(|error| panic!("{url}: {error}\n{text}"));
    (calendar, text)
}

#[test]
fn calendars_have_the_moments_of_events_and_their_zone() {
    for (keys, start, end, zone) in [
        (
            "timezone: Europe/Paris\nstart: 2026-04-16T09:00\nend: 2026-04-16T18:30",
            "2026-04-16T07:00:00Z",
            "2026-04-16T16:30:00Z",
            Some("Europe/Paris"),
        ),
        (
            "timezone: Asia/Tokyo\nstart: 2026-04-15T23:30Z\nend: 2026-04-17T18:00",
            "2026-04-15T23:30:00Z",
            "2026-04-17T09:00:00Z",
            Some("Asia/Tokyo"),
        ),
        (
            "timezone: America/New_York\nstart: 2026-03-07T20:00\nend: 2026-03-08T20:00",
            "2026-03-08T01:00:00Z",
            "2026-03-09T00:00:00Z",
            Some("America/New_York"),
        ),
        (
            "start: 2026-04-16T09:00+02:00\nend: 2026-04-16T18:30+02:00",
            "2026-04-16T07:00:00Z",
            "2026-04-16T16:30:00Z",
            None,
        ),
        (
            "timezone: Asia/Tokyo\nstart: 2026-04-16\nend: 2026-04-17",
            "2026-04-16",
            "2026-04-18",
            None,
        ),
    ] {
        let built = event(SiteTest::new(), "e", keys).build();
        built.clean();
        for url in ["/en/events.ics", "/en/events/e/event.ics"] {
            let (calendar, text) = calendar(&built, url);
            let event = calendar.events().next().unwrap();
            let shown = |date: Option<DatePerhapsTime>| match date.unwrap() {
                DatePerhapsTime::DateTime(CalendarDateTime::Utc(time)) => {
                    time.format("%Y-%m-%dT%H:%M:%SZ").to_string()
                }
                DatePerhapsTime::Date(day) => day.to_string(),
                DatePerhapsTime::DateTime(other) => panic!("{keys}: {other:?}"),
            };
            assert_eq!(shown(event.get_start()), start, "{keys}");
            assert_eq!(shown(event.get_end()), end, "{keys}");
            assert_eq!(calendar.get_timezone(), zone, "{keys}\n{text}");
        }
    }
    // A calendar of two zones is in neither.
    let site = event(
        SiteTest::new(),
        "a",
        "timezone: Asia/Tokyo\nstart: 2026-04-16T09:00",
    );
    let built = event(site, "b", "timezone: Europe/Paris\nstart: 2026-05-16T09:00").build();
    assert_eq!(calendar(&built, "/en/events.ics").0.get_timezone(), None);
    assert_eq!(
        calendar(&built, "/en/events/b/event.ics").0.get_timezone(),
        Some("Europe/Paris")
    );
}

/// What a calendar says of the revision of its one event: `SEQUENCE`, `LAST-MODIFIED`, `DTSTAMP`.
fn revision(keys: &str) -> (u32, Option<String>, String) {
    let built = event(SiteTest::new(), "e", keys).build();
    built.clean();
    let (calendar, text) = calendar(&built, "/en/events.ics");
    let again = event(SiteTest::new(), "e", keys).build();
    assert_eq!(
        again.page("/en/events.ics").html,
        text,
        "two builds give the same bytes"
    );
    let event = calendar.events().next().unwrap();
    let value = |name: &str| event.property_value(name).map(str::to_owned);
    (
        event.get_sequence().unwrap(),
        value("LAST-MODIFIED"),
        value("DTSTAMP").unwrap(),
    )
}

#[test]
fn calendars_never_go_back() {
    // The life of an event: announced, changed, moved to an earlier day, called off, held after all.
    let life = [
        "start: 2026-10-10",
        "start: 2026-10-10\nupdated: 2026-03-01",
        "start: 2026-05-05\nupdated: 2026-03-01T09:00",
        "start: 2026-05-05\nupdated: 2026-03-01T12:00+02:00\nstatus: cancelled",
        "start: 2026-06-06\nupdated: 2026-03-02",
    ];
    let revisions: Vec<_> = life.iter().map(|keys| revision(keys)).collect();
    for pair in revisions.windows(2) {
        let ((number, changed, stamp), (next, changed_next, stamp_next)) = (&pair[0], &pair[1]);
        assert!(
            number < next && changed < changed_next && stamp < stamp_next,
            "{pair:?}"
        );
    }
    // Nothing but what the author says makes another revision.
    assert_eq!(
        revision("start: 2026-10-10"),
        revision("start: 2025-01-01\nplace: Paris")
    );
    // In all languages it is one event, changed when any of its pages was.
    let site = SiteTest::new()
        .file(
            "content/events/e/index.fr.md",
            "---\ntitle: E\nstart: 2026-10-10\nupdated: 2026-03-02\n---\n",
        )
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-10-10\nupdated: 2026-03-01\n---\n",
        );
    let built = site.build();
    let numbers: BTreeSet<Option<u32>> = ["/events.ics", "/en/events.ics"]
        .map(|url| {
            calendar(&built, url)
                .0
                .events()
                .next()
                .unwrap()
                .get_sequence()
        })
        .into();
    assert_eq!(numbers.len(), 1);
    built
        .page("/events/e/")
        .contains("<time datetime=\"2026-03-02\">mis à jour le 2\u{a0}mars 2026</time>");
    built
        .page("/sitemap.xml")
        .contains("<lastmod>2026-03-02</lastmod>");
}

#[test]
fn calendars_say_what_was_called_off() {
    for (keys, status) in [
        ("start: 2026-10-10", EventStatus::Confirmed),
        (
            "start: 2026-10-10\nstatus: scheduled",
            EventStatus::Confirmed,
        ),
        (
            "start: 2026-10-10\nstatus: cancelled",
            EventStatus::Cancelled,
        ),
        (
            "start: 2026-10-10\nstatus: postponed",
            EventStatus::Cancelled,
        ),
    ] {
        let built = event(SiteTest::new(), "e", keys).build();
        for url in ["/events.ics", "/en/events.ics", "/events/e/event.ics"] {
            let calendar = calendar(&built, url).0;
            assert_eq!(
                calendar.events().next().unwrap().get_status(),
                Some(status),
                "{keys}"
            );
        }
    }
    // It is enough that one page says so.
    let site = SiteTest::new()
        .file(
            "content/events/e/index.fr.md",
            "---\ntitle: E\nstart: 2026-10-10\nstatus: cancelled\n---\n",
        )
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-10-10\n---\n",
        );
    let built = site.build();
    let calendar = calendar(&built, "/en/events.ics").0;
    assert_eq!(
        calendar.events().next().unwrap().get_status(),
        Some(EventStatus::Cancelled)
    );
    built.page("/en/events/e/").contains("badge off");
}
