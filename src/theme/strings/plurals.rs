//! The plural forms of languages, by CLDR's rules.

use std::collections::BTreeMap;
use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use unic_langid::LanguageIdentifier;

use crate::lang::Lang;

/// CLDR's rules for numbers in a language; without them every number takes `other`.
#[derive(Default)]
pub(super) struct Plurals(Option<PluralRules>);

impl Plurals {
    pub(super) fn of(lang: &Lang) -> Self {
        // The rules are by language alone.
        let id: Option<LanguageIdentifier> = lang.as_str().parse().ok();
        let id = id.map(|id| LanguageIdentifier::from_parts(id.language, None, None, &[]));
        Self(id.and_then(|id| PluralRules::create(id, PluralRuleType::CARDINAL).ok()))
    }

    /// The categories that the numbers up to 1000 take, each with the first of them, and the one that
    /// only larger numbers do; nothing where the rules are unknown.
    pub(super) fn taken(&self) -> (BTreeMap<&'static str, usize>, Option<&'static str>) {
        let mut taken = BTreeMap::new();
        if self.0.is_none() {
            return (taken, None);
        }
        for number in 0..=1000 {
            taken.entry(self.category(number)).or_insert(number);
        }
        let rare = self.category(1_000_000);
        (taken, Some(rare))
    }

    /// The category of a number.
    pub(super) fn category(&self, count: usize) -> &'static str {
        match self.0.as_ref().and_then(|rules| rules.select(count).ok()) {
            Some(PluralCategory::ZERO) => "zero",
            Some(PluralCategory::ONE) => "one",
            Some(PluralCategory::TWO) => "two",
            Some(PluralCategory::FEW) => "few",
            Some(PluralCategory::MANY) => "many",
            _ => "other",
        }
    }
}

impl fmt::Debug for Plurals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Plurals")
            .field(&self.0.as_ref().map(PluralRules::get_locale))
            .finish()
    }
}
