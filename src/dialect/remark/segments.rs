//! The stretches of a body between the lines that remark cuts it at.

use std::ops::Range;

use super::super::body::{DeckBody, is_bare};
use super::{NOTES, STEP};

/// A stretch of the body between two separators.
#[derive(Debug)]
pub(super) struct RemarkSegment {
    /// Whether `--` stands before it.
    pub(super) is_step: bool,
    /// The separator before it.
    pub(super) line: Range<usize>,
    pub(super) shown: Range<usize>,
    /// The sign that notes begin with.
    pub(super) notes: Option<Range<usize>>,
    pub(super) end: usize,
}

/// Whether the line at an offset cuts the body; `line` is without white space at its end. remark
/// reads no such white space. What somebody meant to say is cut off all the same.
pub(super) fn is_mark(text: &str, start: usize, line: &str) -> bool {
    line == NOTES || (line == "---" || line == STEP) && is_bare(text, start, line)
}

/// The segments of a body.
pub(super) fn read(body: &DeckBody<'_>) -> Vec<RemarkSegment> {
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
        let is_text = || !body.is_apart(line.start) && !body.is_comment(line.start);
        if !is_mark(body.text, line.start, text) || !is_text() {
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
