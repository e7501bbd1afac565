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
    /// The languages without a text of their own, each with the one whose text stands in.
    instead: BTreeMap<Lang, Lang>,
}

/// A language of a site, as texts in several languages need it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextLanguage {
    /// Its code.
    pub lang: Lang,
    /// Its typography.
    pub profile: Profile,
    /// The languages that stand in for it, in order.
    pub stand_ins: Vec<Lang>,
}

impl Localized {
    /// One text for all languages.
    #[must_use]
    pub fn everywhere(text: impl Into<String>) -> Self {
        Self {
            everywhere: Some(text.into()),
            ..Self::default()
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
            by_language: texts.collect(),
            ..Self::default()
        })
    }

    /// Applies the typography of each language to its text, and finds out which text stands in for
    /// one that is missing. One text for all languages becomes one for each language whose
    /// typography changes it.
    pub fn set(&mut self, languages: &[TextLanguage]) {
        for TextLanguage { lang, profile, .. } in languages {
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
        self.instead = languages
            .iter()
            .filter(|language| !self.has(&language.lang))
            .filter_map(|language| {
                let mut others = language.stand_ins.iter();
                let other = others.find(|other| self.by_language.contains_key(*other))?;
                Some((language.lang.clone(), other.clone()))
            })
            .collect();
    }

    /// Whether a language has a text.
    fn has(&self, lang: &Lang) -> bool {
        self.by_language.contains_key(lang) || self.everywhere.is_some()
    }

    /// The language of the text that [`Localized::get`] gives: another one where `lang` has none.
    #[must_use]
    pub fn language<'l>(&'l self, lang: &'l Lang) -> &'l Lang {
        if self.has(lang) {
            return lang;
        }
        let instead = self.instead.get(lang);
        instead
            .or_else(|| self.by_language.keys().next())
            .unwrap_or(lang)
    }

    /// Every text that there is, in whatever language.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let texts = self.everywhere.iter().chain(self.by_language.values());
        texts.map(String::as_str)
    }

    /// The text for a language; without one, that of the language that stands in for it.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> &str {
        let text = self.by_language.get(lang).or(self.everywhere.as_ref());
        text.or_else(|| self.by_language.get(self.language(lang)))
            .map_or("", String::as_str)
    }
}
