//! The normal form that is hashed: words and paragraphs count, line breaks and spaces do not.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A line of text with single spaces.
pub(super) fn line(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    words(text, &mut normal);
    composed(normal)
}

/// A heading without its marks and attributes: `## Plan {#plan}` and `Plan` over a line of hyphens
/// are one.
pub(super) fn heading(source: &str) -> String {
    let is_rule = |line: &str| {
        !line.is_empty() && (line.chars().all(|c| c == '=') || line.chars().all(|c| c == '-'))
    };
    let lines: Vec<&str> = source
        .lines()
        .map(str::trim)
        .filter(|line| !is_rule(line))
        .collect();
    let mut text = lines.join(" ");
    if text.ends_with('}')
        && let Some(open) = text.rfind('{')
    {
        text.truncate(open);
    }
    line(text.trim_matches(|c: char| c == '#' || c.is_whitespace()))
}

/// Paragraphs, each on one line; code between fences line by line.
pub(super) fn text(source: &str) -> String {
    let mut normal = String::with_capacity(source.len());
    let mut fence: Option<&str> = None;
    let mut paragraph_ended = false;
    for line in source.lines() {
        let trimmed = line.trim();
        if let Some(open) = fence {
            normal.push('\n');
            normal.push_str(line.trim_end());
            fence =
                Some(open).filter(|open| !(trimmed.starts_with(open) && is_only_fence(trimmed)));
            paragraph_ended = true;
            continue;
        }
        fence = fence_of(trimmed);
        if trimmed.is_empty() {
            paragraph_ended = true;
            continue;
        }
        if !normal.is_empty() {
            normal.push(if paragraph_ended || fence.is_some() {
                '\n'
            } else {
                ' '
            });
        }
        paragraph_ended = false;
        words(trimmed, &mut normal);
    }
    composed(normal)
}

/// Three or more backquotes or tildes at the start of a line open a block of code.
fn fence_of(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| ['`', '~'].contains(c))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3 && !(mark == '`' && line[length..].contains('`'))).then(|| &line[..length])
}

fn is_only_fence(line: &str) -> bool {
    line.chars().all(|c| c == '`') || line.chars().all(|c| c == '~')
}

/// The words of a text, with single spaces. No-break spaces are spaces: to set them right changes
/// no translation.
fn words(text: &str, into: &mut String) {
    for (i, word) in text.split_whitespace().enumerate() {
        if i > 0 {
            into.push(' ');
        }
        into.push_str(word);
    }
}

/// The text in Unicode's composed form, so that both ways to write an accent are equal.
fn composed(text: String) -> String {
    if is_nfc_quick(text.chars()) == IsNormalized::Yes {
        text
    } else {
        text.nfc().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lose_their_marks() {
        for source in [
            "## Plan B {#b .wide}\n",
            "Plan B\n------\n",
            "## Plan  B ##",
            "Plan\nB\n===",
            "# Plan B {#x}",
        ] {
            assert_eq!(heading(source), "Plan B", "{source}");
        }
        assert_eq!(heading("##\n"), "");
        assert_eq!(heading("## C#"), "C");
    }

    #[test]
    fn paragraphs_are_lines_and_code_keeps_its_own() {
        assert_eq!(text("a\nb\n\n\nc  \n"), "a b\nc");
        assert_eq!(
            text("a\n```py\nif x:\n    y\n\n```\nb\nc"),
            "a\n```py\nif x:\n    y\n\n```\nb c"
        );
        assert_eq!(text("~~~\n```\n a\n~~~\nb\nc"), "~~~\n```\n a\n~~~\nb c");
        assert_eq!(text("```not` a fence\nb"), "```not` a fence b");
        assert_eq!(text("e\u{301}"), "é");
    }
}
