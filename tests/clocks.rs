//! What time an event has: by the clocks of its place, wherever it is shown; and what is said of one
//! that does not take place.

use std::fmt::Write as _;

use crate::common::disk::DiskSite;
use crate::common::{CONFIG, SiteTest};

/// An event in both languages.
pub fn event(site: SiteTest, slug: &str, keys: &str) -> SiteTest {
    ["fr", "en"].iter().fold(site, |site, lang| {
        site.file(
            &format!("content/events/{slug}/index.{lang}.md"),
            format!("---\ntitle: {slug}\n{keys}\n---\n"),
        )
    })
}

/// Notes of a session, in English.
fn session(site: SiteTest, event: &str, name: &str, keys: &str) -> SiteTest {
    site.file(
        &format!("content/events/{event}/sessions/{name}.en.md"),
        format!("---\ntitle: {name}\nauthors: [Ada L]\n{keys}\n---\nNotes.\n"),
    )
}

const PARIS: &str = "timezone: Europe/Paris\nstart: 2026-04-16\nend: 2026-04-18";

#[test]
fn sessions_are_shown_by_the_clocks_of_their_place() {
    for (zone, start, time, iso) in [
        (
            "Europe/Paris",
            "2026-04-16T07:00Z",
            "9:00",
            "2026-04-16T09:00+02:00",
        ),
        (
            "Europe/Paris",
            "2026-04-16T09:00",
            "9:00",
            "2026-04-16T09:00+02:00",
        ),
        (
            "Asia/Tokyo",
            "2026-04-15T23:30Z",
            "8:30",
            "2026-04-16T08:30+09:00",
        ),
        (
            "America/Los_Angeles",
            "2026-04-17 01:15:00 +0000",
            "18:15",
            "2026-04-16T18:15-07:00",
        ),
        (
            "Asia/Kathmandu",
            "2026-04-16T10:00+05:45",
            "10:00",
            "2026-04-16T10:00+05:45",
        ),
        (
            "UTC",
            "2026-04-16T10:00Z",
            "10:00",
            "2026-04-16T10:00+00:00",
        ),
    ] {
        let keys = format!("timezone: {zone}\nstart: 2026-04-16");
        let site = event(SiteTest::new(), "e", &keys);
        let site = session(site, "e", "s", &format!("start: {start}"));
        let recap = "---\ntitle: R\nauthors: [Ada L]\n---\n::: sessions\n:::\n";
        let built = site.file("content/events/e/recap.en.md", recap).build();
        built.clean();
        let shown = format!("<time datetime=\"{iso}\">{time}</time>");
        built
            .page("/en/events/e/")
            .contains(&shown)
            .contains(&format!("Local times ({zone})"));
        built.page("/en/events/e/recap/").contains(&shown);
        built.page("/en/events/e/sessions/s/").contains(&format!(
            "<time datetime=\"{iso}\">April\u{a0}16, 2026, {time}</time>"
        ));
        built
            .page("/en/events/e/sessions/s/index.md")
            .contains(&format!("date: \"{iso}\"\n"));
    }
    // Without a zone, a time stays as it is written.
    let site = event(SiteTest::new(), "e", "start: 2026-04-16");
    let built = session(site, "e", "s", "start: 2026-04-16T07:00Z").build();
    built
        .page("/en/events/e/")
        .contains("<time datetime=\"2026-04-16T07:00Z\">7:00</time>")
        .lacks("Local times");
}

#[test]
fn events_are_shown_by_the_clocks_of_their_place() {
    let keys = "timezone: Asia/Tokyo\nstart: 2026-04-15T23:30Z\nend: 2026-04-16T18:00";
    let built = event(SiteTest::new(), "e", keys).build();
    built.clean();
    let page = built.page("/en/events/e/");
    page.contains("<time datetime=\"2026-04-16T08:30+09:00\">April\u{a0}16, 2026</time>, 8:30")
        .contains("\"startDate\":\"2026-04-16T08:30:00+09:00\"")
        .contains("\"endDate\":\"2026-04-16T18:00:00+09:00\"");
    built
        .page("/en/events/e/index.md")
        .contains("date: \"2026-04-16T08:30+09:00\"\nend: \"2026-04-16T18:00+09:00\"\ntimezone: \"Asia/Tokyo\"\n");
    // A talk that was given there late in the evening of another place was given the day after.
    let talk = "---\ntitle: T\nspeakers: [Ada L]\ndeliveries:\n  - {event: e, date: 2026-04-15T23:30Z}\n---\nText.\n";
    let site = event(SiteTest::new(), "e", keys).file("content/talks/t/index.en.md", talk);
    let built = site.build();
    built
        .page("/en/talks/t/")
        .contains("<time datetime=\"2026-04-16T08:30+09:00\">April\u{a0}16, 2026</time>");
}

#[test]
fn sessions_stand_in_the_order_of_their_moments() {
    let mut site = event(SiteTest::new(), "e", PARIS);
    for (name, start) in [
        ("third", "2026-04-16T08:30Z"),
        ("first", "2026-04-16T08:00"),
        ("second", "2026-04-16T09:30+02:00"),
    ] {
        site = session(site, "e", name, &format!("start: {start}"));
    }
    let built = site.build();
    built.clean();
    let html = built.page("/en/events/e/").html;
    let places = ["/first/", "/second/", "/third/"].map(|name| html.find(name).unwrap());
    assert!(places.is_sorted(), "{places:?}");
    assert!(!html.contains("session-day"), "{html}");
}

#[test]
fn sessions_of_several_days_stand_below_their_days() {
    let mut site = event(SiteTest::new(), "e", PARIS);
    for (name, keys) in [
        ("01-a", "start: 2026-04-16T23:30Z"),
        ("02-b", "start: 2026-04-17"),
        ("03-c", "start: 2026-04-18T09:00"),
        ("04-d", ""),
    ] {
        site = session(site, "e", name, keys);
    }
    let recap = "---\ntitle: R\nauthors: [Ada L]\n---\n::: sessions\n:::\n";
    let built = site.file("content/events/e/recap.en.md", recap).build();
    built.clean();
    for (url, days) in [
        (
            "/en/events/e/",
            [
                "Friday, April\u{a0}17",
                "Saturday, April\u{a0}18",
                "No date",
            ],
        ),
        (
            "/events/e/",
            [
                "vendredi 17\u{a0}avril",
                "samedi 18\u{a0}avril",
                "Sans date",
            ],
        ),
    ] {
        let html = built.page(url).html;
        let headings: Vec<&str> = html.split("<h3 class=\"session-day\">").skip(1).collect();
        let text = |html: &str| {
            let heading = html.split("</h3>").next().unwrap();
            let text = heading.strip_suffix("</time>").unwrap_or(heading);
            text.rsplit('>').next().unwrap().replace(' ', "\u{a0}")
        };
        let found: Vec<String> = headings.iter().map(|html| text(html)).collect();
        let days: Vec<String> = days.iter().map(|day| day.replace(' ', "\u{a0}")).collect();
        assert_eq!(found, days, "{url}");
        let counts: Vec<usize> = headings
            .iter()
            .map(|part| part.matches("class=\"session-title\"").count())
            .collect();
        assert_eq!(counts, [2, 1, 1], "{url}");
        assert!(html.contains("<time datetime=\"2026-04-17\">"), "{html}");
    }
    built
        .page("/en/events/e/recap/")
        .contains("<time datetime=\"2026-04-17T01:30+02:00\">Friday, April\u{a0}17, 1:30</time>")
        .contains("<time datetime=\"2026-04-17\">Friday, April\u{a0}17</time>")
        .contains("<time datetime=\"2026-04-18T09:00+02:00\">Saturday, April\u{a0}18, 9:00</time>");
}

#[test]
fn what_was_called_off_is_said_and_is_not_to_come() {
    let series = "s: {name: S, rule: FREQ=MONTHLY;BYDAY=-1FR, start: 2026-01-30}\n";
    for (status, word, french, schema) in [
        ("cancelled", "Cancelled", "Annulé", "EventCancelled"),
        ("postponed", "Postponed", "Reporté", "EventPostponed"),
    ] {
        let keys = format!("start: 2027-01-29\nseries: s\nstatus: {status}");
        let talk = "---\ntitle: T\nspeakers: [Ada L]\ndeliveries:\n  - {event: e}\n---\nText.\n";
        let site = event(SiteTest::new(), "e", &keys)
            .file("content/events/series.yaml", series)
            .file("content/talks/t/index.en.md", talk);
        let site = session(site, "e", "s", "status: cancelled");
        let built = event(site, "other", "start: 2027-02-26\nstatus: scheduled").build();
        built.clean();
        let badge = format!("<span class=\"badge off\">{word}</span>");
        built
            .page("/en/events/e/")
            .contains(&badge)
            .contains(&format!("\"eventStatus\":\"https://schema.org/{schema}\""))
            .contains("<span class=\"badge off\">Cancelled</span></p>")
            .lacks("badge future");
        built
            .page("/events/e/")
            .contains(&format!("<span class=\"badge off\">{french}</span>"));
        built
            .page("/en/events/e/index.md")
            .contains(&format!("status: \"{status}\"\n"))
            .contains("/events/e/sessions/s/index.md): Cancelled");
        built
            .page("/en/events/index.md")
            .contains(&format!("/events/e/index.md): {word}: 2027-01-29"));
        built
            .page("/en/talks/t/index.md")
            .contains(&format!("    status: \"{status}\"\n"));
        let all = built.page("/en/events/").html;
        let (_, lists) = all.split_once("id=\"_upcoming\"").unwrap();
        let (upcoming, past) = lists.split_once("id=\"_year-2027\"").unwrap();
        assert!(
            upcoming.contains("/events/other/") && !upcoming.contains("/events/e/"),
            "{all}"
        );
        assert!(
            past.contains("/events/e/") && past.contains(&format!(">{word}</span>")),
            "{all}"
        );
        let series = built.page("/en/events/series/s/");
        series
            .contains("id=\"_past\"")
            .contains(&format!(">{word}</span>"))
            .lacks("_upcoming");
        built
            .page("/en/events/e/sessions/s/")
            .contains(" <span class=\"badge off\">Cancelled</span>");
        built
            .page("/en/talks/t/")
            .contains(&badge)
            .lacks("id=\"_upcoming\"");
        let talks = built.page("/en/talks/");
        talks
            .contains(&badge)
            .lacks("id=\"_upcoming\"")
            .lacks("No recording yet");
        built
            .page("/en/events/other/")
            .contains("\"eventStatus\":\"https://schema.org/EventScheduled\"")
            .contains("badge future")
            .lacks("badge off");
    }
}

/// What a command prints, where it must succeed or fail.
fn run(site: &DiskSite, arguments: &[&str], succeeds: bool) -> (String, String) {
    let output = site.command(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let (out, err) = (text(output.stdout), text(output.stderr));
    assert_eq!(
        output.status.success(),
        succeeds,
        "{arguments:?}: {out}{err}"
    );
    (out, err)
}

/// A site with an event on disk.
fn on_disk(keys: &str) -> DiskSite {
    DiskSite::empty().file("lutrin.yaml", CONFIG).file(
        "content/events/e/index.en.md",
        format!("---\ntitle: E\n{keys}\n---\nText.\n"),
    )
}

#[test]
fn a_new_session_may_say_when_it_was() {
    for (event, start, written) in [
        (PARIS, "2026-04-17", "2026-04-17"),
        (PARIS, "2026-04-17T10:30", "2026-04-17T10:30+02:00"),
        (PARIS, "2026-04-17 08:30 UTC", "2026-04-17T10:30+02:00"),
        (PARIS, "2026-04-15T23:00Z", "2026-04-16T01:00+02:00"),
        ("start: 2026-04-16", "2026-04-16T9:30", "2026-04-16T09:30"),
        ("draft: true", "2026-04-17", "2026-04-17"),
    ] {
        let site = on_disk(event);
        run(
            &site,
            &[
                "new", "session", "e", "S", "--author", "Ada L", "--start", start,
            ],
            true,
        );
        let notes = site.read("content/events/e/sessions/s.en.md");
        assert!(notes.contains(&format!("\nstart: {written}\n")), "{notes}");
        run(&site, &["check", "--drafts", "--strict"], true);
    }
    let site = on_disk(PARIS);
    for (start, expected) in [
        (
            "2026-04-19",
            "error: the event is from 2026-04-16 to 2026-04-18, not on 2026-04-19\n  help: write a day of the event, \
             or correct its `start` and `end`\n",
        ),
        (
            "2026-04-15T23:59",
            "the event is from 2026-04-16 to 2026-04-18, not on 2026-04-15\n",
        ),
        ("2026-04-18T22:30Z", "not on 2026-04-19\n"),
        ("2025-04-17", "not on 2025-04-17\n"),
        (
            "2026-04-17T09:00+01:00",
            "`+01:00` is not the offset of Europe/Paris then: its clocks show 2026-04-17T10:00\n  help: write `",
        ),
    ] {
        let arguments = ["new", "session", "e", "S", "--start", start];
        let (_, error) = run(&site, &arguments, false);
        assert!(error.contains(expected), "{start}: {error}");
    }
    let site = on_disk("start: 2026-04-16");
    let (_, error) = run(
        &site,
        &["new", "session", "e", "S", "--start", "2026-04-17"],
        false,
    );
    assert!(
        error.contains("the event is on 2026-04-16, not on 2026-04-17"),
        "{error}"
    );
}

#[test]
fn a_programme_is_written_by_the_clocks_of_the_place() {
    let conference = |zone: &str, start: &str| {
        let mut text = String::from("<schedule><conference><title>C</title>");
        if !zone.is_empty() {
            write!(text, "<time_zone_name>{zone}</time_zone_name>").unwrap();
        }
        write!(
            text,
            "</conference><day date='2026-04-16'><room name='A'><event id='1'><title>S</title>\
             <date>{start}</date></event></room></day></schedule>"
        )
        .unwrap();
        text
    };
    let file = "`content/events/e/index.en.md`";
    for (event, zone, start, written, note) in [
        (PARIS, "", "2026-04-16T07:00:00Z", "2026-04-16T09:00+02:00", String::new()),
        (PARIS, "", "2026-04-16T09:00:00", "2026-04-16T09:00+02:00", String::new()),
        (PARIS, "Europe/Berlin", "2026-04-16T09:00:00", "2026-04-16T09:00+02:00", String::new()),
        (
            PARIS,
            "Europe/London",
            "2026-04-16T09:00:00",
            "2026-04-16T10:00+02:00",
            "note: the programme is in Europe/London: its times are written as those of Europe/Paris\n".to_owned(),
        ),
        (
            "start: 2026-04-16",
            "Europe/Berlin",
            "2026-04-16T07:00:00+00:00",
            "2026-04-16T09:00+02:00",
            format!("note: the programme is in Europe/Berlin: write `timezone: Europe/Berlin` in {file}\n"),
        ),
        (
            "start: 2026-04-16",
            "",
            "2026-04-16T07:00:00Z",
            "2026-04-16T07:00:00Z",
            format!("note: the programme is in UTC: write the event's `timezone` in {file}, and its times are those of the place\n"),
        ),
        ("start: 2026-04-16", "", "2026-04-16T09:00:00+02:00", "2026-04-16T09:00:00+02:00", String::new()),
        ("start: 2026-04-16", "Mars/Base", "2026-04-16T09:00:00", "2026-04-16T09:00:00", String::new()),
    ] {
        let site = on_disk(event).file("s.xml", conference(zone, start));
        let from = site.path("s.xml");
        let arguments = ["new", "sessions", "e", "--from", from.to_str().unwrap()];
        let (out, err) = run(&site, &arguments, true);
        let minute = written[..16].replace('T', " ");
        assert!(out.contains(&minute), "{out}");
        assert!(err.starts_with(&note) && err.matches("note:").count() <= 1, "{err}");
        assert_eq!(err.contains("note:"), !note.is_empty(), "{err}");
        run(&site, &[&arguments[..], &["--all", "--author", "Ada L"]].concat(), true);
        let notes = site.read("content/events/e/sessions/s.en.md");
        assert!(notes.contains(&format!("\nstart: {written}\n")), "{start} {zone}: {notes}");
        run(&site, &["check", "--drafts", "--strict"], true);
    }
    // The JSON of the same tools names the zone, too.
    let json = r#"{"schedule": {"conference": {"title": "C", "time_zone_name": "Asia/Tokyo", "days": [{"date": "2026-04-16",
        "rooms": {"A": [{"id": 1, "title": "S", "start": "10:00"}]}}]}}}"#;
    let site = on_disk("timezone: Asia/Tokyo\nstart: 2026-04-16").file("s.json", json);
    let from = site.path("s.json");
    run(
        &site,
        &[
            "new",
            "sessions",
            "e",
            "--from",
            from.to_str().unwrap(),
            "--all",
            "--author",
            "Ada L",
        ],
        true,
    );
    assert!(
        site.read("content/events/e/sessions/s.en.md")
            .contains("start: 2026-04-16T10:00+09:00\n")
    );
}
