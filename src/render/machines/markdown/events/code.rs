//! Code: its text as it was written, whatever its colours are made of.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::html::references::decode;

use super::elements::attribute;
use super::{EventWriter, Opened};

/// Code that is being gathered.
#[derive(Debug)]
pub(super) struct GatheredCode {
    is_block: bool,
    language: String,
    text: String,
}

impl GatheredCode {
    /// Code that an element begins: a block, or a part of a line.
    pub(super) fn new(is_block: bool, element: &Opened<'_>) -> Self {
        let mut code = Self {
            is_block,
            language: String::new(),
            text: String::new(),
        };
        code.look_at(element);
        code
    }

    /// An element within it may name the language, or begin a line.
    pub(super) fn look_at(&mut self, element: &Opened<'_>) {
        if element.is("br") {
            self.text.push('\n');
        }
        let classes = attribute(element, "class").unwrap_or_default();
        let mut classes = classes.split_ascii_whitespace();
        if let Some(language) = classes.find_map(|class| class.strip_prefix("language-")) {
            language.clone_into(&mut self.language);
        }
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }
}

impl EventWriter<'_> {
    /// Highlighted code: what stands between its tags. Reading them would take longer than all else
    /// of a page.
    pub(super) fn coloured_code(&mut self, html: &str) {
        for (at, piece) in html.split('<').enumerate() {
            let tag = piece.split_once('>').filter(|_| at > 0);
            self.text(&decode(tag.map_or(piece, |(_, text)| text)));
        }
    }

    pub(super) fn end_code(&mut self, code: GatheredCode) {
        if !code.is_block {
            let words: Vec<&str> = code.text.split_ascii_whitespace().collect();
            if !words.is_empty() {
                self.push(Event::Code(words.join(" ").into()));
            }
            return;
        }
        let kind = CodeBlockKind::Fenced(code.language.into());
        self.events.push(Event::Start(Tag::CodeBlock(kind)));
        let end = if code.text.ends_with('\n') { "" } else { "\n" };
        self.events
            .push(Event::Text(format!("{}{end}", code.text).into()));
        self.events.push(Event::End(TagEnd::CodeBlock));
    }
}
