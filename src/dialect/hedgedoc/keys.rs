//! `HedgeDoc`'s keys of front matter.

use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{BREAKS, DialectKey, LANGUAGE, OPTIONS, PAGE, PROGRAM};
use super::super::settings::DialectSettings;
use crate::yaml::Node;

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::sign("slideOptions", OPTIONS),
    DialectKey::sign("type", Setting(kind)),
    DialectKey::sign("GA", PROGRAM),
    DialectKey::sign("disqus", PROGRAM),
    DialectKey::sign("opengraph", PAGE),
    DialectKey::word("breaks", BREAKS),
    DialectKey::word("robots", PAGE),
    DialectKey::word("description", PAGE),
    DialectKey::word("lang", LANGUAGE),
    DialectKey::word(
        "dir",
        Unsupported("the language says which way it is written"),
    ),
];

/// `type: slide` says that the note is a deck, and nothing else.
fn kind(_: &mut DialectSettings, _: &Node<'_>) {}
