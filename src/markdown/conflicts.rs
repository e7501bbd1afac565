//! Conflicts that git left in a body. In code they are what an article is about.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag};

use super::divs::nesting::is_verbatim;
use super::events::{BodyNode, Located};
use super::report::BodyReport;
use crate::conflict::{self, Conflict};

/// The conflicts of a body, and how many diagnostics there were before it was read.
pub(super) struct Conflicts {
    found: Vec<Conflict>,
    before: usize,
}

/// Finds the conflicts of a body.
pub(super) fn find(text: &str, nodes: &[Located<'_>], report: &BodyReport<'_>) -> Conflicts {
    let mut found = conflict::find(text);
    if !found.is_empty() {
        let apart: Vec<&Range<usize>> = nodes
            .iter()
            .filter(|(node, range)| means_itself(node, text.get(range.clone())))
            .map(|(_, range)| range)
            .collect();
        found.retain(|conflict| {
            !apart
                .iter()
                .any(|range| range.contains(&conflict.mark.start))
        });
    }
    Conflicts {
        found,
        before: report.diagnostics.len(),
    }
}

/// Whether a node is a block whose lines are shown as they are.
fn means_itself(node: &BodyNode<'_>, text: Option<&str>) -> bool {
    match node {
        BodyNode::Event(cmark::Event::Start(Tag::CodeBlock(_))) => true,
        BodyNode::Event(cmark::Event::Start(Tag::HtmlBlock)) => text.is_some_and(is_verbatim),
        _ => false,
    }
}

impl Conflicts {
    /// Reports the conflicts, in the place of all that is wrong because of their two versions.
    pub(super) fn report(self, report: &mut BodyReport<'_>) {
        if self.found.is_empty() {
            return;
        }
        let wholes: Vec<_> = self
            .found
            .iter()
            .map(|found| report.span(&found.whole))
            .collect();
        let follows = |span: crate::source::Span| {
            wholes
                .iter()
                .any(|whole| whole.range().contains(&span.start))
        };
        let places: Vec<_> = self
            .found
            .iter()
            .map(|found| report.place(&found.mark))
            .collect();
        let later = report.diagnostics.split_off(self.before);
        report
            .diagnostics
            .extend(later.into_iter().filter(|diagnostic| {
                let span = diagnostic.place.as_ref().and_then(|place| place.span);
                !span.is_some_and(follows)
            }));
        report
            .diagnostics
            .extend(places.into_iter().map(conflict::diagnostic));
    }
}
