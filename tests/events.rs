//! Events, session notes and recaps: a whole summit of the size of a real one, and what is told of
//! it everywhere.

use std::collections::BTreeSet;
use std::fs;

use crate::common::disk::tree;
use crate::common::{Built, CONFIG, SiteTest, fixtures, updating};

/// A summit of eight sessions, with a recap in both languages.
fn summit() -> SiteTest {
    let files = tree(&fixtures("events/summit"));
    files
        .into_iter()
        .fold(SiteTest::new(), |site, (name, bytes)| {
            site.file(&name, bytes)
        })
}

/// The ids of a page, in order.
fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

/// The addresses of links within the page.
fn anchors(html: &str) -> Vec<&str> {
    html.split("href=\"#")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect()
}

fn main(html: &str) -> &str {
    let (_, rest) = html.split_once("<main").unwrap();
    rest.split_once("</main>").unwrap().0
}

fn between<'h>(html: &'h str, start: &str, end: &str) -> &'h str {
    html.split_once(start).unwrap().1.split_once(end).unwrap().0
}

/// The text of some HTML.
fn text(html: &str) -> String {
    let parts = html
        .split('<')
        .map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The texts of the elements with a class.
fn with_class(html: &str, class: &str) -> Vec<String> {
    let start = format!("class=\"{class}\"");
    html.split(&start)
        .skip(1)
        .map(|rest| text(&rest[rest.find('>').unwrap() + 1..rest.find("</").unwrap()]))
        .collect()
}

/// Expects no id twice, and every link within the page to lead to one.
fn check_anchors(html: &str) {
    let ids = ids(html);
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "an id twice: {ids:?}");
    for anchor in anchors(html)
        .into_iter()
        .filter(|anchor| !anchor.is_empty() && *anchor != "top")
    {
        assert!(once.contains(anchor), "nothing is at #{anchor}");
    }
}

fn check_snapshot(built: &Built, url: &str, name: &str) {
    let file = fixtures("events").join(name);
    let html = format!("{}\n", main(&built.page(url).html).trim());
    if updating() {
        fs::write(&file, &html).unwrap();
    }
    assert_eq!(html, fs::read_to_string(&file).unwrap(), "{url}");
}

#[test]
fn a_summit_becomes_a_recap() {
    let built = summit().build();
    built.clean();
    for (url, presented, notes) in [
        (
            "/events/summit-2022/recap/",
            "Conférence présentée par\u{a0}:",
            "Résumé par ",
        ),
        (
            "/en/events/summit-2022/recap/",
            "Presented by:",
            "Notes by ",
        ),
    ] {
        let page = built.page(url);
        let html = main(&page.html);
        check_anchors(&page.html);
        // Eleven chapters, and the three talks below theirs.
        let contents = between(html, "<nav aria-label", "</nav>");
        assert_eq!(contents.matches("<li>").count(), 14, "{contents}");
        let inner = contents
            .split("<ol>")
            .nth(2)
            .unwrap()
            .split("</ol>")
            .next()
            .unwrap();
        assert_eq!(inner.matches("<li>").count(), 3, "{contents}");
        assert_eq!(contents.matches("<ol>").count(), 2, "{contents}");
        assert_eq!(html.matches("<section class=\"session\"").count(), 8);
        assert_eq!(html.matches("<section class=\"talk\"").count(), 3);
        let sessions = &html[..html.find("<section class=\"talk\"").unwrap()];
        let [names, roles, organisations] =
            ["speaker-name", "speaker-role", "speaker-organisation"]
                .map(|class| with_class(sessions, class));
        assert_eq!(
            [names.len(), roles.len(), organisations.len()],
            [15, 15, 15]
        );
        assert_eq!(
            names.iter().collect::<BTreeSet<_>>().len(),
            15,
            "somebody twice: {names:?}"
        );
        for part in names.iter().chain(&roles).chain(&organisations) {
            assert!(
                !part.is_empty() && !part.contains([',', '(']) && !part.contains(" - "),
                "`{part}` is not apart"
            );
        }
        assert_eq!(
            sessions.matches(presented).count(),
            7,
            "the last names its speakers in its text"
        );
        let bylines: Vec<&str> = html
            .split(notes)
            .skip(1)
            .map(|rest| rest.split("</span>").next().unwrap())
            .collect();
        assert_eq!(bylines.len(), 8);
        assert_eq!(
            bylines
                .iter()
                .filter(|byline| byline.matches("<a ").count() == 2)
                .count(),
            2
        );
        // Those who wrote the notes sign the recap, each once.
        let byline = between(html, "<p class=\"meta\">", "</span>");
        let names: Vec<String> = byline
            .split("<a ")
            .skip(1)
            .map(|name| text(&format!("<{name}")))
            .collect();
        assert_eq!(names.len(), 7, "{byline}");
    }
    check_snapshot(&built, "/events/summit-2022/recap/", "summit-recap.fr.html");
    check_snapshot(
        &built,
        "/en/events/summit-2022/recap/",
        "summit-recap.en.html",
    );
    check_snapshot(&built, "/events/summit-2022/", "summit-event.fr.html");
    check_snapshot(
        &built,
        "/events/summit-2022/sessions/stockage/",
        "summit-session.fr.html",
    );
}

#[test]
fn people_are_told_apart_however_they_are_written() {
    let built = summit().build();
    let html = built.page("/events/summit-2022/sessions/direct/").html;
    let names = with_class(&html, "speaker-name");
    assert_eq!(
        names,
        [
            "Raphaël Goldwaser",
            "Guillaume Postaire",
            "Matthieu Parmentier",
            "Nicolas Pierre"
        ]
    );
    let organisations = with_class(&html, "speaker-organisation");
    assert_eq!(
        organisations,
        [
            "AWS",
            "France Télévisions",
            "France Télévisions",
            "France Télévisions"
        ]
    );
    let roles = with_class(&html, "speaker-role");
    assert_eq!(
        roles[2..],
        ["Responsable de l’AI Factory", "Lead Tech AI Factory"]
    );
}

fn event(site: SiteTest, slug: &str, keys: &str) -> SiteTest {
    site.file(
        &format!("content/events/{slug}/index.fr.md"),
        format!("---\ntitle: {slug}\n{keys}\n---\n"),
    )
    .file(
        &format!("content/events/{slug}/index.en.md"),
        format!("---\ntitle: {slug}\n{keys}\n---\n"),
    )
}

#[test]
fn dates_read_in_the_readers_language() {
    for (keys, french, english) in [
        (
            "start: 2022-04-12",
            "12\u{a0}avril 2022",
            "April\u{a0}12, 2022",
        ),
        (
            "start: 2025-04-16\nend: 2025-04-18",
            "16–18 avril 2025",
            "April 16–18, 2025",
        ),
        (
            "start: 2025-04-30\nend: 2025-05-02",
            "30 avril – 2 mai 2025",
            "April 30 – May 2, 2025",
        ),
        (
            "start: 2025-12-30\nend: 2026-01-01",
            "30\u{a0}décembre 2025 – 1er\u{a0}janvier 2026",
            "December\u{a0}30, 2025 – January\u{a0}1, 2026",
        ),
        (
            "start: 2025-05-01\nend: 2025-05-01",
            "1er\u{a0}mai 2025",
            "May\u{a0}1, 2025",
        ),
        (
            "start: 2025-05-01T18:30\nend: 2025-05-01T21:00",
            "1er\u{a0}mai 2025</time>, 18\u{a0}h\u{a0}30",
            "May\u{a0}1, 2025</time>, 18:30",
        ),
    ] {
        let built = event(SiteTest::new(), "e", keys).build();
        built.clean();
        built
            .page("/events/e/")
            .contains(&format!("{french}<").replace("<<", "<").replace("30<", "30"));
        built.page("/en/events/e/").contains(
            &format!("{english}<")
                .replace("<<", "<")
                .replace("30<", "30"),
        );
    }
}

#[test]
fn events_are_listed_by_year_below_those_to_come() {
    let mut site = SiteTest::new().file(
        "content/events/series.yaml",
        "fridays: {name: Fridays, rule: FREQ=MONTHLY;BYDAY=-1FR, start: 2025-01-31}\n",
    );
    for (slug, keys) in [
        ("past", "start: 2025-03-01\nseries: fridays"),
        ("older", "start: 2024-03-01"),
        ("far", "start: 2027-01-01\nhosted: true\nplace: Paris"),
        (
            "today",
            "start: 2026-11-19\nend: 2026-11-20\nseries: fridays",
        ),
        (
            "yesterday",
            "start: 2026-11-19\nseries: fridays\nsponsored: true",
        ),
    ] {
        site = event(site, slug, keys);
    }
    let built = site.build();
    built.clean();
    let html = built.page("/events/").html;
    let html = main(&html);
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text}"));
    let order = [
        "id=\"_upcoming\"",
        "/events/today/",
        "/events/far/",
        "id=\"_year-2026\"",
        "/events/yesterday/",
        "id=\"_year-2025\"",
        "/events/past/",
        "id=\"_year-2024\"",
        "/events/older/",
    ];
    assert!(order.map(at).is_sorted(), "{order:?}");
    built
        .page("/events/")
        .contains("Organisé par nous")
        .contains("Soutenu par nous");
    // The editions of a series lead to each other.
    let middle = built.page("/en/events/yesterday/");
    middle
        .contains("href=\"/en/events/past/\" rel=\"prev\"")
        .contains("/en/events/series/fridays/");
    built.page("/en/events/past/").lacks("rel=\"prev\"");
    built
        .page("/events/series/fridays/")
        .contains("3 éditions")
        .contains("/events/past/")
        .lacks("/events/far/");
}

#[test]
fn a_series_tells_when_it_comes_again() {
    let series = "fridays:\n  name: Fridays\n  rule: FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR\n  start: 2026-01-30\n  until: 2027-04-01\n";
    let built = event(
        SiteTest::new(),
        "november",
        "start: 2026-11-27\nseries: fridays",
    )
    .file("content/events/series.yaml", series)
    .build();
    built.clean();
    let times = "<time datetime=\"2027-01-29\">January\u{a0}29, 2027</time> and <time datetime=\"2027-03-26\">";
    let english = built.page("/en/events/series/fridays/");
    english
        .contains(times)
        .contains("Then: ")
        .lacks("2027-05-28")
        .lacks("datetime=\"2026-09-25\"");
    english.contains("the last Friday of every other month, until April\u{a0}1, 2027");
    built
        .page("/events/series/fridays/")
        .contains("Ensuite\u{a0}: <time")
        .contains(", jusqu’au 1er\u{a0}avril 2027");
}

#[test]
fn machines_are_told_of_the_recording_of_a_session() {
    let config = CONFIG.replace("social_cards: false\n", "");
    let html = summit()
        .config(&config)
        .build_without_rendering()
        .page("/events/summit-2022/sessions/stockage/")
        .html;
    let json = between(&html, "<script type=\"application/ld+json\">", "</script>");
    let graph: serde_json::Value = serde_json::from_str(json).unwrap();
    let (notes, video) = (&graph["@graph"][0], &graph["@graph"][0]["video"]);
    assert_eq!(notes["@type"], "Article");
    assert_eq!(video["@type"], "VideoObject");
    assert_eq!(
        (video["url"].as_str(), video["contentUrl"].as_str()),
        (Some("https://video.example.org/5"), None)
    );
    assert_eq!(video["uploadDate"], "2022-04-12");
    assert_eq!(video["name"], notes["headline"]);
    assert!(
        video["thumbnailUrl"]
            .as_str()
            .is_some_and(|url| url.starts_with("https://example.org/cards/"))
    );
    assert_eq!(
        video["recordedAt"]["url"],
        "https://example.org/events/summit-2022/"
    );
}

#[test]
fn notes_may_stand_in_the_recap_alone() {
    let built = summit()
        .file("content/events/summit-2022/index.fr.md", "---\ntitle: S\nstart: 2022-04-12\nsession_pages: false\n---\n")
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: A\ndate: 2022-05-01\nevent: summit-2022\n---\n[S3](../events/summit-2022/sessions/06-s3.fr.md#chez-nous)\n",
        )
        .build();
    built.clean();
    built.nothing_at("/events/summit-2022/sessions/s3/");
    built
        .page("/blog/a/")
        .contains("href=\"/events/summit-2022/recap/#s3--chez-nous\"")
        .contains("/events/summit-2022/\"");
    built
        .page("/events/summit-2022/")
        .contains("href=\"/events/summit-2022/recap/#stockage\"")
        .contains("/blog/a/");
    built
        .page("/authors/fanny/")
        .contains("href=\"/events/summit-2022/recap/#kubernetes\"");
    check_anchors(&built.page("/events/summit-2022/recap/").html);
    // The English event says nothing of it.
    built.page("/en/events/summit-2022/sessions/stockage/");
    let pages = built.page("/sitemap.xml");
    pages
        .lacks("/events/summit-2022/sessions/s3/")
        .contains("/events/summit-2022/recap/");
}

#[test]
fn a_recap_is_in_feeds_with_all_that_it_gathers() {
    let built = summit().build();
    let feed = built.page("/feed.xml");
    feed.contains("<title>Notre récap du Summit</title>")
        .contains("2022-04-20")
        .contains("Meriem Belhadj");
    feed.lacks("<title>Choisir le bon service de stockage</title>");
    built
        .page("/")
        .contains("Notre récap du Summit")
        .lacks("/sessions/");
    built
        .page("/archive/2022/")
        .contains("/events/summit-2022/recap/");
    built
        .page("/authors/ada/")
        .contains("/sessions/data-science/")
        .contains("/talks/premier-talk/")
        .contains("id=\"_stage\"");
}

#[test]
fn an_event_that_is_a_draft_takes_its_notes_with_it() {
    let draft = "---\ntitle: S\nstart: 2022-04-12\ndraft: true\n---\n";
    let site = summit()
        .file("content/events/summit-2022/index.fr.md", draft)
        .file("content/events/summit-2022/index.en.md", draft);
    let built = site.clone().build();
    built.clean();
    assert!(
        !built.routes().iter().any(|url| url.contains("summit")),
        "{:?}",
        built.routes()
    );
    site.drafts().build().page("/events/summit-2022/recap/");
}

#[test]
fn a_track_and_chosen_sessions_leave_the_rest() {
    let recap = "---\ntitle: R\n---\n::: sessions\n:::\n\n## Retour au Summit\n\n## Choix\n\n::: {.sessions only=\"s3 01-data-science\"}\n:::\n\n\
                 ## DevOps\n\nTexte.\n\n::: {.sessions track=devops level=4}\n:::\n";
    let built = summit()
        .file("content/events/summit-2022/recap.fr.md", recap)
        .build();
    built.clean();
    let html = built.page("/events/summit-2022/recap/").html;
    let at = |text: &str| html.find(text).unwrap_or_else(|| panic!("no {text}"));
    let order = [
        "<h2 id=\"direct\"",
        "<h2 id=\"serverless\"",
        "<h2 id=\"choix\"",
        "<h3 id=\"s3\"",
        "<h3 id=\"data-science\"",
        "<h2 id=\"devops\"",
        "<h4 id=\"modern-devops\"",
        "<h5 id=\"modern-devops--chez-nous\"",
        "<h4 id=\"kubernetes\"",
    ];
    assert!(order.map(at).is_sorted(), "{order:?}");
}

#[test]
fn an_event_of_hundreds_of_sessions_and_posts_is_whole() {
    let mut site = event(SiteTest::new(), "big", "start: 2026-04-12");
    let recap = "---\ntitle: R\n---\n::: toc\n:::\n\n::: sessions\n:::\n";
    site = site.file("content/events/big/recap.en.md", recap);
    for i in 0..300 {
        let text = format!(
            "---\ntitle: Session {i}\nauthors: [Ada L]\n---\n## Plan\n\nText[^1].\n\n[^1]: Note.\n"
        );
        site = site.file(
            &format!("content/events/big/sessions/{i:03}-s{i}.en.md"),
            text,
        );
        let links =
            format!("[e](../events/big/index.md) [s](../events/big/recap.en.md#s{i}--plan)");
        let text = format!("---\ntitle: P\ndate: 2026-05-01\nevent: big\n---\n{links}\n");
        site = site.file(&format!("content/blog/p{i}.en.md"), text);
    }
    let built = site.build_without_rendering();
    built.clean();
    let recap = built.page("/en/events/big/recap/");
    check_anchors(&recap.html);
    assert_eq!(
        recap.html.matches("<section class=\"session\"").count(),
        300
    );
    assert_eq!(
        with_class(&built.page("/en/events/big/").html, "session-title").len(),
        601
    );
}

/// Notes of a session stand in a recap beside others: the ids of their own HTML get a prefix there,
/// wherever one is given or referred to, and keep their names on the page of the notes.
#[test]
fn ids_in_html_of_notes_are_unique_in_a_recap() {
    let notes = "<p id=a data-id=b><a name='c' href=\"#d\">e</a></p> <i id=d>x</i>\n\n\
                 <input aria-labelledby=\"f g\" name=h>\n\n\
                 <b title=\"a > id=no\" id=f>f</b><i id='g'>g</i> <A\nNAME = 'three'>t</A> \
                 <i id>n</i><i id=\"\">m</i>\n\n\
                 A <!-- id=one --> B <!-- two\nlines --> C\n\n\
                 See [a](#a), [c](#c), [three](#three).\n";
    let site = |notes: &str| {
        SiteTest::new()
            .file("content/people.yaml", "me: {name: Me}\n")
            .file(
                "content/events/e/index.en.md",
                "---\ntitle: E\nstart: 2026-01-01\n---\n",
            )
            .file(
                "content/events/e/recap.en.md",
                "---\ntitle: R\n---\n::: sessions\n:::\n",
            )
            .file(
                "content/events/e/sessions/s.en.md",
                format!("---\ntitle: S\nauthors: [me]\n---\n{notes}"),
            )
            .build()
    };
    let built = site(notes);
    assert_eq!(built.told(), "");
    let alone = built.page("/en/events/e/sessions/s/").html;
    let gathered = built.page("/en/events/e/recap/").html;
    let ids = ["a", "d", "f", "g"];
    let ids_of = |html: &str, prefix: &str| {
        ids.iter().all(|id| {
            ["", "\"", "'"]
                .iter()
                .any(|quote| html.contains(&format!(" id={quote}{prefix}{id}{quote}")))
        })
    };
    assert!(ids_of(&alone, "") && ids_of(&gathered, "s--"), "{gathered}");
    for (html, prefix) in [(&alone, ""), (&gathered, "s--")] {
        for expected in [
            format!("<a name='{prefix}c' href=\"#{prefix}d\">"),
            format!("aria-labelledby=\"{prefix}f {prefix}g\" name=h>"),
            format!("NAME = '{prefix}three'>"),
            format!("href=\"#{prefix}c\""),
            "data-id=b".to_owned(),
            "title=\"a > id=no\"".to_owned(),
        ] {
            assert!(html.contains(&expected), "{expected} in\n{html}");
        }
        for hidden in ["<!--", "one", "two", "lines"] {
            assert!(!html.contains(&format!("{hidden} ")), "{hidden} in\n{html}");
        }
    }
    let told = site("<p data-id=b>x</p>\n\nSee [b](#b) and [no](#no).\n").told();
    assert_eq!(told.matches("error[L0202]").count(), 2, "{told}");
}

#[test]
fn the_recap_of_an_event_that_goes_on_is_everywhere_or_waits_everywhere() {
    let places = ["/llms.txt", "/sitemap.xml", "/en/feed.xml", "/en/archive/"];
    for (date, is_out) in [("", true), ("date: 2027-03-01\n", false)] {
        let built = SiteTest::new()
            .file(
                "content/events/ev/index.en.md",
                "---\ntitle: Ev\nstart: 2026-11-19\nend: 2026-11-25\n---\n",
            )
            .file(
                "content/events/ev/recap.en.md",
                format!("---\ntitle: The recap\n{date}---\n::: sessions\n:::\n"),
            )
            .post("a", "Text")
            .build();
        for url in places {
            let html = built.page(url).html;
            assert_eq!(html.contains("/events/ev/recap/"), is_out, "{url}: {date}");
        }
    }
}
