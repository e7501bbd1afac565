//! Reads the keys of other tools in the front matter of a deck, by the tables of the dialects.
//!
//! Keys that Lutrin has itself (`title`, `footer`, `aspect`) are read where they always are, and
//! are not asked for here.

use super::chosen::Chosen;
use super::definition::{DialectKey, Handling};
use super::detect::{Evidence, of_body, of_value};
use super::settings::DialectSettings;
use super::silent::is_silent;
use super::{DIALECTS, Dialect, values};
use crate::diagnostic::{Diagnostic, codes};
use crate::nearest;
use crate::yaml::{Fields, Node};

/// The picture of Slidev's first slide, as a text. As a mapping it is Lutrin's own.
const IMAGE: &str = "image";

/// The foot of Marp's slides, as Markdown. Lutrin's own is a text.
const FOOTER: &str = "footer";

impl DialectSettings {
    /// Reads the keys of other tools in a deck's front matter, and reports those that have no
    /// equivalent. `native_keys` are the keys that Lutrin reads itself. Which tool's deck it is, the
    /// text below the front matter says, too.
    #[must_use]
    pub fn read(fields: &mut Fields<'_>, native_keys: &[&str]) -> Self {
        let mut settings = Self::default();
        settings.read_dialect(fields);
        settings.title_slide.title = fields
            .filled("title")
            .and_then(|node| values::plain_text(&node));
        // Keys that are not there are never asked for, so that hints name Lutrin's own alone.
        let names: Vec<&str> = key_names()
            .filter(|name| [IMAGE, FOOTER].contains(name) || !native_keys.contains(name))
            .filter(|name| fields.has(name))
            .collect();
        settings.chosen = Some(chosen(fields));
        let dialect = settings.choose("").dialect;
        for name in names {
            let Some((whose, key)) = key(name, dialect) else {
                continue;
            };
            if let Some(node) = fields.filled(name)
                && !(name == IMAGE && node.is_mapping())
            {
                settings.take((whose, dialect), key, &node);
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

    /// Takes the value of a key of a tool, in a deck that is read as that tool's or as Lutrin's own.
    fn take(&mut self, (tool, deck): (Dialect, Dialect), key: &DialectKey, node: &Node<'_>) {
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
                let (tool, name) = (tool.tool(), key.name);
                let is_foreign = deck != Dialect::NATIVE;
                let diagnostic = if is_foreign && is_silent(name) {
                    let message = format!("{tool}'s `{name}` changes nothing on a slide here");
                    Diagnostic::new(codes::FOREIGN_SETTING, node.place(), message)
                } else {
                    let message = format!("Lutrin has no equivalent of {tool}'s `{name}`");
                    let diagnostic = Diagnostic::new(codes::NO_EQUIVALENT, node.place(), message);
                    if is_foreign {
                        diagnostic.losing(tool, name)
                    } else {
                        diagnostic
                    }
                };
                node.push(diagnostic.hint(hint));
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

/// The dialect that the keys, their values and the body of a file speak for.
fn chosen(fields: &Fields<'_>) -> Chosen {
    let mut evidence = Evidence::default();
    evidence.keys(fields.keys());
    for key in fields.keys() {
        if let Some(value) = fields.written(key) {
            of_value(key, &value, &mut evidence);
        }
    }
    of_body(fields.text_below(), &mut evidence);
    evidence.choose()
}

/// What is known of a key. In another tool's deck, that is what the tool knows; in one of Lutrin's
/// own form, what the first tool does that reads the key, else what the first one does that has it.
fn key(name: &str, dialect: Dialect) -> Option<(Dialect, &'static DialectKey)> {
    let with_key = |dialect: Dialect| Some((dialect, dialect.0.key(name)?));
    if dialect != Dialect::NATIVE {
        return with_key(dialect);
    }
    let is_read =
        |found: &(Dialect, &DialectKey)| !matches!(found.1.handling, Handling::Unsupported(_));
    let first = Dialect::all().filter_map(with_key).find(is_read);
    first.or_else(|| Dialect::all().find_map(with_key))
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
