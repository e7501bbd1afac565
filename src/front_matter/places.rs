//! Where the front matter of a file writes a name or a value. Tags have no places while a site is
//! read, since almost none is ever asked for; a diagnostic looks for the one that it needs.

use crate::slug::names::name_key;
use crate::source::{Source, Span};
use crate::yaml::{Node, Yaml};

/// The place of the value of a key.
#[must_use]
pub fn place_of_key(source: &Source, key: &'static str) -> Option<Span> {
    let mut ignored = Vec::new();
    let (range, _) = super::split(source, &mut ignored);
    let yaml = Yaml::parse(source, range?, &mut ignored)?;
    let node = yaml.root().fields().filled(key)?;
    Some(node.span())
}

/// The place of a name below a key that takes one name, a list of them, or a mapping with a `name`.
#[must_use]
pub fn place_of_name(source: &Source, key: &'static str, name: &str) -> Option<Span> {
    let mut ignored = Vec::new();
    let (range, _) = super::split(source, &mut ignored);
    let yaml = Yaml::parse(source, range?, &mut ignored)?;
    let wanted = name_key(name);
    let items = yaml.root().fields().filled(key)?.items();
    let mut named = items.into_iter().filter_map(|node| {
        if node.is_mapping() {
            node.fields().filled("name")
        } else {
            Some(node)
        }
    });
    let is_wanted = |node: &Node<'_>| node.text().is_some_and(|text| name_key(&text) == wanted);
    named.find(is_wanted).map(|node| node.span())
}
