//! reveal-md's keys of front matter: separators, and options of its program.

use super::super::DialectSettings;
use super::super::definition::Handling::{Setting, Unsupported};
use super::super::definition::{CODE, DialectKey, Handling, OPTIONS, PROGRAM};
use super::separators::can_be_separator;
use crate::config::decks::DeckScheme;
use crate::diagnostic::{Diagnostic, codes};
use crate::yaml::Node;

const SERVER: Handling =
    Unsupported("take it out: `lutrin serve` and `lutrin build` have options of their own");

pub(super) const KEYS: &[DialectKey] = &[
    DialectKey::word("theme", Setting(theme)),
    DialectKey::sign("separator", Setting(separator)),
    DialectKey::sign("verticalSeparator", Setting(vertical_separator)),
    DialectKey::sign("notesSeparator", Setting(notes_separator)),
    DialectKey::sign("revealOptions", OPTIONS),
    DialectKey::sign("highlightTheme", CODE),
    DialectKey::word("scripts", PROGRAM),
    DialectKey::word("preprocessor", PROGRAM),
    DialectKey::word(
        "template",
        Unsupported("the theme's templates make the page"),
    ),
    DialectKey::word("assetsDir", SERVER),
];

/// reveal.js' dark themes, and those that are light.
const DARK: [&str; 7] = [
    "black",
    "black-contrast",
    "blood",
    "dracula",
    "league",
    "moon",
    "night",
];
const LIGHT: [&str; 8] = [
    "beige",
    "serif",
    "simple",
    "sky",
    "solarized",
    "white",
    "white-contrast",
    "white_contrast_compact_verbatim_headers",
];

/// A deck is as dark as its theme: its pictures are made for such a ground. Without a theme, it has
/// the dark one that reveal-md takes.
pub(super) fn scheme(settings: &DialectSettings) -> Option<DeckScheme> {
    let is_dark = |name: &str| DARK.contains(&name.strip_suffix(".css").unwrap_or(name));
    let is_dark = settings.theme.as_deref().is_none_or(is_dark);
    is_dark.then_some(DeckScheme::Dark)
}

/// reveal.js' own themes look different here, as all decks do; any other is one of the author's.
fn theme(settings: &mut DialectSettings, node: &Node<'_>) {
    settings.theme = node.text();
    let is_known = |name: &str| DARK.contains(&name) || LIGHT.contains(&name);
    if !settings.theme.as_deref().is_some_and(is_known) {
        let message = "reveal-md's `theme` changes nothing on a slide here";
        let unknown = Diagnostic::new(codes::FOREIGN_SETTING, node.place(), message.to_owned());
        let hint = "`scheme` chooses light or dark, and `css` a style sheet of the deck's own";
        node.push(unknown.hint(hint));
    }
}

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
