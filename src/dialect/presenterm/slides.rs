//! Where slides end, and what commands say of a slide.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody, is_break};
use super::super::notes;
use super::super::settings::PresentermSettings;
use super::super::slide::SlideAttributes;
use super::super::writer::DeckRewriter;
use super::commands::{Command, PlacedCommand};
use super::is_title;

/// Finds the ends of slides, and puts a break there. A deck without `end_slide` has its slides as
/// the program's configuration says, which is not known here: rules end them, or else titles.
pub(super) fn breaks(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    commands: &[PlacedCommand],
    options: &PresentermSettings,
) -> Vec<Range<usize>> {
    let ends = commands
        .iter()
        .filter(|placed| placed.command == Command::EndSlide);
    let mut breaks: Vec<Range<usize>> = ends.map(|placed| placed.range.clone()).collect();
    let has_ends = !breaks.is_empty();
    let by_rules = options.end_slide_shorthand || !has_ends && !options.implicit_slide_ends;
    let by_titles = options.implicit_slide_ends || !has_ends && body.rules.is_empty();
    for end in &breaks {
        slide_break(writer, body, end);
    }
    for rule in &body.rules {
        let is_native = body.text.get(rule.clone()).is_some_and(is_break);
        match (by_rules, is_native) {
            (true, false) => writer.edits.replace(rule.clone(), "---"),
            (false, true) => writer.edits.replace(rule.clone(), "***"),
            _ => {}
        }
    }
    if by_rules {
        breaks.extend(body.rules.iter().map(|rule| body.with_line_end(rule)));
    }
    breaks.sort_by_key(|range| range.start);
    if by_titles {
        titles(writer, body, &mut breaks);
    }
    breaks
}

/// Puts a break before each title that something stands before on its slide.
fn titles(writer: &mut DeckRewriter, body: &DeckBody<'_>, breaks: &mut Vec<Range<usize>>) {
    let before = |at: usize| {
        let after = breaks.partition_point(|range| range.start < at);
        after.checked_sub(1).map_or(0, |last| breaks[last].end)
    };
    let starts: Vec<usize> = body
        .blocks
        .iter()
        .filter(|block| is_title(body, block))
        .map(|block| body.line_start(block.range.start))
        .filter(|at| {
            let text = body.text.get(before(*at)..*at).unwrap_or_default();
            !text.trim().is_empty()
        })
        .collect();
    for at in starts {
        writer.edits.open(at, "---\n\n", at..at);
        breaks.push(at..at);
    }
    breaks.sort_by_key(|range| range.start);
}

/// Makes a break of a comment, with lines of its own.
fn slide_break(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>) {
    match body.own_lines(range) {
        Some(_) => writer.edits.replace(range.clone(), "---"),
        None => writer.edits.replace(range.clone(), "\n\n---\n\n"),
    }
}

/// Rewrites the commands of a slide, but for its columns.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    commands: &[PlacedCommand],
    incremental: bool,
) {
    let mut attributes = SlideAttributes::default();
    let mut steps = vec![(slide.start, incremental)];
    let mut place = None;
    for placed in within(commands, slide) {
        let range = placed.range.clone();
        match &placed.command {
            Command::Pause => {
                pause(writer, body, &range);
                continue;
            }
            Command::Note(text) => {
                note(writer, body, &range, text);
                continue;
            }
            Command::EndSlide | Command::Columns(_) | Command::Column(_) | Command::ResetLayout => {
                continue;
            }
            Command::Middle => attributes.class("center"),
            Command::Alignment(edge) if edge == "center" => attributes.class("center"),
            Command::FontSize(2..) => attributes.class("large"),
            Command::Skip => attributes.word("hidden".to_owned()),
            Command::Incremental(value) => steps.push((range.start, *value)),
            command => lose(writer, &range, command),
        }
        place = place.or(Some(range.clone()));
        writer.remove(body, range);
    }
    if let Some(place) = place.filter(|_| !attributes.is_empty()) {
        let at = body.trimmed_start(slide);
        writer.edits.open(at, attributes.comment() + "\n\n", place);
    }
    lists(writer, body, slide, &steps);
}

/// The commands of a slide.
pub(super) fn within<'c>(
    commands: &'c [PlacedCommand],
    slide: &Range<usize>,
) -> impl Iterator<Item = &'c PlacedCommand> {
    let start = commands.partition_point(|placed| placed.range.start < slide.start);
    let end = commands.partition_point(|placed| placed.range.start < slide.end);
    commands.get(start..end).unwrap_or_default().iter()
}

fn lose(writer: &mut DeckRewriter, range: &Range<usize>, command: &Command) {
    let (word, hint) = match command {
        Command::Include => ("include", "a deck is one file: copy the slides here"),
        Command::SnippetOutput => ("snippet_output", "code is not run: write its output here"),
        Command::NoFooter => ("no_footer", "the footer stands on every slide"),
        Command::Alignment(side) if side == "right" => (
            "alignment: right",
            "text begins at the left, or stands in the middle: `{.center}`",
        ),
        _ => return,
    };
    writer.lost(range.clone(), word, hint);
}

/// Makes a pause of a comment, with empty lines around it.
fn pause(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>) {
    let lines = if body.own_lines(range).is_some() {
        "\n. . .\n"
    } else {
        "\n\n. . .\n\n"
    };
    writer.edits.replace(range.clone(), lines);
}

fn note(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>, text: &str) {
    if notes::is_nested(body, range.start) {
        notes::put_beside(writer, body, range, text);
        return writer.remove(body, range.clone());
    }
    let notes = notes::div(text);
    match body.own_lines(range) {
        Some(_) => writer.edits.replace(range.clone(), notes),
        None => writer
            .edits
            .replace(range.clone(), format!("\n\n{notes}\n\n")),
    }
}

/// Marks the lists that come item by item; `steps` says from where on they do.
fn lists(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    steps: &[(usize, bool)],
) {
    let blocks = body.blocks_in(slide);
    for block in blocks.filter(|block| matches!(block.kind, BlockKind::List(_))) {
        let after = steps.partition_point(|(start, _)| *start <= block.range.start);
        let comes = after.checked_sub(1).is_some_and(|last| steps[last].1);
        if comes {
            writer.div(body, block, "::: incremental", block.range.clone());
        }
    }
}
