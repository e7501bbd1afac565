//! Footnotes of tools that read every slide by itself: `[^1]` of one slide is not that of another.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{self as cmark, CowStr, Tag};

use super::super::events::{BodyNode, Located};

/// What parts a label from the number of its slide.
const SIGN: char = '\u{1}';

/// A label as its author wrote it.
pub(super) fn written(label: &str) -> &str {
    label.split(SIGN).next().unwrap_or_default()
}

/// Tells labels apart that several slides define: each slide has its own.
pub(in super::super) fn tell_apart<'a>(shown: &mut [Located<'a>], notes: &mut [Located<'a>]) {
    let mut slides: HashMap<String, HashSet<usize>> = HashMap::new();
    for nodes in [&*shown, &*notes] {
        for (slide, label) in labels_of(nodes) {
            slides.entry(label).or_default().insert(slide);
        }
    }
    slides.retain(|_, slides| slides.len() > 1);
    if slides.is_empty() {
        return;
    }
    for nodes in [shown, notes] {
        let mut slide = 0;
        for (node, _) in nodes {
            if matches!(node, BodyNode::Break) {
                slide += 1;
            }
            let own = |label: &CowStr<'_>| slides.get(&**label)?.contains(&slide).then_some(());
            if let Some(label) = label_of(node)
                && own(label).is_some()
            {
                *label = format!("{label}{SIGN}{slide}").into();
            }
        }
    }
}

/// The labels that are defined, each with the number of its slide.
fn labels_of(nodes: &[Located<'_>]) -> Vec<(usize, String)> {
    let (mut slide, mut found) = (0, Vec::new());
    for (node, _) in nodes {
        match node {
            BodyNode::Break => slide += 1,
            BodyNode::Event(cmark::Event::Start(Tag::FootnoteDefinition(label))) => {
                found.push((slide, label.to_string()));
            }
            _ => {}
        }
    }
    found
}

/// The label that a node calls or defines.
fn label_of<'n, 'a>(node: &'n mut BodyNode<'a>) -> Option<&'n mut CowStr<'a>> {
    match node {
        BodyNode::Event(
            cmark::Event::FootnoteReference(label)
            | cmark::Event::Start(Tag::FootnoteDefinition(label)),
        ) => Some(label),
        _ => None,
    }
}
