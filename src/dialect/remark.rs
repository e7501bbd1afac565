//! remark: `--` goes on step by step, `???` begins notes, `key: value` lines stand at the top of a
//! slide, and `.class[…]` stands around text.

mod code;
mod properties;
mod spans;

use std::ops::Range;

use super::body::Body;
use super::edits::Rewritten;
use super::writer::Writer;
use super::{Dialect, Problem, Settings, notes};

const NOTES: &str = "???";
const STEP: &str = "--";

/// What stands between two separators.
#[derive(Debug)]
struct Segment {
    /// Whether it goes on with the slide before it.
    is_step: bool,
    /// The separator before it.
    line: Range<usize>,
    shown: Range<usize>,
    /// The sign that notes begin with.
    notes: Option<Range<usize>>,
    end: usize,
}

pub(super) fn rewrite<'t>(settings: &Settings, text: &'t str) -> (Rewritten<'t>, Vec<Problem>) {
    let body = Body::read(text, is_mark, false);
    let mut writer = Writer::new(Dialect::Remark);
    writer.spare_hyphens(&body);
    for segment in segments(&body) {
        let read = properties::read(&body, &segment);
        if segment.is_step || read.continues {
            pause(&mut writer, &body, &segment.line);
        }
        let settings = if segment.line.end == 0 {
            settings.slide.as_slice()
        } else {
            &[]
        };
        properties::write(&mut writer, &body, &segment, settings, &read);
        spans::rewrite(&mut writer, &body, &segment.shown);
        if let Some(sign) = segment.notes {
            notes::from_sign(&mut writer, &body, sign, segment.end);
        }
    }
    code::rewrite(&mut writer, &body);
    writer.finish(&body)
}

/// A pause has empty lines around it.
fn pause(writer: &mut Writer, body: &Body<'_>, line: &Range<usize>) {
    let before = body.text.get(..line.start).unwrap_or_default();
    let is_free =
        before.trim_end_matches(['\n', '\r']).len() + 1 < before.trim_end_matches('\r').len();
    let next = body.line_end(line.end, true);
    let follows = body
        .text
        .get(next..body.line_end(next, false))
        .is_some_and(|next| !next.trim().is_empty());
    let (start, end) = (
        if is_free { "" } else { "\n" },
        if follows { "\n" } else { "" },
    );
    writer
        .edits
        .replace(line.clone(), format!("{start}. . .{end}"));
}

fn is_mark(line: &str) -> bool {
    line == "---" || line == STEP || line == NOTES
}

/// Whether a body has signs of remark.
pub(super) fn is_it(body: &Body<'_>) -> bool {
    let is_sign = |line: &Range<usize>| {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        let is_text = || !body.is_apart(line.start) && !body.is_comment(line.start);
        (text == NOTES || text == STEP || spans::is_sign(text)) && is_text()
    };
    let mut slides = body.between(&body.breaks()).into_iter();
    body.lines(0..body.text.len()).any(|line| is_sign(&line))
        || slides.any(|slide| properties::is_sign(body, &slide))
}

/// The segments of a body.
fn segments(body: &Body<'_>) -> Vec<Segment> {
    let new = |is_step, line: Range<usize>, start| Segment {
        is_step,
        line,
        shown: start..start,
        notes: None,
        end: start,
    };
    let mut segments = Vec::new();
    let mut open = new(false, 0..0, 0);
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim_end();
        if !is_mark(text) || body.is_apart(line.start) || body.is_comment(line.start) {
            continue;
        }
        let line = line.start..line.start + text.len();
        let is_free = text == STEP
            || body
                .marks
                .binary_search_by_key(&line.start, |mark| mark.start)
                .is_ok();
        if !is_free {
            continue;
        }
        if text == NOTES {
            if open.notes.is_none() {
                open.shown.end = line.start;
                open.notes = Some(line);
            }
            continue;
        }
        close(&mut open, line.start);
        let start = body.line_end(line.end, true);
        segments.push(std::mem::replace(&mut open, new(text == STEP, line, start)));
    }
    close(&mut open, body.text.len());
    segments.push(open);
    segments
}

fn close(segment: &mut Segment, end: usize) {
    segment.end = end;
    if segment.notes.is_none() {
        segment.shown.end = end;
    }
}
