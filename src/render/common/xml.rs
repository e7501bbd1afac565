//! XML by hand: a few elements, escaped, without the characters that XML 1.0 cannot have.

use pulldown_cmark_escape::{escape_html, escape_html_body_text};

/// The first line of every document.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n";

/// A text for an attribute in quotes.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    push(&mut out, text, true);
    out
}

/// A text between tags.
pub(crate) fn content(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    push(&mut out, text, false);
    out
}

/// Writes a text without what XML cannot have. Hardly any text has such characters, so one pass
/// without a branch looks whether there are some.
fn push(out: &mut String, text: &str, in_quotes: bool) {
    if text
        .bytes()
        .fold(false, |any, byte| any | may_be_forbidden(byte))
    {
        let allowed: String = text.chars().filter(|c| !is_forbidden(*c)).collect();
        escape(out, &allowed, in_quotes);
    } else {
        escape(out, text, in_quotes);
    }
}

fn escape(out: &mut String, text: &str, in_quotes: bool) {
    // Writing to a `String` cannot fail.
    let _ = if in_quotes {
        escape_html(out, text)
    } else {
        escape_html_body_text(out, text)
    };
}

/// Whether a byte begins a character that XML may not have.
fn may_be_forbidden(byte: u8) -> bool {
    byte == 0xef || (byte < b' ' && byte != b'\n' && byte != b'\t')
}

/// A carriage return would be read as a line feed, so none is written.
fn is_forbidden(c: char) -> bool {
    matches!(c, '\u{fffe}' | '\u{ffff}') || (c < ' ' && c != '\n' && c != '\t')
}

/// Writes `<name attribute="…">text</name>` on a line of its own.
pub(crate) fn element(out: &mut String, name: &str, attributes: &[(&str, &str)], text: &str) {
    element_with(out, name, attributes, |content| content.push_str(text));
}

/// As [`element`], with a text that is written piece by piece.
pub(crate) fn element_with(
    out: &mut String,
    name: &str,
    attributes: &[(&str, &str)],
    write: impl FnOnce(&mut XmlContent<'_>),
) {
    open(out, name, attributes, ">");
    write(&mut XmlContent(out));
    out.push_str("</");
    out.push_str(name);
    out.push_str(">\n");
}

/// What stands between two tags: every text that is put into it is escaped.
pub(crate) struct XmlContent<'o>(&'o mut String);

impl XmlContent<'_> {
    pub(crate) fn push_str(&mut self, text: &str) {
        push(self.0, text, false);
    }
}

/// Writes `<name attribute="…"/>` on a line of its own.
pub(crate) fn empty(out: &mut String, name: &str, attributes: &[(&str, &str)]) {
    open(out, name, attributes, "/>\n");
}

fn open(out: &mut String, name: &str, attributes: &[(&str, &str)], end: &str) {
    out.push('<');
    out.push_str(name);
    for (name, value) in attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        push(out, value, true);
        out.push('"');
    }
    out.push_str(end);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_cannot_have_is_left_out() {
        assert_eq!(escaped("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
        assert_eq!(
            escaped("a\u{0}b\u{1b}[0m\u{fffe}\u{ffff}\r\n\u{10ffff}"),
            "ab[0m\n\u{10ffff}"
        );
        let mut out = String::new();
        element(&mut out, "a", &[("b", "c\"d")], "<e>");
        empty(&mut out, "f", &[]);
        assert_eq!(out, "<a b=\"c&quot;d\">&lt;e&gt;</a>\n<f/>\n");
    }
}
