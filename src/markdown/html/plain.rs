//! Inline elements whose HTML is the same in every context.
//!
//! Knows no slots: what needs one is written by [`super::inlines`].

use std::convert::Infallible;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::super::events::{BodyNode, Located};
use super::super::math;
use crate::html::nesting::Nesting;
use crate::html::tree::Tree;

/// Inline nodes as a tree of their own; links keep their addresses as they are.
pub(in crate::markdown) fn inline(nodes: &[Located<'_>]) -> Tree<Infallible> {
    let mut out = Nesting::<Infallible>::default();
    for (node, _) in nodes {
        let BodyNode::Event(event) = node else {
            continue;
        };
        match event {
            cmark::Event::Text(words) => out.tree.text(words),
            cmark::Event::Start(Tag::Link { dest_url, .. }) => {
                out.open_with("a", &[("href", dest_url), ("rel", "external")]);
            }
            cmark::Event::End(TagEnd::Link) => out.close("a"),
            other => inline_event(&mut out, other),
        }
    }
    out.close_left_open();
    out.tree
}

/// Writes an event whose HTML is the same in every context.
pub(super) fn inline_event<S>(out: &mut Nesting<S>, event: &cmark::Event<'_>) {
    match event {
        cmark::Event::Code(code) => {
            out.open("code");
            out.tree.text(code);
            out.close("code");
        }
        cmark::Event::Start(tag) => {
            if let Some(name) = inline_name(tag.to_end()) {
                out.open(name);
            }
        }
        cmark::Event::End(tag) => {
            if let Some(name) = inline_name(*tag) {
                out.close(name);
            }
        }
        // A formula that cannot be read is reported where the text itself is written.
        cmark::Event::InlineMath(latex) | cmark::Event::DisplayMath(latex) => {
            let (html, _) = math::html(latex, false);
            out.tree.settled(&html);
        }
        cmark::Event::SoftBreak => out.tree.written_text("\n"),
        cmark::Event::HardBreak => {
            out.open("br");
            out.tree.written_text("\n");
        }
        _ => {}
    }
}

/// The name of an inline element that has no attributes.
fn inline_name(tag: TagEnd) -> Option<&'static str> {
    match tag {
        TagEnd::Emphasis => Some("em"),
        TagEnd::Strong => Some("strong"),
        TagEnd::Strikethrough => Some("del"),
        TagEnd::Superscript => Some("sup"),
        _ => None,
    }
}
