//! What stands in a slide and is not for its readers: what the speaker alone sees, what a condition
//! hides for good, and what stands in for a text that is shown. It is left out, and told.

use std::collections::HashMap;
use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::conditions::{Truth, truth};
use super::elements::{Elements, slot};
use super::html_names::is_html;
use super::tag_plan::take_out;
use super::uno;

const HINT: &str =
    "what the speaker alone is to see stands in the notes: the comment that the slide ends with";

/// The stretches of a slide that are left out, in order.
pub(super) struct Hidden(Vec<Range<usize>>);

impl Hidden {
    /// Finds them among the elements of a slide, whose content ends at `end`.
    pub(super) fn find(writer: &mut DeckRewriter, elements: &Elements<'_, '_>, end: usize) -> Self {
        let mut finder = Finder {
            writer,
            elements,
            end,
            chains: HashMap::new(),
            found: Vec::new(),
        };
        for element in 0..elements.list.len() {
            let start = elements.tag(element).range.start;
            // What stands in for something hidden lies between two ranges.
            let mut last = finder.found.iter().rev().take(2);
            if !last.any(|range| range.contains(&start)) {
                finder.element(element);
            }
        }
        Self(joined(finder.found))
    }

    /// Whether an offset stands in something that is left out.
    pub(super) fn covers(&self, at: usize) -> bool {
        let after = self.0.partition_point(|range| range.start <= at);
        after
            .checked_sub(1)
            .is_some_and(|last| at < self.0[last].end)
    }

    pub(super) fn take_out(&self, writer: &mut DeckRewriter, body: &DeckBody<'_>) {
        for range in &self.0 {
            take_out(writer, body, range.clone());
        }
    }
}

/// Ranges in order, without overlaps.
fn joined(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    joined
}

struct Finder<'f, 'b, 't> {
    writer: &'f mut DeckRewriter,
    elements: &'f Elements<'b, 't>,
    end: usize,
    /// For each element, whether one of the conditions holds that stand one after the other in it
    /// (`v-if`, `v-else-if`).
    chains: HashMap<Option<usize>, Truth>,
    found: Vec<Range<usize>>,
}

impl Finder<'_, '_, '_> {
    fn element(&mut self, element: usize) {
        let tag = self.elements.tag(element);
        if self.is_hidden(element, tag) {
            let range = tag.range.start..self.end_of(element);
            self.found.push(range);
        } else if tag.written == "RenderWhen" && !is_public(tag) {
            let message = "this is for the speaker's view alone, so it is left out";
            self.writer.say(tag.range.clone(), message, HINT);
            self.render_when(element);
        }
    }

    /// Whether readers do not see an element. It is told, and so is what nobody can know.
    fn is_hidden(&mut self, element: usize, tag: &Tag<'_>) -> bool {
        let parent = self.elements.list[element].parent;
        if tag.written == "template" {
            let around = parent.map_or("", |parent| self.elements.tag(parent).written);
            if [("LightOrDark", "dark"), ("RenderWhen", "fallback")]
                .contains(&(around, slot(tag).unwrap_or_default()))
            {
                return true;
            }
            if is_inert(tag) {
                let message = "no browser shows what such a `<template>` holds, so it is left out";
                self.writer.say(tag.range.clone(), message, HINT);
                return true;
            }
        }
        let value = |name: &'static str| {
            let found = tag.attributes.iter().find(|found| found.written == name);
            found.map(|found| (name, found.value.as_deref().unwrap_or_default()))
        };
        if let Some(condition) = value("v-if") {
            let truth = truth(condition.1);
            self.chains.insert(parent, truth);
            self.tell(tag, condition, truth)
        } else if let Some(condition) = value("v-else-if").or(value("v-else")) {
            let truth = self.otherwise(parent, condition);
            self.tell(tag, condition, truth)
        } else {
            value("v-show").is_some_and(|condition| self.tell(tag, condition, truth(condition.1)))
                || self.is_unseen(tag)
        }
    }

    /// Whether a class, a style or HTML's own attribute keeps an element from readers.
    fn is_unseen(&mut self, tag: &Tag<'_>) -> bool {
        let class = uno::unseen(tag).filter(|_| !tag.is_end);
        let Some(word) = class.or_else(|| unseen_by_html(tag)) else {
            return false;
        };
        let message = format!("`{word}` hides this from readers, so it is left out");
        self.writer.say(tag.range.clone(), message, HINT);
        true
    }

    /// Whether readers see something that is shown where the conditions before it do not hold.
    fn otherwise(&mut self, parent: Option<usize>, (name, condition): (&str, &str)) -> Truth {
        let before = self.chains.get(&parent).copied().unwrap_or(Truth::No);
        let truth_here = if name == "v-else" {
            Truth::Yes
        } else {
            truth(condition)
        };
        let (shown, after) = match before {
            Truth::No => (truth_here, truth_here),
            Truth::Unknown => (truth_here, Truth::Unknown),
            Truth::Yes => (Truth::No, Truth::Yes),
        };
        self.chains.insert(parent, after);
        shown
    }

    /// Tells what a condition does. Returns whether it hides its element.
    fn tell(&mut self, tag: &Tag<'_>, (name, condition): (&str, &str), truth: Truth) -> bool {
        let condition: String = condition.chars().take(60).collect();
        let word = if condition.is_empty() {
            name.to_owned()
        } else {
            format!("{name}=\"{condition}\"")
        };
        match truth {
            Truth::Yes => {}
            Truth::No => {
                let message = format!("`{word}` hides this from readers, so it is left out");
                self.writer.say(tag.range.clone(), message, HINT);
            }
            Truth::Unknown => {
                let message = format!("nobody knows here when `{word}` holds, so this is shown");
                let hint = "take it out if readers are not to see it";
                self.writer.say(tag.range.clone(), message, hint);
            }
        }
        truth == Truth::No
    }

    /// Leaves out what `<RenderWhen>` holds, but what stands in for it.
    fn render_when(&mut self, element: usize) {
        let children = self.elements.list[element].children.iter();
        let mut children = children.filter_map(|child| {
            let tag = self.elements.tag(*child);
            let inside = tag.range.end..self.elements.end(*child)?.range.start;
            (slot(tag) == Some("fallback")).then_some(inside)
        });
        let range = self.elements.tag(element).range.start..self.end_of(element);
        match children.next() {
            Some(fallback) => {
                self.found.push(range.start..fallback.start);
                self.found.push(fallback.end..range.end);
            }
            None => self.found.push(range),
        }
    }

    /// Where an element ends; for one that is never closed, what stands around it.
    fn end_of(&self, element: usize) -> usize {
        let tag = self.elements.tag(element);
        let element_of = &self.elements.list[element];
        let is_alone = tag.is_self_closing || super::html_names::VOID.contains(&tag.written);
        if element_of.closing.is_some() || is_alone {
            return self.elements.end_of(element);
        }
        let around = element_of
            .parent
            .and_then(|parent| self.elements.end(parent));
        around.map_or(self.end, |end| end.range.start)
    }
}

/// What keeps an element of HTML from readers besides its classes.
fn unseen_by_html(tag: &Tag<'_>) -> Option<&'static str> {
    const DECLARATIONS: [(&str, &str); 3] = [
        ("display", "none"),
        ("visibility", "hidden"),
        ("opacity", "0"),
    ];
    if !is_html(tag.written) {
        return None;
    }
    if tag.attributes.iter().any(|it| it.written == "hidden") {
        return Some("hidden");
    }
    let style = tag.get("style")?.to_ascii_lowercase();
    let mut said = style.split(';').filter_map(|it| it.split_once(':'));
    said.find_map(|(property, value)| {
        let value = value.trim_end().trim_end_matches("!important").trim();
        let found = (property.trim(), value);
        match DECLARATIONS.iter().position(|it| *it == found)? {
            0 => Some("display: none"),
            1 => Some("visibility: hidden"),
            _ => Some("opacity: 0"),
        }
    })
}

/// Whether a template says nothing of Vue's, which would show what it holds.
fn is_inert(tag: &Tag<'_>) -> bool {
    let mut names = tag.attributes.iter().map(|attribute| attribute.written);
    !names.any(|name| name.starts_with("v-") || name.starts_with('#'))
}

/// Whether what `<RenderWhen>` holds is for everybody, and not for the speaker.
fn is_public(tag: &Tag<'_>) -> bool {
    let context = tag.get("context").or(tag.get(":context"));
    let context = context.or(tag.get("v-bind:context"));
    let Some(context) = context else {
        return false;
    };
    let mut words = context.split(|c: char| !c.is_ascii_alphanumeric());
    let of_slides = |word: &str| ["main", "visible", "slide"].contains(&word);
    let is_for_paper = || context.contains("print") && !context.contains("presenter");
    words.any(of_slides) || is_for_paper()
}
