//! The text of HTML, for its words: no tags, no attributes, no scripts.

use crate::html::reading::read;
use crate::html::references::decode;
use crate::html::tokens::in_small_letters;
use crate::html::tree::{Item, Tree};

/// Whether an element stands within a word's line; any other one parts the words around it.
fn is_inline(name: &str) -> bool {
    matches!(
        name,
        "a" | "abbr"
            | "b"
            | "bdi"
            | "bdo"
            | "cite"
            | "code"
            | "del"
            | "em"
            | "i"
            | "ins"
            | "mark"
            | "q"
            | "s"
            | "small"
            | "span"
            | "strong"
            | "sub"
            | "sup"
            | "u"
            | "wbr"
    )
}

/// Adds the text between the tags of a piece of HTML, and a line end. Slots add nothing.
pub(super) fn prose<S>(html: &Tree<S>, text: &mut String) {
    let mut items = html.items();
    while let Some(item) = items.next() {
        match item {
            Item::Open(element) => {
                let name = in_small_letters(element.name());
                if matches!(&*name, "script" | "style") {
                    items.skip_element(&element);
                }
                part(&name, text);
            }
            Item::Close(name) => part(&in_small_letters(name), text),
            Item::Text(written) => text.push_str(&decode(written)),
            Item::Verbatim(words) => text.push_str(words),
            Item::Settled(html) | Item::Markup(html) => prose(&read(html), text),
            Item::Slot(_) => {}
        }
    }
    text.push('\n');
}

fn part(name: &str, text: &mut String) {
    if !is_inline(name) {
        text.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::{prose, read};

    #[test]
    fn tags_part_words_where_they_part_lines() {
        let cases = [
            ("<p>one</p><p>two</p>", "one two"),
            ("un<em>believ</em>able", "unbelievable"),
            ("<td>a</td><td>b</td>", "a b"),
            ("<img alt=\"a > b\">c", "c"),
            ("R&amp;D, a & b", "R&D, a & b"),
            ("caf&eacute;", "café"),
            ("<style>p { color: red }</style>text", "text"),
            ("a<!-- not <b>this</b> -->b", "ab"),
            ("open <em", "open <em"),
        ];
        for (html, expected) in cases {
            let mut text = String::new();
            prose(&read(html), &mut text);
            assert_eq!(
                text.split_whitespace().collect::<Vec<_>>().join(" "),
                expected,
                "{html}"
            );
        }
    }
}
