//! Braces at the end of a heading that are no attributes: `## GET /users/{id}`, `## Using ${HOME}`.
//!
//! The parser takes whatever stands between the last braces of a heading for its attributes, so
//! that the words in them would be lost. Here such braces are masked by a sign that means nothing,
//! which `dollars::restore` puts back among the nodes. Braces right behind an image are the image's.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::Options;
use super::divs;
use super::dollars::MASK;
use super::events::{self, BodyNode, Located};
use super::slides;

/// The text with every brace masked that ends a heading and no attributes.
pub(super) fn mask(text: Cow<'_, str>, options: Options, is_deck: bool) -> Cow<'_, str> {
    if !may_have_some(&text, is_deck) {
        return text;
    }
    let found = closing_braces(&text, options, is_deck);
    if found.is_empty() {
        return text;
    }
    let mut masked = text.into_owned();
    for at in found {
        masked.replace_range(at..=at, MASK);
    }
    Cow::Owned(masked)
}

/// Whether a line that looks like a heading ends with braces that are no attributes, or with those
/// of an image.
fn may_have_some(text: &str, is_deck: bool) -> bool {
    let mut braces = memchr::memchr_iter(b'}', text.as_bytes());
    braces.any(|brace| {
        let mut lines = text[brace + 1..].lines();
        let ends_line = lines.next().unwrap_or_default().trim().is_empty();
        let start = memchr::memrchr(b'\n', &text.as_bytes()[..brace]);
        let line = &text[start.map_or(0, |at| at + 1)..=brace];
        ends_line && has_odd_braces(line, lines.next().unwrap_or_default(), is_deck)
    })
}

/// The same for a line and the one below it, which may underline it.
fn has_odd_braces(line: &str, below: &str, is_deck: bool) -> bool {
    let Some(braces) = at_end(line) else {
        return false;
    };
    let marks = |c: char| c.is_ascii_digit() || " \t>-*+.)".contains(c);
    let below = below.trim_matches([' ', '\t', '>', '\r']);
    let is_underlined = !below.is_empty()
        && (below.bytes().all(|byte| byte == b'-') || below.bytes().all(|byte| byte == b'='));
    let is_heading = line.trim_start_matches(marks).starts_with('#') || is_underlined;
    let is_of_image = || line[..braces.start].ends_with([')', ']']);
    is_heading && (is_of_image() || !are_attributes(line, &braces, is_deck))
}

/// Where the braces end that the parser would take for attributes.
fn closing_braces(text: &str, options: Options, is_deck: bool) -> Vec<usize> {
    let nodes = events::read(text, options).nodes;
    let mut found = Vec::new();
    for (at, (node, range)) in nodes.iter().enumerate() {
        if !matches!(
            node,
            BodyNode::Event(cmark::Event::Start(Tag::Heading { .. }))
        ) {
            continue;
        }
        let words = words_of(text.get(range.clone()).unwrap_or_default());
        let Some(braces) = at_end(words) else {
            continue;
        };
        let is_of_image = follows_image(events::element(&nodes[at..]), range.start + braces.start);
        if is_of_image || !are_attributes(words, &braces, is_deck) {
            found.push(range.start + braces.end - 1);
        }
    }
    found
}

/// The text of a heading, without the line under it.
fn words_of(heading: &str) -> &str {
    let heading = heading.trim_end();
    heading
        .rsplit_once('\n')
        .map_or(heading, |(words, _)| words)
}

/// The braces that a heading ends with, as the parser finds them.
fn at_end(words: &str) -> Option<Range<usize>> {
    let words = words.trim_end();
    let inside = words.strip_suffix('}')?;
    let open = inside.rfind(['{', '}', '<', '>', '\\', '\n', '\r'])?;
    inside[open..].starts_with('{').then_some(open..words.len())
}

/// Whether the last thing in a heading is an image that ends at an offset.
fn follows_image(heading: &[Located<'_>], at: usize) -> bool {
    let Some((_, [.., (last, range)])) = heading.split_last() else {
        return false;
    };
    matches!(last, BodyNode::Event(cmark::Event::End(TagEnd::Image))) && range.end == at
}

/// Whether every word between braces is an attribute; on a slide, some words mean something alone.
fn are_attributes(words: &str, braces: &Range<usize>, is_deck: bool) -> bool {
    if words[..braces.start].ends_with(['\\', '$']) {
        return false;
    }
    let inside = &words[braces.start + 1..braces.end - 1];
    // kramdown's colon.
    let inside = inside.strip_prefix(": ").unwrap_or(inside);
    let Some(words) = divs::words(inside) else {
        return false;
    };
    !words.is_empty()
        && words
            .iter()
            .all(|word| is_attribute(word) || is_deck && slides::stands_alone(word))
}

/// Whether a word between braces is an attribute: `#id`, `.class`, `key=value`.
pub(in crate::markdown) fn is_attribute(word: &str) -> bool {
    let is_id = |id: &str| {
        let is_part = |c: char| c.is_alphanumeric() || "-_:.".contains(c);
        id.contains(char::is_alphanumeric) && id.chars().all(is_part)
    };
    // A path of names is no class: `{.spec.template}`.
    let is_class = |class: &str| {
        let name = class.trim_start_matches(['-', '_']);
        divs::is_name(name) && !name.contains('.')
    };
    word.strip_prefix('#').is_some_and(is_id)
        || word.strip_prefix('.').is_some_and(is_class)
        || word
            .split_once('=')
            .is_some_and(|(key, _)| divs::is_name(key))
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::mask;
    use crate::markdown::Options;

    fn masked(text: &str, is_deck: bool) -> String {
        mask(Cow::Borrowed(text), Options::default(), is_deck).into_owned()
    }

    #[test]
    fn words_in_braces_are_text() {
        for text in [
            "## GET /users/{id}",
            "## Using ${HOME}\n",
            "## The set {a, b}",
            "## `match` {..}",
            "## Using {}",
            "> ## One {x}",
            "- # One {TTC}",
            "Title {with} braces {x}\n---",
            "## H {:#bar .x}",
            "## H \\{.x}",
            "## .5 and {.5}",
            "## {.spec.template}",
            "## ![a](b.png){width=30}",
            "## H {#}",
            "## H {#a b}",
        ] {
            let expected = text.trim_end_matches("\n---").trim_end();
            let expected = format!("{}%", &expected[..expected.len() - 1]);
            assert!(masked(text, false).starts_with(&expected), "{text}");
        }
    }

    #[test]
    fn attributes_stay() {
        for text in [
            "## A {#plan .wide time=5m}",
            "## A {#2024}",
            "## {: .x}",
            "## A {data-x=\"two words\"}",
            "```\n# a {x}\n```",
            "a {x}\n\nb",
            "## `{id}`",
            "## A {x} ##",
            "A {#x}\n===",
        ] {
            assert_eq!(masked(text, false), text);
        }
        assert_eq!(masked("# A {#x optional}", true), "# A {#x optional}");
        assert_eq!(masked("# A {#x optional}", false), "# A {#x optional%");
        assert_eq!(masked("# A {id}", true), "# A {id%");
    }
}
