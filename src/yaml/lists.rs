//! Lists that are written as one text: `tags: lutrin, rust, web` is one tag to YAML.

use super::Node;
use crate::diagnostic::codes;
use crate::slug;

/// Says that a text below a key that takes a list is several tags: they have a comma or semicolon
/// between them, or a number sign before each.
pub fn check_tags(node: &Node<'_>) {
    let Some(text) = single_text(node) else {
        node.items().iter().for_each(|item| check_item(item, "tag"));
        return;
    };
    let parts = if text.starts_with('#') {
        split(&text, |c| c == '#' || c.is_whitespace())
    } else {
        parts_of(node, &text)
    };
    let may_be_one = text.contains(',') && !text.starts_with('#');
    report(node, ("tags", "tag"), (&text, &parts), may_be_one);
}

/// Whether a value is a text or a list; says so where it is a mapping, like `{rust, web}`.
#[must_use]
pub fn is_list(node: &Node<'_>, key: &str) -> bool {
    if !node.is_mapping() {
        return true;
    }
    let entries = node.entries();
    let are_names = entries.iter().all(|(_, value)| value.is_null());
    let names: Vec<String> = entries.iter().map(|(name, _)| in_brackets(name)).collect();
    let hint = format!("put it in square brackets: `{key}: [{}]`", names.join(", "));
    node.report_type("a list", are_names.then_some(hint));
    false
}

/// Whether a menu is a list, or one entry; says so where it is several in one text.
#[must_use]
pub fn is_menu(node: &Node<'_>) -> bool {
    let Some(text) = single_text(node) else {
        return true;
    };
    let parts = parts_of(node, &text);
    !report(node, ("menu", "entry"), (&text, &parts), false)
}

/// An item that is several ones, or that has a sign too much: `[rust; web]`, `- rust,`.
fn check_item(item: &Node<'_>, one: &str) {
    let Some(text) = single_text(item) else {
        return;
    };
    let parts = split(&text, |c| c == ';');
    let message = format!("`{text}` is read as one {one}");
    if parts.len() > 1 {
        let parts: Vec<String> = parts.into_iter().map(in_brackets).collect();
        let hint = format!("put commas between the items: `[{}]`", parts.join(", "));
        item.report(codes::LIST_AS_TEXT, message, Some(hint));
    } else if let Some(rest) = text.strip_suffix([',', ';', ']', '[']) {
        let hint = format!("take the sign at its end out: `{}`", rest.trim_end());
        item.report(codes::LIST_AS_TEXT, message, Some(hint));
    }
}

/// The same for old addresses, which all begin with a slash.
pub fn check_aliases(node: &Node<'_>) {
    if let Some(text) = single_text(node) {
        let parts = addresses(&text);
        report(node, ("aliases", "address"), (&text, &parts), false);
        return;
    }
    for item in node.items() {
        if let Some(text) = single_text(&item) {
            let parts = addresses(&text);
            report(&item, ("aliases", "address"), (&text, &parts), false);
        }
    }
}

/// The same for languages, whose codes have no space or comma. Returns whether it said so.
#[must_use]
pub fn check_languages(node: &Node<'_>) -> bool {
    let Some(text) = single_text(node) else {
        return false;
    };
    let parts = split(&text, |c| is_between(c) || c.is_whitespace());
    report(node, ("languages", "language"), (&text, &parts), false)
}

/// The addresses that a text names with commas or spaces between them; none where something else
/// is among them.
fn addresses(text: &str) -> Vec<&str> {
    let parts = split(text, |c| is_between(c) || c.is_whitespace());
    let are_addresses = parts.iter().all(|part| part.starts_with('/'));
    if are_addresses { parts } else { Vec::new() }
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
        let parts = parts_of(node, &text);
        if parts.len() > 1 {
            let are_ids = parts.iter().all(|part| slug::is_slug(part));
            let may_be_one = text.contains(',') || !are_ids;
            report(node, (key, "person"), (&text, &parts), may_be_one);
            return;
        }
    }
    for item in node.items() {
        if let Some(text) = single_text(&item)
            && !report(&item, (key, "person"), (&text, &ids(&text)), false)
        {
            check_item(&item, "person");
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

/// The parts of a text: those between commas, or what stands on lines of its own or behind dashes
/// (`-rust` below a key is no item to YAML, since the space is missing).
fn parts_of<'t>(node: &Node<'t>, text: &'t str) -> Vec<&'t str> {
    let parts = split(text, is_between);
    if parts.len() > 1 {
        return parts;
    }
    let lines = node.lines();
    let parts = if lines.len() > 1 {
        lines
    } else if text.starts_with(DASHES) {
        text.split_whitespace().collect()
    } else {
        parts
    };
    let parts = parts
        .into_iter()
        .map(|part| part.trim_start_matches(DASHES).trim());
    parts.filter(|part| !part.is_empty()).collect()
}

/// What people write in the place of a dash and a space.
const DASHES: [char; 4] = ['-', '–', '—', '•'];

fn split(text: &str, is_between: impl Fn(char) -> bool) -> Vec<&str> {
    let parts = text.split(is_between).map(str::trim);
    parts.filter(|part| !part.is_empty()).collect()
}

/// Reports a text with several parts, or with another sign than its one part has; gives whether it
/// did. A name with a comma in it `may_be_one` after all.
fn report(
    node: &Node<'_>,
    (key, one): (&str, &str),
    (text, parts): (&str, &[&str]),
    may_be_one: bool,
) -> bool {
    if parts.len() < 2 && parts.iter().all(|part| *part == text.trim()) {
        return false;
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
    true
}

/// A text as YAML writes it within brackets or braces: in quotes where it has a sign of YAML.
#[must_use]
pub fn in_brackets(text: &str) -> String {
    let needs_quotes = text.contains([',', ':', '#', '[', ']', '{', '}', '"', '\'', '`'])
        || text.starts_with(['&', '*', '!', '|', '>', '%', '@', '?', '-', ' '])
        || text.ends_with(' ')
        || ["true", "false", "null", "~", "yes", "no", "on", "off"].contains(&text)
        || text.parse::<f64>().is_ok();
    if needs_quotes {
        format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\""))
    } else {
        text.to_owned()
    }
}
