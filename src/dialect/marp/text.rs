//! Running text as Marp shows it: the end of a line is a line break, and `:bee:` is an emoji.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::running_text::RunningText;
use super::super::writer::DeckRewriter;
use super::images::WrittenImage;

/// Writes line breaks and emoji.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, images: &[WrittenImage<'_>]) {
    let found = RunningText::read(body.text);
    found.write_emoji(writer, body.text);
    for at in found.line_ends {
        line_break(writer, body, images, at);
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
}
