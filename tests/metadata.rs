//! What the head of a page tells machines: translations that answer each other, `OpenGraph`,
//! JSON-LD, feeds.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::common::sample::sample;
use crate::common::{Built, SiteTest};

/// The tags of a name in a page, as their attributes.
fn tags(html: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let head = html.split_once("</head>").map_or(html, |(head, _)| head);
    let start = format!("<{name} ");
    let texts = head
        .split(&start)
        .skip(1)
        .map(|rest| rest.split_once('>').unwrap().0);
    let read = |text: &str| {
        let pairs = text.split("\" ").filter_map(|pair| pair.split_once("=\""));
        let unescape = |text: &str| quick_xml::escape::unescape(text).unwrap().into_owned();
        pairs
            .map(|(key, value)| (key.trim().to_owned(), unescape(value.trim_end_matches('"'))))
            .collect()
    };
    texts.map(read).collect()
}

fn alternates(html: &str) -> BTreeMap<String, String> {
    let links = tags(html, "link")
        .into_iter()
        .filter(|link| link.contains_key("hreflang"));
    links
        .map(|link| (link["hreflang"].clone(), link["href"].clone()))
        .collect()
}

/// The contents of the `meta` tags of a property or name.
fn metas(html: &str, name: &str) -> Vec<String> {
    let is_meta = |meta: &&BTreeMap<String, String>| {
        [meta.get("property"), meta.get("name")]
            .into_iter()
            .flatten()
            .any(|found| found == name)
    };
    tags(html, "meta")
        .iter()
        .filter(is_meta)
        .map(|meta| meta["content"].clone())
        .collect()
}

/// Every page but aliases.
fn pages(built: &Built) -> BTreeMap<String, String> {
    let urls = built.routes().into_iter().filter(|url| url.ends_with('/'));
    let pages = urls.map(|url| (url.clone(), built.page(&url).html));
    pages
        .filter(|(_, html)| !html.contains("http-equiv=\"refresh\""))
        .collect()
}

/// Every alternate is there and answers with the same set, in which the page itself is, and a
/// default.
fn check_alternates(built: &Built) -> usize {
    let origin = format!(
        "{}{}",
        built.snapshot.config.origin, built.snapshot.config.base_path
    );
    let sets: BTreeMap<String, BTreeMap<String, String>> = pages(built)
        .iter()
        .map(|(url, html)| (format!("{origin}{url}"), alternates(html)))
        .collect();
    let mut pairs = 0;
    for (url, set) in sets.iter().filter(|(_, set)| !set.is_empty()) {
        assert!(
            set.values().any(|other| other == url),
            "{url} does not name itself: {set:?}"
        );
        assert!(set.contains_key("x-default"), "{url} has no default");
        assert!(
            set.values().collect::<BTreeSet<_>>().len() > 1,
            "{url} has no translation: {set:?}"
        );
        for other in set.values() {
            let theirs = sets
                .get(other)
                .unwrap_or_else(|| panic!("{url} leads to {other}, which is not there"));
            assert_eq!(theirs, set, "{other} does not answer {url}");
            pairs += 1;
        }
    }
    pairs
}

fn translated(config: &str) -> Built {
    let config = format!("title: T\nbase_url: https://example.org/x\npaginate: 2\n{config}");
    let mut site = SiteTest::new()
        .config(&config)
        .file("content/_index.en.md", "---\ntitle: Home\n---\n");
    for (name, languages) in [
        ("a", &["fr", "en", "de"][..]),
        ("b", &["fr", "en"]),
        ("c", &["de"]),
        ("d", &["fr", "de"]),
    ] {
        for lang in languages {
            let tag = if *lang == "en" { "summer" } else { "été" };
            let text = format!(
                "---\ntitle: {name}\ndate: 2026-01-02\ntags: [rust, {tag}]\nseries: s\nauthors: [Ada L]\n---\n"
            );
            site = site.file(&format!("content/blog/{name}.{lang}.md"), text);
            site = site.file(
                &format!("content/pages/p{name}.{lang}.md"),
                "---\ntitle: P\naliases: []\n---\n",
            );
        }
    }
    site.build_without_rendering()
}

#[test]
fn translations_answer_each_other_on_every_page() {
    assert!(check_alternates(&sample()) > 100);
    let languages = "languages: {fr: {}, en: {}, de: {}}\n";
    assert!(check_alternates(&translated(&format!("{languages}root_language: en\n"))) > 50);
    let prefixed = translated(languages);
    assert!(check_alternates(&prefixed) > 50);
    assert_eq!(
        alternates(&prefixed.page("/").html)["x-default"],
        "https://example.org/x/"
    );
    let alone = SiteTest::new()
        .config("title: T\nbase_url: https://e.org\nlanguages: {en: {}}\n")
        .post("a", "")
        .build();
    assert_eq!(check_alternates(&alone), 0);
}

/// The things that a page tells of, by type.
fn graph(html: &str) -> BTreeMap<String, Value> {
    let Some((_, rest)) = html.split_once("<script type=\"application/ld+json\">") else {
        return BTreeMap::new();
    };
    let text = rest.split_once("</script>").unwrap().0;
    assert!(!text.contains('<'), "{text}");
    let data: Value = serde_json::from_str(text).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    let things = data["@graph"].as_array().unwrap().iter();
    things
        .map(|thing| (thing["@type"].as_str().unwrap().to_owned(), thing.clone()))
        .collect()
}

#[test]
fn every_page_of_the_sample_says_what_it_is() {
    let built = sample();
    let mut kinds = BTreeSet::new();
    for (url, html) in pages(&built) {
        // What should not be found need not say what it is.
        if html.contains("<meta name=\"robots\" content=\"noindex") {
            continue;
        }
        let graph = graph(&html);
        assert!(!graph.is_empty(), "{url}");
        if let Some(trail) = graph.get("BreadcrumbList") {
            let items = trail["itemListElement"].as_array().unwrap();
            assert!(items.len() > 1, "{url}");
            for (position, item) in (1_u64..).zip(items) {
                assert_eq!(item["position"], position, "{url}");
                let address = item["item"]
                    .as_str()
                    .unwrap()
                    .strip_prefix("https://lutrin.example.org")
                    .unwrap();
                assert!(built.routes().contains(address), "{url}: {address}");
            }
            assert_eq!(
                items.last().unwrap()["item"],
                format!("https://lutrin.example.org{url}")
            );
        } else {
            assert!(graph.contains_key("WebSite"), "{url}");
        }
        kinds.extend(graph.into_keys());
    }
    let expected = "Article Blog BlogPosting BreadcrumbList CollectionPage Event PresentationDigitalDocument ProfilePage WebPage WebSite";
    assert_eq!(kinds.into_iter().collect::<Vec<_>>().join(" "), expected);
}

fn post() -> Built {
    SiteTest::new()
        .config(
            "title: {fr: Carnet, en: Notes}\nbase_url: https://example.org\nlanguages: {fr: {}, en: {}, pt-BR: {}}\n\
             root_language: fr\ntwitter: lutrin\n",
        )
        .file("content/people.yaml", "core: {name: Core team, team: true, organisation: Lutrin}\nada: {name: Ada, role: Analyst, url: 'https://ada.org/'}\n")
        .file("content/blog/_index.en.md", "---\ntitle: Blog\n---\n")
        .file(
            "content/blog/a/index.en.md",
            "---\ntitle: 'Why </script> & “quotes”'\nsummary: Because <!-- it is.\ndate: 2026-02-02\nupdated: 2026-03-03T08:00\n\
             tags: [Rust, 'R&D']\nauthors: [core, ada]\nimage: {file: i.svg, alt: A cat}\n---\nOne two three.\n",
        )
        .file("content/blog/a/index.fr.md", "---\ntitle: Pourquoi\ndate: 2026-01-01\n---\nUn.\n")
        .file("content/blog/a/i.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"40\" height=\"30\"/>")
        .build()
}

#[test]
fn a_post_is_told_in_the_words_of_schema_org() {
    let built = post();
    let html = built.page("/en/blog/a/").html;
    let graph = graph(&html);
    let posting = &graph["BlogPosting"];
    let expected = serde_json::json!({
        "@type": "BlogPosting",
        "@id": "https://example.org/en/blog/a/#post",
        "url": "https://example.org/en/blog/a/",
        "mainEntityOfPage": "https://example.org/en/blog/a/",
        "headline": "Why </script> & “quotes”",
        "description": "Because <!-- it is.",
        "inLanguage": "en",
        "datePublished": "2026-02-02",
        "dateModified": "2026-03-03T08:00:00Z",
        "keywords": ["Rust", "R&D"],
        "wordCount": 3,
        "author": [
            { "@type": "Organization", "@id": "https://example.org/en/authors/core/#author", "name": "Core team",
              "url": "https://example.org/en/authors/core/" },
            { "@type": "Person", "@id": "https://example.org/en/authors/ada/#author", "name": "Ada",
              "url": "https://example.org/en/authors/ada/" },
        ],
        "image": { "@type": "ImageObject", "url": "https://example.org/blog/a/i.svg", "caption": "A cat",
                   "width": 40, "height": 30 },
        "publisher": { "@type": "Organization", "name": "Notes", "url": "https://example.org/en/" },
        "isPartOf": { "@type": "Blog", "@id": "https://example.org/en/#blog", "name": "Notes",
                      "url": "https://example.org/en/", "inLanguage": "en" },
        "translationOfWork": { "@type": "BlogPosting", "url": "https://example.org/blog/a/", "name": "Pourquoi",
                               "inLanguage": "fr" },
    });
    assert_eq!(*posting, expected);
    let names: Vec<&Value> = graph["BreadcrumbList"]["itemListElement"]
        .as_array()
        .unwrap()
        .iter()
        .map(|item| &item["name"])
        .collect();
    assert_eq!(names, ["Notes", "Blog", "Why </script> & “quotes”"]);
    let original = &graph_of(&built, "/blog/a/")["BlogPosting"];
    assert_eq!(
        original["workTranslation"][0]["url"],
        "https://example.org/en/blog/a/"
    );
    assert!(original.get("translationOfWork").is_none());
}

fn graph_of(built: &Built, url: &str) -> BTreeMap<String, Value> {
    graph(&built.page(url).html)
}

#[test]
fn authors_are_persons_or_teams() {
    let built = post();
    let team = &graph_of(&built, "/en/authors/core/")["ProfilePage"]["mainEntity"];
    assert_eq!(
        (&team["@type"], &team["parentOrganization"]["name"]),
        (&"Organization".into(), &"Lutrin".into())
    );
    let ada = &graph_of(&built, "/en/authors/ada/")["ProfilePage"]["mainEntity"];
    assert_eq!(
        (&ada["@type"], &ada["jobTitle"]),
        (&"Person".into(), &"Analyst".into())
    );
    assert_eq!(ada["sameAs"], serde_json::json!(["https://ada.org/"]));
}

#[test]
fn links_to_a_page_show_what_it_is() {
    let html = post().page("/en/blog/a/").html;
    for (name, expected) in [
        ("og:title", &["Why </script> & “quotes”"][..]),
        ("og:type", &["article"]),
        ("og:url", &["https://example.org/en/blog/a/"]),
        ("og:locale", &["en_US"]),
        ("og:locale:alternate", &["fr_FR"]),
        ("og:site_name", &["Notes"]),
        ("og:image", &["https://example.org/blog/a/i.svg"]),
        ("og:image:alt", &["A cat"]),
        ("og:image:width", &["40"]),
        ("article:published_time", &["2026-02-02"]),
        ("article:modified_time", &["2026-03-03T08:00:00Z"]),
        (
            "article:author",
            &[
                "https://example.org/en/authors/core/",
                "https://example.org/en/authors/ada/",
            ],
        ),
        ("article:section", &["Blog"]),
        ("article:tag", &["Rust", "R&D"]),
        ("twitter:card", &["summary_large_image"]),
        ("twitter:site", &["@lutrin"]),
        ("author", &["Core team", "Ada"]),
    ] {
        assert_eq!(metas(&html, name), expected, "{name}");
    }
    let home = post().page("/pt-BR/").html;
    assert_eq!(metas(&home, "og:locale"), ["pt_BR"]);
    assert_eq!(metas(&home, "og:locale:alternate"), ["fr_FR", "en_US"]);
    assert_eq!(metas(&home, "og:type"), ["website"]);
    assert!(metas(&home, "article:published_time").is_empty());
}
