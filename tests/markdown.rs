//! The dialect, element by element: every `fixtures/markdown/*.md` is the body of a post, and the
//! `.html` beside it is what readers get, with what the author is told in a comment at its end.
//! `UPDATE=1` writes it anew.

use std::fs;

use crate::common::{SiteTest, files_with, fixtures, updating};

/// The body of a post as its page shows it; dollars are formulas in the fixtures that are about
/// them.
fn rendered(name: &str, body: &str) -> String {
    let math = if name.starts_with("math") {
        "math: true\n"
    } else {
        ""
    };
    let site = SiteTest::new()
        .file(
            "content/blog/case/index.en.md",
            format!("---\ntitle: Case\ndate: 2026-01-02\n{math}---\n{body}"),
        )
        .file("content/blog/case/talk.webm", "")
        .file("content/blog/case/talk.vtt", "")
        .file("content/blog/case/i.svg", "<svg width='40' height='30'/>")
        .file("content/blog/case/notes.pdf", "")
        .file(
            "content/blog/other.en.md",
            "---\ntitle: Other\ndate: 2026-01-01\n---\n## Plan\n\n<!-- The case may show case/i.svg. -->\n",
        )
        .file(
            "content/blog/french.fr.md",
            "---\ntitle: Français\ndate: 2026-01-01\n---\n",
        )
        .file("templates/post.html", "{{ content | safe }}")
        .build();
    let told = site.told().replace("content/blog/case/index.en.md:", "");
    let told = if told.is_empty() {
        told
    } else {
        format!("<!-- told:\n{told}-->\n")
    };
    format!("{}{told}", site.page("/en/blog/case/").html)
}

#[test]
fn every_element_becomes_the_html_beside_it() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("markdown"), "md") {
        let name = path.file_name().unwrap().to_str().unwrap();
        let html = rendered(name, &fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("html");
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if html == expected {
            continue;
        }
        if updating() {
            fs::write(&beside, &html).unwrap();
        } else {
            wrong.push(format!(
                "{}\n--- expected\n{expected}--- rendered\n{html}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_summary_is_what_stands_before_more_and_else_the_first_paragraph() {
    let summary = |body: &str| {
        let site = SiteTest::new().post("a", body).build();
        site.page("/en/blog/")
            .html
            .split_once("<p>")
            .map(|(_, rest)| rest.split_once("</p>").unwrap().0.to_owned())
    };
    let listing = "{% for post in posts %}<p>{{ post.summary }}</p>{% endfor %}";
    let with = |body: &str| {
        let site = SiteTest::new()
            .post("a", body)
            .file("templates/section.html", listing)
            .build();
        site.page("/en/blog/").html
    };
    assert!(summary("x").is_some());
    assert_eq!(
        with("One *two*.\n\nThree.\n\n<!-- more -->\n\nFour."),
        "<p>One two. Three.</p>"
    );
    assert_eq!(with("One <!-- more --> two."), "<p>One</p>");
    assert_eq!(
        with(
            "![an image](i.png)\n\n## Title\n\n> quoted\n\nOne[^a] `two`.\n\nThree.\n\n[^a]: note\n"
        ),
        "<p>One two.</p>"
    );
    assert_eq!(
        with("::: notes\nsecret\n:::\n\n- a list\n\nText.\n"),
        "<p>Text.</p>"
    );
    assert_eq!(with(""), "<p></p>");
}

#[test]
fn comments_and_speaker_notes_are_nobody_elses_business() {
    let body = "a <!-- secret --> b\n\n<!--\nsecret\n\nsecret\n-->\n\n::: notes\nsecret\n\n::: box\nsecret\n:::\n:::\n\nc\n";
    let site = SiteTest::new().post("a", body).build();
    site.clean()
        .page("/en/blog/a/")
        .lacks("secret")
        .contains("<p>c</p>");
}
