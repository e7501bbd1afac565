//! Dollars that are money. The parser takes `$5 or US$` of `$5 or US$10` for a formula; Pandoc does
//! not, since a digit follows the second dollar. Here such a dollar is masked by a sign that means
//! nothing, and put back among the nodes.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark as cmark;

use super::Options;
use super::events::{self, BodyNode, Located};

/// What stands for a masked sign, here a dollar: one of the same kind, that the parser never reads
/// as markup.
pub(super) const MASK: &str = "%";
/// How often a text is read again. Each reading masks at least every second price of a chain
/// (`$1/$2/$3`), so that few are needed.
const READINGS: usize = 8;

/// The text with every dollar masked that opens no formula, because a digit follows the one that
/// would close it.
pub(super) fn mask(text: Cow<'_, str>, options: Options) -> Cow<'_, str> {
    let mut text = text;
    for _ in 0..READINGS {
        if !options.math || !has_price(&text) {
            break;
        }
        let found = openings(&text, options);
        if found.is_empty() {
            break;
        }
        let mut masked = text.into_owned();
        for at in found {
            masked.replace_range(at..=at, MASK);
        }
        text = Cow::Owned(masked);
    }
    text
}

/// Whether a dollar could close a formula with a digit behind it.
fn has_price(text: &str) -> bool {
    text.as_bytes().windows(3).any(|signs| {
        !signs[0].is_ascii_whitespace() && signs[1] == b'$' && signs[2].is_ascii_digit()
    })
}

/// Where the formulas begin that a digit follows.
fn openings(text: &str, options: Options) -> Vec<usize> {
    let bytes = text.as_bytes();
    let is_price = |at: usize| bytes.get(at + 1).is_some_and(u8::is_ascii_digit);
    let nodes = events::read(text, options).nodes.into_iter();
    let found = nodes.filter_map(|(node, range)| {
        let is_formula = matches!(node, BodyNode::Event(cmark::Event::InlineMath(_)));
        (is_formula && is_price(range.end - 1)).then_some(range.start)
    });
    found.collect()
}

/// Puts the signs back that were masked. What the parser took for code may have some, too.
pub(super) fn restore(nodes: &mut [Located<'_>], text: &str, masked: &str) {
    if text.len() != masked.len() || !masked.contains(MASK) {
        return;
    }
    for (node, range) in nodes {
        if let BodyNode::Event(
            cmark::Event::Text(words)
            | cmark::Event::Code(words)
            | cmark::Event::InlineMath(words)
            | cmark::Event::DisplayMath(words)
            | cmark::Event::Html(words)
            | cmark::Event::InlineHtml(words),
        ) = node
            && let Some(written) = written(words, range, text, masked)
        {
            *words = written.into();
        }
    }
}

/// The words of a node with their signs; `None` where they have none that was masked.
fn written(words: &str, range: &Range<usize>, text: &str, masked: &str) -> Option<String> {
    let (text, masked) = (text.get(range.clone())?, masked.get(range.clone())?);
    if text == masked || words.matches(MASK).count() != masked.matches(MASK).count() {
        return None;
    }
    let mut signs = masked
        .match_indices(MASK)
        .map(|(at, _)| text.get(at..=at).unwrap_or(MASK));
    let mut written = String::with_capacity(words.len());
    for part in words.split_inclusive(MASK) {
        match part.strip_suffix(MASK) {
            Some(before) => {
                written.push_str(before);
                written.push_str(signs.next().unwrap_or(MASK));
            }
            None => written.push_str(part),
        }
    }
    Some(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn masked(text: &str) -> String {
        let options = Options {
            math: true,
            ..Options::default()
        };
        mask(Cow::Borrowed(text), options).into_owned()
    }

    #[test]
    fn money_is_no_formula() {
        assert_eq!(masked("$5 or US$10"), "%5 or US$10");
        assert_eq!(masked("$5/$6/$7 and $x$"), "%5/%6/$7 and $x$");
        assert_eq!(masked("a $x$ b$2"), "a $x$ b$2");
        assert_eq!(
            masked("[a $5](x/$1) and US$2"),
            "[a %5](x/$1) and US$2",
            "an address keeps its dollars"
        );
        assert_eq!(masked("*$5 a$1*, $y$2 and $z$."), "*%5 a%1*, %y$2 and $z$.");
        assert_eq!(masked("`$5 a$1` and $$x$$2"), "`$5 a$1` and $$x$$2");
    }
}
