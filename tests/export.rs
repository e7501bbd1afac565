//! What is made of decks through an installed browser, and in one file without one.

use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use flate2::read::ZlibDecoder;
use lutrin::browser::find::{Machine, System};
use lutrin::browser::{Browser, ColourScheme, Media, RequestAnswer};

use crate::common::disk::DiskSite;
use crate::common::{CONFIG, SiteTest};

/// The browser that the tests need.
pub fn program() -> &'static PathBuf {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let variable = |name: &str| std::env::var_os(name);
        let machine = Machine {
            system: System::current(),
            variable: &variable,
            is_program: &Path::is_file,
        };
        machine.find(None).expect("tests/run.sh installs Chromium")
    })
}

fn html(text: &str) -> RequestAnswer {
    RequestAnswer::Bytes {
        media_type: "text/html; charset=utf-8".to_owned(),
        bytes: text.as_bytes().to_vec(),
    }
}

/// The pages of a PDF: every one is an object of this type.
fn pages(pdf: &[u8]) -> usize {
    let text = squeezed(pdf);
    text.matches("/Type/Page").count() - text.matches("/Type/Pages").count()
}

/// What a PDF says outside its streams, without spaces and ends of lines: writers differ in them.
fn squeezed(pdf: &[u8]) -> String {
    let text = String::from_utf8_lossy(pdf);
    text.split_ascii_whitespace().collect()
}

/// The size of a PNG, from its head.
fn png_size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

/// The letters that a PDF's fonts can be read as: text that is only a picture has none.
fn letters(pdf: &[u8]) -> BTreeSet<char> {
    const STREAM: &[u8] = b"stream\n";
    let starts = (0..pdf.len()).filter(|at| pdf[*at..].starts_with(STREAM));
    let mut found = BTreeSet::new();
    for start in starts {
        let mut text = String::new();
        // What is no text is no map of letters.
        let _ = ZlibDecoder::new(&pdf[start + STREAM.len()..]).read_to_string(&mut text);
        let number = |code: &str| u32::from_str_radix(code, 16).ok();
        for line in text.lines() {
            let codes: Vec<&str> = line.split(['<', '>']).skip(1).step_by(2).collect();
            let range = match codes.as_slice() {
                [_, letter] => number(letter).map(|letter| letter..=letter),
                [first, last, letter] => number(letter)
                    .zip(number(first).zip(number(last)))
                    .map(|(letter, (a, b))| letter..=letter + (b - a)),
                _ => None,
            };
            found.extend(range.into_iter().flatten().filter_map(char::from_u32));
        }
    }
    found
}

/// Letters that stand in one place of the deck alone, and in no other text: on a slide, in the
/// short variant's absence, in speaker notes.
const SHOWN: char = 'Ω';
const LEFT_OUT: char = 'Ξ';
const NOTED: char = 'Ψ';

const DECK: &str = "\
---
title: Deck
variants: {short: {}}
---
# First {#opening}

::: notes
The Ψ of the notes.
:::

---

## Plan Ω {#plan}

- One

. . .

- Two, with [the talk](index.LANG.md) and [the plot](#plot)

---

## Left out Ξ {#left-out not=short}

```rust {1|2}
let a = \"</script>\";
let b = 2;
```

---

## Plot {#plot}

![A dot](dot.svg)
";

const SLIDES: usize = 4;

/// A site with a talk whose deck is in two languages.
fn site() -> DiskSite {
    let talk =
        |title: &str| format!("---\ntitle: {title}\nspeakers: [Ada Lovelace]\n---\nAbout it.\n");
    DiskSite::empty()
        .file("lutrin.yaml", CONFIG)
        .file("content/talks/dots/index.en.md", talk("Dots"))
        .file("content/talks/dots/index.fr.md", talk("Points"))
        .file("content/talks/bare/index.en.md", talk("Bare"))
        .file("content/talks/dots/deck.en.md", DECK.replace("LANG", "en"))
        .file(
            "content/talks/dots/deck.fr.md",
            DECK.replace("LANG", "fr").replace("Deck", "Fiches"),
        )
        .file("content/talks/dots/dot.svg", DOT)
}

const DOT: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\" width=\"90\" height=\"90\"><circle r=\"9\"/></svg>";

/// What a command answers: its code, what it prints, and what it says beside that.
fn run(site: &DiskSite, arguments: &[&str]) -> (i32, String, String) {
    let output = site
        .command(arguments)
        .env_remove("CHROME")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (
        output.status.code().unwrap(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Runs `export` and expects it to work; returns the paths that it printed.
fn export(site: &DiskSite, arguments: &[&str]) -> Vec<String> {
    let (code, out, err) = run(site, &[&["export", "dots"], arguments].concat());
    assert_eq!(code, 0, "{err}");
    out.lines().map(str::to_owned).collect()
}

fn bytes(site: &DiskSite, path: &str) -> Vec<u8> {
    std::fs::read(site.path(path)).unwrap()
}

#[test]
fn a_page_is_answered_measured_photographed_and_printed_without_a_network() {
    let page = "<!DOCTYPE html><meta charset=utf-8><title>T</title><link rel=stylesheet href=/s.css>\
                <h1>One</h1><p>Été</p><h1>Two</h1><img src=/gone.png alt=x><img src=https://other.example/x.png alt=y>";
    let mut browser = Browser::start(program(), |url| match url {
        "https://site.example/a/" => html(page),
        "https://site.example/s.css" => RequestAnswer::Bytes {
            media_type: "text/css".to_owned(),
            bytes: b"@page { size: 10in 5in } h1 { break-before: page; margin: 0 }".to_vec(),
        },
        url if url.starts_with("https://site.example/") => RequestAnswer::NotFound,
        _ => RequestAnswer::Refused,
    })
    .unwrap();
    browser.resize((800, 400), 2.0).unwrap();
    browser.emulate(Media::Screen, ColourScheme::Dark).unwrap();
    browser.open("https://site.example/a/").unwrap();
    assert_eq!(
        browser
            .evaluate("document.querySelector('p').textContent")
            .unwrap(),
        "Été"
    );
    assert_eq!(
        browser
            .evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
            .unwrap(),
        true
    );
    let clip = serde_json::json!({"x": 0, "y": 0, "width": 300, "height": 900, "scale": 1});
    assert_eq!(png_size(&browser.photograph(&clip).unwrap()), (600, 1800));
    let pdf = browser.print((3.0, 3.0)).unwrap();
    assert_eq!(pages(&pdf), 2, "{}", String::from_utf8_lossy(&pdf));
    assert_eq!(browser.refused(), ["https://other.example/x.png"]);
    let thrown = browser.evaluate("nope.nope").unwrap_err();
    assert!(thrown.message.contains("nope is not defined"), "{thrown}");
    let missing = browser.open("https://other.example/").unwrap_err();
    assert!(missing.message.contains("cannot be opened"), "{missing}");
}

#[test]
fn what_is_no_browser_is_told() {
    let told = Browser::start(Path::new("/bin/true"), |_| RequestAnswer::NotFound)
        .err()
        .unwrap();
    assert!(
        told.message
            .starts_with("`/bin/true` does not work as a browser: the browser ended"),
        "{told}"
    );
}

#[test]
fn a_deck_on_paper_has_a_page_for_each_slide_and_text_that_is_text() {
    let site = site();
    let written = export(&site, &["--pdf"]);
    assert_eq!(written, ["dots.fr.pdf", "dots.en.pdf"]);
    for name in &written {
        let pdf = bytes(&site, name);
        assert_eq!(pages(&pdf), SLIDES, "{name}");
        let letters = letters(&pdf);
        assert!(
            letters.contains(&SHOWN) && letters.contains(&LEFT_OUT) && !letters.contains(&NOTED),
            "{letters:?}"
        );
        let text = squeezed(&pdf);
        assert!(text.contains("/MediaBox[00960540]"), "{name}");
        assert!(
            text.contains("/Type/Outlines") && text.contains("/MarkInfo"),
            "{name}"
        );
        let language = if name.contains(".fr.") {
            "/talks/dots/)"
        } else {
            "/en/talks/dots/)"
        };
        assert!(
            text.contains(&format!("/URI(https://example.org{language}")),
            "{name}"
        );
    }
}

#[test]
fn a_handout_has_the_notes_and_a_variant_leaves_slides_out() {
    let site = site();
    let temporary = tempfile::tempdir().unwrap();
    let arguments = [
        "export",
        "dots",
        "--pdf",
        "--handout",
        "--lang",
        "en",
        "--variant",
        "short",
        "-o",
        "paper",
    ];
    let output = site
        .command(&arguments)
        .env("TMPDIR", temporary.path())
        .output()
        .unwrap();
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        String::from_utf8(output.stdout).unwrap(),
        "paper/dots-short.en.pdf\npaper/dots-short-handout.en.pdf\n"
    );
    assert_eq!(
        err,
        "`paper/dots-short-handout.en.pdf` has the speaker notes in it\n"
    );
    let (deck, handout) = (
        bytes(&site, "paper/dots-short.en.pdf"),
        bytes(&site, "paper/dots-short-handout.en.pdf"),
    );
    assert_eq!(pages(&deck), SLIDES - 1);
    assert!(!letters(&deck).contains(&NOTED) && !letters(&deck).contains(&LEFT_OUT));
    assert!(letters(&handout).contains(&NOTED) && letters(&handout).contains(&SHOWN));
    assert!(!letters(&handout).contains(&LEFT_OUT));
    assert!(
        squeezed(&handout).contains("/MediaBox[00594"),
        "it is not on A4"
    );
    assert_eq!(
        std::fs::read_dir(temporary.path()).unwrap().count(),
        0,
        "the browser left something behind"
    );
}

#[test]
fn every_slide_becomes_a_picture_of_the_width_that_is_asked_for() {
    let site = site();
    let written = export(&site, &["--png", "--lang", "en"]);
    let names = ["01-opening", "02-plan", "03-left-out", "04-plot"]
        .map(|name| format!("dots.en/{name}.png"));
    assert_eq!(written, names);
    assert!(
        written
            .iter()
            .all(|name| png_size(&bytes(&site, name)) == (1920, 1080))
    );
    let deck = DECK
        .replace("LANG", "en")
        .replace("title: Deck", "title: Deck\naspect: '4:3'");
    site.write("content/talks/dots/deck.en.md", deck);
    let written = export(
        &site,
        &[
            "--png", "--lang", "en", "--width", "800", "--output", "small",
        ],
    );
    assert_eq!(written.len(), SLIDES);
    assert!(
        written
            .iter()
            .all(|name| png_size(&bytes(&site, name)) == (800, 600)),
        "{written:?}"
    );
}

#[test]
fn a_single_file_opens_from_a_folder_and_asks_for_nothing() {
    let site = site();
    assert_eq!(
        export(&site, &["--single-file", "--browser", "/nowhere"]),
        ["dots.fr.html", "dots.en.html"]
    );
    let html = site.read("dots.en.html");
    assert!(
        !html.contains(NOTED) && !html.contains("src=\"/") && !html.contains("href=\"/"),
        "{html}"
    );
    assert!(
        html.contains("<a href=\"https://example.org/en/talks/dots/\""),
        "{html}"
    );
    assert!(html.contains("\"url\":\"dots.fr.html\""), "{html}");
    let address = format!("file://{}", site.path("dots.en.html").display());
    let mut browser = Browser::start(program(), |url| match url.split('#').next() {
        Some(own) if own == address => html_of(&site),
        _ => RequestAnswer::Refused,
    })
    .unwrap();
    browser.open(&format!("{address}#/plan/1")).unwrap();
    let told = browser.evaluate(
        "({width: document.images[0].naturalWidth, slides: document.querySelectorAll('section.slide').length,
           runs: document.documentElement.classList.contains('presenting'), at: location.hash,
           set: getComputedStyle(document.querySelector('.slide')).containerType})",
    );
    let expected = serde_json::json!({"width": 90, "slides": SLIDES, "runs": true, "at": "#/plan/1", "set": "inline-size"});
    assert_eq!(told.unwrap(), expected);
    assert_eq!(browser.refused(), Vec::<String>::new());
}

fn html_of(site: &DiskSite) -> RequestAnswer {
    html(&site.read("dots.en.html"))
}

#[test]
fn notes_are_in_a_single_file_on_request_only() {
    let site = site();
    assert_eq!(
        export(&site, &["--single-file", "--notes", "--lang", "en"]),
        ["dots-notes.en.html"]
    );
    assert!(site.read("dots-notes.en.html").contains(NOTED));
    // What was there is replaced.
    site.write("mine.html", "old");
    assert_eq!(
        export(
            &site,
            &["--single-file", "--lang", "en", "--output", "mine.html"]
        ),
        ["mine.html"]
    );
    let html = site.read("mine.html");
    assert!(html.starts_with("<!DOCTYPE html>") && !html.contains(NOTED));
}

#[test]
fn what_only_another_site_has_is_left_out_and_told_once() {
    let site = site();
    for lang in ["en", "fr"] {
        let deck = "---\ntitle: D\n---\n# A\n\n![x](https://other.example/x.png)\n";
        site.write(&format!("content/talks/dots/deck.{lang}.md"), deck);
    }
    let (code, _, err) = run(&site, &["export", "dots", "--single-file", "--pdf"]);
    assert_eq!(
        err,
        "warning: `https://other.example/x.png` is not part of the site, so it was left out\n"
    );
    assert_eq!(code, 0);
    assert!(!site.read("dots.en.html").contains("other.example"));
}

#[test]
fn what_is_not_there_is_told_with_what_to_do() {
    let site = site();
    let long = ["export", "dots", "--pdf", "--single-file"];
    for (arguments, message, hint) in [
        (
            &["export", "dost", "--pdf"][..],
            "`content/talks` has no `dost`",
            "did you mean `dots`?",
        ),
        (
            &["export", "bare", "--pdf"],
            "`content/talks/bare` has no deck",
            "make one: `lutrin new deck bare`",
        ),
        (
            &["export", "dots", "--pdf", "--lang", "de"],
            "`de` is not a language of the site",
            "it has `fr`, `en`",
        ),
        (
            &["export", "dots", "--pdf", "--variant", "shrot"],
            "the deck of `dots` has no variant `shrot`",
            "did you mean `short`?",
        ),
        (
            &["export", "dots", "--pdf", "--variant", "x"],
            "the deck of `dots` has no variant `x`",
            "it has `short`",
        ),
        (
            &[long.as_slice(), &["-o", "a.pdf"]].concat(),
            "several files are asked for, and `--output` names one",
            "`--lang`",
        ),
        (
            &["export", "dots", "--pdf", "--browser", "/nowhere"],
            "`--browser` names `/nowhere`, which is no program",
            "Chromium",
        ),
    ] {
        let (code, out, err) = run(&site, arguments);
        assert_eq!((code, out.as_str()), (1, ""), "{arguments:?}");
        assert!(
            err.starts_with(&format!("error: {message}\n")) && err.contains(hint),
            "{err}"
        );
    }
    for arguments in [
        &["export"][..],
        &["export", "dots"],
        &["export", "dots", "--png", "--notes"],
        &["export", "dots", "--pdf", "--width", "9"],
    ] {
        assert_eq!(run(&site, arguments).0, 2, "{arguments:?}");
    }
    let named = site
        .command(&["export", "dots", "--pdf"])
        .env("CHROMIUM", "/nowhere")
        .output()
        .unwrap();
    assert!(
        String::from_utf8(named.stderr)
            .unwrap()
            .contains("the variable CHROMIUM names `/nowhere`")
    );
    assert_eq!(
        site.entries()
            .iter()
            .filter(|name| name.contains("dots"))
            .count(),
        0
    );
}

#[test]
fn a_site_with_errors_exports_nothing() {
    let site = site();
    site.write(
        "content/talks/dots/deck.en.md",
        "---\ntitle: D\n---\n# A\n\n![x](gone.png)\n",
    );
    let (code, out, err) = run(&site, &["export", "dots", "--single-file"]);
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(
        err.contains("error[L0203]") && err.ends_with("1 error: nothing was written\n"),
        "{err}"
    );
    assert!(!site.path("dots.fr.html").exists());
}

#[test]
fn slides_that_overflow_are_told_where_they_begin() {
    let site = site();
    let (code, out, err) = run(&site, &["check", "--browser", "--format", "short"]);
    assert_eq!(
        (code, out.as_str(), err.as_str()),
        (0, "", "no errors, no warnings\n")
    );
    let long = "- One of many lines\n".repeat(30);
    // A line of code that is too long goes on in the next.
    let wide = "x".repeat(200);
    let deck = format!(
        "---\ntitle: D\nvariants: {{short: {{}}}}\n---\n# Fine\n\n---\n\n## High\n\n{long}\n---\n\n## Wide\n\n```text\n{wide}\n```\n\n\
         ---\n\n## Centred {{.center}}\n\n{long}\n---\n\n<!-- .slide: background=\"#123456\" -->\n\n---\n\n\
         <!-- .slide: background=dot.svg -->\n"
    );
    site.write("content/talks/dots/deck.en.md", deck);
    let (code, out, err) = run(&site, &["check", "--browser", "--format", "short"]);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(
        (code, lines.len(), err.as_str()),
        (0, 2, "2 warnings\n"),
        "{out}"
    );
    let begins = [
        "9:1: warning[L0611]: the slide `high` is ",
        "52:1: warning[L0611]: the slide `centred` is ",
    ];
    for (line, begin) in lines.iter().zip(begins) {
        let line = line.strip_prefix("content/talks/dots/deck.en.md:").unwrap();
        let end = " % higher than its frame";
        assert!(line.starts_with(begin) && line.ends_with(end), "{line}");
    }
    assert_eq!(run(&site, &["check", "--browser", "--strict"]).0, 1);
    // Without a browser the same slides are found.
    let (code, out, _) = run(&site, &["check", "--strict", "--format", "short"]);
    assert_eq!((code, out.lines().count()), (1, 2), "{out}");
    for (line, begin) in out.lines().zip(begins) {
        let line = line.strip_prefix("content/talks/dots/deck.en.md:").unwrap();
        let end = " % higher than its frame, even in its smallest size";
        assert!(line.starts_with(begin) && line.ends_with(end), "{line}");
    }
    // An export says the same, once, of the deck that it makes; and makes it all the same.
    let formats: [&[&str]; 3] = [&["--pdf"], &["--pdf", "--png", "--handout"], &["--handout"]];
    for (output, formats) in ["one.pdf", "several", "handout.pdf"].iter().zip(formats) {
        let asked = ["export", "dots", "--lang", "en", "--output", output];
        let (code, out, err) = run(&site, &[&asked[..], formats].concat());
        assert!(code == 0 && !out.is_empty(), "{err}");
        for slide in ["high", "centred"] {
            let start = format!("warning[L0611]: the slide `{slide}` is ");
            assert_eq!(err.matches(&start).count(), 1, "{formats:?}: {err}");
        }
    }
    let (_, _, err) = run(&site, &["export", "dots", "--lang", "fr", "--pdf"]);
    assert!(!err.contains("L0611"), "{err}");
}

#[test]
fn the_handout_is_a_page_of_the_backstage() {
    let site = SiteTest::new()
        .file(
            "content/talks/dots/index.en.md",
            "---\ntitle: Dots\n---\nAbout it.\n",
        )
        .file("content/talks/dots/deck.en.md", DECK.replace("LANG", "en"))
        .file("content/talks/dots/dot.svg", DOT)
        .build();
    for (url, slides) in [
        ("/en/talks/dots/deck/handout/", SLIDES),
        ("/en/talks/dots/deck/short/handout/", SLIDES - 1),
    ] {
        let page = site.page(url);
        page.contains(&NOTED.to_string())
            .contains("<aside class=\"handout-notes\"")
            .lacks("<script");
        assert_eq!(page.html.matches("<section class=\"slide ").count(), slides);
        assert!(!site.routes().contains(url), "{url} is published");
    }
    let published = site.output();
    assert!(
        published
            .keys()
            .any(|name| name == "en/talks/dots/deck/short/index.html")
    );
    // A font of the theme is compressed: two of its bytes may be those of any letter.
    let leaks = published
        .iter()
        .filter(|(_, bytes)| !bytes.starts_with(b"wOF2"))
        .filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains(NOTED));
    assert_eq!(
        leaks.map(|(name, _)| name.as_str()).collect::<Vec<_>>(),
        Vec::<&str>::new()
    );
}
