//! Makes the addresses of a page relative, so that the page can be opened from a folder, too.
//!
//! The page of a deck passes through here last of all: whatever wrote its HTML wrote addresses from
//! the root, as for any page.

use crate::html::addresses::{AddressRole, role};
use crate::html::srcset;
use crate::html::tokens::{Token, tokens};
use crate::path::UrlPath;

/// The attribute that holds an address for a script.
const FOR_SCRIPTS: &str = "data-src";

/// A page (UTF-8) whose addresses are relative to its own.
pub(crate) fn from(html: &[u8], page: &UrlPath, base_path: &str) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(html) else {
        return html.to_vec();
    };
    let mut out = String::with_capacity(html.len());
    let mut copied = 0;
    for token in tokens(html) {
        let Token::Start(tag) = token else { continue };
        for attribute in tag.attributes {
            let Some(range) = attribute.value_range else {
                continue;
            };
            let value = &html[range.clone()];
            let value = match role(&tag.name, &attribute.name) {
                Some(AddressRole::Candidates) => addresses(value, page, base_path),
                None if attribute.name != FOR_SCRIPTS => continue,
                _ => address(value, page, base_path),
            };
            out.push_str(&html[copied..range.start]);
            out.push_str(&value);
            copied = range.end;
        }
    }
    out.push_str(&html[copied..]);
    out.into_bytes()
}

/// The candidates of a `srcset` as they are written from a page.
fn addresses(value: &str, page: &UrlPath, base_path: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut copied = 0;
    for range in srcset::addresses(value) {
        out.push_str(&value[copied..range.start]);
        out.push_str(&address(&value[range.clone()], page, base_path));
        copied = range.end;
    }
    out.push_str(&value[copied..]);
    out
}

/// An address as it is written from a page; one of another site stays.
fn address(written: &str, page: &UrlPath, base_path: &str) -> String {
    let path = written
        .strip_prefix(base_path)
        .filter(|rest| rest.starts_with('/') && !rest.starts_with("//"));
    path.map_or_else(|| written.to_owned(), |path| between(page.as_str(), path))
}

/// The way from one page to another.
pub(crate) fn to(from: &UrlPath, to: &UrlPath) -> String {
    between(from.as_str(), &to.href(""))
}

fn between(from: &str, to: &str) -> String {
    let folder = |url: &str| url.rfind('/').map_or(0, |at| at + 1);
    let (here, rest) = (&from[..folder(from)], to);
    let common = here
        .bytes()
        .zip(rest.bytes())
        .take_while(|(a, b)| a == b)
        .count();
    // Up to the last slash that both have.
    let common = here[..here[..].len().min(common)]
        .rfind('/')
        .map_or(0, |at| at + 1);
    let ups = here[common..].matches('/').count();
    let way = format!("{}{}", "../".repeat(ups), &rest[common..]);
    if way.is_empty() { "./".to_owned() } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_between_addresses() {
        assert_eq!(between("/talks/x/deck/", "/talks/x/"), "../");
        assert_eq!(between("/talks/x/deck/", "/talks/x/deck/short/"), "short/");
        assert_eq!(between("/talks/x/deck/", "/talks/x/deck/"), "./");
        assert_eq!(
            between("/talks/x/deck/", "/en/talks/x/deck/#plan"),
            "../../../en/talks/x/deck/#plan"
        );
        assert_eq!(
            between("/talks/x/deck/", "/css/deck.css"),
            "../../../css/deck.css"
        );
        assert_eq!(
            between("/talks/deck/", "/talks/dock/a.png"),
            "../dock/a.png"
        );
        assert_eq!(between("/404.html", "/a/b"), "a/b");
    }

    #[test]
    fn only_addresses_of_the_site_within_tags_change() {
        let page = UrlPath::new("/talks/x/deck/");
        let html = "<a href=\"/r/talks/\" title=\"a > b\">href=\"/r/x\"</a><img src=\"/r/talks/x/a.png\" \
                    srcset=\"/r/a.png 1w, /r/b.png 2w\"><a href=\"https://e.org/r/\"></a><a href=\"//e.org/\"></a><a href=\"#p\">";
        let expected = "<a href=\"../../\" title=\"a > b\">href=\"/r/x\"</a><img src=\"../a.png\" \
                        srcset=\"../../../a.png 1w, ../../../b.png 2w\"><a href=\"https://e.org/r/\"></a><a href=\"//e.org/\"></a><a href=\"#p\">";
        assert_eq!(
            String::from_utf8_lossy(&from(html.as_bytes(), &page, "/r")),
            expected
        );
    }
}
