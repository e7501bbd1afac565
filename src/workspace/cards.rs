//! Texts that the fonts of social cards cannot write: a card with empty boxes for letters would be
//! worse than none.

use crate::config::{self, Config};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::path::SitePath;
use crate::site::Site;
use crate::social_card::Painter;

/// Letters that a message names.
const NAMED: usize = 5;

/// What to do about it.
const HINT: &str =
    "name a font that has them: `social_cards: {fonts: [static/fonts/…]}` in lutrin.yaml";

/// What to say of a page whose title has letters that no font has.
pub(super) fn check_title(painter: &Painter, document: &Document) -> Option<Diagnostic> {
    let missing = painter.missing(&document.front_matter.title);
    let place = Place::file(&document.path.file);
    say(&missing, place, "this page has no card")
}

/// What to say of the site's own title and of the names of those who sign: cards leave them out,
/// each for itself.
pub(super) fn check_names(painter: &Painter, config: &Config, site: &Site) -> Option<Diagnostic> {
    let titles = config.codes().map(|lang| config.title.get(lang));
    let names = site
        .authors
        .iter()
        .flat_map(|author| config.codes().map(|lang| author.name(lang)));
    let mut missing: Vec<char> = titles
        .chain(names)
        .flat_map(|text| painter.missing(text))
        .collect();
    missing.sort_unstable();
    missing.dedup();
    let place = Place::file(&SitePath::new(config::FILE));
    say(&missing, place, "cards leave out the names that have them")
}

fn say(missing: &[char], place: Place, outcome: &str) -> Option<Diagnostic> {
    let named: Vec<String> = missing
        .iter()
        .take(NAMED)
        .map(|letter| format!("`{letter}`"))
        .collect();
    let more = match missing.len() {
        0 => return None,
        count if count > NAMED => format!(" and {} more", count - NAMED),
        _ => String::new(),
    };
    let letters = named.join(", ");
    let message = format!("the fonts of social cards have no {letters}{more}, so {outcome}");
    Some(Diagnostic::new(codes::NO_GLYPH, place, message).hint(HINT))
}
