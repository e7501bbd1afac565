//! HTML that stands on no page of the site: every address whole, and nothing that only works on the
//! page.
//!
//! Looks at tags alone, whoever wrote them: the program, a template's words, or an author's own
//! HTML.

use std::borrow::Cow;

use crate::render::common::tags::{Place, Tag, VOID, after_end, in_small_letters, read_tag, whole};

/// What means nothing outside the page, with all that is in it.
const DROPPED: &[&str] = &[
    "button", "dialog", "form", "script", "select", "style", "template", "textarea",
];
/// Attributes that hold one address.
const ADDRESSES: &[&str] = &["action", "cite", "data", "href", "poster", "src"];
/// Writes HTML so that it reads the same anywhere.
pub(super) fn set_free(out: &mut impl FnMut(&str), html: &str, place: &Place<'_>) {
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        out(&rest[..at]);
        rest = &rest[at..];
        if rest.starts_with("<!--") {
            rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
            continue;
        }
        let Some(tag) = read_tag(rest) else {
            out("<");
            rest = &rest[1..];
            continue;
        };
        rest = &rest[tag.text.len()..];
        if is_dropped(&tag) {
            if !tag.is_end && !VOID.contains(&&*tag.name) {
                rest = after_end(rest, &tag.name);
            }
            continue;
        }
        // No script runs there, so what stands in for one is always shown.
        if tag.name != "noscript" {
            write_tag(out, &tag, place);
        }
    }
    out(rest);
}

fn is_dropped(tag: &Tag<'_>) -> bool {
    let is_class = |wanted: &str| {
        let mut classes = tag
            .attributes
            .iter()
            .filter(|(name, _)| name.eq_ignore_ascii_case("class"));
        classes.any(|(_, value)| {
            value.is_some_and(|value| value.split_ascii_whitespace().any(|class| class == wanted))
        })
    };
    DROPPED.contains(&&*tag.name)
        || (tag.name == "a" && (is_class("anchor") || is_class("footnote-back")))
}

fn write_tag(out: &mut impl FnMut(&str), tag: &Tag<'_>, place: &Place<'_>) {
    if tag.name == "input" {
        let is_checked = tag
            .attributes
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case("checked"));
        out(if is_checked { "☑ " } else { "☐ " });
        return;
    }
    if tag.is_end || tag.attributes.is_empty() {
        out(tag.text);
        return;
    }
    out("<");
    out(&tag.name);
    for (name, value) in &tag.attributes {
        write_attribute(out, tag, &in_small_letters(name), *value, place);
    }
    out(if tag.text.ends_with("/>") { "/>" } else { ">" });
}

fn write_attribute(
    out: &mut impl FnMut(&str),
    tag: &Tag<'_>,
    name: &str,
    value: Option<&str>,
    place: &Place<'_>,
) {
    // What runs a script, and what only a keyboard on the page needs.
    if name.starts_with("on") || name == "tabindex" || name == "autofocus" {
        return;
    }
    out(" ");
    out(name);
    let Some(value) = value else { return };
    let value: Cow<'_, str> = match name {
        "srcset" | "imagesrcset" => candidates(value, place).into(),
        // Inside a drawing, `#…` is a part of the drawing.
        "href" if value.starts_with('#') && !matches!(&*tag.name, "a" | "area") => value.into(),
        _ if ADDRESSES.contains(&name) => whole(value, place).into(),
        _ => value.into(),
    };
    let quote = if value.contains('"') { "'" } else { "\"" };
    out("=");
    out(quote);
    out(&value);
    out(quote);
}

/// `a.png 1x, b.png 2x`: the addresses of candidates have no spaces.
fn candidates(value: &str, place: &Place<'_>) -> String {
    let candidates = value.split(", ").map(|candidate| {
        let candidate = candidate.trim();
        let (address, descriptor) = candidate
            .split_once(' ')
            .map_or((candidate, ""), |(a, d)| (a, d));
        let address = whole(address, place);
        if descriptor.is_empty() {
            address
        } else {
            format!("{address} {descriptor}")
        }
    });
    candidates.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(html: &str) -> String {
        let mut out = String::new();
        set_free(
            &mut |text: &str| out.push_str(text),
            html,
            &Place {
                origin: "https://e.org",
                page: "https://e.org/en/blog/a/",
            },
        );
        out
    }

    #[test]
    fn addresses_are_made_whole() {
        for (address, expected) in [
            ("/b/?q#f", "https://e.org/b/?q#f"),
            ("#f", "https://e.org/en/blog/a/#f"),
            ("", "https://e.org/en/blog/a/"),
            ("i.png", "https://e.org/en/blog/a/i.png"),
            ("./../../i.png#x", "https://e.org/en/i.png#x"),
            ("../../../../../i.png", "https://e.org/i.png"),
            ("//cdn.org/x", "https://cdn.org/x"),
            ("http://o.org/", "http://o.org/"),
            ("mailto:a@b.c", "mailto:a@b.c"),
            ("data:image/png;base64,xx", "data:image/png;base64,xx"),
        ] {
            assert_eq!(
                free(&format!("<a href=\"{address}\">")),
                format!("<a href=\"{expected}\">"),
                "{address}"
            );
        }
        assert_eq!(
            free("<img srcset='/a.png 1x, b.png 640w' src=/c.png alt='\"'>"),
            "<img srcset=\"https://e.org/a.png 1x, https://e.org/en/blog/a/b.png 640w\" src=\"https://e.org/c.png\" alt='\"'>"
        );
        assert_eq!(
            free("<svg><use href=\"#i\"/></svg>"),
            "<svg><use href=\"#i\"/></svg>"
        );
    }

    #[test]
    fn what_only_works_on_the_page_is_gone() {
        assert_eq!(
            free("<h2 id=\"a\">A <a class=\"anchor\" href=\"#a\">#</a></h2>"),
            "<h2 id=\"a\">A </h2>"
        );
        assert_eq!(
            free("a<script>if (1<b) '</p>'</SCRIPT >b<BUTTON><b>x</b></BUTTON>c"),
            "abc"
        );
        assert_eq!(free("<form><form></form><p>x</form>y<!-- c --->z"), "yz");
        assert_eq!(
            free("<p onclick=\"x()\" ONLOAD=y tabindex=0 class=k>t</p>"),
            "<p class=\"k\">t</p>"
        );
        assert_eq!(free("<input type=checkbox disabled checked> a"), "☑  a");
        assert_eq!(free("<noscript><p>x</p></noscript>"), "<p>x</p>");
        assert_eq!(free("<script>never closed"), "");
    }

    #[test]
    fn any_text_is_survived() {
        for text in [
            "a < b",
            "<",
            "</",
            "<a",
            "<a href",
            "<a href=",
            "<a href=\"x",
            "<1>",
            "<é>",
            "<a =b>",
            "< a>",
            "a<b<c>",
        ] {
            free(text);
        }
        assert_eq!(free("1 < 2 <b>é</b>"), "1 < 2 <b>é</b>");
        assert_eq!(free("<br><hr/><p>x"), "<br><hr/><p>x");
    }
}
