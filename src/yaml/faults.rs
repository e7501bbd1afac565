//! Diagnostics for texts that are not YAML: the parser's error, or keys that stand twice.

use std::ops::Range;

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
    let place = place_in(source, range, &(offset..offset));
    let diagnostic = Diagnostic::new(
        codes::BAD_YAML,
        place,
        format!("this is not YAML: {sentence}"),
    );
    if text[..offset].contains('\t') || text[offset..].starts_with('\t') {
        diagnostic.hint("YAML indents with spaces, never with tabs")
    } else if sentence.contains("mapping values are not allowed") {
        diagnostic.hint("a text with a colon needs quotes: `title: \"Rust: why\"`")
    } else {
        diagnostic
    }
}
