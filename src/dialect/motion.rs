//! How slides of other tools move and go on, as Lutrin's own words for it.

use crate::config::decks::{AutoSlide, Transition};
use crate::duration::Duration;

/// The transition that a tool's word comes down to; `None` where there is none that comes near.
///
/// A length behind the word (Marp's `fade 1s`, Deckset's `fade(0.3)`) says nothing here: every
/// transition takes the same time. Of two words, one for each way (Slidev's `slide-left |
/// slide-right`), the first is for the way forward.
#[must_use]
pub fn transition(word: &str) -> Option<Transition> {
    let word = word.trim_matches(['"', '\'', ' ']);
    let end = word.find([' ', '(', '|', '/']).unwrap_or(word.len());
    match &word[..end] {
        "none" | "false" => Some(Transition::None),
        "fade" | "fade-out" | "fade-in" | "crossfade" | "dissolve" => Some(Transition::Fade),
        "slide" | "slide-left" | "push" => Some(Transition::Slide),
        _ => None,
    }
}

/// How long a slide stays, by milliseconds as reveal.js counts them, or as Lutrin writes it.
///
/// What is less than a second is one: nobody could read the slide.
#[must_use]
pub fn autoslide(word: &str) -> Option<AutoSlide> {
    let word = word.trim_matches(['"', '\'', ' ']);
    match word.parse::<u32>() {
        Ok(0) => Some(AutoSlide::Waits),
        Ok(milliseconds) => {
            let seconds = (milliseconds / 1000 + (milliseconds % 1000) / 500).max(1);
            Some(AutoSlide::After(Duration::from_seconds(seconds)))
        }
        Err(_) if word == "false" => Some(AutoSlide::Waits),
        Err(_) => AutoSlide::parse(word),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_tools_come_down_to_three() {
        let read = |word| transition(word).map(Transition::name);
        assert_eq!(read("fade 1s"), Some("fade"));
        assert_eq!(read("fade(0.3)"), Some("fade"));
        assert_eq!(read("slide-left | slide-right"), Some("slide"));
        assert_eq!(read("none"), Some("none"));
        for none in [
            "zoom",
            "cover",
            "slide-up",
            "",
            "view-transition",
            "slideshow",
        ] {
            assert_eq!(read(none), None, "{none}");
        }
    }

    #[test]
    fn milliseconds_become_seconds() {
        let read = |word| autoslide(word).map(|found| found.to_string());
        for (word, found) in [
            ("5000", Some("5s")),
            ("90000", Some("1m30s")),
            ("1499", Some("1s")),
            ("1500", Some("2s")),
            ("20", Some("1s")),
            ("\"0\"", Some("none")),
            ("false", Some("none")),
            ("20s", Some("20s")),
            ("soon", None),
            ("-1", None),
        ] {
            assert_eq!(read(word).as_deref(), found, "{word}");
        }
    }
}
