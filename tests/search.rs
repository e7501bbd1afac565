//! What a reader's browser searches in: which pages, which words, under which letter; and what a
//! post is related to.

use lutrin::html::tree::Tree;
use lutrin::lang::Lang;
use lutrin::markdown::Slot;
use lutrin::search::{self, SearchFields};
use serde_json::Value;

use crate::common::{Built, CONFIG, SiteTest};

#[test]
fn words_are_those_of_the_table() {
    let table: Vec<(String, Vec<String>)> = {
        let json: Value = serde_json::from_str(include_str!("fixtures/search/words.json")).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let row = |row: &Value| {
            (
                text(&row[0]),
                row[1].as_array().unwrap().iter().map(text).collect(),
            )
        };
        json.as_array().unwrap().iter().map(row).collect()
    };
    assert!(table.len() > 10);
    for (text, expected) in table {
        let mut found = Vec::new();
        search::words(&text, |word| found.push(search::fold(word).into_owned()));
        assert_eq!(found, expected, "{text}");
    }
}

/// A body of nothing but text.
fn body(text: &str) -> Tree<Slot> {
    let mut body = Tree::default();
    body.text(text);
    body
}

/// The words of one text of a language, those of one stem together, with a slash between them.
fn stems(lang: &str, text: &str) -> Vec<String> {
    let lang = Lang::new(lang);
    let body = body(text);
    let fields = SearchFields {
        lang: &lang,
        title: "",
        headings: vec![],
        names: vec![],
        summary: "",
        body: &body,
    };
    let counted = search::count(&fields);
    let mut lines: Vec<String> = search::index(&[&counted]).concat();
    for line in &mut lines {
        *line = line.split('|').next().unwrap().replace(' ', "/");
    }
    lines.sort();
    lines.dedup();
    lines
}

#[test]
fn forms_of_a_word_stand_together() {
    assert_eq!(
        stems("fr", "évènement, événements, Evenement"),
        ["evenement/evenements"]
    );
    assert_eq!(
        stems("fr", "répéter, répétée, répète ; chevaux"),
        ["chevaux", "repete/repetee/repeter"]
    );
    assert_eq!(
        stems("en", "measuring measured measures talk"),
        ["measured/measures/measuring", "talk"]
    );
    assert_eq!(stems("de", "Häuser Hauses"), ["hauser/hauses"]);
    assert_eq!(stems("xx", "measuring measured"), ["measured", "measuring"]);
    assert_eq!(stems("fr", "ss42 ss421 C++"), ["c++", "ss42", "ss421"]);
}

#[test]
fn what_says_nothing_counts_in_titles_alone() {
    assert_eq!(stems("fr", "le texte est à moi, x"), ["texte"]);
    assert_eq!(stems("en", "the text is mine, x"), ["mine", "text"]);
    let lang = Lang::new("en");
    let body = body("be it");
    let fields = SearchFields {
        lang: &lang,
        title: "To be",
        headings: vec![],
        names: vec![],
        summary: "",
        body: &body,
    };
    assert_eq!(
        search::index(&[&search::count(&fields)]).concat(),
        ["be|Ab", "to|Ab"]
    );
}

#[test]
fn what_is_no_letter_has_a_shard_too() {
    let name = |word: &str| search::SHARDS[search::shard(word)];
    assert_eq!(
        [
            name("a"),
            name("zebra"),
            name("2026"),
            name("été"),
            name("語")
        ],
        ["a", "z", "2", "1", "6"]
    );
}

/// A file of a site as JSON.
fn json(site: &Built, url: &str) -> Value {
    serde_json::from_slice(
        &site
            .bytes(url)
            .unwrap_or_else(|| panic!("nothing is at {url}")),
    )
    .unwrap()
}

fn titles(index: &Value) -> Vec<&str> {
    index["pages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|page| page[0].as_str().unwrap())
        .collect()
}

fn has_word(file: &Value, word: &str) -> bool {
    let lines = file["words"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap());
    lines
        .flat_map(|line| line.split('|').next().unwrap().split(' '))
        .any(|other| other == word)
}

fn sample() -> SiteTest {
    let post =
        |title: &str, more: &str, body: &str| format!("---\ntitle: {title}\n{more}---\n{body}\n");
    SiteTest::new()
        .file(
            "content/blog/a.fr.md",
            post(
                "Évènement",
                "date: 2026-01-02\ntags: [scène]\n",
                "Un `renameat2` & lui.",
            ),
        )
        .file(
            "content/blog/a.en.md",
            post("Event", "date: 2026-01-02\n", "The notebook."),
        )
        .file(
            "content/blog/b.en.md",
            post("Only English", "date: 2026-02-03\n", "Measured twice."),
        )
        .file(
            "content/pages/c.fr.md",
            post(
                "Une page",
                "",
                "## Intertitre\n\nTexte.\n\n```\nconfidentiel\n```",
            ),
        )
        .file(
            "content/blog/draft.fr.md",
            post("Brouillon", "draft: true\n", "Secret."),
        )
        .file(
            "content/blog/future.fr.md",
            post("Demain", "date: 2999-01-01\n", "Prochainement."),
        )
        .file(
            "content/blog/hidden.fr.md",
            post("Discret", "date: 2026-01-01\nsearch: false\n", "Invisible."),
        )
}

#[test]
fn an_index_has_what_readers_of_its_language_see() {
    let site = sample().build();
    let (fr, en) = (json(&site, "/search.json"), json(&site, "/en/search.json"));
    assert_eq!(titles(&fr), ["Only English", "Évènement", "Une page"]);
    assert_eq!(titles(&en), ["Only English", "Event", "Une page"]);
    assert_eq!(
        fr["pages"][0],
        serde_json::json!([
            "Only English",
            "/en/blog/b/",
            "Measured twice.",
            "3\u{a0}février 2026",
            1
        ])
    );
    for word in [
        "evenement",
        "scene",
        "renameat2",
        "measured",
        "intertitre",
        "texte",
    ] {
        assert!(has_word(&fr, word), "{word}");
    }
    for word in [
        "event",
        "secret",
        "brouillon",
        "prochainement",
        "discret",
        "invisible",
        "amp",
        "un",
        "confidentiel",
    ] {
        assert!(!has_word(&fr, word), "{word}");
    }
    site.nothing_at("/search/a.json").clean();
}

#[test]
fn drafts_are_not_found_even_where_they_are_shown() {
    let site = sample().drafts().build();
    site.page("/blog/draft/").contains("Secret.");
    assert!(!has_word(&json(&site, "/search.json"), "secret"));
}

#[test]
fn search_can_be_switched_off() {
    let site = sample().config(&format!("{CONFIG}search: false\n")).build();
    site.clean()
        .nothing_at("/search/")
        .nothing_at("/search.json")
        .nothing_at("/search/a.json");
    site.page("/").lacks("search");
    site.page("/404.html").lacks("<form");
}

#[test]
fn the_words_of_many_pages_are_spread_over_files() {
    let many = |site: SiteTest, n: usize| {
        (0..n).fold(site, |site, i| {
            site.post(&format!("p{i}"), &format!("Zebra w{i}."))
        })
    };
    let small = many(SiteTest::new(), search::ONE_FILE).build();
    assert!(has_word(&json(&small, "/en/search.json"), "zebra"));
    let large = many(SiteTest::new(), search::ONE_FILE + 1).build();
    let first = json(&large, "/en/search.json");
    assert_eq!(
        first["pages"].as_array().unwrap().len(),
        search::ONE_FILE + 1
    );
    assert_eq!(first.get("words"), None);
    let (z, w) = (
        json(&large, "/en/search/z.json"),
        json(&large, "/en/search/w.json"),
    );
    assert!(has_word(&z, "zebra") && !has_word(&z, "w1") && has_word(&w, "w1"));
    assert_eq!((&z["id"], &w["id"]), (&first["id"], &first["id"]));
    for name in search::SHARDS {
        json(&large, &format!("/en/search/{name}.json"));
    }
}

#[test]
fn the_page_of_search_needs_no_script_to_lead_on() {
    let site = sample().build();
    let page = site.page("/search/");
    page.contains("<noscript>")
        .contains("href=\"/tags/\"")
        .contains("href=\"/blog/\"");
    page.contains("hreflang=\"en\" href=\"https://example.org/en/search/\"");
    site.page("/en/404.html")
        .contains("action=\"/en/search/\" method=\"get\"");
}

/// The addresses of the related posts on a page.
fn related(site: &Built, url: &str) -> Vec<String> {
    let page = site.page(url);
    let Some((_, rest)) = page.html.split_once("<section class=\"related\"") else {
        return Vec::new();
    };
    let section = rest.split("</section>").next().unwrap();
    section
        .split("href=\"")
        .skip(1)
        .map(|link| link.split('"').next().unwrap().to_owned())
        .collect()
}

fn tagged(site: SiteTest, slug: &str, front_matter: &str) -> SiteTest {
    site.file(
        &format!("content/blog/{slug}.md"),
        format!("---\ntitle: {slug}\n{front_matter}\n---\nText.\n"),
    )
}

#[test]
fn related_posts_share_what_is_rare() {
    let mut site = SiteTest::new();
    site = tagged(site, "a.en", "date: 2026-01-01\ntags: [rust, rare]");
    site = tagged(site, "b.en", "date: 2026-01-02\ntags: [rust]");
    site = tagged(site, "c.en", "date: 2026-01-03\ntags: [rust]");
    site = tagged(site, "d.en", "date: 2026-01-04\ntags: [rust]");
    site = tagged(site, "e.en", "date: 2026-01-05\ntags: [rare]");
    site = tagged(site, "f.en", "date: 2026-01-06\nseries: S");
    site = tagged(site, "g.en", "date: 2026-01-07\nseries: S");
    site = tagged(site, "h.en", "date: 2026-01-08");
    let built = site.build();
    let at = |slug: &str| format!("/en/blog/{slug}/");
    assert_eq!(related(&built, "/en/blog/a/"), [at("e"), at("d"), at("c")]);
    assert_eq!(related(&built, "/en/blog/f/"), [at("g")]);
    assert_eq!(related(&built, "/en/blog/h/"), Vec::<String>::new());
}

#[test]
fn related_posts_are_of_the_same_language_where_there_are_any() {
    let mut site = SiteTest::new();
    site = tagged(site, "a.fr", "date: 2026-01-01\ntags: [rust]");
    site = tagged(site, "b.en", "date: 2026-01-02\ntags: [rust, wasm]");
    site = tagged(site, "c.fr", "date: 2026-01-03\ntags: [rust]");
    site = tagged(site, "d.fr", "date: 2026-01-04\ntags: [wasm]");
    site = tagged(site, "e.fr", "date: 2026-01-05");
    let built = site.build();
    assert_eq!(related(&built, "/blog/a/"), ["/blog/c/"]);
    assert_eq!(related(&built, "/blog/d/"), ["/en/blog/b/"]);
    assert_eq!(related(&built, "/blog/e/"), Vec::<String>::new());
}
