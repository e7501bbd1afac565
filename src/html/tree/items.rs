//! Walks through a tree in the order of its text, one item after the other.

use std::ops::Range;

use super::{NodeKind, Tree};

/// What stands in a tree, in its order.
#[derive(Debug)]
pub enum Item<'t, S> {
    /// An element begins. Where it has content, a [`Item::Close`] follows.
    Open(Element<'t, S>),
    /// The element of this name ends.
    Close(&'t str),
    /// Text as HTML writes it: with character references.
    Text(&'t str),
    /// Text without character references: the inside of a script or a style sheet.
    Verbatim(&'t str),
    /// HTML that a template made, and nobody read yet.
    Markup(&'t str),
    /// HTML that is the same for every reader: highlighted code, a formula.
    Settled(&'t str),
    /// Something that is not known yet.
    Slot(&'t S),
}

/// The items of a tree.
#[derive(Debug, Clone)]
pub struct Items<'t, S> {
    tree: &'t Tree<S>,
    nodes: Range<usize>,
}

impl<'t, S> Items<'t, S> {
    pub(super) fn new(tree: &'t Tree<S>, nodes: Range<usize>) -> Self {
        let end = nodes.end.min(tree.len());
        Self {
            tree,
            nodes: nodes.start.min(end)..end,
        }
    }

    /// Goes behind the element that has just begun.
    pub fn skip_element(&mut self, element: &Element<'_, S>) {
        if element.is_empty() {
            return;
        }
        let mut depth = 1_usize;
        for node in self.nodes.by_ref() {
            match self.tree.nodes[node].kind {
                NodeKind::Open => depth += 1,
                NodeKind::Close => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
        }
    }
}

impl<'t, S> Iterator for Items<'t, S> {
    type Item = Item<'t, S>;

    fn next(&mut self) -> Option<Item<'t, S>> {
        let at = self.nodes.next()?;
        let (tree, node) = (self.tree, &self.tree.nodes[at]);
        let text = &tree.html[tree.bytes(at)];
        Some(match node.kind {
            NodeKind::Open | NodeKind::Empty => Item::Open(Element { tree, node: at }),
            NodeKind::Close => Item::Close(&text[2..2 + usize::from(node.name)]),
            NodeKind::Text => Item::Text(text),
            NodeKind::Verbatim => Item::Verbatim(text),
            NodeKind::Markup => Item::Markup(text),
            NodeKind::Settled => Item::Settled(text),
            NodeKind::Slot => Item::Slot(&tree.slots[node.first as usize].slot),
        })
    }
}

/// The start tag of an element.
#[derive(Debug)]
pub struct Element<'t, S> {
    tree: &'t Tree<S>,
    node: usize,
}

impl<'t, S> Element<'t, S> {
    /// Its name as it was written; HTML compares names without regard to case.
    #[must_use]
    pub fn name(&self) -> &'t str {
        let node = &self.tree.nodes[self.node];
        let start = node.start as usize + 1;
        &self.tree.html[start..start + usize::from(node.name)]
    }

    /// The place of its start tag among the nodes of its tree.
    #[must_use]
    pub fn node(&self) -> usize {
        self.node
    }

    /// Whether it has this name, which is in small letters.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// Whether it can have no content, and so no end tag follows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tree.nodes[self.node].kind == NodeKind::Empty
    }

    /// The whole tag as it was written.
    #[must_use]
    pub fn written(&self) -> &'t str {
        &self.tree.html[self.tree.bytes(self.node)]
    }

    /// The value of an attribute as it was written (with character references), empty where it has
    /// none. `name` is in small letters.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Option<&'t str> {
        let mut attributes = self.attributes();
        let found = attributes.find(|(other, _)| other.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.unwrap_or_default())
    }

    /// Whether a class is among its classes.
    #[must_use]
    pub fn has_class(&self, class: &str) -> bool {
        let classes = self.attribute("class").unwrap_or_default();
        classes.split_ascii_whitespace().any(|other| other == class)
    }

    /// Its attributes in order, with their values as they were written (with character references,
    /// without quotes).
    pub fn attributes(&self) -> impl Iterator<Item = (&'t str, Option<&'t str>)> + use<'t, S> {
        let (html, node) = (&self.tree.html, &self.tree.nodes[self.node]);
        let first = node.first as usize;
        let piece = |(start, end): (u32, u32)| &html[start as usize..end as usize];
        self.tree.attributes[first..first + usize::from(node.attributes)]
            .iter()
            .map(move |borders| (piece(borders.name), borders.value.map(piece)))
    }
}
