//! Texts of a site in several languages: one for all of them, or one each.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::lang::Lang;
use crate::typography::{self, Profile};
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
        Self {
            everywhere: Some(text.into()),
            by_language: BTreeMap::new(),
        }
    }

    /// Reads a text or a mapping by language.
    #[must_use]
    pub fn read(node: &Node<'_>) -> Option<Self> {
        if !node.is_mapping() {
            return node.text().map(Self::everywhere);
        }
        let texts = node
            .entries()
            .into_iter()
            .filter_map(|(code, value)| Some((Lang::new(&code), value.text()?)));
        Some(Self {
            everywhere: None,
            by_language: texts.collect(),
        })
    }

    /// Applies the typography of each language to its text. One text for all languages becomes one
    /// for each language whose typography changes it.
    pub fn typeset(&mut self, profiles: &[(Lang, Profile)]) {
        for (lang, profile) in profiles {
            if let Some(text) = self.by_language.get_mut(lang) {
                typography::set(text, *profile);
            } else if let Some(Cow::Owned(set)) = self
                .everywhere
                .as_deref()
                .map(|text| typography::line(text, *profile))
            {
                self.by_language.insert(lang.clone(), set);
            }
        }
    }

    /// The language of the text that [`Localized::get`] gives: another one where `lang` has none.
    #[must_use]
    pub fn language<'l>(&'l self, lang: &'l Lang) -> &'l Lang {
        let has_text = self.by_language.contains_key(lang) || self.everywhere.is_some();
        self.by_language
            .keys()
            .next()
            .filter(|_| !has_text)
            .unwrap_or(lang)
    }

    /// Every text that there is, in whatever language.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = self.everywhere.iter().chain(self.by_language.values());
        texts.map(String::as_str)
    }

    /// The text for a language; without one, the text of the first other language, by code.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> &str {
        let text = self.by_language.get(lang).or(self.everywhere.as_ref());
        text.or_else(|| self.by_language.values().next())
            .map_or("", String::as_str)
    }
}
