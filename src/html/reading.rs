//! Reads HTML into a tree. Comments and declarations are left out, and the tree is balanced
//! whatever the text is.

use std::convert::Infallible;
use std::ops::Range;

use super::nesting::Nesting;
use super::tokens::{Tag, Token, tokens};
use super::tree::Tree;

/// Reads HTML, whoever wrote it: a template or an author. All of its text is kept.
#[must_use]
pub fn read(html: &str) -> Tree<Infallible> {
    let mut nesting = Nesting::default();
    for token in tokens(html) {
        match token {
            Token::Start(tag) => start(&mut nesting, html, &tag),
            Token::End(tag) => {
                nesting.close_raw(&tag.name, &html[tag.range.clone()], tag.range.clone());
            }
            Token::Text(text) if text.is_raw => nesting.verbatim_raw(text.written),
            Token::Text(text) => written_text(&mut nesting.tree, text.written),
            Token::Comment(_) | Token::Other(_) => {}
        }
    }
    nesting.close_left_open();
    nesting.tree
}

fn start(nesting: &mut Nesting<Infallible>, html: &str, tag: &Tag<'_>) {
    let written = &html[tag.range.clone()];
    if !Tree::<Infallible>::takes_tag(tag.written, tag.attributes.len()) {
        nesting.tree.text(written);
        return;
    }
    let is_empty = nesting.begin_raw(&tag.name, tag.is_self_closing, tag.range.clone());
    let here = |range: &Range<usize>| range.start - tag.range.start..range.end - tag.range.start;
    let attributes = tag.attributes.iter().map(|attribute| {
        let name = attribute.range.start..attribute.range.start + attribute.written.len();
        AttributeRanges {
            name: here(&name),
            value: attribute.value_range.as_ref().map(here),
            is_replaced: false,
            is_left_out: false,
        }
    });
    let tree = &mut nesting.tree;
    write_tag(
        tree,
        written,
        tag.written.len(),
        attributes,
        |_, _| {},
        None,
    );
    nesting.tree.finish_tag(is_empty);
}

/// Where an attribute stands in its tag.
#[derive(Debug, Clone)]
pub struct AttributeRanges {
    /// Its name.
    pub name: Range<usize>,
    /// Its value, without quotes.
    pub value: Option<Range<usize>>,
    /// Whether another value stands in the place of this one. It is put in quotes.
    pub is_replaced: bool,
    /// Whether the whole attribute is not written.
    pub is_left_out: bool,
}

/// Adds a start tag as an author wrote it; `name` is the length of its name in bytes. `value` is
/// called with the number of each attribute whose value is replaced, and writes that value. The
/// slots `more`, for further attributes, go behind the last one. The caller then calls
/// [`Tree::finish_tag`].
pub fn write_tag<S>(
    tree: &mut Tree<S>,
    written: &str,
    name: usize,
    attributes: impl Iterator<Item = AttributeRanges>,
    mut value: impl FnMut(&mut Tree<S>, usize),
    more: impl IntoIterator<Item = S>,
) {
    tree.begin(&written[1..=name]);
    let mut copied = 1 + name;
    for (number, attribute) in attributes.enumerate() {
        tree.tag_text(&written[copied..attribute.name.start]);
        if attribute.is_left_out {
            copied = end_of(written, &attribute);
            continue;
        }
        tree.attribute_name(&written[attribute.name.clone()]);
        copied = attribute.name.end;
        let Some(range) = attribute.value.clone() else {
            continue;
        };
        let is_quoted = is_quoted(written, &range);
        let quote = if attribute.is_replaced && !is_quoted {
            "\""
        } else {
            ""
        };
        tree.tag_text(&written[copied..range.start]);
        tree.tag_text(quote);
        tree.begin_value();
        if attribute.is_replaced {
            value(tree, number);
        } else {
            tree.tag_text(&written[range.clone()]);
        }
        tree.end_value();
        tree.tag_text(quote);
        copied = end_of(written, &attribute);
        tree.tag_text(&written[range.end..copied]);
    }
    for slot in more {
        tree.tag_slot(slot);
    }
    tree.tag_text(&written[copied..]);
}

fn is_quoted(tag: &str, value: &Range<usize>) -> bool {
    tag[..value.start].ends_with(['"', '\''])
}

/// Where an attribute ends: behind its value, and behind the quote that ends that, where there is
/// one.
fn end_of(tag: &str, attribute: &AttributeRanges) -> usize {
    let Some(value) = &attribute.value else {
        return attribute.name.end;
    };
    let quote = usize::from(is_quoted(tag, value));
    tag.len().min(value.end + quote)
}

/// Adds text as it was written; a `<` that another reader could take for a tag is escaped.
pub fn written_text<S>(tree: &mut Tree<S>, written: &str) {
    let mut rest = written;
    while let Some(at) = unfinished_tag(rest) {
        tree.written_text(&rest[..at]);
        tree.written_text("&lt;");
        rest = &rest[at + 1..];
    }
    tree.written_text(rest);
}

/// Where something begins in a text that would be a tag, if it had an end.
#[must_use]
pub fn unfinished_tag(text: &str) -> Option<usize> {
    let begins = |(at, _): &(usize, &str)| {
        let rest = &text.as_bytes()[at + 1..];
        matches!(
            rest.first(),
            Some(b'/' | b'!' | b'?' | b'a'..=b'z' | b'A'..=b'Z')
        )
    };
    text.match_indices('<').find(begins).map(|(at, _)| at)
}
