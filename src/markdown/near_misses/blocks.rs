//! Headings without their space, and code whose fence is never closed.

use std::ops::Range;

use super::{Run, follows_line, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// Spaces that look like ordinary ones and open no heading.
const FIRM_SPACES: [char; 3] = ['\u{a0}', '\u{202f}', '\u{3000}'];

/// Reports `##Plan`, and other lines of number signs that are no heading.
pub(super) fn heading(text: &str, run: &Run, report: &mut BodyReport<'_>) -> bool {
    let line = rest_of_line(text, run.range.start).trim_end();
    let title = line.trim_start_matches('#');
    let level = line.len() - title.len();
    let Some(first) = title.chars().next().filter(|_| !run.at.in_heading) else {
        return false;
    };
    // A word of a text that was wrapped, or one between signs.
    let is_sentence = || title.ends_with(['.', ',', ';', ':']) || title.contains(", ");
    let signs = [
        first.is_lowercase(),
        is_sentence(),
        follows_line(&text[..run.range.start]),
    ];
    let is_word = signs.into_iter().filter(|sign| *sign).count() > 1;
    let title = title.trim_end_matches('#');
    if is_word || title.is_empty() || title.contains("##") {
        return false;
    }
    let shown = title.trim_start_matches(FIRM_SPACES).trim_start();
    let (message, hint) = if FIRM_SPACES.contains(&first) && level <= 6 && !shown.is_empty() {
        let hint = format!("put an ordinary space: `{} {shown}`", &line[..level]);
        (
            "a space that does not break follows these signs, so this is no heading",
            hint,
        )
    } else if level > 6 && first == ' ' {
        let hint = "write six signs at most".to_owned();
        ("headings have six levels, so this is none", hint)
    } else if (2..=6).contains(&level) && begins_title(first) {
        let hint = format!("put a space behind the signs: `{} {shown}`", &line[..level]);
        ("no space follows these signs, so this is no heading", hint)
    } else {
        return false;
    };
    let place = run.range.start..run.range.start + line.len();
    report.say(codes::NOT_A_HEADING, &place, message, &hint);
    true
}

fn begins_title(first: char) -> bool {
    first.is_alphanumeric() || "*_`[(«“‘\"'¿¡".contains(first) || is_picture(first)
}

/// Whether a character is an emoji, or another sign that people put before a title.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Reports a fence that its block of code does not end with.
pub(super) fn fence(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(code) = text.get(range.clone()) else {
        return;
    };
    let first = code.lines().next().unwrap_or_default();
    let trimmed = first.trim_start();
    let Some(sign) = trimmed.chars().next() else {
        return;
    };
    let bare = trimmed.trim_start_matches(sign);
    let fence = &trimmed[..trimmed.len() - bare.len()];
    let last = code.trim_end().lines().skip(1).last().unwrap_or_default();
    let last = last.trim_start_matches([' ', '\t', '>']).trim_end();
    let is_closed = last.len() >= fence.len() && last.chars().all(|c| c == sign);
    if is_closed || fence.len() < 3 {
        return;
    }
    let ends_text = text[range.end.min(text.len())..].trim().is_empty();
    let message = if ends_text {
        "this block of code is never closed, so everything below it is code"
    } else {
        "this block of code is not closed before the end of the block that it stands in"
    };
    let signs = if sign == '`' { "backticks" } else { "tildes" };
    let count = fence.len();
    let hint = format!("close it with a line of {count} {signs}, indented like this one");
    let start = range.start + (first.len() - trimmed.len());
    let place = start..start + trimmed.trim_end().len();
    report.say(codes::UNCLOSED_CODE, &place, message, &hint);
}
