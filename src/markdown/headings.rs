//! The ids of a body: those that authors give, and those that headings get from their text.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag};

use super::events::{BodyNode, Located};
use super::image_attributes::ImageAttributes;
use super::raw::Raw;
use super::report::BodyReport;
use crate::diagnostic::codes;
use crate::slug;

/// The longest id that is made of a heading, in bytes, without its number: an address, a run and a
/// message have room for it.
const LONGEST_GENERATED: usize = 1_000;

/// The ids of one body.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
    /// The number that the next heading of a text gets, so that a thousand headings of one text do
    /// not take a million tries.
    next: HashMap<String, usize>,
}

impl Ids {
    /// Takes every id that stands in the text, so that no generated one collides with a later one.
    pub(super) fn reserve(
        nodes: &[Located<'_>],
        images: &ImageAttributes,
        report: &mut BodyReport<'_>,
    ) -> Self {
        let mut ids = Self::default();
        for (node, range) in nodes {
            match node {
                BodyNode::Raw(Raw::Open(tag)) => ids.explicit(tag.id(), range, report),
                BodyNode::OpenDiv(attributes) => {
                    ids.explicit(attributes.id.as_deref(), range, report);
                }
                BodyNode::Event(cmark::Event::Start(Tag::Heading { id, .. })) => {
                    ids.explicit(id.as_deref(), range, report);
                }
                BodyNode::Event(cmark::Event::Start(Tag::Image { .. })) => {
                    let look = images.get(&range.start);
                    let id = look.and_then(|look| look.attributes.id.as_deref());
                    ids.explicit(id, range, report);
                }
                _ => {}
            }
        }
        ids
    }

    /// An id made from a heading's text: `plan`, then `plan-1`, `plan-2`.
    pub(super) fn generate(&mut self, text: &str) -> String {
        let slug = slug::slugify(text);
        let base = Some(shortened(&slug))
            .filter(|slug| !slug.is_empty())
            .unwrap_or("section")
            .to_owned();
        let next = self.next.entry(base.clone()).or_default();
        loop {
            let id = if *next == 0 {
                base.clone()
            } else {
                format!("{base}-{next}")
            };
            *next += 1;
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }

    /// An id that Lutrin makes for itself.
    pub(super) fn claim(&mut self, id: &str) {
        self.taken.insert(id.to_owned());
    }

    /// All ids, sorted.
    pub(super) fn into_sorted(self) -> Vec<String> {
        let mut ids: Vec<String> = self.taken.into_iter().collect();
        ids.sort_unstable();
        ids
    }

    pub(super) fn explicit(
        &mut self,
        id: Option<&str>,
        range: &Range<usize>,
        report: &mut BodyReport<'_>,
    ) {
        let Some(id) = id else { return };
        if !self.taken.insert(id.to_owned()) {
            report.say(
                codes::DUPLICATE_ID,
                range,
                format!("the id `{id}` stands twice on this page"),
                "give one of them another id",
            );
        }
    }
}

/// A slug that is too long, up to its last word in bounds. Slugs are ASCII.
fn shortened(slug: &str) -> &str {
    let Some(start) = slug.get(..=LONGEST_GENERATED) else {
        return slug;
    };
    let end = start
        .rfind('-')
        .filter(|end| *end > 0)
        .unwrap_or(LONGEST_GENERATED);
    &start[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_has_an_end_at_a_word() {
        let mut ids = Ids::default();
        let usual = "word ".repeat(150);
        assert_eq!(
            ids.generate(&usual),
            usual.trim().replace(' ', "-"),
            "what fits stays as it is"
        );
        let long = "word ".repeat(2_000);
        let id = ids.generate(&long);
        assert_eq!((id.len(), id.ends_with("-word")), (999, true));
        assert_eq!(ids.generate(&long), format!("{id}-1"));
        assert_eq!(
            ids.generate(&"x".repeat(5_000)),
            "x".repeat(LONGEST_GENERATED)
        );
        assert!(ids.generate(&"演".repeat(5_000)).len() <= LONGEST_GENERATED);
    }
}
