//! How fragments come and go, in the words of reveal.js, and which of those are seen on words alone:
//! a colour or a line through them changes nothing of a picture.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::super::events::{BodyNode, Located};
use super::super::raw::{Raw, RawTag};
use super::super::report::BodyReport;
use super::{FRAGMENT, closes, opens};
use crate::diagnostic::codes;
use crate::dialect::EFFECTS;

/// Whether a class changes words, and nothing else.
fn is_of_words(class: &str) -> bool {
    EFFECTS.contains(&class) && (class == "strike" || class.starts_with("highlight"))
}

/// Reports the steps of elements without words that only words show.
pub(super) fn check(nodes: &[Located<'_>], report: &mut BodyReport<'_>) {
    for (at, (node, range)) in nodes.iter().enumerate() {
        let behind = &nodes[at + 1..];
        match node {
            BodyNode::OpenDiv(div) => {
                let class = step_of_words(div.classes.iter().map(String::as_str));
                if let Some(class) = class.filter(|_| !has_words(inside_div(behind))) {
                    say_unseen(class, range, report);
                }
            }
            BodyNode::Raw(Raw::Open(tag)) => {
                let classes = tag.get("class").map_or("", |value| &value.plain);
                let class = step_of_words(classes.split_ascii_whitespace());
                if let Some(class) = class.filter(|_| !has_words(inside_tag(tag, behind))) {
                    say_unseen(class, range, report);
                }
            }
            _ => {}
        }
    }
}

/// Of the classes of a step, the one that changes words and nothing else.
pub(in super::super) fn step_of_words<'c>(
    classes: impl Iterator<Item = &'c str> + Clone,
) -> Option<&'c str> {
    let mut words = classes.clone().filter(|class| is_of_words(class));
    let mut classes = classes;
    words
        .next()
        .filter(|_| classes.any(|class| class == FRAGMENT))
}

/// Reports a step that changes nothing of what has no words.
pub(in super::super) fn say_unseen(class: &str, place: &Range<usize>, report: &mut BodyReport<'_>) {
    let message = format!("the step of `{class}` changes nothing here: only words show it");
    let hint = "write `grow`, `shrink` or `semi-fade-out`, which change pictures, too";
    report.say(codes::NEARLY_A_CLASS, place, message, hint);
}

/// The nodes of a div that begins before them.
fn inside_div<'n, 'a>(nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let mut depth = 0_usize;
    let end = nodes.iter().position(|(node, _)| {
        let ends = depth == 0 && closes(node);
        if opens(node) {
            depth += 1;
        } else if closes(node) {
            depth = depth.saturating_sub(1);
        }
        ends
    });
    &nodes[..end.unwrap_or(nodes.len())]
}

/// The nodes of an element of HTML that begins before them.
fn inside_tag<'n, 'a>(tag: &RawTag, nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let is_empty = ["img", "source", "embed", "input"].contains(&tag.name.as_str());
    if is_empty || tag.is_self_closing {
        return &[];
    }
    let mut depth = 0_usize;
    let end = nodes.iter().position(|(node, _)| match node {
        BodyNode::Raw(Raw::Open(other)) if other.name == tag.name => {
            depth += 1;
            false
        }
        BodyNode::Raw(Raw::Close { name, .. }) if *name == tag.name => {
            let ends = depth == 0;
            depth = depth.saturating_sub(1);
            ends
        }
        _ => false,
    });
    &nodes[..end.unwrap_or(nodes.len())]
}

/// Whether there are words among the nodes; those that say what a picture shows are none.
fn has_words(nodes: &[Located<'_>]) -> bool {
    let mut pictures = 0_usize;
    nodes.iter().any(|(node, _)| match node {
        BodyNode::Event(cmark::Event::Start(Tag::Image { .. })) => {
            pictures += 1;
            false
        }
        BodyNode::Event(cmark::Event::End(TagEnd::Image)) => {
            pictures = pictures.saturating_sub(1);
            false
        }
        BodyNode::Event(
            cmark::Event::Text(words)
            | cmark::Event::Code(words)
            | cmark::Event::InlineMath(words)
            | cmark::Event::DisplayMath(words),
        ) => pictures == 0 && !words.trim().is_empty(),
        BodyNode::Raw(Raw::Text(text)) => !text.trim().is_empty(),
        // Of what else there is, nothing is known here.
        BodyNode::Event(
            cmark::Event::Start(Tag::Paragraph | Tag::HtmlBlock)
            | cmark::Event::End(_)
            | cmark::Event::SoftBreak
            | cmark::Event::HardBreak
            | cmark::Event::Html(_)
            | cmark::Event::InlineHtml(_),
        )
        | BodyNode::Raw(_)
        | BodyNode::OpenDiv(_)
        | BodyNode::CloseDiv => false,
        _ => true,
    })
}
