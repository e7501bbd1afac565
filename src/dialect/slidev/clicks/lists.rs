//! `<v-clicks>`: the items of a list, or whatever else stands in it, one by one.

use super::super::super::body::{BlockKind, DeckBody};
use super::super::elements::Elements;
use super::at::At;
use super::gatherer::{GatheredList, Gatherer, at_of, is_on, number};
use super::{Click, Target};

/// Something that comes by itself.
#[derive(Debug, Clone, Copy)]
enum Item {
    Block(usize),
    Element(usize),
}

/// How the items of an element follow each other.
struct ListSteps {
    depth: i64,
    every: i64,
    is_relative: bool,
    at: i64,
    hides: bool,
    /// The number of the next item, from 1.
    next: i64,
    /// The click of the item that was counted last.
    last: i64,
}

/// Gathers the clicks of what stands in an element.
pub(super) fn gather(gatherer: &mut Gatherer<'_, '_, '_>, element: usize) {
    let tag = gatherer.elements.tag(element);
    let (is_relative, at) = match gatherer.at(tag, at_of(tag)) {
        At::Absolute(at) => (false, at),
        At::Relative(by) => (true, by),
        At::Between(..) => (true, 1),
        At::Never => return gatherer.plan.remove(&gatherer.elements.list[element]),
    };
    let mut steps = ListSteps {
        depth: number(tag, "depth").unwrap_or(1).clamp(1, 10),
        every: number(tag, "every").unwrap_or(1).max(1),
        is_relative,
        at,
        hides: is_on(tag, "hide"),
        next: 1,
        last: 0,
    };
    let children = children(gatherer.body, gatherer.elements, element);
    let list = match children.as_slice() {
        [child] => items(gatherer.body, gatherer.elements, *child),
        _ => None,
    };
    let (open, close) = (tag.range.end, gatherer.elements.end_of(element));
    let is_whole = list.is_some() && !is_table(gatherer.body, &children) && {
        let depth = deepest(gatherer.body, open, close);
        matches!(children[0], Item::Block(_)) && depth <= steps.depth
    };
    let items = list.unwrap_or(children);
    gather_items(gatherer, &items, &mut steps, 1);
    gap(gatherer, &steps, close);
    gatherer.lists.push(GatheredList {
        element,
        open,
        close,
        is_whole,
        hides: steps.hides,
    });
}

/// What follows an element is counted behind all of its items, though the last one that was counted
/// may be shown before others.
fn gap(gatherer: &mut Gatherer<'_, '_, '_>, steps: &ListSteps, end: usize) {
    let size = steps.shown(steps.next - 1) - steps.last;
    if size > 0 {
        gatherer.found.push(Click {
            open: end,
            close: end,
            at: At::Relative(size),
            size: 1,
            hides: false,
            target: Target::Gap,
            start: 0,
            end: None,
        });
    }
}

impl ListSteps {
    /// The click of an item, by its number.
    fn shown(&self, number: i64) -> i64 {
        self.at + (number + self.every - 1) / self.every - 1
    }
}

/// The clicks of items. Those of a list within an item are counted behind it, and are there before
/// it.
fn gather_items(
    gatherer: &mut Gatherer<'_, '_, '_>,
    list: &[Item],
    steps: &mut ListSteps,
    depth: i64,
) {
    for item in list {
        let shown = steps.shown(steps.next);
        steps.next += 1;
        if depth < steps.depth {
            for inner in inner_lists(gatherer.body, gatherer.elements, *item) {
                if let Some(inner) = items(gatherer.body, gatherer.elements, inner) {
                    gather_items(gatherer, &inner, steps, depth + 1);
                }
            }
        }
        let at = if steps.is_relative {
            At::Relative(shown - steps.last)
        } else {
            At::Absolute(shown.max(1))
        };
        steps.last = shown;
        match *item {
            Item::Element(element) => {
                gatherer.push(element, at, steps.hides, Target::Element(element));
            }
            Item::Block(block) => {
                let range = gatherer.body.blocks[block].range.clone();
                gatherer.found.push(Click {
                    open: range.start,
                    close: range.end,
                    at,
                    size: 1,
                    hides: steps.hides,
                    target: Target::Block(block),
                    start: 0,
                    end: None,
                });
            }
        }
    }
}

/// What stands in an element, one after the other: blocks of Markdown, and elements of HTML that
/// stand in no block.
fn children(body: &DeckBody<'_>, elements: &Elements<'_, '_>, element: usize) -> Vec<Item> {
    let (start, end) = (
        elements.tag(element).range.end,
        elements.end(element).map_or(0, |tag| tag.range.start),
    );
    let from = body
        .blocks
        .partition_point(|block| block.range.start < start);
    let blocks = body.blocks[from..].iter().enumerate();
    let blocks = blocks
        .take_while(|(_, block)| block.range.start < end)
        .filter(|(_, block)| block.kind != BlockKind::Html && !block.range.is_empty())
        .map(|(number, block)| {
            (
                block.range.start,
                block.range.end,
                Item::Block(from + number),
            )
        });
    let inner = elements.list[element].children.iter().map(|child| {
        let range = elements.tag(*child).range.start..elements.end_of(*child);
        (range.start, range.end, Item::Element(*child))
    });
    let mut all: Vec<(usize, usize, Item)> = blocks.chain(inner).collect();
    all.sort_by_key(|(start, _, _)| *start);
    let mut taken = start;
    let mut found = Vec::new();
    for (start, end, item) in all {
        if start >= taken {
            taken = end.max(start + 1);
            found.push(item);
        }
    }
    found
}

/// Whether a table stands there alone.
fn is_table(body: &DeckBody<'_>, children: &[Item]) -> bool {
    matches!(children, [Item::Block(block)] if body.blocks[*block].kind == BlockKind::Table)
}

/// The items of a list, or the rows of a table below its head.
fn items(body: &DeckBody<'_>, elements: &Elements<'_, '_>, list: Item) -> Option<Vec<Item>> {
    match list {
        Item::Block(block) => match body.blocks[block].kind {
            BlockKind::List(_) => Some(within(body, block, |kind| kind == BlockKind::Item)),
            BlockKind::Table => Some(within(body, block, |kind| kind == BlockKind::Row)),
            _ => None,
        },
        Item::Element(element) => {
            let is_list = ["ul", "ol"].contains(&elements.tag(element).written);
            let children = elements.list[element].children.iter();
            let items = children.filter(|child| elements.tag(**child).written == "li");
            is_list.then(|| items.map(|child| Item::Element(*child)).collect())
        }
    }
}

/// The lists in an item.
fn inner_lists(body: &DeckBody<'_>, elements: &Elements<'_, '_>, item: Item) -> Vec<Item> {
    match item {
        Item::Block(block) => within(body, block, |kind| matches!(kind, BlockKind::List(_))),
        Item::Element(element) => {
            let children = elements.list[element].children.iter();
            children.map(|child| Item::Element(*child)).collect()
        }
    }
}

/// The blocks of a kind that stand in another one, with none between.
fn within(body: &DeckBody<'_>, block: usize, is_kind: impl Fn(BlockKind) -> bool) -> Vec<Item> {
    let end = body.blocks[block].range.end;
    let inside = body.blocks.iter().enumerate().skip(block + 1);
    inside
        .take_while(|(_, inner)| inner.range.start < end)
        .filter(|(_, inner)| inner.around == Some(block) && is_kind(inner.kind))
        .map(|(number, _)| Item::Block(number))
        .collect()
}

/// How deep the lists in a stretch stand in each other.
fn deepest(body: &DeckBody<'_>, start: usize, end: usize) -> i64 {
    let from = body
        .blocks
        .partition_point(|block| block.range.start < start);
    let inside = body.blocks[from..]
        .iter()
        .take_while(|block| block.range.start < end);
    let (mut depth, mut most) = (Vec::new(), 0);
    for block in inside.filter(|block| matches!(block.kind, BlockKind::List(_))) {
        while depth.last().is_some_and(|end| block.range.start >= *end) {
            depth.pop();
        }
        depth.push(block.range.end);
        most = most.max(depth.len());
    }
    i64::try_from(most).unwrap_or(i64::MAX)
}
