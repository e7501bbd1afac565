//! Says on a page in which direction each of its texts runs, where a site has languages that are
//! written from right to left: `foo(1);` would read `;foo(1)` in the midst of Arabic.
//!
//! Templates and authors name languages with `lang`; the direction of each follows from it here, so
//! that no template has to know of it. Nothing is said twice: a `dir` that is there stays.
//!
//! The text of a table's cell stands in a `<bdi>`, so that a number with its sign runs its own way
//! while the cell keeps its side. CSS alone cannot say so: `unicode-bidi: plaintext` on a cell moves
//! its text and its padding in `WebKit` 2.50.

use std::string::FromUtf8Error;

use crate::html::tokens::{Tag, Token, tokens};
use crate::lang::Lang;
use crate::snapshot::Snapshot;

/// Elements whose text runs from left to right in every language, as code and formulas do.
const FROM_LEFT: &[&str] = &["code", "kbd", "math", "pre", "samp"];
/// Classes of elements of which that is true: a block of code, the region of a formula, a link
/// that shows its own address, the address of the page.
const CLASSES_FROM_LEFT: &[&str] = &["bare", "code", "math", "permalink"];
/// Elements that may not stand in a `<bdi>`: HTML's flow content that is no phrasing content.
const NOT_PHRASING: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "dialog",
    "div",
    "dl",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "table",
    "ul",
];

/// A page with the direction of its texts.
pub(crate) fn set(snapshot: &Snapshot, page: Vec<u8>) -> Vec<u8> {
    if !snapshot.config.codes().any(Lang::is_right_to_left) {
        return page;
    }
    String::from_utf8(page).map_or_else(FromUtf8Error::into_bytes, |html| {
        directed(&html).into_bytes()
    })
}

/// HTML with the direction of its texts.
pub(crate) fn directed(html: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut copied = 0;
    // Where the text of the cell begins that is open, in `out`.
    let mut cell: Option<usize> = None;
    for token in tokens(html) {
        match token {
            Token::Start(tag) => {
                if let Some(direction) = direction(&tag) {
                    let end = tag.range.start + 1 + tag.written.len();
                    out.push_str(&html[copied..end]);
                    out.push_str(" dir=\"");
                    out.push_str(direction);
                    out.push('"');
                    copied = end;
                }
                if is_cell(&tag) {
                    out.push_str(&html[copied..tag.range.end]);
                    copied = tag.range.end;
                    cell = Some(out.len());
                } else if NOT_PHRASING.contains(&&*tag.name) {
                    cell = None;
                }
            }
            Token::End(tag) if is_cell(&tag) => {
                out.push_str(&html[copied..tag.range.start]);
                copied = tag.range.start;
                isolate(&mut out, cell.take());
            }
            _ => {}
        }
    }
    out.push_str(&html[copied..]);
    out
}

fn is_cell(tag: &Tag<'_>) -> bool {
    matches!(&*tag.name, "td" | "th")
}

/// Puts the text of a cell, from there on, in an element that finds its direction from the text.
fn isolate(out: &mut String, cell: Option<usize>) {
    if let Some(start) = cell.filter(|start| !out[*start..].trim().is_empty()) {
        out.insert_str(start, "<bdi>");
        out.push_str("</bdi>");
    }
}

/// The direction that an element should name; `None` where it does, or has that of its
/// surroundings.
fn direction(tag: &Tag<'_>) -> Option<&'static str> {
    if tag.attribute("dir").is_some() {
        return None;
    }
    if let Some(code) = tag.get("lang").filter(|code| !code.is_empty()) {
        let is_right_to_left = Lang::new(code).is_right_to_left();
        return Some(if is_right_to_left { "rtl" } else { "ltr" });
    }
    if tag.name == "textarea" || (tag.name == "input" && is_field(tag)) {
        return Some("auto");
    }
    let mut classes = tag
        .get("class")
        .unwrap_or_default()
        .split_ascii_whitespace();
    let runs_from_left =
        FROM_LEFT.contains(&&*tag.name) || classes.any(|class| CLASSES_FROM_LEFT.contains(&class));
    runs_from_left.then_some("ltr")
}

/// Whether somebody writes a text in an input.
fn is_field(tag: &Tag<'_>) -> bool {
    matches!(tag.get("type"), None | Some("search" | "text"))
}

#[cfg(test)]
mod tests {
    use super::directed;

    #[test]
    fn what_runs_another_way_says_so() {
        let cases = [
            (
                "<p lang=\"ar\">x</p><p lang=\"fr\">",
                "<p dir=\"rtl\" lang=\"ar\">x</p><p dir=\"ltr\" lang=\"fr\">",
            ),
            ("<code>foo(1);</code>", "<code dir=\"ltr\">foo(1);</code>"),
            (
                "<figure class=\"code steps\"><pre tabindex=\"0\">",
                "<figure dir=\"ltr\" class=\"code steps\"><pre dir=\"ltr\" tabindex=\"0\">",
            ),
            (
                "<math><mi>x</mi></math>",
                "<math dir=\"ltr\"><mi>x</mi></math>",
            ),
            (
                "<a class=\"bare\" href=\"/\">",
                "<a dir=\"ltr\" class=\"bare\" href=\"/\">",
            ),
            (
                "<input type=\"search\">",
                "<input dir=\"auto\" type=\"search\">",
            ),
            ("<KBD>Ctrl+K</KBD>", "<KBD dir=\"ltr\">Ctrl+K</KBD>"),
            (
                "<tr><th class=\"right\" lang=\"fr\">a</th><td>-5 %</td><td> </td>",
                "<tr><th dir=\"ltr\" class=\"right\" lang=\"fr\"><bdi>a</bdi></th>\
                    <td><bdi>-5 %</bdi></td><td> </td>",
            ),
            (
                "<td><p>a</p></td><td><code>b</code> c</td>",
                "<td><p>a</p></td><td><bdi><code dir=\"ltr\">b</code> c</bdi></td>",
            ),
            (
                "<td>a<table><tr><td>b</td></tr></table></td><td>c",
                "<td>a<table><tr><td><bdi>b</bdi></td></tr></table></td><td>c",
            ),
        ];
        for (html, expected) in cases {
            assert_eq!(directed(html), expected);
        }
    }

    #[test]
    fn what_says_it_stays_and_the_rest_follows_its_surroundings() {
        let html = "<html lang=\"he\" dir=\"rtl\"><p dir=\"auto\" lang=\"fr\">a</p><p class=\"codes\">\
            <input type=\"checkbox\"><script>'<code>'</script><!-- <code> --><a hreflang=\"ar\">";
        assert_eq!(directed(html), html);
    }
}
