//! Where slides begin: at headings down to the slide level, and at rules.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBlock, DeckBody, is_break};
use super::super::stray::commands;
use super::super::tags::tags;
use super::super::writer::DeckRewriter;
use super::divs::Divs;
use super::tex::Environment;

/// What stands at the top level of a body, outside divs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TopLevel {
    Heading(u8),
    Rule,
    Content,
    /// HTML that shows nothing. Pandoc counts it when it looks for the slide level.
    Hidden,
}

/// How far the end of notes in TeX is looked for, in bytes: a brace that nothing closes ends nothing.
const MOST_OF_NOTES: usize = 1 << 14;

/// The deepest level of a heading.
const DEEPEST: u8 = 6;

/// The slides of a body.
#[derive(Debug)]
pub(super) struct PandocSlides {
    /// Where each slide begins, in order.
    pub(super) starts: Vec<usize>,
}

impl PandocSlides {
    /// Which slide an offset stands on, from 0.
    pub(super) fn number(&self, at: usize) -> usize {
        self.starts.partition_point(|start| *start <= at)
    }

    /// Where the slide ends that an offset stands on.
    pub(super) fn end(&self, at: usize, body: &DeckBody<'_>) -> usize {
        let after = self.number(at);
        self.starts.get(after).copied().unwrap_or(body.text.len())
    }
}

/// Finds the slides that begin behind `start` and outside `wholes`, and puts a break before each but
/// the first. `level` is the slide level, if one is known.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    divs: &Divs,
    wholes: &[Range<usize>],
    (level, start): (Option<u8>, usize),
) -> PandocSlides {
    let in_whole = |at: usize| {
        let after = wholes.partition_point(|whole| whole.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| at < wholes[last].end)
    };
    for rule in body.rules.iter().filter(|rule| in_whole(rule.start)) {
        writer.edits.replace(rule.clone(), "***");
    }
    let mut items = items(body, divs, start);
    items.retain(|(range, _)| !in_whole(range.start));
    let level = level.unwrap_or_else(|| slide_level(&items));
    let mut starts = Vec::new();
    let mut before: Option<TopLevel> = None;
    for (range, item) in items.iter().filter(|(_, item)| *item != TopLevel::Hidden) {
        match *item {
            TopLevel::Rule => {
                starts.push(range.start);
                rule(writer, body, range, before.is_none());
            }
            TopLevel::Heading(depth) if depth <= level => {
                let follows_rule = depth == level && before == Some(TopLevel::Rule);
                if !follows_rule && before.is_some() {
                    let line = body.line_start(range.start);
                    writer.edits.open(line, "---\n\n", range.clone());
                    starts.push(line);
                }
            }
            _ => {}
        }
        before = Some(*item);
    }
    PandocSlides { starts }
}

/// What Pandoc takes for one block, so that no slide begins in it: elements `<div>` that are closed,
/// notes in TeX and its environments. In order, none within another.
pub(super) fn wholes(body: &DeckBody<'_>, environments: &[Environment<'_>]) -> Vec<Range<usize>> {
    let ranges = environments.iter().map(|environment| &environment.range);
    let mut found: Vec<Range<usize>> = ranges.cloned().collect();
    let mut open: Vec<usize> = Vec::new();
    for tag in tags(body).iter().filter(|tag| tag.name == "div") {
        if !tag.is_end {
            // What stands in the line of the tag begins no slide either.
            open.push(tag.range.end);
        } else if let Some(start) = open.pop().filter(|_| open.is_empty()) {
            found.push(start..tag.range.start);
        }
    }
    let commands = commands::places(body.text).filter(|at| body.is_text(*at));
    let mut from = 0;
    for at in commands {
        let near = at + body.near(at, MOST_OF_NOTES).len();
        if let Some(inside) = commands::inside(body, at, near).filter(|_| at >= from) {
            from = inside.end;
            found.extend((inside.end < near).then_some(inside));
        }
    }
    found.sort_unstable_by_key(|whole| whole.start);
    let mut end = 0;
    found.retain(|whole| {
        let is_apart = whole.start >= end;
        end = end.max(whole.end);
        is_apart
    });
    found
}

/// Makes a break of a rule. At the beginning of a deck it has nothing to end.
fn rule(writer: &mut DeckRewriter, body: &DeckBody<'_>, range: &Range<usize>, is_first: bool) {
    if is_first {
        return writer.remove(body, range.clone());
    }
    if !body.text.get(range.clone()).is_some_and(is_break) {
        writer.edits.replace(range.clone(), "---");
    }
}

/// The highest level of the headings that something else follows at once.
fn slide_level(items: &[(Range<usize>, TopLevel)]) -> u8 {
    let pairs = items.iter().zip(items.iter().skip(1));
    let levels = pairs.filter_map(|((_, item), (_, next))| match (item, next) {
        (TopLevel::Heading(level), TopLevel::Content | TopLevel::Hidden) => Some(*level),
        _ => None,
    });
    levels.min().unwrap_or(DEEPEST)
}

/// What stands at the top level, in order.
fn items(body: &DeckBody<'_>, divs: &Divs, start: usize) -> Vec<(Range<usize>, TopLevel)> {
    let blocks = body.blocks.iter().filter(|block| block.depth == 0);
    let blocks = blocks.filter_map(|block| Some((block.range.clone(), kind(body, block)?)));
    let rules = body.rules.iter().map(|rule| {
        let is_table = body.text.get(rule.clone()).is_some_and(is_table_line);
        let kind = if is_table {
            TopLevel::Content
        } else {
            TopLevel::Rule
        };
        (rule.clone(), kind)
    });
    let mut items: Vec<(Range<usize>, TopLevel)> = blocks.chain(rules).collect();
    items.retain(|(range, _)| range.start >= start && divs.at(range.start).is_none());
    items.sort_by_key(|(range, _)| range.start);
    items
}

fn kind(body: &DeckBody<'_>, block: &DeckBlock) -> Option<TopLevel> {
    let text = body.text.get(block.range.clone()).unwrap_or_default();
    Some(match block.kind {
        BlockKind::Heading(level) => TopLevel::Heading(level),
        BlockKind::Html if is_hidden(text) => TopLevel::Hidden,
        // Definitions of footnotes are read out of the text.
        BlockKind::Other if text.starts_with("[^") => return None,
        _ => TopLevel::Content,
    })
}

/// Whether HTML is a comment, or sets up the page.
fn is_hidden(text: &str) -> bool {
    ["<!--", "<style", "<script", "<link", "<meta"]
        .iter()
        .any(|start| text.starts_with(start))
}

/// Whether a rule is the line of a table: hyphens in groups of several.
fn is_table_line(rule: &str) -> bool {
    let mut groups = rule.split_whitespace();
    let is_group = |group: &str| group.len() > 1 && group.bytes().all(|byte| byte == b'-');
    rule.trim().contains([' ', '\t']) && groups.any(is_group)
}
