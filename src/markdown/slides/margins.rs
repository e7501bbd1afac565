//! What stands at the foot of one slide instead of the deck's own footer: `::: slide-header` and
//! `::: slide-footer`. Both are lines without blocks in them.

use pulldown_cmark as cmark;

use super::super::events::{BodyNode, Located};
use crate::dialect;

/// The divs that are taken, in the order in which they stand at the foot.
const NAMES: [&str; 2] = ["slide-header", "slide-footer"];

/// Takes the lines of a slide's foot out of its nodes: the nodes of each line. `None` for a slide
/// that says nothing of its foot.
pub(super) fn take<'a>(nodes: &mut Vec<Located<'a>>) -> Option<Vec<Vec<Located<'a>>>> {
    if !nodes.iter().any(|(node, _)| name(node).is_some()) {
        return None;
    }
    let mut lines = [Vec::new(), Vec::new()];
    let mut rest = Vec::with_capacity(nodes.len());
    // The line that is open, and how many divs are open in it.
    let mut open: Option<(usize, usize)> = None;
    for (node, range) in std::mem::take(nodes) {
        match (&mut open, &node) {
            (None, _) => match name(&node) {
                Some(line) => open = Some((line, 0)),
                None => rest.push((node, range)),
            },
            (Some((_, depth)), BodyNode::OpenDiv(_)) => *depth += 1,
            (Some((_, 0)), BodyNode::CloseDiv) => open = None,
            (Some((_, depth)), BodyNode::CloseDiv) => *depth -= 1,
            (Some((line, _)), node) if is_inline(node) => lines[*line].push((node.clone(), range)),
            _ => {}
        }
    }
    *nodes = rest;
    Some(lines.into_iter().filter(|line| !line.is_empty()).collect())
}

fn name(node: &BodyNode<'_>) -> Option<usize> {
    let BodyNode::OpenDiv(div) = node else {
        return None;
    };
    NAMES
        .iter()
        .position(|name| div.classes.iter().any(|class| class == name))
}

/// Whether a node may stand in a line.
fn is_inline(node: &BodyNode<'_>) -> bool {
    match node {
        BodyNode::Event(cmark::Event::Start(tag)) => dialect::is_inline(tag.to_end()),
        BodyNode::Event(cmark::Event::End(tag)) => dialect::is_inline(*tag),
        BodyNode::Event(cmark::Event::Rule) | BodyNode::Break => false,
        _ => true,
    }
}
