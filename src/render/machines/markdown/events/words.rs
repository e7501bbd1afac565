//! The words of a line, with white space as a browser shows it: one space between words, none at
//! either end, and none just inside bold letters or a link, where Markdown has no place for it.

use pulldown_cmark::{Event, Tag};

use super::footnotes;

/// Text that is not among the events yet.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Whether a space comes before the next word.
    space: bool,
    /// Whether nothing stands before the next word in its line.
    at_start: bool,
}

impl Words {
    /// Adds text. A space that does not break is no white space.
    pub(super) fn push(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let end = if c.is_ascii_whitespace() {
                self.space = !self.at_start;
                1
            } else if footnotes::is_sign(c) {
                c.len_utf8()
            } else {
                let end = c.len_utf8();
                let after = rest.as_bytes()[end..].iter();
                let end = end + after.take_while(|byte| is_of_word(**byte)).count();
                self.push_word(&rest[..end]);
                end
            };
            rest = &rest[end..];
        }
    }

    /// Adds a word, or a part of one.
    fn push_word(&mut self, word: &str) {
        if std::mem::take(&mut self.space) {
            self.text.push(' ');
        }
        self.at_start = false;
        self.text.push_str(word);
    }

    /// The next word is the first of a line.
    pub(super) fn begin_line(&mut self) {
        self.space = false;
        self.at_start = true;
    }

    /// A space that no word follows is none.
    pub(super) fn forget_space(&mut self) {
        self.space = false;
    }

    /// Adds the text to the events.
    pub(super) fn flush(&mut self, events: &mut Vec<Event<'static>>) {
        let text = std::mem::take(&mut self.text);
        let word = text.strip_prefix(' ').unwrap_or(&text);
        if word.len() < text.len() {
            add_space(events);
        }
        if !word.is_empty() {
            events.push(Event::Text(word.to_owned().into()));
        }
    }

    /// Adds the text to the events, with the space that follows it: something else comes in the same
    /// line.
    pub(super) fn flush_with_space(&mut self, events: &mut Vec<Event<'static>>) {
        self.flush(events);
        self.at_start = false;
        if std::mem::take(&mut self.space) {
            add_space(events);
        }
    }
}

/// Whether a byte that follows others of a word is of the same word: no white space, and not the
/// first one of a sign of a footnote, or of a character like it.
fn is_of_word(byte: u8) -> bool {
    !byte.is_ascii_whitespace() && byte != 0xef
}

/// Adds a space before the parts of the line that have just begun, unless one is there.
fn add_space(events: &mut Vec<Event<'static>>) {
    let last = events.iter().rposition(|event| !begins_part(event));
    let takes_none = |event: &Event<'_>| match event {
        Event::Text(text) => text.ends_with(' '),
        event => matches!(event, Event::Start(_) | Event::HardBreak),
    };
    match last {
        Some(last) if !takes_none(&events[last]) => {
            events.insert(last + 1, Event::Text(" ".into()));
        }
        _ => {}
    }
}

fn begins_part(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. })
    )
}
