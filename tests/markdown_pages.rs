//! Pages as Markdown, and the list of them for language models: what is in them, what is not, and
//! when there are none.

use std::collections::BTreeSet;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::common::sample::sample;
use crate::common::{Built, SiteTest};

const EXTENSIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_GFM);

fn text(site: &Built, url: &str) -> String {
    site.page(url).html
}

/// What stands after the facts.
fn body(markdown: &str) -> &str {
    let facts = markdown.strip_prefix("---\n");
    let parts = facts.and_then(|facts| facts.split_once("\n---\n"));
    parts.map_or(markdown, |(_, body)| body)
}

/// The HTML in a text for which Markdown has signs.
fn html_in(markdown: &str) -> Vec<String> {
    let events = Parser::new_ext(body(markdown), EXTENSIONS);
    let html = events.filter_map(|event| match event {
        Event::Html(html) | Event::InlineHtml(html) => Some(html.to_string()),
        _ => None,
    });
    let has_no_sign = ["<sup>", "</sup>", "<sub>", "</sub>", "<br>"];
    html.filter(|html| !has_no_sign.contains(&&**html))
        .collect()
}

/// The addresses that a text leads to, and those of its pictures.
fn addresses(markdown: &str) -> Vec<String> {
    Parser::new_ext(body(markdown), EXTENSIONS)
        .filter_map(|event| match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                Some(dest_url.to_string())
            }
            _ => None,
        })
        .collect()
}

#[test]
fn a_page_has_its_facts_and_its_text() {
    let site = SiteTest::new()
        .file("content/people.yaml", "ada: {name: \"Ada: L.\"}")
        .file("content/blog/a/pic.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"4\" height=\"3\"/>")
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: \"A: *b*\"\ndate: 2026-01-02\nupdated: 2026-02-03\nauthors: [ada]\ntags: [t]\n---\n\
             One.\n\n## Two\n\n- [b](../b.en.md)\n- ![P](pic.svg)\n\n<!-- secret -->\n",
        )
        .file("content/blog/a/index.fr.md", "---\ntitle: F\ndate: 2026-01-02\n---\nUn !")
        .post("b", "Text")
        .build();
    site.clean();
    assert_eq!(
        text(&site, "/en/blog/a/index.md"),
        "---\ntitle: \"A: *b*\"\nurl: \"https://example.org/en/blog/a/\"\nlang: \"en\"\n\
         summary: \"One.\"\ndate: \"2026-01-02\"\nupdated: \"2026-02-03\"\nauthors:\n  - \"Ada: L.\"\n\
         tags:\n  - \"t\"\ntranslations:\n  fr: \"https://example.org/blog/a/\"\n---\n\n\
         # A: \\*b\\*\n\nOne.\n\n## Two\n\n\
         - [b](https://example.org/en/blog/b/)\n- ![P](https://example.org/blog/a/pic.svg)\n"
    );
    let page = "<link rel=\"alternate\" type=\"text/markdown\" href=\"https://example.org/en/blog/a/index.md\">";
    site.page("/en/blog/a/").contains(page);
    site.page("/404.html").lacks("text/markdown");
}

#[test]
fn a_listing_has_all_of_its_pages_on_one() {
    let mut site = SiteTest::new()
        .config("title: T\nbase_url: https://e.org/x\nlanguages: {en: {}}\nroot_language: en\npaginate: 1\n")
        .file("content/blog/_index.en.md", "---\ntitle: The blog\n---\nAbout *it*.");
    for name in ["p1", "p2", "p3"] {
        site = site.post(name, "S");
    }
    let site = site.build();
    let listing = text(&site, "/blog/index.md");
    assert!(
        listing.contains("# The blog\n\nAbout *it*.\n\n- ["),
        "{listing}"
    );
    assert_eq!(
        addresses(&listing),
        ["p1", "p2", "p3"].map(|name| format!("https://e.org/x/blog/{name}/index.md"))
    );
    site.page("/blog/")
        .contains("https://e.org/x/blog/index.md");
    site.page("/blog/page/2/").lacks("text/markdown");
    site.nothing_at("/blog/page/2/index.md");
}

#[test]
fn language_models_find_every_published_text() {
    let site = SiteTest::new()
        .config(&format!(
            "{}description: {{fr: Des textes, en: Texts}}\n",
            crate::common::CONFIG
        ))
        .post("a", "Said.")
        .file("content/blog/d.en.md", "---\ntitle: D\ndraft: true\n---\nx")
        .file("content/pages/p.fr.md", "---\ntitle: P [1]\n---\n")
        .build();
    let llms = text(&site, "/llms.txt");
    assert!(
        llms.starts_with("# Test\n\n> Des textes\n\n## Français\n\n- [Test]("),
        "{llms}"
    );
    assert!(
        llms.contains("\n- [P \\[1\\]](https://example.org/p/index.md)\n"),
        "{llms}"
    );
    assert!(
        llms.contains("\n- [a](https://example.org/en/blog/a/index.md): 2026-01-02: Said.\n"),
        "{llms}"
    );
    assert!(!llms.contains("/d/"), "{llms}");
}

#[test]
fn a_site_may_have_none_or_its_own() {
    let off = SiteTest::new()
        .config(&format!("{}markdown: false\n", crate::common::CONFIG))
        .post("a", "x")
        .build();
    off.clean().nothing_at("/en/blog/a/index.md");
    off.nothing_at("/en/index.md").nothing_at("/llms.txt");
    off.page("/en/blog/a/").lacks("text/markdown");
    let mine = SiteTest::new()
        .post("a", "x")
        .file("static/llms.txt", "mine")
        .file("static/en/blog/a/index.md", "mine, too")
        .build();
    mine.clean();
    assert_eq!(text(&mine, "/llms.txt"), "mine");
    assert_eq!(text(&mine, "/en/blog/a/index.md"), "mine, too");
    assert_eq!(mine.output()["en/blog/a/index.md"], b"mine, too");
    mine.page("/en/blog/a/").lacks("text/markdown");
}

/// An address below the Markdown of a page makes a folder of its name.
#[test]
fn a_folder_in_its_place_leaves_it_out() {
    let site = SiteTest::new()
        .post("a", "x")
        .file("static/en/blog/a/index.md/b.txt", "mine")
        .build();
    site.clean().nothing_at("/en/blog/a/index.md");
    site.page("/en/blog/a/").lacks("text/markdown");
    assert!(!site.output().contains_key("en/blog/a/index.md"));
}

#[test]
fn drafts_that_are_shown_are_listed_nowhere() {
    let site = SiteTest::new()
        .drafts()
        .file("content/blog/d.en.md", "---\ntitle: D\ndraft: true\n---\nx")
        .build();
    site.page("/en/blog/d/index.md");
    assert!(!text(&site, "/llms.txt").contains("/d/"));
}

#[test]
fn a_deck_has_its_slides_without_their_notes() {
    let site = SiteTest::new()
        .file("content/talks/t/index.en.md", "---\ntitle: T\nduration: 5m\n---\nx")
        .file(
            "content/talks/t/deck.en.md",
            "---\ntitle: T\n---\n# One\n\n- a\n- b\n\nSub[^a]\n\n[^a]: Note\n\n::: notes\nSecret\n:::\n\n---\n\n## Two\n\n```rust\nfn a() {}\n```\n",
        )
        .build();
    let deck = text(&site, "/en/talks/t/deck/index.md");
    assert!(
        deck.ends_with("\n---\n\n# One\n\n- a\n- b\n\nSub[^1]\n\n[^1]: Note\n\n---\n\n## Two\n\n```rust\nfn a() {}\n```\n"),
        "{deck}"
    );
    assert!(!deck.contains("Secret"));
    let talk = text(&site, "/en/talks/t/index.md");
    assert!(
        talk.contains("\n- [Slides](https://example.org/en/talks/t/deck/index.md)"),
        "{talk}"
    );
    // The two of them have one title.
    let llms = text(&site, "/llms.txt");
    let talk = llms.find("\n- [T](https://example.org/en/talks/t/index.md)");
    let slides = llms.find("\n- [Slides of “T”](https://example.org/en/talks/t/deck/index.md)");
    assert!(talk.is_some() && talk < slides, "{llms}");
}

#[test]
fn a_slide_with_the_title_of_a_deck_says_it_once() {
    let deck = |first: &str| {
        let slides = format!("---\ntitle: A deck\n---\n{first}\n\nBy us\n\n---\n\n## Two\n");
        SiteTest::new()
            .file(
                "content/talks/t/index.en.md",
                "---\ntitle: T\nduration: 5m\n---\nx",
            )
            .file("content/talks/t/deck.en.md", &slides)
            .build()
    };
    let address = "/en/talks/t/deck/index.md";
    let said = text(&deck("# A deck"), address);
    assert!(
        said.ends_with("\"\n---\n\n# A deck\n\nBy us\n\n---\n\n## Two\n"),
        "{said}"
    );
    assert_eq!(
        said.matches("A deck").count(),
        2,
        "once among the facts: {said}"
    );
    let said = text(&deck("# Another"), address);
    assert!(
        said.contains("\n\n# A deck\n\n---\n\n# Another\n\nBy us\n"),
        "{said}"
    );
}

#[test]
fn the_sample_leads_nowhere_but_to_whole_addresses() {
    let site = sample();
    let routes = site.routes();
    let all: BTreeSet<&String> = routes
        .iter()
        .filter(|url| url.ends_with("/index.md"))
        .collect();
    assert!(all.len() > 100, "{}", all.len());
    let origin = "https://lutrin.example.org";
    for url in all {
        let markdown = text(&site, url);
        assert!(markdown.starts_with("---\ntitle: "), "{url}");
        assert_eq!(html_in(&markdown), [""; 0], "{url}:\n{markdown}");
        for address in addresses(&markdown) {
            let path = address.strip_prefix(origin);
            let is_there = path.is_none_or(|path| {
                let path = path.split(['#', '?']).next().unwrap_or_default();
                site.bytes(path).is_some()
            });
            let is_whole = address.contains("://") || address.starts_with("mailto:");
            assert!(is_whole && is_there, "{url} leads to {address}");
        }
    }
}
