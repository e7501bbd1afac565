//! reveal-md, and Markdown for reveal.js.
//!
//! Slides are separated by `---` and `----` alone on a line, or by the separators that the front
//! matter names. `Note:` begins notes. Comments that begin with `.slide:` and `.element:` hold
//! attributes of HTML.

mod attributes;
mod comments;
mod elements;
mod fragments;
mod keys;
mod listings;
mod marks;
mod sections;
mod separators;

use std::collections::HashSet;
use std::ops::Range;

use crate::html::tokens::Tag;

use super::body::{DeckBody, hyphens};
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::stray::NotesForm;
use super::tags::tags;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, notes};

pub(super) static DIALECT: Definition = Definition {
    names: &["reveal-md", "reveal"],
    tool: "reveal-md",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 2,
        hints: &["<!--"],
        is_match: has_comments,
    }),
    marks: Some(&marks::MARKS),
    rules: DeckRules {
        pixels_across: 960,
        notes: &[NotesForm::Aside, NotesForm::Attribute, NotesForm::Sign],
        ..DeckRules::USUAL
    },
    rewrite: |settings, text| rewrite_as(DIALECT.tool, settings, text, |_, _| {}),
};

/// Rewrites a body as `tool` reads it; `more` rewrites what the tool has besides.
pub(super) fn rewrite_as<'t>(
    tool: &'static str,
    settings: &DialectSettings,
    text: &'t str,
    more: impl FnOnce(&mut DeckRewriter, &DeckBody<'_>),
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let (horizontal, vertical) = (
        settings.separator.is_none(),
        settings.vertical_separator.is_none(),
    );
    let is_mark = move |line: &str| match hyphens(line) {
        Some(3) => horizontal,
        Some(4) => vertical,
        _ => false,
    };
    let mut body = DeckBody::read(text, is_mark, true);
    let found = separators::find(settings, &body);
    if !found.is_empty() {
        // A separator breaks the body, so that it cannot underline a heading.
        let starts: HashSet<usize> = found
            .iter()
            .filter_map(|range| Some(body.own_lines(range)?.start))
            .collect();
        body = DeckBody::read_at(
            text,
            |start, line| is_mark(line) || starts.contains(&start),
            true,
        );
    }
    let mut writer = DeckRewriter::new(tool);
    separators::put(&mut writer, &body, &found);
    let mut breaks = all_breaks(&body, &found);
    body.set_apart(found);
    writer.spare_hyphens(&body);
    let tags = tags(&body);
    breaks.extend(sections::rewrite(&mut writer, &body, &breaks, &tags));
    breaks.sort_by_key(|range| range.start);
    notes_of(&mut writer, settings, &body, &breaks);
    let mut ids = HashSet::new();
    for comment in &body.comments {
        let (inside, _) = body.inside(comment);
        if let Some(written) = inside.strip_prefix(".slide:") {
            attributes::slide(&mut writer, &body, comment, (written, &mut ids));
        }
    }
    let steps = fragments::steps(&body, &breaks, &tags);
    elements::rewrite(&mut writer, &body, &steps);
    fragments::put(&mut writer, &tags, &steps);
    listings::rewrite(&mut writer, &body, &tags);
    more(&mut writer, &body);
    writer.finish(&body)
}

/// Whether a body has comments about elements, or about slides in the words of HTML.
fn has_comments(body: &DeckBody<'_>) -> bool {
    body.comments.iter().any(|comment| {
        let (inside, _) = body.inside(comment);
        let slide = inside.strip_prefix(".slide:").unwrap_or_default();
        inside.starts_with(".element:")
            || slide.contains("data-")
            || slide.contains("class=")
            || slide.contains("id=")
    })
}

/// The usual breaks, and those of the separators that the deck's front matter names.
fn all_breaks(body: &DeckBody<'_>, found: &[Range<usize>]) -> Vec<Range<usize>> {
    let custom = found.iter().map(|range| match body.own_lines(range) {
        Some(_) => body.with_line_end(range),
        None => range.clone(),
    });
    let mut breaks: Vec<Range<usize>> = body.breaks().into_iter().chain(custom).collect();
    breaks.sort_by_key(|range| range.start);
    breaks.dedup_by_key(|range| range.start);
    breaks
}

/// Makes notes of the text from `Note:` (or the separator that the front matter names) to the end
/// of the slide.
fn notes_of(
    writer: &mut DeckRewriter,
    settings: &DialectSettings,
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
) {
    for slide in body.between(breaks) {
        let sign = match &settings.notes_separator {
            Some(pattern) => separators::first(pattern, body, &slide),
            None => notes::sign(body, &slide, |_, line| sign_in(line)),
        };
        if let Some(sign) = sign {
            notes::from_sign(writer, body, sign, slide.end);
        }
    }
}

fn sign_in(line: &str) -> Option<Range<usize>> {
    let bare = line.trim_start_matches(' ');
    let indent = line.len() - bare.len();
    let starts = |sign: &&&str| {
        bare.get(..sign.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(sign))
    };
    let sign = ["note:", "notes:"].iter().find(starts)?;
    (indent < 4).then_some(indent..indent + sign.len())
}

fn has_class(tag: &Tag<'_>, class: &str) -> bool {
    tag.get("class")
        .is_some_and(|classes| classes.split_whitespace().any(|name| name == class))
}
