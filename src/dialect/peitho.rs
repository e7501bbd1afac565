//! peitho: settings of a slide are JSON in a comment, all other comments are speaker notes, and
//! divs route text into slots or show it step by step.

mod blocks;
mod divs;
mod keys;
mod settings;

use std::ops::Range;

use super::body::{DeckBody, is_break};
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, dollars, line_breaks, notes};

pub(super) static DIALECT: Definition = Definition {
    names: &["peitho"],
    tool: "peitho",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 1,
        hints: &["<!-- {\"", "<!--{\"", "<!-- { \"", "{slot=", "::: {reveal}"],
        is_match: has_settings,
    }),
    marks: None,
    rules: DeckRules {
        has_divs: true,
        ..DeckRules::USUAL
    },
    rewrite,
};

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read(text, is_break, false);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    writer.spare_underlines(&body);
    let slides = body.between(&body.breaks());
    let found: Vec<settings::SlideSettings> = slides
        .iter()
        .map(|slide| settings::read(&body, slide))
        .collect();
    let times = settings::times(&found);
    for ((slide, found), time) in slides.iter().zip(&found).zip(times) {
        settings::write(&mut writer, &body, (slide, found), time);
        speaker_notes(&mut writer, &body, slide, found);
        divs::rewrite(&mut writer, &body, slide);
    }
    blocks::rewrite(&mut writer, &body);
    dollars::escape(&mut writer, &body, 0);
    if settings.breaks == Some(true) {
        line_breaks::rewrite(&mut writer, &body, false);
    }
    writer.finish(&body)
}

fn speaker_notes(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    found: &settings::SlideSettings,
) {
    for comment in body.comments_in(slide) {
        if found.place.as_ref() != Some(&comment.range) {
            notes::from_comment(writer, body, comment, slide.end);
        }
    }
}

/// Whether a comment holds settings in JSON, or a div is one of peitho's.
fn has_settings(body: &DeckBody<'_>) -> bool {
    let is_json =
        |comment: &super::body::DeckComment| settings::json(body.inside(comment).0).is_some();
    body.comments.iter().any(is_json)
        || body.lines(0..body.text.len()).any(|line| {
            let text = body.text.get(line.clone()).unwrap_or_default();
            divs::kind(text).is_some() && body.is_text(line.start)
        })
}
