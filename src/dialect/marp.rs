//! Marp: rules separate slides, comments are directives or else notes, lists with `*` and `1)` come
//! item by item, and the end of a line is a line break.

mod directives;
mod ground;
mod image_words;
mod images;
mod inverted;
mod keys;
mod lists;
mod look;
mod looks;
mod margins;
mod marks;
mod numbers;
mod own_attributes;
mod slips;
mod text;

use std::ops::Range;

use super::body::{BlockKind, DeckBody};
use super::definition::{DeckRules, Definition, Detection};
use super::edits::Rewritten;
use super::writer::DeckRewriter;
use super::{DialectProblem, DialectSettings, notes};
use directives::Directives;
use images::WrittenImage;
use looks::DeckLooks;

pub(super) static DIALECT: Definition = Definition {
    names: &["marp"],
    tool: "Marp",
    has_math: true,
    keys: keys::KEYS,
    detection: Some(Detection {
        rank: 3,
        hints: &["<!--"],
        is_match: has_directives,
    }),
    marks: Some(&marks::MARKS),
    rules: DeckRules {
        takes_for_text: directives::is_text,
        heading_slides: Some("headingDivider: 2"),
        scheme: inverted::scheme,
        ..DeckRules::USUAL
    },
    rewrite,
};

fn rewrite<'t>(settings: &DialectSettings, text: &'t str) -> (Rewritten<'t>, Vec<DialectProblem>) {
    let body = DeckBody::read(text, |_| false, true);
    let mut writer = DeckRewriter::new(DIALECT.tool);
    let breaks = breaks(&mut writer, settings, &body);
    let slides = body.between(&breaks);
    let comments = directives::read(&body);
    let images: Vec<WrittenImage<'_>> = WrittenImage::all(&body).collect();
    let looks = DeckLooks {
        settings,
        body: &body,
        images: &images,
        comments: &comments,
    };
    looks.apply(&mut writer, &slides);
    // A line of hyphens below a text makes a heading of it.
    writer.spare_underlines(&body);
    for slide in &slides {
        speaker_notes(&mut writer, &body, slide, &comments);
    }
    fitted(&mut writer, &body);
    lists::rewrite(&mut writer, &body);
    slips::say(&mut writer, &slides, &images);
    images::rewrite(&mut writer, &body, &images);
    text::rewrite(&mut writer, &body, &images);
    writer.lost_elements(&body);
    writer.finish(&body)
}

/// Makes notes of the comments of a slide that are no directives, and for no program.
fn speaker_notes(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    directives: &[Directives<'_>],
) {
    for comment in body.comments_in(slide) {
        let is_directive = directives
            .binary_search_by_key(&comment.range.start, |found| found.range.start)
            .is_ok();
        let is_spoken = !is_directive && directives::is_read(body, comment);
        if is_spoken && !is_for_tools(body.inside(comment).0) {
            notes::from_comment(writer, body, comment, slide.end);
        }
    }
}

/// Whether a body has directives in its comments that no other tool has.
fn has_directives(body: &DeckBody<'_>) -> bool {
    directives::read(body)
        .iter()
        .any(directives::Directives::is_sign)
}

/// Makes breaks of rules, and puts one before each heading of a level that begins a slide.
fn breaks(
    writer: &mut DeckRewriter,
    settings: &DialectSettings,
    body: &DeckBody<'_>,
) -> Vec<Range<usize>> {
    let mut breaks: Vec<Range<usize>> = body
        .rules
        .iter()
        .map(|rule| body.with_line_end(rule))
        .collect();
    for rule in &body.rules {
        let is_native = body
            .text
            .get(rule.clone())
            .is_some_and(|text| text.len() > 2 && text.bytes().all(|b| b == b'-'));
        if !is_native {
            writer.edits.replace(rule.clone(), "---");
        }
    }
    let levels =
        directives::heading_divider(body).unwrap_or_else(|| settings.heading_divider.clone());
    let headings = body.blocks.iter().filter(|block| block.depth == 0);
    let headings = headings
        .filter(|block| matches!(block.kind, BlockKind::Heading(level) if levels.contains(&level)));
    for heading in headings {
        let at = body.line_start(heading.range.start);
        let after = body.rules.partition_point(|rule| rule.start < at);
        let from = after.checked_sub(1).map_or(0, |last| body.rules[last].end);
        if shows_something(body, from..at) {
            writer.edits.open(at, "---\n\n", heading.range.clone());
            breaks.push(at..at);
        }
    }
    breaks.sort_by_key(|range| range.start);
    breaks
}

/// Whether there is more than comments in a range.
fn shows_something(body: &DeckBody<'_>, range: Range<usize>) -> bool {
    let mut at = range.start;
    let blank = |range: Range<usize>| {
        body.text
            .get(range)
            .is_none_or(|text| text.trim().is_empty())
    };
    for comment in body.comments_in(&range) {
        if !blank(at..comment.range.start) {
            return true;
        }
        at = comment.range.end;
    }
    !blank(at..range.end.max(at))
}

/// Whether a comment is for a formatter or linter of Markdown.
fn is_for_tools(inside: &str) -> bool {
    inside == FIT
        || ["prettier-ignore", "markdownlint-", "lint "]
            .iter()
            .any(|start| inside.starts_with(start))
}

/// The comment that makes a heading as wide as the slide.
const FIT: &str = "fit";

fn fitted(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for comment in body
        .comments
        .iter()
        .filter(|comment| body.inside(comment).0 == FIT)
    {
        let rest = body.text.get(comment.range.end..).unwrap_or_default();
        let space = rest.len() - rest.trim_start_matches(' ').len();
        writer
            .edits
            .replace(comment.range.start..comment.range.end + space, "");
        writer.lost(
            comment.range.clone(),
            "<!-- fit -->",
            "the class `large` makes a slide's text larger",
        );
    }
}
