//! Links with a bracket too few: `[x(https://…)`, `[x]https://…`, `(x)(https://…)`; and notes within
//! their text, as Pandoc has them.

use super::{Run, rest_of_line};
use crate::diagnostic::codes;
use crate::markdown::report::BodyReport;
use crate::path::is_web;

/// What stands before the address of a link that has lost a bracket.
const BEFORE: [&str; 3] = ["(https://", "(http://", "]http"];

/// Reports the links of a stretch that have lost a bracket.
pub(super) fn report(text: &str, run: &Run, report: &mut BodyReport<'_>) {
    let words = &text[run.range.clone()];
    for (at, _) in words.match_indices("^[") {
        inline_note(text, run.range.start + at, report);
    }
    if !words.contains("http") {
        return;
    }
    for mark in BEFORE {
        for (at, _) in words.match_indices(mark) {
            let at = run.range.start + at;
            if mark.starts_with(']') {
                without_parentheses(text, run, at, report);
            } else {
                without_brackets(text, run, at, report);
            }
        }
    }
}

/// `^[a note]` of Pandoc.
fn inline_note(text: &str, start: usize, report: &mut BodyReport<'_>) {
    let line = rest_of_line(text, start + 2);
    let Some(words) = line
        .split(']')
        .next()
        .filter(|part| part.len() < line.len())
    else {
        return;
    };
    let follows_word =
        text[..start].ends_with(|c: char| c.is_alphanumeric() || ".,;:!?".contains(c));
    let is_note = words.contains(' ') && words.starts_with(char::is_alphabetic);
    if follows_word && is_note {
        let place = start..start + "^[".len() + words.len() + "]".len();
        let message =
            format!("`^[{words}]` is a mark of another tool, and is printed as it stands");
        let hint = format!("write `[^note]` here, and a line `[^note]: {words}` below");
        report.say(codes::OTHER_TOOL, &place, message, &hint);
    }
}

/// `[x]https://…`; `bracket` is where the label ends.
fn without_parentheses(text: &str, run: &Run, bracket: usize, report: &mut BodyReport<'_>) {
    let line = rest_of_line(text, bracket + 1);
    let address = line.split_whitespace().next().unwrap_or_default();
    let address = address.trim_end_matches(['.', ',', ';', ':', '!', '?']);
    let Some(label) = words_after(text, run, '[', bracket) else {
        return;
    };
    // `[1]https://…` is a line of a bibliography.
    if is_web(address) && label.contains(char::is_alphabetic) && !label.contains(['[', ']']) {
        let start = bracket - label.len() - 1;
        let hint = format!("put the address between brackets: `[{label}]({address})`");
        let message = "the address of this link has no brackets";
        let place = start..bracket + 1 + address.len();
        report.say(codes::NOT_A_LINK, &place, message, &hint);
    }
}

/// `[x(https://…)` and `(x)(https://…)`; `parenthesis` is where the address begins.
fn without_brackets(text: &str, run: &Run, parenthesis: usize, report: &mut BodyReport<'_>) {
    let rest = rest_of_line(text, parenthesis + 1);
    let Some(address) = rest
        .split(')')
        .next()
        .filter(|part| part.len() < rest.len())
    else {
        return;
    };
    if address.contains(char::is_whitespace) {
        return;
    }
    let before = &text[run.range.start..parenthesis];
    let (label, message, length) = if before.ends_with(')') {
        let Some(label) = words_after(text, run, '(', parenthesis - 1) else {
            return;
        };
        let message = "the text of a link stands between square brackets";
        (label, message, label.len() + 2)
    } else {
        let Some(label) = words_after(text, run, '[', parenthesis) else {
            return;
        };
        let message = "the text of this link has no closing bracket";
        (label, message, label.len() + 1)
    };
    let is_label = !label.is_empty()
        && !label.contains(['[', ']', '(', ')'])
        && label.trim().len() == label.len();
    let start = parenthesis - length;
    let is_call = |c: char| c.is_alphanumeric() || "]\\_)`".contains(c);
    if is_label && !text[..start].ends_with(is_call) {
        let hint = format!("write `[{label}]({address})`");
        let place = start..parenthesis + "(".len() + address.len() + ")".len();
        report.say(codes::NOT_A_LINK, &place, message, &hint);
    }
}

/// What stands between the last opening sign of a stretch and an offset.
fn words_after<'t>(text: &'t str, run: &Run, opening: char, end: usize) -> Option<&'t str> {
    let before = text.get(run.range.start..end)?;
    before.rfind(opening).map(|at| &before[at + 1..])
}
