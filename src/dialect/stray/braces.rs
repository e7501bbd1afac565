//! Notes in the braces of a heading, a div or a comment about a slide: `{data-notes="…"}`; what has the
//! class `{.notes}`; and divs whose name is nearly `notes`.

use std::ops::Range;

use super::super::body::BlockKind;
use super::super::definition::NotesForm;
use super::super::notes;
use super::{INSTEAD, PANDOC, REVEAL, StrayNotes};

/// The class of notes.
const CLASS: &str = ".notes";
/// How far before a key its brace may stand.
const LONGEST: usize = 2000;

impl StrayNotes<'_, '_> {
    /// Makes notes of what stands in braces, and of divs that are nearly notes.
    pub(super) fn braces(&mut self) {
        self.divs();
        self.classes();
        let text = self.body.text;
        for (at, _) in text.match_indices("notes=") {
            let key = if text[..at].ends_with("data-") {
                at - "data-".len()
            } else {
                at
            };
            if !self.is_attribute(key) || self.body.is_apart(key) || self.is_spoken(key) {
                continue;
            }
            let Some((value, end)) = value(self.body.near(at, LONGEST)) else {
                continue;
            };
            if !self.body.is_comment(key) && !self.ends_line(at + end) {
                continue;
            }
            if !self.reads(NotesForm::Attribute) {
                let word = text.get(key..at + "notes".len()).unwrap_or_default();
                self.say_kept(key..at + end, word, (&REVEAL, INSTEAD));
            }
            notes::put_beside(&mut self.writer, self.body, &(key..at + end), value);
            self.remove(key..at + end);
        }
    }

    /// Takes a pair out, with its braces where they hold nothing else. A div keeps a class.
    fn remove(&mut self, pair: Range<usize>) {
        let text = self.body.text;
        let before = text.get(self.body.line_start(pair.start)..pair.start);
        let before = before.unwrap_or_default();
        let behind = text.get(pair.end..self.body.line_end(pair.end, false));
        let behind = behind.unwrap_or_default().trim_start();
        if !before.trim_end().ends_with('{') || !behind.starts_with('}') {
            return self.writer.edits.replace(pair, "");
        }
        if before
            .trim_start_matches([' ', '\t', '>'])
            .starts_with(":::")
        {
            return self.writer.edits.replace(pair, ".block");
        }
        let start = pair.start - before.len() + before.trim_end_matches([' ', '\t', '{']).len();
        let end = self.body.line_end(pair.end, false) - behind.len() + 1;
        self.writer.edits.replace(start..end, "");
    }

    /// Whether the braces that are open at an offset end their line: others may be text.
    fn ends_line(&self, at: usize) -> bool {
        let near = self.body.near(at, LONGEST);
        let line = near.split('\n').next().unwrap_or_default();
        let behind = line.split_once('}').map(|(_, behind)| behind);
        behind.is_some_and(|behind| behind.trim_matches([' ', '\t', '\r', ':', '#']).is_empty())
    }

    /// Whether a key stands in the braces of a line, or in a comment about a slide.
    fn is_attribute(&self, key: usize) -> bool {
        let text = self.body.text;
        let start = text.floor_char_boundary(key.saturating_sub(LONGEST));
        let before = text.get(start..key).unwrap_or_default();
        if !before.ends_with([' ', '\t', '{']) {
            return false;
        }
        if self.body.is_comment(key) {
            let comment = before.rsplit("<!--").next().unwrap_or_default();
            return comment.trim_start().starts_with(".slide:");
        }
        let line = before.rsplit('\n').next().unwrap_or_default();
        line.rfind('{')
            .is_some_and(|brace| !line[brace..].contains('}'))
    }

    /// Reports `{.notes}` behind text. In a deck of the native form, the paragraph becomes a note.
    fn classes(&mut self) {
        let text = self.body.text;
        for (at, class) in text.match_indices(CLASS) {
            let end = at + class.len();
            if !self.is_class(at, end) || !self.body.is_text(at) || self.is_spoken(at) {
                continue;
            }
            if !self.is_native() {
                self.say_shown(at..end, "{.notes}", &PANDOC);
                continue;
            }
            self.say_kept(at..end, "{.notes}", (&PANDOC, INSTEAD));
            let block = self.body.blocks_around(at).next();
            let is_moved = |kind| [BlockKind::Paragraph, BlockKind::Row].contains(&kind);
            if let Some(block) = block.filter(|block| is_moved(block.kind)) {
                let brace = text[..at].rfind('{').unwrap_or(at);
                let inside = block.range.start..brace.max(block.range.start);
                self.found.push(block.range.clone());
                self.put_aside(block.range.clone(), inside);
            }
        }
    }

    /// Whether the braces that are open at an offset end a cell of a table.
    fn ends_cell(&self, at: usize) -> bool {
        let near = self.body.near(at, LONGEST);
        let line = near.split('\n').next().unwrap_or_default();
        let behind = line.split_once('}').map(|(_, behind)| behind.trim_start());
        let mut around = self.body.blocks_around(at);
        behind.is_some_and(|behind| behind.starts_with('|'))
            && around.any(|block| [BlockKind::Table, BlockKind::Row].contains(&block.kind))
    }

    /// Whether a class stands in braces that end a line of text or a cell, or that follow a span.
    fn is_class(&self, at: usize, end: usize) -> bool {
        let line = &self.body.text[self.body.line_start(at)..at];
        let brace = line.rfind('{').unwrap_or_default();
        let is_div = line.trim_start_matches([' ', '\t', '>']).starts_with(":::");
        let is_span = line[..brace].ends_with(']');
        let is_whole = self.body.text[end..].starts_with([' ', '}', '\t']);
        let ends = || self.ends_line(end) || self.ends_cell(end);
        !is_div && is_whole && self.is_attribute(at) && (is_span || ends())
    }

    /// Makes notes of `::: speaker-notes`.
    fn divs(&mut self) {
        for line in self.body.lines(0..self.body.text.len()) {
            let text = self.body.text.get(line.clone()).unwrap_or_default();
            let bare = text.trim_start_matches([' ', '\t', '>']);
            let start = line.end - bare.len();
            if !bare.starts_with(":::") || !self.body.is_text(start) || self.is_spoken(start) {
                continue;
            }
            let Some(class) = notes::classes(bare)
                .into_iter()
                .find(|class| notes::is_nearly_name(class))
            else {
                continue;
            };
            let place: Range<usize> = start..start + bare.trim_end().len();
            self.say_kept(place.clone(), class, (&REVEAL, INSTEAD));
            let colons = bare.len() - bare.trim_start_matches(':').len();
            let opening = format!("{} notes", ":".repeat(colons));
            self.writer.edits.replace(place, opening);
        }
    }
}

/// The value behind `notes=` at the beginning of a text, and where it ends.
fn value(text: &str) -> Option<(&str, usize)> {
    let start = "notes=".len();
    let rest = text.get(start..)?;
    for quote in ['"', '\''] {
        if let Some(inside) = rest.strip_prefix(quote) {
            let length = inside.find(quote)?;
            return Some((&inside[..length], start + length + 2));
        }
    }
    let length = rest.find([' ', '\t', '\n', '}'])?;
    Some((&rest[..length], start + length))
}

#[cfg(test)]
mod tests {
    use super::value;

    #[test]
    fn values_may_have_quotes() {
        assert_eq!(value("notes=\"a b\" c}"), Some(("a b", 11)));
        assert_eq!(value("notes='a'}"), Some(("a", 9)));
        assert_eq!(value("notes=a}"), Some(("a", 7)));
        assert_eq!(value("notes=\"a"), None);
    }
}
