//! How slides of other tools move and go on, as Lutrin's own words for it, and between which slides
//! reveal.js moves things.

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

/// An attribute of a slide that says how it comes or how long it stays, as Lutrin's own; `key` is
/// reveal.js' name without `data-`. `None` for all others, and where nothing comes near the value.
pub(super) fn attribute(key: &str, value: &str) -> Option<(&'static str, String)> {
    match key {
        "transition" => Some(("transition", transition(value)?.name().to_owned())),
        "autoslide" => Some(("autoslide", autoslide(value)?.to_string())),
        _ => None,
    }
}

/// What reveal.js moves to the next slide: two slides that stand beside each other and both ask for
/// it, of one group if they name any.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct AutoAnimate {
    group: String,
    is_restart: bool,
}

impl AutoAnimate {
    /// That of a slide, by its attributes; `get` gives the value of one that is named without
    /// `data-`, empty where it has none.
    pub(super) fn read<'t>(get: impl Fn(&str) -> Option<&'t str>) -> Option<Self> {
        get("auto-animate").filter(|value| *value != "false")?;
        Some(Self {
            group: get("auto-animate-id").unwrap_or_default().to_owned(),
            is_restart: get("auto-animate-restart").is_some(),
        })
    }

    /// Whether something moves to this slide from the one before it.
    fn follows(&self, before: Option<&Self>) -> bool {
        !self.is_restart && before.is_some_and(|before| before.group == self.group)
    }
}

/// The slides of a deck that ask reveal.js for it, told one after the other.
#[derive(Debug, Default)]
pub(super) struct Movements {
    /// The number of the last one.
    last: Option<(usize, AutoAnimate)>,
}

impl Movements {
    /// Whether something moves to a slide from the one before it. `own` is what the slide says.
    pub(super) fn lead_to(&mut self, number: usize, own: Option<AutoAnimate>) -> bool {
        let Some(own) = own else {
            return false;
        };
        let before = self.last.as_ref().filter(|(slide, _)| slide + 1 == number);
        let follows = own.follows(before.map(|(_, before)| before));
        self.last = Some((number, own));
        follows
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
    fn what_moves_moves_from_a_slide_of_the_same_group() {
        let read = |text: &'static str| {
            let get = |name: &str| {
                let mut words = text
                    .split(' ')
                    .map(|word| word.split_once('=').unwrap_or((word, "")));
                words.find(|(key, _)| *key == name).map(|(_, value)| value)
            };
            AutoAnimate::read(get)
        };
        let follows = |one, two| read(two).is_some_and(|two| two.follows(read(one).as_ref()));
        assert!(follows("auto-animate", "auto-animate=true"));
        assert!(follows(
            "auto-animate auto-animate-id=a",
            "auto-animate auto-animate-id=a"
        ));
        for (one, two) in [
            ("", "auto-animate"),
            ("auto-animate", ""),
            ("auto-animate=false", "auto-animate"),
            ("auto-animate", "auto-animate auto-animate-restart"),
            ("auto-animate auto-animate-id=a", "auto-animate"),
        ] {
            assert!(!follows(one, two), "{one} and {two}");
        }
    }

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
