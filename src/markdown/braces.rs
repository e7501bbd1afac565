//! The attributes in the braces of a heading: where each of them stands, which one stands twice, and
//! which one nothing reads.

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

/// Reports the attributes of a heading that nothing reads; `on_slide` says whether it stands on a
/// slide. Those that begin with `data-` are for the author's own scripts and style sheets.
pub(super) fn say_unread<'w>(
    written: impl IntoIterator<Item = (&'w str, &'w str, &'w Range<usize>)>,
    on_slide: bool,
    report: &mut BodyReport<'_>,
) {
    let read = if on_slide { "index" } else { "time" };
    let mut said = Vec::new();
    for (key, value, range) in written {
        if key == read || key.starts_with("data-") || said.contains(&key) {
            continue;
        }
        said.push(key);
        let hint = match key {
            "id" => format!("write an id with a number sign: `{{#{value}}}`"),
            "class" => format!("write a class with a dot: `{{.{value}}}`"),
            _ => format!(
                "it takes an `#id`, `.classes`, `{read}=` and `data-` attributes; braces that readers should see are written `\\{{{key}={value}}}`"
            ),
        };
        let message = format!("`{key}` is no attribute of a heading");
        report.say(codes::BAD_HEADING_ATTRIBUTE, range, message, &hint);
    }
}

/// Reports a second id between the braces of a heading.
pub(super) fn say_second_id(source: &str, heading: &Range<usize>, report: &mut BodyReport<'_>) {
    if let Some((start, inside)) = inside(source, heading) {
        say_second_id_in(inside, start, report);
    }
}

/// Reports a second id in a text between braces that begins at an offset.
pub(super) fn say_second_id_in(inside: &str, start: usize, report: &mut BodyReport<'_>) {
    let ids = inside.split_ascii_whitespace();
    let mut ids = ids.filter(|word| word.len() > 1 && word.starts_with('#'));
    let (Some(first), Some(second)) = (ids.next(), ids.next()) else {
        return;
    };
    let place = |word: &str| {
        let at = start + (word.as_ptr() as usize - inside.as_ptr() as usize);
        at..at + word.len()
    };
    let message = format!("`{second}` is a second id, and a text has one");
    let diagnostic = Diagnostic::new(codes::DUPLICATE_KEY, report.place(&place(second)), message)
        .hint("keep one of the two")
        .related(report.place(&place(first)), "the first one");
    report.diagnostics.push(diagnostic);
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
