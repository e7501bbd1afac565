//! The theme's French: one word for each thing that English has one word for.

use std::collections::BTreeMap;

/// The strings of the theme in a language, by key.
fn strings(lang: &str) -> BTreeMap<String, String> {
    let file = format!(
        "{}/themes/lutrin/i18n/{lang}.yaml",
        env!("CARGO_MANIFEST_DIR")
    );
    let text = std::fs::read_to_string(file).unwrap();
    let pairs = text.lines().filter_map(|line| line.split_once(": "));
    let pairs = pairs.filter(|(key, _)| !key.starts_with('#'));
    pairs
        .map(|(key, value)| (key.to_owned(), said(value).to_lowercase()))
        .collect()
}

/// A text without the places that are filled in.
fn said(text: &str) -> String {
    let pieces = text.split('{').map(|piece| match piece.split_once('}') {
        Some((_, rest)) => rest,
        None => piece,
    });
    pieces.collect()
}

/// A talk is a `talk`, a deck a `diaporama`, a slide a `diapositive`. The talk that somebody saw at
/// an event is that event's, and may be a `conférence`.
#[test]
fn a_slide_a_deck_and_a_talk_have_one_word_each() {
    for (key, text) in strings("fr") {
        for word in ["deck", "slide", "intervention", "exposé"] {
            assert!(!text.contains(word), "{key}: {text}");
        }
        assert!(
            key == "presented_by" || !text.contains("conférence"),
            "{key}: {text}"
        );
    }
}

#[test]
fn what_english_calls_a_talk_french_does_too() {
    let french = strings("fr");
    for (key, text) in strings("en") {
        let of_talk = text.split(|sign: char| !sign.is_alphabetic());
        let of_talk = of_talk.filter(|word| ["talk", "talks"].contains(word));
        if of_talk.count() > 0 {
            assert!(french[&key].contains("talk"), "{key}: {}", french[&key]);
        }
    }
}
