//! XML by hand: a few elements, escaped, without the characters that XML 1.0 cannot have.

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

/// The bytes that may have to be written otherwise.
const MATTERS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        table[byte as usize] = matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xef | 0..=8 | 11..=31);
        byte += 1;
    }
    table
};

/// Writes a text without what XML cannot have. Most of a text is as it should be, so it is copied
/// in long pieces.
fn push(out: &mut String, text: &str, in_quotes: bool) {
    let mut copied = 0;
    for (at, byte) in text
        .bytes()
        .enumerate()
        .filter(|(_, byte)| MATTERS[usize::from(*byte)])
    {
        // U+FFFE and U+FFFF are the only characters of more than one byte that are not allowed.
        let (written, length) = match byte {
            b'&' => ("&amp;", 1),
            b'<' => ("&lt;", 1),
            b'>' => ("&gt;", 1),
            b'"' if in_quotes => ("&quot;", 1),
            0xef if matches!(
                text.as_bytes().get(at + 1..at + 3),
                Some([0xbf, 0xbe | 0xbf])
            ) =>
            {
                ("", 3)
            }
            // A carriage return would be read as a line feed, so none is written.
            0..=8 | 11..=31 => ("", 1),
            _ => continue,
        };
        out.push_str(&text[copied..at]);
        out.push_str(written);
        copied = at + length;
    }
    out.push_str(&text[copied..]);
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
