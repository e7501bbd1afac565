//! Slides that are written as HTML: `<section data-background="…">` … `</section>`. Sections within
//! a section are its slides; a section of the same level begins the next one.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::motion::Movements;
use super::super::notes;
use super::super::slide::is_name;
use super::super::writer::DeckRewriter;
use super::attributes;

/// The slides that sections begin.
#[derive(Debug, Default)]
pub(super) struct SectionSlides {
    /// Where those begin that another slide stands before.
    pub(super) breaks: Vec<Range<usize>>,
    /// Which of the breaks lead down: to a further section of the same section.
    pub(super) down: HashSet<usize>,
    /// Where hidden sections begin.
    pub(super) hidden: Vec<usize>,
    /// The ids of sections, by where they begin.
    pub(super) ids: Vec<(usize, String)>,
    /// Where the tags end that breaks stand for.
    pub(super) ends: HashMap<usize, usize>,
}

impl SectionSlides {
    /// The first id of a section in a slide.
    pub(super) fn id(&self, slide: &Range<usize>) -> Option<&str> {
        let first = self.ids.partition_point(|(at, _)| *at < slide.start);
        let found = self.ids.get(first).filter(|(at, _)| *at < slide.end);
        found.map(|(_, id)| id.as_str())
    }

    /// Whether a hidden section begins in a slide.
    pub(super) fn hides(&self, slide: &Range<usize>) -> bool {
        let first = self.hidden.partition_point(|at| *at < slide.start);
        self.hidden.get(first).is_some_and(|at| *at < slide.end)
    }
}

/// A section that is not closed yet.
struct OpenSection {
    is_hidden: bool,
    /// Whether a section stands in it already.
    has_slide: bool,
}

/// Makes breaks of the sections of a body, and comments of their attributes. Returns where slides
/// begin by a section. A section that is hidden hides those within it.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    tags: &[Tag<'_>],
) -> SectionSlides {
    let (mut found, mut movements) = (SectionSlides::default(), Movements::default());
    let (mut from, mut shows) = (0, false);
    let mut open: Vec<OpenSection> = Vec::new();
    // A slide of Markdown is a section itself: those in it are its slides.
    let mut slide_has_one = false;
    // In a list or a quotation, a section is none of the slides.
    let outermost = tags
        .iter()
        .filter(|tag| tag.name == "section" && !notes::is_nested(body, tag.range.start));
    for tag in outermost {
        let start = tag.range.start;
        let last = breaks.partition_point(|line| line.start < start);
        if let Some(line) = last.checked_sub(1).map(|last| &breaks[last])
            && line.end > from
        {
            (from, shows, slide_has_one) = (line.end, false, false);
            open.clear();
        }
        shows = shows || shows_something(body, from..start);
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
        let around = open.last_mut();
        let is_within_hidden = around.as_ref().is_some_and(|around| around.is_hidden);
        let has_slide = around.map_or(&mut slide_has_one, |around| &mut around.has_slide);
        let is_further = std::mem::replace(has_slide, true);
        let is_hidden = is_within_hidden || tag.get("data-visibility") == Some("hidden");
        found.hidden.extend(is_hidden.then_some(start));
        let id = tag.get("id").filter(|id| is_name(id));
        found.ids.extend(id.map(|id| (start, id.to_owned())));
        open.push(OpenSection {
            is_hidden,
            has_slide: false,
        });
        // Without a break it belongs to the slide of the section around it, which is hidden already.
        let place = (&tag.range, is_within_hidden && shows);
        let number = last + found.breaks.len() + usize::from(shows);
        let movements = (&mut movements, number);
        let comment = attributes::of_section(writer, place, inside, movements);
        let line = if shows { "\n\n---\n\n" } else { "" };
        if shows {
            found.breaks.push(start..start);
            found.ends.insert(start, from);
            found.down.extend(is_further.then_some(start));
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
