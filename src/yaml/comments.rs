//! Texts that YAML ends where their author did not: at a number sign after a space, which begins a
//! comment. `title: C# and #rust` is the title `C# and`.

use std::ops::Range;

use super::in_brackets;
use super::lines::{after_quote, opens_block, value};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::source::Source;

/// Values that are no text.
const WORDS: [&str; 8] = ["true", "false", "yes", "no", "on", "off", "null", "~"];

/// Says where a plain value is followed by what looks like a word with a number sign, and not like
/// a comment: `#rust`, `#42`. Where nothing stands before it, there is no value at all.
pub fn check(source: &Source, range: Range<usize>, diagnostics: &mut Vec<Diagnostic>) {
    let text = &source.text()[range.clone()];
    // Almost no front matter has one.
    if !text.contains(" #") {
        return;
    }
    let mut at = range.start;
    let mut block: Option<usize> = None;
    // The quotation mark of a text that goes on over several lines.
    let mut quote: Option<char> = None;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let indent = line.len() - line.trim_start().len();
        let is_in_block = block.is_some_and(|outer| indent > outer || line.trim().is_empty());
        if let Some(mark) = quote {
            quote = Some(mark).filter(|_| !line.contains(mark));
        } else if !is_in_block {
            quote = opens_quote(line);
            block = opens_block(line).then_some(indent);
            let whole =
                || whole(line).filter(|_| !lines.peek().is_some_and(|next| goes_on(line, next)));
            if let Some(comment) = cut(line).or_else(whole) {
                let span = at + comment.start..at + comment.end;
                diagnostics.push(cut_text(source, line, &line[comment], span));
            }
        }
        at += line.len();
    }
}

fn cut_text(source: &Source, line: &str, comment: &str, span: Range<usize>) -> Diagnostic {
    let value = value(line).map_or(comment, str::trim);
    let written = in_brackets(value);
    let what = if value == comment {
        "so nothing stands here"
    } else {
        "so this text ends before it"
    };
    let message = format!("YAML takes `{comment}` for a comment, {what}");
    Diagnostic::new(
        codes::CUT_BY_COMMENT,
        Place::new(source.path(), span),
        message,
    )
    .hint(format!("put the whole text in quotes: `{written}`"))
    .hint("if it is a comment, put a space after the `#`")
}

/// The quotation mark that a line leaves open.
fn opens_quote(line: &str) -> Option<char> {
    let value = value(line)?.trim();
    let mark = value.chars().next().filter(|mark| "\"'".contains(*mark))?;
    after_quote(value).is_none().then_some(mark)
}

/// The value of a key or an item that YAML takes for a comment as a whole: `color: #ff0000`.
fn whole(line: &str) -> Option<Range<usize>> {
    let text = value(line)?.trim();
    let is_word = text.strip_prefix('#')?.starts_with(char::is_alphanumeric);
    let start = line.find(" #")? + 1;
    is_word.then_some(start..start + text.len())
}

/// Whether the value of a key stands on the line below it: indented, or as an item.
fn goes_on(line: &str, next: &str) -> bool {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let is_item = line.trim_start().starts_with("- ");
    let is_below = indent(next) > indent(line);
    is_below || (!is_item && indent(next) == indent(line) && next.trim_start().starts_with("- "))
}

/// The part of a line that YAML takes for a comment, where it is more likely a part of the text.
fn cut(line: &str) -> Option<Range<usize>> {
    let value = value(line)?;
    // What is in quotes or brackets ends with them.
    let plain = value.trim_start();
    if plain.is_empty() || plain.starts_with(['"', '\'', '[', '{', '|', '>', '&', '*', '!', '#']) {
        return None;
    }
    let sign = value.find(" #")?;
    // A whole value of another kind than text is not cut.
    let whole = value[..sign].trim();
    if whole.starts_with(|c: char| c.is_ascii_digit()) || WORDS.contains(&whole) {
        return None;
    }
    let start = line.len() - value.len() + sign + 1;
    let comment = line[start..].trim_end();
    let is_word = comment[1..].starts_with(char::is_alphanumeric);
    is_word.then_some(start..start + comment.len())
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
        ] {
            assert_eq!(cut(line).map(|range| &line[range]), comment, "{line}");
        }
    }

    #[test]
    fn a_value_that_is_a_comment_is_no_value() {
        let text = "tags: #rust #web\nauthors: #all\n  - a\nteams: #all\n- #web\n- a #b\n- # c\ncolor: #ff0000\nfonts:  # d\n";
        let source = Source::new(crate::path::SitePath::new("a.md"), text);
        let mut found = Vec::new();
        check(&source, 0..text.len(), &mut found);
        let said: Vec<&str> = found
            .iter()
            .filter_map(|diagnostic| diagnostic.place.as_ref()?.span)
            .map(|span| &text[span.start..span.end])
            .collect();
        assert_eq!(said, ["#rust #web", "#web", "#b", "#ff0000"]);
    }

    #[test]
    fn a_block_of_text_has_no_comments() {
        let text =
            "summary: >- # x\n  a: b #c\n\n  - d #e\nquoted: \"x\n  Note: see #12\"\ntitle: T #f\n";
        let source = Source::new(crate::path::SitePath::new("a.md"), text);
        let mut found = Vec::new();
        check(&source, 0..text.len(), &mut found);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
