//! Running text as Marp shows it: the end of a line is a line break, and `:bee:` is an emoji.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::super::body::{BlockKind, DeckBody, parser_options, without_divs};
use super::super::writer::DeckRewriter;
use super::images::WrittenImage;

/// Where Marp would change running text.
#[derive(Debug, Default)]
struct RunningText {
    /// Stretches of plain text, without code, formulas, addresses and the texts of images.
    words: Vec<Range<usize>>,
    /// The ends of lines within a block.
    line_ends: Vec<usize>,
}

impl RunningText {
    fn read(text: &str) -> Self {
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

    /// Adds a stretch; the parser cuts one where a sign could begin something.
    fn add(&mut self, range: Range<usize>) {
        match self.words.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => self.words.push(range),
        }
    }
}

/// Whether the text of an element is none to read; `None` for an element that never asks.
fn is_closed(tag: &Tag<'_>) -> Option<bool> {
    match tag {
        Tag::Image { .. } | Tag::CodeBlock(_) => Some(true),
        Tag::Link { link_type, .. } => {
            Some(matches!(link_type, LinkType::Autolink | LinkType::Email))
        }
        _ => None,
    }
}

/// Writes line breaks and emoji.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, images: &[WrittenImage<'_>]) {
    let found = RunningText::read(body.text);
    for words in &found.words {
        emoji(writer, body.text, words);
    }
    for at in found.line_ends {
        line_break(writer, body, images, at);
    }
}

/// Writes the emoji of a text that has no line breaks.
pub(super) fn write_emoji(writer: &mut DeckRewriter, text: &str) {
    for words in RunningText::read(text).words {
        emoji(writer, text, &words);
    }
}

fn emoji(writer: &mut DeckRewriter, text: &str, range: &Range<usize>) {
    let mut opened: Option<usize> = None;
    for (at, _) in text
        .get(range.clone())
        .unwrap_or_default()
        .match_indices(':')
    {
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

/// Makes a line break of the end of a line. There is none beside a line that shows nothing.
fn line_break(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    images: &[WrittenImage<'_>],
    at: usize,
) {
    let line = body.line_start(at)..body.line_end(at, false);
    let next = body.line_end(at, true);
    let next = next..body.line_end(next, false);
    let is_title = || {
        let mut around = body.blocks_around(at);
        around.any(|block| block.depth == 0 && block.kind == BlockKind::Heading(2))
    };
    if !shows_nothing(body, images, &line) && !shows_nothing(body, images, &next) && !is_title() {
        writer.edits.close(line.end, "\\", line.end..next.start);
    }
}

/// Whether a line has backgrounds and comments alone.
fn shows_nothing(body: &DeckBody<'_>, images: &[WrittenImage<'_>], line: &Range<usize>) -> bool {
    let text = body.text.get(line.clone()).unwrap_or_default();
    if !text.contains("![") && !text.contains("<!--") {
        return false;
    }
    let first = images.partition_point(|image| image.start < line.start);
    let backgrounds = images.get(first..).unwrap_or_default().iter();
    let backgrounds = backgrounds
        .take_while(|image| image.start < line.end)
        .filter(|image| image.is_background)
        .filter_map(WrittenImage::range);
    let comments = body.comments_in(line).iter();
    let mut hidden: Vec<Range<usize>> = comments.map(|comment| comment.range.clone()).collect();
    hidden.extend(backgrounds);
    hidden.sort_by_key(|range| range.start);
    let mut at = line.start;
    for range in hidden {
        if !is_blank(body, at..range.start) {
            return false;
        }
        at = range.end.max(at);
    }
    is_blank(body, at..line.end)
}

fn is_blank(body: &DeckBody<'_>, range: Range<usize>) -> bool {
    let text = body.text.get(range);
    text.is_none_or(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rewritten(text: &str) -> String {
        let body = DeckBody::read(text, |_| false, true);
        let images: Vec<_> = WrittenImage::all(&body).collect();
        let mut writer = DeckRewriter::new("Marp");
        rewrite(&mut writer, &body, &images);
        writer.finish(&body).0.text.into_owned()
    }

    #[test]
    fn the_end_of_a_line_is_a_line_break() {
        assert_eq!(
            rewritten("a\nb\n\n- c\n  d\n\n> e\n> f\n"),
            "a\\\nb\n\n- c\\\n  d\n\n> e\\\n> f\n"
        );
        for same in [
            "a  \nb\n",
            "![bg](a.png)\ntext\n",
            "text\n![bg](a.png) ![bg](b.png)\n",
            "```\na\nb\n```\n",
            "::: notes\nSaid\n:::\n",
            "| a |\n|---|\n| b |\n",
        ] {
            assert_eq!(rewritten(same), same);
        }
        assert_eq!(rewritten("a <!-- b -->\nc\n"), "a <!-- b -->\\\nc\n");
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
