//! Lists with `*` or `1)`, whose items come one by one.

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;

/// Marks the lists whose items come one by one. A list whose inner lists all come so, too, is marked
/// as a whole; else each of its items is, and so are those of the lists within.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    let stays = |block: &DeckBlock| matches!(block.kind, BlockKind::List(_)) && !comes(block);
    // Up to where lists are marked as a whole, and by their items.
    let (mut end, mut items_end) = (0, 0);
    for (number, block) in body.blocks.iter().enumerate() {
        if !comes(block) || block.range.start < end {
            continue;
        }
        let within = body.blocks[number + 1..].iter();
        let mut within = within.take_while(|inner| inner.range.start < block.range.end);
        if block.range.start < items_end || within.any(stays) {
            items(writer, body, number);
            items_end = items_end.max(block.range.end);
        } else if writer.div(body, block, "::: incremental", block.range.clone()) {
            end = block.range.end;
        }
    }
}

fn comes(block: &DeckBlock) -> bool {
    matches!(block.kind, BlockKind::List(b'*' | b')'))
}

/// Makes a step of every item of a list, and leaves the lists within alone.
fn items(writer: &mut DeckRewriter, body: &DeckBody<'_>, list: usize) {
    let mut step = SlideAttributes::default();
    step.class("fragment");
    let end = body.blocks[list].range.end;
    for (number, item) in body.blocks.iter().enumerate().skip(list + 1) {
        if item.range.start >= end {
            break;
        }
        if item.kind != BlockKind::Item || item.around != Some(list) {
            continue;
        }
        writer.step_block(body, number, &step, item.range.clone());
    }
}
