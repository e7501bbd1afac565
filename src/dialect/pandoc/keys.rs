//! Keys of front matter that Quarto and Pandoc have, and what becomes of each.

use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{CODE, DialectKey, LOOK, NUMBERS, PAGE, PROGRAM, SHAPE, STILL};
use super::super::settings::DialectSettings;
use super::super::values::{entries, plain_text, truth};
use crate::diagnostic::codes;
use crate::yaml::Node;

/// The deepest slide level.
const DEEPEST: u8 = 6;

// The keys of the title slide, and of how slides begin. Quarto has them, too.
pub(in super::super) const SUBTITLE: DialectKey = DialectKey::word("subtitle", Setting(subtitle));
pub(in super::super) const AUTHOR: DialectKey = DialectKey::word("author", Setting(people));
pub(in super::super) const AUTHORS: DialectKey = DialectKey::word("authors", Setting(people));
pub(in super::super) const INSTITUTE: DialectKey =
    DialectKey::word("institute", Setting(institute));
pub(in super::super) const DATE: DialectKey = DialectKey::word("date", Setting(date));
pub(in super::super) const LEVEL: DialectKey =
    DialectKey::word("slide-level", Setting(slide_level));
pub(in super::super) const INCREMENTAL: DialectKey =
    DialectKey::word("incremental", Setting(incremental));
pub(in super::super) const TITLE_SLIDE: DialectKey =
    DialectKey::word("title-slide-attributes", Setting(title_slide));
pub(in super::super) const SOURCES: DialectKey = DialectKey::word(
    "bibliography",
    Unsupported("citations are not looked up: write the source into a footnote, `[^source]`"),
);

pub(super) const KEYS: &[DialectKey] = &[
    SUBTITLE,
    AUTHOR,
    AUTHORS,
    INSTITUTE,
    DATE,
    LEVEL,
    INCREMENTAL,
    TITLE_SLIDE,
    SOURCES,
    DialectKey::sign("revealjs-url", PROGRAM),
    DialectKey::sign("slidy-url", PROGRAM),
    DialectKey::sign("colortheme", LOOK),
    DialectKey::sign("fonttheme", LOOK),
    DialectKey::sign("beamer", PROGRAM),
    DialectKey::sign("aspectratio", SHAPE),
    DialectKey::sign("parallaxBackgroundImage", LOOK),
    DialectKey::sign("slideNumber", NUMBERS),
    DialectKey::word("theme", LOOK),
    DialectKey::word("transition", STILL),
    DialectKey::word("header-includes", PROGRAM),
    DialectKey::word("highlight-style", CODE),
    DialectKey::word("keywords", PAGE),
    DialectKey::word("description", PAGE),
];

fn subtitle(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.title_slide.subtitles.extend(plain_text(node));
}

fn people(settings: &mut DialectSettings, node: &Node<'_>) {
    if node.is_mapping() {
        let message = "one person is a text here, or a list of mappings with a `name`";
        node.report(
            codes::NO_EQUIVALENT,
            message,
            Some("write `author: A name`".to_owned()),
        );
        return;
    }
    settings.title_slide.read_people(node);
}

fn institute(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.title_slide.read_institutes(node);
}

fn date(settings: &mut DialectSettings, node: &Node<'_>) {
    const MOVING: [&str; 3] = ["today", "now", "last-modified"];
    let written = plain_text(node);
    if written
        .as_deref()
        .is_some_and(|date| MOVING.contains(&date))
    {
        let hint = "write the day of the talk: `date: 2026-05-01`".to_owned();
        let message = "a deck is the same on every day, so it has no date of today";
        node.report(codes::NO_EQUIVALENT, message, Some(hint));
        return;
    }
    settings.title_slide.date = written;
}

fn slide_level(settings: &mut DialectSettings, node: &Node<'_>) {
    let level = plain_text(node).and_then(|level| level.parse().ok());
    settings.pandoc.slide_level = level.filter(|level| *level <= DEEPEST);
}

fn incremental(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.pandoc.is_incremental = truth(node) == Some(true);
}

/// The attributes of the title slide: its background, its class, its notes.
fn title_slide(settings: &mut DialectSettings, node: &Node<'_>) {
    let slide = &mut settings.title_slide;
    for (key, value) in entries(node) {
        let Some(text) = plain_text(&value) else {
            continue;
        };
        match key.strip_prefix("data-").unwrap_or(&key) {
            "background-image" => slide.background = Some(text),
            "background" | "background-color" if slide.background.is_none() => {
                slide.background = Some(text);
            }
            "notes" => slide.notes = Some(text),
            "class" | "state" => slide.classes.push(text),
            _ => {}
        }
    }
}
