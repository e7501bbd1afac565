//! `{{ property }}`: the value of a property of the slide.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::slide::TemplatedSlide;

/// The name of what stands for the content of the slide that repeats another one.
pub(super) const CONTENT: &str = "content";

/// How long the value of an expression may be.
const LONGEST: usize = 200;

/// An expression in a text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Expression<'t> {
    /// All of it, with the backslash before it.
    pub(super) range: Range<usize>,
    pub(super) name: &'t str,
    pub(super) is_escaped: bool,
}

/// The expressions of a text, in order.
pub(super) fn find(text: &str) -> impl Iterator<Item = Expression<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let start = at + text.get(at..)?.find("{{")?;
            let inside = start + "{{".len();
            let line = text[inside..].split(['}', '\n']).next().unwrap_or_default();
            let end = inside + line.len();
            if line.is_empty() || !text[end..].starts_with("}}") {
                // What begins before its end ends there, too.
                at = end.max(start + 1);
                continue;
            }
            at = end + "}}".len();
            let is_escaped = text[..start].ends_with('\\');
            return Some(Expression {
                range: start - usize::from(is_escaped)..at,
                name: line.trim(),
                is_escaped,
            });
        }
    })
}

/// A text with the values of a slide's properties.
pub(super) fn expand(text: &str, slide: &TemplatedSlide<'_>) -> String {
    let (mut expanded, mut at) = (String::with_capacity(text.len()), 0);
    for expression in find(text) {
        expanded.push_str(&text[at..expression.range.start]);
        let written = &text[expression.range.clone()];
        let written = written.strip_prefix('\\').unwrap_or(written);
        expanded.push_str(value(&expression, slide).unwrap_or(written));
        at = expression.range.end;
    }
    expanded.push_str(&text[at..]);
    expanded
}

/// Writes values in the place of expressions.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    range: &Range<usize>,
    slide: &TemplatedSlide<'_>,
) {
    let text = body.text.get(range.clone()).unwrap_or_default();
    for expression in find(text) {
        let place = range.start + expression.range.start..range.start + expression.range.end;
        if expression.is_escaped {
            writer.edits.replace(place.start..place.start + 1, "");
        } else if let Some(value) = value(&expression, slide) {
            writer.edits.replace(place, value);
        }
    }
}

/// What an expression stands for; `None` where it stands as it is.
fn value<'s>(expression: &Expression<'s>, slide: &'s TemplatedSlide<'_>) -> Option<&'s str> {
    if expression.is_escaped {
        return None;
    }
    let property = slide
        .property(expression.name)
        .filter(|value| value.len() <= LONGEST);
    property.or((expression.name == CONTENT).then_some(""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn expressions_are_found() {
        let found: Vec<_> = find("a {{ b }} \\{{c}} {{}} {{d\n}} {{{e}} {f}}").collect();
        let names: Vec<_> = found
            .iter()
            .map(|found| (found.name, found.is_escaped))
            .collect();
        assert_eq!(names, [("b", false), ("c", true), ("{e", false)]);
        assert_eq!(found[1].range, 10..16);
    }
}
