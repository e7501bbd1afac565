//! Decks: every `fixtures/decks/*.md` is the slides of a talk, and the `.html` beside it is what
//! readers get of each, then the speaker notes, then what the author is told. `UPDATE=1` writes it
//! anew.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use lutrin::cache::MemoryCache;
use lutrin::diagnostic::{Diagnostic, codes};
use lutrin::dialect::{Dialect, DialectSettings};
use lutrin::html::tree::{Item, Tree};
use lutrin::markdown;
use lutrin::os_files::OsFiles;
use lutrin::path::SitePath;
use lutrin::render::{Output, render, routes};
use lutrin::site::Options;
use lutrin::source::Source;
use lutrin::workspace::{Change, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::{SiteTest, files_with, fixtures, updating};

/// Each slide with what its section has.
const TEMPLATE: &str = "{% for slide in slides %}<!-- {{ slide.number }} #{{ slide.id }} .{{ slide.class }} part {{ slide.part }}, \
                        {{ slide.steps }} steps{% if slide.title %}: {{ slide.title }}{% endif %} -->\n{{ slide.backdrop }}\
                        {{ slide.content }}{% if slide.notes %}<!-- notes -->\n{{ slide.notes }}{% endif %}{% endfor %}";

fn site(slides: &str) -> SiteTest {
    SiteTest::new()
        .file(
            "content/talks/case/index.en.md",
            "---\ntitle: Case\nduration: 30m\nquestions: 5m\n---\n<!-- Slides may show i.svg. -->\n",
        )
        .file("content/talks/case/deck.en.md", slides)
        .file("content/talks/case/i.svg", "<svg width='40' height='30'/>")
}

fn rendered(slides: &str) -> String {
    let line_end = if slides.contains("\r\n") {
        "\r\n"
    } else {
        "\n"
    };
    // A deck of another tool has front matter of its own.
    let front = slides
        .strip_prefix("---\n")
        .filter(|_| slides.contains("\n---\n\n"));
    let slides = match front {
        Some(front) => format!("---\npublish_notes: true\n{front}"),
        None => format!("---{line_end}publish_notes: true{line_end}---{line_end}{slides}"),
    };
    let site = site(&slides).file("templates/deck.html", TEMPLATE).build();
    let told = site.told().replace("content/talks/case/deck.en.md:", "");
    let told = if told.is_empty() {
        told
    } else {
        format!("<!-- told:\n{told}-->\n")
    };
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
            wrong.push(format!(
                "{}\n--- expected\n{expected}--- rendered\n{html}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn speaker_notes_are_in_no_output_unless_the_deck_publishes_them() {
    let slides = "# One\n\nShown.\n\n::: notes\nWhispered.\n:::\n\n---\n\n## Two\n\n::: notes\nWhispered, too.\n:::\n";
    let kept = site(slides).build();
    for (url, bytes) in kept.clean().output() {
        assert!(
            !String::from_utf8_lossy(&bytes).contains("Whispered"),
            "{url}"
        );
    }
    let given = site(&format!("---\npublish_notes: true\n---\n{slides}")).build();
    given
        .clean()
        .page("/en/talks/case/deck/")
        .contains("Whispered.")
        .contains("Whispered, too.");
}

/// The pictures of a deck are made for the ground that its tool gives them.
#[test]
fn decks_that_are_dark_in_their_tool_are_dark() {
    for (slides, scheme) in [
        (
            "---\ntheme: black\nseparator: ^---$\n---\n\n# One\n",
            "dark",
        ),
        (
            "---\ntheme: moon\ndialect: reveal-md\n---\n\n# One\n",
            "dark",
        ),
        ("---\nseparator: ^---$\n---\n\n# One\n", "dark"),
        (
            "# One\n\n- a <!-- .element: class=\"fragment\" -->\n",
            "dark",
        ),
        (
            "---\ntheme: white\nseparator: ^---$\n---\n\n# One\n",
            "auto",
        ),
        (
            "---\ntheme: css/own.css\nseparator: ^---$\n---\n\n# One\n",
            "auto",
        ),
        (
            "---\nscheme: light\nseparator: ^---$\n---\n\n# One\n",
            "light",
        ),
        ("---\nmarp: true\nclass: invert\n---\n\n# One\n", "dark"),
        (
            "---\nmarp: true\nclass: [lead, invert]\n---\n\n# One\n",
            "dark",
        ),
        (
            "---\nmarp: true\nclass: invert\nbackgroundColor: teal\n---\n\n# One\n",
            "auto",
        ),
        ("---\nmarp: true\n_class: invert\n---\n\n# One\n", "auto"),
        ("---\ncolorSchema: dark\nmdc: true\n---\n\n# One\n", "dark"),
        ("# One\n", "auto"),
    ] {
        let page = site(slides).build();
        let body = page.page("/en/talks/case/deck/");
        let class = format!("scheme-{scheme}\"");
        assert!(body.html.contains(&class), "{slides} is not {scheme}");
    }
}

/// What its foot says and how large its text is belong to a slide, wherever it is shown.
#[test]
fn every_view_shows_slides_at_their_size_and_with_their_own_foot() {
    let list = "- One of many lines\n".repeat(10);
    let slides = format!(
        "---\nfooter: Of all\n---\n# One\n\n---\n\n## Two\n\n{list}\n::: slide-footer\nOf *two*\n:::\n"
    );
    let site = site(&slides).build();
    let foot = "<footer class=\"slide-foot\"><span class=\"slide-footer\">";
    for view in ["", "presenter/", "handout/"] {
        site.clean()
            .page(&format!("/en/talks/case/deck/{view}"))
            .contains("id=\"two\" data-fit=\"text-")
            .contains(&format!("{foot}Of all</span>"))
            .contains(&format!("{foot}Of <em>two</em></span>"));
    }
}

#[test]
fn the_presenter_view_has_notes_and_times_and_is_in_no_output() {
    let slides = "---\nvariants: {short: {duration: 10m}}\n---\n# One {time=2m}\n\n::: notes\nWhispered.\n:::\n\n---\n\n\
                  ## Two {optional not=short}\n\n---\n\n# Three\n";
    let site = site(slides).build();
    let view = site.page("/en/talks/case/deck/presenter/");
    view.contains("Whispered.")
        .contains("\"slot\":1500")
        .contains("\"audience\":\"../\"")
        .contains("\"slides_plan\":")
        .contains("\"optional\":true");
    view.contains("\"parts\":[{\"plan\":810,\"slides\":[0,1],\"title\":\"One\"}")
        .lacks(" style=");
    site.page("/en/talks/case/deck/short/presenter/")
        .contains("\"variant\":\"short\"")
        .lacks("\"two\"");
    for (url, bytes) in site.output() {
        let text = String::from_utf8_lossy(&bytes);
        assert!(
            !url.contains("presenter")
                && !text.contains("Whispered")
                && !text.contains("slides_plan"),
            "{url}"
        );
    }
    assert!(
        site.output().keys().any(|url| url.contains("/css/deck.")),
        "what readers need is there"
    );
}

/// The fonts that a site publishes, by their names, and its style sheet of decks. Beside fonts are
/// their licences, and nothing else.
fn fonts(site: SiteTest) -> (Vec<(String, usize)>, String) {
    let output = site.build().output();
    let files: Vec<_> = output
        .iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("assets/fonts/")?, bytes)))
        .collect();
    let (texts, fonts): (Vec<_>, Vec<_>) = files
        .into_iter()
        .partition(|(name, _)| name.starts_with("deck-licences."));
    assert_eq!(texts.len(), usize::from(!fonts.is_empty()));
    let fonts = fonts.into_iter().map(|(name, bytes)| {
        assert!(bytes.starts_with(b"wOF2"), "{name}");
        (name.to_owned(), bytes.len())
    });
    let (_, sheet) = output
        .iter()
        .find(|(name, _)| name.starts_with("assets/css/deck."))
        .unwrap();
    (fonts.collect(), String::from_utf8(sheet.clone()).unwrap())
}

#[test]
fn a_deck_brings_its_fonts_and_they_are_light() {
    let (fonts, sheet) = fonts(site("# One"));
    assert_eq!(fonts.len(), 7, "{fonts:?}");
    for (name, size) in &fonts {
        assert!(
            sheet.contains(&format!("url(\"../fonts/{name}\")")),
            "{name}"
        );
        assert!(*size > 4_000, "{name}: {size} bytes");
    }
    let whole: usize = fonts.iter().map(|(_, size)| size).sum();
    assert!(whole < 150 << 10, "{whole} bytes");
}

#[test]
fn a_site_without_decks_publishes_no_fonts() {
    let (fonts, _) = fonts(SiteTest::new().post("a", "Text."));
    assert_eq!(fonts, []);
}

#[test]
fn a_theme_with_a_style_sheet_of_its_own_publishes_no_font_that_it_does_not_load() {
    let sheet = "@font-face { font-family: House; src: url(../fonts/deck-sans.woff2) }";
    let changed = site("# One").file("themes/lutrin/css/deck.css", sheet);
    let (some, published) = fonts(changed);
    assert_eq!(some.len(), 1, "{some:?}");
    assert!(published.contains(&format!("url(\"../fonts/{}\")", some[0].0)));
    let changed = site("# One").file("themes/lutrin/css/deck.css", "a { color: red }");
    assert_eq!(fonts(changed).0, []);
}

#[test]
fn a_theme_replaces_a_font_by_its_own() {
    let changed = site("# One").file("themes/lutrin/fonts/deck-sans.woff2", "wOF2 of a company");
    let (fonts, sheet) = fonts(changed);
    let (name, _) = fonts.iter().find(|(_, size)| *size == 17).unwrap();
    assert!(sheet.contains(&format!("url(\"../fonts/{name}\")")));
    assert_eq!(fonts.len(), 7);
}

#[test]
fn a_variant_has_an_address_and_its_own_slides() {
    let front = "---\nvariants: {short: {duration: 10m}}\n---\n";
    let slides =
        "# Title\n\n---\n\n## Long {not=short}\n\n---\n\n## Short {only=short}\n\n---\n\n## Both\n";
    let site = site(&format!("{front}{slides}")).build();
    let whole = site.page("/en/talks/case/deck/");
    whole
        .contains("id=\"long\"")
        .contains("id=\"both\"")
        .lacks("id=\"short\"");
    let short = site.page("/en/talks/case/deck/short/");
    short
        .contains("id=\"short\"")
        .contains("id=\"both\"")
        .lacks("id=\"long\"");
    short.contains("<link rel=\"canonical\" href=\"https://example.org/en/talks/case/deck/\">");
}

#[test]
fn a_variant_leads_to_itself_in_other_languages_and_is_told_to_no_search_engine() {
    let deck = |lang: &str, variants: &str| {
        (
            format!("content/talks/case/deck.{lang}.md"),
            format!("---\n{variants}---\n# T\n"),
        )
    };
    let (both, alone) = (
        "variants: {short: {duration: 10m}, long: {duration: 60m}}\n",
        "variants: {short: {duration: 10m}}\n",
    );
    let mut site = site("").file("content/talks/case/index.fr.md", "---\ntitle: Cas\n---\n");
    for (file, text) in [deck("en", both), deck("fr", alone)] {
        site = site.file(&file, text);
    }
    let site = site.build();
    let whole = site.page("/en/talks/case/deck/");
    whole
        .contains("hreflang=\"x-default\"")
        .contains("<a href=\"../../../../talks/case/deck/\" hreflang=\"fr\"");
    let short = site.page("/en/talks/case/deck/short/");
    short
        .lacks("hreflang=\"x-default\"")
        .contains("<a href=\"../../../../../talks/case/deck/short/\" hreflang=\"fr\"");
    let long = site.page("/en/talks/case/deck/long/");
    long.lacks("hreflang=\"x-default\"")
        .contains("<a href=\"../../../../../talks/case/deck/\" hreflang=\"fr\"");
}

#[test]
fn the_slides_of_a_draft_wait_for_their_talk() {
    let site = SiteTest::new()
        .file(
            "content/talks/case/index.en.md",
            "---\ntitle: Case\ndraft: true\n---\n",
        )
        .file("content/talks/case/deck.en.md", "# Secret\n")
        .file(
            "content/events/case/index.en.md",
            "---\ntitle: An event of the same name\nstart: 2026-01-02\n---\n",
        );
    let site = site.build();
    assert!(
        site.clean()
            .output()
            .keys()
            .all(|url| !url.contains("/deck/"))
    );
    site.page("/en/events/case/")
        .contains("An event of the same name");
}

/// What slides are made of, nested and broken in every way.
const PIECES: &[&str] = &[
    "---\n",
    "---\n",
    "\n",
    "# Part {time=1m}\n",
    "## Slide {#id .center}\n",
    "## Open {#id\n",
    "<!-- .slide: .dark time=2m -->\n",
    "<!-- .slide: \" -->\n",
    "<!--\n",
    "-->\n",
    "::: notes\n",
    ":::: columns\n",
    "::: {.column width=40%}\n",
    "::: incremental\n",
    ":::\n",
    "::::\n",
    ". . .\n",
    "- item {.fragment}\n",
    "  - deeper {.fragment index=2}\n",
    "> quoted\n",
    "> ---\n",
    "```rust {1|2}\n",
    "```\n",
    "~~~\n",
    "![bg right:33%](i.svg)\n",
    "![bg](i.svg) {.fragment}\n",
    "[^n]\n",
    "[^n]: a note\n",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    "Note: said\n",
    "text {.fragment}\n",
    "\t---\n",
    "   ---\n",
    "$x$ {.}\n",
    "é { }\r\n",
];

/// The words that only this test has, so that each can be looked for.
fn marked(pieces: &[usize]) -> String {
    let lines = pieces
        .iter()
        .enumerate()
        .map(|(at, piece)| format!("{}w{at}w \n", PIECES[*piece]));
    lines.collect::<Vec<_>>().concat()
}

/// Some nodes of a tree, without what their slots stand for.
fn html_of<S>(tree: &Tree<S>, nodes: std::ops::Range<usize>) -> String {
    let text = tree.items_in(nodes).map(|item| match item {
        Item::Open(element) => element.written().to_owned(),
        Item::Close(name) => format!("</{name}>"),
        Item::Text(text) | Item::Verbatim(text) | Item::Settled(text) | Item::Markup(text) => {
            text.to_owned()
        }
        Item::Slot(_) => String::new(),
    });
    text.collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn slides_share_the_body_without_a_word_lost(pieces in vec(0..PIECES.len(), 0..40)) {
        let text = marked(&pieces);
        let source = Source::new(SitePath::new("content/talks/a/deck.en.md"), &text);
        let mut found = Vec::new();
        let native = (Dialect::NATIVE, &DialectSettings::default());
        let read = markdown::parse_slides(&source, 0..text.len(), markdown::Options::default(), native, &mut found);
        // One after the other, each with what stands behind it.
        let mut end = 0;
        for slide in &read.slides {
            prop_assert!(slide.backdrop.start == end && slide.backdrop.end == slide.content.start && slide.content.start <= slide.content.end);
            end = slide.content.end;
            prop_assert!(slide.span.end <= text.len() && text.is_char_boundary(slide.span.start) && text.is_char_boundary(slide.span.end));
        }
        prop_assert_eq!(end, read.body.content.len());
        let mut ids: Vec<&str> = read.slides.iter().map(|slide| slide.id.as_str()).collect();
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        prop_assert!(ids.len() == count || found.iter().any(|found| found.code == codes::DUPLICATE_ID));
        let all = format!("{}{}{:?}", read.body.content.html(), read.notes.content.html(), (&read.body.code_blocks, &read.notes.code_blocks));
        for at in 0..pieces.len() {
            let word = format!("w{at}w");
            let is_kept = all.contains(&word) || hides(&text, &word, &found);
            prop_assert!(is_kept, "{word} is lost:\n{text}\n{all}");
        }
    }
}

/// Whether a word is nobody's to read: it stands in a comment, in attributes, in a definition of a
/// note that nothing calls, or in the line of a div, all of which the author is told of or meant.
fn hides(text: &str, word: &str, found: &[Diagnostic]) -> bool {
    let before = &text[..text.find(word).unwrap()];
    let line = before.rfind('\n').map_or("", |end| {
        before[..end].rsplit('\n').next().unwrap_or_default()
    });
    let in_comment = before
        .rfind("<!--")
        .is_some_and(|open| !before[open..].contains("-->"));
    let in_note = found
        .iter()
        .any(|found| found.code == codes::UNUSED_FOOTNOTE);
    in_comment || in_note || line.starts_with("[^n]:")
}

#[test]
fn decks_of_any_length_are_read() {
    for count in [0, 1, 2, 2000] {
        let slides: Vec<String> = (0..count)
            .map(|at| format!("## Slide {at}\n\n- a\n\n::: notes\nsaid {at}\n:::\n"))
            .collect();
        let text = slides.join("\n---\n\n");
        let source = Source::new(SitePath::new("content/talks/a/deck.en.md"), &text);
        let mut found = Vec::new();
        let native = (Dialect::NATIVE, &DialectSettings::default());
        let read = markdown::parse_slides(
            &source,
            0..text.len(),
            markdown::Options::default(),
            native,
            &mut found,
        );
        assert_eq!(read.slides.len(), count);
        assert!(found.is_empty());
        assert!(
            read.slides
                .iter()
                .all(|slide| slide.notes_words == 2 && slide.level == Some(2))
        );
    }
}

#[test]
fn nothing_that_the_samples_speakers_say_is_published() {
    let files = Arc::new(OsFiles::new(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap());
    let mut workspace = Workspace::new(files, Arc::new(MemoryCache::default()), Options::default());
    let snapshot = workspace.apply(&[Change::Everything]);
    let addresses = routes(&snapshot)
        .into_iter()
        .filter(|route| !route.fingerprinted);
    let outputs = addresses.filter_map(|route| match render(&snapshot, &route.url)?.value {
        Output::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        Output::File(_) => None,
    });
    let public: Vec<String> = outputs.collect();
    let mut said = 0;
    for page in &snapshot.site.pages {
        let Some(deck) = &page.document.deck else {
            continue;
        };
        for slide in &deck.slides {
            let html = html_of(&deck.notes.content, slide.notes.clone());
            for sentence in html
                .split(['<', '>', '.', '!', '?'])
                .map(str::trim)
                .filter(|text| text.len() > 60)
            {
                said += 1;
                assert!(
                    public.iter().all(|text| !text.contains(sentence)),
                    "{}: {sentence}",
                    page.url
                );
            }
        }
    }
    assert!(said > 50, "{said}");
}

/// A browser reads each `<style>` on its own, and so one that is broken spoils no other.
#[test]
fn a_style_that_is_left_open_ends_with_its_slide() {
    let slides = "# One\n\n<style>\n.a { x: 'y\n}\n.b { x: y\n</style>\n\n---\n\n# Two\n\n\
                  <style media=\"print\">\n@import \"a.css\";\n.c { x: y } }\n</style>\n\n\
                  <p style=\"width: 64px\">A</p>\n\n<svg><rect style=\"width: 64px\"/></svg>\n";
    let site = site(slides).file("content/talks/case/a.css", "").build();
    let deck = site.page("/en/talks/case/deck/").html;
    let at = deck.find("assets/text.").expect("a sheet");
    let name = &deck[at..at + deck[at..].find('"').unwrap()];
    let sheet = String::from_utf8(site.bytes(&format!("/{name}")).unwrap()).unwrap();
    assert_eq!(
        sheet,
        "@import url(\"../talks/case/a.css\") print;\n\
         .a { x: 'y\n}\n.b { x: y\n}\n\
         @media print {\n.c { x: y } )\n{}\n}\n\
         [data-style=\"width: 64px\"]:not(#_):not(#_) { width: calc(64 * 100cqw / 1280) }\n\
         :is(svg, math) [data-style=\"width: 64px\"]:not(#_):not(#_) { width: 64px }\n"
    );
}
