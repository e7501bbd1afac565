//! Marp's keys of front matter: directives for all slides, and words of its own.

use super::super::DialectSettings;
use super::super::definition::Handling::{Setting, SlideAttribute, Unsupported};
use super::super::definition::{DialectKey, Handling, LOOK, NUMBERS, PAGE, SHAPE, STILL};
use crate::yaml::Node;

const BEHIND: Handling =
    Unsupported("a background fills its slide; `![bg contain](…)` shows all of a picture");

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("class", SlideAttribute),
    DialectKey::word(
        "image",
        Unsupported(
            "the picture that a talk is shared with is `image: {file: …}` in its own front matter",
        ),
    ),
    DialectKey::word("theme", LOOK),
    DialectKey::word("transition", STILL),
    DialectKey::word(
        "author",
        Unsupported("`speakers` of the talk are who speaks"),
    ),
    DialectKey::word("description", PAGE),
    DialectKey::word("keywords", PAGE),
    DialectKey::word(
        "lang",
        Unsupported("the language stands in the file's name: `deck.fr.md`"),
    ),
    DialectKey::word("url", PAGE),
    DialectKey::sign("marp", Setting(marker)),
    DialectKey::sign("headingDivider", Setting(heading_divider)),
    DialectKey::sign("paginate", NUMBERS),
    DialectKey::sign("_paginate", NUMBERS),
    DialectKey::sign("backgroundColor", SlideAttribute),
    DialectKey::sign("backgroundImage", SlideAttribute),
    DialectKey::sign("backgroundPosition", BEHIND),
    DialectKey::sign("backgroundRepeat", BEHIND),
    DialectKey::sign("_class", SlideAttribute),
    DialectKey::sign("_backgroundColor", SlideAttribute),
    DialectKey::sign("_backgroundImage", SlideAttribute),
    DialectKey::sign("_color", LOOK),
    DialectKey::sign(
        "_header",
        Unsupported("`footer` stands at the foot of every slide"),
    ),
    DialectKey::sign(
        "_footer",
        Unsupported("`footer` stands at the foot of every slide"),
    ),
    DialectKey::word("color", LOOK),
    DialectKey::word(
        "header",
        Unsupported("`footer` stands at the foot of every slide"),
    ),
    DialectKey::word("size", SHAPE),
    DialectKey::word("style", LOOK),
    DialectKey::word("backgroundSize", BEHIND),
];

/// `marp: true` says whose deck it is, and nothing else.
fn marker(_: &mut DialectSettings, node: &Node<'_>) {
    let _ = node.bool();
}

/// `2` is all levels down to it, `[1, 3]` those alone.
fn heading_divider(settings: &mut DialectSettings, node: &Node<'_>) {
    let level = |node: &Node<'_>| {
        node.integer(0..=6)
            .and_then(|level| u8::try_from(level).ok())
    };
    settings.heading_divider = if node.is_sequence() {
        let levels = node.items().iter().filter_map(level).collect::<Vec<u8>>();
        levels.into_iter().filter(|level| *level > 0).collect()
    } else {
        level(node).map_or_else(Vec::new, |last| (1..=last).collect())
    };
}
