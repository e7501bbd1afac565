//! What other tools have in the front matter of a deck: what of it is understood, and what has no
//! equivalent.
//!
//! Keys that Lutrin has itself (`title`, `footer`, `aspect`) are read where they always are, and
//! are not here.

use super::{Dialect, Settings, reveal};
use crate::diagnostic::codes;
use crate::nearest;
use crate::yaml::{Fields, Node};

/// A key of another tool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// The tools that have it; where it is one, and a sign of it, decks with the key are taken for
    /// that tool's.
    pub tools: &'static [Dialect],
    /// Whether no other program is likely to have it.
    pub is_sign: bool,
    /// What becomes of it.
    pub standing: Standing,
}

/// What becomes of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It is read into [`Settings`].
    Read,
    /// It has no equivalent. The hint says what there is instead.
    Lost(&'static str),
}

use Dialect::{Marp, Remark, RevealMd, Slidev};
use Standing::{Lost, Read};

const fn key(name: &'static str, tools: &'static [Dialect], standing: Standing) -> Key {
    Key {
        name,
        tools,
        is_sign: false,
        standing,
    }
}

const fn sign(name: &'static str, tools: &'static [Dialect], standing: Standing) -> Key {
    Key {
        name,
        tools,
        is_sign: true,
        standing,
    }
}

const LOOK: Standing =
    Lost("`scheme` chooses light or dark, and `css` a style sheet of the deck's own");
const PAGE: Standing =
    Lost("what is known of the talk stands in its own front matter, in `index.<language>.md`");
const STILL: Standing = Lost("slides follow each other without movement");
const PROGRAM: Standing = Lost("take it out: it is about a program that Lutrin does not run");
const SERVER: Standing =
    Lost("take it out: `lutrin serve` and `lutrin build` have options of their own");
const CODE: Standing =
    Lost("code is highlighted by the site; `linenos` after a block's language numbers its lines");
const SHAPE: Standing = Lost("`aspect: 4:3` gives slides another shape");
const NUMBERS: Standing = Lost("slides are numbered by the theme");
const PICTURE: &str =
    "the picture that a talk is shared with is `image: {file: …}` in its own front matter";
const BEHIND_ALL: &str = "a background fills its slide; `![bg contain](…)` shows all of a picture";
const BEHIND: Standing = Lost(BEHIND_ALL);

/// The picture of Slidev's first slide, as a text. As a mapping it is Lutrin's own.
const IMAGE: &str = "image";

/// How that picture fills its place.
const SIZE: &str = "backgroundSize";

/// Every key that is known.
pub const KEYS: &[Key] = &[
    key("class", &[Marp, Slidev, Remark], Read),
    key(IMAGE, &[Slidev, Marp], Read),
    key("theme", &[Marp, RevealMd, Slidev], LOOK),
    key("transition", &[Marp, Slidev], STILL),
    key(
        "author",
        &[Marp, Slidev],
        Lost("`speakers` of the talk are who speaks"),
    ),
    key("description", &[Marp], PAGE),
    key("keywords", &[Marp, Slidev], PAGE),
    key(
        "lang",
        &[Marp],
        Lost("the language stands in the file's name: `deck.fr.md`"),
    ),
    key("url", &[Marp], PAGE),
    sign("marp", &[Marp], Read),
    sign("headingDivider", &[Marp], Read),
    sign("paginate", &[Marp], NUMBERS),
    sign("_paginate", &[Marp], NUMBERS),
    sign("backgroundColor", &[Marp], Read),
    sign("backgroundImage", &[Marp], Read),
    sign("backgroundPosition", &[Marp], BEHIND),
    sign("backgroundRepeat", &[Marp], BEHIND),
    sign("_class", &[Marp], Read),
    sign("_backgroundColor", &[Marp], Read),
    sign("_backgroundImage", &[Marp], Read),
    sign("_color", &[Marp], LOOK),
    sign(
        "_header",
        &[Marp],
        Lost("`footer` stands at the foot of every slide"),
    ),
    sign(
        "_footer",
        &[Marp],
        Lost("`footer` stands at the foot of every slide"),
    ),
    key("color", &[Marp], LOOK),
    key(
        "header",
        &[Marp],
        Lost("`footer` stands at the foot of every slide"),
    ),
    key("size", &[Marp], SHAPE),
    key("style", &[Marp], LOOK),
    sign("separator", &[RevealMd], Read),
    sign("verticalSeparator", &[RevealMd], Read),
    sign("notesSeparator", &[RevealMd], Read),
    sign("revealOptions", &[RevealMd], PROGRAM),
    sign("highlightTheme", &[RevealMd], CODE),
    key("scripts", &[RevealMd], PROGRAM),
    key("preprocessor", &[RevealMd], PROGRAM),
    key(
        "template",
        &[RevealMd],
        Lost("the theme's templates make the page"),
    ),
    key("assetsDir", &[RevealMd], SERVER),
    key("layout", &[Slidev], Read),
    key("background", &[Slidev], Read),
    key(SIZE, &[Slidev, Marp], Read),
    key("routeAlias", &[Slidev], Read),
    sign(
        "colorSchema",
        &[Slidev],
        Lost("`scheme: dark` or `scheme: light` says it"),
    ),
    sign("aspectRatio", &[Slidev], SHAPE),
    sign(
        "canvasWidth",
        &[Slidev],
        Lost("slides have the size of the screen"),
    ),
    sign("drawings", &[Slidev], PROGRAM),
    sign("highlighter", &[Slidev], CODE),
    sign("lineNumbers", &[Slidev], CODE),
    sign("routerMode", &[Slidev], PROGRAM),
    sign("exportFilename", &[Slidev], PROGRAM),
    sign("themeConfig", &[Slidev], LOOK),
    sign("titleTemplate", &[Slidev], PAGE),
    sign(
        "mdc",
        &[Slidev],
        Lost("attributes stand in braces at the end of a heading, and classes on `::: {.class}`"),
    ),
    sign("monaco", &[Slidev], PROGRAM),
    sign("twoslash", &[Slidev], PROGRAM),
    sign("remoteAssets", &[Slidev], PROGRAM),
    sign("selectable", &[Slidev], PROGRAM),
    sign("addons", &[Slidev], PROGRAM),
    sign("plantUmlServer", &[Slidev], PROGRAM),
    sign(
        "hideInToc",
        &[Slidev],
        Lost("take it out: headings of level 1 begin the parts of a talk"),
    ),
    key("browserExporter", &[Slidev], PROGRAM),
    key("contextMenu", &[Slidev], PROGRAM),
    key("defaults", &[Slidev], Lost("say it on each slide")),
    key("download", &[Slidev], PROGRAM),
    key("export", &[Slidev], PROGRAM),
    key("favicon", &[Slidev], PAGE),
    key("fonts", &[Slidev], LOOK),
    key("htmlAttrs", &[Slidev], PROGRAM),
    key("info", &[Slidev], PAGE),
    key("presenter", &[Slidev], PROGRAM),
    key("record", &[Slidev], PROGRAM),
    key("seoMeta", &[Slidev], PAGE),
    key("timer", &[Slidev], PROGRAM),
    key("wakeLock", &[Slidev], PROGRAM),
    key(
        "clicks",
        &[Slidev],
        Lost("steps are counted as they are written"),
    ),
    key(
        "level",
        &[Slidev],
        Lost("the level of a slide is that of its heading"),
    ),
    key(
        "hide",
        &[Slidev],
        Lost("take the slide out, or keep it to a variant: `only=…`"),
    ),
    key(
        "zoom",
        &[Slidev],
        Lost("the class `small` makes a slide's text smaller"),
    ),
    key("preload", &[Slidev], PROGRAM),
    key(
        "src",
        &[Slidev],
        Lost("a deck is one file: copy its slides here"),
    ),
    sign("countIncrementalSlides", &[Remark], PROGRAM),
    sign("highlightLines", &[Remark], CODE),
    sign("highlightStyle", &[Remark], CODE),
    sign("highlightLanguage", &[Remark], CODE),
    sign("slideNumberFormat", &[Remark], NUMBERS),
    key("ratio", &[Remark], SHAPE),
    key("navigation", &[Remark], PROGRAM),
];

/// What is known of a key.
#[must_use]
pub fn find(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.name == name)
}

/// The tool that a key is a sign of.
#[must_use]
pub fn tool_of(name: &str) -> Option<Dialect> {
    find(name)
        .filter(|key| key.is_sign)
        .and_then(|key| key.tools.first().copied())
}

impl Settings {
    /// Reads what other tools have in a deck's front matter, whatever tool the deck is for, and
    /// says what of it has no equivalent. `own` are the keys that Lutrin reads itself.
    #[must_use]
    pub fn read(fields: &mut Fields<'_>, own: &[&str]) -> Self {
        let mut settings = Self::default();
        settings.read_dialect(fields);
        // Keys that are not there are never asked for, so that hints name Lutrin's own alone.
        let is_other = |key: &&Key| key.name == IMAGE || !own.contains(&key.name);
        let known = KEYS
            .iter()
            .filter(is_other)
            .filter(|key| fields.has(key.name));
        let known: Vec<&Key> = known.collect();
        settings.told = known
            .iter()
            .find(|key| key.is_sign)
            .and_then(|key| key.tools.first().copied());
        let of = settings.dialect.or(settings.told);
        for key in known {
            let Some(node) = fields.filled(key.name) else {
                continue;
            };
            let tool = of
                .filter(|tool| key.tools.contains(tool))
                .unwrap_or(key.tools[0]);
            match key.standing {
                Lost(hint) => lost(&node, tool, key.name, hint),
                Read if key.name == IMAGE && node.is_mapping() => {}
                Read if key.name == IMAGE && of == Some(Marp) => {
                    lost(&node, tool, key.name, PICTURE)
                }
                Read if key.name == SIZE && of == Some(Marp) => {
                    lost(&node, tool, key.name, BEHIND_ALL)
                }
                Read => settings.take(key.name, &node),
            }
        }
        settings
    }

    fn read_dialect(&mut self, fields: &mut Fields<'_>) {
        const AUTO: &str = "auto";
        let Some(node) = fields.filled("dialect") else {
            return;
        };
        let Some(written) = node.text().filter(|name| name != AUTO) else {
            return;
        };
        self.dialect = Dialect::ALL
            .iter()
            .find(|(name, _)| *name == written)
            .map(|(_, dialect)| *dialect);
        if self.dialect.is_none() {
            let names = || Dialect::ALL.iter().map(|(name, _)| *name).chain([AUTO]);
            let hint = nearest::did_you_mean(&written, names()).unwrap_or_else(|| {
                format!(
                    "write one of {}",
                    names()
                        .map(|name| format!("`{name}`"))
                        .collect::<Vec<_>>()
                        .join(", ")
                )
            });
            node.report(
                codes::BAD_VALUE,
                format!("`{written}` is no dialect of decks"),
                Some(hint),
            );
        }
    }

    fn take(&mut self, name: &str, node: &Node<'_>) {
        match name {
            "separator" => self.separator = separator(node),
            "verticalSeparator" => self.vertical_separator = separator(node),
            "notesSeparator" => self.notes_separator = separator(node),
            "headingDivider" => self.heading_divider = levels(node),
            "marp" => drop(node.bool()),
            _ if node.is_sequence() => {
                let items: Vec<String> = node.items().iter().filter_map(Node::text).collect();
                self.slide.push((name.to_owned(), items.join(" ")));
            }
            _ => self
                .slide
                .extend(node.text().map(|value| (name.to_owned(), value))),
        }
    }
}

fn lost(node: &Node<'_>, tool: Dialect, name: &str, hint: &str) {
    let message = format!("Lutrin has no equivalent of {}'s `{name}`", tool.tool());
    node.report(codes::NO_EQUIVALENT, message, Some(hint.to_owned()));
}

fn separator(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    if !reveal::can_be_separator(&written) {
        let hint = "write a regular expression, like `^---$`".to_owned();
        node.report(
            codes::BAD_VALUE,
            format!("`{}` cannot be a separator", written.escape_debug()),
            Some(hint),
        );
        return None;
    }
    Some(written)
}

/// `2` is all levels down to it, `[1, 3]` those alone.
fn levels(node: &Node<'_>) -> Vec<u8> {
    let read = |node: &Node<'_>| {
        node.integer(0..=6)
            .and_then(|level| u8::try_from(level).ok())
    };
    if node.is_sequence() {
        return node
            .items()
            .iter()
            .filter_map(read)
            .filter(|level| *level > 0)
            .collect();
    }
    read(node)
        .map(|last| (1..=last).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_once_and_a_sign_is_of_one_tool() {
        for (at, key) in KEYS.iter().enumerate() {
            assert!(
                KEYS[..at].iter().all(|other| other.name != key.name),
                "{} stands twice",
                key.name
            );
            assert!(
                !key.is_sign || key.tools.len() == 1,
                "{} is a sign of several tools",
                key.name
            );
            assert!(!key.tools.is_empty(), "{}", key.name);
        }
    }
}
