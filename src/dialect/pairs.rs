//! Pairs of `key: value` that tools have on a slide, each with its place.
//!
//! They are simple YAML: a value on the line of its key, in quotes or not, or on the indented lines
//! that follow. Any other form of YAML is kept as text.

use std::ops::Range;

/// A key and its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pair<'t> {
    pub(super) key: &'t str,
    /// Without quotes; the items of a list apart by spaces.
    pub(super) value: String,
    /// Its lines, without the last one's end.
    pub(super) range: Range<usize>,
}

/// Reads a stretch of a text; `None` if it has more than pairs, comments and empty lines.
pub(super) fn read(text: &str, range: Range<usize>) -> Option<Vec<Pair<'_>>> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let mut at = range.start;
    for line in text.get(range)?.split_inclusive('\n') {
        let words = line.trim_end();
        let start = at;
        at += line.len();
        let bare = words.trim_start();
        if bare.is_empty() || bare.starts_with('#') {
            continue;
        }
        let continues = line.starts_with([' ', '\t']) && !pairs.is_empty()
            || bare.starts_with("- ")
            || "]}".contains(bare);
        if continues {
            let pair = pairs.last_mut()?;
            pair.range.end = start + words.len();
            let item = unquoted(bare.strip_prefix("- ").unwrap_or(bare));
            if !pair.value.is_empty() && !item.is_empty() {
                pair.value.push(' ');
            }
            pair.value.push_str(item);
            continue;
        }
        let (key, value) = bare.split_once(':')?;
        (is_key(key) && (value.is_empty() || value.starts_with([' ', '\t']))).then_some(())?;
        let range = start + (words.len() - bare.len())..start + words.len();
        pairs.push(Pair {
            key,
            value: unquoted(value).to_owned(),
            range,
        });
    }
    (!pairs.is_empty()).then_some(pairs)
}

fn is_key(key: &str) -> bool {
    let starts = key.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_' || c == '$');
    starts
        && key
            .chars()
            .skip(1)
            .all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
}

/// A scalar without quotes, or without the comment behind it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    for quote in ['"', '\''] {
        if let Some((inside, _)) = value
            .strip_prefix(quote)
            .and_then(|rest| rest.split_once(quote))
        {
            return inside;
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Option<Vec<String>> {
        let one = |pair: &Pair<'_>| {
            format!(
                "{}={} {:?}",
                pair.key,
                pair.value,
                &text[pair.range.clone()]
            )
        };
        read(text, 0..text.len()).map(|pairs| pairs.iter().map(one).collect())
    }

    #[test]
    fn keys_and_values_are_read() {
        let read = pairs(
            "layout: center # x\r\n# no\nclass:\n  - a\n  - 'b'\n\nbackground: '/a: b.jpg'\n",
        )
        .unwrap();
        assert_eq!(
            read,
            [
                "layout=center \"layout: center # x\"",
                "class=a b \"class:\\n  - a\\n  - 'b'\"",
                "background=/a: b.jpg \"background: '/a: b.jpg'\""
            ]
        );
        assert_eq!(
            pairs("_class: [a, b]").unwrap(),
            ["_class=[a, b] \"_class: [a, b]\""]
        );
        for none in [
            "",
            "# only a comment",
            "two words: x",
            "https://e.org",
            "a: b\ntext",
            "- a",
        ] {
            assert_eq!(pairs(none), None, "{none}");
        }
    }
}
