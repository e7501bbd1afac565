//! What a slide shows step by step: pauses, incremental lists, and elements that ask for it in
//! braces.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::super::divs::{self, Attributes};
use super::super::events::{BodyNode, Located};
use super::{AttributedElement, ElementAttributes, FRAGMENT, closes, opens};

/// The class of a div whose items come one by one.
const INCREMENTAL: &str = "incremental";

/// Puts what follows a `. . .` into a div that comes with a step, up to the next one or to the end
/// of the block.
pub(super) fn pauses<'a>(nodes: Vec<Located<'a>>, source: &str) -> Vec<Located<'a>> {
    let mut out: Vec<Located<'a>> = Vec::with_capacity(nodes.len());
    // For each open block: whether a pause is open in it.
    let mut open = vec![false];
    let mut nodes = nodes.into_iter().peekable();
    while let Some((node, range)) = nodes.next() {
        if is_pause(&node, &range, source) {
            while nodes
                .next_if(|(node, _)| !is_end_of_paragraph(node))
                .is_some()
            {}
            nodes.next();
            if let Some(is_paused) = open.last_mut() {
                close(is_paused, range.start, &mut out);
                *is_paused = true;
                out.push((BodyNode::OpenDiv(fragment()), range));
            }
            continue;
        }
        if opens(&node) {
            open.push(false);
        } else if closes(&node)
            && let Some(mut is_paused) = open.pop()
        {
            close(&mut is_paused, range.start, &mut out);
        }
        out.push((node, range));
    }
    let end = out.last().map_or(0, |(_, range)| range.end);
    while let Some(mut is_paused) = open.pop() {
        close(&mut is_paused, end, &mut out);
    }
    out
}

fn fragment() -> Attributes {
    Attributes {
        classes: vec![FRAGMENT.to_owned()],
        ..Attributes::default()
    }
}

fn close(is_paused: &mut bool, at: usize, out: &mut Vec<Located<'_>>) {
    if std::mem::take(is_paused) {
        out.push((BodyNode::CloseDiv, at..at));
    }
}

fn is_pause(node: &BodyNode<'_>, range: &Range<usize>, source: &str) -> bool {
    matches!(node, BodyNode::Event(cmark::Event::Start(Tag::Paragraph)))
        && source
            .get(range.clone())
            .is_some_and(|text| text.trim() == ". . .")
}

fn is_end_of_paragraph(node: &BodyNode<'_>) -> bool {
    matches!(node, BodyNode::Event(cmark::Event::End(TagEnd::Paragraph)))
}

/// Takes the braces at the end of paragraphs, items and cells, and marks the items of incremental lists.
pub(super) fn mark(nodes: &mut Vec<Located<'_>>, source: &str, attributes: &mut ElementAttributes) {
    braces(nodes, source, attributes);
    // Whether each of the open divs is incremental, or stands in one that is.
    let mut divs: Vec<bool> = Vec::new();
    for (node, range) in nodes.iter() {
        match node {
            BodyNode::OpenDiv(div) => {
                let around = divs.last().copied().unwrap_or_default();
                divs.push(around || div.classes.iter().any(|class| class == INCREMENTAL));
            }
            BodyNode::CloseDiv => drop(divs.pop()),
            BodyNode::Event(cmark::Event::Start(Tag::Item)) if divs.last() == Some(&true) => {
                let item = attributes
                    .entry((range.start, AttributedElement::Item))
                    .or_default();
                if !item.classes.iter().any(|class| class == FRAGMENT) {
                    item.classes.insert(0, FRAGMENT.to_owned());
                }
            }
            _ => {}
        }
    }
}

/// `text {.fragment index=2}`, at the end of a paragraph, of the text of an item, or of a cell.
fn braces(nodes: &mut Vec<Located<'_>>, source: &str, attributes: &mut ElementAttributes) {
    let mut open: Vec<(Option<AttributedElement>, usize)> = Vec::new();
    let mut emptied = Vec::new();
    for at in 0..nodes.len() {
        let range = nodes[at].1.clone();
        match &nodes[at].0 {
            BodyNode::Event(cmark::Event::Start(tag)) if opens(&nodes[at].0) => {
                open.push((element_of(tag), range.start));
            }
            node if opens(node) => open.push((None, range.start)),
            node if closes(node) => drop(open.pop()),
            BodyNode::Event(cmark::Event::Text(_)) if ends_block(nodes.get(at + 1)) => {
                let Some(owner) = owner(&open) else { continue };
                let Some((words, found)) =
                    split_braces(source.get(range.clone()).unwrap_or_default())
                else {
                    continue;
                };
                attributes.insert(owner, found);
                let words = words.to_owned();
                if words.is_empty() {
                    emptied.push(at);
                }
                nodes[at] = (
                    BodyNode::Event(cmark::Event::Text(words.clone().into())),
                    range.start..range.start + words.len(),
                );
            }
            _ => {}
        }
    }
    for at in emptied.into_iter().rev() {
        nodes.remove(at);
        if matches!(
            at.checked_sub(1).map(|before| &nodes[before].0),
            Some(BodyNode::Event(cmark::Event::SoftBreak))
        ) {
            nodes.remove(at - 1);
        }
    }
}

fn element_of(tag: &Tag<'_>) -> Option<AttributedElement> {
    match tag {
        Tag::Paragraph => Some(AttributedElement::Paragraph),
        Tag::Item => Some(AttributedElement::Item),
        Tag::TableRow => Some(AttributedElement::Row),
        _ => None,
    }
}

/// Whether the text of a block ends before a node.
fn ends_block(next: Option<&Located<'_>>) -> bool {
    matches!(
        next.map(|(node, _)| node),
        Some(BodyNode::Event(
            cmark::Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell)
                | cmark::Event::Start(Tag::List(_) | Tag::Paragraph)
        ))
    )
}

/// What the braces at the end of a text are about: the item around a paragraph rather than the
/// paragraph, and the row around a cell.
fn owner(open: &[(Option<AttributedElement>, usize)]) -> Option<(usize, AttributedElement)> {
    let (element, start) = *open.last()?;
    let around = open.len().checked_sub(2).map(|at| open[at]);
    match (element, around) {
        (Some(AttributedElement::Paragraph), Some((Some(AttributedElement::Item), item))) => {
            Some((item, AttributedElement::Item))
        }
        (None, Some((Some(AttributedElement::Row), row))) => Some((row, AttributedElement::Row)),
        (element, _) => element.map(|element| (start, element)),
    }
}

/// A text without the braces at its end, and what they say.
fn split_braces(text: &str) -> Option<(&str, Attributes)> {
    let inside = text.trim_end().strip_suffix('}')?;
    let (words, inside) = inside.rsplit_once('{')?;
    (words.is_empty() || words.ends_with([' ', '\t'])).then_some(())?;
    let attributes = divs::parse_attributes(inside)?;
    let says_something = !attributes.classes.is_empty() || attributes.id.is_some();
    says_something.then(|| (words.trim_end(), attributes))
}
