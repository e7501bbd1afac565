//! Where html5gum finds that markup begins and ends: the tokenizer's calls, kept as offsets.
//!
//! Texts are not kept: a text is the stretch between two pieces of markup.

use std::collections::VecDeque;

use html5gum::{Emitter, Error, State};

/// Elements whose content has no tags: it ends with their own end tag alone.
const RAW_TEXT: &[&str] = &["style", "xmp", "iframe", "noembed", "noframes"];
/// As [`RAW_TEXT`], with character references.
const TEXT_WITH_REFERENCES: &[&str] = &["textarea", "title"];

/// Whether what stands in an element is text without tags and without character references.
pub(super) fn is_raw_text(name: &str) -> bool {
    matches!(name, "script" | "plaintext") || RAW_TEXT.contains(&name)
}

/// A piece of markup: a tag, a comment, or something else that is no text.
#[derive(Debug)]
pub(super) struct Markup {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it is, if it is a tag.
    pub(super) tag: Option<TagBorders>,
}

/// What the tokenizer says of a tag.
#[derive(Debug, Default)]
pub(super) struct TagBorders {
    pub(super) is_end: bool,
    pub(super) is_self_closing: bool,
    pub(super) attributes: Vec<AttributeBorders>,
}

/// Where an attribute begins.
#[derive(Debug)]
pub(super) struct AttributeBorders {
    pub(super) name: usize,
    /// Behind the quote, where there is one.
    pub(super) value: Option<usize>,
    /// The value with its character references spelled out.
    pub(super) decoded: Vec<u8>,
}

/// Receives the calls of the tokenizer, and keeps where each piece of markup stands.
#[derive(Debug, Default)]
pub(super) struct Borders {
    /// Where the tokenizer is.
    position: usize,
    /// Where the last `<` stands that may begin markup.
    start: usize,
    tag: TagBorders,
    tag_name: Vec<u8>,
    /// The name of the last start tag: within `<style>` and the like, only its end tag is markup.
    last_start_tag: Vec<u8>,
    found: VecDeque<Markup>,
}

impl Borders {
    /// For a tokenizer that begins at an offset.
    pub(super) fn starting_at(position: usize) -> Self {
        Self {
            position,
            ..Self::default()
        }
    }

    fn found(&mut self, start: usize, tag: Option<TagBorders>) {
        let end = self.position;
        self.found.push_back(Markup { start, end, tag });
    }

    fn begin_tag(&mut self, is_end: bool) {
        // The tokenizer has read the first letter of the name.
        self.start = self.position.saturating_sub(if is_end { 3 } else { 2 });
        self.tag_name.clear();
        self.tag = TagBorders {
            is_end,
            ..TagBorders::default()
        };
    }
}

impl Emitter for Borders {
    type Token = Markup;

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
    }

    fn pop_token(&mut self) -> Option<Markup> {
        self.found.pop_front()
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn start_open_tag(&mut self) {
        self.start = self.position.saturating_sub(1);
    }

    fn init_start_tag(&mut self) {
        self.begin_tag(false);
    }

    fn init_end_tag(&mut self) {
        self.begin_tag(true);
    }

    fn push_tag_name(&mut self, name: &[u8]) {
        self.tag_name.extend(name);
    }

    fn init_attribute(&mut self) {
        self.tag.attributes.push(AttributeBorders {
            name: self.position.saturating_sub(1),
            value: None,
            decoded: Vec::new(),
        });
    }

    fn init_attribute_value(&mut self) {
        if let Some(last) = self.tag.attributes.last_mut() {
            last.value = Some(self.position);
        }
    }

    fn push_attribute_value(&mut self, value: &[u8]) {
        if let Some(last) = self.tag.attributes.last_mut() {
            last.decoded.extend(value);
        }
    }

    fn set_self_closing(&mut self) {
        self.tag.is_self_closing = true;
    }

    /// Says how the tokenizer reads on: as text, where a start tag asks for it.
    fn emit_current_tag(&mut self) -> Option<State> {
        let tag = std::mem::take(&mut self.tag);
        let is_end = tag.is_end;
        self.found(self.start, Some(tag));
        std::mem::swap(&mut self.last_start_tag, &mut self.tag_name);
        let name = std::str::from_utf8(&self.last_start_tag).unwrap_or_default();
        match name {
            _ if is_end => None,
            "script" => Some(State::ScriptData),
            "plaintext" => Some(State::PlainText),
            name if RAW_TEXT.contains(&name) => Some(State::RawText),
            name if TEXT_WITH_REFERENCES.contains(&name) => Some(State::RcData),
            _ => None,
        }
    }

    fn current_is_appropriate_end_tag_token(&mut self) -> bool {
        self.tag.is_end && self.tag_name == self.last_start_tag
    }

    fn set_last_start_tag(&mut self, name: Option<&[u8]>) {
        self.last_start_tag.clear();
        self.last_start_tag.extend(name.unwrap_or_default());
    }

    fn emit_current_comment(&mut self) {
        self.found(self.start, None);
    }

    fn emit_current_doctype(&mut self) {
        self.found(self.start, None);
    }

    fn emit_eof(&mut self) {}
    fn emit_error(&mut self, _: Error) {}
    fn emit_string(&mut self, _: &[u8]) {}
    fn init_comment(&mut self) {}
    fn push_attribute_name(&mut self, _: &[u8]) {}
    fn push_comment(&mut self, _: &[u8]) {}
    fn init_doctype(&mut self) {}
    fn push_doctype_name(&mut self, _: &[u8]) {}
    fn set_force_quirks(&mut self) {}
    fn set_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn set_doctype_system_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_public_identifier(&mut self, _: &[u8]) {}
    fn push_doctype_system_identifier(&mut self, _: &[u8]) {}
}
