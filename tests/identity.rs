//! Two names are two things until somebody says otherwise: tags, series, guests and the people of
//! `people.yaml`, with the addresses that keep them apart.

use std::collections::BTreeMap;

use lutrin::site::taxonomy::TaxonomyKey;
use lutrin::slug::names::name_key;
use lutrin::slug::slugify;
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{Built, SiteTest};

/// A text as YAML and JSON write it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// A site of one English post a name, in files of these numbers.
fn site_of(names: &[String], files: &[usize], write: impl Fn(&str) -> String) -> SiteTest {
    let mut site = SiteTest::new();
    for (name, file) in names.iter().zip(files) {
        let text = format!("---\ntitle: T\ndate: 2026-01-02\n{}\n---\nx\n", write(name));
        site = site.file(&format!("content/blog/p{file:03}.en.md"), text);
    }
    site
}

fn tagged(name: &str) -> String {
    format!("tags: [{}]", quoted(name))
}

fn signed(name: &str) -> String {
    format!("authors: [{{name: {}}}]", quoted(name))
}

/// The address of every post's term, by its file's number.
fn addresses(built: &Built, key: TaxonomyKey) -> BTreeMap<usize, String> {
    let site = &built.snapshot.site;
    let language = site.pages.first().map_or(0, |page| page.language);
    let mut found = BTreeMap::new();
    for term in &site.taxonomies[key.index()].terms[language] {
        let listing = site.listing(term.listing);
        for id in &*listing.pages {
            let stem = &site.page(*id).document.path.stem;
            let number = stem.trim_start_matches('p').parse().unwrap();
            found.insert(number, listing.url.to_string());
        }
    }
    found
}

/// The addresses of names, each in a post of its own.
fn addresses_of(
    names: &[String],
    files: &[usize],
    key: TaxonomyKey,
    extra: Option<(&str, &str)>,
) -> Vec<String> {
    let write: fn(&str) -> String = match key {
        TaxonomyKey::Authors => signed,
        _ => tagged,
    };
    let mut site = site_of(names, files, write);
    if let Some((path, text)) = extra {
        site = site.file(path, text);
    }
    let found = addresses(&site.build_without_rendering(), key);
    files.iter().map(|file| found[file].clone()).collect()
}

fn name() -> impl Strategy<Value = String> {
    const ALIKE: &[&str] = &[
        "peche",
        "pêche",
        "péché",
        "Pêche",
        "PÉCHÉ",
        "pe\u{302}che",
        "权利",
        "权力",
        "علم",
        "عالم",
        "Zoé",
        "Zoë",
        "zoe",
        "ZOE",
        "C",
        "C++",
        "c plus plus",
        "C#",
        "R&D",
        "r and d",
        ".NET",
        "net",
        "Go!",
        "go",
        "a b",
        "a-b",
        "A_B",
        "a.b",
        "naïve",
        "naive",
        "ΟΔΟΣ",
        "οδος",
        "L’eau",
        "L'eau",
    ];
    prop_oneof![
        5 => proptest::sample::select(ALIKE).prop_map(str::to_owned),
        1 => "[a-zéèç权利 .+&!-]{1,4}".prop_filter("leaves an address", |name| !slugify(name).is_empty()),
    ]
    .prop_map(|name| name.trim().to_owned())
}

/// Up to a dozen names, and an order of files for them.
fn names() -> impl Strategy<Value = (Vec<String>, Vec<usize>)> {
    vec(name(), 2..12).prop_flat_map(|names| {
        let files: Vec<usize> = (0..names.len()).collect();
        (Just(names), Just(files).prop_shuffle())
    })
}

fn assert_apart(names: &[String], found: &[String], is_one: impl Fn(&str, &str) -> bool) {
    for (a, one) in names.iter().zip(found) {
        for (b, two) in names.iter().zip(found) {
            assert_eq!(one == two, is_one(a, b), "{a} at {one}, {b} at {two}");
        }
    }
}

fn is_one_name(a: &str, b: &str) -> bool {
    name_key(a) == name_key(b)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 20, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_names_never_share_a_page_and_the_order_of_files_moves_none((names, files) in names()) {
        let in_order: Vec<usize> = (0..names.len()).collect();
        for key in [TaxonomyKey::Tags, TaxonomyKey::Authors] {
            let found = addresses_of(&names, &in_order, key, None);
            assert_apart(&names, &found, is_one_name);
            prop_assert_eq!(&found, &addresses_of(&names, &files, key, None));
        }
    }

    #[test]
    fn names_share_a_page_where_an_alias_says_so((names, files) in names()) {
        let (term, alias) = (&names[0], &names[1]);
        let terms = format!("tags:\n  {}: {{aliases: [{}]}}\n", quoted(term), quoted(alias));
        let found = addresses_of(&names, &files, TaxonomyKey::Tags, Some(("content/terms.yaml", &terms)));
        let is_joined = |name: &str| is_one_name(name, term) || is_one_name(name, alias);
        assert_apart(&names, &found, |a, b| is_one_name(a, b) || is_joined(a) && is_joined(b));
    }

    #[test]
    fn somebody_of_people_yaml_is_found_by_name_and_alias_and_keeps_the_address((names, files) in names()) {
        let (named, alias) = (&names[0], &names[1]);
        let people = format!("zoe: {{name: {}, aliases: [{}]}}\n", quoted(named), quoted(alias));
        let found = addresses_of(&names, &files, TaxonomyKey::Authors, Some(("content/people.yaml", &people)));
        let is_zoe = |name: &str| is_one_name(name, named) || is_one_name(name, alias);
        assert_apart(&names, &found, |a, b| is_one_name(a, b) || is_zoe(a) && is_zoe(b));
        for (name, address) in names.iter().zip(&found) {
            assert_eq!(address == "/en/authors/zoe/", is_zoe(name), "{name} at {address}");
        }
    }

    #[test]
    fn a_further_name_moves_none_of_those_that_share_a_slug((names, _) in names(), further in name()) {
        let files: Vec<usize> = (0..=names.len()).collect();
        let before = addresses_of(&names, &files[..names.len()], TaxonomyKey::Tags, None);
        let mut all = names.clone();
        all.push(further);
        let after = addresses_of(&all, &files, TaxonomyKey::Tags, None);
        for (at, name) in names.iter().enumerate() {
            let shares = |other: &String| !is_one_name(name, other) && slugify(name) == slugify(other);
            if names.iter().any(shares) {
                prop_assert_eq!(&before[at], &after[at], "{}", name);
            }
        }
    }
}

/// A post with some lines of front matter.
fn post(site: SiteTest, file: &str, lines: &str) -> SiteTest {
    let text = format!("---\ntitle: {file}\ndate: 2026-01-02\n{lines}\n---\nText.\n");
    site.file(&format!("content/blog/{file}.md"), text)
}

const PEOPLE: &str = "\
zoe: {name: Zoé Martin, role: Singer, bio: Sings., links: {Site: 'https://zoe.example/'}}
amelie: {name: Amélie Roux, aliases: [Amélie Blanc, mélie]}
";

#[test]
fn a_guest_never_writes_over_somebody_of_people_yaml() {
    let site = SiteTest::new().file("content/people.yaml", PEOPLE);
    let site = post(site, "a.en", "authors: [Zoé]");
    let site = post(site, "b.en", "authors: [\"ZOE - Singer, Opera\"]");
    let site = post(site, "c.en", "authors: [zoe]");
    let built = site.build();
    let page = built.page("/en/authors/zoe/").html;
    assert!(
        page.contains("Zoé Martin") && page.contains("Sings."),
        "{page}"
    );
    assert!(!page.contains("Opera"), "{page}");
    let authors: Vec<String> = built
        .routes()
        .into_iter()
        .filter(|url| url.starts_with("/en/authors/zoe") && url.ends_with('/'))
        .collect();
    assert_eq!(authors.len(), 3, "{authors:?}");
}

#[test]
fn a_person_is_one_by_id_name_and_alias() {
    let site = SiteTest::new().file("content/people.yaml", PEOPLE);
    let site = post(
        site,
        "a.en",
        "authors: [amelie, \"Amélie Roux - Developer\", AMÉLIE ROUX, Amélie Blanc, mélie]",
    );
    let built = site.build();
    built.clean();
    let authors = &built.snapshot.site.authors;
    assert_eq!(authors.len(), 1, "{authors:?}");
    for old in ["amelie-blanc", "melie"] {
        let page = built.page(&format!("/en/authors/{old}/")).html;
        assert!(page.contains("/en/authors/amelie/"), "{page}");
    }
}

#[test]
fn speakers_who_are_two_people_are_two_in_structured_data() {
    let site = SiteTest::new()
        .file("content/people.yaml", PEOPLE)
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-01-02\n---\nx\n",
        )
        .file(
            "content/events/e/sessions/01-a.en.md",
            "---\ntitle: A\nspeakers: [Zoé, Zoë, zoé, Zoé Martin, zoe]\nauthors: [zoe]\n---\nx\n",
        );
    let built = site.build_without_rendering();
    let html = built.page("/en/events/e/").html;
    assert_eq!(html.matches("\"@type\":\"Person\"").count(), 3, "{html}");
}

#[test]
fn a_term_is_found_by_its_old_names_whose_addresses_lead_to_it() {
    let terms = "\
tags:
  rust: {name: Rust, aliases: [rustlang, Rust language]}
  method: {fr: procédé, en: method, aliases: [méthode]}
  péché: {aliases: [pêche]}
series:
  notes: {fr: Carnet, en: Notebook, aliases: [Notes de scène]}
";
    let site = SiteTest::new().file("content/terms.yaml", terms);
    let site = post(
        site,
        "a.en",
        "tags: [rustlang, méthode, pêche]\nseries: notes de scène",
    );
    let site = post(
        site,
        "b.en",
        "tags: [Rust, method, péché]\nseries: Notebook",
    );
    let built = site.build();
    built.clean();
    let tags = &built.snapshot.site.taxonomies[TaxonomyKey::Tags.index()];
    let slugs: Vec<&str> = tags.terms[1]
        .iter()
        .map(|term| term.slug.as_str())
        .collect();
    assert_eq!(slugs, ["method", "peche", "rust"]);
    for (old, new) in [
        ("/en/tags/rustlang/", "/en/tags/rust/"),
        ("/en/tags/rust-language/", "/en/tags/rust/"),
        ("/tags/rustlang/", "/tags/rust/"),
        ("/tags/methode/", "/tags/procede/"),
        ("/en/tags/methode/", "/en/tags/method/"),
        ("/en/series/notes-de-scene/", "/en/series/notebook/"),
    ] {
        let page = built.page(old).html;
        assert!(page.contains(new), "{old} leads to {new}: {page}");
    }
    // Before they were one, each of the two was at an address of its own.
    let before = post(SiteTest::new(), "a.en", "tags: [pêche, péché]").build_without_rendering();
    let apart = &before.snapshot.site.taxonomies[TaxonomyKey::Tags.index()].terms[1];
    assert_eq!(apart.len(), 2);
    for term in apart {
        let page = built.page(&format!("/en/tags/{}/", term.slug)).html;
        assert!(page.contains("/en/tags/peche/"), "{page}");
    }
}

#[test]
fn two_terms_of_one_slug_are_parted_by_slugs_of_their_own() {
    let terms = "\
tags:
  pêche: {name: pêche, slug: fishing}
  péché: {name: péché, slug: sin}
";
    let site = SiteTest::new().file("content/terms.yaml", terms);
    let site = post(site, "a.en", "tags: [pêche]");
    let site = post(site, "b.en", "tags: [péché]");
    let built = site.build();
    built.clean();
    assert!(built.page("/en/tags/fishing/").html.contains("a.en"));
    assert!(built.page("/en/tags/sin/").html.contains("b.en"));
}

#[test]
fn tracks_and_events_of_one_slug_are_told_apart() {
    let mut site = SiteTest::new()
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-01-02\n---\nx\n",
        )
        .file(
            "content/events/e/recap.en.md",
            "---\ntitle: R\n---\n::: {.sessions track=\"权利\"}\n:::\n\n::: {.sessions track=\"权力\"}\n:::\n",
        );
    for (file, track) in [("01-a", "权利"), ("02-b", "权力")] {
        site = site.file(
            &format!("content/events/e/sessions/{file}.en.md"),
            format!("---\ntitle: {file}\ntrack: {track}\nauthors: [A B]\n---\nx\n"),
        );
    }
    let built = site.build_without_rendering();
    built.clean();
    let gathered = built.snapshot.site.gathered.values().next().unwrap();
    let counts: Vec<usize> = gathered.places.iter().map(Vec::len).collect();
    assert_eq!(counts, [1, 1]);
}
