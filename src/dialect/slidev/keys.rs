//! Slidev's keys of front matter: those of the first slide, and options of its program.

use super::super::DialectSettings;
use super::super::definition::Handling::{Setting, SlideAttribute, Unsupported};
use super::super::definition::{CODE, DialectKey, LOOK, PAGE, PROGRAM, SHAPE, SPEAKERS, STILL};
use crate::config::decks::DeckScheme;
use crate::yaml::Node;

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("class", SlideAttribute),
    DialectKey::word("image", SlideAttribute),
    DialectKey::word("theme", LOOK),
    DialectKey::word("transition", STILL),
    DialectKey::word("author", SPEAKERS),
    DialectKey::word("keywords", PAGE),
    DialectKey::word("layout", SlideAttribute),
    DialectKey::word("background", SlideAttribute),
    DialectKey::word("backgroundSize", SlideAttribute),
    DialectKey::word("routeAlias", SlideAttribute),
    DialectKey::sign("colorSchema", Setting(scheme)),
    DialectKey::sign("colorScheme", Setting(scheme)),
    DialectKey::sign("aspectRatio", SHAPE),
    DialectKey::sign(
        "canvasWidth",
        Unsupported("slides have the size of the screen"),
    ),
    DialectKey::sign("drawings", PROGRAM),
    DialectKey::sign("highlighter", CODE),
    DialectKey::sign("lineNumbers", CODE),
    DialectKey::sign("routerMode", PROGRAM),
    DialectKey::sign("exportFilename", PROGRAM),
    DialectKey::sign("themeConfig", LOOK),
    DialectKey::sign("titleTemplate", PAGE),
    DialectKey::sign("mdc", SlideAttribute),
    DialectKey::sign("comark", SlideAttribute),
    DialectKey::sign("monaco", PROGRAM),
    DialectKey::sign("twoslash", PROGRAM),
    DialectKey::sign("remoteAssets", PROGRAM),
    DialectKey::sign("selectable", PROGRAM),
    DialectKey::sign("addons", PROGRAM),
    DialectKey::sign("plantUmlServer", PROGRAM),
    DialectKey::sign("hideInToc", SlideAttribute),
    DialectKey::sign("glowSeed", PROGRAM),
    DialectKey::sign("codeCopy", PROGRAM),
    DialectKey::sign("magicMoveCopy", PROGRAM),
    DialectKey::sign("magicMoveDuration", PROGRAM),
    DialectKey::sign("clickAnimation", PROGRAM),
    DialectKey::sign("shiki", PROGRAM),
    DialectKey::sign("monacoTypesSource", PROGRAM),
    DialectKey::sign("monacoTypesAdditionalPackages", PROGRAM),
    DialectKey::sign("monacoRunAdditionalDeps", PROGRAM),
    DialectKey::sign("notesAutoRuby", PROGRAM),
    DialectKey::sign("preloadImages", PROGRAM),
    DialectKey::word("editor", PROGRAM),
    DialectKey::word("mcp", PROGRAM),
    DialectKey::word("pwa", PROGRAM),
    DialectKey::word("remote", PROGRAM),
    DialectKey::word("browserExporter", PROGRAM),
    DialectKey::word("contextMenu", PROGRAM),
    DialectKey::word("defaults", Setting(defaults)),
    DialectKey::word("download", PROGRAM),
    DialectKey::word("export", PROGRAM),
    DialectKey::word("favicon", PAGE),
    DialectKey::word("fonts", LOOK),
    DialectKey::word("htmlAttrs", PROGRAM),
    DialectKey::word("info", PAGE),
    DialectKey::word("presenter", PROGRAM),
    DialectKey::word("record", PROGRAM),
    DialectKey::word("seoMeta", PAGE),
    DialectKey::word("timer", PROGRAM),
    DialectKey::word("wakeLock", PROGRAM),
    DialectKey::word("clicks", SlideAttribute),
    DialectKey::word("level", SlideAttribute),
    DialectKey::word(
        "clicksStart",
        Unsupported("steps are counted as they are written"),
    ),
    DialectKey::word("hide", SlideAttribute),
    DialectKey::word("disabled", SlideAttribute),
    DialectKey::word("zoom", SlideAttribute),
    DialectKey::word("url", SlideAttribute),
    DialectKey::word("preload", PROGRAM),
    DialectKey::word("src", SlideAttribute),
];

/// What all slides are that do not say otherwise.
fn defaults(settings: &mut DialectSettings, node: &Node<'_>) {
    if !node.is_mapping() {
        return;
    }
    let is_plain = |node: &Node<'_>| !node.is_mapping() && !node.is_sequence() && !node.is_null();
    for (key, node) in node.entries() {
        let value = Some(node).filter(is_plain).and_then(|node| node.text());
        settings
            .slide
            .extend(value.map(|value| (format!("defaults.{key}"), value)));
    }
}

/// Light or dark. Any other word leaves it to the reader, as decks do anyway.
fn scheme(settings: &mut DialectSettings, node: &Node<'_>) {
    let value = node.text().unwrap_or_default();
    let named = DeckScheme::ALL.iter().find(|(name, _)| *name == value);
    settings.scheme = named.map(|(_, scheme)| *scheme);
}
