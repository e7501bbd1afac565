//! Takes speaker notes (`::: notes`) out of a text before it is written: they belong to decks, and
//! nowhere else may they be published.

use super::events::{BodyNode, Located};

/// What readers see, and the speaker notes: what stands in divs of that name, without their lines.
pub(super) fn separate(nodes: Vec<Located<'_>>) -> (Vec<Located<'_>>, Vec<Located<'_>>) {
    // Most texts have no divs, and are not taken apart to be put together again.
    if !nodes
        .iter()
        .any(|(node, _)| matches!(node, BodyNode::OpenDiv(_)))
    {
        return (nodes, Vec::new());
    }
    let (mut shown, mut spoken) = (Vec::new(), Vec::new());
    let mut depth = 0_usize;
    for (node, range) in nodes {
        let inside = depth > 0;
        match &node {
            BodyNode::OpenDiv(attributes)
                if inside
                    || attributes
                        .classes
                        .iter()
                        .any(|class| class.eq_ignore_ascii_case("notes")) =>
            {
                depth += 1;
            }
            BodyNode::CloseDiv if inside => depth -= 1,
            _ => {}
        }
        // Divs within notes are part of them; the border of the notes themselves is none.
        match (inside, depth) {
            (false, 0) => shown.push((node, range)),
            (false, _) | (true, 0) => {}
            (true, _) => spoken.push((node, range)),
        }
    }
    (shown, spoken)
}
