//! Finds the clicks of a slide in its tags and blocks.

use super::super::super::body::{BlockKind, DeckBody};
use super::super::super::writer::DeckRewriter;
use super::super::components;
use super::super::elements::{DEEPEST, Elements, TagPlan};
use super::at::At;
use super::{
    Click, CodeClicks, HINT, Target, directive, is_element, is_list, is_switch, lists, name_of,
};
use crate::html::tokens::Tag;

/// The clicks of a slide.
pub(super) struct Gathered {
    pub(super) found: Vec<Click>,
    /// The lists that stand in an element of Slidev's: its number, and how many of the clicks are
    /// theirs.
    pub(super) lists: Vec<GatheredList>,
}

/// An element around what comes one by one, and the clicks of its items.
pub(super) struct GatheredList {
    pub(super) element: usize,
    /// Where the items begin and end in the slide.
    pub(super) open: usize,
    pub(super) close: usize,
    /// Whether its items are those of lists, down to the deepest.
    pub(super) is_whole: bool,
    pub(super) hides: bool,
}

/// Gathers all clicks of a slide, and reports those that cannot be steps.
pub(super) fn gather(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    elements: &Elements<'_, '_>,
    plan: &mut TagPlan,
    code: Vec<CodeClicks>,
) -> Gathered {
    let mut gatherer = Gatherer {
        writer,
        body,
        elements,
        plan,
        found: code_clicks(body, code),
        lists: Vec::new(),
    };
    for element in 0..elements.list.len() {
        gatherer.element(element);
    }
    for stray in &elements.stray {
        if is_element(elements.tags[*stray].written) {
            gatherer.plan.at(*stray).is_removed = true;
        }
    }
    Gathered {
        found: gatherer.found,
        lists: gatherer.lists,
    }
}

fn code_clicks(body: &DeckBody<'_>, code: Vec<CodeClicks>) -> Vec<Click> {
    let click = |code: CodeClicks| {
        let range = body.blocks[code.block].range.clone();
        let sum: i64 = code.states.iter().sum();
        Click {
            open: range.start,
            close: range.end,
            at: At::read(code.at.as_deref()).unwrap_or(At::Relative(1)),
            size: sum - 1,
            hides: false,
            target: if code.moves {
                Target::Move(code.block, code.states)
            } else {
                Target::Code
            },
            start: 0,
            end: None,
        }
    };
    code.into_iter().map(click).collect()
}

pub(super) struct Gatherer<'g, 'b, 't> {
    pub(super) writer: &'g mut DeckRewriter,
    pub(super) body: &'g DeckBody<'t>,
    pub(super) elements: &'g Elements<'b, 't>,
    pub(super) plan: &'g mut TagPlan,
    pub(super) found: Vec<Click>,
    pub(super) lists: Vec<GatheredList>,
}

impl Gatherer<'_, '_, '_> {
    fn element(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let name = tag.written;
        let is_slidevs = is_element(name);
        if is_slidevs && !self.is_around(element) {
            self.lose(element);
        } else if is_list(name) {
            lists::gather(self, element);
        } else if is_switch(name) {
            self.switch(element);
        } else if name.ends_with("gap") || name.ends_with("Gap") {
            self.gap(element);
        } else if is_slidevs {
            let at = if name.ends_with("fter") {
                At::Relative(0)
            } else {
                self.at(tag, at_of(tag))
            };
            let hides = is_on(tag, "hide");
            self.push(element, at, hides, Target::Wrapper(element));
        }
        if !is_slidevs {
            self.directive(element);
        }
    }

    /// Whether an element of Slidev's stands around whole blocks, or within one line.
    fn is_around(&self, element: usize) -> bool {
        let Some(end) = self.elements.end(element) else {
            return false;
        };
        if self.elements.list[element].depth > DEEPEST {
            return false;
        }
        let start = self.elements.tag(element).range.start;
        let (first, first_around) = self.place(start);
        let (last, last_around) = self.place(end.range.start);
        let before = self.body.line_start(start)..start;
        let starts_line = self.body.text.get(before);
        let starts_line = starts_line.is_some_and(|before| before.trim().is_empty());
        first.is_some() && first == last || starts_line && first_around == last_around
    }

    /// Where the innermost block around an offset begins, and where the one begins that holds
    /// blocks. A closing tag on a line of its own stands in no block itself.
    fn place(&self, at: usize) -> (Option<usize>, Option<usize>) {
        let mut leaf = None;
        for block in self.body.blocks_around(at + 1) {
            let holds_blocks = matches!(
                block.kind,
                BlockKind::Item | BlockKind::List(_) | BlockKind::Other
            );
            if holds_blocks {
                return (leaf, Some(block.range.start));
            }
            leaf = leaf.or(Some(block.range.start));
        }
        (leaf, None)
    }

    /// Reports a step that has no equivalent, and takes its tags out.
    fn lose(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let word = format!("<{}>", tag.written);
        self.writer.lost(tag.range.clone(), &word, HINT);
        self.plan.remove(&self.elements.list[element]);
    }

    /// Reads when something comes. What only a program knows comes with the next click.
    pub(super) fn at(&mut self, tag: &Tag<'_>, value: Option<&str>) -> At {
        At::read(value).unwrap_or_else(|| {
            let word = value.unwrap_or_default().to_owned();
            let hint = "steps follow each other as they are written, or by `index=2`";
            self.writer.lost(tag.range.clone(), &word, hint);
            At::Relative(1)
        })
    }

    pub(super) fn push(&mut self, element: usize, at: At, hides: bool, target: Target) {
        if at == At::Never {
            return;
        }
        self.found.push(Click {
            open: self.elements.tag(element).range.start,
            close: self.elements.end_of(element),
            at,
            size: 1,
            hides,
            target,
            start: 0,
            end: None,
        });
    }

    /// `v-click` and the like on an element.
    fn directive(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let Some(attribute) = directive(tag) else {
            return;
        };
        let modifiers: Vec<&str> = attribute.written.split('.').skip(1).collect();
        let name = name_of(attribute);
        if name == "v-clicks" {
            return lists::gather(self, element);
        }
        let at = match name {
            "v-after" => At::Relative(0),
            _ => self.at(tag, attribute.value.as_deref()),
        };
        let hides = name == "v-click-hide" || modifiers.contains(&"hide");
        let target = if name == "v-mark" {
            let is_struck = modifiers.iter().any(|word| {
                word.contains("strike") || word.contains("cross") || word.contains("through")
            });
            Target::Mark(element, if is_struck { "strike" } else { "highlight" })
        } else {
            Target::Element(element)
        };
        self.push(element, at, hides, target);
    }

    /// A gap adds to the clicks, and shows nothing.
    fn gap(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let size = number(tag, "size").unwrap_or(1);
        self.plan.remove(&self.elements.list[element]);
        self.push(element, At::Relative(size), false, Target::Code);
    }

    fn switch(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let mut states: Vec<(usize, i64, Option<i64>)> = Vec::new();
        for child in &self.elements.list[element].children {
            let slot = components::slot(self.elements.tag(*child)).unwrap_or_default();
            let number = |text: &str| text.trim().parse::<i64>().ok().map(|n| n.clamp(0, 999));
            let (first, last) = slot
                .split_once('-')
                .map_or((slot, None), |(first, last)| (first, Some(last)));
            if let Some(first) = number(first) {
                states.push((*child, first, last.and_then(number)));
            }
        }
        if states.is_empty() {
            return self.lose(element);
        }
        let mut starts: Vec<i64> = states.iter().map(|(_, start, _)| *start).collect();
        starts.sort_unstable();
        let next = |start: i64| starts.iter().find(|other| **other > start).copied();
        let states: Vec<(usize, i64, i64)> = states
            .iter()
            .map(|(child, start, end)| {
                let end = end.or_else(|| next(*start)).unwrap_or(start + 1);
                (*child, *start, end)
            })
            .collect();
        let size = states.iter().map(|(_, _, end)| end - 1).max().unwrap_or(1);
        let at = self.at(tag, at_of(tag));
        self.push(element, at, false, Target::Switch(element, states));
        if let Some(click) = self.found.last_mut() {
            click.size = size;
        }
    }
}

/// The value of `at` on an element of Slidev's.
pub(super) fn at_of<'b>(tag: &'b Tag<'_>) -> Option<&'b str> {
    tag.get("at").or_else(|| tag.get(":at"))
}

/// The number that an attribute has.
pub(super) fn number(tag: &Tag<'_>, name: &str) -> Option<i64> {
    let value = tag.get(name).or_else(|| {
        let bound = tag
            .attributes
            .iter()
            .find(|attribute| attribute.written.strip_prefix(':') == Some(name));
        bound.and_then(|attribute| attribute.value.as_deref())
    })?;
    let number: i64 = value.trim_matches(['\'', '"', ' ', '+']).parse().ok()?;
    Some(number.clamp(-999, 999_999))
}

/// Whether an attribute is there, and does not say no.
pub(super) fn is_on(tag: &Tag<'_>, name: &str) -> bool {
    let is_it = |written: &str| written == name || written.strip_prefix(':') == Some(name);
    let found = tag
        .attributes
        .iter()
        .find(|attribute| is_it(attribute.written));
    found.is_some_and(|attribute| attribute.value.as_deref() != Some("false"))
}
