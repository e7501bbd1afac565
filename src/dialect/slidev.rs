//! Slidev: slides have YAML at their top, their last comment is the speaker notes, and components
//! of Vue stand in the text.

mod clicks;
mod code;
mod columns;
mod components;
mod keys;
mod marks;
mod matter;

use std::ops::Range;

use super::body::{DeckBody, DeckComment, is_break};
use super::definition::{Definition, Detection};
use super::edits::Rewritten;
use super::pairs::Pair;
use super::tags;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, notes};

pub(super) static DIALECT: Definition = Definition {
    names: &["slidev"],
    tool: "Slidev",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 1,
        hints: &[
            "<v-",
            "v-click",
            "::right::",
            "class:",
            "layout:",
            "<script setup",
        ],
        is_match: has_slide_matter,
    }),
    marks: Some(&marks::MARKS),
    rewrite,
};

/// A slide with the pairs at its top.
#[derive(Debug)]
struct SlidevSlide<'t> {
    pairs: Vec<Pair<'t>>,
    /// The lines of the pairs, with their border.
    matter: Range<usize>,
    /// Its content, without its notes.
    shown: Range<usize>,
    end: usize,
    layout: Option<String>,
}

impl SlidevSlide<'_> {
    fn get(&self, key: &str) -> Option<&str> {
        self.pairs
            .iter()
            .find(|pair| pair.key == key)
            .map(|pair| pair.value.as_str())
    }
}

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let mut body = DeckBody::read(text, |line| line.starts_with('-') && is_break(line), true);
    let mut writer = DeckRewriter::new(DIALECT.tool);
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
    let tags = tags::tags(&body);
    clicks::rewrite(&mut writer, &body, &slides, &tags);
    components::rewrite(&mut writer, &body, &tags);
    code::rewrite(&mut writer, &body);
    writer.finish(&body)
}

/// Whether a body has slides with YAML, or steps of Vue.
fn has_slide_matter(body: &DeckBody<'_>) -> bool {
    matter::slides(body)
        .iter()
        .any(|slide| !slide.pairs.is_empty())
        || tags::tags(body).iter().any(|tag| {
            clicks::is_click(tag) || tag.written == "script" && tag.get("setup").is_some()
        })
        || columns::has_slots(body, &(0..body.text.len()))
}

/// The comment at the end of a slide, which is its notes. Other comments are none.
fn last_comment<'b>(body: &'b DeckBody<'_>, slide: &SlidevSlide<'_>) -> Option<&'b DeckComment> {
    let end = body.trimmed(slide.shown.clone()).end;
    body.comments_in(&slide.shown)
        .last()
        .filter(|comment| comment.range.end == end)
}
