//! peitho's keys of front matter.

use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{BREAKS, CODE, DialectKey, Handling, LANGUAGE, LOOK, SHAPE};
use super::super::settings::DialectSettings;
use super::super::values::plain_text;
use crate::duration::Duration;
use crate::yaml::Node;

const FONTS: Handling = Unsupported("`css` names a style sheet, which loads fonts of its own");

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::sign("aspect_ratio", SHAPE),
    DialectKey::sign(
        "code_images",
        Unsupported("Mermaid and Graphviz are drawn where their programs are installed"),
    ),
    DialectKey::sign("syntaxes", CODE),
    DialectKey::sign("layouts", LOOK),
    DialectKey::word("time", Setting(time)),
    DialectKey::word("breaks", BREAKS),
    DialectKey::word("resolution", SHAPE),
    DialectKey::word("fonts", FONTS),
    DialectKey::word("lang", LANGUAGE),
];

/// `15m`, or a number of minutes.
fn time(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.duration = plain_text(node).and_then(|text| length(&text));
}

/// A length of time as peitho reads it.
pub(super) fn length(text: &str) -> Option<Duration> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Duration::parse(&format!("{text}m"));
    }
    Duration::parse(text)
}
