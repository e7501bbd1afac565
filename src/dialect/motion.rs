//! Transitions of other tools, as Lutrin's own.

use crate::config::decks::Transition;

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
}
