//! The steps of fragments that say their own order: `data-fragment-index`. As in reveal.js, what has
//! an index comes first, in the order of the indexes, and then whatever has none.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::html::tokens::Tag;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::{comments, has_class};

/// The class of what comes with a step.
pub(super) const CLASS: &str = "fragment";
pub(super) const INDEX: &str = "data-fragment-index";

/// A fragment: where its comment or tag begins, and its index.
type Fragment = (usize, Option<i64>);

/// The steps of fragments by where their comments and tags begin, for the slides on which an index
/// stands. On others, steps follow each other.
pub(super) fn steps(
    body: &DeckBody<'_>,
    breaks: &[Range<usize>],
    tags: &[Tag<'_>],
) -> HashMap<usize, usize> {
    let in_comments = body.comments.iter().filter_map(|comment| {
        let (inside, _) = body.inside(comment);
        let all = comments::attributes(inside.strip_prefix(".element:")?);
        let value = |name: &str| all.iter().find(|found| found.name == name)?.value;
        let is_fragment = value("class")?
            .split_whitespace()
            .any(|class| class == CLASS);
        is_fragment.then(|| (comment.range.start, index(value(INDEX))))
    });
    let in_tags = tags
        .iter()
        .filter(|tag| !tag.is_end && has_class(tag, CLASS))
        .map(|tag| (tag.range.start, index(tag.get(INDEX))));
    let mut all: Vec<Fragment> = in_comments.chain(in_tags).collect();
    all.sort_unstable();
    let mut steps = HashMap::new();
    for slide in body.between(breaks) {
        let start = all.partition_point(|(at, _)| *at < slide.start);
        let end = all.partition_point(|(at, _)| *at < slide.end);
        let here = all.get(start..end).unwrap_or_default();
        if here.iter().any(|(_, index)| index.is_some()) {
            number(here, &mut steps);
        }
    }
    steps
}

fn index(value: Option<&str>) -> Option<i64> {
    value?.trim().parse().ok()
}

/// Numbers the fragments of a slide from 1.
fn number(fragments: &[Fragment], steps: &mut HashMap<usize, usize>) {
    let indexes: BTreeSet<i64> = fragments.iter().filter_map(|(_, index)| *index).collect();
    let order: HashMap<i64, usize> = indexes.into_iter().zip(1..).collect();
    let mut last = order.len();
    for (at, index) in fragments {
        let step = index.and_then(|index| order.get(&index).copied());
        steps.insert(
            *at,
            step.unwrap_or_else(|| {
                last += 1;
                last
            }),
        );
    }
}

/// Writes the steps of HTML into its tags.
pub(super) fn put(writer: &mut DeckRewriter, tags: &[Tag<'_>], steps: &HashMap<usize, usize>) {
    for tag in tags {
        let Some(step) = steps.get(&tag.range.start) else {
            continue;
        };
        let name = tag.range.start..tag.range.start + "<".len() + tag.written.len();
        let written = format!(" data-step=\"{step}\"");
        writer.edits.close(name.end, written, tag.range.clone());
    }
}
