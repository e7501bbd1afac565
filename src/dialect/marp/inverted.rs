//! Decks whose slides are all inverted: dark ones.

use std::borrow::Cow;

use super::super::DialectSettings;
use crate::config::decks::DeckScheme;

/// The class that inverts a slide.
const INVERT: &str = "invert";

/// What parts classes.
const SIGNS: [char; 8] = [' ', '\t', '\n', ',', '[', ']', '"', '\''];

/// A deck that inverts all slides, and says no colours of its own, is dark.
pub(super) fn scheme(settings: &DialectSettings) -> Option<DeckScheme> {
    let is_colour = |key: &str| ["backgroundColor", "backgroundImage", "color"].contains(&key);
    let has_colour = settings.slide.iter().any(|(key, _)| is_colour(key));
    let mut classes = settings.slide.iter().filter(|(key, _)| key == "class");
    let is_inverted = classes.any(|(_, value)| has_invert(value));
    (is_inverted && !has_colour).then_some(DeckScheme::Dark)
}

/// The classes of a slide. In a dark deck, the inverted ones are as all are, and the others light.
pub(super) fn classes<'c>(settings: &DialectSettings, written: &'c str) -> Cow<'c, str> {
    if scheme(settings).is_none() {
        return Cow::Borrowed(written);
    }
    let others = written.split(SIGNS).filter(|class| *class != INVERT);
    let mut others: Vec<&str> = others.filter(|class| !class.is_empty()).collect();
    if !has_invert(written) {
        others.push("light");
    }
    Cow::Owned(others.join(" "))
}

fn has_invert(classes: &str) -> bool {
    classes.split(SIGNS).any(|class| class == INVERT)
}
