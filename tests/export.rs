//! What is made of decks through an installed browser, and in one file without one.

use std::path::PathBuf;
use std::sync::OnceLock;

use lutrin::browser::find::{Machine, System};
use lutrin::browser::{Answer, Browser, Media, Scheme};

/// The browser that the tests need.
fn program() -> &'static PathBuf {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    FOUND.get_or_init(|| {
        let variable = |name: &str| std::env::var_os(name);
        let machine = Machine { system: System::own(), variable: &variable, is_program: &std::path::Path::is_file };
        machine.find(None).expect("tests/run.sh installs Chromium")
    })
}

fn html(text: &str) -> Answer {
    Answer::Bytes { media_type: "text/html; charset=utf-8".to_owned(), bytes: text.as_bytes().to_vec() }
}

/// The pages of a PDF: every one is an object of this type.
fn pages(pdf: &[u8]) -> usize {
    let text = String::from_utf8_lossy(pdf);
    text.matches("/Type /Page\n").count() + text.matches("/Type /Page/").count() + text.matches("/Type /Page ").count()
}

/// The size of a PNG, from its head.
fn png_size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_page_is_answered_measured_photographed_and_printed_without_a_network() {
    let page = "<!DOCTYPE html><meta charset=utf-8><title>T</title><link rel=stylesheet href=/s.css>\
                <h1>One</h1><p>Été</p><h1>Two</h1><img src=/gone.png alt=x><img src=https://other.example/x.png alt=y>";
    let mut browser = Browser::start(program(), |url| match url {
        "https://site.example/a/" => html(page),
        "https://site.example/s.css" => Answer::Bytes {
            media_type: "text/css".to_owned(),
            bytes: b"@page { size: 10in 5in } h1 { break-before: page; margin: 0 }".to_vec(),
        },
        url if url.starts_with("https://site.example/") => Answer::Nothing,
        _ => Answer::Refused,
    })
    .unwrap();
    browser.resize((800, 400), 2.0).unwrap();
    browser.emulate(Media::Screen, Scheme::Dark).unwrap();
    browser.open("https://site.example/a/").unwrap();
    assert_eq!(browser.evaluate("document.querySelector('p').textContent").unwrap(), "Été");
    assert_eq!(browser.evaluate("matchMedia('(prefers-color-scheme: dark)').matches").unwrap(), true);
    assert_eq!(png_size(&browser.photograph().unwrap()), (1600, 800));
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
    let told = Browser::start(std::path::Path::new("/bin/true"), |_| Answer::Nothing).err().unwrap();
    assert!(told.message.starts_with("`/bin/true` does not work as a browser: the browser ended"), "{told}");
}
