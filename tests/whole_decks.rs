//! Whole decks as speakers write them for Marp and remark, slide by slide: beside each stands what the
//! tool itself (marp-core 5.0.2, remark 0.14.0) makes of it, a line a slide, with the words that it
//! shows, its steps, what the speaker says, and its head and foot.

use std::fs;
use std::path::Path;

use lutrin::html::text::to_text;
use serde_json::Value;

use crate::common::{Built, SiteTest, files_with, fixtures};

/// What the notes and the foot of a slide begin with, in the page of a deck.
const NOTES: &str = "<aside class=\"slide-notes\"";
const FOOT: &str = "<footer class=\"slide-foot\">";

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>";

/// A site whose one talk has the deck of a file.
fn site(path: &Path, front_matter: &str) -> Built {
    let deck = fs::read_to_string(path).unwrap();
    let deck = deck.strip_prefix("---\nmarp").map_or_else(
        || format!("---\n{front_matter}\n---\n{deck}"),
        |rest| format!("---\n{front_matter}\nmarp{rest}"),
    );
    let mut site = SiteTest::new().file(
        "content/talks/bees/index.en.md",
        "---\ntitle: Bees\nduration: 20m\n---\n",
    );
    let words = deck.split(['(', ')', ' ', '"', '\n']);
    for name in words.filter(|word| is_drawing(word) && !word.contains('/')) {
        site = site.file(&format!("content/talks/bees/{name}"), PICTURE);
    }
    site.file("content/talks/bees/deck.en.md", &deck).build()
}

fn is_drawing(name: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|end| end.eq_ignore_ascii_case("svg"))
}

/// The words of a text: no white space, no signs.
fn words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric());
    words
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Notes of a line of text stand behind those with lines of their own.
fn sorted(mut words: Vec<String>) -> Vec<String> {
    words.sort();
    words
}

/// What stands between two texts.
fn between<'t>(text: &'t str, start: &str, end: &str) -> &'t str {
    let inside = text.split_once(start).map_or("", |(_, rest)| rest);
    inside.split(end).next().unwrap_or_default()
}

/// The words of HTML, without formulas: the tools draw them with signs of their own.
fn words_of(html: &str) -> Vec<String> {
    let mut shown = String::new();
    for (number, part) in html.split("<math").enumerate() {
        let part = if number == 0 {
            part
        } else {
            part.split_once("</math>").map_or("", |(_, rest)| rest)
        };
        shown.push_str(part);
    }
    words(&to_text(&shown.replace('<', " <")))
}

/// What differs between a deck and what its tool makes of it.
fn differences(path: &Path, front_matter: &str) -> Vec<String> {
    let facts = fs::read_to_string(path.with_extension("facts.jsonl")).unwrap();
    let facts: Vec<Value> = facts
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let site = site(path, front_matter);
    let page = site.page("/en/talks/bees/deck/").html;
    let slides: Vec<&str> = page.split("<section class=\"slide").skip(1).collect();
    let mut found = Vec::new();
    if slides.len() != facts.len() {
        found.push(format!(
            "{} slides, and {} for the tool",
            slides.len(),
            facts.len()
        ));
    }
    for (number, (slide, fact)) in slides.iter().zip(&facts).enumerate() {
        let mut compare = |what: &str, own: Vec<String>, tool: Vec<String>| {
            if own != tool {
                found.push(format!(
                    "slide {}, {what}\n  tool: {tool:?}\n  here: {own:?}",
                    number + 1
                ));
            }
        };
        let text = |key: &str| words(fact[key].as_str().unwrap_or_default());
        let body = between(slide, "<div class=\"slide-body\">", FOOT);
        let body = body.split(NOTES).next().unwrap_or_default();
        compare("shows", words_of(body), text("shows"));
        let steps = between(slide, "data-steps=\"", "\"");
        compare(
            "steps",
            vec![steps.to_owned()],
            vec![fact["steps"].to_string()],
        );
        let notes = between(slide, NOTES, "</aside>");
        let notes = notes.split_once('>').map_or("", |(_, notes)| notes);
        compare("says", sorted(words_of(notes)), sorted(text("says")));
        let foot = between(slide, FOOT, "<span class=\"slide-number\">");
        let margins = [text("header"), text("footer")].concat();
        compare("foot", words_of(foot), margins);
    }
    found
}

fn compare(tool: &str, front_matter: &str) {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("whole-decks").join(tool), "md") {
        for difference in differences(&path, front_matter) {
            wrong.push(format!("{}: {difference}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn decks_of_marp_are_shown_as_marp_shows_them() {
    compare("marp", "publish_notes: true");
}

#[test]
fn decks_of_remark_are_shown_as_remark_shows_them() {
    compare("remark", "dialect: remark\npublish_notes: true");
}
