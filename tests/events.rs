//! Events, session notes and recaps: a whole summit of the size of a real one, and what is told of it everywhere.

use std::collections::BTreeSet;
use std::fs;

use crate::common::disk::tree;
use crate::common::{Built, SiteTest, fixtures, updating};

/// A summit of eight sessions, with a recap in both languages.
fn summit() -> SiteTest {
    let files = tree(&fixtures("events/summit"));
    files.into_iter().fold(SiteTest::new(), |site, (name, bytes)| site.file(&name, bytes))
}

/// The ids of a page, in order.
fn ids(html: &str) -> Vec<&str> {
    html.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The addresses of links within the page.
fn anchors(html: &str) -> Vec<&str> {
    html.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
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
    let parts = html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    parts.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of the elements with a class.
fn with_class(html: &str, class: &str) -> Vec<String> {
    let start = format!("class=\"{class}\"");
    html.split(&start).skip(1).map(|rest| text(&rest[rest.find('>').unwrap() + 1..rest.find("</").unwrap()])).collect()
}

/// Expects no id twice, and every link within the page to lead to one.
fn check_anchors(html: &str) {
    let ids = ids(html);
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "an id twice: {ids:?}");
    for anchor in anchors(html).into_iter().filter(|anchor| !anchor.is_empty() && *anchor != "top") {
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
        ("/events/summit-2022/recap/", "Conférence présentée par\u{a0}:", "Résumé par "),
        ("/en/events/summit-2022/recap/", "Presented by:", "Notes by "),
    ] {
        let page = built.page(url);
        let html = main(&page.html);
        check_anchors(&page.html);
        // Eleven chapters, and the three talks below theirs.
        let contents = between(html, "<nav aria-label", "</nav>");
        assert_eq!(contents.matches("<li>").count(), 14, "{contents}");
        let inner = contents.split("<ol>").nth(2).unwrap().split("</ol>").next().unwrap();
        assert_eq!(inner.matches("<li>").count(), 3, "{contents}");
        assert_eq!(contents.matches("<ol>").count(), 2, "{contents}");
        assert_eq!(html.matches("<section class=\"session\"").count(), 8);
        assert_eq!(html.matches("<section class=\"talk\"").count(), 3);
        let sessions = &html[..html.find("<section class=\"talk\"").unwrap()];
        assert_eq!(with_class(sessions, "speaker-name").len(), 15);
        assert_eq!(with_class(sessions, "speaker-role").len(), 15);
        assert_eq!(with_class(sessions, "speaker-organisation").len(), 15);
        assert_eq!(sessions.matches(presented).count(), 7, "the last names its speakers in its text");
        let bylines: Vec<&str> = html.split(notes).skip(1).map(|rest| rest.split("</span>").next().unwrap()).collect();
        assert_eq!(bylines.len(), 8);
        assert_eq!(bylines.iter().filter(|byline| byline.matches("<a ").count() == 2).count(), 2);
        // Those who wrote the notes sign the recap, each once.
        let byline = between(html, "<p class=\"meta\">", "</span>");
        let names: Vec<String> = byline.split("<a ").skip(1).map(|name| text(&format!("<{name}"))).collect();
        assert_eq!(names.len(), 7, "{byline}");
    }
    check_snapshot(&built, "/events/summit-2022/recap/", "summit-recap.fr.html");
    check_snapshot(&built, "/en/events/summit-2022/recap/", "summit-recap.en.html");
    check_snapshot(&built, "/events/summit-2022/", "summit-event.fr.html");
    check_snapshot(&built, "/events/summit-2022/sessions/stockage/", "summit-session.fr.html");
}

#[test]
fn people_are_told_apart_however_they_are_written() {
    let built = summit().build();
    let html = built.page("/events/summit-2022/sessions/direct/").html;
    let names = with_class(&html, "speaker-name");
    assert_eq!(names, ["Raphaël Goldwaser", "Guillaume Postaire", "Matthieu Parmentier", "Nicolas Pierre"]);
    let organisations = with_class(&html, "speaker-organisation");
    assert_eq!(organisations, ["AWS", "France Télévisions", "France Télévisions", "France Télévisions"]);
    let roles = with_class(&html, "speaker-role");
    assert_eq!(roles[2..], ["Responsable de l’AI Factory", "Lead Tech AI Factory"]);
}
