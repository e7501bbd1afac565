//! reveal-md's keys of front matter: separators, and options of its program.

use super::super::DialectSettings;
use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{CODE, DialectKey, Handling, LOOK, PROGRAM};
use super::separators::can_be_separator;
use crate::diagnostic::codes;
use crate::yaml::Node;

const SERVER: Handling =
    Unsupported("take it out: `lutrin serve` and `lutrin build` have options of their own");

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("theme", LOOK),
    DialectKey::sign("separator", Setting(separator)),
    DialectKey::sign("verticalSeparator", Setting(vertical_separator)),
    DialectKey::sign("notesSeparator", Setting(notes_separator)),
    DialectKey::sign("revealOptions", PROGRAM),
    DialectKey::sign("highlightTheme", CODE),
    DialectKey::word("scripts", PROGRAM),
    DialectKey::word("preprocessor", PROGRAM),
    DialectKey::word(
        "template",
        Unsupported("the theme's templates make the page"),
    ),
    DialectKey::word("assetsDir", SERVER),
];

fn separator(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.separator = read_separator(node);
}

fn vertical_separator(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.vertical_separator = read_separator(node);
}

fn notes_separator(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.notes_separator = read_separator(node);
}

fn read_separator(node: &Node<'_>) -> Option<String> {
    let pattern = node.text()?;
    if !can_be_separator(&pattern) {
        let hint = "write a regular expression, like `^---$`".to_owned();
        let message = format!("`{}` cannot be a separator", pattern.escape_debug());
        node.report(codes::BAD_VALUE, message, Some(hint));
        return None;
    }
    Some(pattern)
}
