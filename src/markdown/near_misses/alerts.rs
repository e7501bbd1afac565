//! Alerts of an unknown kind, and alerts that stay plain quotations.

use super::{Run, Start, follows_line, rest_of_line};
use crate::diagnostic::codes;
use crate::diagnostic::words::quoted;
use crate::markdown::body::Alert;
use crate::markdown::report::BodyReport;
use crate::nearest;

/// Kinds of other tools, each with the nearest one here.
const ELSEWHERE: [(&str, &str); 25] = [
    ("abstract", "note"),
    ("alert", "warning"),
    ("attention", "warning"),
    ("bug", "caution"),
    ("check", "tip"),
    ("danger", "caution"),
    ("done", "tip"),
    ("error", "caution"),
    ("example", "note"),
    ("fail", "caution"),
    ("failure", "caution"),
    ("faq", "note"),
    ("help", "note"),
    ("hint", "tip"),
    ("info", "note"),
    ("missing", "caution"),
    ("question", "note"),
    ("quote", "note"),
    ("remark", "note"),
    ("seealso", "note"),
    ("success", "tip"),
    ("summary", "note"),
    ("tldr", "note"),
    ("todo", "note"),
    ("warn", "warning"),
];

/// The kind of alert that a word names, here or in another tool.
pub(super) fn named(word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let here = names().find(|name| *name == word);
    let elsewhere = ELSEWHERE.iter().find(|(other, _)| *other == word);
    here.or(elsewhere.map(|(_, name)| *name))
}

/// The same, for a word that may be mistyped.
pub(super) fn meant(word: &str) -> Option<&'static str> {
    named(word).or_else(|| nearest::nearest(&word.to_lowercase(), names()))
}

fn names() -> impl Iterator<Item = &'static str> {
    Alert::ALL.iter().map(|alert| alert.name())
}

/// Reports `[!…]` at the start of a line where it makes no alert.
pub(super) fn report(text: &str, run: &Run, report: &mut BodyReport<'_>) -> bool {
    let line = rest_of_line(text, run.range.start).trim_end();
    let Some((word, rest)) = line
        .strip_prefix("[!")
        .and_then(|rest| rest.split_once(']'))
    else {
        return false;
    };
    let name = word.split('|').next().unwrap_or_default().trim();
    if name.is_empty()
        || !name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_".contains(c))
    {
        return false;
    }
    let kinds = || {
        let kinds = Alert::ALL.iter();
        quoted(kinds.map(|alert| mark(alert.name())))
    };
    let known = Alert::ALL
        .iter()
        .find(|alert| alert.name().eq_ignore_ascii_case(name));
    let is_mark = known.is_some_and(|_| word == name && rest.is_empty());
    let likely = meant(name);
    let (message, hint) = match (run.at.start == Start::Quotation, likely) {
        (true, Some(likely)) if known.is_none() => (
            format!("`{name}` is no kind of alert, so this is a plain quotation"),
            format!(
                "did you mean `> {}`? the kinds are {}",
                mark(likely),
                kinds()
            ),
        ),
        (true, None) => (
            format!("`{name}` is no kind of alert, so this is a plain quotation"),
            format!("the kinds are {}", kinds()),
        ),
        (true, Some(likely)) if !is_mark => (
            "more than its kind stands in the first line of this alert, so it is a plain quotation"
                .to_owned(),
            format!(
                "write `> {}` alone in its line, and the text below it",
                mark(likely)
            ),
        ),
        (false, Some(_)) if rest.is_empty() && is_quoted(text, run.range.start) => (
            "an alert says its kind in the first line of its quotation".to_owned(),
            "put this line first, or begin a quotation of its own with it".to_owned(),
        ),
        // In the middle of a paragraph, it is what the paragraph is about.
        (false, Some(likely)) if rest.is_empty() && !follows_line(&text[..run.range.start]) => (
            "an alert is a quotation, and this is a paragraph".to_owned(),
            format!("begin its lines with `> `: `> {}`", mark(likely)),
        ),
        _ => return false,
    };
    let place = run.range.start..run.range.start + line.len();
    report.say(codes::NOT_AN_ALERT, &place, message, &hint);
    true
}

/// Whether a place stands in a quotation.
fn is_quoted(text: &str, at: usize) -> bool {
    let line = text[..at].rsplit('\n').next().unwrap_or_default();
    line.trim_start().starts_with('>')
}

/// How an author writes a kind of alert.
pub(super) fn mark(name: &str) -> String {
    format!("[!{}]", name.to_uppercase())
}
