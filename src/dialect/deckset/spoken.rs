//! Speaker notes: a line that begins with `^`, up to the next empty line.

use std::ops::Range;

use super::super::body::{DeckBody, is_break};
use super::super::notes;
use super::super::writer::DeckRewriter;

/// Makes notes of what stands behind `^` on a slide; returns where that is.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for line in body.lines(slide.clone()) {
        let is_read = found.last().is_some_and(|last| line.start < last.end);
        let text = body.text.get(line.clone()).unwrap_or_default();
        if is_read || !is_sign(text) || !body.is_text(line.end - bare(text).len()) {
            continue;
        }
        let range = line.start..end(body, slide, line.start);
        note(writer, body, &range);
        found.push(range);
    }
    found
}

/// Whether notes stand at an offset.
pub(super) fn is_spoken(notes: &[Range<usize>], at: usize) -> bool {
    let after = notes.partition_point(|note| note.start <= at);
    after
        .checked_sub(1)
        .is_some_and(|last| at < notes[last].end)
}

/// Whether a line of a body begins notes.
pub(super) fn is_there(body: &DeckBody<'_>) -> bool {
    body.lines(0..body.text.len()).any(|line| {
        let text = body.text.get(line.clone()).unwrap_or_default();
        text.starts_with('^') && body.is_text(line.start)
    })
}

/// A line without the white space before it. Deckset's authors indent notes like the item above.
fn bare(line: &str) -> &str {
    line.trim_start_matches([' ', '\t'])
}

fn is_sign(line: &str) -> bool {
    bare(line).starts_with('^') && !bare(line).starts_with("^[")
}

/// Where the notes end that begin at an offset: before an empty line, a command or a break.
fn end(body: &DeckBody<'_>, slide: &Range<usize>, start: usize) -> usize {
    let mut end = start;
    let mut in_code = 0;
    for line in body.lines(start..slide.end) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let is_outside = line.start >= in_code;
        let ends = text.trim().is_empty() || text.starts_with("[.") || is_break(text);
        if is_outside && ends && line.start > start {
            break;
        }
        if let Some(code) = body.end_of_apart(line.start) {
            in_code = in_code.max(code);
        }
        end = line.end;
    }
    end
}

fn note(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>) {
    let text = body.text.get(range.clone()).unwrap_or_default();
    let words = bare(text).trim_start_matches('^').trim();
    if words.is_empty() {
        return writer.edits.replace(range.clone(), "");
    }
    let without_sign = |line: &str| match bare(line).strip_prefix('^') {
        Some(rest) => rest.trim_start_matches(' ').to_owned(),
        None => line.to_owned(),
    };
    let said: Vec<String> = text.lines().map(without_sign).collect();
    let (opening, closing) = notes::borders(&said.join("\n"));
    for (number, line) in body.lines(range.clone()).enumerate() {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let rest = bare(text)
            .strip_prefix('^')
            .filter(|rest| !body.is_apart(line.end - rest.len() - 1));
        let Some(rest) = rest else { continue };
        let sign = line.start..line.end - rest.trim_start_matches(' ').len();
        let is_alone = rest.trim().is_empty();
        let before = match (number, is_alone) {
            (0, true) => format!("\n{opening}"),
            (0, false) => format!("\n{opening}\n"),
            _ => "\n".to_owned(),
        };
        writer.edits.replace(sign, before);
    }
    writer
        .edits
        .close(range.end, format!("\n{closing}\n"), range.clone());
}
