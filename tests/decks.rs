//! Decks: every `fixtures/decks/*.md` is the slides of a talk, and the `.html` beside it is what readers get of each,
//! then the speaker notes, then what the author is told. `UPDATE=1` writes it anew.

use std::fs;

use crate::common::{SiteTest, files_with, fixtures, updating};

/// Each slide with what its section has.
const TEMPLATE: &str = "{% for slide in slides %}<!-- {{ slide.number }} #{{ slide.id }} .{{ slide.class }} part {{ slide.part }}, \
                        {{ slide.steps }} steps{% if slide.title %}: {{ slide.title }}{% endif %} -->\n{{ slide.backdrop }}\
                        {{ slide.content }}{% if slide.notes %}<!-- notes -->\n{{ slide.notes }}{% endif %}{% endfor %}";

fn site(slides: &str) -> SiteTest {
    SiteTest::new()
        .file("content/talks/case/index.en.md", "---\ntitle: Case\nduration: 30m\nquestions: 5m\n---\n")
        .file("content/talks/case/deck.en.md", slides)
        .file("content/talks/case/i.svg", "<svg width='40' height='30'/>")
}

fn rendered(slides: &str) -> String {
    let line_end = if slides.contains("\r\n") { "\r\n" } else { "\n" };
    // A deck of another tool has front matter of its own.
    let own = slides.strip_prefix("---\n").filter(|_| slides.contains("\n---\n\n"));
    let slides = match own {
        Some(own) => format!("---\npublish_notes: true\n{own}"),
        None => format!("---{line_end}publish_notes: true{line_end}---{line_end}{slides}"),
    };
    let site = site(&slides).file("templates/deck.html", TEMPLATE).build();
    let told = site.told().replace("content/talks/case/deck.en.md:", "");
    let told = if told.is_empty() { told } else { format!("<!-- told:\n{told}-->\n") };
    format!("{}{told}", site.page("/en/talks/case/deck/").html)
}

#[test]
fn slides_become_the_html_beside_them() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("decks"), "md") {
        let html = rendered(&fs::read_to_string(&path).unwrap());
        let beside = path.with_extension("html");
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if html == expected {
            continue;
        }
        if updating() {
            fs::write(&beside, &html).unwrap();
        } else {
            wrong.push(format!("{}\n--- expected\n{expected}--- rendered\n{html}", path.display()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn speaker_notes_are_in_no_output_unless_the_deck_publishes_them() {
    let slides = "# One\n\nShown.\n\n::: notes\nWhispered.\n:::\n\n---\n\n## Two\n\n::: notes\nWhispered, too.\n:::\n";
    let kept = site(slides).build();
    for (url, bytes) in kept.clean().output() {
        assert!(!String::from_utf8_lossy(&bytes).contains("Whispered"), "{url}");
    }
    let given = site(&format!("---\npublish_notes: true\n---\n{slides}")).build();
    given.clean().page("/en/talks/case/deck/").contains("Whispered.").contains("Whispered, too.");
}

#[test]
fn a_variant_has_an_address_and_its_own_slides() {
    let front = "---\nvariants: {short: {duration: 10m}}\n---\n";
    let slides = "# Title\n\n---\n\n## Long {not=short}\n\n---\n\n## Short {only=short}\n\n---\n\n## Both\n";
    let site = site(&format!("{front}{slides}")).build();
    let whole = site.page("/en/talks/case/deck/");
    whole.contains("id=\"long\"").contains("id=\"both\"").lacks("id=\"short\"");
    let short = site.page("/en/talks/case/deck/short/");
    short.contains("id=\"short\"").contains("id=\"both\"").lacks("id=\"long\"");
    short.contains("<link rel=\"canonical\" href=\"https://example.org/en/talks/case/deck/\">");
}

#[test]
fn the_slides_of_a_draft_wait_for_their_talk() {
    let site = SiteTest::new()
        .file("content/talks/case/index.en.md", "---\ntitle: Case\ndraft: true\n---\n")
        .file("content/talks/case/deck.en.md", "# Secret\n")
        .file("content/events/case/index.en.md", "---\ntitle: An event of the same name\nstart: 2026-01-02\n---\n");
    let site = site.build();
    assert!(site.clean().output().keys().all(|url| !url.contains("/deck/")));
    site.page("/en/events/case/").contains("An event of the same name");
}
