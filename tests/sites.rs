//! Whole small sites: `fixtures/sites/<name>/site` in, `expected` out, compared in both directions,
//! with `diagnostics.txt`. All have the theme of `fixtures/sites/theme`, which shows what templates
//! get and nothing else, so that the theme of the program may change freely. `UPDATE=1` writes what
//! is expected anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::disk::{DiskSite, tree};
use crate::common::sample::sample;
use crate::common::{Built, SiteTest, fixtures, updating};
use lutrin::site::PageId;
use lutrin::site::routes::Target;

fn build(folder: &Path) -> Built {
    let mut site = SiteTest::new();
    for (name, bytes) in tree(&fixtures("sites/theme")) {
        site = site.file(&format!("themes/tiny/{name}"), bytes);
    }
    for (name, bytes) in tree(&folder.join("site")) {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        site = if name == "lutrin.yaml" {
            site.config(&format!(
                "{text}theme: tiny\nsocial_cards: false\nsearch: false\n"
            ))
        } else {
            site.file(&name, bytes)
        };
    }
    site.build()
}

/// Output as it is kept: a page without a line end at its last line gets one.
fn kept(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    format!("{}\n", text.trim_end_matches('\n'))
}

fn compare(name: &str) {
    let folder = fixtures("sites").join(name);
    let site = build(&folder);
    let output: BTreeMap<String, String> = site
        .output()
        .iter()
        .map(|(name, bytes)| (name.clone(), kept(bytes)))
        .collect();
    let told = site.told();
    if updating() {
        let _ = fs::remove_dir_all(folder.join("expected"));
        for (name, text) in &output {
            let file = folder.join("expected").join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        fs::write(folder.join("diagnostics.txt"), &told).unwrap();
    }
    let expected = tree(&folder.join("expected"));
    let names = |map: Vec<&String>| map.into_iter().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(output.keys().collect()),
        names(expected.keys().collect()),
        "the files of {name}"
    );
    for (file, text) in &output {
        assert_eq!(text.as_bytes(), expected[file], "{name}: {file}:\n{text}");
    }
    assert_eq!(
        told,
        fs::read_to_string(folder.join("diagnostics.txt")).unwrap(),
        "{name}"
    );
}

macro_rules! sites {
    ($($name:ident)*) => {
        $(#[test] fn $name() { compare(stringify!($name)); })*

        #[test]
        fn every_folder_of_fixtures_is_a_test() {
            let mut folders: Vec<String> = fs::read_dir(fixtures("sites"))
                .unwrap()
                .map(|entry| entry.unwrap().file_name().into_string().unwrap())
                .filter(|name| name != "theme")
                .collect();
            folders.sort();
            assert_eq!(folders, [$(stringify!($name)),*]);
        }
    };
}

sites! {
    a_path_below_the_host
    aliases_and_slugs
    drafts_and_posts_to_come
    no_language_at_the_root
    one_language
    pagination
    pinned_posts_parts_and_years
    sections_in_sections
    series_tags_and_people
    terms_with_names
    three_languages_with_gaps
    translations_joined_by_key
    two_languages
}

#[test]
fn listings_break_at_the_number_of_posts_that_the_configuration_says() {
    for (posts, parts) in [(0, 1), (1, 1), (2, 1), (3, 2), (4, 2), (5, 3)] {
        let config = "title: T\nbase_url: https://e.org\nlanguages: {en: {}}\nroot_language: en\npaginate: 2\n";
        let mut site = SiteTest::new()
            .config(config)
            .file("content/blog/_index.en.md", "");
        for i in 0..posts {
            site = site.post(&format!("p{i}"), "");
        }
        let built = site.build();
        let further = built
            .routes()
            .iter()
            .filter(|url| url.starts_with("/blog/page/"))
            .count();
        assert_eq!(further, parts - 1, "{posts} posts");
        let last = if parts == 1 {
            "/blog/".to_owned()
        } else {
            format!("/blog/page/{parts}/")
        };
        built.page(&last);
        for number in ["0", "1", "02", "x", "+2", "99999999999999999999"] {
            built.nothing_at(&format!("/blog/page/{number}/"));
        }
        built.nothing_at(&format!("/blog/page/{}/", parts + 1));
    }
}

#[test]
fn drafts_and_posts_to_come_are_there_when_they_are_asked_for() {
    let site = SiteTest::new()
        .file("content/blog/d.en.md", "---\ntitle: D\ndraft: true\n---\n")
        .file(
            "content/blog/f.en.md",
            "---\ntitle: F\ndate: 2026-11-21\n---\n",
        )
        .file(
            "content/blog/today.en.md",
            "---\ntitle: Today\ndate: 2026-11-20T23:59\n---\n",
        );
    let built = site.clone().build();
    built
        .clean()
        .nothing_at("/en/blog/d/")
        .nothing_at("/en/blog/f/")
        .page("/en/blog/today/");
    site.clone()
        .drafts()
        .build()
        .nothing_at("/en/blog/f/")
        .page("/en/blog/d/");
    site.future()
        .build()
        .nothing_at("/en/blog/d/")
        .page("/en/blog/f/");
}

#[test]
fn nothing_of_a_draft_is_in_lists_years_series_or_files() {
    let secret = "title: Secret\ndate: 2020-01-01\npinned: true\nseries: {name: S, part: 2}\ntags: [veiled]\nauthors: [Ghost Writer]\n";
    let built = SiteTest::new()
        .post("a", "A.")
        .file(
            "content/blog/s/index.en.md",
            format!("---\n{secret}draft: true\n---\nWords.\n"),
        )
        .file("content/blog/s/secret.svg", "<svg/>")
        .file(
            "content/blog/t.en.md",
            format!("---\n{}---\nWords.\n", secret.replace("2020", "2030")),
        )
        .build();
    built
        .clean()
        .nothing_at("/en/archive/2020/")
        .nothing_at("/en/archive/2030/")
        .nothing_at("/en/series/");
    for (name, bytes) in built.output() {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        assert!(
            !text.contains("secret") && !text.contains("ghost") && !text.contains("veiled"),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_long_year_is_told_month_by_month() {
    let mut site = SiteTest::new();
    for i in 1..=14 {
        let text = format!(
            "---\ntitle: P{i}\ndate: 2026-{:02}-{i:02}\n---\n",
            1 + i % 2
        );
        site = site.file(&format!("content/blog/p{i}.fr.md"), text);
    }
    let built = site.build();
    built
        .clean()
        .page("/archive/2026/")
        .contains("Janvier</h2>")
        .contains("Février</h2>")
        .contains(">13 février</time>");
    built.page("/archive/").contains("Février</h3>");
}

#[test]
fn a_post_of_a_long_series_lists_the_parts_around_it() {
    let mut site = SiteTest::new();
    for i in 1..=40 {
        let text =
            format!("---\ntitle: P{i}\ndate: 2026-01-01\nseries: {{name: S, part: {i}}}\n---\n");
        site = site.file(&format!("content/blog/p{i}.en.md"), text);
    }
    let built = site.build();
    for (part, shown) in [(1, 1..=20), (30, 20..=39), (40, 21..=40)] {
        let page = built.page(&format!("/en/blog/p{part}/"));
        for i in 1..=40 {
            let item = format!("<li value=\"{i}\">");
            if shown.contains(&i) {
                page.contains(&item)
            } else {
                page.lacks(&item)
            };
        }
    }
}

#[test]
fn an_address_that_is_its_own_text_is_not_told_twice_on_paper() {
    let built = SiteTest::new()
        .post("a", "See https://e.org/x and [there](https://e.org/x).")
        .build();
    let page = built.page("/en/blog/a/");
    page.contains(
        "<a href=\"https://e.org/x\" rel=\"external\" class=\"bare\">https://e.org/x</a>",
    );
    page.contains("<a href=\"https://e.org/x\" rel=\"external\">there</a>");
}

fn is_page(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|extension| extension == "html")
}

#[test]
fn the_default_theme_builds_every_kind_of_page() {
    let site = DiskSite::empty();
    site.run(&["init", "."]).success();
    site.build();
    for (name, bytes) in site.tree("public").iter().filter(|(name, _)| is_page(name)) {
        let html = std::str::from_utf8(bytes).unwrap();
        assert!(html.starts_with("<!DOCTYPE html>"), "{name}: {html}");
        assert!(
            html.contains("<html lang=\"") && html.trim_end().ends_with("</html>"),
            "{name}"
        );
        assert!(
            !html.contains("<title></title>")
                && !html.contains("{{")
                && !html.contains("href=\"\""),
            "{name}"
        );
    }
}

#[test]
fn a_link_to_a_folder_leads_to_its_listing_or_its_bundle() {
    let built = SiteTest::new()
        .file("content/blog/_index.en.md", "---\ntitle: Blog\n---\n")
        .post("a", "See [the list](./), [the other](b/) and [home](../).")
        .post("b", "Nothing.")
        .build();
    built.clean();
    built
        .page("/en/blog/a/")
        .contains("href=\"/en/blog/\"")
        .contains("href=\"/en/blog/b/\"")
        .contains("href=\"/en/\"");
}

#[test]
fn a_site_replaces_one_part_of_a_joined_script() {
    let script = |site: SiteTest| {
        let built = site.build();
        built.clean();
        let scripts = built
            .output()
            .into_iter()
            .filter(|(name, _)| name.starts_with("assets/js/deck"));
        let scripts: Vec<(String, Vec<u8>)> = scripts.collect();
        let [(name, bytes)] = scripts.as_slice() else {
            panic!("one script is expected: {scripts:?}")
        };
        (name.clone(), String::from_utf8(bytes.clone()).unwrap())
    };
    let (name, text) = script(SiteTest::new().post("a", "Text."));
    assert!(text.contains("previous-slide") && text.contains("Shift+ArrowRight"));
    let part = "const { page } = require(\"./ours.js\");\n// What is ours\nexports.keys = page;\n";
    let own = SiteTest::new()
        .post("a", "Text.")
        .file("themes/lutrin/js/deck/keys.js", part)
        .file("themes/lutrin/js/deck/ours.js", "exports.page = \"ours\";");
    let (own_name, text) = script(own);
    assert!(text.contains("previous-slide") && !text.contains("Shift+ArrowRight"));
    let ours = text.find("part((module,exports)=>{\nexports.page = \"ours\";\n});\n");
    let keys =
        "part((module,exports,{ page })=>{;\n// What is ours\nexports.keys = page;\n},parts[";
    assert!(
        ours.is_some() && ours < text.find(keys),
        "parts of a site's own stand as they are written"
    );
    assert_ne!(name, own_name, "browsers fetch it anew");
}

/// Whatever leads to a target asks for its address: it has to be the one at which the target answers.
#[test]
fn every_target_answers_at_the_address_that_is_written_of_it() {
    let snapshot = sample().snapshot;
    let site = &snapshot.site;
    let mut public = 0;
    for (url, target) in site.routes.iter() {
        // Aliases have the addresses that their authors gave them, other names of terms their own.
        if !matches!(target, Target::Redirect(_) | Target::TermRedirect(_)) {
            assert_eq!(site.address(&target), url, "{target:?}");
            public += 1;
        }
    }
    assert!(public > 100, "only {public} targets were asked for");
    let decks = site.pages.iter().enumerate();
    let decks = decks.filter(|(_, page)| page.document.deck.is_some());
    let views = decks.flat_map(|(at, _)| {
        let id = PageId::at(at);
        [
            Target::DeckHandout(id, None),
            Target::DeckPresenter(id, None),
            Target::DeckClock(id, None),
        ]
    });
    let talks = site.talks.groups.values().copied();
    let backstage = talks.map(|group| Target::BackstageTalk(group, 0));
    for target in views.chain(backstage).chain([Target::Backstage(0)]) {
        let url = site.address(&target);
        assert_eq!(site.routes.get(url.as_str()), Some(target), "{url}");
    }
}
