//! A piece of HTML as a small tree: elements, texts, and slots for what is not known yet.
//!
//! The nodes stand in the order of the text and point into it. So a page is a copy of the text,
//! while a feed or a search index walks the nodes and reads no HTML a second time. Knows no
//! Markdown, no address, and not what a slot stands for.

mod copying;
mod items;
mod writing;

use std::ops::Range;

pub use items::{Element, Item, Items};
pub use writing::is_void;

/// HTML as nodes in preorder. `S` is what stands in its slots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree<S> {
    /// The text, without what the slots stand for.
    html: String,
    nodes: Vec<TreeNode>,
    attributes: Vec<AttributeBytes>,
    /// In the order of the text.
    slots: Vec<Placed<S>>,
    /// How many nodes, from the first, are complete: no text is added to them any more.
    sealed: usize,
}

/// A node. It ends where the next one begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct TreeNode {
    /// Where it begins in the text.
    start: u32,
    /// The first of an element's attributes, or the number of a slot.
    first: u32,
    /// How many attributes an element has.
    attributes: u16,
    /// How long an element's name is.
    name: u8,
    kind: NodeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NodeKind {
    /// `<p>`, which a [`Kind::Close`] answers.
    Open,
    /// `<br>`, `<path/>`.
    Empty,
    Close,
    Text,
    Verbatim,
    Markup,
    Settled,
    Slot,
}

/// Where an attribute stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct AttributeBytes {
    name: (u32, u32),
    value: Option<(u32, u32)>,
}

/// A slot with its place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed<S> {
    at: u32,
    /// The node that it is, or in whose tag it stands.
    node: u32,
    slot: S,
}

/// What a slot of a start tag becomes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filling {
    /// A value, or a part of one, as plain text.
    Value(String),
    /// Whole attributes, with plain values.
    Attributes(Vec<(&'static str, String)>),
}

impl<S> Default for Tree<S> {
    fn default() -> Self {
        Self {
            html: String::new(),
            nodes: Vec::new(),
            attributes: Vec::new(),
            slots: Vec::new(),
            sealed: 0,
        }
    }
}

impl<S> Tree<S> {
    /// A tree with room for a text of so many bytes.
    #[must_use]
    pub fn with_capacity(html: usize) -> Self {
        Self {
            html: String::with_capacity(html),
            ..Self::default()
        }
    }

    /// A tree with room for a copy of another one, and for as much text in its slots.
    #[must_use]
    pub fn with_room_for<T>(other: &Tree<T>) -> Self {
        let with_slots = |count: usize| count + other.slots.len() * 3;
        Self {
            nodes: Vec::with_capacity(with_slots(other.nodes.len())),
            attributes: Vec::with_capacity(with_slots(other.attributes.len())),
            ..Self::with_capacity(other.html.len() * 2)
        }
    }

    /// How many nodes there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Its text, without what its slots stand for.
    #[must_use]
    pub fn html(&self) -> &str {
        &self.html
    }

    /// What each of its nodes is and where it begins, as bytes: with its text, all that it says.
    #[must_use]
    pub fn kinds(&self) -> Vec<u8> {
        let kinds = self.nodes.iter().map(|node| node.kind as u8);
        let starts = self.nodes.iter().map(|node| node.start.to_le_bytes());
        kinds.chain(starts.flatten()).collect()
    }

    /// Its text as a page has it.
    #[must_use]
    pub fn into_html(self) -> String {
        self.html
    }

    /// What stands in all of it.
    #[must_use]
    pub fn items(&self) -> Items<'_, S> {
        self.items_in(0..self.len())
    }

    /// What stands in some of its nodes.
    #[must_use]
    pub fn items_in(&self, nodes: Range<usize>) -> Items<'_, S> {
        Items::new(self, nodes)
    }

    /// Its slots in order, with the node that each is or stands in.
    pub fn slots(&self) -> impl Iterator<Item = (usize, &S)> {
        self.slots
            .iter()
            .map(|placed| (placed.node as usize, &placed.slot))
    }

    /// The slots of some of its nodes, in order.
    pub fn slots_in(&self, nodes: Range<usize>) -> impl Iterator<Item = (usize, &S)> {
        let first = self
            .slots
            .partition_point(|placed| (placed.node as usize) < nodes.start);
        self.slots[first..]
            .iter()
            .map(|placed| (placed.node as usize, &placed.slot))
            .take_while(move |(node, _)| *node < nodes.end)
    }

    /// Whether a node is a slot, and not a tag with slots in it.
    #[must_use]
    pub fn is_slot(&self, node: usize) -> bool {
        self.nodes
            .get(node)
            .is_some_and(|node| node.kind == NodeKind::Slot)
    }

    /// The text that a node is, as HTML writes it; empty where it is something else.
    #[must_use]
    pub fn text_at(&self, node: usize) -> &str {
        let is_text = self
            .nodes
            .get(node)
            .is_some_and(|node| node.kind == NodeKind::Text);
        if is_text {
            &self.html[self.bytes(node)]
        } else {
            ""
        }
    }

    /// The name of the element that was closed last, if nothing but white space follows it.
    #[must_use]
    pub fn last_closed(&self) -> Option<&str> {
        let is_blank = |at: &usize| self.html[self.bytes(*at)].trim().is_empty();
        let is_text = |at: &usize| self.nodes[*at].kind == NodeKind::Text && is_blank(at);
        let last = (0..self.len()).rev().find(|at| !is_text(at))?;
        match self.items_in(last..last + 1).next() {
            Some(Item::Close(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether the last node is the inside of a script that leaves a comment open.
    pub(super) fn ends_in_script_comment(&self) -> bool {
        let Some(Item::Verbatim(text)) = self
            .items_in(self.len().saturating_sub(1)..self.len())
            .next()
        else {
            return false;
        };
        text.rfind("<!--") > text.rfind("-->")
    }

    /// The bytes of a node in the text.
    fn bytes(&self, node: usize) -> Range<usize> {
        self.start(node)..self.start(node + 1)
    }

    /// Where a node begins; the one behind the last begins at the end.
    fn start(&self, node: usize) -> usize {
        self.nodes
            .get(node)
            .map_or(self.html.len(), |node| node.start as usize)
    }
}

/// An offset in a text. Files are far below four gigabytes: see the bound on what is read.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
