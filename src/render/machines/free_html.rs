//! Rewrites HTML for readers outside of the site: every address becomes whole, and what only works
//! on the page is left out.

use std::borrow::Cow;
use std::convert::Infallible;

use crate::html::addresses::role;
use crate::html::reading::read;
use crate::html::srcset;
use crate::html::tokens::in_small_letters;
use crate::html::tree::{Element, Item, Tree};
use crate::render::common::whole::{HtmlPlace, whole};

/// Elements that mean nothing outside the page: they are left out with their content.
const DROPPED: &[&str] = &[
    "button", "dialog", "form", "script", "select", "style", "template", "textarea",
];
/// Further attributes that hold one address, on whatever element.
const ADDRESSES: &[&str] = &["action", "cite"];

/// Writes HTML so that it works outside of the site.
pub(super) fn set_free(out: &mut impl FnMut(&str), html: &Tree<Infallible>, place: &HtmlPlace<'_>) {
    let mut items = html.items();
    while let Some(item) = items.next() {
        match item {
            Item::Open(element) if works_on_page_alone(&element) => items.skip_element(&element),
            // No script runs there, so what stands in for one is always shown.
            Item::Open(element) if element.is("noscript") => {}
            Item::Close(name) if name.eq_ignore_ascii_case("noscript") => {}
            Item::Open(element) => write_tag(out, &element, place),
            Item::Close(name) => {
                out("</");
                out(&in_small_letters(name));
                out(">");
            }
            Item::Text(text) | Item::Verbatim(text) | Item::Settled(text) => out(text),
            Item::Markup(html) => set_free(out, &read(html), place),
            Item::Slot(never) => match *never {},
        }
    }
}

/// Whether an element only works on the page: what is in it goes with it.
pub(super) fn works_on_page_alone(element: &Element<'_, Infallible>) -> bool {
    DROPPED.contains(&&*in_small_letters(element.name()))
        || (element.is("a") && (element.has_class("anchor") || element.has_class("footnote-back")))
}

fn write_tag(out: &mut impl FnMut(&str), element: &Element<'_, Infallible>, place: &HtmlPlace<'_>) {
    if element.is("input") {
        let is_checked = element.attribute("checked").is_some();
        out(if is_checked { "☑ " } else { "☐ " });
        return;
    }
    if element.attributes().next().is_none() {
        out(element.written());
        return;
    }
    out("<");
    out(&in_small_letters(element.name()));
    for (name, value) in element.attributes() {
        write_attribute(out, element, &in_small_letters(name), value, place);
    }
    out(if element.written().ends_with("/>") {
        "/>"
    } else {
        ">"
    });
}

fn write_attribute(
    out: &mut impl FnMut(&str),
    element: &Element<'_, Infallible>,
    name: &str,
    value: Option<&str>,
    place: &HtmlPlace<'_>,
) {
    // What runs a script, and what only a keyboard on the page needs.
    if name.starts_with("on") || name == "tabindex" || name == "autofocus" {
        return;
    }
    out(" ");
    out(name);
    let Some(value) = value else { return };
    let is_link = element.is("a") || element.is("area");
    let value: Cow<'_, str> = match name {
        "srcset" | "imagesrcset" => candidates(value, place).into(),
        // Inside a drawing, `#…` is a part of the drawing.
        "href" | "xlink:href" if value.starts_with('#') && !is_link => value.into(),
        _ if ADDRESSES.contains(&name) || holds_address(element, name) => {
            whole(value, place).into()
        }
        _ => value.into(),
    };
    let quote = if value.contains('"') { "'" } else { "\"" };
    out("=");
    out(quote);
    out(&value);
    out(quote);
}

fn holds_address(element: &Element<'_, Infallible>, attribute: &str) -> bool {
    role(&in_small_letters(element.name()), attribute).is_some()
}

/// `a.png 1x, b.png 2x` with whole addresses.
fn candidates(value: &str, place: &HtmlPlace<'_>) -> String {
    let mut out = String::with_capacity(value.len() * 2);
    let mut copied = 0;
    for range in srcset::addresses(value) {
        out.push_str(&value[copied..range.start]);
        out.push_str(&whole(&value[range.clone()], place));
        copied = range.end;
    }
    out.push_str(&value[copied..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn free(html: &str) -> String {
        let mut out = String::new();
        set_free(
            &mut |text: &str| out.push_str(text),
            &read(html),
            &HtmlPlace {
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
                free(&format!("<a href=\"{address}\"></a>")),
                format!("<a href=\"{expected}\"></a>"),
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
        assert_eq!(free("<br><hr/><p>x"), "<br><hr/><p>x</p>");
    }
}
