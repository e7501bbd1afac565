//! Notes that stand within something else (an item, a cell, a quotation, a line) are taken out of it,
//! and stand before the block that they were in.

use std::ops::Range;

use super::super::notes;
use super::StrayNotes;

/// What may stand before the text of a line.
const SIGNS: [char; 3] = [' ', '\t', '>'];

impl StrayNotes<'_, '_> {
    /// Takes a range out of the slide, and makes notes of what stands `inside` of it.
    pub(super) fn put_aside(&mut self, all: Range<usize>, inside: Range<usize>) {
        let text = self.without_prefix(all.start, &inside);
        notes::put_beside(&mut self.writer, self.body, &all, &text);
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
            found.push_str(line);
        }
        found
    }
}
