//! Footnotes are those of one slide: where several slides define one of the same name, all but the
//! first of them get another name.

use std::collections::BTreeMap;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::context::SlideContext;

/// The longest name of a footnote that is looked at, in bytes.
const LONGEST: usize = 200;

/// The footnotes that several slides define, each with the number of the first. `contents` are the
/// slides in order.
pub(super) fn shared<'t>(contents: impl Iterator<Item = &'t str>) -> BTreeMap<String, usize> {
    let mut first: BTreeMap<String, usize> = BTreeMap::new();
    let mut several: BTreeMap<String, usize> = BTreeMap::new();
    for (number, content) in contents.enumerate() {
        if !content.contains("[^") {
            continue;
        }
        for line in content.lines() {
            let label = line
                .strip_prefix("[^")
                .and_then(|rest| rest.split_once("]:"));
            let Some((label, _)) = label else { continue };
            match first.get(label) {
                Some(before) if *before != number + 1 => {
                    several.insert(label.to_owned(), *before);
                }
                Some(_) => {}
                None => drop(first.insert(label.to_owned(), number + 1)),
            }
        }
    }
    several
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, context: SlideContext<'_>) {
    if context.footnotes.is_empty() {
        return;
    }
    let slide = context.numbers.slide;
    for (at, _) in body.text.match_indices("[^") {
        let start = at + "[^".len();
        let rest = body.text.get(start..).unwrap_or_default();
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let label = near.split([']', '\n']).next().unwrap_or_default();
        let is_other = context
            .footnotes
            .get(label)
            .is_some_and(|first| *first != slide);
        if is_other && !body.is_apart(at) && !body.is_comment(at) {
            let end = start + label.len();
            writer.edits.close(end, format!("-{slide}"), start..end);
        }
    }
}
