//! Sites in scripts other than Latin: which way texts run, what is set apart, and what readers find.

use lutrin::lang::Lang;
use lutrin::search::{self, SearchFields};

use crate::common::{Built, SiteTest};

const CONFIG: &str = "title: {ar: دفتر, fr: Carnet}\nbase_url: https://example.org\n\
    languages: {ar: {name: العربية}, fr: {name: Français}}\nroot_language: ar\nmath: true\n\
    social_cards: false\n";

fn site() -> Built {
    let arabic = "---\ntitle: من C++ إلى .NET\ndate: 2026-01-02\n---\n\
        نستدعي `foo(1);` و $x$ على https://example.com/a/ ثم <kbd>Ctrl+K</kbd>.[^1]\n\n\
        ```rust\nfoo(1);\n```\n\n<p lang=\"fr\">Voilà !</p>\n\n[^1]: حاشية من C#.\n";
    let french =
        "---\ntitle: En français\ndate: 2026-01-01\n---\n`foo(1);` et <b lang=\"ar\">نص</b>\n";
    SiteTest::new()
        .config(CONFIG)
        .file("content/blog/a.ar.md", arabic)
        .file("content/blog/b.fr.md", french)
        .build()
}

#[test]
fn what_runs_from_left_to_right_says_so() {
    let built = site();
    built
        .page("/blog/a/")
        .contains("<html lang=\"ar\" dir=\"rtl\">")
        .contains("<code dir=\"ltr\">foo(1);</code>")
        .contains("<figure dir=\"ltr\" class=\"code\"")
        .contains("<math dir=\"ltr\"")
        .contains("<a dir=\"ltr\" ")
        .contains("<kbd dir=\"ltr\">Ctrl+K</kbd>")
        .contains("<p dir=\"ltr\" lang=\"fr\">")
        .contains(">↪</a>")
        .lacks("↩");
    built
        .page("/fr/blog/b/")
        .contains("<html dir=\"ltr\" lang=\"fr\">")
        .contains("<b dir=\"rtl\" lang=\"ar\">");
}

#[test]
fn a_text_in_another_language_has_its_direction_in_a_list() {
    let built = site();
    let listing = built.page("/blog/");
    listing.contains("<h2 dir=\"ltr\" class=\"card-title\" lang=\"fr\">");
    listing.contains("<span dir=\"ltr\" lang=\"fr\">Français</span>");
    let other = built.page("/fr/blog/");
    other.contains("<h2 dir=\"rtl\" class=\"card-title\" lang=\"ar\">");
}

#[test]
fn signs_of_names_stay_on_their_side() {
    let built = site();
    let mark = '\u{200e}';
    built
        .page("/blog/a/")
        .contains(&format!("من C++{mark} إلى {mark}.NET"))
        .contains(&format!("C#{mark}."));
}

#[test]
fn a_feed_says_which_way_its_texts_run() {
    let built = site();
    let feed = String::from_utf8(built.bytes("/feed.xml").unwrap()).unwrap();
    assert!(feed.contains("&lt;div dir=\"rtl\"&gt;"), "{feed}");
    assert!(feed.contains("&lt;code dir=\"ltr\"&gt;foo(1);"), "{feed}");
}

#[test]
fn a_site_of_one_direction_says_nothing_of_it() {
    let built = SiteTest::new()
        .file(
            "content/blog/a.fr.md",
            "---\ntitle: A\ndate: 2026-01-02\n---\n`foo(1);`\n",
        )
        .build();
    built
        .page("/blog/a/")
        .contains("<code>foo(1);</code>")
        .lacks(" dir=");
}

#[test]
fn slides_run_as_their_language_does() {
    let built = SiteTest::new()
        .config(CONFIG)
        .file(
            "content/talks/t/index.ar.md",
            "---\ntitle: محاضرة\nspeakers: [ليلى]\n---\nنص\n",
        )
        .file(
            "content/talks/t/deck.ar.md",
            "---\ntitle: محاضرة\n---\n## شريحة\n\n`foo(1);`\n\n::: notes\nكلام `x;`\n:::\n",
        )
        .build();
    built
        .page("/talks/t/deck/")
        .contains("dir=\"rtl\"")
        .contains("<code dir=\"ltr\">foo(1);</code>");
}

/// What the index of one page has.
fn lines(text: &str) -> Vec<String> {
    let mut body = lutrin::html::tree::Tree::default();
    body.text(text);
    let lang = Lang::new("ja");
    let counted = search::count(&SearchFields {
        lang: &lang,
        title: "",
        headings: vec![],
        names: vec![],
        summary: "",
        body: &body,
    });
    search::index(&[&counted]).concat()
}

#[test]
fn an_index_of_a_script_without_spaces_has_no_more_lines_than_the_text_has_letters() {
    let text = "私たちは機械学習の本を読みました。".repeat(200);
    let found = lines(&text);
    assert!(found.len() <= 17, "{}: {found:?}", found.len());
    let other: String = ('一'..='十').collect();
    assert!(lines(&other).len() <= other.chars().count());
}
