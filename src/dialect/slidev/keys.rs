//! Slidev's keys of front matter: those of the first slide, and options of its program.

use super::super::definition::Handling::{SlideAttribute, Unsupported};
use super::super::definition::{CODE, DialectKey, LOOK, PAGE, PROGRAM, SHAPE, STILL};

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("class", SlideAttribute),
    DialectKey::word("image", SlideAttribute),
    DialectKey::word("theme", LOOK),
    DialectKey::word("transition", STILL),
    DialectKey::word(
        "author",
        Unsupported("`speakers` of the talk are who speaks"),
    ),
    DialectKey::word("keywords", PAGE),
    DialectKey::word("layout", SlideAttribute),
    DialectKey::word("background", SlideAttribute),
    DialectKey::word("backgroundSize", SlideAttribute),
    DialectKey::word("routeAlias", SlideAttribute),
    DialectKey::sign(
        "colorSchema",
        Unsupported("`scheme: dark` or `scheme: light` says it"),
    ),
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
    DialectKey::sign(
        "mdc",
        Unsupported(
            "attributes stand in braces at the end of a heading, and classes on `::: {.class}`",
        ),
    ),
    DialectKey::sign("monaco", PROGRAM),
    DialectKey::sign("twoslash", PROGRAM),
    DialectKey::sign("remoteAssets", PROGRAM),
    DialectKey::sign("selectable", PROGRAM),
    DialectKey::sign("addons", PROGRAM),
    DialectKey::sign("plantUmlServer", PROGRAM),
    DialectKey::sign(
        "hideInToc",
        Unsupported("take it out: headings of level 1 begin the parts of a talk"),
    ),
    DialectKey::word("browserExporter", PROGRAM),
    DialectKey::word("contextMenu", PROGRAM),
    DialectKey::word("defaults", Unsupported("say it on each slide")),
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
    DialectKey::word(
        "clicks",
        Unsupported("steps are counted as they are written"),
    ),
    DialectKey::word(
        "level",
        Unsupported("the level of a slide is that of its heading"),
    ),
    DialectKey::word(
        "hide",
        Unsupported("take the slide out, or keep it to a variant: `only=…`"),
    ),
    DialectKey::word(
        "zoom",
        Unsupported("the class `small` makes a slide's text smaller"),
    ),
    DialectKey::word("preload", PROGRAM),
    DialectKey::word(
        "src",
        Unsupported("a deck is one file: copy its slides here"),
    ),
];
