//! Notes that stand within something else (an item, a cell, a quotation, a line) are taken out of it,
//! and stand before the block that they were in.

use std::ops::Range;

use super::super::body::{BlockKind, is_break};
use super::super::notes;
use super::StrayNotes;

/// What may stand before the text of a line.
const SIGNS: [char; 3] = [' ', '\t', '>'];

impl StrayNotes<'_, '_> {
    /// Takes a range out of the slide, and makes notes of what stands `inside` of it.
    pub(super) fn put_aside(&mut self, all: Range<usize>, inside: Range<usize>) {
        let text = self.without_prefix(all.start, &inside);
        self.put_text(&all, &text);
        let lines = self
            .indent(all.start)
            .and_then(|_| self.body.own_lines(&all));
        self.writer.edits.replace(lines.unwrap_or(all), "");
    }

    /// How much white space and how many signs of quotations stand before an offset; nothing where its
    /// line begins with something else. The line may be as long as the text.
    fn indent(&self, at: usize) -> Option<usize> {
        let before = self.body.text.get(..at).unwrap_or_default();
        let head = before.trim_end_matches(SIGNS);
        let begins = head.is_empty() || head.ends_with('\n');
        begins.then(|| before.len() - head.len())
    }

    /// Adds notes beside the block that a range stands in. Before it, since it may have no end; a
    /// heading has one, and slides begin with theirs.
    pub(super) fn put_text(&mut self, source: &Range<usize>, text: &str) {
        if text.trim().is_empty() {
            return;
        }
        let (opening, closing) = notes::borders(text);
        let notes = format!("{opening}\n{}\n{closing}", text.trim_end());
        let outermost = self.body.blocks_around(source.start + 1).last();
        match outermost {
            Some(block) if matches!(block.kind, BlockKind::Heading(_)) => {
                let end = block.range.end.max(source.end);
                let notes = format!("\n\n{notes}\n");
                self.writer.edits.close(end, notes, source.clone());
            }
            block => {
                let at = block.map_or(source.start, |block| block.range.start);
                let line = self.body.line_start(at);
                let notes = format!("{notes}\n\n");
                self.writer.edits.open(line, notes, source.clone());
            }
        }
    }

    /// The lines of a range without what stands before the line of `start`: white space and the signs
    /// of quotations.
    fn without_prefix(&self, start: usize, range: &Range<usize>) -> String {
        let prefix = self.indent(start).unwrap_or_default();
        let text = self.body.text.get(range.clone()).unwrap_or_default();
        let mut found = String::with_capacity(text.len());
        for (number, line) in text.split('\n').enumerate() {
            let bare = line.trim_start_matches(SIGNS);
            let spare = (line.len() - bare.len()).min(prefix);
            let line = if number == 0 {
                line.trim_start()
            } else {
                found.push('\n');
                &line[spare..]
            };
            found.push_str(if is_break(line) { "***" } else { line });
        }
        found
    }
}
