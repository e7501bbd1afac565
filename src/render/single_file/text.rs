//! HTML and addresses as texts: how they are written, and what they meant.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::render::common::tags::{Tag, after_end};

/// Bytes as an address.
pub(super) fn data_url(media_type: &str, bytes: &[u8]) -> String {
    format!(
        "data:{};base64,{}",
        media_type.replace(' ', ""),
        BASE64.encode(bytes)
    )
}

/// A script as it may stand in a page: what would end it is written so that it does not.
pub(super) fn in_script(text: &str) -> String {
    text.replace("</", "<\\/").replace("<!--", "<\\!--")
}

/// What is in an element without tags, and what follows it.
pub(super) fn content<'h>(after: &'h str, name: &str) -> (&'h str, &'h str) {
    let rest = after_end(after, name);
    let inside = &after[..after.len() - rest.len()];
    (
        inside.rfind("</").map_or(inside, |end| &inside[..end]),
        rest,
    )
}

/// The candidate of a `srcset` that is the widest, or has the most dots.
pub(super) fn widest(candidates: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for candidate in candidates.split(", ") {
        let (url, descriptor) = candidate
            .trim()
            .rsplit_once(' ')
            .unwrap_or((candidate.trim(), "1x"));
        let size = descriptor
            .trim_end_matches(['w', 'x'])
            .parse()
            .unwrap_or(0.0);
        if !url.is_empty() && best.is_none_or(|(other, _)| size > other) {
            best = Some((size, url.trim()));
        }
    }
    best.map(|(_, url)| url.to_owned())
}

/// The value of an attribute, read as HTML; an empty one for a name alone.
pub(super) fn value(tag: &Tag<'_>, name: &str) -> Option<String> {
    let found = tag
        .attributes
        .iter()
        .find(|(other, _)| other.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.map(unescaped).unwrap_or_default())
}

/// A text as it stands in quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}

/// A text as it was meant: signs by name, as every writer of HTML writes them, and by number.
pub(super) fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.find(';').filter(|end| *end <= 10);
        let sign = end.and_then(|end| sign(&rest[1..end]));
        let (sign, length) = sign
            .zip(end)
            .map_or(('&', 1), |(sign, end)| (sign, end + 1));
        out.push(sign);
        rest = &rest[length..];
    }
    out.push_str(rest);
    out
}

fn sign(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}
