//! Highlighted lines of code, which begin with a star.

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::super::writer::DeckRewriter;

/// Languages in which a star at the beginning of a line is a list.
const LISTS: [&str; 3] = ["markdown", "md", "diff"];

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for block in body
        .blocks
        .iter()
        .filter(|block| block.kind == BlockKind::Code(true))
    {
        block_of(writer, body, block);
    }
}

fn block_of(writer: &mut DeckRewriter, body: &DeckBody<'_>, block: &DeckBlock) {
    let opening = body
        .text
        .get(block.range.start..body.line_end(block.range.start, false))
        .unwrap_or_default();
    let info = body.text.get(body.info(block)).unwrap_or_default().trim();
    let inside = body.line_end(block.range.start, true)..block.range.end;
    let lines: Vec<_> = body
        .lines(inside.start.min(inside.end)..inside.end)
        .collect();
    let is_starred = |text: &str| text.starts_with('*');
    let text = |line: &std::ops::Range<usize>| body.text.get(line.clone()).unwrap_or_default();
    let starred: Vec<usize> = (0..lines.len())
        .filter(|&at| is_starred(text(&lines[at])))
        .collect();
    let is_other = info.contains('{') || LISTS.contains(&info);
    let is_all = info.is_empty() && starred.len() + 1 >= lines.len();
    if starred.is_empty() || is_other || is_all {
        return;
    }
    for &at in &starred {
        let start = lines[at].start;
        // With a space behind it, the star stood in the place of a space.
        let words = if text(&lines[at]).starts_with("* ") {
            " "
        } else {
            ""
        };
        writer.edits.replace(start..start + 1, words);
    }
    let end = block.range.start + opening.trim_end().len();
    writer.edits.close(
        end,
        format!(" {{{}}}", ranges(&starred)),
        lines[starred[0]].clone(),
    );
}

/// Numbers of lines from 0, as they are written from 1: `2,4-6`.
fn ranges(lines: &[usize]) -> String {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for line in lines.iter().map(|line| line + 1) {
        match found.last_mut() {
            Some((_, last)) if *last + 1 == line => *last = line,
            _ => found.push((line, line)),
        }
    }
    let write = |(first, last): &(usize, usize)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}-{last}")
        }
    };
    found.iter().map(write).collect::<Vec<_>>().join(",")
}
