//! The YAML at the top of a slide, read key by key.
//!
//! The tool takes any keys there, and any values: what is no YAML is kept as it is written, so that
//! a mistake in one value costs no other. Knows no key.

use std::ops::Range;

use serde_yaml::Value;

use super::super::pairs::Pair;

/// The longest value that is read as YAML. Beyond it, and in all that is no plain word, a value is
/// what is written.
const LONGEST_VALUE: usize = 1 << 14;

/// The pairs of a stretch of a text. A value is the text of a scalar, or the scalars of a list apart
/// by spaces; one that is a mapping is empty.
pub(super) fn read<'t>(text: &'t str, range: &Range<usize>) -> Vec<Pair<'t>> {
    let mut pairs: Vec<Pair<'t>> = Vec::new();
    let mut at = range.start;
    for line in text
        .get(range.clone())
        .unwrap_or_default()
        .split_inclusive('\n')
    {
        let start = at;
        at += line.len();
        let end = start + line.trim_end().len();
        if let Some(key) = key(line) {
            pairs.push(Pair {
                key,
                value: String::new(),
                range: start..end,
            });
        } else if let Some(pair) = pairs.last_mut().filter(|_| !is_blank(line)) {
            pair.range.end = end;
        }
    }
    for pair in &mut pairs {
        let written = text.get(pair.range.clone()).unwrap_or_default();
        pair.value = value(written);
    }
    pairs
}

/// The value of a key.
pub(super) fn get<'p>(pairs: &'p [Pair<'_>], key: &str) -> Option<&'p str> {
    let found = pairs.iter().find(|pair| pair.key == key)?;
    Some(found.value.as_str())
}

/// Whether a key says yes.
pub(super) fn is_set(pairs: &[Pair<'_>], key: &str) -> bool {
    const NO: [&str; 5] = ["", "false", "null", "0", "~"];
    get(pairs, key).is_some_and(|value| !NO.contains(&value.to_ascii_lowercase().as_str()))
}

fn is_blank(line: &str) -> bool {
    let bare = line.trim();
    bare.is_empty() || line.starts_with('#')
}

/// The key that a line begins with.
fn key(line: &str) -> Option<&str> {
    let (key, rest) = line.split_once(':')?;
    let name = key.trim_matches(['"', '\'']);
    let starts = name.starts_with(|c: char| c.is_alphabetic() || "_$".contains(c));
    let is_name = starts
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || "-_.$".contains(c));
    (is_name && (rest.trim_end().is_empty() || rest.starts_with([' ', '\t']))).then_some(name)
}

/// The value in a pair as it is written.
fn value(pair: &str) -> String {
    let written = pair.split_once(':').map_or("", |(_, value)| value).trim();
    let is_plain = !pair.trim_end().contains('\n')
        && !written.contains(['#', '"', '\'', '[', '{', '|', '>', '&', '*', '!']);
    if is_plain || pair.len() > LONGEST_VALUE {
        return written.to_owned();
    }
    let read: Option<Value> = serde_yaml::from_str::<serde_yaml::Mapping>(pair)
        .ok()
        .and_then(|mapping| mapping.into_iter().next())
        .map(|(_, value)| value);
    match read {
        Some(Value::Sequence(items)) => {
            let words: Vec<String> = items.iter().filter_map(scalar).collect();
            words.join(" ")
        }
        Some(Value::Mapping(_)) => String::new(),
        Some(value) => scalar(&value).unwrap_or_default(),
        None => written.trim_matches(['"', '\'']).to_owned(),
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_keys_are_read_and_a_mistake_costs_its_value_alone() {
        let text = "layout: center # x\r\nclass:\n  - a\n  - 'b'\n\nbackground: '/a: b.jpg'\n\
                    glowSeed: 229\nfonts:\n  sans: Inter\nbad: [a\nnote: |\n  one\n  two: 2\n# no\nhide: true\n";
        let pairs = read(text, &(0..text.len()));
        let read: Vec<(&str, &str)> = pairs
            .iter()
            .map(|pair| (pair.key, pair.value.as_str()))
            .collect();
        assert_eq!(
            read,
            [
                ("layout", "center"),
                ("class", "a b"),
                ("background", "/a: b.jpg"),
                ("glowSeed", "229"),
                ("fonts", ""),
                ("bad", "[a"),
                ("note", "one\ntwo: 2"),
                ("hide", "true"),
            ]
        );
        assert_eq!(&text[pairs[1].range.clone()], "class:\n  - a\n  - 'b'");
        assert!(is_set(&pairs, "hide") && !is_set(&pairs, "fonts"));
        let text = "hide: False\ndisabled: no\n";
        let pairs = super::read(text, &(0..text.len()));
        assert!(!is_set(&pairs, "hide") && is_set(&pairs, "disabled"));
    }
}
