//! `HedgeDoc`'s keys of front matter.

use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{DialectKey, PAGE, PROGRAM};
use super::super::pandoc::keys::truth;
use super::super::settings::DialectSettings;
use crate::yaml::Node;

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::sign("slideOptions", PROGRAM),
    DialectKey::sign("type", Setting(kind)),
    DialectKey::sign("GA", PROGRAM),
    DialectKey::sign("disqus", PROGRAM),
    DialectKey::sign("opengraph", PAGE),
    DialectKey::word("breaks", Setting(breaks)),
    DialectKey::word("robots", PAGE),
    DialectKey::word("description", PAGE),
    DialectKey::word(
        "lang",
        Unsupported("the language stands in the file's name: `deck.fr.md`"),
    ),
    DialectKey::word(
        "dir",
        Unsupported("the language says which way it is written"),
    ),
];

/// `type: slide` says that the note is a deck, and nothing else.
fn kind(_: &mut DialectSettings, _: &Node<'_>) {}

fn breaks(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.breaks = truth(node);
}
