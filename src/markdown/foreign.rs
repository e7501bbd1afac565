//! What is said of the slides of another tool's deck: what is lost, and never an error. Must not know
//! what the tools are.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dialect::{Dialect, DialectProblem};
use crate::source::{Source, Span};

/// Reports the problems of a body that begins at an offset of its file.
pub(super) fn report(
    problems: Vec<DialectProblem>,
    dialect: Dialect,
    (source, base): (&Source, usize),
    diagnostics: &mut Vec<Diagnostic>,
) {
    for problem in problems {
        let DialectProblem {
            code,
            range,
            message,
            hint,
            word,
        } = problem;
        let span = source.clamp(Span {
            start: base + range.start,
            end: base + range.end,
        });
        let place = Place::new(source.path(), span);
        let diagnostic = Diagnostic::new(code, place, message).hint(hint);
        diagnostics.push(match word.filter(|_| dialect != Dialect::NATIVE) {
            Some(word) => diagnostic.losing(dialect.tool(), word),
            None => diagnostic,
        });
    }
}

/// Makes warnings of the errors in a body that its tool accepts. The marks of a conflict are none of
/// the tool's.
pub(super) fn soften(dialect: Dialect, source: &Source, diagnostics: &mut [Diagnostic]) {
    if dialect == Dialect::NATIVE {
        return;
    }
    for diagnostic in diagnostics {
        if !diagnostic.is_error() || diagnostic.code == codes::CONFLICT {
            continue;
        }
        let span = diagnostic.place.as_ref().and_then(|place| place.span);
        let word = span.map_or("", |span| first_line(source.text(), span.start..span.end));
        diagnostic.code = codes::NO_EQUIVALENT;
        *diagnostic = diagnostic.clone().losing(dialect.tool(), word);
    }
}

fn first_line(text: &str, range: Range<usize>) -> &str {
    let written = text.get(range).unwrap_or_default();
    written.lines().next().unwrap_or_default().trim()
}
