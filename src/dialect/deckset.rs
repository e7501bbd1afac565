//! Deckset: settings stand at the top of the file without fences, commands in brackets on lines of
//! their own, notes behind `^`, and pictures fill their slide unless they are `inline`.

mod commands;
mod header;
mod images;
mod spoken;
mod text;

use std::ops::Range;

use super::body::{BlockKind, DeckBody, is_break};
use super::definition::Handling::Unsupported;
use super::definition::{DeckRules, Definition, Detection, DialectKey, LOOK, NUMBERS, STILL};
use super::edits::Rewritten;
use super::paragraph::paragraph;
use super::running_text::RunningText;
use super::slide::css_url;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings};
use commands::PlacedCommand;
use header::Header;

pub(super) static DIALECT: Definition = Definition {
    names: &["deckset"],
    tool: "Deckset",
    has_math: true,
    keys: &[
        DialectKey::sign("slidenumbers", NUMBERS),
        DialectKey::sign("slidecount", NUMBERS),
        DialectKey::sign(
            "autoscale",
            Unsupported("a slide that is too full is set smaller by itself"),
        ),
        DialectKey::sign("slide-transition", STILL),
        DialectKey::word("theme", LOOK),
    ],
    detection: Some(Detection {
        rank: 5,
        hints: &[
            "\n[.",
            "[fit]",
            "\nslidenumbers:",
            "\nautoscale:",
            "\nbuild-lists:",
            "\nslide-dividers:",
            "\nslide-transition:",
            "\nslidecount:",
            "\n^",
            "![fit",
            "![inline",
            "![left",
            "![right",
        ],
        is_match: has_signs,
    }),
    marks: None,
    rules: DeckRules::USUAL,
    rewrite,
};

fn rewrite<'t>(_: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let header = header::read(text);
    let mut body = DeckBody::read(text, is_break, false);
    body.set_apart((header.end > 0).then_some(0..header.end));
    let mut writer = DeckRewriter::new(DIALECT.tool);
    header::remove(&mut writer, &header);
    writer.spare_underlines(&body);
    let breaks = breaks(&mut writer, &body, &header);
    for slide in body.between(&breaks) {
        let slide = slide.start.max(header.end)..slide.end.max(header.end);
        self::slide(&mut writer, &body, &header, &slide);
    }
    text::rewrite(&mut writer, &body, header.end);
    RunningText::read(text).write_emoji(&mut writer, text);
    writer.lost_elements(&body);
    writer.finish(&body)
}

/// Whether a body has settings, commands or headings that no other tool has, or two of the signs
/// that others may have, too.
fn has_signs(body: &DeckBody<'_>) -> bool {
    let all = 0..body.text.len();
    let header = header::read(body.text);
    let is_fitted = || {
        body.blocks.iter().any(|block| {
            let text = body.text.get(block.range.clone()).unwrap_or_default();
            matches!(block.kind, BlockKind::Heading(_)) && text.contains("[fit]")
        })
    };
    if header.is_sign || !commands::read(body, &all).is_empty() || is_fitted() {
        return true;
    }
    let signs = [
        header.end > 0,
        spoken::is_there(body),
        images::has_words(body, &all),
    ];
    signs.iter().filter(|sign| **sign).count() > 1
}

/// The breaks between slides: lines of hyphens, and headings of the levels that the header names.
fn breaks(writer: &mut DeckRewriter, body: &DeckBody<'_>, header: &Header) -> Vec<Range<usize>> {
    let mut breaks = body.breaks();
    let headings = body.blocks.iter().filter(|block| {
        let is_divider = |level| header.dividers.contains(&level);
        block.depth == 0 && matches!(block.kind, BlockKind::Heading(level) if is_divider(level))
    });
    let before = |at: usize| {
        let after = body.marks.partition_point(|mark| mark.start < at);
        let end = after.checked_sub(1).map_or(0, |last| body.marks[last].end);
        end.max(header.end)
    };
    for heading in headings {
        let at = body.line_start(heading.range.start);
        let text = body.text.get(before(at)..at).unwrap_or_default();
        if !text.trim().is_empty() {
            writer.edits.open(at, "---\n\n", heading.range.clone());
            breaks.push(at..at);
        }
    }
    breaks.sort_by_key(|range| range.start);
    breaks
}

fn slide(writer: &mut DeckRewriter, body: &DeckBody<'_>, header: &Header, slide: &Range<usize>) {
    let spoken = spoken::rewrite(writer, body, slide);
    let commands: Vec<PlacedCommand> = commands::read(body, slide)
        .into_iter()
        .filter(|placed| !spoken::is_spoken(&spoken, placed.range.start))
        .collect();
    let is_large = text::fitted(writer, body, slide);
    let mut attributes = commands::rewrite(
        writer,
        body,
        slide,
        &commands,
        (header.build_lists, &spoken),
    );
    let has_picture = images::rewrite(writer, body, slide, &spoken);
    if is_large {
        attributes.classes.class("large");
    }
    let background = attributes
        .background
        .or_else(|| header.background.clone())
        .filter(|_| !has_picture);
    if let Some(background) = background {
        attributes.classes.pair("background", css_url(&background));
    }
    let foot = attributes.foot.as_ref().or(header.footer.as_ref());
    let parts = [
        attributes.classes.comment(),
        foot.map_or_else(String::new, |foot| self::foot(foot)),
    ];
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let at = body.trimmed_start(slide);
        writer
            .edits
            .open(at, part + "\n\n", slide.start..slide.start);
    }
}

/// The lines of what stands at the foot of a slide, in Markdown; empty for a slide without a foot.
fn foot(words: &str) -> String {
    let words = paragraph(&words.replace('$', "\\$"));
    let words = if words.is_empty() {
        words
    } else {
        words + "\n"
    };
    format!("::: slide-footer\n{words}:::")
}
