//! Reads the strings of a theme from `i18n/<lang>.yaml`, layer by layer.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::asked::AskedStrings;
use super::plurals::Plurals;
use super::{StringTable, Strings, ThemeString};
use crate::config::{Config, Language};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::theme::{FileMap, Layers, embedded, text};
use crate::yaml::{Node, Yaml};

/// What stands in where no language of the site has a string.
const LAST_RESORT: &str = "en";

impl Strings {
    /// Reads the strings of every language of the site, and those that may stand in for them. Says
    /// which are missing.
    pub(in crate::theme) fn load(
        config: &Config,
        layers: &Layers,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut strings = Self::default();
        for language in &config.languages {
            let lang = &language.code;
            let words = layered(layers, lang.as_str(), diagnostics);
            let table = StringTable {
                words: words.unwrap_or_default(),
                plurals: Plurals::of(lang),
                stand_ins: stand_ins(config, language),
            };
            strings.languages.insert(lang.clone(), table);
        }
        strings.add_stand_ins(layers);
        let asked = AskedStrings::new(layers);
        for lang in config.codes() {
            strings.check_months(layers, lang, diagnostics);
            diagnostics.extend(strings.check_gaps(config, layers, lang, &asked));
        }
        strings
    }

    /// Reads the strings that stand in for those of the site's languages, and are of none of them.
    fn add_stand_ins(&mut self, layers: &Layers) {
        let tables = self.languages.values();
        let named: BTreeSet<Lang> = tables.flat_map(|table| &table.stand_ins).cloned().collect();
        for lang in named {
            let table = || StringTable {
                words: layered(layers, lang.as_str(), &mut Vec::new()).unwrap_or_default(),
                plurals: Plurals::of(&lang),
                stand_ins: Vec::new(),
            };
            self.languages.entry(lang.clone()).or_insert_with(table);
        }
    }

    /// Says of a file on disk that its language has no list of twelve months, its own or another's.
    fn check_months(&self, layers: &Layers, lang: &Lang, diagnostics: &mut Vec<Diagnostic>) {
        let months = self.find(lang.as_str(), "months").map(|(word, _)| word);
        let are_twelve = matches!(months, Some(ThemeString::List(months)) if months.len() == 12);
        if let Some(file) = layers
            .theme
            .get(&path(lang.as_str()))
            .filter(|_| !are_twelve)
        {
            let message = "`months` takes a list of twelve names";
            let place = Place::file(&file.origin);
            diagnostics.push(Diagnostic::new(codes::BAD_STRINGS, place, message));
        }
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
            .or_else(|| read(LAST_RESORT))
            .unwrap_or_default();
        let table = StringTable {
            words,
            plurals: Plurals::of(lang),
            stand_ins: Vec::new(),
        };
        Self {
            languages: std::iter::once((lang.clone(), table)).collect(),
        }
    }
}

/// The languages whose strings stand in for those of one: the same language without its region,
/// where the theme has it, then the other languages of the site, then English.
fn stand_ins(config: &Config, language: &Language) -> Vec<Lang> {
    let primary = language.code.as_str().split_once('-');
    let primary = primary.map(|(primary, _)| Lang::new(primary));
    let others = config.stand_ins(language).cloned();
    let mut stand_ins: Vec<Lang> = Vec::new();
    for lang in primary
        .into_iter()
        .chain(others)
        .chain([Lang::new(LAST_RESORT)])
    {
        if lang != language.code && !stand_ins.contains(&lang) {
            stand_ins.push(lang);
        }
    }
    stand_ins
}

/// The file of a language in a theme.
pub(super) fn path(lang: &str) -> String {
    format!("i18n/{lang}.yaml")
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
    match (under, over) {
        (None, None) => None,
        (under, over) => Some(under.into_iter().chain(over).flatten().collect()),
    }
}

fn read(
    files: &FileMap,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, ThemeString>> {
    let file = files.get(&path(lang))?;
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
