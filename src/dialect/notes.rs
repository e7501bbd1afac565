//! Speaker notes in a tool's form, as `::: notes`.

use std::ops::Range;

use super::body::{Body, Comment};
use super::writer::Writer;

/// A div of notes around a text, with enough colons for the divs in it.
fn borders(text: &str) -> (String, String) {
    let longest = text.lines().map(|line| line.trim_start().bytes().take_while(|byte| *byte == b':').count()).max();
    let colons = ":".repeat(longest.filter(|count| *count > 2).map_or(3, |count| count + 1));
    (format!("{colons} notes"), colons)
}

/// Makes notes of everything between a sign (with the white space behind it) and an end.
pub(super) fn from_sign(writer: &mut Writer, body: &Body<'_>, sign: Range<usize>, end: usize) {
    let end = end_of(body, sign.end, end);
    let text = body.text.get(sign.end..end).unwrap_or_default();
    let (opening, closing) = borders(text);
    let last = body.trimmed(sign.end..end).end;
    let rest = body.text.get(sign.end..body.line_end(sign.end, false)).unwrap_or_default();
    let padding = rest.len() - rest.trim_start().len();
    let is_alone = rest.trim().is_empty();
    let opening = if is_alone { opening } else { format!("{opening}\n") };
    let taken = sign.start..sign.end + if is_alone { rest.len() } else { padding };
    writer.edits.replace(taken.clone(), opening);
    writer.edits.close(last.max(taken.end), format!("\n{closing}"), sign);
}

/// Where notes end: at the end that was asked for, or where a div around them is closed.
fn end_of(body: &Body<'_>, start: usize, end: usize) -> usize {
    let mut depth = 0_usize;
    for line in body.lines(start..end) {
        let text = body.text.get(line.clone()).unwrap_or_default().trim();
        if !text.starts_with(":::") || body.is_apart(line.end) || body.is_comment(line.start) {
            continue;
        }
        let is_closing = text.bytes().all(|byte| byte == b':');
        if is_closing && depth == 0 {
            return line.start;
        }
        depth = if is_closing { depth - 1 } else { depth + 1 };
    }
    end
}

/// Makes notes of a comment. One within a line of text is moved to `end`.
pub(super) fn from_comment(writer: &mut Writer, body: &Body<'_>, comment: &Comment, end: usize) {
    let (text, inside) = body.inside(comment);
    let range = comment.range.clone();
    if text.is_empty() {
        return;
    }
    let (opening, closing) = borders(text);
    let Some(lines) = body.own_lines(&range) else {
        writer.edits.replace(range.clone(), "");
        let at = body.trimmed(range.end..end.max(range.end)).end;
        writer.edits.close(at, format!("\n\n{opening}\n{text}\n{closing}"), range);
        return;
    };
    let indent = body.text.get(lines.start..range.start).unwrap_or_default();
    writer.edits.replace(range.start..inside.start, format!("{opening}\n{indent}"));
    writer.edits.replace(inside.end..range.end, format!("\n{indent}{closing}"));
    // What is indented for the eye alone would be code.
    let further = || body.lines(body.line_start(inside.start)..inside.end).skip(1);
    let common = further().filter_map(|line| indentation(body, &line)).min().unwrap_or_default();
    for line in further() {
        let spare = indentation(body, &line).unwrap_or(0).min(common);
        writer.edits.replace(line.start..line.start + spare, if spare > 0 { indent } else { "" });
    }
}

/// How many bytes a line is indented by, unless it is empty.
fn indentation(body: &Body<'_>, line: &Range<usize>) -> Option<usize> {
    let text = body.text.get(line.clone())?;
    (!text.trim().is_empty()).then(|| text.len() - text.trim_start_matches([' ', '\t']).len())
}
