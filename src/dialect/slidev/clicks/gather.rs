//! Finds the clicks of a slide in its tags and blocks.

use super::super::super::body::DeckBody;
use super::super::super::writer::DeckRewriter;
use super::super::elements::{Elements, slot};
use super::super::tag_plan::TagPlan;
use super::at::At;
use super::gatherer::{Gathered, Gatherer, at_of, is_on, number};
use super::{
    Click, CodeClicks, CodeKind, Target, directive, is_element, is_list, is_switch, lists, name_of,
};

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
        found: code_clicks(code),
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

fn code_clicks(code: Vec<CodeClicks>) -> Vec<Click> {
    let click = |code: CodeClicks| {
        let range = code.place;
        let sum: i64 = code.states.iter().sum();
        Click {
            open: range.start,
            close: range.end,
            at: At::read(code.at.as_deref()).unwrap_or(At::Relative(1)),
            size: sum - 1,
            hides: false,
            target: match code.kind {
                CodeKind::Moves(block) => Target::Move(block, code.states),
                CodeKind::Lines => Target::Code,
                CodeKind::Formula => Target::Silent,
            },
            start: 0,
            end: None,
        }
    };
    code.into_iter().map(click).collect()
}

impl Gatherer<'_, '_, '_> {
    fn element(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let name = tag.written;
        let is_slidevs = is_element(name);
        if name.ends_with("click-gap") || name.ends_with("ClickGap") {
            self.gap(element);
        } else if is_slidevs && !self.is_around(element) {
            self.lose(element);
        } else if is_list(name) {
            lists::gather(self, element);
        } else if is_switch(name) {
            self.switch(element);
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
        self.push(element, At::Relative(size), false, Target::Gap);
    }

    fn switch(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        let mut states: Vec<(usize, i64, Option<i64>)> = Vec::new();
        for child in &self.elements.list[element].children {
            let slot = slot(self.elements.tag(*child)).unwrap_or_default();
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
