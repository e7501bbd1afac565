//! HTML and addresses as texts: how they are written.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;

use crate::html::srcset;
use crate::html::tokens::{Token, Tokens};

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

/// What is in an element without tags; its end tag is read with it.
pub(super) fn content<'h>(tokens: &mut Tokens<'h>, name: &str) -> &'h str {
    let mut text = "";
    for token in tokens.by_ref() {
        match token {
            Token::End(tag) if tag.name == name => break,
            Token::Text(inside) => text = inside.written,
            _ => {}
        }
    }
    text
}

/// The candidate of a `srcset` that is the widest, or has the most dots.
pub(super) fn widest(candidates: &str) -> Option<String> {
    let mut best: Option<(f64, &str)> = None;
    for range in srcset::addresses(candidates) {
        let descriptor = candidates[range.end..].split(',').next();
        let size = match descriptor.map(str::trim).filter(|it| !it.is_empty()) {
            Some(written) => written.trim_end_matches(['w', 'x']).parse().unwrap_or(0.0),
            None => 1.0,
        };
        if best.is_none_or(|(other, _)| size > other) {
            best = Some((size, &candidates[range]));
        }
    }
    best.map(|(_, url)| url.to_owned())
}

/// A text as it stands in quotes.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;")
}
