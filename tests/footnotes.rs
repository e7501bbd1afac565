//! Footnotes of decks, which speaker notes and slides may share: every call leads to its text, every
//! way back to its call, and what only speaker notes call stays with them.

use std::collections::BTreeSet;

use crate::common::{Built, SiteTest};

/// A deck, in a talk; its notes are published where that is asked for.
fn deck(publishes: bool, slides: &str) -> Built {
    let head = format!("---\npublish_notes: {publishes}\n---\n");
    SiteTest::new()
        .file("content/talks/x/index.en.md", "---\ntitle: X\n---\n")
        .file("content/talks/x/deck.en.md", format!("{head}{slides}"))
        .build()
}

const PAGE: &str = "/en/talks/x/deck/";
const HANDOUT: &str = "/en/talks/x/deck/handout/";
const PRESENTER: &str = "/en/talks/x/deck/presenter/";

/// The values of an attribute.
fn values<'h>(html: &'h str, start: &str) -> Vec<&'h str> {
    let found = html.split(start).skip(1);
    found.map(|rest| rest.split('"').next().unwrap()).collect()
}

/// The links of footnotes on a page, each with the id that it leads to and the id that it has. All
/// of them lead somewhere, and each way back leads to a call of the same text.
fn sound(html: &str) {
    let ids: Vec<&str> = values(html, " id=\"");
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(
        unique.len(),
        ids.len(),
        "an id stands twice: {ids:?}\n{html}"
    );
    for target in values(html, " href=\"#")
        .into_iter()
        .filter(|id| id.contains("fn"))
    {
        assert!(unique.contains(target), "nothing is at #{target}\n{html}");
    }
    for text in html.split("<li value=\"").skip(1) {
        let number = text.split('"').next().unwrap();
        let text = text.split("</li>").next().unwrap();
        let own = values(text, " id=\"")[0];
        let backs = values(text, "role=\"doc-backlink\" href=\"#");
        assert!(!backs.is_empty(), "no way back from {own}\n{html}");
        for back in backs {
            let call =
                format!("<a href=\"#{own}\" id=\"{back}\" role=\"doc-noteref\">{number}</a>");
            assert!(html.contains(&call), "{back} is no call of {own}\n{html}");
        }
    }
}

/// The text of a footnote on a page, with its number; each once.
fn texts(html: &str) -> Vec<(String, String)> {
    let items = html.split("<li value=\"").skip(1);
    let text = |item: &str| {
        let number = item.split('"').next().unwrap().to_owned();
        let text = item.split("<p>").nth(1).unwrap();
        (
            number,
            text.split([' ', '<', '.']).next().unwrap().to_owned(),
        )
    };
    items.map(text).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(number, text): &(&str, &str)| ((*number).to_owned(), (*text).to_owned());
    expected.iter().map(owned).collect()
}

const NOTES_CALL: &str = "\
## One

Shown[^a].

::: notes
Said[^b], and said again[^a].
:::

[^a]: Alpha.
[^b]: Beta.
";

#[test]
fn speaker_notes_call_what_is_defined_outside() {
    let site = deck(false, NOTES_CALL);
    let public = site.clean().page(PAGE);
    sound(&public.html);
    assert_eq!(texts(&public.html), pairs(&[("1", "Alpha")]));
    public.lacks("Beta");
    for url in [HANDOUT, PRESENTER] {
        let page = site.page(url);
        sound(&page.html);
        let expected = pairs(&[("1", "Alpha"), ("2", "Beta"), ("1", "Alpha")]);
        assert_eq!(texts(&page.html), expected, "{url}");
    }
    let published = deck(true, NOTES_CALL);
    sound(&published.page(PAGE).html);
    published.page(PAGE).contains("Beta");
}

#[test]
fn slides_call_what_speaker_notes_define() {
    let slides = "## One\n\nShown[^a].\n\n::: notes\nSaid.\n\n[^a]: Alpha[^b].\n[^b]: Beta.\n:::\n";
    let site = deck(false, slides);
    let expected = pairs(&[("1", "Alpha"), ("2", "Beta")]);
    for url in [PAGE, HANDOUT, PRESENTER] {
        let page = if url == PAGE {
            site.clean().page(url)
        } else {
            site.page(url)
        };
        sound(&page.html);
        assert_eq!(texts(&page.html), expected, "{url}");
    }
}

#[test]
fn what_only_speaker_notes_call_is_never_public() {
    for slides in [
        "## A\n\n::: notes\nSaid[^s].\n:::\n\n[^s]: Secret.\n",
        "## A\n\n::: notes\nSaid[^s].\n\n[^s]: Secret.\n:::\n",
        "## A\n\nShown[^a].\n\n::: notes\nSaid[^b].\n:::\n\n[^a]: Alpha.\n[^b]: Beta[^s].\n[^s]: Secret.\n",
        "## A\n\n::: notes\nSaid[^s].\n:::\n\n---\n\n## B\n\nShown[^a].\n\n[^s]: Secret.\n[^a]: Alpha.\n",
    ] {
        let site = deck(false, slides);
        site.clean();
        for (name, bytes) in site.output() {
            let text = String::from_utf8_lossy(&bytes);
            assert!(!text.contains("Secret"), "{name}: {slides}");
        }
        let numbers: Vec<String> = texts(&site.page(PAGE).html)
            .into_iter()
            .map(|(number, _)| number)
            .collect();
        let counted: Vec<String> = (1..=numbers.len()).map(|i| i.to_string()).collect();
        assert_eq!(numbers, counted, "no number is left out: {slides}");
        for url in [HANDOUT, PRESENTER] {
            sound(&site.page(url).contains("Secret").html);
        }
    }
}

#[test]
fn one_label_of_two_footnotes_means_that_of_its_own_text() {
    let slides = "## A\n\nShown[^1].\n\n[^1]: Alpha.\n\n::: notes\nSaid[^1].\n\n[^1]: Beta.\n:::\n";
    let site = deck(false, slides);
    site.clean().page(PAGE).contains("Alpha").lacks("Beta");
    let page = site.page(HANDOUT);
    sound(&page.html);
    assert_eq!(texts(&page.html), pairs(&[("1", "Alpha"), ("2", "Beta")]));
}

#[test]
fn what_nothing_calls_is_said_once() {
    let slides = "## A\n\nShown.\n\n::: notes\nSaid[^b].\n\n[^c]: Gamma.\n:::\n\n[^a]: Alpha.\n[^b]: Beta.\n";
    deck(false, slides).diagnostics(
        "content/talks/x/deck.en.md:11:1: warning[L0212]: nothing refers to the footnote `c`\n\
         content/talks/x/deck.en.md:14:1: warning[L0212]: nothing refers to the footnote `a`\n",
    );
}

#[test]
fn a_page_keeps_the_footnotes_that_its_speaker_notes_define_and_no_other() {
    let body = "Shown[^a].\n\n::: notes\nSaid[^s].\n\n[^a]: Alpha.\n:::\n\n[^s]: Secret.\n";
    let site = SiteTest::new().post("x", body).build();
    let page = site.clean().page("/en/blog/x/");
    page.contains("Alpha").lacks("Secret").lacks("Said");
    page.contains("<li id=\"fn-1\"><p>Alpha. <a class=\"footnote-back\" role=\"doc-backlink\" href=\"#fnref-1\"");
}

#[test]
fn footnotes_of_gathered_notes_lead_back_within_them() {
    let site = SiteTest::new()
        .file(
            "content/events/e/index.en.md",
            "---\ntitle: E\nstart: 2026-01-02\nend: 2026-01-02\n---\n",
        )
        .file(
            "content/events/e/sessions/s.en.md",
            "---\ntitle: S\n---\nShown[^a].\n\n[^a]: Alpha.\n",
        )
        .file(
            "content/events/e/recap.en.md",
            "---\ntitle: R\ndate: 2026-01-03\n---\nAll[^b].\n\n::: sessions\n:::\n\n[^b]: Beta.\n",
        )
        .build();
    let html = site.page("/en/events/e/recap/").html;
    assert!(html.contains("Alpha") && html.contains("Beta"), "{html}");
    sound(&html);
    let backs = values(&html, "role=\"doc-backlink\" href=\"#");
    assert_eq!(backs.len(), 2, "{backs:?}");
    assert_ne!(backs[0], backs[1]);
}
