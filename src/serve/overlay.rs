//! A diagnostic as JSON, for the overlay that the browser shows over a page.

use serde_json::{Value, json};

use crate::diagnostic::Diagnostic;
use crate::snapshot::Snapshot;

/// Lines of the excerpt before and after the one that is wrong.
const AROUND: usize = 2;
/// Longer lines are cut.
const LONGEST_LINE: usize = 300;

/// Severity, place, message, excerpt and hints.
pub(super) fn entry(snapshot: &Snapshot, diagnostic: &Diagnostic) -> Value {
    let place = diagnostic.place.as_ref();
    let source = place.and_then(|place| snapshot.source(&place.file));
    let span = place.and_then(|place| place.span);
    let start = span
        .zip(source)
        .map(|(span, source)| source.position(span.start));
    let excerpt = start.zip(source).map(|(start, source)| {
        let first = start.line.saturating_sub(AROUND).max(1);
        let lines = source
            .text()
            .lines()
            .skip(first - 1)
            .take(start.line - first + 1 + AROUND);
        let lines: Vec<String> = lines
            .map(|line| line.chars().take(LONGEST_LINE).collect())
            .collect();
        json!({ "first": first, "lines": lines })
    });
    json!({
        "severity": diagnostic.code.severity.name(),
        "code": diagnostic.code.id,
        "message": diagnostic.message,
        "file": place.map(|place| place.file.as_str()),
        "line": start.map(|start| start.line),
        "column": start.map(|start| start.column),
        "excerpt": excerpt,
        "hints": diagnostic.hints,
    })
}
