//! Every recipe of the guide, built as it stands there: the files that it names, on a small site
//! that has a page of each kind.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::common::{Built, CONFIG, SiteTest};

/// Files with their texts, by path.
type Recipe = BTreeMap<String, String>;

/// The recipes of a part of the page. Where a part shows one file twice, those are two recipes.
fn recipes(anchor: &str) -> Vec<Recipe> {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide/40-recipes.en.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, part) = page.split_once(&format!("{{#{anchor}}}\n")).unwrap();
    let part = part.split("\n## ").next().unwrap();
    let mut files: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for block in part.split("\n```").skip(1).step_by(2) {
        let (_, text) = block.split_once('\n').unwrap();
        if let Some(path) = path_of(text.lines().next().unwrap_or_default()) {
            files.entry(path).or_default().push(text.to_owned());
        }
    }
    let most = files.values().map(Vec::len).max().unwrap_or_default();
    let nth = |texts: &Vec<String>, at: usize| texts[at.min(texts.len() - 1)].clone();
    (0..most)
        .map(|at| {
            let files = files.iter();
            files
                .map(|(path, texts)| (path.clone(), nth(texts, at)))
                .collect()
        })
        .collect()
}

/// The path that the comment at the top of a file names.
fn path_of(line: &str) -> Option<String> {
    let path = line.trim_matches(['{', '}', '/', '*', '#', ' ']);
    let is_path = path.starts_with("templates/") || path.starts_with("themes/");
    is_path.then(|| path.to_owned())
}

/// A site in English with a page of each kind, and a recipe.
fn site(recipe: &Recipe) -> Built {
    let config = CONFIG
        .replace("fr: {name: Français}, ", "")
        .replace("root_language: fr\n", "");
    let mut site = SiteTest::new()
        .config(&config)
        .post("a", "Text.\n")
        .file(
            "content/pages/about.en.md",
            "---\ntitle: About\n---\nText.\n",
        )
        .file(
            "content/blogroll.yaml",
            "blogs: [{title: B, url: https://b.example.org/}]\n",
        )
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-01-02\n---\nText.\n",
        )
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: T\nduration: 10m\n---\nText.\n",
        )
        .file(
            "content/talks/t/deck.en.md",
            "# T\n\n---\n\n## A\n\nText.\n",
        )
        .file(
            "themes/lutrin/img/logo.svg",
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"/>",
        );
    for (path, text) in recipe {
        site = site.file(path, text);
    }
    let built = site.build();
    assert_eq!(built.short(), "", "{recipe:?}");
    built
}

/// The addresses of pages, decks apart.
fn pages(built: &Built) -> Vec<String> {
    let routes = built.routes().into_iter();
    routes
        .filter(|url| {
            url.ends_with('/')
                || Path::new(url)
                    .extension()
                    .is_some_and(|extension| extension == "html")
        })
        .filter(|url| !url.contains("/deck/"))
        .collect()
}

#[track_caller]
fn every_page_has(built: &Built, needle: &str) {
    let pages = pages(built);
    assert!(pages.len() > 10, "{pages:?}");
    for url in pages {
        let html = built.page(&url).html;
        assert_eq!(html.matches(needle).count(), 1, "{needle} on {url}: {html}");
    }
}

#[test]
fn colours_and_a_logo() {
    let [recipe] = recipes("look").try_into().unwrap();
    let built = site(&recipe);
    every_page_has(&built, "/assets/css/house.");
    let home = built.page("/en/").html;
    assert!(
        home.contains("<img class=\"lectern\" src=\"/assets/img/logo."),
        "{home}"
    );
    assert!(!home.contains("class=\"lamp\""), "{home}");
}

#[test]
fn a_call_out_under_every_post() {
    let [recipe] = recipes("callout").try_into().unwrap();
    let built = site(&recipe);
    let post = built.page("/en/blog/a/").html;
    let (text, after) = post
        .split_once("<aside class=\"notice alert important\"")
        .unwrap();
    assert!(
        text.contains("<p>Text.</p>") && after.contains("We are hiring"),
        "{post}"
    );
    assert!(!built.page("/en/about/").html.contains("We are hiring"));
}

#[test]
fn the_call_out_leads_to_a_page_in_each_language() {
    let [recipe] = recipes("callout").try_into().unwrap();
    let page = |title: &str| format!("---\ntitle: {title}\ndate: 2026-01-01\n---\nText.\n");
    let mut site = SiteTest::new()
        .file("content/blog/a.en.md", page("A"))
        .file("content/blog/a.fr.md", page("A"))
        .file(
            "content/pages/about.en.md",
            "---\ntitle: About\n---\nText.\n",
        )
        .file(
            "content/pages/about.fr.md",
            "---\ntitle: À propos\nslug: a-propos\n---\nTexte.\n",
        );
    for (path, text) in &recipe {
        site = site.file(path, text);
    }
    let built = site.build();
    assert_eq!(built.short(), "");
    for (post, target) in [("/en/blog/a/", "/en/about/"), ("/blog/a/", "/a-propos/")] {
        built
            .page(post)
            .contains(&format!(" <a href=\"{target}\">"));
        built.page(target);
    }
}

#[test]
fn analytics() {
    let [mut recipe] = recipes("analytics").try_into().unwrap();
    let head = recipe.remove("templates/partials/meta.html").unwrap();
    let script = "<script src=\"/stats.js\"";
    every_page_has(&site(&recipe), script);
    let built = site(&Recipe::from([(
        "templates/partials/meta.html".to_owned(),
        head,
    )]));
    every_page_has(&built, script);
    let deck = built.page("/en/talks/t/deck/").html;
    // A deck can be opened from a folder, so its addresses are relative.
    assert!(deck.contains("/stats.js\" data-site"), "{deck}");
}

#[test]
fn a_content_security_policy() {
    let [recipe] = recipes("csp").try_into().unwrap();
    let built = site(&recipe);
    let policy = "http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\"";
    every_page_has(&built, policy);
    let deck = built.page("/en/talks/t/deck/").html;
    assert!(deck.contains(policy), "{deck}");
}

#[test]
fn comments() {
    let [mut link, mut script] = recipes("comments").try_into().unwrap();
    let file = "themes/lutrin/i18n/en.yaml".to_owned();
    link.insert(file.clone(), "comment: Reply\n".to_owned());
    script.insert(file, "comments: Comments\n".to_owned());
    let post = site(&link).page("/en/blog/a/").html;
    assert!(post.contains("?subject=/en/blog/a/\">Reply</a>"), "{post}");
    let built = site(&script);
    let post = built.page("/en/blog/a/").html;
    let (head, body) = post.split_once("</head>").unwrap();
    assert!(
        head.contains("/isso/js/embed.min.js") && body.contains("isso-thread"),
        "{post}"
    );
    assert!(!built.page("/en/about/").html.contains("isso"));
}

/// The deck that the guide shows first, typed into the talk that it is for.
#[test]
fn the_first_deck_keeps_to_its_time() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/guide/11-decks.en.md");
    let page = fs::read_to_string(page).unwrap();
    let (_, after) = page.split_once("{#first}").unwrap();
    let (_, deck) = after.split_once("```markdown\n").unwrap();
    let (deck, _) = deck.split_once("```").unwrap();
    assert!(deck.contains("variants: {short:"), "{deck}");
    let built = SiteTest::new()
        .file(
            "content/talks/ten-minutes/index.en.md",
            "---\ntitle: Ten minutes\nduration: 10m\n---\nText.\n",
        )
        .file("content/talks/ten-minutes/deck.en.md", deck)
        .build();
    assert_eq!(built.short(), "");
}
