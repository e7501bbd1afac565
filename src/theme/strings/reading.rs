//! Reads the strings of a theme from `i18n/<lang>.yaml`, layer by layer.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::plurals::Plurals;
use super::{StringTable, Strings, ThemeString};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::theme::{FileMap, Layers, embedded, text};
use crate::yaml::{Node, Yaml};

/// What stands in for a language that has no file.
const FALLBACK: &str = "en";

impl Strings {
    /// Reads the strings of every language of the site. One without a file takes the English ones.
    pub(in crate::theme) fn load(
        config: &Config,
        layers: &Layers,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut languages = FxHashMap::default();
        for lang in config.codes() {
            let in_theme = layered(layers, lang.as_str(), diagnostics);
            if in_theme.is_none() {
                let message = format!(
                    "the theme `{}` has no strings for `{lang}`, so it speaks English there",
                    config.theme
                );
                let hint = format!(
                    "translate its `i18n/{FALLBACK}.yaml` as `themes/{}/i18n/{lang}.yaml`",
                    config.theme
                );
                diagnostics.push(
                    Diagnostic::new(codes::NO_STRINGS, config.theme_place.clone(), message)
                        .hint(hint),
                );
            }
            let words = in_theme
                .or_else(|| layered(layers, FALLBACK, &mut Vec::new()))
                .unwrap_or_default();
            languages.insert(
                lang.clone(),
                StringTable {
                    words,
                    plurals: Plurals::of(lang),
                },
            );
        }
        Self { languages }
    }

    /// The strings that Lutrin has itself for a language, else the English ones: for pages that are
    /// no theme's.
    #[must_use]
    pub fn embedded(lang: &Lang) -> Self {
        let layers = Layers {
            embedded: Some(embedded::files()),
            ..Layers::default()
        };
        let read = |code: &str| layered(&layers, code, &mut Vec::new());
        let words = read(lang.as_str())
            .or_else(|| read(FALLBACK))
            .unwrap_or_default();
        let table = StringTable {
            words,
            plurals: Plurals::of(lang),
        };
        Self {
            languages: std::iter::once((lang.clone(), table)).collect(),
        }
    }
}

/// The words of a language, those of the theme on disk over those of the embedded one, key by key.
fn layered(
    layers: &Layers,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, ThemeString>> {
    let under = layers
        .embedded
        .as_ref()
        .and_then(|files| read(files, lang, diagnostics));
    let over = read(&layers.theme, lang, diagnostics);
    let origin = layers
        .theme
        .get(&format!("i18n/{lang}.yaml"))
        .map(|file| &file.origin);
    let words: FxHashMap<String, ThemeString> = match (under, over) {
        (None, None) => return None,
        (under, over) => under.into_iter().chain(over).flatten().collect(),
    };
    let months =
        matches!(words.get("months"), Some(ThemeString::List(months)) if months.len() == 12);
    if let Some(origin) = origin.filter(|_| !months) {
        let message = "`months` takes a list of twelve names";
        diagnostics.push(Diagnostic::new(
            codes::BAD_STRINGS,
            Place::file(origin),
            message,
        ));
    }
    Some(words)
}

fn read(
    files: &FileMap,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, ThemeString>> {
    let file = files.get(&format!("i18n/{lang}.yaml"))?;
    let Some(source) = text(file, diagnostics) else {
        return Some(FxHashMap::default());
    };
    let Some(yaml) = Yaml::parse(&source, 0..source.text().len(), diagnostics) else {
        return Some(FxHashMap::default());
    };
    let words: FxHashMap<String, ThemeString> = yaml
        .root()
        .entries()
        .into_iter()
        .filter_map(|(key, node)| Some((key, read_word(&node)?)))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Some(words)
}

fn read_word(node: &Node<'_>) -> Option<ThemeString> {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    if node.is_sequence() {
        return Some(ThemeString::List(
            node.items().iter().filter_map(Node::text).collect(),
        ));
    }
    if !node.is_mapping() {
        return Some(ThemeString::Text(node.text()?));
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
    Some(ThemeString::Plural(forms))
}
