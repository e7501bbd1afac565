//! Classes of `UnoCSS` that put elements beside each other: their children are columns.

use crate::html::tokens::Tag;

use super::super::body::{BlockKind, DeckBlock, DeckBody};
use super::elements::{Element, Elements};
use super::tag_plan::TagPlan;

/// More columns than this have no room for text.
const MOST: usize = 6;

pub(super) fn rewrite(body: &DeckBody<'_>, elements: &Elements<'_, '_>, plan: &mut TagPlan) {
    for element in &elements.list {
        let tag = &elements.tags[element.opening];
        let classes = tag.get("class").unwrap_or_default();
        // UnoCSS takes attributes for classes, too: `grid="~ cols-2"`.
        let of_attribute = tag.get("grid").map(|words| format!("grid {words}"));
        let of_attribute = of_attribute.as_deref().and_then(columns);
        let Some((count, is_grid)) = columns(classes).or(of_attribute) else {
            continue;
        };
        let children = element
            .children
            .iter()
            .filter(|child| is_cell(elements.tag(**child).written));
        let children: Vec<usize> = children.copied().collect();
        let list = shares(tag).filter(|list| list.len() == children.len());
        // Markdown in a grid stands in it as well, and is no element here.
        let beside = || children.len() + blocks(body, elements, element);
        if is_grid || (2..=count).contains(&beside()) {
            let classes = &mut plan.at(element.opening).classes;
            classes.push("columns".to_owned());
            let has_rows = is_grid && list.is_none();
            classes.extend(has_rows.then(|| format!("columns-{count}")));
            for (at, child) in children.into_iter().enumerate() {
                let cell = plan.at(elements.list[child].opening);
                cell.classes.push("column".to_owned());
                cell.share = list.as_ref().map(|list| list[at].clone());
            }
        }
    }
}

/// How many blocks of Markdown stand in an element, and in none within it.
fn blocks(body: &DeckBody<'_>, elements: &Elements<'_, '_>, element: &Element) -> usize {
    let Some(closing) = element.closing else {
        return 0;
    };
    let start = elements.tags[element.opening].range.end;
    let end = elements.tags[closing].range.start;
    let children: Vec<(usize, usize)> = element
        .children
        .iter()
        .map(|child| (elements.tag(*child).range.start, elements.end_of(*child)))
        .collect();
    let from = body
        .blocks
        .partition_point(|block| block.range.start < start);
    let inside = body.blocks[from..].iter();
    let inside = inside.take_while(|block| block.range.start < end);
    let is_own = |block: &&DeckBlock| {
        let at = block.range.start;
        let is_within = children
            .iter()
            .any(|(start, end)| (*start..*end).contains(&at));
        let is_first = block
            .around
            .is_none_or(|around| body.blocks[around].range.start < start);
        is_first && !is_within && block.kind != BlockKind::Html
    };
    inside.filter(is_own).count()
}

/// How many columns the classes of an element make, and whether the next row begins behind them.
fn columns(classes: &str) -> Option<(usize, bool)> {
    let words = || classes.split_ascii_whitespace();
    let has = |word: &str| words().any(|other| other == word);
    let of_grid = words().find_map(|word| {
        let count = word
            .strip_prefix("grid-cols-")
            .or(word.strip_prefix("cols-"))?;
        let listed = count.strip_prefix('[').map(|list| list.split('_').count());
        listed.or_else(|| count.parse().ok())
    });
    let of_grid = of_grid.filter(|_| has("grid"));
    let is_row = has("flex") && !words().any(|word| word.starts_with("flex-col"));
    let of_grid = of_grid.map(|count| (count, true));
    of_grid
        .or(is_row.then_some((MOST, false)))
        .filter(|(count, _)| (2..=MOST).contains(count))
}

/// The shares of the columns of one row, in percent, where they are not the same.
fn shares(tag: &Tag<'_>) -> Option<Vec<String>> {
    let mut words = tag
        .get("class")
        .unwrap_or_default()
        .split_ascii_whitespace();
    let list = words.find_map(unequal);
    let of_attribute = || tag.get("grid")?.split_ascii_whitespace().find_map(unequal);
    let list = list.or_else(of_attribute)?;
    let all: f32 = list.iter().sum();
    // A share has two digits.
    let percent = |part: &f32| format!("{:.0}", (part / all * 100.0).clamp(10.0, 90.0));
    Some(list.iter().map(percent).collect())
}

/// The parts that a class gives to columns, where they are not the same: `grid-cols-[2fr_1fr]`. `None`
/// where a part is as wide as what stands in it.
fn unequal(class: &str) -> Option<Vec<f32>> {
    let list = listed(class)?;
    let parts: Vec<(f32, &str)> = list.split('_').map(part).collect::<Option<_>>()?;
    let (first, unit) = *parts.first()?;
    let is_one_unit = parts.iter().all(|(_, other)| *other == unit);
    let differs = parts.iter().any(|(part, _)| (part - first).abs() > 0.001);
    let numbers = parts.into_iter().map(|(number, _)| number);
    (is_one_unit && differs).then(|| numbers.collect())
}

/// A number and its unit.
fn part(word: &str) -> Option<(f32, &str)> {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let number: f32 = word[..word.len() - unit.len()].parse().ok()?;
    (number > 0.0).then_some((number, unit))
}

/// Whether a class gives columns widths of their own, whatever they are.
pub(super) fn has_widths(class: &str) -> bool {
    listed(class).is_some_and(|list| {
        let mut parts = list.split('_');
        let first = parts.next();
        parts.any(|part| Some(part) != first)
    })
}

/// The list of widths in a class.
fn listed(class: &str) -> Option<&str> {
    let count = class
        .strip_prefix("grid-cols-")
        .or(class.strip_prefix("cols-"))?;
    count.strip_prefix('[')?.strip_suffix(']')
}

/// Whether an element stands by itself in a grid.
fn is_cell(name: &str) -> bool {
    const CELLS: [&str; 14] = [
        "div", "section", "article", "aside", "ul", "ol", "figure", "p", "pre", "table", "img",
        "video", "v-click", "v-clicks",
    ];
    CELLS.contains(&name)
}
