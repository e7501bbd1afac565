//! Reads the keys of other tools in the front matter of a deck, by the tables of the dialects.
//!
//! Keys that Lutrin has itself (`title`, `footer`, `aspect`) are read where they always are, and
//! are not asked for here.

use super::definition::{DialectKey, Handling};
use super::settings::DialectSettings;
use super::{DIALECTS, Dialect};
use crate::diagnostic::codes;
use crate::nearest;
use crate::yaml::{Fields, Node};

/// The picture of Slidev's first slide, as a text. As a mapping it is Lutrin's own.
const IMAGE: &str = "image";

/// The foot of Marp's slides, as Markdown. Lutrin's own is a text.
const FOOTER: &str = "footer";

impl DialectSettings {
    /// Reads the keys of all other tools in a deck's front matter, and reports those that have no
    /// equivalent. `native_keys` are the keys that Lutrin reads itself.
    #[must_use]
    pub fn read(fields: &mut Fields<'_>, native_keys: &[&str]) -> Self {
        let mut settings = Self::default();
        settings.read_dialect(fields);
        // Keys that are not there are never asked for, so that hints name Lutrin's own alone.
        let names: Vec<&str> = key_names()
            .filter(|name| [IMAGE, FOOTER].contains(name) || !native_keys.contains(name))
            .filter(|name| fields.has(name))
            .collect();
        settings.by_keys = names.iter().find_map(|name| dialect_with_sign(name));
        let dialect = settings.named.or(settings.by_keys);
        for name in names {
            let Some((dialect, key)) = key(name, dialect) else {
                continue;
            };
            if let Some(node) = fields.filled(name)
                && !(name == IMAGE && node.is_mapping())
            {
                settings.take(dialect, key, &node);
            }
        }
        settings
    }

    fn read_dialect(&mut self, fields: &mut Fields<'_>) {
        const AUTO: &str = "auto";
        let Some(node) = fields.filled("dialect") else {
            return;
        };
        let Some(name) = node.text().filter(|name| name != AUTO) else {
            return;
        };
        self.named = Dialect::named(&name);
        if self.named.is_none() {
            let names = || Dialect::names().chain([AUTO]);
            let hint = nearest::did_you_mean(&name, names()).unwrap_or_else(|| {
                let names: Vec<String> = names().map(|name| format!("`{name}`")).collect();
                format!("write one of {}", names.join(", "))
            });
            let message = format!("`{name}` is no dialect of decks");
            node.report(codes::BAD_VALUE, message, Some(hint));
        }
    }

    fn take(&mut self, dialect: Dialect, key: &DialectKey, node: &Node<'_>) {
        match key.handling {
            Handling::Setting(read) => read(self, node),
            Handling::SlideAttribute if node.is_sequence() => {
                let items: Vec<String> = node.items().iter().filter_map(Node::text).collect();
                self.slide.push((key.name.to_owned(), items.join(" ")));
            }
            Handling::SlideAttribute => self
                .slide
                .extend(node.text().map(|value| (key.name.to_owned(), value))),
            Handling::Unsupported(hint) => {
                let (tool, name) = (dialect.tool(), key.name);
                let message = format!("Lutrin has no equivalent of {tool}'s `{name}`");
                node.report(codes::NO_EQUIVALENT, message, Some(hint.to_owned()));
            }
        }
    }
}

/// The names of all keys, each once.
fn key_names() -> impl Iterator<Item = &'static str> {
    DIALECTS.iter().enumerate().flat_map(|(number, dialect)| {
        let before = &DIALECTS[..number];
        let is_new = move |name: &&str| before.iter().all(|other| other.key(name).is_none());
        dialect.keys.iter().map(|key| key.name).filter(is_new)
    })
}

/// The dialect that a key is a sign of.
pub(super) fn dialect_with_sign(name: &str) -> Option<Dialect> {
    let has_sign = |dialect: &Dialect| dialect.0.key(name).is_some_and(|key| key.is_sign);
    Dialect::all().find(has_sign)
}

/// What is known of a key: what the deck's dialect knows; else what the first one does that reads
/// it; else what the first one does that has it.
fn key(name: &str, dialect: Option<Dialect>) -> Option<(Dialect, &'static DialectKey)> {
    let with_key = |dialect: Dialect| Some((dialect, dialect.0.key(name)?));
    let is_read =
        |found: &(Dialect, &DialectKey)| !matches!(found.1.handling, Handling::Unsupported(_));
    dialect
        .and_then(with_key)
        .or_else(|| Dialect::all().filter_map(with_key).find(is_read))
        .or_else(|| Dialect::all().find_map(with_key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_key_stands_once_and_a_sign_is_of_one_tool() {
        for dialect in DIALECTS {
            for (at, key) in dialect.keys.iter().enumerate() {
                let is_here = |other: &DialectKey| other.name == key.name;
                assert!(
                    !dialect.keys[..at].iter().any(is_here),
                    "{} stands twice",
                    key.name
                );
                let tools = DIALECTS
                    .iter()
                    .filter(|dialect| dialect.key(key.name).is_some());
                assert!(
                    !key.is_sign || tools.count() == 1,
                    "{} is a sign of several tools",
                    key.name
                );
            }
        }
    }
}
