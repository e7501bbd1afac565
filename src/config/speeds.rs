//! How fast people speak: one number of words a minute, or one for each language.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use crate::lang::Lang;
use crate::yaml::Node;

/// The bounds of speech, in words a minute.
const BOUNDS: RangeInclusive<usize> = 40..=400;

/// Words a minute, by language.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Speeds {
    all: Option<usize>,
    by_language: BTreeMap<Lang, usize>,
}

impl Speeds {
    /// Reads a number, or a mapping of languages to numbers; each language is shown to `check`.
    #[must_use]
    pub fn read(node: &Node<'_>, check: impl Fn(&str, &Node<'_>)) -> Self {
        if !node.is_mapping() {
            return Self {
                all: node.integer(BOUNDS),
                by_language: BTreeMap::new(),
            };
        }
        let mut by_language = BTreeMap::new();
        for (code, value) in node.entries() {
            check(&code, &value);
            by_language.extend(value.integer(BOUNDS).map(|speed| (Lang::new(&code), speed)));
        }
        Self {
            all: None,
            by_language,
        }
    }

    /// Words a minute in a language, where they are given.
    #[must_use]
    pub fn get(&self, lang: &Lang) -> Option<usize> {
        self.by_language.get(lang).copied().or(self.all)
    }
}
