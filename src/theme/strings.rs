//! The strings of the interface, by language: texts, plural forms, dates and lists of names.
//!
//! Everything that differs by language is in the theme's `i18n/<lang>.yaml`, so that a new language
//! needs a file and no code.

mod files;
mod plurals;
mod spelled;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use files::layered;
use plurals::Plurals;

use super::{Layers, embedded};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, codes};
use crate::lang::Lang;

/// The strings of all languages of a site.
#[derive(Debug, Default)]
pub struct Strings {
    languages: FxHashMap<Lang, LanguageStrings>,
}

/// The strings of one language.
#[derive(Debug, Default)]
struct LanguageStrings {
    entries: FxHashMap<String, StringEntry>,
    plurals: Plurals,
}

/// One entry of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum StringEntry {
    Text(String),
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

/// The language whose strings are taken where one has no file.
const FALLBACK: &str = "en";

impl Strings {
    /// Reads the strings of every language of the site. One without a file takes the English ones.
    pub(super) fn load(
        config: &Config,
        layers: &Layers,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut languages = FxHashMap::default();
        for lang in config.codes() {
            let entries = layered(layers, lang.as_str(), diagnostics);
            if entries.is_none() {
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
            let entries = entries
                .or_else(|| layered(layers, FALLBACK, &mut Vec::new()))
                .unwrap_or_default();
            languages.insert(
                lang.clone(),
                LanguageStrings {
                    entries,
                    plurals: Plurals::of(lang),
                },
            );
        }
        Self { languages }
    }

    /// The embedded strings of a language, else the English ones: for pages that are not a theme's.
    #[must_use]
    pub fn embedded(lang: &Lang) -> Self {
        let layers = Layers {
            embedded: Some(embedded::files()),
            ..Layers::default()
        };
        let read = |code: &str| layered(&layers, code, &mut Vec::new());
        let entries = read(lang.as_str())
            .or_else(|| read(FALLBACK))
            .unwrap_or_default();
        let table = LanguageStrings {
            entries,
            plurals: Plurals::of(lang),
        };
        Self {
            languages: std::iter::once((lang.clone(), table)).collect(),
        }
    }

    /// A string, with `{name}` replaced by what the arguments say. `None` when there is no such
    /// string.
    #[must_use]
    pub fn get(&self, lang: &Lang, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.by_code(lang.as_str(), key, arguments)
    }

    /// As [`Strings::get`], for the code of a language.
    #[must_use]
    pub fn by_code(&self, lang: &str, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let table = self.languages.get(lang)?;
        match table.entries.get(key)? {
            StringEntry::Text(text) => Some(fill(text, arguments)),
            StringEntry::Plural(forms) => {
                let count = arguments
                    .iter()
                    .find(|(name, _)| *name == "count")
                    .and_then(|(_, count)| count.parse().ok());
                let form = forms
                    .get(table.plurals.category(count.unwrap_or(0)))
                    .or_else(|| forms.get("other"))?;
                Some(fill(form, arguments))
            }
            StringEntry::List(items) => Some(items.join(", ")),
        }
    }

    /// The forms of a string by plural category (`one`, `other`), not filled in; a text without
    /// forms is `other`.
    #[must_use]
    pub fn forms(&self, lang: &Lang, key: &str) -> Vec<(&str, &str)> {
        match self
            .languages
            .get(lang)
            .and_then(|table| table.entries.get(key))
        {
            Some(StringEntry::Plural(forms)) => forms
                .iter()
                .map(|(name, form)| (name.as_str(), form.as_str()))
                .collect(),
            Some(StringEntry::Text(text)) => vec![("other", text.as_str())],
            _ => Vec::new(),
        }
    }

    /// The strings without forms whose keys begin so, by what follows, as they are written: for
    /// scripts, which fill them themselves.
    pub fn beginning_with<'s>(
        &'s self,
        lang: &Lang,
        prefix: &'s str,
    ) -> impl Iterator<Item = (&'s str, &'s str)> {
        let entries = self
            .languages
            .get(lang)
            .into_iter()
            .flat_map(|table| &table.entries);
        let mut found: Vec<(&str, &str)> = entries
            .filter_map(|(key, entry)| match entry {
                StringEntry::Text(text) => Some((key.strip_prefix(prefix)?, text.as_str())),
                _ => None,
            })
            .collect();
        found.sort_unstable();
        found.into_iter()
    }

    /// A string without arguments; its key where there is none, so that a page always shows
    /// something.
    #[must_use]
    pub fn word(&self, lang: &Lang, key: &str) -> String {
        self.get(lang, key, &[]).unwrap_or_else(|| key.to_owned())
    }

    /// An item of a string that is a list, from 0.
    #[must_use]
    pub fn item(&self, lang: &Lang, key: &str, at: usize) -> Option<&str> {
        let Some(StringEntry::List(items)) = self.languages.get(lang)?.entries.get(key) else {
            return None;
        };
        items.get(at).map(String::as_str)
    }
}

/// A text with every `{name}` of an argument replaced by its value.
fn fill(text: &str, arguments: &[(&str, &str)]) -> String {
    // Strings are short: looking byte by byte is done before a search is set up.
    let find = |text: &str, sign: u8| text.bytes().position(|byte| byte == sign);
    let mut filled = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(start) = find(rest, b'{') {
        let end = find(&rest[start..], b'}').map(|end| start + end);
        let value = end.and_then(|end| {
            arguments
                .iter()
                .find(|(name, _)| *name == &rest[start + 1..end])
        });
        filled.push_str(&rest[..start]);
        if let (Some((_, value)), Some(end)) = (value, end) {
            filled.push_str(value);
            rest = &rest[end + 1..];
        } else {
            filled.push('{');
            rest = &rest[start + 1..];
        }
    }
    filled.push_str(rest);
    filled
}
