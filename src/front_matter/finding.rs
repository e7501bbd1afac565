//! Where the front matter of a file is, and what is wrong where there is none.

use std::ops::Range;

use crate::content_path::Kind;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::Source;

/// Splits a content file into its front matter (the YAML alone) and its body.
#[must_use]
pub fn split(
    source: &Source,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Option<Range<usize>>, Range<usize>) {
    let text = source.text();
    let Some(start) = fence_length(text, 0) else {
        return (None, 0..text.len());
    };
    let mut at = start;
    while at < text.len() {
        if let Some(length) = fence_length(text, at) {
            return (Some(start..at), at + length..text.len());
        }
        at += text[at..].find('\n').map_or(text.len() - at, |end| end + 1);
    }
    if text.len() == start && text.trim_end() == "---" && !text.contains('\n') {
        return (None, 0..text.len());
    }
    let place = Place::new(source.path(), 0..3);
    let hint = "close it with a line of three hyphens: `---`";
    diagnostics.push(
        Diagnostic::new(
            codes::UNCLOSED_FRONT_MATTER,
            place,
            "the front matter is never closed",
        )
        .hint(hint),
    );
    (None, text.len()..text.len())
}

/// The length of a `---` line (with its line end) at an offset.
fn fence_length(text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let line_end = rest.find('\n').map_or(rest.len(), |end| end + 1);
    (rest[..line_end].trim_end() == "---").then_some(line_end)
}

/// Says that a file has no front matter, or one of another form, unless its kind needs none or
/// something else was said of it.
pub(super) fn check_missing(source: &Source, kind: Kind, diagnostics: &mut Vec<Diagnostic>) {
    let text = source.text();
    if let Some(diagnostic) = other_format(source) {
        diagnostics.push(diagnostic);
        return;
    }
    let may_have_none = matches!(kind, Kind::Section | Kind::Outline | Kind::Deck);
    let is_in_conflict = text.starts_with("<<<<<<< ");
    let mut codes = diagnostics.iter().map(|diagnostic| diagnostic.code);
    let is_unclosed = codes.any(|code| code == codes::UNCLOSED_FRONT_MATTER);
    if may_have_none || is_in_conflict || is_unclosed {
        return;
    }
    let hint = "begin it with front matter: `---`, `title: …`, `---`";
    let message = "this page has no front matter, so no title";
    diagnostics.push(
        Diagnostic::new(codes::MISSING_KEY, Place::new(source.path(), 0..0), message).hint(hint),
    );
}

/// Front matter as other generators write it: TOML between `+++`, or JSON.
fn other_format(source: &Source) -> Option<Diagnostic> {
    let text = source.text();
    let first = text.lines().next()?.trim_end();
    let (name, sign) = match first {
        "+++" => ("TOML", '='),
        "{" => ("JSON", ':'),
        _ => return None,
    };
    let inside = text.lines().skip(1).take_while(|line| *line != "+++");
    let mut lines = inside.filter(|line| !line.starts_with('#'));
    let pair = lines.find_map(|line| line.split_once(sign))?;
    let key = pair.0.trim().trim_matches('"');
    let value = pair.1.trim().trim_end_matches(',');
    let message = format!("this front matter is {name}, and Lutrin reads YAML");
    let place = Place::new(source.path(), 0..first.len());
    let hint = format!("put it between two lines `---`, and write each key so: `{key}: {value}`");
    Some(Diagnostic::new(codes::BAD_YAML, place, message).hint(hint))
}
