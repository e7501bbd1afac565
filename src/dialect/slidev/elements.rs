//! The tags of a slide as elements: which tag closes which, and what stands in what.

use std::collections::HashMap;
use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::{DeckBody, has_empty_line};
use super::html_names::VOID;

/// How deep elements may stand in each other for anything to be made of them.
pub(super) const DEEPEST: usize = 64;

/// An element: its opening tag, and its closing one where it has one, by their numbers.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) opening: usize,
    pub(super) closing: Option<usize>,
    /// The element around it.
    pub(super) parent: Option<usize>,
    /// The elements within it, in order.
    pub(super) children: Vec<usize>,
    /// How many elements are around it.
    pub(super) depth: usize,
}

/// The elements of a slide, in the order of their opening tags.
#[derive(Debug)]
pub(super) struct Elements<'b, 't> {
    pub(super) tags: &'b [Tag<'t>],
    pub(super) list: Vec<Element>,
    /// Closing tags that close nothing.
    pub(super) stray: Vec<usize>,
}

impl<'b, 't> Elements<'b, 't> {
    /// Pairs tags by their names.
    pub(super) fn pair(tags: &'b [Tag<'t>]) -> Self {
        let mut elements = Self {
            tags,
            list: Vec::new(),
            stray: Vec::new(),
        };
        let mut open: Vec<usize> = Vec::new();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for (number, tag) in tags.iter().enumerate() {
            let count = counts.entry(tag.written).or_default();
            if tag.is_end {
                if *count == 0 {
                    elements.stray.push(number);
                    continue;
                }
                while let Some(element) = open.pop() {
                    let name = elements.tag(element).written;
                    *counts.entry(name).or_default() -= 1;
                    if name == tag.written {
                        elements.list[element].closing = Some(number);
                        break;
                    }
                }
                continue;
            }
            let element = elements.push(number, open.last().copied());
            if !tag.is_self_closing && !VOID.contains(&tag.written) {
                *count += 1;
                open.push(element);
            }
        }
        elements
    }

    fn push(&mut self, opening: usize, parent: Option<usize>) -> usize {
        let number = self.list.len();
        let depth = parent.map_or(0, |parent| self.list[parent].depth + 1);
        if let Some(parent) = parent {
            self.list[parent].children.push(number);
        }
        self.list.push(Element {
            opening,
            closing: None,
            parent,
            children: Vec::new(),
            depth,
        });
        number
    }

    /// The opening tag of an element.
    pub(super) fn tag(&self, element: usize) -> &'b Tag<'t> {
        &self.tags[self.list[element].opening]
    }

    /// The closing tag of an element.
    pub(super) fn end(&self, element: usize) -> Option<&'b Tag<'t>> {
        self.list[element]
            .closing
            .map(|closing| &self.tags[closing])
    }

    /// Whether an element stands around blocks, and not within a line.
    pub(super) fn is_block(&self, body: &DeckBody<'_>, element: usize) -> bool {
        const BLOCKS: [&str; 14] = [
            "div",
            "p",
            "ul",
            "ol",
            "table",
            "pre",
            "section",
            "h1",
            "h2",
            "h3",
            "figure",
            "blockquote",
            "Toc",
            "toc",
        ];
        let tag = self.tag(element);
        if self.list[element].depth > DEEPEST || !starts_line(body.text, tag.range.start) {
            return false;
        }
        let end = self
            .end(element)
            .map_or(tag.range.end, |tag| tag.range.start);
        let inside = body.text.get(tag.range.end..end).unwrap_or_default();
        let first = inside.lines().next().unwrap_or_default();
        let is_over_lines =
            inside.contains('\n') && (first.trim().is_empty() || has_empty_line(inside));
        let children = self.list[element].children.iter();
        let mut children = children.map(|child| self.tag(*child).written);
        is_over_lines
            || BLOCKS.contains(&tag.written)
            || children.any(|name| BLOCKS.contains(&name))
    }

    /// Where an element ends.
    pub(super) fn end_of(&self, element: usize) -> usize {
        self.end(element)
            .map_or(self.tag(element).range.end, |tag| tag.range.end)
    }
}

/// Whether nothing but white space stands before an offset on its line.
pub(super) fn starts_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let before = before.trim_end_matches([' ', '\t']);
    before.is_empty() || before.ends_with('\n')
}

/// The lines of a range without the last one's end, if nothing else stands on them.
pub(super) fn lines_of(text: &str, range: &Range<usize>) -> Option<Range<usize>> {
    starts_line(text, range.start).then_some(())?;
    let before = text.get(..range.start)?.trim_end_matches([' ', '\t']);
    let rest = text.get(range.end..)?;
    let behind = rest.trim_start_matches([' ', '\t', '\r']);
    let end = range.end + rest.len() - behind.len();
    (behind.is_empty() || behind.starts_with('\n')).then_some(before.len()..end)
}

/// The slot that a template is for: `#right`, `v-slot:right`.
pub(super) fn slot<'b>(tag: &'b Tag<'_>) -> Option<&'b str> {
    let mut names = tag.attributes.iter().map(|attribute| attribute.written);
    names.find_map(|name| name.strip_prefix('#').or(name.strip_prefix("v-slot:")))
}

#[cfg(test)]
mod tests {
    use super::super::super::tags;
    use super::*;

    #[test]
    fn tags_are_paired_by_their_names() {
        let body = DeckBody::read("<div><p><b></div></p><br></i>", |_| false, false);
        let tags = tags::tags(&body);
        let elements = Elements::pair(&tags);
        let pairs: Vec<(usize, Option<usize>)> = elements
            .list
            .iter()
            .map(|element| (element.opening, element.closing))
            .collect();
        assert_eq!(pairs, [(0, Some(3)), (1, None), (2, None), (5, None)]);
        assert_eq!(elements.stray, [4, 6]);
    }
}
