//! Headings without a space behind their signs: `#Title`, which remark reads.

use super::super::body::{BlockKind, DeckBody};
use super::super::writer::DeckRewriter;

/// The most signs of a heading.
const LOWEST: usize = 6;

/// Puts a space behind the signs.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for line in body.lines(0..body.text.len()) {
        let text = body.text.get(line.clone()).unwrap_or_default();
        let bare = text.trim_start_matches(' ');
        let words = bare.trim_start_matches('#');
        let signs = bare.len() - words.len();
        let is_heading = (1..=LOWEST).contains(&signs) && text.len() - bare.len() < 4;
        if !is_heading || words.is_empty() || words.starts_with([' ', '\t']) {
            continue;
        }
        let at = line.end - words.len();
        let is_html = |at| {
            let mut around = body.blocks_around(at);
            around.any(|block| block.kind == BlockKind::Html)
        };
        if !body.is_apart(line.start) && !body.is_comment(line.start) && !is_html(at) {
            writer.edits.close(at, " ", line.start..at);
        }
    }
}
