//! Decks that were probably meant otherwise: those of a tool that is not sure, and those that are
//! one slide where several were meant.

use super::Deck;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dialect::{Chosen, Dialect};
use crate::markdown::Body;
use crate::source::Source;

/// So many headings on one slide were meant for several.
const HEADINGS: usize = 4;

/// Says that a deck may be for another tool.
pub(crate) fn of_dialect(chosen: &Chosen, source: &Source) -> Option<Diagnostic> {
    let doubt = chosen.doubt.as_ref()?;
    let first = source.text().lines().next().map_or(0, str::len);
    let place = Place::new(source.path(), 0..first);
    let diagnostic = Diagnostic::new(codes::UNSURE_DIALECT, place, &doubt.message);
    Some(diagnostic.hint(&doubt.hint))
}

/// Says that a deck is one slide with many headings.
pub(crate) fn one_long_slide(
    deck: &Deck,
    body: &Body,
    dialect: Dialect,
    source: &Source,
) -> Option<Diagnostic> {
    let [slide] = deck.slides.as_slice() else {
        return None;
    };
    let count = body
        .headings
        .iter()
        .filter(|heading| heading.level < 3)
        .count();
    if count < HEADINGS {
        return None;
    }
    let message = format!("this deck is one slide with {count} headings");
    let line = dialect.heading_slides().unwrap_or("dialect: pandoc");
    let hint = format!(
        "a line `---` begins the next slide; with `{line}` in the front matter, headings do"
    );
    let place = Place::new(source.path(), slide.span);
    Some(Diagnostic::new(codes::ONE_LONG_SLIDE, place, message).hint(hint))
}
