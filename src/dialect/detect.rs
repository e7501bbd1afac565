//! Which tool a deck was written for, by its front matter and by what only that tool writes.
//!
//! Signs within code do not count: a deck may show how another tool's decks are written.

use super::body::{DeckBody, is_break};
use super::definition::{Definition, Detection};
use super::front_matter::dialect_with_sign;
use super::settings::DialectSettings;
use super::{DIALECTS, Dialect};

impl DialectSettings {
    /// The dialect of a body: the one that the author names, else by the keys of the front matter,
    /// else by signs of the body.
    #[must_use]
    pub fn dialect_of(&self, body: &str) -> Dialect {
        self.named
            .or(self.by_keys)
            .unwrap_or_else(|| detect(&[], body))
    }
}

/// The dialect of a deck, by the keys of its front matter, else by signs of its body; without any
/// sign it is the native form.
#[must_use]
pub fn detect(keys: &[&str], body: &str) -> Dialect {
    let by_key = |key: &&str| dialect_with_sign(key);
    keys.iter()
        .find_map(by_key)
        .or_else(|| by_body(body))
        .unwrap_or_default()
}

fn by_body(text: &str) -> Option<Dialect> {
    let mut candidates: Vec<(&'static Definition, &Detection)> = DIALECTS
        .iter()
        .filter_map(|dialect| Some((*dialect, dialect.detection.as_ref()?)))
        .collect();
    if !candidates
        .iter()
        .any(|(_, detection)| has_hint(text, detection.hints))
    {
        return None;
    }
    candidates.sort_by_key(|(_, detection)| detection.rank);
    let body = DeckBody::read(text, |line| is_break(line) || line == "???", false);
    if has_divs(&body) {
        return None;
    }
    let found = candidates
        .iter()
        .find(|(_, detection)| (detection.is_match)(&body));
    found.map(|(definition, _)| Dialect(definition))
}

/// Whether a text has one of the hints. One that begins with a line end may stand at the start.
pub(super) fn has_hint(text: &str, hints: &[&str]) -> bool {
    hints.iter().any(|hint| {
        let is_at_start = hint
            .strip_prefix('\n')
            .is_some_and(|hint| text.starts_with(hint));
        is_at_start || text.contains(hint)
    })
}

/// Whether there is a fenced div, a pause or a step in Lutrin's form.
fn has_divs(body: &DeckBody<'_>) -> bool {
    body.lines(0..body.text.len()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_native = text.starts_with("::: ")
            || text.starts_with(":::: ")
            || text == ". . ."
            || text.ends_with("{.fragment}");
        is_native && !body.is_apart(line.start) && !body.is_comment(line.start)
    })
}
