//! Talks from the outside: their pages, the listing by year and event, calendars, and what must
//! never be published.

use std::sync::{Arc, Mutex};

use lutrin::cache::MemoryCache;
use lutrin::diagnostic::Diagnostic;
use lutrin::files::{Files, MemoryFiles, ReadError};
use lutrin::lang::Lang;
use lutrin::path::{SitePath, UrlPath};
use lutrin::recurrence::Rule;
use lutrin::render::{describe_rule, render};
use lutrin::site::Options;
use lutrin::workspace::{Change, Workspace};
use serde_json::Value;

use crate::common::{CONFIG, SiteTest};

const EVENT: &str = "---\ntitle: Rencontres 2025\nstart: 2025-04-16\nend: 2025-04-18\nplace: {name: Palais, city: Rennes, country: France}\n---\nA *day*, and; more.\n";
const TALK: &str = "---\n\
title: A talk\n\
speakers: [ada, Guest Who - CTO]\n\
duration: 45m\n\
questions: 10m\n\
level: advanced\n\
tags: [x]\n\
proposals:\n  - {event: rencontres, status: rejected, deadline: 2026-01-01, format: SECRET-format, notes: SECRET-notes}\n  - {event: SECRET-event, deadline: 2026-12-01}\n  - {event: Too late, deadline: 2026-11-19}\n\
deliveries:\n  - {event: rencontres, language: en, slides: slides.pdf, video: \"https://v.example/1\", audience: 80, text: \"A *good* day.\"}\n  - {event: Café, date: 2026-05-21, recorded: false}\n  - {event: Later, date: 2027-01-01}\n\
---\nThe abstract.\n";

fn site() -> SiteTest {
    SiteTest::new()
        .file(
            "content/people.yaml",
            "ada: {name: Ada Lune, role: Engineer}\n",
        )
        .file("content/events/rencontres/index.en.md", EVENT)
        .file(
            "content/events/rencontres/index.fr.md",
            EVENT.replace("Rencontres 2025", "Les Rencontres 2025"),
        )
        .file("content/talks/t/index.en.md", TALK)
        .file(
            "content/talks/t/index.fr.md",
            "---\ntitle: Un talk\n---\nLe résumé.\n",
        )
        .file("content/talks/t/slides.pdf", "%PDF")
}

/// The texts of JSON-LD on a page.
fn graph(html: &str) -> Vec<Value> {
    let (_, rest) = html
        .split_once("<script type=\"application/ld+json\">")
        .unwrap();
    let value: Value = serde_json::from_str(rest.split("</script>").next().unwrap()).unwrap();
    value["@graph"].as_array().unwrap().clone()
}

#[test]
fn a_talk_tells_where_it_was_given() {
    let built = site().build();
    built.clean();
    let html = built.page("/en/talks/t/").html;
    for part in [
        "<h1>A talk</h1>",
        "By <a href=\"/en/authors/ada/\">Ada Lune</a> and <a href=\"/en/authors/guest-who/\">Guest Who</a>",
        "45\u{a0}min, 10\u{a0}min of it for questions",
        "Level: advanced",
        "<a href=\"/en/events/rencontres/\">Rencontres 2025</a>",
        "<time datetime=\"2025-04-16\">",
        "in English",
        "80 people",
        "<a href=\"/talks/t/slides.pdf\">Slides</a>",
        "<a href=\"https://v.example/1\" rel=\"external\">Recording<",
        "<span class=\"hidden\"> (elsewhere: v.example)</span></a>",
        "A <em>good</em> day.",
        "Not recorded",
        "Coming up",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let [later, cafe, rencontres] =
        ["Later", "Café", "Rencontres 2025</a>"].map(|name| html.find(name).unwrap());
    assert!(later < cafe && cafe < rencontres);
    // What one language says, the other does not have to.
    let french = built.page("/talks/t/").html;
    for part in [
        "Un talk",
        "Ada Lune</a> et ",
        "Les Rencontres 2025</a>",
        "en anglais",
        "Pas\u{a0}d’enregistrement",
        "Niveau\u{a0}: avancé",
    ] {
        assert!(french.contains(part), "{part}\n{french}");
    }
    assert!(
        !french.contains("good"),
        "the text of a delivery is for one language"
    );
}

#[test]
fn machines_are_told_of_slides_and_recordings() {
    let built = site()
        .config(&CONFIG.replace("social_cards: false\n", ""))
        .build();
    let graph = graph(&built.page("/en/talks/t/").html);
    let talk = &graph[0];
    assert_eq!(
        (talk["@type"].as_str(), talk["name"].as_str()),
        (Some("PresentationDigitalDocument"), Some("A talk"))
    );
    assert_eq!(talk["timeRequired"], "PT45M");
    assert_eq!(talk["author"][0]["name"], "Ada Lune");
    assert_eq!(talk["video"][0]["@type"], "VideoObject");
    assert_eq!(talk["video"][0]["uploadDate"], "2025-04-16");
    let thumbnail = talk["video"][0]["thumbnailUrl"].as_str().unwrap();
    assert_eq!(Some(thumbnail), talk["image"]["url"].as_str());
    assert_eq!(
        talk["video"][0]["recordedAt"]["url"],
        "https://example.org/en/events/rencontres/"
    );
    assert_eq!(
        talk["associatedMedia"][0]["contentUrl"],
        "https://example.org/talks/t/slides.pdf"
    );
    let names: Vec<&str> = graph[1]["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|item| item["name"].as_str())
        .collect();
    assert_eq!(names, ["Test", "Talks", "A talk"]);
    assert!(
        built
            .page("/sitemap.xml")
            .html
            .contains("https://example.org/en/talks/t/")
    );
    assert!(built.page("/en/search.json").html.contains("/en/talks/t/"));
}

#[test]
fn a_talk_leads_to_its_slides_in_every_language() {
    let built = site()
        .file("content/talks/t/deck.fr.md", "# Un titre\n")
        .file("content/talks/t/deck.en.md", "# A title\n")
        .file(
            "content/talks/u/index.en.md",
            "---\ntitle: Another\n---\nA.\n",
        )
        .file("content/talks/u/deck.fr.md", "# Ailleurs\n")
        .build();
    let page = built.page("/en/talks/t/");
    page.contains(
        "<p class=\"meta talk-slides\"><span><a href=\"/en/talks/t/deck/\">Slides</a></span>",
    );
    page.contains("<a href=\"/talks/t/deck/\" hreflang=\"fr\" lang=\"fr\">");
    built
        .page("/talks/t/")
        .contains("<a href=\"/talks/t/deck/\">Diapositives</a>");
    built.page("/en/talks/").contains(
        "<a href=\"/en/talks/t/deck/\">Slides<span class=\"hidden\"> of “A talk”</span></a>",
    );
    built
        .page("/en/talks/u/")
        .contains("<a href=\"/talks/u/deck/\" hreflang=\"fr\">Slides (<span lang=\"fr\">");
    let talk = &graph(&page.html)[0];
    let parts: Vec<_> = talk["hasPart"]
        .as_array()
        .unwrap()
        .iter()
        .map(|part| part["url"].as_str().unwrap())
        .collect();
    assert_eq!(
        parts,
        [
            "https://example.org/en/talks/t/deck/",
            "https://example.org/talks/t/deck/"
        ]
    );
    let deck = &graph(&built.page("/en/talks/t/deck/").html)[0];
    assert_eq!(deck["isPartOf"]["url"], "https://example.org/en/talks/t/");
    assert_eq!(
        (&deck["timeRequired"], &deck["author"]),
        (&talk["timeRequired"], &talk["author"])
    );
    assert!(deck.get("hasPart").is_none() && deck.get("video").is_none());
}

#[test]
fn all_talks_stand_by_year_and_event() {
    let built = site()
        .file(
            "content/talks/_index.en.md",
            "---\ntitle: Our talks\n---\nWords first.\n",
        )
        .file(
            "content/talks/u/index.en.md",
            "---\ntitle: Another\ndeliveries: [{event: \"Rencontres\"}]\n---\nA.\n",
        )
        .file(
            "content/talks/v/index.en.md",
            "---\ntitle: Never\n---\nA.\n",
        )
        .build();
    built.clean().nothing_at("/en/talks/page/2/");
    let html = built.page("/en/talks/").html;
    let order = [
        "Our talks",
        "Words first",
        "Later",
        "2026",
        "Café",
        "2025",
        "Rencontres 2025",
        "A talk",
        "Another",
        "Not given yet",
        "Never",
    ];
    let mut at = html.find("<h1>").unwrap();
    for part in order {
        at += html[at..]
            .find(part)
            .unwrap_or_else(|| panic!("{part} does not follow\n{html}"));
    }
    assert_eq!(
        html.matches("<h3 class=\"given-event\"><a href=\"/en/events/rencontres/\">")
            .count(),
        1,
        "{html}"
    );
    let french = built.page("/talks/").html;
    assert!(
        french.contains("lang=\"en\" hreflang=\"en\">Another</a>"),
        "{french}"
    );
}

/// A rehearsal whose every word is for the backstage alone.
const RUN: &str = "\
version: 1
started: 2026-01-01T10:00:00
language: en
variant: \"SECRET-variant\"
slides:
  - {id: \"SECRET-slide\", hash: \"aa\", title: \"SECRET-rehearsal\", part: 0}
visits:
  - {slide: \"SECRET-slide\", enter: 0.0, leave: 61.0}
state: ended
end: 61.0
";

/// Words that stand in what is for the backstage alone.
fn with_secrets() -> SiteTest {
    site()
        .file(
            "content/talks/t/outline.en.md",
            "---\ntitle: SECRET-title\n---\n## SECRET-part {time=35m}\nSECRET-note\n",
        )
        .file("content/talks/t/rehearsals/2026-01-01.en.yaml", RUN)
        .file(
            "content/talks/t/rehearsals/2026-01-01.en.yml",
            "note: SECRET-rehearsal\n",
        )
        .file(
            "content/talks/d/index.en.md",
            "---\ntitle: SECRET-draft\ndraft: true\n---\nSECRET-abstract\n",
        )
        .file("content/talks/d/outline.en.md", "## SECRET-part\n")
        .file("content/talks/d/SECRET.txt", "SECRET")
}

#[test]
fn nothing_of_the_backstage_is_published() {
    let built = with_secrets()
        .config(&crate::common::CONFIG.replace(
            "social_cards: false",
            "social_cards: false\nredirects: [netlify]",
        ))
        .build();
    built.clean();
    for (file, bytes) in built.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !file.contains("SECRET") && !text.contains("SECRET"),
            "{file}"
        );
        // Feeds and the index fold their words.
        assert!(!text.to_lowercase().contains("secret"), "{file}");
    }
    for url in [
        "/en/talks/t/outline/",
        "/talks/t/outline/",
        "/talks/t/outline.en.md",
        "/talks/t/rehearsals/2026-01-01.en.yaml",
        "/talks/t/rehearsals/2026-01-01.en.yml",
        "/talks/d/SECRET.txt",
    ] {
        built.nothing_at(url);
    }
    assert!(!built.routes().iter().any(|url| url.contains("backstage")));
}

#[test]
fn the_backstage_has_deadlines_budgets_and_what_is_missing() {
    let built = with_secrets().drafts().build();
    let html = built.page("/en/backstage/talks/t/").html;
    let [secret, late, rejected] =
        ["SECRET-event", "Too late", "Rencontres 2025"].map(|name| html.find(name).unwrap());
    assert!(secret < late && late < rejected, "the next deadline first");
    for part in [
        "in 11 days",
        "deadline passed",
        "SECRET-notes",
        "SECRET-part",
        "100",
        "35\u{a0}min",
        "of 35\u{a0}min",
        "The abstract.",
    ] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let ready: Vec<bool> = html
        .split("<li class=\"")
        .skip(1)
        .filter(|li| li.starts_with("done") || li.starts_with("open"))
        .map(|li| li.starts_with("done"))
        .collect();
    assert_eq!(
        ready,
        [true, true, true, false, true],
        "abstract, translation, outline, deck, rehearsal"
    );
    let all = built.page("/en/backstage/").html;
    assert!(
        all.contains("<a href=\"/en/backstage/talks/t/\">A talk</a>")
            && all.contains("SECRET-draft"),
        "{all}"
    );
    built.page("/backstage/talks/d/");
}

fn messages(found: &[Diagnostic]) -> Vec<&str> {
    found
        .iter()
        .map(|diagnostic| diagnostic.message.as_str())
        .collect()
}

/// Files that a test edits while a workspace reads them.
struct Shared(Arc<Mutex<MemoryFiles>>);

impl Files for Shared {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        self.0.lock().unwrap().read(path)
    }
}

#[test]
fn an_outline_is_checked_against_the_slot_as_it_is_now() {
    let mut files = MemoryFiles::default();
    let talk = |slot: &str| format!("---\ntitle: T\nduration: {slot}\n---\nA.\n");
    files.insert("lutrin.yaml", crate::common::CONFIG);
    files.insert("content/talks/t/index.en.md", talk("30m"));
    files.insert("content/talks/t/outline.en.md", "## A {time=20m}\n");
    let files = Arc::new(Mutex::new(files));
    let shared = Shared(files.clone());
    let mut workspace = Workspace::new(
        Arc::new(shared),
        Arc::new(MemoryCache::default()),
        Options::default(),
    );
    let less = "the parts of the talk add up to 20m, 10m less than the 30m that it has";
    assert_eq!(
        messages(&workspace.apply(&[Change::Everything]).diagnostics),
        [less]
    );
    let edit = |workspace: &mut Workspace, path: &str, text: &str| {
        files.lock().unwrap().insert(path, text);
        workspace.apply(&[Change::File(SitePath::new(path))])
    };
    let snapshot = edit(
        &mut workspace,
        "content/talks/t/outline.en.md",
        "## A {time=29m}\n## B {time=1m}\n",
    );
    assert_eq!(messages(&snapshot.diagnostics), [] as [&str; 0]);
    let page = render(&snapshot, &UrlPath::new("/en/backstage/talks/t/")).unwrap();
    let lutrin::render::Output::Bytes(page) = page.value else {
        panic!("a page is made")
    };
    assert!(
        String::from_utf8(page).unwrap().contains("29\u{a0}min"),
        "the outline is shown as it is now"
    );
    let snapshot = edit(&mut workspace, "content/talks/t/index.en.md", &talk("25m"));
    let more = "the parts of the talk add up to 30m, 5m more than the 25m that it has";
    assert_eq!(messages(&snapshot.diagnostics), [more]);
    let snapshot = edit(
        &mut workspace,
        "content/talks/t/outline.en.md",
        "## A {time=x}\n",
    );
    assert_eq!(
        messages(&snapshot.diagnostics),
        ["`x` is not a length of time"]
    );
}

#[test]
fn events_go_into_calendars() {
    let built = site()
        .file("content/events/hour/index.en.md", "---\ntitle: An hour\nstart: 2026-12-01T18:30+01:00\nend: 2026-12-01T19:30+01:00\nplace: {online: true}\n---\n")
        .file("content/events/draft/index.en.md", "---\ntitle: Veiled\ndraft: true\n---\n")
        .build();
    built
        .clean()
        .nothing_at("/en/events/draft/event.ics")
        .nothing_at("/events/hour/event.ics");
    let text = |url: &str| String::from_utf8(built.bytes(url).unwrap()).unwrap();
    let english = text("/en/events.ics");
    let expected = "BEGIN:VEVENT\r\nUID:events/rencontres@example.org\r\nDTSTAMP:19700101T000000Z\r\nSEQUENCE:0\r\nDTSTART;VALUE=DATE:20250416\r\n\
        DTEND;VALUE=DATE:20250419\r\nTRANSP:TRANSPARENT\r\nSUMMARY:Rencontres 2025\r\nDESCRIPTION:A day\\, and\\; more.\r\n\
        LOCATION:Palais\\, Rennes\\, France\r\nURL:https://example.org/en/events/rencontres/\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\n";
    assert!(english.contains(expected), "{english}");
    assert!(
        english.contains("DTSTART:20261201T173000Z\r\nDTEND:20261201T183000Z\r\n")
            && english.contains("LOCATION:online\r\n"),
        "{english}"
    );
    // One event has one name in all calendars; a language without it has the other's.
    let french = text("/events.ics");
    assert!(
        french.contains("UID:events/rencontres@example.org\r\n")
            && french.contains("SUMMARY:Les Rencontres 2025\r\n"),
        "{french}"
    );
    assert!(
        french.contains("SUMMARY:An hour\r\n")
            && french.contains("X-WR-CALNAME:Test · Événements\r\n"),
        "{french}"
    );
    let one = text("/events/rencontres/event.ics");
    assert_eq!(one.matches("BEGIN:VEVENT").count(), 1);
    assert!(
        one.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && one.ends_with("END:VCALENDAR\r\n")
    );
    SiteTest::new()
        .post("a", "A.")
        .build()
        .nothing_at("/events.ics");
}

#[test]
fn rules_are_told_in_plain_words() {
    let built = SiteTest::new().build();
    let words = |code: &str, rule: &str| {
        describe_rule(
            &built.snapshot.theme.strings,
            &Lang::new(code),
            &Rule::parse(rule).unwrap(),
        )
    };
    for (rule, french, english) in [
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
            "le dernier vendredi, un mois sur deux",
            "the last Friday of every other month",
        ),
        (
            "FREQ=MONTHLY;BYDAY=2TU",
            "le deuxième mardi de chaque mois",
            "the second Tuesday of every month",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=1;INTERVAL=3",
            "le 1er, un mois sur 3",
            "day 1, every 3 months",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "le dernier jour de chaque mois",
            "the last day of every month",
        ),
        (
            "FREQ=WEEKLY;BYDAY=MO,TH",
            "chaque lundi et jeudi",
            "every Monday and Thursday",
        ),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR",
            "le vendredi, une semaine sur deux",
            "every other week on Friday",
        ),
        (
            "FREQ=YEARLY;BYMONTH=4;BYDAY=-2WE",
            "chaque année, l’avant-dernier mercredi d’avril",
            "every year, the last but one Wednesday of April",
        ),
    ] {
        assert_eq!(words("fr", rule).as_deref(), Some(french), "{rule}");
        assert_eq!(words("en", rule).as_deref(), Some(english), "{rule}");
    }
    assert_eq!(words("fr", "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"), None);
}
