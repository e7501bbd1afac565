//! Slides that are written as HTML: `<section data-background="…">` … `</section>`. Sections within
//! a section are its slides; a section of the same level begins the next one.

use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::attributes;

/// Makes breaks of the sections of a body, and comments of their attributes. Returns where slides
/// begin by a section. A section that is hidden hides those within it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    tags: &[Tag<'_>],
) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut from, mut shows) = (0, false);
    // For each open section, whether it is hidden.
    let mut open: Vec<bool> = Vec::new();
    for tag in tags.iter().filter(|tag| tag.name == "section") {
        let last = breaks.partition_point(|line| line.start < tag.range.start);
        if let Some(line) = last.checked_sub(1).map(|last| &breaks[last])
            && line.end > from
        {
            (from, shows) = (line.end, false);
            open.clear();
        }
        shows = shows || shows_something(body, from..tag.range.start);
        from = tag.range.end;
        if tag.is_end {
            open.pop();
            writer.remove(body, tag.range.clone());
            continue;
        }
        let text = body.text.get(tag.range.clone()).unwrap_or_default();
        let inside = text
            .get("<section".len()..text.len() - 1)
            .unwrap_or_default();
        let is_within_hidden = open.last() == Some(&true);
        open.push(is_within_hidden || tag.get("data-visibility") == Some("hidden"));
        // Without a break it belongs to the slide of the section around it, which is hidden already.
        let place = (&tag.range, is_within_hidden && shows);
        let comment = attributes::of_section(writer, place, inside);
        let line = if shows { "\n\n---\n\n" } else { "" };
        if shows {
            found.push(tag.range.start..tag.range.start);
        }
        shows = false;
        writer
            .edits
            .replace(tag.range.clone(), format!("{line}{comment}\n\n"));
    }
    found
}

/// Whether there is more than comments in a range.
fn shows_something(body: &DeckBody<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    let is_text = |range: Range<usize>| {
        let text = body.text.get(range).unwrap_or_default();
        !text.trim().is_empty()
    };
    for comment in body.comments_in(&range) {
        if is_text(at..comment.range.start) {
            return true;
        }
        at = comment.range.end;
    }
    is_text(at..range.end.max(at))
}
