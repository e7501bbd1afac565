//! Separators that the front matter names: regular expressions, as reveal-md takes them.

use std::ops::Range;

use onig::{MatchParam, Regex, RegexOptions, Region, SearchOptions, Syntax};

use super::super::DialectSettings;
use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

/// How often an expression may backtrack at one place: a slow expression is given up.
const RETRIES: u32 = 100_000;

/// Whether a separator can be read.
pub(super) fn can_be_separator(pattern: &str) -> bool {
    compile(pattern).is_some()
}

fn compile(pattern: &str) -> Option<Regex> {
    let options = RegexOptions::REGEX_OPTION_IGNORECASE;
    (!pattern.is_empty())
        .then(|| Regex::with_options(pattern, options, Syntax::ruby()).ok())
        .flatten()
}

/// Where the separators of the settings stand in a body.
pub(super) fn find(settings: &DialectSettings, body: &DeckBody<'_>) -> Vec<Range<usize>> {
    let readable = |pattern: &&String| can_be_separator(pattern);
    let both = [&settings.separator, &settings.vertical_separator]
        .into_iter()
        .flatten()
        .filter(readable);
    let pattern = both
        .map(|pattern| format!("(?:{pattern})"))
        .collect::<Vec<_>>()
        .join("|");
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let Some(regex) = compile(&pattern) else {
        return found;
    };
    while let Some(range) = next(&regex, body.text, at..body.text.len()) {
        at = range.end.max(range.start + 1);
        let trimmed = body.trimmed(range.clone());
        let stands_free = !body.is_apart(trimmed.start) && !in_larger_comment(body, &trimmed);
        if stands_free && !range.is_empty() {
            found.push(if trimmed.is_empty() { range } else { trimmed });
        }
    }
    found
}

/// The first match of an expression in a range.
pub(super) fn first(
    pattern: &str,
    body: &DeckBody<'_>,
    range: &Range<usize>,
) -> Option<Range<usize>> {
    let regex = compile(pattern)?;
    let mut at = range.start;
    while let Some(found) = next(&regex, body.text, at..range.end) {
        at = found.end.max(found.start + 1);
        let found = body.trimmed(found);
        if !found.is_empty() && !body.is_apart(found.start) && !in_larger_comment(body, &found) {
            return Some(found);
        }
    }
    None
}

fn next(regex: &Regex, text: &str, range: Range<usize>) -> Option<Range<usize>> {
    let (mut region, mut limits) = (Region::new(), MatchParam::default());
    limits.set_retry_limit_in_match(RETRIES);
    let none = SearchOptions::SEARCH_OPTION_NONE;
    (range.start < range.end).then_some(())?;
    regex
        .search_with_param(
            text,
            range.start,
            range.end,
            none,
            Some(&mut region),
            limits,
        )
        .ok()??;
    let (start, end) = region.pos(0)?;
    (end <= range.end && text.get(start..end).is_some()).then_some(start..end)
}

/// Whether a range is a part of a comment, and not all of it: a separator may be a comment itself.
fn in_larger_comment(body: &DeckBody<'_>, range: &Range<usize>) -> bool {
    body.comments_in(&(0..range.end))
        .last()
        .is_some_and(|last| {
            let is_inside = last.range.start <= range.start && range.start < last.range.end;
            is_inside && last.range != *range && last.range.end > range.end
        })
}

/// Puts a break in the place of each separator.
pub(super) fn put(writer: &mut DeckRewriter, body: &DeckBody<'_>, found: &[Range<usize>]) {
    for range in found {
        let is_blank = body.trimmed(range.clone()).is_empty();
        match body.own_lines(range).filter(|_| !is_blank) {
            Some(_) => writer.edits.replace(range.clone(), "---"),
            None => writer.edits.replace(range.clone(), "\n\n---\n\n"),
        }
    }
}
