//! Guesses what somebody meant with a text that is not YAML, so that a diagnostic stands where the
//! mistake is, and says what to write. The parser often notices only lines later.
//!
//! Looks at lines alone. Must not know what any key means.

mod values;

use std::ops::Range;

use super::lines::{after_quote, opens_block};

/// What is probably wrong.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    /// Where, in the text.
    pub(super) range: Range<usize>,
    /// One plain sentence.
    pub(super) message: String,
    /// What to write instead.
    pub(super) hint: String,
}

/// A line that is no comment and no part of a text on lines of its own (`|`, `>`).
#[derive(Debug, Clone, Copy)]
struct Line<'t> {
    start: usize,
    /// Its spaces and tabs.
    indent: &'t str,
    /// What follows them, without what ends the line.
    body: &'t str,
}

/// The mistake of a text that was read as one text, where keys and values were meant: `title:T` or
/// `title = T` in every line.
pub(super) fn find_in_text(text: &str) -> Option<Mistake> {
    let lines = lines(text);
    let first = lines.first()?;
    without_space(&lines[..1]).or_else(|| equals_sign(first))
}

/// `title = T`, as TOML has it.
fn equals_sign(line: &Line<'_>) -> Option<Mistake> {
    let (key, value) = line.body.split_once('=')?;
    let (key, value) = (key.trim_end(), value.trim_start());
    is_key(key).then(|| Mistake {
        range: line.range(key),
        message: format!("`{key}` has an equals sign in the place of a colon"),
        hint: format!("write `{key}: {value}`, and so in every line"),
    })
}

/// The mistake that explains why a parser stopped at an offset, with these words.
pub(super) fn find(text: &str, offset: usize, sentence: &str) -> Option<Mistake> {
    // Where the parser gave up because of a limit, nothing is misspelt.
    if sentence.contains("limit exceeded") {
        return None;
    }
    let lines = lines(text);
    let last = lines.iter().rposition(|line| line.start <= offset)?;
    let seen = &lines[..=last];
    tab(seen, sentence)
        .or_else(|| values::backslash(seen, sentence))
        .or_else(|| open_quote(text, &lines, sentence))
        .or_else(|| values::open_bracket(text, &lines, sentence))
        .or_else(|| values::comment_in_brackets(&lines[..=last], sentence))
        .or_else(|| values::in_value(&lines[last]))
        .or_else(|| values::colon_in_text(&lines[last]))
        .or_else(|| without_space(seen))
        .or_else(|| first_line(&lines))
        .or_else(|| indentation(seen))
        .or_else(|| without_colon(seen, sentence))
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut start = 0;
    // How far a text on lines of its own is indented at least.
    let mut text_below = None;
    for written in text.split_inclusive('\n') {
        let body = written.trim_start_matches([' ', '\t']);
        let indent = &written[..written.len() - body.len()];
        let line = Line {
            start,
            indent,
            body: body.trim_end(),
        };
        start += written.len();
        if line.body.is_empty() || text_below.is_some_and(|below| indent.len() > below) {
            continue;
        }
        text_below = opens_block(line.body).then_some(indent.len());
        if !line.body.starts_with('#') {
            lines.push(line);
        }
    }
    lines
}

impl<'t> Line<'t> {
    /// Its key and its value, behind the dashes of lists.
    fn pair(&self) -> Option<(&'t str, &'t str)> {
        let body = self.item();
        let (key, value) = body.split_once(':')?;
        let is_pair = is_key(key) && (value.is_empty() || value.starts_with([' ', '\t']));
        is_pair.then(|| (key, value.trim_start()))
    }

    /// What stands behind the dashes of lists.
    fn item(&self) -> &'t str {
        self.body.trim_start_matches("- ").trim_start()
    }

    /// Where a part of it is in the text.
    fn range(&self, part: &str) -> Range<usize> {
        let inside = part.as_ptr() as usize - self.body.as_ptr() as usize;
        let start = self.start + self.indent.len() + inside;
        start..start + part.len()
    }

    fn indent_range(&self) -> Range<usize> {
        let end = self.start + self.indent.len();
        // One sign where there is no indentation, so that the place can be seen.
        self.start..end.max(self.start + self.body.chars().next().map_or(0, char::len_utf8))
    }

    /// What a mistake says of a value: where it is, and the line with the value in quotes.
    fn with_quotes(&self, message: impl Into<String>) -> Option<Mistake> {
        let (key, value) = self.pair()?;
        let hint = format!("put the text in quotes: `{key}: {}`", quoted(value));
        Some(Mistake {
            range: self.range(value),
            message: message.into(),
            hint,
        })
    }
}

fn is_key(text: &str) -> bool {
    let is_sign = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-' | '.');
    !text.is_empty() && text.chars().all(is_sign)
}

/// A text in the quotes that leave it as it is; those around all of it are taken for the author's.
fn quoted(text: &str) -> String {
    let mut inside = text;
    for mark in ['"', '\''] {
        // In `"a" and "b"`, no two marks stand around all of it.
        let is_around = |within: &&str| {
            let inner = within.split_once(mark);
            inner.is_none_or(|(_, rest)| rest.starts_with(char::is_alphanumeric))
        };
        let within = text
            .strip_prefix(mark)
            .and_then(|rest| rest.strip_suffix(mark))
            .filter(is_around);
        inside = within.unwrap_or(inside);
    }
    if inside.contains(['"', '\\']) {
        format!("'{}'", inside.replace('\'', "''"))
    } else {
        format!("\"{inside}\"")
    }
}

fn tab(seen: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    // Tabs are in order in texts, and in brackets.
    let is_near = sentence.contains(" tab ") || sentence.contains("start any token");
    let near = seen.iter().rev().take(if is_near { seen.len() } else { 1 });
    let line = near.rev().find(|line| line.indent.contains('\t'))?;
    Some(Mistake {
        range: line.indent_range(),
        message: "this line is indented with a tab".to_owned(),
        hint: "YAML indents with spaces: put two in the place of each tab".to_owned(),
    })
}

/// A quotation mark that nothing closes. Texts in quotes may go on over several lines, so only a
/// parser that came to the end without having found another one tells.
fn open_quote(text: &str, lines: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    let noticed = ["end of stream", "document indicator", "quoted scalar"];
    if !noticed.iter().any(|words| sentence.contains(words)) {
        return None;
    }
    let opens = |line: &&Line<'_>| {
        let value = line.pair().map_or(line.item(), |(_, value)| value);
        let written = &text[line.range(value).start..];
        value.starts_with(['"', '\'']) && after_quote(written).is_none()
    };
    let line = lines.iter().find(opens)?;
    let value = line.pair().map_or(line.item(), |(_, value)| value);
    Some(Mistake {
        range: line.range(&value[..1]),
        message: "this quotation mark is never closed".to_owned(),
        hint: format!(
            "put another one at the end of the text: `{value}{}`",
            &value[..1]
        ),
    })
}

/// `title:T`, at the place where the parser stopped or one line above.
fn without_space(seen: &[Line<'_>]) -> Option<Mistake> {
    let pair = |line: &Line<'_>| {
        let (key, value) = line.body.split_once(':')?;
        let is_glued = is_key(key)
            && !key.starts_with(|c: char| c.is_ascii_digit())
            && !value.starts_with([' ', '\t', '/'])
            && !value.is_empty();
        is_glued.then(|| {
            (
                line.range(&line.item()[..=key.len()]),
                format!("{key}: {value}"),
            )
        })
    };
    let (range, better) = seen.iter().rev().take(2).find_map(pair)?;
    Some(Mistake {
        range,
        message: "a space is missing behind this colon".to_owned(),
        hint: format!("write `{better}`"),
    })
}

/// A first line that is indented, where others are not.
fn first_line(lines: &[Line<'_>]) -> Option<Mistake> {
    let first = lines.first()?;
    let is_deeper = lines
        .iter()
        .any(|line| line.indent.len() < first.indent.len());
    is_deeper.then(|| Mistake {
        range: first.indent_range(),
        message: "the first line is indented, and a line below it is not".to_owned(),
        hint: "begin both in the same column".to_owned(),
    })
}

/// A key in a column that no line above begins in, or below a key that has a value.
fn indentation(seen: &[Line<'_>]) -> Option<Mistake> {
    let [above @ .., line] = seen else {
        return None;
    };
    let before = above.last()?;
    let (key, _) = line.pair()?;
    let (width, width_before) = (line.indent.len(), before.indent.len());
    if width > width_before && before.pair().is_some_and(|(_, value)| !value.is_empty()) {
        let (beside, _) = before.pair()?;
        return Some(Mistake {
            range: line.indent_range(),
            message: format!(
                "`{key}` is indented, as if it belonged to `{beside}`, which has a value"
            ),
            hint: format!("begin it in the column of `{beside}`"),
        });
    }
    let is_known = above.iter().any(|above| above.indent.len() == width);
    if width < width_before && !is_known {
        let outer = above.iter().rfind(|above| above.indent.len() < width);
        let columns = [Some(before), outer].into_iter().flatten();
        let names = columns.filter_map(|line| Some(format!("`{}`", line.pair()?.0)));
        let names: Vec<String> = names.collect();
        if names.is_empty() {
            return None;
        }
        return Some(Mistake {
            range: line.indent_range(),
            message: format!("`{key}` begins in a column in which no line above it begins"),
            hint: format!("begin it in the column of {}", names.join(" or ")),
        });
    }
    None
}

/// `date 2026-01-02`, `-b`. The parser notices it one line later, or at the end.
fn without_colon(seen: &[Line<'_>], sentence: &str) -> Option<Mistake> {
    if !sentence.contains("expected ':'") {
        return None;
    }
    let at = seen.iter().rposition(|line| !line.body.contains(':'))?;
    let line = Some(&seen[at]).filter(|_| at + 2 >= seen.len())?;
    if let Some(item) = line.body.strip_prefix('-').filter(|item| is_key(item)) {
        return Some(Mistake {
            range: line.range(&line.body[..1]),
            message: "a space is missing behind this dash".to_owned(),
            hint: format!("write `- {item}`"),
        });
    }
    let word = line.item().split(' ').next().filter(|word| is_key(word))?;
    let rest = line.item()[word.len()..].trim_start();
    let above = seen[..at].last().and_then(Line::pair);
    if let Some((key, _)) = above.filter(|(_, value)| !value.is_empty() && rest.contains(' ')) {
        return Some(Mistake {
            range: line.range(line.body),
            message: "this line has no key".to_owned(),
            hint: format!("indent it if it goes on with the text of `{key}`, or give it a key"),
        });
    }
    let value = if rest.is_empty() { "…" } else { rest };
    Some(Mistake {
        range: line.range(word),
        message: format!("a colon is missing behind `{word}`"),
        hint: format!("write `{word}: {value}`"),
    })
}

#[cfg(test)]
mod tests;
