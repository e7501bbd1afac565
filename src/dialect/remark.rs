//! remark: `--` adds a step to a slide, `???` begins notes, `key: value` lines stand at the top of
//! a slide, and `.class[…]` stands around text.

mod code;
mod keys;
mod marks;
mod properties;
mod spans;

use std::ops::Range;

use super::body::DeckBody;
use super::definition::{Definition, Detection};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, notes};

pub(super) static DIALECT: Definition = Definition {
    names: &["remark"],
    tool: "remark",
    has_math: false,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 4,
        hints: &[
            "???", "\n--\n", "\n--\r\n", "\n.", "class:", "name:", "layout:",
        ],
        is_match: has_signs,
    }),
    marks: Some(&marks::MARKS),
    rewrite,
};

const NOTES: &str = "???";
const STEP: &str = "--";

/// A stretch of the body between two separators.
#[derive(Debug)]
struct RemarkSegment {
    /// Whether it goes on with the slide before it.
    is_step: bool,
    /// The separator before it.
    line: Range<usize>,
    shown: Range<usize>,
    /// The sign that notes begin with.
    notes: Option<Range<usize>>,
    end: usize,
}

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read(text, is_mark, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
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

/// Makes a pause of a separator, with empty lines around it.
fn pause(writer: &mut DeckRewriter, body: &DeckBody<'_>, line: &Range<usize>) {
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
fn has_signs(body: &DeckBody<'_>) -> bool {
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
fn segments(body: &DeckBody<'_>) -> Vec<RemarkSegment> {
    let new = |is_step, line: Range<usize>, start| RemarkSegment {
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

fn close(segment: &mut RemarkSegment, end: usize) {
    segment.end = end;
    if segment.notes.is_none() {
        segment.shown.end = end;
    }
}
