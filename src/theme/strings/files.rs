//! Reads the strings of a language from `i18n/<lang>.yaml`.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::StringEntry;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::theme::{FileMap, Layers, text};
use crate::yaml::{Node, Yaml};

/// The strings of a language, those of the theme on disk over those of the embedded one, key by key.
pub(super) fn layered(
    layers: &Layers,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, StringEntry>> {
    let under = layers
        .embedded
        .as_ref()
        .and_then(|files| read(files, lang, diagnostics));
    let over = read(&layers.theme, lang, diagnostics);
    let origin = layers
        .theme
        .get(&format!("i18n/{lang}.yaml"))
        .map(|file| &file.origin);
    let entries: FxHashMap<String, StringEntry> = match (under, over) {
        (None, None) => return None,
        (under, over) => under.into_iter().chain(over).flatten().collect(),
    };
    let months =
        matches!(entries.get("months"), Some(StringEntry::List(months)) if months.len() == 12);
    if let Some(origin) = origin.filter(|_| !months) {
        let message = "`months` takes a list of twelve names";
        diagnostics.push(Diagnostic::new(
            codes::BAD_STRINGS,
            Place::file(origin),
            message,
        ));
    }
    Some(entries)
}

fn read(
    files: &FileMap,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, StringEntry>> {
    let file = files.get(&format!("i18n/{lang}.yaml"))?;
    let Some(source) = text(file, diagnostics) else {
        return Some(FxHashMap::default());
    };
    let Some(yaml) = Yaml::parse(&source, 0..source.text().len(), diagnostics) else {
        return Some(FxHashMap::default());
    };
    let entries: FxHashMap<String, StringEntry> = yaml
        .root()
        .entries()
        .into_iter()
        .filter_map(|(key, node)| Some((key, read_entry(&node)?)))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Some(entries)
}

fn read_entry(node: &Node<'_>) -> Option<StringEntry> {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    if node.is_sequence() {
        return Some(StringEntry::List(
            node.items().iter().filter_map(Node::text).collect(),
        ));
    }
    if !node.is_mapping() {
        return Some(StringEntry::Text(node.text()?));
    }
    let mut forms = BTreeMap::new();
    for (category, form) in node.entries() {
        if CATEGORIES.contains(&category.as_str()) {
            forms.insert(category, form.text()?);
        } else {
            let hint = format!("the categories are {}", CATEGORIES.join(", "));
            form.report(
                codes::BAD_STRINGS,
                format!("`{category}` is no plural category"),
                Some(hint),
            );
        }
    }
    if !forms.contains_key("other") {
        node.report(
            codes::BAD_STRINGS,
            "plural forms need at least `other`",
            None,
        );
    }
    Some(StringEntry::Plural(forms))
}
