//! The attributes in the braces of a heading: where each of them stands, and which one stands
//! twice.

use std::ops::Range;

use super::report::BodyReport;
use crate::diagnostic::{Diagnostic, codes};

/// Where the attributes of a heading stand, in their order, without its id and classes; for each
/// the whole heading where that cannot be told.
pub(super) fn places(source: &str, heading: &Range<usize>, count: usize) -> Vec<Range<usize>> {
    let found = inside(source, heading).map(|(start, inside)| {
        let words = inside.split_ascii_whitespace();
        let attributes = words.filter(|word| word.len() > 1 && !word.starts_with(['#', '.']));
        let place = |word: &str| {
            let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
            at..at + word.len()
        };
        attributes.map(place).collect::<Vec<_>>()
    });
    found
        .filter(|places| places.len() == count)
        .unwrap_or_else(|| vec![heading.clone(); count])
}

/// What stands between the braces of a heading, and where it begins.
fn inside<'s>(source: &'s str, heading: &Range<usize>) -> Option<(usize, &'s str)> {
    let text = source.get(heading.clone())?;
    let start = text.rfind('{')? + 1;
    let end = start + text[start..].find('}')?;
    Some((heading.start + start, &text[start..end]))
}

/// Reports attributes that stand twice: only one of them counts, and authors should not have to
/// know which.
pub(super) fn say_twice<'w>(
    written: impl IntoIterator<Item = (&'w str, &'w Range<usize>)>,
    report: &mut BodyReport<'_>,
) {
    let mut seen: Vec<(&str, &Range<usize>)> = Vec::new();
    for (key, range) in written {
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
            let message = format!("the attribute `{key}` stands twice here");
            let diagnostic = Diagnostic::new(codes::DUPLICATE_KEY, report.place(range), message)
                .hint("keep one of the two")
                .related(report.place(first), "it stands here first");
            report.diagnostics.push(diagnostic);
        } else {
            seen.push((key, range));
        }
    }
}
