//! The lines of a run that can be read, when not all of them can. The others are blanked, so that
//! what is found in the rest has its place in the file as it is.

use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::{Source, Span};
use crate::yaml;

/// Lines that git writes around two versions of a text: what begins them, and whether what follows
/// is the first version.
const MARKS: [(&str, bool); 4] = [
    ("<<<<<<<", true),
    ("|||||||", false),
    ("=======", false),
    (">>>>>>>", true),
];
/// More are counted, and not reported one by one.
const MAX_REPORTED: usize = 3;

/// The same text without what git left of a conflict, and without a last line that was not written
/// to its end. `None` where neither is there.
pub(super) fn whole_lines(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    let mut text = source.text().to_owned();
    without_conflicts(source, &mut text, diagnostics);
    without_rest(source, &mut text, diagnostics);
    (text != source.text()).then(|| Source::new(source.path().clone(), &text))
}

/// The same text with nothing but lines that make sense by themselves: every entry has one of its
/// own.
pub(super) fn entries(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Source {
    let mut text = source.text().to_owned();
    without_nonsense(source, &mut text, diagnostics);
    Source::new(source.path().clone(), &text)
}

/// Of two versions that git could not join, the first one stays.
fn without_conflicts(source: &Source, text: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let (mut keeps, mut first) = (true, None);
    for span in lines(source.text()) {
        let line = &source.text()[span.range()];
        let mark = MARKS
            .iter()
            .find(|(mark, _)| line.starts_with(mark) && !line.contains('{'));
        if let Some((_, is_first)) = mark {
            first = first.or(Some(span));
            keeps = *is_first;
        }
        if mark.is_some() || !keeps {
            blank(text, span);
        }
    }
    if let Some(span) = first {
        let message =
            "git left the marks of a conflict in this rehearsal; the first of two versions is read";
        let hint = "take the marks out, with the lines that are not wanted";
        let place = Place::new(source.path(), span);
        diagnostics.push(Diagnostic::new(codes::RUN_CONFLICT, place, message).hint(hint));
    }
}

/// A last line without its end was not written to the end, even where it makes sense: `end: 149` of
/// `end: 1498.2`.
fn without_rest(source: &Source, text: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let Some(last) = lines(source.text()).last() else {
        return;
    };
    if source.text().ends_with('\n') || source.text()[last.range()].trim().is_empty() {
        return;
    }
    blank(text, last);
    let message = "this rehearsal stops in the middle of a line; it is read up to there";
    let hint = "where the line is whole, end it by a line break";
    diagnostics.push(
        Diagnostic::new(codes::RUN_CUT_OFF, Place::new(source.path(), last), message).hint(hint),
    );
}

fn without_nonsense(source: &Source, text: &mut String, diagnostics: &mut Vec<Diagnostic>) {
    let bad: Vec<Span> = lines(text)
        .filter(|span| !is_entry(&text[span.range()]))
        .collect();
    for (at, span) in bad.iter().enumerate() {
        blank(text, *span);
        if at < MAX_REPORTED {
            let mut diagnostic = Diagnostic::new(
                codes::BAD_RUN,
                Place::new(source.path(), *span),
                "this line cannot be read, so it is left out",
            );
            if at + 1 == MAX_REPORTED && bad.len() > MAX_REPORTED {
                diagnostic = diagnostic.hint(format!(
                    "{} more lines cannot be read",
                    bad.len() - MAX_REPORTED
                ));
            }
            diagnostics.push(diagnostic);
        }
    }
}

/// Whether a line is an entry of a list, a key at the start of the line, or says nothing.
fn is_entry(line: &str) -> bool {
    let content = line.trim();
    if content.is_empty() || content.starts_with('#') {
        return true;
    }
    let is_indented = line.starts_with(' ');
    let entry = content.strip_prefix("- ").filter(|_| is_indented);
    let is_key = !is_indented
        && content
            .split_once(':')
            .is_some_and(|(key, _)| key.bytes().all(|b| b.is_ascii_lowercase()));
    match entry {
        Some(entry) => entry.starts_with('{') && entry.ends_with('}') && yaml::is_readable(entry),
        None => is_key && yaml::is_readable(content),
    }
}

/// The last line that says something; the start of a text without any.
pub(super) fn last_line(source: &Source) -> Span {
    let text = source.text();
    lines(text)
        .filter(|line| !text[line.range()].trim().is_empty())
        .last()
        .unwrap_or_default()
}

/// The lines of a text, without what ends them.
fn lines(text: &str) -> impl Iterator<Item = Span> + use<'_> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |line| {
        let span = Span {
            start,
            end: start + line.trim_end_matches(['\n', '\r']).len(),
        };
        start += line.len();
        span
    })
}

fn blank(text: &mut String, span: Span) {
    text.replace_range(span.range(), &" ".repeat(span.end - span.start));
}
