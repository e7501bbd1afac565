//! Lists that are written as one text: `tags: lutrin, rust, web` is one tag to YAML.

use super::{Node, in_brackets};
use crate::diagnostic::codes;
use crate::slug;

/// Says that a text below a key that takes a list is several tags: they have a comma or semicolon
/// between them, or a number sign before each.
pub fn check_tags(node: &Node<'_>) {
    if let Some(text) = single_text(node) {
        let parts = if text.starts_with('#') {
            split(&text, |c| c == '#' || c.is_whitespace())
        } else {
            split(&text, is_between)
        };
        let may_be_one = text.contains(',') && !text.starts_with('#');
        report(node, ("tags", "tag"), (&text, &parts), may_be_one);
    }
}

/// The same for old addresses, which all begin with a slash.
pub fn check_aliases(node: &Node<'_>) {
    if let Some(text) = single_text(node) {
        let parts = split(&text, |c| is_between(c) || c.is_whitespace());
        if parts.iter().all(|part| part.starts_with('/')) {
            report(node, ("aliases", "address"), (&text, &parts), false);
        }
    }
}

/// The same for languages, whose codes have no space or comma. Returns whether it said so.
pub fn check_languages(node: &Node<'_>) -> bool {
    let Some(text) = single_text(node) else {
        return false;
    };
    let parts = split(&text, |c| is_between(c) || c.is_whitespace());
    report(node, ("languages", "language"), (&text, &parts), false);
    parts.len() > 1
}

/// The same for other names of somebody or something, none of which has a semicolon in it, and few
/// a comma.
pub fn check_names(node: &Node<'_>, key: &str) {
    if let Some(text) = single_text(node) {
        let parts = split(&text, is_between);
        report(node, (key, "name"), (&text, &parts), text.contains(','));
    }
}

/// The same for people below a key. In `Name – Role, Organisation`, a comma separates no people, so
/// a text with a dash or a parenthesis is left alone. The items of a list are checked, too: several
/// ids in one item are no name.
pub fn check_people(node: &Node<'_>, key: &str) {
    if let Some(text) = single_text(node)
        && !text.contains(['(', '–', '—'])
        && !text.contains(" - ")
    {
        let parts = split(&text, is_between);
        if parts.len() > 1 {
            report(node, (key, "person"), (&text, &parts), text.contains(','));
            return;
        }
    }
    for item in node.items() {
        if let Some(text) = single_text(&item) {
            report(&item, (key, "person"), (&text, &ids(&text)), false);
        }
    }
}

/// The ids that a text names, with a comma, a sign or a word between them.
fn ids(text: &str) -> Vec<&str> {
    let parts = text.split(" and ").flat_map(|part| part.split(" et "));
    let parts = parts.flat_map(|part| part.split(|c| is_between(c) || "&+/".contains(c)));
    let names: Vec<&str> = parts.map(str::trim).collect();
    let are_ids = names.iter().all(|name| slug::is_slug(name));
    if are_ids { names } else { Vec::new() }
}

/// The text of a value that is no list and no mapping.
fn single_text(node: &Node<'_>) -> Option<String> {
    let is_single = !node.is_sequence() && !node.is_mapping() && !node.is_null();
    is_single.then(|| node.text()).flatten()
}

fn is_between(c: char) -> bool {
    matches!(c, ',' | ';' | '،' | '、' | '，')
}

fn split(text: &str, is_between: impl Fn(char) -> bool) -> Vec<&str> {
    let parts = text.split(is_between).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Reports a text with several parts. A name with a comma in it `may_be_one` after all.
fn report(
    node: &Node<'_>,
    (key, one): (&str, &str),
    (text, parts): (&str, &[&str]),
    may_be_one: bool,
) {
    if parts.len() < 2 {
        return;
    }
    let list: Vec<String> = parts.iter().map(|part| in_brackets(part)).collect();
    let message = format!("`{text}` is read as one {one}");
    let list = format!("write a list: `{key}: [{}]`", list.join(", "));
    let hint = if may_be_one {
        let name = in_brackets(text);
        format!("{list}; if it is one {one}, write `{key}: [{name}]`")
    } else {
        list
    };
    node.report(codes::LIST_AS_TEXT, message, Some(hint));
}
