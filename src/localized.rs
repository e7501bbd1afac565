//! A text that is one for all languages, or one per language.

use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::yaml::Node;

/// `Stage notes`, or `{fr: Carnet de scène, en: Stage notes}`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Localized {
    everywhere: Option<String>,
    by_language: BTreeMap<Lang, String>,
}

impl Localized {
    /// One text for all languages.
    #[must_use]
    pub fn everywhere(text: impl Into<String>) -> Self {
        Self { everywhere: Some(text.into()), by_language: BTreeMap::new() }
    }

    /// Reads a text or a mapping by language.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        if !node.is_mapping() {
            return node.text().map(Self::everywhere);
        }
        let texts = node.entries().into_iter().filter_map(|(code, value)| Some((Lang::new(&code), value.text()?)));
        Some(Self { everywhere: None, by_language: texts.collect() })
    }

    /// The text for a language; where it has none, that of the first language (by code) that has one.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> &str {
        let text = self.by_language.get(lang).or(self.everywhere.as_ref());
        text.or_else(|| self.by_language.values().next()).map_or("", String::as_str)
    }
}
