//! XML by hand: a few elements, escaped, without the characters that XML 1.0 cannot have.

use std::borrow::Cow;

use quick_xml::escape::{escape, partial_escape};

/// The first line of every document.
pub(super) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A text for an attribute in quotes.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    match cleaned(text) {
        Cow::Borrowed(text) => escape(text),
        Cow::Owned(text) => Cow::Owned(escape(text.as_str()).into_owned()),
    }
}

/// A text between tags.
pub(super) fn content(text: &str) -> Cow<'_, str> {
    match cleaned(text) {
        Cow::Borrowed(text) => partial_escape(text),
        Cow::Owned(text) => Cow::Owned(partial_escape(text.as_str()).into_owned()),
    }
}

fn cleaned(text: &str) -> Cow<'_, str> {
    if text.chars().all(is_allowed) { Cow::Borrowed(text) } else { text.chars().filter(|c| is_allowed(*c)).collect() }
}

/// Writes `<name attribute="…">text</name>` on a line of its own.
pub(super) fn element(out: &mut String, name: &str, attributes: &[(&str, &str)], text: &str) {
    open(out, name, attributes, ">");
    out.push_str(&content(text));
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// Writes `<name attribute="…"/>` on a line of its own.
pub(super) fn empty(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    open(out, name, attributes, "/>\n");
}

fn open(out: &mut String, name: &str, attributes: &[(&str, &str)], end: &str) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        out.push_str(&escaped(value));
        out.push('"');
    }
    out.push_str(end);
}

/// The production `Char` of XML 1.0. A carriage return would be read as a line feed, so none is written.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_have_is_left_out() {
        assert_eq!(escaped("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(escaped("a\u{0}b\u{1b}[0m\u{fffe}\u{ffff}\r\n\u{10ffff}"), "ab[0m\n\u{10ffff}");
        let mut out = String::new();
        element(&mut out, "a", &[("b", "c\"d")], "<e>");
        empty(&mut out, "f", &[]);
        assert_eq!(out, "<a b=\"c&quot;d\">&lt;e&gt;</a>\n<f/>\n");
    }
}
