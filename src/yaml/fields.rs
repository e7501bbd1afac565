//! A mapping read key by key: what nothing reads, and what is missing, is known once all keys were
//! asked for. Knows no key.

use serde_yaml::{Mapping, Value};

use super::Node;
use super::node::scalar;
use super::step::Step;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest::nearest;

/// A mapping whose keys are read one by one; [`Fields::finish`] reports those that nothing asked
/// for, and those that are missing.
#[derive(Debug)]
pub struct Fields<'y> {
    node: Node<'y>,
    mapping: Option<&'y Mapping>,
    asked: Vec<&'static str>,
    missing: Vec<(&'static str, Diagnostic)>,
}

impl<'y> Node<'y> {
    /// The value as a mapping of known keys.
    #[must_use]
    pub fn fields(self) -> Fields<'y> {
        let mapping = match self.value {
            Value::Mapping(mapping) => Some(mapping),
            Value::Null => None,
            _ => self.wrong_type("a mapping"),
        };
        Fields {
            node: self,
            mapping,
            asked: Vec::new(),
            missing: Vec::new(),
        }
    }
}

impl<'y> Fields<'y> {
    /// The value of a key, if the key is there.
    pub fn get(&mut self, key: &'static str) -> Option<Node<'y>> {
        self.asked.push(key);
        let value = self.mapping?.get(key)?;
        Some(self.node.child(value, Step::Key(key)))
    }

    /// As [`Fields::get`], for a key that may also be left empty.
    pub fn filled(&mut self, key: &'static str) -> Option<Node<'y>> {
        self.get(key).filter(|node| !node.is_null())
    }

    /// Whether the key is there and was not left empty.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.mapping
            .and_then(|mapping| mapping.get(key))
            .is_some_and(|value| !value.is_null())
    }

    /// The keys that are there and were not left empty.
    pub fn keys(&self) -> impl Iterator<Item = &'y str> + use<'y> {
        let entries = self.mapping.into_iter().flatten();
        let filled = entries.filter(|(_, value)| !value.is_null());
        filled.filter_map(|(key, _)| key.as_str())
    }

    /// A scalar as a text, or the first key of a mapping; says nothing of other values, and does not
    /// count as asking for the key.
    #[must_use]
    pub fn written(&self, key: &str) -> Option<String> {
        let value = self.mapping?.get(key)?;
        if let Value::Mapping(inside) = value {
            return inside.keys().next().map(scalar);
        }
        let is_scalar = value.is_string() || value.is_number() || value.is_bool();
        is_scalar.then(|| scalar(value))
    }

    /// The text below the front matter that the mapping is.
    #[must_use]
    pub fn text_below(&self) -> &'y str {
        let yaml = self.node.yaml;
        let below = yaml.source.text().get(yaml.range.end..).unwrap_or_default();
        let line = below.split_inclusive('\n').next().unwrap_or_default();
        if line.trim_end() == "---" {
            &below[line.len()..]
        } else {
            below
        }
    }

    /// Whether the key is there with a value that is no text, which has its diagnostic already.
    fn is_misread(&self, key: &str) -> bool {
        let value = self.mapping.and_then(|mapping| mapping.get(key));
        value.is_some_and(|value| {
            value.is_sequence() || value.is_mapping() || matches!(value, Value::Tagged(_))
        })
    }

    /// The whole mapping.
    #[must_use]
    pub fn node(&self) -> &Node<'y> {
        &self.node
    }

    /// Says at the mapping that a key is missing, unless [`Fields::finish`] finds it misspelt: one
    /// mistake has one diagnostic.
    pub fn missing(&mut self, key: &'static str, message: impl Into<String>, hint: Option<String>) {
        self.miss(key, self.node.place(), message, hint);
    }

    /// The same, at the key of the mapping.
    pub fn missing_in_entry(
        &mut self,
        key: &'static str,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        self.miss(key, self.node.key_place(), message, hint);
    }

    fn miss(
        &mut self,
        key: &'static str,
        place: Place,
        message: impl Into<String>,
        hint: Option<String>,
    ) {
        let diagnostic = Diagnostic::new(codes::MISSING_KEY, place, message).maybe_hint(hint);
        self.missing.push((key, diagnostic));
    }

    /// Reports the keys that were never asked for, and those that are missing. `misnomers` are
    /// keys of other programs, each with what it is called here (`("description", "summary")`), or,
    /// where no key is like it, with a hint: what to do instead. A hint has spaces, a key has none.
    pub fn finish(self, misnomers: &[(&str, &str)]) {
        let mut meant = Vec::new();
        for (key, value) in self.mapping.into_iter().flatten() {
            let name = key.as_str().map_or_else(|| scalar(key), str::to_owned);
            if self.asked.contains(&name.as_str()) {
                continue;
            }
            let step = Step::Key(key.as_str().unwrap_or_default());
            let node = self.node.child(value, step);
            if let Some(key) = node.report_glued_key() {
                meant.extend(self.asked.iter().copied().filter(|asked| *asked == key));
                continue;
            }
            let known = misnomers.iter().find(|(wrong, _)| *wrong == name);
            // The key of another kind of page is none here.
            let known = known
                .map(|(_, right)| *right)
                .filter(|right| right.contains(' ') || self.asked.contains(right));
            let near = nearest(&name, self.asked.iter().copied());
            let hint = known
                .map(advice)
                .or_else(|| near.map(|near| format!("did you mean `{near}`?")))
                .unwrap_or_else(|| format!("the keys here are {}", listed(&self.asked)));
            meant.extend(known.or(near));
            let message = format!("nothing reads the key `{name}`");
            node.report_key(codes::UNKNOWN_KEY, message, Some(hint));
        }
        self.report_missing(&meant);
    }

    /// Reports what is missing, unless something else was said of it: a key was misspelt, the value
    /// is a comment to YAML or of another type, or the whole is no mapping at all.
    fn report_missing(&self, meant: &[&str]) {
        let (node, mapping) = (&self.node, self.mapping);
        if mapping.is_none() && !node.is_null() {
            return;
        }
        for (key, diagnostic) in &self.missing {
            let value = mapping.and_then(|mapping| mapping.get(*key));
            let is_cut = value.is_some_and(|value| node.child(value, Step::Key(key)).is_cut());
            if !is_cut && !self.is_misread(key) && !meant.contains(key) {
                node.push(diagnostic.clone());
            }
        }
    }
}

/// The hint of a key of another program.
fn advice(right: &str) -> String {
    if right.contains(' ') {
        right.to_owned()
    } else {
        format!("Lutrin calls it `{right}`")
    }
}

fn listed(keys: &[&str]) -> String {
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    keys.dedup();
    quoted(keys)
}
