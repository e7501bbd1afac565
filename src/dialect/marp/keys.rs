//! Marp's keys of front matter: directives for all slides, and words of its own.

use super::super::DialectSettings;
use super::super::definition::Handling::{Setting, SlideAttribute, Unsupported};
use super::super::definition::{DialectKey, Handling, LANGUAGE, LOOK, PAGE, SPEAKERS, STILL};
use super::directives::THEMES;
use crate::diagnostic::codes;
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
    DialectKey::word("theme", Setting(theme)),
    DialectKey::word("transition", STILL),
    DialectKey::word("author", SPEAKERS),
    DialectKey::word("description", PAGE),
    DialectKey::word("keywords", PAGE),
    DialectKey::word("lang", LANGUAGE),
    DialectKey::word("url", PAGE),
    DialectKey::sign("marp", Setting(marker)),
    DialectKey::sign("headingDivider", Setting(heading_divider)),
    DialectKey::sign("paginate", SlideAttribute),
    DialectKey::sign("_paginate", SlideAttribute),
    DialectKey::sign("backgroundColor", SlideAttribute),
    DialectKey::sign("backgroundImage", SlideAttribute),
    DialectKey::sign("backgroundPosition", BEHIND),
    DialectKey::sign("backgroundRepeat", BEHIND),
    DialectKey::sign("_class", SlideAttribute),
    DialectKey::sign("_backgroundColor", SlideAttribute),
    DialectKey::sign("_backgroundImage", SlideAttribute),
    DialectKey::sign("_color", SlideAttribute),
    DialectKey::sign("_header", SlideAttribute),
    DialectKey::sign("_footer", SlideAttribute),
    DialectKey::word("color", SlideAttribute),
    DialectKey::word("header", SlideAttribute),
    DialectKey::word("footer", SlideAttribute),
    DialectKey::word("size", Setting(size)),
    DialectKey::word("style", LOOK),
    DialectKey::word("html", Setting(marker)),
    DialectKey::word("backgroundSize", SlideAttribute),
    DialectKey::sign("_backgroundSize", SlideAttribute),
];

/// Says whose deck it is, or how Marp works, and nothing about slides.
fn marker(_: &mut DialectSettings, _: &Node<'_>) {}

/// Marp's own themes look different here, as all decks do; any other is one of the author's.
fn theme(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.theme = node.text();
    if settings
        .theme
        .as_deref()
        .is_some_and(|name| !THEMES.contains(&name))
    {
        unsupported(
            node,
            "theme",
            "`css` in the front matter names a style sheet of the deck's own",
        );
    }
}

/// The shape of slides by its name.
fn size(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.shape = node.text();
    if settings
        .shape
        .as_deref()
        .is_none_or(|name| !["16:9", "4:3"].contains(&name))
    {
        unsupported(node, "size", "`aspect: 4:3` gives slides another shape");
    }
}

fn unsupported(node: &Node<'_>, name: &str, hint: &str) {
    let message = format!("Lutrin has no equivalent of Marp's `{name}`");
    node.report(codes::NO_EQUIVALENT, message, Some(hint.to_owned()));
}

/// `2` is all levels down to it, `[1, 3]` those alone. Any other value divides nothing.
fn heading_divider(settings: &mut DialectSettings, node: &Node<'_>) {
    let level = |node: &Node<'_>| {
        let level: u8 = node.text()?.trim().parse().ok()?;
        (1..=6).contains(&level).then_some(level)
    };
    settings.heading_divider = if node.is_sequence() {
        node.items().iter().filter_map(level).collect()
    } else {
        level(node).map_or_else(Vec::new, |last| (1..=last).collect())
    };
}
