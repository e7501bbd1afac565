//! Separators that the front matter names: regular expressions, as reveal-md takes them.

use std::collections::HashSet;
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
        .then(|| Regex::with_options(&with_line_ends(pattern), options, Syntax::ruby()).ok())
        .flatten()
}

/// An expression whose `^` and `$` stand at line ends of every kind, as in JavaScript (ECMA-262,
/// `LineTerminator`): to Ruby, a carriage return ends no line.
fn with_line_ends(pattern: &str) -> String {
    let mut written = String::with_capacity(pattern.len());
    let (mut is_escaped, mut is_class) = (false, false);
    for c in pattern.chars() {
        match c {
            _ if is_escaped => {}
            '[' => is_class = true,
            ']' => is_class = false,
            _ => {}
        }
        match c {
            '^' if !is_escaped && !is_class => written.push_str(r"(?<![^\r\n])"),
            '$' if !is_escaped && !is_class => written.push_str(r"(?![^\r\n])"),
            _ => written.push(c),
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    written
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

/// Where those of the separators begin that lead down. reveal.js takes one for such that the
/// expression for the others does not match.
pub(super) fn down(
    settings: &DialectSettings,
    body: &DeckBody<'_>,
    found: &[Range<usize>],
) -> Vec<usize> {
    if settings.vertical_separator.is_none() {
        return Vec::new();
    }
    let across = DialectSettings {
        vertical_separator: None,
        ..settings.clone()
    };
    let across: HashSet<usize> = find(&across, body).iter().map(|it| it.start).collect();
    let starts = found.iter().map(|range| range.start);
    starts.filter(|start| !across.contains(start)).collect()
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
            // A block of HTML ends with an empty line, and with no rule.
            Some(_) if body.is_in_html(range.start) => {
                writer.edits.replace(range.clone(), "\n---");
            }
            Some(_) => writer.edits.replace(range.clone(), "---"),
            None => writer.edits.replace(range.clone(), "\n\n---\n\n"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::with_line_ends;

    #[test]
    fn lines_end_as_in_javascript() {
        let pattern = with_line_ends(r"^\r?\n---\r?\n$");
        assert_eq!(pattern, r"(?<![^\r\n])\r?\n---\r?\n(?![^\r\n])");
        for same in [r"\^a\$", "[^a$]", "---", r"\\[\]^]"] {
            assert_eq!(with_line_ends(same), same);
        }
    }
}
