//! Fenced divs in Pandoc's form, for a parser that does not know them.
//!
//! Each `:::` line is masked by an HTML processing instruction of the same length, which ends a
//! paragraph and moves no offset. A masked line that the parser then takes for something else (it
//! stood inside code) is left alone in a second reading. What the lines say is read from the
//! author's own text.

pub(super) mod nesting;

use std::borrow::Cow;
use std::collections::BTreeMap;

/// The lines of a body that open or close a div, by the offset of their first colon.
pub(super) type Fences = BTreeMap<usize, Fence>;

/// A `:::` line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fence {
    /// `::: name` or `::: {.name #id key=value}`, and how many colons stand before it.
    Open(Attributes, usize),
    /// `:::` alone, and how many colons it has.
    Close(usize),
    /// An opening line whose attributes make no sense.
    Broken,
    /// Three hyphens or more, where a deck goes on to its next slide.
    Break,
}

/// The attributes of a div.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    pub(super) pairs: Vec<(String, String)>,
}

/// Finds every `:::` line, whatever it stands in; in a deck, every line of hyphens, too.
pub(super) fn find(text: &str, is_deck: bool) -> Fences {
    let mut fences = Fences::new();
    for start in memchr::memmem::find_iter(text.as_bytes(), ":::") {
        if begins_line(&text[..start]) {
            let line = text[start..].lines().next().unwrap_or_default();
            fences.insert(start, parse(line.trim_end()));
        }
    }
    if is_deck {
        fences.extend(breaks(text).map(|start| (start, Fence::Break)));
    }
    fences
}

/// Whether nothing but the signs of quotations stands in a line before a place.
pub(super) fn begins_line(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '\t', '>']);
    before.is_empty() || before.ends_with('\n')
}

/// Where the lines stand that break a deck.
fn breaks(text: &str) -> impl Iterator<Item = usize> {
    let lines = text.split_inclusive('\n').scan(0, |end, line| {
        *end += line.len();
        Some((*end - line.len(), line))
    });
    let breaks = lines.filter(|(_, line)| is_break(line));
    breaks.map(|(start, line)| start + line.len() - line.trim_start_matches(' ').len())
}

/// Three hyphens or more alone on a line. What is indented like code is code.
fn is_break(line: &str) -> bool {
    let hyphens = line.trim_start_matches(' ');
    let rest = hyphens.trim_end();
    line.len() - hyphens.len() < 4 && rest.len() > 2 && rest.bytes().all(|byte| byte == b'-')
}

/// The text with every fence masked. A break becomes a rule that makes no heading of the line above
/// it.
pub(super) fn mask<'t>(text: &'t str, fences: &Fences) -> Cow<'t, str> {
    if fences.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut masked = String::with_capacity(text.len());
    let mut copied = 0;
    for (&offset, fence) in fences {
        let line = text[offset..].lines().next().unwrap_or_default().trim_end();
        masked.push_str(&text[copied..offset]);
        if *fence == Fence::Break {
            masked.extend(std::iter::repeat_n('*', line.len()));
        } else {
            masked.push_str("<?");
            masked.extend(std::iter::repeat_n('?', line.len() - 3));
            masked.push('>');
        }
        copied = offset + line.len();
    }
    masked.push_str(&text[copied..]);
    Cow::Owned(masked)
}

/// Whether a `:::` line opens a div with attributes that make no sense.
pub(super) fn is_broken(line: &str) -> bool {
    parse(line.trim()) == Fence::Broken
}

fn parse(line: &str) -> Fence {
    let rest = line.trim_start_matches(':');
    let colons = line.len() - rest.len();
    let rest = rest.trim();
    // Pandoc allows colons after the attributes.
    let rest = rest.trim_end_matches(':').trim_end();
    if rest.is_empty() {
        return Fence::Close(colons);
    }
    if let Some(inside) = rest
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        let attributes = parse_attributes(inside).map(with_classes);
        return attributes.map_or(Fence::Broken, |found| Fence::Open(found, colons));
    }
    // `::: name {key=value}` is read too.
    if let Some((name, inside)) = rest
        .split_once('{')
        .and_then(|(name, rest)| Some((name.trim(), rest.strip_suffix('}')?)))
    {
        let attributes = parse_attributes(inside).map(with_classes);
        let Some(mut attributes) = attributes.filter(|_| is_name(name)) else {
            return Fence::Broken;
        };
        attributes.classes.insert(0, name.to_owned());
        return Fence::Open(attributes, colons);
    }
    if is_name(rest) {
        let attributes = Attributes {
            classes: vec![rest.to_owned()],
            ..Attributes::default()
        };
        Fence::Open(attributes, colons)
    } else {
        Fence::Broken
    }
}

/// Attributes whose `class="notes"` is `.notes`, as in Pandoc.
fn with_classes(mut attributes: Attributes) -> Attributes {
    let (classes, pairs) = std::mem::take(&mut attributes.pairs)
        .into_iter()
        .partition(|(key, _)| key == "class");
    attributes.pairs = pairs;
    let classes: Vec<(String, String)> = classes;
    let names = classes
        .iter()
        .flat_map(|(_, names)| names.split_whitespace());
    attributes.classes.extend(names.map(str::to_owned));
    attributes
}

/// `.class #id key=value key="two words"`.
pub(super) fn parse_attributes(text: &str) -> Option<Attributes> {
    let mut attributes = Attributes::default();
    for word in words(text)? {
        if let Some(class) = word.strip_prefix('.') {
            attributes
                .classes
                .push(is_name(class).then(|| class.to_owned())?);
        } else if let Some(id) = word.strip_prefix('#') {
            attributes.id = Some(is_name(id).then(|| id.to_owned())?);
        } else {
            let (key, value) = word.split_once('=')?;
            attributes.pairs.push((
                is_name(key).then(|| key.to_owned())?,
                value.replace('"', ""),
            ));
        }
    }
    Some(attributes)
}

/// Splits at white space outside double quotes; `None` when a quote is left open.
pub(super) fn words(text: &str) -> Option<Vec<&str>> {
    let mut quoted = false;
    let split = text.split(|c: char| {
        quoted ^= c == '"';
        c.is_whitespace() && !quoted
    });
    let words = split.filter(|word| !word.is_empty()).collect();
    (!quoted).then_some(words)
}

pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic())
        && text
            .chars()
            .all(|c| c.is_alphanumeric() || "-_:.".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_pandoc_reads_them() {
        let classes = |line: &str| match parse(line) {
            Fence::Open(attributes, _) => attributes.classes.join(" "),
            other => format!("{other:?}"),
        };
        assert_eq!(classes("::: notes"), "notes");
        assert_eq!(
            classes(":::: {.column .wide #left width=\"40 %\"}"),
            "column wide"
        );
        assert_eq!(classes("::: column {width=40%} ::::"), "column");
        assert_eq!(classes("::: {.a class=\"b notes\"}"), "a b notes");
        assert_eq!(classes(":::"), "Close(3)");
        assert_eq!(classes("::: two words"), "Broken");
        assert_eq!(classes("::: {.a width=\"4}"), "Broken");
    }

    #[test]
    fn masks_keep_every_offset() {
        let text = "a\n::: notes\r\nb\n:::\n  :::: x ::::\n";
        let masked = mask(text, &find(text, false));
        assert_eq!(masked, "a\n<???????>\r\nb\n<?>\n  <?????????>\n");
        assert_eq!(masked.len(), text.len());
    }

    #[test]
    fn hyphens_break_decks_alone() {
        let text = "a\n---\n ----  \r\n    ---\n- -\n--- x\n";
        assert!(find(text, false).is_empty());
        assert_eq!(
            mask(text, &find(text, true)),
            "a\n***\n ****  \r\n    ---\n- -\n--- x\n"
        );
    }
}
