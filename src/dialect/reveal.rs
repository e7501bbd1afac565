//! reveal-md, and Markdown for reveal.js.
//!
//! Slides are separated by `---` and `----` alone on a line, or by the separators that the front
//! matter names. `Note:` begins notes. Comments that begin with `.slide:` and `.element:` hold
//! attributes of HTML.

mod attributes;
mod comments;
mod elements;
mod formulas;
mod fragments;
mod keys;
pub(super) mod lazy;
mod links;
mod listings;
mod marks;
mod sections;
mod separators;
pub(super) mod signs;
mod sizes;
mod templates;

use std::collections::HashSet;
use std::ops::Range;

use crate::html::tokens::Tag;

use super::body::{BlockKind, DeckBlock, DeckBody, is_bare};
use super::definition::{DeckRules, Definition, Detection, NotesForm};
use super::edits::Rewritten;
use super::motion::Movements;
use super::tags::tags;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, emphasis, notes};

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
        scheme: keys::scheme,
        ..DeckRules::USUAL
    },
    rewrite: |settings, text| {
        rewrite_as(DIALECT.tool, settings, text, |writer, body| {
            emphasis::rewrite(writer, body.text);
            formulas::rewrite(writer, body);
        })
    },
};

/// Rewrites a body as `tool` reads it; `more` rewrites what the tool has besides.
pub(super) fn rewrite_as<'t>(
    tool: &'static str,
    settings: &DialectSettings,
    text: &'t str,
    more: impl FnOnce(&mut DeckRewriter, &DeckBody<'_>),
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let Some((bare, settings)) = templates::unwrap(settings, text) else {
        return rewrite_bare(tool, settings, text, more);
    };
    let (native, mut problems) = rewrite_bare(tool, &settings, &bare.text, more);
    for problem in &mut problems {
        problem.range = bare.original(&problem.range);
    }
    (native.made_of(&bare), problems)
}

fn rewrite_bare<'t>(
    tool: &'static str,
    settings: &DialectSettings,
    text: &'t str,
    more: impl FnOnce(&mut DeckRewriter, &DeckBody<'_>),
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let mut body = read(settings, text);
    let mut found = separators::find(settings, &body);
    found.extend(marks_in_html(settings, &body));
    found.sort_by_key(|range| range.start);
    if !found.is_empty() {
        // A separator breaks the body, so that it cannot underline a heading.
        let starts: HashSet<usize> = found
            .iter()
            .filter_map(|range| Some(body.own_lines(range)?.start))
            .collect();
        let is_mark = |start, line: &str| is_mark(settings, text, start, line);
        body = DeckBody::read_at(
            text,
            |start, line| is_mark(start, line) || starts.contains(&start),
            true,
        );
    }
    let mut writer = DeckRewriter::new(tool);
    separators::put(&mut writer, &body, &found);
    let mut breaks = all_breaks(&body, &found);
    let down = separators::down(settings, &body, &found);
    body.set_apart(found);
    writer.spare_hyphens(&body);
    let tags = tags(&body);
    let mut sections = sections::rewrite(&mut writer, &body, &breaks, &tags);
    sections.down.extend(down);
    breaks.extend(sections.breaks.iter().cloned());
    breaks.sort_by_key(|range| range.start);
    notes_of(&mut writer, settings, &body, &breaks);
    let (mut ids, mut movements) = (HashSet::new(), Movements::default());
    for comment in &body.comments {
        let (inside, _) = body.inside(comment);
        if let Some(written) = inside.strip_prefix(".slide:") {
            let number = breaks.partition_point(|range| range.start <= comment.range.start);
            let (said, movements) = ((written, &mut ids), (&mut movements, number));
            attributes::slide(&mut writer, &body, comment, said, movements);
        }
    }
    let steps = fragments::steps(&body, &breaks, &tags);
    elements::rewrite(&mut writer, &body, &steps);
    fragments::put(&mut writer, &tags, &steps);
    listings::rewrite(&mut writer, &body, &tags, &steps);
    lazy::rewrite(&mut writer, &tags);
    links::rewrite(&mut writer, &body, &breaks, &sections);
    more(&mut writer, &body);
    writer.finish(&body)
}

/// Reads a body as it is cut where the front matter names no other separators.
fn read<'t>(settings: &DialectSettings, text: &'t str) -> DeckBody<'t> {
    DeckBody::read_at(
        text,
        |start, line| is_mark(settings, text, start, line),
        true,
    )
}

/// Whether the line at an offset is one of reveal-md's separators, which have no white space.
fn is_mark(settings: &DialectSettings, text: &str, start: usize, line: &str) -> bool {
    let separates = match line {
        "---" => settings.separator.is_none(),
        "----" => settings.vertical_separator.is_none(),
        _ => false,
    };
    separates && is_bare(text, start, line)
}

/// The usual separators that stand right below a line of HTML. To a parser of Markdown they are a part
/// of it; reveal-md cuts a deck before anything is parsed. What stands in an element whose text means
/// itself stays there, as in code.
fn marks_in_html(settings: &DialectSettings, body: &DeckBody<'_>) -> Vec<Range<usize>> {
    let is_html = |block: &&DeckBlock| block.kind == BlockKind::Html;
    let blocks = body.blocks.iter().filter(is_html);
    let mut found = Vec::new();
    let text = |range: Range<usize>| body.text.get(range).unwrap_or_default();
    let is_raw = |block: &&DeckBlock| {
        let inside = text(block.range.start + 1..block.range.end);
        notes::raw_element(inside).is_some()
    };
    for block in blocks.filter(|block| !is_raw(block)) {
        for line in body.lines(block.range.clone()) {
            let words = text(line.clone()).trim_end();
            if is_mark(settings, body.text, line.start, words) && body.is_text(line.start) {
                found.push(line.start..line.start + words.len());
            }
        }
    }
    found
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
            None => signs::find(body, &slide),
        };
        if let Some(sign) = sign {
            notes::from_sign(writer, body, sign, slide.end);
        }
    }
}

fn has_class(tag: &Tag<'_>, class: &str) -> bool {
    tag.get("class")
        .is_some_and(|classes| classes.split_whitespace().any(|name| name == class))
}
