//! Slidev: YAML of its own at the top of each slide, the last comment is its notes, Vue's
//! components stand in the text.

mod clicks;
mod code;
mod columns;
mod components;
mod matter;

use std::ops::Range;

use super::body::{Body, Comment};
use super::edits::Rewritten;
use super::html;
use super::native::is_break;
use super::pairs::Pair;
use super::writer::Writer;
use super::{Dialect, Problem, Settings, notes};

/// A slide with what it says of itself.
#[derive(Debug)]
struct Slide<'t> {
    pairs: Vec<Pair<'t>>,
    /// The lines of the pairs, with their border.
    matter: Range<usize>,
    /// What it shows, without its notes.
    shown: Range<usize>,
    end: usize,
    layout: Option<String>,
}

impl Slide<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|pair| pair.key == key)
            .map(|pair| pair.value.as_str())
    }
}

pub(super) fn rewrite<'t>(settings: &Settings, text: &'t str) -> (Rewritten<'t>, Vec<Problem>) {
    let mut body = Body::read(text, |line| line.starts_with('-') && is_break(line), true);
    let mut writer = Writer::new(Dialect::Slidev);
    let mut slides = matter::slides(&body);
    body.set_apart(
        slides
            .iter()
            .map(|slide| slide.matter.clone())
            .filter(|range| !range.is_empty()),
    );
    writer.spare_hyphens(&body);
    if let Some(first) = slides.first_mut() {
        matter::first(&mut writer, settings, &body, first);
    }
    for slide in &mut slides {
        matter::write(&mut writer, slide);
        if let Some(comment) = last_comment(&body, slide) {
            notes::from_comment(&mut writer, &body, comment, slide.end);
            slide.shown.end = comment.range.start;
        }
        columns::rewrite(&mut writer, &body, slide);
    }
    let tags = html::tags(&body);
    clicks::rewrite(&mut writer, &body, &slides, &tags);
    components::rewrite(&mut writer, &body, &tags);
    code::rewrite(&mut writer, &body);
    writer.finish(&body)
}

/// Whether a body has slides with YAML, or what Vue makes steps of.
pub(super) fn is_it(body: &Body<'_>) -> bool {
    matter::slides(body)
        .iter()
        .any(|slide| !slide.pairs.is_empty())
        || html::tags(body)
            .iter()
            .any(|tag| clicks::is_click(tag) || tag.name == "script" && tag.get("setup").is_some())
        || columns::has_slots(body, &(0..body.text.len()))
}

/// The comment that a slide ends with: its notes. Others are comments.
fn last_comment<'b>(body: &'b Body<'_>, slide: &Slide<'_>) -> Option<&'b Comment> {
    let end = body.trimmed(slide.shown.clone()).end;
    body.comments_in(&slide.shown)
        .last()
        .filter(|comment| comment.range.end == end)
}
