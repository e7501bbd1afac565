//! Decks as speakers write them for Slidev: every `fixtures/slidev/*.md` is built as a talk's deck,
//! and the `.slides.txt` beside it says what each slide shows, step by step, and what its notes
//! say. `UPDATE=1` writes it anew.

use std::fmt::Write as _;
use std::fs;

use lutrin::diagnostic::Diagnostic;

use crate::common::{SiteTest, files_with, fixtures, updating};

const PICTURE: &str = "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='30'/>";

/// A site with a talk whose deck is the text.
fn site(deck: &str) -> SiteTest {
    let mut site = SiteTest::new()
        .file(
            "content/talks/bees/index.en.md",
            "---\ntitle: Bees\nduration: 40m\n---\n",
        )
        .file("content/talks/bees/deck.en.md", deck)
        .file("static/roof.svg", PICTURE)
        .file("static/film.mp4", "film")
        .file("content/talks/bees/pages/hive.svg", PICTURE);
    for (folder, ending) in [("pages", "md"), ("snippets", "ts")] {
        for path in files_with(&fixtures("slidev/beside").join(folder), ending) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let text = fs::read_to_string(&path).unwrap();
            site = site.file(&format!("content/talks/bees/{folder}/{name}"), text);
        }
    }
    site
}

/// What a piece of HTML shows, with the step that each part comes or goes with.
fn shown(html: &str) -> String {
    let mut out = String::new();
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or((piece, ""));
        let value = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split_once('"').map(|(value, _)| value)
        };
        let name = tag
            .split([' ', '/'])
            .find(|word| !word.is_empty())
            .unwrap_or_default();
        if let Some(step) = value("data-step") {
            let goes = value("class").is_some_and(|class| class.contains("fade-out"));
            let sign = if goes { '-' } else { '+' };
            write!(out, " {sign}{step}:").unwrap();
        }
        match name {
            "img" => write!(out, " ({})", value("src").unwrap_or_default()).unwrap(),
            "a" | "div" | "p" | "li" | "h1" | "h2" | "td" | "pre" | "ul" | "ol" => out.push(' '),
            _ => {}
        }
        if name == "pre" && !tag.starts_with('/') {
            out.push_str("code: ");
        }
        out.push_str(text);
    }
    out.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Each slide with what its section has.
const TEMPLATE: &str = "{% for slide in slides %}<slide>#{{ slide.id }} .{{ slide.class }} \
                        steps={{ slide.steps }}<slide-body>{{ slide.backdrop }}{{ slide.content }}\
                        {% if slide.notes %}<slide-notes>{{ slide.notes }}{% endif %}{% endfor %}";

/// What readers get of each slide of a deck, its notes, and what its author is told.
fn summary(deck: &str) -> String {
    let deck = deck.replacen("---\n", "---\npublish_notes: true\n", 1);
    let built = site(&deck).file("templates/deck.html", TEMPLATE).build();
    let told = built.told().replace("content/talks/bees/", "");
    let has_error = built.snapshot.diagnostics.iter().any(Diagnostic::is_error);
    assert!(!has_error, "{told}");
    let page = built.page("/en/talks/bees/deck/");
    let mut out = String::new();
    for slide in page.html.split("<slide>").skip(1) {
        let (head, body) = slide.split_once("<slide-body>").unwrap();
        let (body, notes) = body.split_once("<slide-notes>").unwrap_or((body, ""));
        writeln!(out, "{head}\n  {}", shown(&format!("<>{body}"))).unwrap();
        if !notes.is_empty() {
            writeln!(out, "  notes: {}", shown(&format!("<>{notes}"))).unwrap();
        }
    }
    format!("{out}\n{told}")
}

#[test]
fn decks_of_speakers_become_the_slides_beside_them() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("slidev"), "md") {
        let new = summary(&fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("slides.txt");
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if new != expected && updating() {
            fs::write(&beside, &new).unwrap();
        } else if new != expected {
            wrong.push(format!("{}\n{new}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
