//! Notes in HTML: `<aside class="notes">`, `<div class="notes">`, `data-notes="…"`.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::BlockKind;
use super::super::definition::NotesForm;
use super::super::notes;
use super::super::tags;
use super::{INSTEAD, PANDOC, REVEAL, StrayNotes};

/// Elements that hold nothing.
const EMPTY: [&str; 5] = ["br", "hr", "img", "input", "source"];

impl StrayNotes<'_, '_> {
    /// Makes notes of the elements that hold them. One that its slide does not close goes on to the
    /// end of the slide.
    pub(super) fn elements(&mut self) {
        let tags = tags::tags(self.body);
        let mut at = 0;
        while let Some(tag) = tags.get(at) {
            at += 1;
            if tag.is_end || self.is_spoken(tag.range.start) {
                continue;
            }
            self.attribute(tag);
            if !holds_notes(tag) || !self.is_kept(tag) {
                continue;
            }
            let end = self.end_of_slide(tag.range.start);
            let length = within(&tags[at..], &tag.name, end);
            let closing = tags
                .get(at + length)
                .filter(|closing| closing.range.start < end);
            self.element(tag, closing, end);
            at += length;
        }
    }

    /// Reports an element with the class of notes; says whether it is kept from readers.
    fn is_kept(&mut self, tag: &Tag<'_>) -> bool {
        let is_aside = tag.name == "aside";
        let is_read = match tag.name.as_ref() {
            "aside" => self.reads(NotesForm::Aside),
            "div" | "section" => self.reads(NotesForm::Div),
            _ => false,
        };
        let word = format!("<{} class=\"notes\">", tag.name);
        if is_read {
            return true;
        }
        if is_aside || self.is_native() {
            self.say_kept(tag.range.clone(), &word, (&REVEAL, INSTEAD));
            return true;
        }
        self.say_shown(tag.range.clone(), &word, &PANDOC);
        false
    }

    /// Makes notes of an element, to the end of its slide where nothing closes it.
    fn element(&mut self, tag: &Tag<'_>, closing: Option<&Tag<'_>>, end: usize) {
        // Where nothing closes it, the slide's last words do: the line end behind them stays.
        let open = tag.range.end..end.max(tag.range.end);
        let last = self.body.trimmed(open).end.max(tag.range.end);
        let inside = tag.range.end..closing.map_or(last, |closing| closing.range.start);
        let all = tag.range.start..closing.map_or(last, |closing| closing.range.end);
        self.found.push(all.clone());
        let is_block = self.begins_block(&tag.range)
            && closing.is_none_or(|closing| self.is_outermost(&closing.range));
        if !is_block {
            return self.put_aside(all, inside);
        }
        let Some(closing) = closing else {
            return notes::from_sign(&mut self.writer, self.body, tag.range.clone(), end);
        };
        let text = self.body.text.get(inside).unwrap_or_default();
        let (before, behind) = notes::borders(text);
        self.writer
            .edits
            .replace(tag.range.clone(), format!("{before}\n"));
        self.writer
            .edits
            .replace(closing.range.clone(), format!("\n{behind}\n\n"));
    }

    /// Makes notes of an attribute, which is taken out of its tag.
    fn attribute(&mut self, tag: &Tag<'_>) {
        let Some(attribute) = tag.attribute("data-notes") else {
            return;
        };
        let value = attribute.value.as_deref().unwrap_or_default();
        if !self.reads(NotesForm::Attribute) {
            let place = attribute.range.clone();
            self.say_kept(place, "data-notes", (&REVEAL, INSTEAD));
        }
        notes::put_beside(&mut self.writer, self.body, &tag.range, value);
        self.writer.edits.replace(attribute.range.clone(), "");
    }

    /// Whether a tag begins a block of HTML that stands in no other one.
    fn begins_block(&self, tag: &Range<usize>) -> bool {
        let block = self.body.blocks_around(tag.start + 1).next();
        block.is_some_and(|block| {
            block.depth == 0 && block.kind == BlockKind::Html && block.range.start == tag.start
        })
    }

    /// Whether a tag stands in no block but one of HTML or text.
    fn is_outermost(&self, tag: &Range<usize>) -> bool {
        let outermost = self.body.blocks_around(tag.start + 1).last();
        outermost.is_none_or(|block| matches!(block.kind, BlockKind::Html | BlockKind::Paragraph))
    }
}

/// Whether an element holds notes, by its class.
fn holds_notes(tag: &Tag<'_>) -> bool {
    let is_class = |class: &str| notes::is_name(class) || notes::is_nearly_name(class);
    let classes = tag.get("class").unwrap_or_default();
    // To HTML, `/>` closes nothing; components of Vue close so, and none of them is an aside.
    classes.split_whitespace().any(is_class)
        && !(tag.is_self_closing && tag.name != "aside")
        && !EMPTY.contains(&tag.name.as_ref())
}

/// How many tags stand in an element before the one that closes it.
fn within(tags: &[Tag<'_>], name: &str, end: usize) -> usize {
    let mut depth = 0_usize;
    for (number, tag) in tags.iter().enumerate() {
        if tag.range.start >= end {
            return number;
        }
        if tag.name != name || tag.is_self_closing && !tag.is_end {
            continue;
        }
        if !tag.is_end {
            depth += 1;
        } else if depth == 0 {
            return number;
        } else {
            depth -= 1;
        }
    }
    tags.len()
}
