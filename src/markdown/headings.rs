//! The ids of a body: those that authors give, and those that headings get from their text.

use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag};

use super::events::{Located, Node, Report};
use super::raw_html;
use crate::diagnostic::codes;
use crate::slug;

/// The ids of one body.
#[derive(Debug, Default)]
pub(super) struct Ids {
    taken: HashSet<String>,
}

impl Ids {
    /// Takes every id that stands in the text, so that no generated one collides with a later one.
    pub(super) fn reserve(nodes: &[Located<'_>], report: &mut Report<'_>) -> Self {
        let mut ids = Self::default();
        for (node, range) in nodes {
            match node {
                Node::OpenDiv(attributes) => ids.explicit(attributes.id.as_deref(), range, report),
                Node::Event(cmark::Event::Start(Tag::Heading { id, .. })) => ids.explicit(id.as_deref(), range, report),
                Node::Event(cmark::Event::Html(html) | cmark::Event::InlineHtml(html)) => {
                    for id in raw_html::ids(html) {
                        ids.explicit(Some(id), range, report);
                    }
                }
                _ => {}
            }
        }
        ids
    }

    /// An id made from a heading's text: `plan`, then `plan-1`, `plan-2`.
    pub(super) fn generate(&mut self, text: &str) -> String {
        let base = Some(slug::slugify(text)).filter(|slug| !slug.is_empty()).unwrap_or_else(|| "section".to_owned());
        let numbered = (1..).map(|n| format!("{base}-{n}"));
        let free = std::iter::once(base.clone()).chain(numbered).find(|id| !self.taken.contains(id));
        let id = free.unwrap_or(base);
        self.taken.insert(id.clone());
        id
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

    fn explicit(&mut self, id: Option<&str>, range: &Range<usize>, report: &mut Report<'_>) {
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
