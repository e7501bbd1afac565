//! Style sheets as far as addresses go: which ones a sheet loads, and the sheet with others in
//! their place.
//!
//! Knows nothing of where addresses lead, nor of anything else that a sheet says.

mod declarations;
mod standing;

use std::ops::Range;

pub use declarations::{in_quotes, is_declarations, with_pixels};
pub use standing::{StandingAlone, standing_alone};

/// The sheet with new addresses where `replacement` has one: in `url(…)`, and in the text that
/// follows `@import`. Comments and other texts stay as they are, and so do addresses without a
/// replacement.
pub fn with_addresses(sheet: &str, mut replacement: impl FnMut(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    let mut follows_import = false;
    while let Some(token) = CssToken::next(rest) {
        let (before, from) = rest.split_at(token.start);
        out.push_str(before);
        let (written, after) = from.split_at(token.end - token.start);
        let address = token.address.as_deref();
        let address = address.filter(|_| follows_import || token.is_function);
        match address.and_then(&mut replacement) {
            Some(address) => out.push_str(&quoted(&address)),
            None => out.push_str(written),
        }
        follows_import = token.is_import || (follows_import && token.is_comment());
        rest = after;
    }
    out.push_str(rest);
    out
}

/// An address that a sheet loads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadedAddress {
    /// What it says, without quotes and escapes.
    pub address: String,
    /// Where it stands in the sheet, with its quotes or its `url(…)`.
    pub range: Range<usize>,
    /// Whether `@import` loads it.
    pub is_import: bool,
}

/// The addresses that a sheet loads, in order. That of a name space is none.
#[must_use]
pub fn addresses(sheet: &str) -> Vec<LoadedAddress> {
    let mut found = Vec::new();
    let (mut at, mut follows_import, mut is_name_space) = (0, false, false);
    while let Some(token) = CssToken::next(&sheet[at..]) {
        let range = at + token.start..at + token.end;
        let is_comment = token.is_comment();
        is_name_space = names_space(&sheet[at..range.start], is_name_space);
        let is_loaded = follows_import || token.is_function && !is_name_space;
        at = range.end;
        if let Some(address) = token.address.filter(|_| is_loaded) {
            found.push(LoadedAddress {
                address,
                range,
                is_import: follows_import,
            });
        }
        follows_import = token.is_import || (follows_import && is_comment);
    }
    found
}

/// Whether the rule at the end of a stretch is `@namespace`, where the stretch may begin within one.
fn names_space(stretch: &str, begins_within: bool) -> bool {
    match stretch.rfind([';', '{', '}']) {
        Some(end) => stretch[end..].contains("@namespace"),
        None => begins_within || stretch.contains("@namespace"),
    }
}

fn quoted(address: &str) -> String {
    format!(
        "url(\"{}\")",
        address.replace('\\', "\\\\").replace('"', "\\\"")
    )
}

/// What has a meaning of its own in a sheet: a comment, a text in quotes, `url(…)`, `@import`.
struct CssToken {
    start: usize,
    end: usize,
    address: Option<String>,
    is_function: bool,
    is_import: bool,
}

impl CssToken {
    fn is_comment(&self) -> bool {
        self.address.is_none() && !self.is_import
    }

    fn next(text: &str) -> Option<Self> {
        let plain = |start, end| Self {
            start,
            end,
            address: None,
            is_function: false,
            is_import: false,
        };
        let mut is_escaped = false;
        for (start, c) in text.char_indices() {
            if std::mem::take(&mut is_escaped) {
                continue;
            }
            let rest = &text[start..];
            match c {
                // A sign of a name, as in `.before\:content-\[\'\'\]`.
                '\\' => is_escaped = true,
                '/' if rest.starts_with("/*") => {
                    let inside = start + "/*".len();
                    let end = text[inside..].find("*/");
                    let end = end.map_or(text.len(), |end| inside + end + "*/".len());
                    return Some(plain(start, end));
                }
                '"' | '\'' => {
                    let (address, length) = string(rest);
                    return Some(Self {
                        address: Some(address),
                        ..plain(start, start + length)
                    });
                }
                'u' | 'U' if begins_with(rest, "url(") && !is_in_a_name(&text[..start]) => {
                    let (address, length) = function(rest);
                    return Some(Self {
                        address: Some(address),
                        is_function: true,
                        ..plain(start, start + length)
                    });
                }
                '@' if begins_with(rest, "@import") => {
                    let end = start + "@import".len();
                    let blank = text[end..].len() - text[end..].trim_start().len();
                    return Some(Self {
                        is_import: true,
                        ..plain(start, end + blank)
                    });
                }
                _ => {}
            }
        }
        None
    }
}

fn begins_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

fn is_in_a_name(before: &str) -> bool {
    before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// A text in quotes: what it says, and how long it is as it is written.
fn string(text: &str) -> (String, usize) {
    let mut said = String::new();
    let mut chars = text.char_indices();
    let quote = chars.next().map(|(_, quote)| quote);
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                // A line that goes on, whatever ends it.
                Some((at, '\r')) if text[at..].starts_with("\r\n") => drop(chars.next()),
                Some((_, '\n')) | None => {}
                Some((_, escaped)) => said.push(escaped),
            },
            // A text ends with its line, whether it is closed or not.
            '\n' => return (said, at),
            c if Some(c) == quote => return (said, at + c.len_utf8()),
            c => said.push(c),
        }
    }
    (said, text.len())
}

/// `url(…)`, with or without quotes.
fn function(text: &str) -> (String, usize) {
    let open = "url(".len();
    let inside = text[open..].trim_start();
    let start = text.len() - inside.len();
    if inside.starts_with(['"', '\'']) {
        let (address, length) = string(inside);
        let end = text[start + length..]
            .find(')')
            .map_or(text.len(), |end| start + length + end + 1);
        return (address, end);
    }
    let end = inside.find(')').unwrap_or(inside.len());
    (
        inside[..end].trim().to_owned(),
        (start + end + 1).min(text.len()),
    )
}

#[cfg(test)]
mod tests {
    use super::{addresses, with_addresses};

    #[test]
    fn addresses_are_found_where_they_stand() {
        let sheet =
            "@namespace s url(http://x);/* url(no) */@import 'a.css';a { b: url( \"c.png\" ) }";
        let found: Vec<(String, &str, bool)> = addresses(sheet)
            .into_iter()
            .map(|found| (found.address, &sheet[found.range], found.is_import))
            .collect();
        assert_eq!(
            found,
            [
                ("a.css".to_owned(), "'a.css'", true),
                ("c.png".to_owned(), "url( \"c.png\" )", false)
            ]
        );
    }

    #[test]
    fn addresses_are_replaced_and_all_else_stays() {
        let marked = |sheet: &str| with_addresses(sheet, |address| Some(format!("<{address}>")));
        assert_eq!(
            marked("@import 'a.css'; a { src: url(b.woff2) format(\"woff2\"), url( \"c.ttf\" ) }"),
            "@import url(\"<a.css>\"); a { src: url(\"<b.woff2>\") format(\"woff2\"), url(\"<c.ttf>\") }"
        );
        for same in [
            "/* url(a) */ a::before { content: \"url(b)\" }",
            "/*/ url(a) */",
            "a { --my-url: curl(x) }",
            ".a\\'b { content: \"url(c)\" }",
            "a { content: \"b\\\r\nurl(c)\" }",
        ] {
            assert_eq!(marked(same), same);
        }
        assert_eq!(marked("a { b: url(c"), "a { b: url(\"<c>\")");
        assert_eq!(marked(".a\\'b { c: url(d) }"), ".a\\'b { c: url(\"<d>\") }");
        assert_eq!(
            marked("@import/* x */\"a.css\""),
            "@import/* x */url(\"<a.css>\")"
        );
    }

    #[test]
    fn an_address_without_a_replacement_is_written_as_it_was() {
        let sheet = "a { b: url('c') url(d) }";
        let only_d = |address: &str| (address == "d").then(|| "e\"f".to_owned());
        assert_eq!(
            with_addresses(sheet, only_d),
            "a { b: url('c') url(\"e\\\"f\") }"
        );
    }
}
