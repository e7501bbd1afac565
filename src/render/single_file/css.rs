//! Style sheets with what they load in them: imports, fonts and images become addresses that hold
//! their bytes.

use super::Original;
use super::text::data_url;
use crate::render::common::tags::{Place, whole};

/// How deep sheets may import each other.
const DEEPEST: usize = 8;

/// A style sheet from an address, with its parts in it; and the addresses of those that are not
/// there.
pub(super) fn with_parts(text: &str, url: &str, original: &Original<'_>) -> (String, Vec<String>) {
    let mut sheet = Sheet {
        original,
        url,
        depth: 0,
        missing: Vec::new(),
    };
    let text = sheet.rewrite(text);
    (text, sheet.missing)
}

struct Sheet<'s> {
    original: &'s Original<'s>,
    /// Where the sheet is: what its addresses are relative to.
    url: &'s str,
    depth: usize,
    missing: Vec<String>,
}

impl Sheet<'_> {
    fn rewrite(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut imports = false;
        while let Some(token) = CssToken::next(rest) {
            let (before, from) = rest.split_at(token.start);
            out.push_str(before);
            let (written, after) = from.split_at(token.end - token.start);
            match token.address {
                Some(address) if imports || token.is_function => {
                    out.push_str(&self.address(&address));
                }
                _ => out.push_str(written),
            }
            imports = token.is_import;
            rest = after;
        }
        out.push_str(rest);
        out
    }

    /// `url("…")` of an address, with what is there in it.
    fn address(&mut self, address: &str) -> String {
        if address.is_empty() || address.starts_with(['#']) || address.starts_with("data:") {
            return quoted(address);
        }
        let url = whole(
            address,
            &Place {
                origin: self.original.origin,
                page: self.url,
            },
        );
        let (bare, fragment) = url
            .find('#')
            .map_or((url.as_str(), ""), |at| url.split_at(at));
        let bare = bare.split('?').next().unwrap_or_default();
        let Some(part) = (self.original.part)(bare).filter(|_| self.depth < DEEPEST) else {
            self.missing.push(url);
            // An address that is none: nothing is asked for.
            return quoted("data:,");
        };
        if part.media_type.starts_with("text/css") {
            let text = String::from_utf8_lossy(&part.bytes).into_owned();
            let mut inner = Sheet {
                original: self.original,
                url: bare,
                depth: self.depth + 1,
                missing: Vec::new(),
            };
            let text = inner.rewrite(&text);
            self.missing.append(&mut inner.missing);
            return quoted(&data_url(&part.media_type, text.as_bytes()));
        }
        quoted(&format!(
            "{}{fragment}",
            data_url(&part.media_type, &part.bytes)
        ))
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
    fn next(text: &str) -> Option<Self> {
        let plain = |start, end| Self {
            start,
            end,
            address: None,
            is_function: false,
            is_import: false,
        };
        for (start, c) in text.char_indices() {
            let rest = &text[start..];
            match c {
                '/' if rest.starts_with("/*") => {
                    let end = rest.find("*/").map_or(text.len(), |end| start + end + 2);
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
            '\\' => said.extend(
                chars
                    .next()
                    .map(|(_, escaped)| escaped)
                    .filter(|c| *c != '\n'),
            ),
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
