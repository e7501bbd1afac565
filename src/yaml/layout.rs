//! Where the entries of a mapping stand in its text, so that a caller can change one of them and
//! leave every other byte as it is.

use std::ops::Range;

use super::tree::YamlTree;

/// The mapping at the top of a YAML text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YamlLayout {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Whether it stands in braces.
    pub is_flow: bool,
    /// Its entries in order.
    pub entries: Vec<LayoutEntry>,
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutEntry {
    /// The key.
    pub name: String,
    /// The bytes of the key.
    pub key: Range<usize>,
    /// The bytes of the value; empty where there is none.
    pub value: Range<usize>,
    /// Where the value is a mapping: its entries.
    pub entries: Vec<LayoutEntry>,
}

impl YamlLayout {
    /// Reads a text; `None` when it cannot be read, or is no mapping. A text without anything is an
    /// empty mapping.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let is_blank = |line: &str| line.trim().is_empty() || line.trim_start().starts_with('#');
        if text.lines().all(is_blank) {
            return Some(Self {
                range: text.len()..text.len(),
                is_flow: false,
                entries: Vec::new(),
            });
        }
        let tree = YamlTree::parse(text)?;
        (tree.scalar.is_none() && tree.items.is_empty()).then_some(())?;
        let range = value_range(text, &tree.range);
        let is_flow = text[range.clone()].starts_with('{');
        Some(Self {
            is_flow,
            entries: entries(text, &tree),
            range,
        })
    }

    /// The entry with a key.
    #[must_use]
    pub fn entry(&self, name: &str) -> Option<&LayoutEntry> {
        self.entries.iter().find(|entry| entry.name == name)
    }
}

/// The entries of a mapping and of the mappings within it. Keys that are no scalars are left out.
fn entries(text: &str, tree: &YamlTree) -> Vec<LayoutEntry> {
    let entry = |(key, value): &(YamlTree, YamlTree)| {
        let name = key.scalar.clone()?;
        Some(LayoutEntry {
            name,
            key: key.range.clone(),
            value: value_range(text, &value.range),
            entries: entries(text, value),
        })
    };
    tree.entries.iter().filter_map(entry).collect()
}

/// The bytes of a value. The parser says where the value begins, but not always where it ends: so
/// this follows quotes and brackets to their end.
fn value_range(text: &str, range: &Range<usize>) -> Range<usize> {
    let rest = &text[range.start..];
    let length = match rest.as_bytes().first() {
        Some(b'\'' | b'"') => quoted(rest),
        Some(b'{' | b'[') => bracketed(rest),
        _ => None,
    };
    length.map_or_else(
        || trimmed(text, range),
        |length| range.start..range.start + length,
    )
}

/// The length in bytes of the quoted text that `text` begins with, both quotes included; `None`
/// where it is not closed.
fn quoted(text: &str) -> Option<usize> {
    let quote = *text.as_bytes().first()?;
    let mut at = 1;
    loop {
        let byte = *text.as_bytes().get(at)?;
        let next = text.as_bytes().get(at + 1);
        at += match byte {
            b'\\' if quote == b'"' => 2,
            b'\'' if quote == b'\'' && next == Some(&b'\'') => 2,
            _ if byte == quote => return Some(at + 1),
            _ => 1,
        };
    }
}

/// The length in bytes of the mapping or list in brackets that `text` begins with, both brackets
/// included; `None` where it is not closed.
fn bracketed(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut at, mut depth) = (0, 0_usize);
    while at < bytes.len() {
        // A quote or a `#` in the middle of a word is a character like any other.
        let is_apart = at > 0
            && matches!(
                bytes[at - 1],
                b' ' | b'\t' | b'\n' | b'\r' | b'{' | b'[' | b',' | b':'
            );
        match bytes[at] {
            b'\'' | b'"' if is_apart => at += quoted(&text[at..])? - 1,
            b'#' if is_apart => at += text[at..].find('\n')?,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.checked_sub(1)?,
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// The range of a value without the white space and comments after it: the parser ends a block at
/// the next token.
fn trimmed(text: &str, range: &Range<usize>) -> Range<usize> {
    let mut end = range.end;
    loop {
        end = range.start + text[range.start..end].trim_end().len();
        let line = text[range.start..end]
            .rfind('\n')
            .map_or(range.start, |at| range.start + at + 1);
        if line == range.start || !text[line..end].trim_start().starts_with('#') {
            return range.start..end;
        }
        end = line;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value<'t>(text: &'t str, name: &str) -> &'t str {
        let layout = YamlLayout::parse(text).unwrap();
        &text[layout.entry(name).unwrap().value.clone()]
    }

    #[test]
    fn values_stand_where_they_are_written() {
        let text =
            "a: 1 # one\né: {lang: fr, hash: 'x'} # two\nc:\n  d: |\n    text\n\n# three\ne:\n";
        assert_eq!(value(text, "a"), "1");
        assert_eq!(value(text, "é"), "{lang: fr, hash: 'x'}");
        assert_eq!(value(text, "c"), "d: |\n    text");
        assert_eq!(value(text, "e"), "");
        let layout = YamlLayout::parse(text).unwrap();
        let inner: Vec<&str> = layout
            .entry("é")
            .unwrap()
            .entries
            .iter()
            .map(|e| &text[e.value.clone()])
            .collect();
        assert_eq!(inner, ["fr", "'x'"]);
        assert!(!layout.is_flow);
    }

    #[test]
    fn braces_are_told_from_lines() {
        let flow = YamlLayout::parse("{a: 1}\n").unwrap();
        assert_eq!((flow.is_flow, flow.range), (true, 0..6));
        assert!(
            YamlLayout::parse("# nothing\n\n")
                .unwrap()
                .entries
                .is_empty()
        );
        assert_eq!(YamlLayout::parse("- a\n"), None);
        assert_eq!(YamlLayout::parse("a"), None);
        assert_eq!(YamlLayout::parse("a: ["), None);
    }
}
