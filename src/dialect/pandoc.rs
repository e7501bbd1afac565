//! Pandoc's slides: headings and rules begin them, fenced divs and spans carry classes, and the
//! title slide is made from the metadata. Quarto writes the same Markdown, with cells, shortcodes
//! and callouts; both are read here.

mod attributes;
mod blocks;
mod code;
mod conditions;
mod divs;
mod headings;
mod images;
mod inline;
pub(super) mod keys;
mod lines;
mod marks;
mod shortcodes;
mod slides;
mod spans;
mod steps;
mod tex;
mod title;

use super::body::DeckBody;
use super::definition::{DeckRules, Definition, Detection, NotesForm};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings};

/// What Pandoc's slides and Quarto's do.
pub(super) const RULES: DeckRules = DeckRules {
    pixels_across: 1_050,
    notes: &[
        NotesForm::Aside,
        NotesForm::Div,
        NotesForm::Command,
        NotesForm::Attribute,
    ],
    has_divs: true,
    ..DeckRules::USUAL
};

pub(super) static DIALECT: Definition = Definition {
    names: &["pandoc"],
    tool: "Pandoc",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 6,
        hints: &["\n% "],
        is_match: |body| title::block(body.text).is_some(),
    }),
    marks: None,
    rules: RULES,
    rewrite: |settings, text| rewrite_as(DIALECT.tool, settings, None, text),
};

/// Rewrites a body as `tool` reads it. `level` is the slide level that the tool has where the deck
/// names none; without one, it follows from the headings.
pub(super) fn rewrite_as<'t>(
    tool: &'static str,
    settings: &DialectSettings,
    level: Option<u8>,
    text: &'t str,
) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read(text, |_| false, true);
    let mut writer = DeckRewriter::new(tool);
    let block = title::block(text);
    let start = block.as_ref().map_or(0, |(_, end)| *end);
    let has_title = settings.title_slide.title.is_some();
    match &block {
        Some((slide, _)) if !has_title => slide.put(&mut writer, &body, start),
        _ => settings.title_slide.put(&mut writer, &body, start),
    }
    writer.edits.replace(0..start, "");
    let divs = divs::find(&body);
    let options = &settings.pandoc;
    let level = options.slide_level.or(level);
    let environments = tex::environments(&body);
    let wholes = slides::wholes(&body, &environments);
    let slides = slides::rewrite(&mut writer, &body, &divs, &wholes, (level, start));
    tex::rewrite(&mut writer, &body, &environments);
    writer.spare_underlines(&body);
    headings::rewrite(&mut writer, &body, &slides);
    blocks::rewrite(&mut writer, &body, &divs, &slides);
    steps::lists(&mut writer, &body, &divs, options.is_incremental);
    code::rewrite(&mut writer, &body, options);
    lines::rewrite(&mut writer, &body, start);
    inline::rewrite(&mut writer, &body, start, &environments);
    writer.lost_elements(&body);
    writer.finish(&body)
}

/// Whether a body has forms that Quarto alone has: cells, shortcodes, callouts.
pub(super) fn has_quarto_signs(body: &DeckBody<'_>) -> bool {
    marks::has_signs(body)
}
