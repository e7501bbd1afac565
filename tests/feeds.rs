//! Feeds: what RFC 4287 asks of every one of them, and what of a site is in them.

use std::collections::{BTreeMap, BTreeSet};

use crate::common::sample::sample;
use crate::common::xml::Element;
use crate::common::{Built, SiteTest};

const ATOM: &str = "http://www.w3.org/2005/Atom";
const DATE_TIME: &str = "0000-00-00T00:00:00";

/// How often a child may stand in its parent: at least, at most.
type Allowed = (&'static str, usize, usize);

const MANY: usize = usize::MAX;
/// Section 4.1.1.
const FEED: &[Allowed] = &[
    ("author", 0, MANY),
    ("category", 0, MANY),
    ("contributor", 0, MANY),
    ("entry", 0, MANY),
    ("generator", 0, 1),
    ("icon", 0, 1),
    ("id", 1, 1),
    ("link", 0, MANY),
    ("logo", 0, 1),
    ("rights", 0, 1),
    ("subtitle", 0, 1),
    ("title", 1, 1),
    ("updated", 1, 1),
];
/// Section 4.1.2.
const ENTRY: &[Allowed] = &[
    ("author", 0, MANY),
    ("category", 0, MANY),
    ("content", 0, 1),
    ("contributor", 0, MANY),
    ("id", 1, 1),
    ("link", 0, MANY),
    ("published", 0, 1),
    ("rights", 0, 1),
    ("source", 0, 1),
    ("summary", 0, 1),
    ("title", 1, 1),
    ("updated", 1, 1),
];
/// Section 3.2.
const PERSON: &[Allowed] = &[("name", 1, 1), ("uri", 0, 1), ("email", 0, 1)];

/// The attributes of each element, beside `xml:base` and `xml:lang`; those that it needs begin with
/// `!`.
fn attributes_of(name: &str) -> &'static [&'static str] {
    match name {
        "feed" | "entry" | "author" | "contributor" | "id" | "icon" | "logo" | "updated"
        | "published" | "name" | "uri" | "email" => &[],
        "title" | "subtitle" | "summary" | "rights" => &["type"],
        "content" => &["type", "src"],
        "category" => &["!term", "scheme", "label"],
        "generator" => &["uri", "version"],
        "link" => &["!href", "rel", "type", "hreflang", "title", "length"],
        name => panic!("Atom has no {name}"),
    }
}

/// What Appendix B and the text of RFC 4287 ask of an element and of all that is in it.
fn check(element: &Element, allowed: &[Allowed]) {
    let name = element.name.as_str();
    assert_eq!(element.namespace, ATOM, "{name}");
    let known = attributes_of(name);
    for attribute in element
        .attributes
        .keys()
        .filter(|key| !key.starts_with("xml"))
    {
        assert!(
            known
                .iter()
                .any(|known| known.trim_start_matches('!') == attribute),
            "{name} {attribute}"
        );
    }
    for needed in known.iter().filter_map(|known| known.strip_prefix('!')) {
        element.attribute(needed);
    }
    let children = element
        .children
        .iter()
        .filter(|child| child.namespace == ATOM);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for child in children {
        *counts.entry(&child.name).or_default() += 1;
        assert!(
            allowed.iter().any(|(name, ..)| *name == child.name),
            "{} in {name}",
            child.name
        );
        check(child, children_of(&child.name));
    }
    for (child, least, most) in allowed {
        let count = counts.get(child).copied().unwrap_or_default();
        assert!(
            (*least..=*most).contains(&count),
            "{count} times {child} in {name}"
        );
    }
    check_value(element);
}

fn children_of(name: &str) -> &'static [Allowed] {
    match name {
        "entry" => ENTRY,
        "author" | "contributor" => PERSON,
        _ => &[],
    }
}

fn check_value(element: &Element) {
    let text = element.text.as_str();
    match element.name.as_str() {
        "updated" | "published" => {
            let (time, offset) = text.split_at(DATE_TIME.len());
            let shape = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
            assert_eq!(shape(time), DATE_TIME, "{text}");
            assert!(
                offset == "Z" || ["+00:00", "-00:00"].contains(&shape(offset).as_str()),
                "{text}"
            );
        }
        "id" | "uri" | "icon" => assert!(text.starts_with("https://"), "{text} is whole"),
        "title" | "name" => assert!(!text.trim().is_empty(), "{element:?}"),
        "link" => assert!(
            element.attribute("href").starts_with("https://"),
            "{element:?}"
        ),
        "content" => assert_eq!(element.attribute("type"), "html"),
        _ => {}
    }
}

/// Checks a feed as a whole, and gives it.
fn feed(built: &Built, url: &str) -> Element {
    let feed = Element::parse(&built.page(url).html);
    assert_eq!(feed.name, "feed");
    check(&feed, FEED);
    let origin = &built.snapshot.config.origin;
    let own = feed
        .all("link")
        .find(|link| link.attribute("rel") == "self")
        .unwrap();
    assert_eq!(
        own.attribute("href"),
        format!("{origin}{}{url}", built.snapshot.config.base_path)
    );
    assert!(
        feed.all("author").next().is_some(),
        "{url}: entries without an author have that of the feed"
    );
    assert!(feed.all("entry").next().is_some(), "{url} has no entry");
    let newest = feed
        .all("entry")
        .map(|entry| entry.one("updated").text.clone())
        .max()
        .unwrap();
    assert_eq!(feed.one("updated").text, newest, "{url}");
    let ids: BTreeSet<&str> = feed
        .all("entry")
        .map(|entry| entry.one("id").text.as_str())
        .collect();
    assert_eq!(
        ids.len(),
        feed.all("entry").count(),
        "{url}: an id stands twice"
    );
    for element in feed.all("entry").chain([&feed]) {
        let alternates: Vec<&Element> = element
            .all("link")
            .filter(|link| link.attribute("rel") == "alternate")
            .collect();
        assert_eq!(alternates.len(), 1, "{url}: one page for {}", element.name);
    }
    feed
}

fn feeds(built: &Built) -> Vec<String> {
    built
        .routes()
        .into_iter()
        .filter(|url| url.ends_with("/feed.xml"))
        .collect()
}

fn titles(feed: &Element) -> Vec<&str> {
    feed.all("entry")
        .map(|entry| entry.one("title").text.as_str())
        .collect()
}

#[test]
fn every_feed_of_the_sample_is_atom_and_leads_to_pages_that_are_there() {
    let built = sample();
    let feeds = feeds(&built);
    assert!(feeds.len() > 20, "{feeds:?}");
    let routes = built.routes();
    for url in &feeds {
        let feed = feed(&built, url);
        let lang = feed.attribute("xml:lang");
        for entry in feed.all("entry") {
            let page = &entry.one("id").text["https://lutrin.example.org".len()..];
            assert!(routes.contains(page), "{url}: {page}");
            let link = entry.all("link").next().unwrap();
            assert_eq!(
                link.attribute("hreflang"),
                lang,
                "{url}: only posts of its own language"
            );
            check_content(url, &entry.one("content").text);
        }
    }
}

/// Nothing that only works on a page.
fn check_content(url: &str, html: &str) {
    for name in [" href=\"", " src=\""] {
        for rest in html.split(name).skip(1) {
            assert!(
                ["https://", "http://", "mailto:"]
                    .iter()
                    .any(|start| rest.starts_with(start)),
                "{url}: {rest:.80}"
            );
        }
    }
    for unwanted in [
        "<script",
        "<style",
        "<button",
        "class=\"anchor\"",
        "tabindex",
        "{{",
    ] {
        assert!(!html.contains(unwanted), "{url}: {unwanted}");
    }
}

const RICH: &str = "\
---
title: 'Tom & <i>Jerry</i>'
date: 2026-02-03T10:30:00+02:00
updated: 2026-03-04
authors: [ada, 'Grace Hopper - Admiral, Navy']
tags: [Rust, C++]
series: Two cats
image: {file: cat.svg, alt: 'A \"cat\"'}
canonical: https://first.example/cats?a=1&b=2
---
Intro[^1] & <b onclick=\"x()\">more</b>\u{1b}[0m.

## A part

See [the part](#a-part), [b](b.md), [out](https://o.org/?a&b) ![i](cat.svg).

<script>if (1<b) alert(1)</script>

- [x] done

[^1]: The note.
";

fn rich() -> SiteTest {
    SiteTest::new()
        .file("content/people.yaml", "ada: {name: Ada}\n")
        .file("content/blog/a.en.md", RICH)
        .file(
            "content/blog/cat.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>",
        )
        .post("b", "Short.")
}

#[test]
fn an_entry_has_all_that_its_post_has() {
    let built = rich().build_without_rendering();
    let feed = feed(&built, "/en/feed.xml");
    assert_eq!(feed.attribute("xml:lang"), "en");
    assert_eq!(titles(&feed), ["Tom & <i>Jerry</i>", "b"]);
    let entry = feed.all("entry").next().unwrap();
    assert_eq!(entry.one("id").text, "https://example.org/en/blog/a/");
    assert_eq!(entry.one("published").text, "2026-02-03T10:30:00+02:00");
    assert_eq!(entry.one("updated").text, "2026-03-04T00:00:00Z");
    let authors: Vec<(&str, &str)> = entry
        .all("author")
        .map(|a| (a.one("name").text.as_str(), a.one("uri").text.as_str()))
        .collect();
    assert_eq!(
        authors,
        [
            ("Ada", "https://example.org/en/authors/ada/"),
            (
                "Grace Hopper",
                "https://example.org/en/authors/grace-hopper/"
            )
        ]
    );
    let categories: Vec<[&str; 3]> = entry
        .all("category")
        .map(|category| ["term", "scheme", "label"].map(|name| category.attribute(name)))
        .collect();
    assert_eq!(
        categories,
        [
            ["rust", "https://example.org/en/tags/", "Rust"],
            ["c-plus-plus", "https://example.org/en/tags/", "C++"],
            ["two-cats", "https://example.org/en/series/", "Two cats"],
        ]
    );
    let related = entry
        .all("link")
        .find(|link| link.attribute("rel") == "related")
        .unwrap();
    assert_eq!(
        related.attribute("href"),
        "https://first.example/cats?a=1&b=2"
    );
    assert_eq!(entry.one("summary").text, "Intro & more[0m.");
}

#[test]
fn content_reads_the_same_anywhere() {
    let built = rich().build_without_rendering();
    let feed = feed(&built, "/en/feed.xml");
    let html = &feed.all("entry").next().unwrap().one("content").text;
    check_content("/en/feed.xml", html);
    for expected in [
        "<p><img src=\"https://example.org/blog/cat.svg\" alt=\"A “cat”\"></p>",
        "href=\"https://example.org/en/blog/a/#fn-1\"",
        "<b>more</b>[0m.",
        "<h2 id=\"a-part\">A part",
        "href=\"https://example.org/en/blog/a/#a-part\"",
        "href=\"https://example.org/en/blog/b/\"",
        "href=\"https://o.org/?a&amp;b\"",
        "<img src=\"https://example.org/blog/cat.svg\" alt=\"i\" width=\"4\" height=\"3\"",
        "☑ ",
        "id=\"fn-1\"",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    assert!(
        !html.contains("alert(1)") && !html.contains("onclick"),
        "{html}"
    );
}

#[test]
fn drafts_posts_to_come_and_posts_of_other_languages_are_in_no_feed() {
    let site = SiteTest::new()
        .file(
            "content/blog/d.en.md",
            "---\ntitle: D\ndate: 2026-01-01\ndraft: true\n---\n",
        )
        .file(
            "content/blog/f.en.md",
            "---\ntitle: F\ndate: 2026-11-21\n---\n",
        )
        .file(
            "content/blog/fr.fr.md",
            "---\ntitle: Fr\ndate: 2026-11-01\ntags: [x]\n---\n",
        )
        .post("a", "");
    let built = site.drafts().future().build_without_rendering();
    built
        .page("/en/blog/")
        .contains(">D<")
        .contains(">F<")
        .contains(">Fr<");
    assert_eq!(
        feeds(&built),
        [
            "/blog/feed.xml",
            "/en/blog/feed.xml",
            "/en/feed.xml",
            "/feed.xml",
            "/tags/x/feed.xml"
        ]
    );
    assert_eq!(titles(&feed(&built, "/en/feed.xml")), ["a"]);
    assert_eq!(titles(&feed(&built, "/feed.xml")), ["Fr"]);
    // Nothing in English is about it, so there is nothing to subscribe to.
    built
        .page("/en/tags/x/")
        .lacks("/en/tags/x/feed.xml")
        .contains("href=\"/en/feed.xml\"");
    built.page("/tags/x/").contains("href=\"/tags/x/feed.xml\"");
}

#[test]
fn pages_without_a_date_make_no_feed() {
    let built = SiteTest::new()
        .file("content/guide/a.en.md", "---\ntitle: A\n---\n")
        .build_without_rendering();
    assert_eq!(feeds(&built), Vec::<String>::new());
    built.page("/en/").lacks("application/atom+xml");
}

#[test]
fn the_newest_posts_come_first_as_many_as_the_configuration_says() {
    let config =
        "title: T\nbase_url: https://example.org/x\nlanguages: {en: {}}\nroot_language: en\n";
    let mut site = SiteTest::new();
    for day in 1..=5 {
        let text = format!("---\ntitle: P{day}\ndate: 2026-01-0{day}\nseries: S\n---\n");
        site = site.file(&format!("content/blog/p{day}.en.md"), text);
    }
    let limited = site
        .clone()
        .config(&format!("{config}feed: {{limit: 3}}\n"))
        .build_without_rendering();
    assert_eq!(titles(&feed(&limited, "/feed.xml")), ["P5", "P4", "P3"]);
    assert_eq!(
        titles(&feed(&limited, "/series/s/feed.xml")),
        ["P5", "P4", "P3"],
        "a series is listed from its oldest"
    );
    assert_eq!(
        feed(&limited, "/feed.xml").one("id").text,
        "https://example.org/x/feed.xml"
    );
    let none = site
        .config(&format!("{config}feed: false\n"))
        .build_without_rendering();
    assert_eq!(feeds(&none), Vec::<String>::new());
    none.page("/").lacks("application/atom+xml");
}

#[test]
fn an_id_outlives_every_edit_of_its_post() {
    let id = |front_matter: &str, body: &str| {
        let text = format!("---\ndate: 2026-01-02\n{front_matter}---\n{body}");
        let built = SiteTest::new()
            .file("content/blog/a.en.md", text)
            .build_without_rendering();
        feed(&built, "/en/feed.xml")
            .all("entry")
            .next()
            .unwrap()
            .one("id")
            .text
            .clone()
    };
    let first = id("title: A\n", "");
    assert_eq!(
        id("title: B\nupdated: 2026-02-02\ntags: [x]\n", "More."),
        first
    );
}
