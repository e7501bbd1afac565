//! Copies from one tree into another, with something in the place of the slots of tags.

use std::convert::Infallible;
use std::iter::Peekable;
use std::ops::Range;

use super::{AttributeBytes, Filling, NodeKind, Tree, TreeNode, offset};

impl<S> Tree<S> {
    /// Copies nodes that have no slots.
    pub fn copy<T>(&mut self, from: &Tree<T>, nodes: Range<usize>) {
        let Some(first) = from.nodes.get(nodes.start).filter(|_| !nodes.is_empty()) else {
            return;
        };
        let end = from.start(nodes.end);
        let (there, here) = (first.start, offset(self.html.len()));
        let moved = |at: u32| here + (at - there);
        self.html.push_str(&from.html[there as usize..end]);
        for node in &from.nodes[nodes] {
            let attributes = offset(self.attributes.len());
            let (start, first) = (moved(node.start), node.first as usize);
            if matches!(node.kind, NodeKind::Open | NodeKind::Empty) {
                let borders = &from.attributes[first..first + usize::from(node.attributes)];
                self.attributes
                    .extend(borders.iter().map(|borders| AttributeBytes {
                        name: (moved(borders.name.0), moved(borders.name.1)),
                        value: borders.value.map(|(from, to)| (moved(from), moved(to))),
                    }));
            }
            self.nodes.push(TreeNode {
                start,
                first: attributes,
                ..*node
            });
        }
    }

    /// Copies all of a tree that has no slots.
    pub fn copy_all(&mut self, from: &Tree<Infallible>) {
        self.copy(from, 0..from.len());
    }

    /// Copies a start tag, with something in the place of each of its slots.
    pub fn copy_tag<T>(&mut self, from: &Tree<T>, node: usize, fillings: &[Filling]) {
        let Some(tag) = from.nodes.get(node) else {
            return;
        };
        let slots = from
            .slots
            .partition_point(|slot| (slot.node as usize) < node);
        let mut copy = TagCopy {
            from: &from.html,
            at: tag.start as usize,
            fillings: from.slots[slots..]
                .iter()
                .map(|slot| slot.at as usize)
                .zip(fillings)
                .peekable(),
        };
        let first = tag.first as usize;
        self.push(
            tag.kind,
            offset(self.attributes.len()),
            usize::from(tag.name),
        );
        for borders in &from.attributes[first..first + usize::from(tag.attributes)] {
            copy.up_to(borders.name.0, self);
            copy.at = borders.name.1 as usize;
            self.attribute_name(&from.html[borders.name.0 as usize..copy.at]);
            if let Some((start, end)) = borders.value {
                copy.up_to(start, self);
                self.begin_value();
                copy.up_to(end, self);
                copy.fill_at(end, self);
                self.end_value();
            }
        }
        copy.up_to(offset(from.start(node + 1)), self);
    }
}

/// A tag on its way into another tree.
struct TagCopy<'t, F: Iterator> {
    from: &'t str,
    /// Everything before this offset has been copied.
    at: usize,
    fillings: Peekable<F>,
}

impl<'f, F: Iterator<Item = (usize, &'f Filling)>> TagCopy<'_, F> {
    /// Copies up to an offset, with what stands in the slots before it.
    fn up_to<S>(&mut self, end: u32, out: &mut Tree<S>) {
        while let Some((at, filling)) = self.fillings.next_if(|(at, _)| *at < end as usize) {
            self.copy(at, out);
            out.fill(filling);
        }
        self.copy(end as usize, out);
    }

    /// Fills the slots at an offset: those at the end of a value are part of it.
    fn fill_at<S>(&mut self, at: u32, out: &mut Tree<S>) {
        while let Some((_, filling)) = self.fillings.next_if(|(slot, _)| *slot == at as usize) {
            out.fill(filling);
        }
    }

    fn copy<S>(&mut self, end: usize, out: &mut Tree<S>) {
        out.html.push_str(&self.from[self.at..end]);
        self.at = end;
    }
}

impl<S> Tree<S> {
    fn fill(&mut self, filling: &Filling) {
        match filling {
            Filling::Value(plain) => self.escape(plain),
            Filling::Attributes(attributes) => {
                for (name, value) in attributes {
                    self.attribute(name, value);
                }
            }
        }
    }
}
