//! What may be meant for a machine: addresses, paths, flags, emoji shortcodes, formulas, code
//! without its backticks.

use std::ops::Range;

use super::stream::{Stream, is_blank, is_opener, is_space};
use super::{LINE_BREAK, OBJECT};

/// What stands between two spaces, and whether a machine is to read it.
#[derive(Debug, Clone)]
pub(super) struct Chunk {
    pub(super) range: Range<usize>,
    pub(super) technical: bool,
}

/// The token around an offset, from space to space. `is_border` says which other signs part tokens:
/// those that get spaces.
pub(super) fn around(text: &str, at: usize, is_border: impl Fn(usize) -> bool) -> Chunk {
    let is_end = |&(i, c): &(usize, char)| {
        is_space(c) || matches!(c, LINE_BREAK | '«' | '»') || (c == '"' && is_border(i))
    };
    let start = text[..at]
        .char_indices()
        .rev()
        .find(is_end)
        .map_or(0, |(i, c)| i + c.len_utf8());
    let end = text[at..]
        .char_indices()
        .map(|(i, c)| (at + i, c))
        .find(is_end)
        .map_or(text.len(), |(i, _)| i);
    Chunk {
        range: start..end,
        technical: is_technical(&text[start..end]),
    }
}

fn is_technical(token: &str) -> bool {
    const SIGNS: [char; 8] = ['\\', '=', '{', '}', '<', '>', '|', '`'];
    const PARTS: [&str; 8] = ["::", "()", "../", "\",\"", "('", "(\"", "['", "']"];
    let bare = token.trim_start_matches(is_opener);
    bare.contains(SIGNS)
        || PARTS.iter().any(|part| bare.contains(part))
        || starts_like_code(bare)
        || is_path(bare)
        || is_mail(bare)
        || has_shortcode(bare)
}

/// A flag, a path, a variable, a colour, an entity, a shortcode.
fn starts_like_code(token: &str) -> bool {
    let mut chars = token.chars();
    let (first, second) = (chars.next(), chars.next());
    match first {
        Some('/' | '~' | '&') => second.is_some(),
        Some('$' | '#' | '@' | '?') => second.is_some_and(char::is_alphabetic),
        Some('-') => second.is_some_and(|c| c == '-' || c.is_alphabetic()),
        Some(':') => second.is_some_and(|c| !is_blank(Some(c)) && c != OBJECT),
        Some('.') => second.is_some_and(|c| c.is_alphanumeric() || c == '/'),
        _ => false,
    }
}

/// `https://…`, `src/main.rs`, `a/b/c`; but `et/ou` and `12/04` are words.
fn is_path(token: &str) -> bool {
    let slashes = token.matches('/').count();
    let dotted = || {
        token
            .char_indices()
            .any(|(i, c)| c == '.' && token[i + 1..].starts_with(char::is_alphanumeric))
    };
    slashes > 0
        && (token.contains("//")
            || dotted()
            || (slashes > 1
                && token
                    .split('/')
                    .all(|part| part.starts_with(|c: char| c.is_ascii_lowercase()))))
}

fn is_mail(token: &str) -> bool {
    token.find('@').is_some_and(|at| {
        token[..at].ends_with(char::is_alphanumeric)
            && token[at + 1..].starts_with(char::is_alphanumeric)
    })
}

/// Whether `:tada:` or the like is in it.
fn has_shortcode(token: &str) -> bool {
    let mut parts = token.split(':');
    let _ = parts.next();
    let mut name = parts.next();
    while let Some(part) = name {
        name = parts.next();
        let is_name =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
        if name.is_some() && !part.is_empty() && part.bytes().all(is_name) {
            return true;
        }
    }
    false
}

/// What stands between dollars or backticks: formulas by Pandoc's rule (no space inside, no digit
/// after), and code in texts that have no markup.
pub(super) fn shut(stream: Stream<'_>) -> Vec<Range<usize>> {
    let text = stream.text;
    let mut found = Vec::new();
    if !text.contains('$') && !text.contains('`') {
        return found;
    }
    let mut opened: Option<(usize, usize, u8)> = None;
    let mut at = 0;
    while let Some(start) = text[at..].find(['$', '`']).map(|i| at + i) {
        let sign = text.as_bytes()[start];
        let end = start
            + text.as_bytes()[start..]
                .iter()
                .take_while(|b| **b == sign)
                .count();
        at = end;
        if stream.is_literal(start) {
            continue;
        }
        match opened {
            Some((from, length, open))
                if open == sign && length == end - start && closes(stream, start, end, sign) =>
            {
                found.push(from..end);
                opened = None;
            }
            // Code may have dollars, and backticks of another number.
            Some((_, _, b'`')) => {}
            _ if opens(stream, start, end, sign) => opened = Some((start, end - start, sign)),
            _ => {}
        }
    }
    found
}

fn opens(stream: Stream<'_>, start: usize, end: usize, sign: u8) -> bool {
    let tight =
        !is_blank(stream.at(end)) && !stream.before(start).is_some_and(char::is_alphanumeric);
    sign == b'`' || (tight && end - start == 1) || end - start == 2
}

fn closes(stream: Stream<'_>, start: usize, end: usize, sign: u8) -> bool {
    let tight =
        !is_blank(stream.before(start)) && !stream.at(end).is_some_and(|c| c.is_ascii_digit());
    sign == b'`' || end - start == 2 || tight
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_have_their_own_signs() {
        for token in [
            "https://e.org/?q",
            "std::vec",
            "C:\\Users",
            "a=b",
            "{x}",
            "--flag;",
            "-x",
            "/etc/hosts",
            "./a",
            "~/b",
            "src/main.rs:",
            "a/b/c",
            "me@e.org",
            ":tada:",
            "mot:tada:",
            "&nbsp;",
            "#fff;",
            "f();",
            "(/etc)",
            ".env",
        ] {
            assert!(is_technical(token), "{token}");
        }
        for token in [
            "mot",
            "et/ou",
            "12/04",
            "l'eau",
            "e.g.",
            "C++",
            "10:30",
            "a:",
            "…",
            "?",
            ":",
            "README.md",
            "$",
        ] {
            assert!(!is_technical(token), "{token}");
        }
    }

    #[test]
    fn formulas_and_code_are_shut() {
        let shut = |text: &str| -> Vec<String> {
            shut(Stream::new(text, &[]))
                .into_iter()
                .map(|range| text[range].to_owned())
                .collect()
        };
        assert_eq!(shut("a $x' + y$ b $$z$$"), ["$x' + y$", "$$z$$"]);
        assert_eq!(shut("between $5 and $10"), Vec::<String>::new());
        assert_eq!(shut("10 $ à 20 $"), Vec::<String>::new());
        assert_eq!(shut("`a $ b` and ``c ` d``"), ["`a $ b`", "``c ` d``"]);
    }
}
