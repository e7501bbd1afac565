//! The running text of a body, without code, formulas and addresses: for tools that read more in it
//! than Markdown does. Knows no tool.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::body::{parser_options, without_divs};
use super::writer::DeckRewriter;

/// Where tools change running text.
#[derive(Debug, Default)]
pub(super) struct RunningText {
    /// Stretches of plain text, without code, formulas, addresses and the texts of images.
    words: Vec<Range<usize>>,
    /// The ends of lines within a block.
    pub(super) line_ends: Vec<usize>,
}

impl RunningText {
    pub(super) fn read(text: &str) -> Self {
        let masked = without_divs(text);
        let mut found = Self::default();
        // For each open element whose text may be none to read: whether it is.
        let mut open: Vec<bool> = Vec::new();
        for (event, range) in Parser::new_ext(&masked, parser_options(true)).into_offset_iter() {
            match event {
                Event::Start(ref tag) => open.extend(is_closed(tag)),
                Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::Link) => drop(open.pop()),
                Event::Text(_) if !open.contains(&true) => found.add(range),
                Event::SoftBreak => found.line_ends.push(range.start),
                _ => {}
            }
        }
        found
    }

    /// Writes emoji in the place of their codes: `:bee:`.
    pub(super) fn write_emoji(&self, writer: &mut DeckRewriter, text: &str) {
        for words in &self.words {
            emoji(writer, text, words);
        }
    }

    /// Adds a stretch; the parser cuts one where a sign could begin something.
    fn add(&mut self, range: Range<usize>) {
        match self.words.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.words.push(range),
        }
    }
}

/// Whether the text of an element is none to read, as that of code is; `None` for an element within
/// which that cannot be.
pub(super) fn is_closed(tag: &Tag<'_>) -> Option<bool> {
    match tag {
        Tag::Image { .. } | Tag::CodeBlock(_) => Some(true),
        Tag::Link { link_type, .. } => {
            Some(matches!(link_type, LinkType::Autolink | LinkType::Email))
        }
        _ => None,
    }
}

fn emoji(writer: &mut DeckRewriter, text: &str, range: &Range<usize>) {
    let mut opened: Option<usize> = None;
    let words = text.get(range.clone()).unwrap_or_default();
    for (at, _) in words.match_indices(':') {
        let at = range.start + at;
        let name = opened.and_then(|start| text.get(start + 1..at));
        match (opened, name.and_then(emojis::get_by_shortcode)) {
            (Some(start), Some(emoji)) => {
                writer.edits.replace(start..at + 1, emoji.as_str());
                opened = None;
            }
            _ => opened = Some(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::body::DeckBody;
    use super::*;

    fn rewritten(text: &str) -> String {
        let mut writer = DeckRewriter::new("Marp");
        RunningText::read(text).write_emoji(&mut writer, text);
        writer.finish(&DeckBody::unread(text)).0.text.into_owned()
    }

    #[test]
    fn codes_of_emoji_are_emoji_in_text_alone() {
        assert_eq!(
            rewritten("# Hi :wave:\n\n[a :+1:](b:tada:c) 10:30:00 :nothing:bee:\n"),
            "# Hi 👋\n\n[a 👍](b:tada:c) 10:30:00 :nothing🐝\n"
        );
        for same in [
            "`:bee:`\n",
            "```\n:bee:\n```\n",
            "    :bee:\n",
            "![:bee:](a.png)\n",
            "<https://e.org/:bee:>\n",
            "<p title=':bee:'>\n",
        ] {
            assert_eq!(rewritten(same), same);
        }
        assert_eq!(rewritten(":stuck_out_tongue:"), "😛");
    }
}
