//! Sizes that another tool takes from the alternative text of an image: `![x|300](s.png)`.

use std::ops::Range;

use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;

/// Reports a size at the end of the words of an image.
pub(super) fn size_in_words(text: &str, range: &Range<usize>, report: &mut BodyReport<'_>) {
    let Some(written) = text.get(range.clone()) else {
        return;
    };
    let Some((words, address)) = written.split_once("](") else {
        return;
    };
    let Some((shown, size)) = words.rsplit_once('|') else {
        return;
    };
    // `![Sales | 2023](…)` names a year.
    let Some(attributes) = attributes_of(size).filter(|_| !size.starts_with(' ')) else {
        return;
    };
    let shown = shown
        .strip_prefix("![")
        .unwrap_or(shown)
        .trim_end_matches('\\');
    let address = address.strip_suffix(')').unwrap_or(address);
    let start = range.start + words.len() - size.len() - 1;
    let message = format!("`|{size}` is a mark of another tool, and part of the alternative text");
    let hint = format!("write `![{shown}]({address}){{{attributes}}}`");
    let place = start..start + 1 + size.len();
    report.say(codes::OTHER_TOOL, &place, message, &hint);
}

/// The attributes for a size of one or two numbers: `300`, `300x200`.
pub(super) fn attributes_of(size: &str) -> Option<String> {
    let is_number = |text: &str| {
        (1..=5).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let size = size.trim();
    match size.split_once(['x', '×']) {
        None if is_number(size) => Some(format!("width={size}")),
        Some((width, height)) if is_number(width) && is_number(height) => {
            Some(format!("width={width} height={height}"))
        }
        _ => None,
    }
}
