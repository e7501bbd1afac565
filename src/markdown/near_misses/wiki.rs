//! Links of wikis: `[[Some Page]]`, `![[picture.png]]`.

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;
use crate::slug::slugify;

/// Attributes of C++, which stand in two brackets.
const ATTRIBUTES: [&str; 7] = [
    "assume",
    "deprecated",
    "fallthrough",
    "likely",
    "nodiscard",
    "noreturn",
    "unlikely",
];

/// What stands beside types and values of code.
const OPERATORS: [&str; 3] = ["->", "=", "::"];

/// Reports the links of a stretch that only a wiki understands.
pub(super) fn report(text: &str, run: &Run, report: &mut BodyReport<'_>) {
    let words = &text[run.range.clone()];
    for (at, _) in words.match_indices("[[") {
        link(text, run.range.start + at, report);
    }
}

fn link(text: &str, start: usize, report: &mut BodyReport<'_>) {
    let line = rest_of_line(text, start + 2);
    let Some((name, after)) = line.split_once("]]") else {
        return;
    };
    let before = &text[..start];
    let is_index = before.ends_with(|c: char| c.is_ascii_alphanumeric() || "\\])_".contains(c));
    // `[[bin]]` of TOML, with the first key below it.
    let is_table = after.trim().is_empty()
        && (text[start..].lines().nth(1)).is_some_and(|next| next.contains(" = "));
    if is_index || is_table || after.starts_with(['(', '[']) || !is_name(name) {
        return;
    }
    let (line_before, behind) = (before.trim_end(), after.trim_start());
    let is_operand = OPERATORS
        .iter()
        .any(|sign| line_before.ends_with(sign) || behind.starts_with(sign));
    if is_operand || name.chars().nth(1).is_none() {
        return;
    }
    let is_image = before.ends_with('!');
    let (page, words) = name.split_once('|').unwrap_or((name, name));
    let (page, words) = (page.trim(), words.trim());
    let hint = if is_image {
        format!("write `![what it shows](<{page}>)`")
    } else {
        let (page, section) = page.split_once('#').unwrap_or((page, ""));
        let file = page.to_lowercase().replace(' ', "-");
        let section = match section {
            "" => String::new(),
            heading => format!("#{}", slugify(heading)),
        };
        format!(
            "write `[{words}]({file}.md{section})`, with the path of the file; code stands between backticks"
        )
    };
    let start = start - usize::from(is_image);
    let end = start + usize::from(is_image) + name.len() + "[[]]".len();
    let mark = &text[start..end];
    let message = format!("`{mark}` is a link of a wiki, and is printed as it stands");
    report.say(codes::OTHER_TOOL, &(start..end), message, &hint);
}

/// Whether a text is the name of a page or a file.
fn is_name(text: &str) -> bool {
    text.starts_with(char::is_alphabetic)
        && !text.contains("::")
        && !ATTRIBUTES.contains(&text)
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || " -/.#|'’:".contains(c))
}
