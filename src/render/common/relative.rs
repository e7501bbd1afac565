//! Addresses from the root made relative to a page, so that it can be opened from a folder, too.

use crate::path::UrlPath;

/// The attributes that hold one address.
const ADDRESSES: [&str; 4] = ["href", "src", "poster", "data-src"];
/// The attribute that holds several.
const SET: &str = "srcset";

/// A page (UTF-8, as templates write it: attributes in double quotes) whose addresses are relative
/// to its own.
pub(crate) fn from(html: &[u8], page: &UrlPath, base_path: &str) -> Vec<u8> {
    let Ok(html) = std::str::from_utf8(html) else {
        return html.to_vec();
    };
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(tag) = next_tag(rest) {
        out.push_str(&rest[..tag.start]);
        attributes(&rest[tag.clone()], page, base_path, &mut out);
        rest = &rest[tag.end..];
    }
    out.push_str(rest);
    out.into_bytes()
}

/// The next opening tag, whatever `>` its attributes hold.
fn next_tag(html: &str) -> Option<std::ops::Range<usize>> {
    let mut from = 0;
    loop {
        let start = from + html[from..].find('<')?;
        if !html[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            from = start + 1;
            continue;
        }
        let mut quoted = false;
        let end = html[start..].find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        })?;
        return Some(start..start + end + 1);
    }
}

fn attributes(tag: &str, page: &UrlPath, base_path: &str, out: &mut String) {
    let mut rest = tag;
    while let Some(at) = rest.find("=\"") {
        let (before, after) = rest.split_at(at + 2);
        let name = before[..at]
            .rsplit(|c: char| c.is_ascii_whitespace())
            .next()
            .unwrap_or_default();
        let end = after.find('"').unwrap_or(after.len());
        let value = &after[..end];
        out.push_str(before);
        if ADDRESSES.contains(&name) {
            out.push_str(&address(value, page, base_path));
        } else if name == SET {
            let set: Vec<String> = value
                .split(", ")
                .map(|one| address(one, page, base_path))
                .collect();
            out.push_str(&set.join(", "));
        } else {
            out.push_str(value);
        }
        rest = &after[end..];
    }
    out.push_str(rest);
}

/// An address as it is written from a page; one of another site stays.
fn address(written: &str, page: &UrlPath, base_path: &str) -> String {
    let own = written
        .strip_prefix(base_path)
        .filter(|rest| rest.starts_with('/') && !rest.starts_with("//"));
    own.map_or_else(|| written.to_owned(), |own| between(page.as_str(), own))
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
