//! The declarations of a `style` attribute, as a rule of a sheet may hold them.

use std::fmt::Write;
use std::str::Chars;

/// Whether a text can stand between the braces of a rule: its quotes and brackets are closed, and
/// nothing in it ends the rule.
#[must_use]
pub fn is_declarations(text: &str) -> bool {
    balanced(text).is_some()
}

fn balanced(text: &str) -> Option<()> {
    let mut open = Vec::new();
    let mut quote = None;
    let mut chars = text.chars();
    let mut last = ' ';
    while let Some(c) = chars.next() {
        match (quote, c) {
            (_, '\\') if chars.next().is_none_or(|escaped| escaped == '\n') => return None,
            (Some(_), '\n') | (None, '{' | '}' | '<') => return None,
            (Some(opening), c) if c == opening => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '*') if last == '/' => chars = behind_comment(chars)?,
            (None, '(' | '[') => open.push(c),
            (None, ')') if open.pop() != Some('(') => return None,
            (None, ']') if open.pop() != Some('[') => return None,
            _ => {}
        }
        last = c;
    }
    (quote.is_none() && open.is_empty()).then_some(())
}

/// What follows a comment of words. One with signs is refused: within `url(…)` it is none, and they
/// would count.
fn behind_comment(rest: Chars<'_>) -> Option<Chars<'_>> {
    let (words, rest) = rest.as_str().split_once("*/")?;
    let signs = ['"', '\'', '(', ')', '[', ']', '{', '}', '<', '\\'];
    (!words.contains(signs)).then(|| rest.chars())
}

/// A value in double quotes, as selectors and `url(…)` have it.
#[must_use]
pub fn in_quotes(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                // Writing to a `String` cannot fail.
                let _ = write!(out, "\\{:x} ", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// Declarations for an element of a slide, which is as large as its screen: of so many pixels, a
/// slide is as wide as it is. So `10px` becomes a share of the width of the slide around it.
#[must_use]
pub fn with_pixels(text: &str, across: u32) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut copied = 0;
    let mut quote = None;
    let mut in_address = false;
    for (at, c) in text.char_indices() {
        match c {
            '"' | '\'' if quote == Some(c) => quote = None,
            '"' | '\'' if quote.is_none() => quote = Some(c),
            '(' => in_address |= ends_with_url(&text[..at]),
            ')' => in_address = false,
            _ => {}
        }
        let is_apart = quote.is_some() || in_address || at < copied;
        if is_apart || !(c.is_ascii_digit() || "-.".contains(c)) || is_in_word(&text[..at]) {
            continue;
        }
        if let Some((number, end)) = pixels(&text[at..]) {
            out.push_str(&text[copied..at]);
            // Writing to a `String` cannot fail.
            let _ = write!(out, "calc({number} * 100cqw / {across})");
            copied = at + end;
        }
    }
    out.push_str(&text[copied..]);
    out
}

fn ends_with_url(before: &str) -> bool {
    let word = before.len().checked_sub(3).and_then(|at| before.get(at..));
    word.is_some_and(|word| word.eq_ignore_ascii_case("url"))
}

/// Whether what follows belongs to a word or a number that has begun.
fn is_in_word(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || "_.#%-".contains(c))
}

/// The number of pixels at the start of a text, and where it ends.
fn pixels(text: &str) -> Option<(&str, usize)> {
    let sign = usize::from(text.starts_with('-'));
    let length = text[sign..].find(|c: char| !c.is_ascii_digit() && c != '.')?;
    if length == 0 {
        return None;
    }
    let digits = sign + length;
    let unit = text.get(digits..digits + 2)?;
    let ends = !text[digits + 2..].starts_with(|c: char| c.is_alphanumeric() || c == '-');
    (unit.eq_ignore_ascii_case("px") && ends).then(|| (&text[..digits], digits + 2))
}

#[cfg(test)]
mod tests {
    use super::{in_quotes, is_declarations, with_pixels};

    #[test]
    fn values_are_quoted_as_selectors_have_them() {
        assert_eq!(in_quotes("a: \"b\\\";\n"), "\"a: \\\"b\\\\\\\";\\a \"");
        assert_eq!(in_quotes("width:50%"), "\"width:50%\"");
    }

    #[test]
    fn what_would_leave_its_rule_is_refused() {
        for sound in [
            "color:red;width:50%",
            "background: url('a b.png') center",
            "content: \"}\"",
            "width: calc((1px + 2%) * 3)",
            "grid-template: [a] 1fr / auto",
            "color: red /* why */; /**/ width: 1px",
            "",
        ] {
            assert!(is_declarations(sound), "{sound}");
        }
        for broken in [
            "color:red} body{display:none",
            "color:red/*",
            "a:url(x/*)} body{display:none}*/)",
            "a:url(x/*\")*/\"}",
            "content:\"x",
            "width: calc(1px",
            "width: 1px)",
            "a:b\\",
            "a:[)]",
            "</style>",
        ] {
            assert!(!is_declarations(broken), "{broken}");
        }
    }

    #[test]
    fn pixels_become_shares_of_the_slide() {
        assert_eq!(
            with_pixels("width:300px;margin:-.5px 1PX", 1280),
            "width:calc(300 * 100cqw / 1280);margin:calc(-.5 * 100cqw / 1280) calc(1 * 100cqw / 1280)"
        );
        for same in [
            "background: url(a-10px.png)",
            "content: '10px'",
            "color: #10px10",
            "--a10px: 1em",
            "width: 10pxx",
            "width: 50%",
        ] {
            assert_eq!(with_pixels(same, 1280), same);
        }
    }
}
