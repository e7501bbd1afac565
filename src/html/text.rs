//! HTML as plain text: what a reader would see, and nothing that a browser would run.

use super::references;
use super::tokens::{Tag, Token, tokens};

/// Elements that begin a line of their own.
const BLOCKS: &[&str] = &[
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "table",
    "tr",
    "hr",
    "dl",
    "dt",
    "dd",
    "section",
    "article",
];
/// Elements within a line. A tag that is on none of these lists is text: `Vec<T>`.
const INLINES: &[&str] = &[
    "a",
    "abbr",
    "b",
    "big",
    "cite",
    "code",
    "del",
    "em",
    "font",
    "i",
    "img",
    "ins",
    "kbd",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "u",
    "wbr",
    "object",
    "embed",
    "svg",
    "figure",
    "figcaption",
    "video",
    "audio",
    "input",
    "button",
    "form",
    "thead",
    "tbody",
    "td",
    "th",
    "tt",
    "body",
    "html",
];
/// Elements whose content is no text.
const SILENT: &[&str] = &["script", "style", "head", "template", "iframe", "noscript"];

/// The text of HTML: tags taken out, character references spelled out, lines trimmed; no more than
/// one empty line in a row. A text that only looks like HTML here and there (`a < b`) stays.
#[must_use]
pub fn to_text(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut tokens = tokens(html);
    while let Some(token) = tokens.next() {
        let range = token.range();
        let written = html.get(range).unwrap_or_default();
        match token {
            Token::Text(text) => out.push_str(&text.decoded()),
            Token::Start(tag) if is_one_of(SILENT, &tag) => {
                tokens.find(|token| matches!(token, Token::End(end) if end.name == tag.name));
            }
            Token::Start(tag) if is_one_of(BLOCKS, &tag) => out.push_str(before(&tag)),
            Token::End(tag) if is_one_of(BLOCKS, &tag) => out.push_str(after(&tag)),
            Token::Start(tag) | Token::End(tag) if is_known(&tag) => {}
            Token::Start(_) | Token::End(_) => out.push_str(&references::decode(written)),
            // `I <3 you </3`
            Token::Other(_) if written.starts_with("</") => {
                out.push_str(&references::decode(written));
            }
            Token::Comment(_) | Token::Other(_) => {}
        }
    }
    tidy(&out)
}

fn is_one_of(names: &[&str], tag: &Tag<'_>) -> bool {
    names.contains(&tag.name.as_ref())
}

fn is_known(tag: &Tag<'_>) -> bool {
    is_one_of(INLINES, tag) || is_one_of(SILENT, tag)
}

/// Whether an element stands on a line of its own, without an empty line around it.
fn is_line(tag: &Tag<'_>) -> bool {
    matches!(tag.name.as_ref(), "br" | "li" | "tr" | "dt" | "dd")
}

fn before(tag: &Tag<'_>) -> &'static str {
    match tag.name.as_ref() {
        "li" => "\n- ",
        _ if is_line(tag) => "\n",
        _ => "\n\n",
    }
}

fn after(tag: &Tag<'_>) -> &'static str {
    if is_line(tag) { "" } else { "\n\n" }
}

/// Trims every line, and leaves at most one empty line between two.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = 0;
    for line in text
        .split(['\n', '\r'])
        .map(|line| line.trim_matches(|c: char| c.is_whitespace() || c.is_control()))
    {
        if line.is_empty() {
            gap += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if gap > 0 { "\n\n" } else { "\n" });
        }
        out.extend(line.chars().filter(|c| !c.is_control()));
        gap = 0;
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_becomes_what_a_reader_sees() {
        for (html, text) in [
            ("a < b && c > d", "a < b && c > d"),
            (
                "<p>One<br>two</p><p>Three &amp; four&nbsp;!</p>",
                "One\ntwo\n\nThree & four\u{a0}!",
            ),
            ("<ul><li>a</li><li>b</li></ul>c", "- a\n- b\n\nc"),
            (
                "<style>x{}</style>A<!-- no -->B<script src=\"a>b\">x</script>C",
                "ABC",
            ),
            ("<img src=x onerror='alert(\">\")'>A", "A"),
            ("a<b", "a<b"),
            ("Vec<T> and <tôt>", "Vec<T> and <tôt>"),
            ("<3", "<3"),
            ("&#233;&#xE9;&#0;&unknown;&", "éé&#0;&unknown;&"),
            ("&ntilde; &Uuml; &trade;", "ñ Ü ™"),
            ("a </3 b &amp; c", "a </3 b & c"),
            ("<!DOCTYPE html><title>A</title>", "<title>A</title>"),
            ("<script>", ""),
            ("a\r\n\r\n\r\nb", "a\n\nb"),
        ] {
            assert_eq!(to_text(html), text, "{html}");
        }
    }

    proptest! {
        #[test]
        fn any_text_has_a_text(html in "(<[a-z/!]{0,6}|[&;>\"'=é -]|script|li|br){0,40}") {
            let text = to_text(&html);
            prop_assert!(!text.contains("\n\n\n"));
        }
    }
}
