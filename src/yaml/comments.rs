//! Texts that YAML ends where their author did not: at a number sign after a space, which begins a
//! comment. `title: C# and #rust` is the title `C# and`.

use std::ops::Range;

use super::in_brackets;
use super::lines::{after_quote, opens_block, value};
use super::loose::YamlText;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::Source;

/// Values that are no text.
const WORDS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "~"];

/// Says where a plain value is followed by what looks like a word with a number sign, and not like
/// a comment: `#rust`, `#42`. Where nothing stands before it, there is no value at all; gives the
/// places of these.
pub(super) fn check(
    source: &Source,
    yaml: &YamlText<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Range<usize>> {
    let mut instead = Vec::new();
    let text = &*yaml.text;
    // Almost no front matter has one.
    if !text.contains(" #") {
        return instead;
    }
    let mut reading = Reading::default();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some(value) = reading.value_of(line) else {
            continue;
        };
        let whole = || whole(value).filter(|_| !goes_on(line, &text[at..]));
        let Some(comment) = cut(value).or_else(whole) else {
            continue;
        };
        let inside = comment.as_ptr() as usize - line.as_ptr() as usize;
        let inside = start + inside;
        let span = yaml.original(&(inside..inside + comment.len()));
        let place = Place::new(source.path(), span.clone());
        if value.trim() == comment {
            instead.push(span);
            diagnostics.push(no_value(comment, place));
        } else {
            diagnostics.push(cut_text(value.trim(), comment, place));
        }
    }
    instead
}

/// What the lines so far have begun.
#[derive(Debug, Default)]
struct Reading {
    /// The indentation of a key or item with a text on lines of its own, in which nothing is a
    /// comment.
    block: Option<usize>,
    /// The same of one with a plain text, which may go on below.
    plain: Option<usize>,
    /// The quotation mark of a text that goes on over several lines.
    quote: Option<char>,
}

impl Reading {
    /// The text of a line in which a comment may begin.
    fn value_of<'l>(&mut self, line: &'l str) -> Option<&'l str> {
        if let Some(mark) = self.quote {
            self.quote = Some(mark).filter(|_| !line.contains(mark));
            return None;
        }
        let indent = indent(line);
        let is_below = |outer| indent > outer || line.trim().is_empty();
        if self.block.is_some_and(is_below) {
            return None;
        }
        let value = value(line);
        if value.is_none() && self.plain.is_some_and(is_below) {
            // A whole line may well be a comment.
            return Some(line).filter(|line| !line.trim_start().starts_with('#'));
        }
        self.quote = opens_quote(line);
        self.block = opens_block(line).then_some(indent);
        self.plain = value.filter(|value| is_plain(value)).map(|_| indent);
        value
    }
}

fn cut_text(value: &str, comment: &str, place: Place) -> Diagnostic {
    let message = format!("YAML takes `{comment}` for a comment, so this text ends before it");
    let hint = format!("put the whole text in quotes: `{}`", in_brackets(value));
    Diagnostic::new(codes::CUT_BY_COMMENT, place, message)
        .hint(hint)
        .hint("if it is a comment, put a space after the `#`")
}

fn no_value(comment: &str, place: Place) -> Diagnostic {
    let message = format!("YAML takes `{comment}` for a comment, so nothing stands here");
    let words: Vec<&str> = comment.split_whitespace().collect();
    let names: Option<Vec<&str>> = words.iter().map(|word| word.strip_prefix('#')).collect();
    let quotes = format!("put it in quotes: `{}`", in_brackets(comment));
    let hint = match names.as_deref() {
        Some([name]) => format!("{quotes}, or take the `#` out: `{name}`"),
        Some(names) => {
            let names: Vec<String> = names.iter().map(|name| in_brackets(name)).collect();
            format!("write the words without `#`: `[{}]`", names.join(", "))
        }
        None => quotes,
    };
    Diagnostic::new(codes::CUT_BY_COMMENT, place, message)
        .hint(hint)
        .hint("if it is a comment, put a space after the `#`")
}

/// The quotation mark that a line leaves open.
fn opens_quote(line: &str) -> Option<char> {
    let value = value(line)?.trim();
    let mark = value.chars().next().filter(|mark| "\"'".contains(*mark))?;
    after_quote(value).is_none().then_some(mark)
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

/// Whether a value is a text without quotes. What is in quotes or brackets ends with them.
fn is_plain(value: &str) -> bool {
    let value = value.trim_start();
    let signs = ['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#'];
    !value.is_empty() && !value.starts_with(signs)
}

/// A value that YAML takes for a comment as a whole: `color: #ff0000`.
fn whole(value: &str) -> Option<&str> {
    let text = value.trim();
    let is_word = text.strip_prefix('#')?.starts_with(char::is_alphanumeric);
    is_word.then_some(text)
}

/// Whether the value of a line stands below it: indented, or as an item.
fn goes_on(line: &str, below: &str) -> bool {
    let is_item = |line: &str| line.trim_start().starts_with("- ");
    let mut lines = below.lines();
    let next = lines.find(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    next.is_some_and(|next| {
        let is_beside = indent(next) == indent(line) && is_item(next) && !is_item(line);
        indent(next) > indent(line) || is_beside
    })
}

/// The part of a value that YAML takes for a comment, where it is more likely a part of the text.
fn cut(value: &str) -> Option<&str> {
    if !is_plain(value) {
        return None;
    }
    let sign = value.find(" #")?;
    // A whole value of another kind than text is not cut.
    let whole = value[..sign].trim();
    let is_number = whole.starts_with(|sign: char| sign.is_ascii_digit())
        && whole
            .chars()
            .all(|sign| sign.is_ascii_digit() || "-:.+TZ ".contains(sign));
    if is_number || WORDS.contains(&whole) {
        return None;
    }
    let comment = value[sign + 1..].trim_end();
    let is_word = comment[1..].starts_with(char::is_alphanumeric);
    is_word.then_some(comment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_sign_before_a_word_is_no_comment() {
        for (line, comment) in [
            ("title: C# and #rust", Some("#rust")),
            ("title: Ticket #42\n", Some("#42")),
            ("  - C #été", Some("#été")),
            ("- name: F #x", Some("#x")),
            ("title: C# and Rust", None),
            ("title: Rust # a comment", None),
            ("title: \"C# and #rust\"", None),
            ("tags: [a] #b", None),
            ("# title: C #x", None),
            ("url: https://e.org/#x", None),
            ("draft: true #wip", None),
            ("date: 2026-01-02 #todo check", None),
            ("start: 2026-01-02T10:00:00+01:00 #todo", None),
            ("title: 5 reasons #rust is fast", Some("#rust is fast")),
        ] {
            assert_eq!(value(line).and_then(cut), comment, "{line}");
        }
    }

    #[test]
    fn a_value_that_is_a_comment_is_no_value() {
        let text = "tags: #rust #web\nauthors: #all\n# all of them\n  - a\nteams: #all\n- #web\n- a #b\n- # c\n\
                    color: #ff0000\nfonts:  # d\nsummary: We fixed it\n  in issue #42 today\n";
        let source = Source::new(crate::path::SitePath::new("a.md"), text);
        let mut found = Vec::new();
        check(&source, &YamlText::written(text, 0), &mut found);
        let said: Vec<&str> = found
            .iter()
            .filter_map(|diagnostic| diagnostic.place.as_ref()?.span)
            .map(|span| &text[span.start..span.end])
            .collect();
        assert_eq!(said, ["#rust #web", "#web", "#b", "#ff0000", "#42 today"]);
    }

    #[test]
    fn a_block_of_text_has_no_comments() {
        let text = "summary: >- # x\n  a: b #c\n\n  - d #e\nlist:\n  - title: X\n    #feed: https://e.org\n    url: y\nquoted: \"x\n  Note: see #12\"\ntitle: T #f\n";
        let source = Source::new(crate::path::SitePath::new("a.md"), text);
        let mut found = Vec::new();
        check(&source, &YamlText::written(text, 0), &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
