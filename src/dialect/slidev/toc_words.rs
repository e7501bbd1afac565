//! What the attributes of `<Toc>` say that a list cannot follow. Each is told, and so is a list that
//! would be empty.

use crate::diagnostic::codes;
use crate::html::tokens::Tag;
use crate::nearest;

use super::super::writer::DeckRewriter;
use super::toc::{LOWEST, MOST_COLUMNS, attribute};

/// The ways in which a table of contents keeps to the place of its slide.
const MODES: [&str; 3] = ["all", "onlyCurrentTree", "onlySiblings"];

/// Tells what of a tag is not followed. `is_empty` is whether it lists nothing.
pub(super) fn check(writer: &mut DeckRewriter, tag: &Tag<'_>, is_empty: bool) {
    let told = [
        number(tag, "minDepth", LOWEST),
        number(tag, "maxDepth", LOWEST),
        number(tag, "columns", MOST_COLUMNS),
        mode(tag),
    ];
    let mut told: Vec<(String, String)> = told.into_iter().flatten().collect();
    if is_empty && told.is_empty() {
        told.push(empty(tag));
    }
    for (message, hint) in told {
        writer.say_as(codes::ABSENT_IN_DECK, tag.range.clone(), message, hint);
    }
}

/// An attribute that is no number, or too large a one: the list is as it would be without it.
fn number(tag: &Tag<'_>, name: &str, most: usize) -> Option<(String, String)> {
    let value = attribute(tag, name)?.trim();
    let number = value.parse::<usize>().ok();
    // What is deeper than the deepest heading lists all the same.
    let is_read = number.is_some_and(|number| number <= most || name == "maxDepth");
    (!is_read).then(|| {
        let message = format!("`{name}` of `<Toc>` takes no `{value}`, so it is left out");
        (
            message,
            format!("write a number from 1 to {most}, like `{name}=\"2\"`"),
        )
    })
}

fn mode(tag: &Tag<'_>) -> Option<(String, String)> {
    let mode = attribute(tag, "mode")?.trim().trim_matches('\'');
    let is_known = MODES.contains(&mode);
    (!is_known && !mode.is_empty()).then(|| {
        let message = format!("`{mode}` is no mode of `<Toc>`, so it lists all slides");
        let hint = nearest::did_you_mean(mode, MODES);
        let known = || format!("write one of `{}`", MODES.join("`, `"));
        (message, hint.unwrap_or_else(known))
    })
}

/// Why a list is empty.
fn empty(tag: &Tag<'_>) -> (String, String) {
    let depth = |name| attribute(tag, name)?.trim().parse::<usize>().ok();
    let crossed = depth("minDepth").zip(depth("maxDepth"));
    if let Some((least, most)) = crossed.filter(|(least, most)| least > most) {
        let message = format!(
            "this table of contents is empty: `minDepth` {least} is more than `maxDepth` {most}"
        );
        let hint = format!("write `minDepth=\"{most}\" maxDepth=\"{least}\"`");
        return (message, hint);
    }
    (
        "this table of contents is empty: it lists no slide".to_owned(),
        "it lists slides with a heading or a `title`, as deep as `minDepth` and `maxDepth` say, without those of `hideInToc`".to_owned(),
    )
}
