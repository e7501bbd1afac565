//! Diagnostics for texts that are not YAML: what was probably meant, else the parser's error, or keys
//! that stand twice.

use std::ops::Range;

use super::mistakes;
use super::tree::DuplicateKey;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::{Source, Span};

/// The place of a range of a YAML text in its source.
fn place_in(source: &Source, range: &Range<usize>, found: &Range<usize>) -> Place {
    let span = Span {
        start: range.start + found.start,
        end: range.start + found.end,
    };
    Place::new(source.path(), source.clamp(span))
}

/// The diagnostic of a key that stands twice.
pub(super) fn stands_twice(
    source: &Source,
    range: &Range<usize>,
    twice: &DuplicateKey,
) -> Diagnostic {
    let key = &source.text()[range.clone()][twice.key.clone()];
    let place = |found| place_in(source, range, found);
    Diagnostic::new(
        codes::DUPLICATE_KEY,
        place(&twice.key),
        format!("the key `{key}` stands twice here"),
    )
    .related(place(&twice.first), "it stands here first")
}

/// The diagnostic of what was probably meant.
pub(super) fn of_mistake(
    source: &Source,
    range: &Range<usize>,
    mistake: mistakes::Mistake,
) -> Diagnostic {
    let place = place_in(source, range, &mistake.range);
    Diagnostic::new(codes::BAD_YAML, place, mistake.message).hint(mistake.hint)
}

/// Turns a parser's error into a diagnostic.
pub(super) fn explain(
    source: &Source,
    range: &Range<usize>,
    error: &serde_yaml::Error,
) -> Diagnostic {
    let text = &source.text()[range.clone()];
    let offset = error
        .location()
        .map_or(0, |location| location.index().min(text.len()));
    let full = error.to_string();
    let sentence = full.split(" at line ").next().unwrap_or(&full);
    if let Some(mistake) = mistakes::find(text, offset, sentence) {
        return of_mistake(source, range, mistake);
    }
    let place = place_in(source, range, &(offset..offset));
    let message = format!("this is not YAML: {sentence}");
    Diagnostic::new(codes::BAD_YAML, place, message)
}
