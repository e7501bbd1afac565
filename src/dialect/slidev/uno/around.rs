//! What classes of an element mean for those within it: the size of their text, and the corner that
//! their places are counted from.

use std::collections::{HashMap, HashSet};

use super::super::elements::Elements;
use super::{classes, pinned, text};

#[derive(Debug, Default)]
pub(super) struct Around {
    /// The elements from whose edges others are placed.
    holders: HashSet<usize>,
    /// The size of the text of elements that say one, against that of the slide.
    sizes: HashMap<usize, f32>,
}

impl Around {
    pub(super) fn find(elements: &Elements<'_, '_>) -> Self {
        let mut found = Self::default();
        for number in 0..elements.list.len() {
            if pinned::is_pinned(&classes(elements.tag(number))) {
                found.holders.extend(holder(elements, number));
            }
        }
        found
    }

    /// Whether others are placed from the edges of an element.
    pub(super) fn holds(&self, element: usize) -> bool {
        self.holders.contains(&element)
    }

    /// The declarations of a class that says how large an element's text is; `None` of another one.
    pub(super) fn sized(
        &mut self,
        elements: &Elements<'_, '_>,
        element: usize,
        class: &str,
    ) -> Option<String> {
        let size = text::size(class)?;
        let mut parents = parents(elements, element);
        let around = parents.find_map(|parent| self.sizes.get(&parent));
        let around = around.copied().unwrap_or(1.0);
        let all = match size {
            text::Size::OfSlide(part) => part,
            text::Size::OfAround(part) => part * around,
        };
        self.sizes.insert(element, all);
        Some(text::size_declarations(all, around))
    }
}

/// The elements around one, from the innermost on.
fn parents<'e>(
    elements: &'e Elements<'_, '_>,
    element: usize,
) -> impl Iterator<Item = usize> + use<'e> {
    let parent = |element: &usize| elements.list[*element].parent;
    std::iter::successors(elements.list[element].parent, parent)
}

/// The element from whose edges one is placed, where that is not the slide.
fn holder(elements: &Elements<'_, '_>, element: usize) -> Option<usize> {
    parents(elements, element).find(|parent| {
        let classes = classes(elements.tag(*parent));
        let is_relative = classes.iter().any(|class| class == pinned::RELATIVE);
        let is_pinned = pinned::is_pinned(&classes) && pinned::declarations(&classes).is_some();
        is_relative || is_pinned
    })
}
