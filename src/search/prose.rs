//! The text of HTML, for its words: no tags, no attributes, no scripts.

/// Elements that stand within a word's line; any other one parts the words around it.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "em", "i", "ins", "mark", "q", "s",
    "small", "span", "strong", "sub", "sup", "u", "wbr",
];

/// Adds the text between the tags of a piece of HTML, and a line end.
pub(super) fn prose(html: &str, text: &mut String) {
    let mut rest = html;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'<' | b'&')) {
        text.push_str(&rest[..at]);
        let is_tag = rest.as_bytes()[at] == b'<';
        rest = &rest[at..];
        let length = if is_tag {
            tag(rest, text)
        } else {
            entity(rest)
        };
        if !is_tag {
            text.push(' ');
        }
        rest = &rest[length..];
    }
    text.push_str(rest);
    text.push('\n');
}

/// The length of a tag, of a comment, or of a whole script or style.
fn tag(html: &str, text: &mut String) -> usize {
    if html.starts_with("<!--") {
        return html.find("-->").map_or(html.len(), |end| end + 3);
    }
    let name = html[1..].trim_start_matches('/');
    let name = &name[..name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len())];
    if !INLINE.contains(&name) {
        text.push(' ');
    }
    if matches!(name, "script" | "style") && !html.starts_with("</") {
        let close = format!("</{name}");
        return html.find(&close).unwrap_or(html.len());
    }
    end_of_tag(html)
}

/// Behind the `>` that ends a tag; one in a quoted attribute does not.
fn end_of_tag(html: &str) -> usize {
    let mut quote = None;
    for (at, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), close) if open == close => quote = None,
            _ => {}
        }
    }
    html.len()
}

/// The length of a character reference: none that HTML needs is part of a word.
fn entity(html: &str) -> usize {
    const LONGEST: usize = 12;
    let end = html.bytes().take(LONGEST).position(|byte| byte == b';');
    end.map_or(1, |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn tags_part_words_where_they_part_lines() {
        let cases = [
            ("<p>one</p><p>two</p>", "one two"),
            ("un<em>believ</em>able", "unbelievable"),
            ("<td>a</td><td>b</td>", "a b"),
            ("<img alt=\"a > b\">c", "c"),
            ("R&amp;D, a & b", "R D, a b"),
            ("<style>p { color: red }</style>text", "text"),
            ("a<!-- not <b>this</b> -->b", "ab"),
            ("open <em", "open"),
        ];
        for (html, expected) in cases {
            let mut text = String::new();
            prose(html, &mut text);
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
                expected,
                "{html}"
            );
        }
    }
}
