//! The words of the interface, by language: plural forms, dates and lists of names.
//!
//! Everything that differs by language is in the theme's `i18n/<lang>.yaml`, so that a new language
//! needs a file and no code. Where a string is missing, that of another language stands in, with its
//! own plural forms. Plural categories are CLDR's.

mod asked;
mod dates;
mod gaps;
pub(super) mod placeholders;
mod plurals;
mod reading;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::lang::Lang;
use plurals::Plurals;

/// The strings of all languages of a site.
#[derive(Debug, Default)]
pub struct Strings {
    languages: FxHashMap<Lang, StringTable>,
}

/// The strings of one language.
#[derive(Debug, Default)]
struct StringTable {
    words: FxHashMap<String, ThemeString>,
    plurals: Plurals,
    /// The languages whose strings stand in for missing ones, in order.
    stand_ins: Vec<Lang>,
}

/// One entry of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ThemeString {
    Text(String),
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

impl Strings {
    /// A string, with `{name}` replaced by what the arguments say. `None` when there is no such
    /// string.
    #[must_use]
    pub fn get(&self, lang: &Lang, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.by_code(lang.as_str(), key, arguments)
    }

    /// As [`Strings::get`], for the code of a language.
    #[must_use]
    pub fn by_code(&self, lang: &str, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        let (word, plurals) = self.find(lang, key)?;
        match word {
            ThemeString::Text(text) => Some(fill(text, arguments)),
            ThemeString::Plural(forms) => {
                let count = arguments
                    .iter()
                    .find(|(name, _)| *name == "count")
                    .and_then(|(_, count)| count.parse().ok());
                let form = forms
                    .get(plurals.category(count.unwrap_or(0)))
                    .or_else(|| forms.get("other"))?;
                Some(fill(form, arguments))
            }
            ThemeString::List(items) => Some(items.join(", ")),
        }
    }

    /// The tables that the strings of a language are looked up in, in order.
    fn tables(&self, lang: &str) -> impl Iterator<Item = &StringTable> {
        let first = self.languages.get(lang);
        let stand_ins = first.into_iter().flat_map(|table| &table.stand_ins);
        let others = stand_ins.filter_map(|lang| self.languages.get(lang));
        first.into_iter().chain(others)
    }

    /// A string, and the plural rules of the language that it is in.
    fn find(&self, lang: &str, key: &str) -> Option<(&ThemeString, &Plurals)> {
        let mut tables = self.tables(lang);
        tables.find_map(|table| Some((table.words.get(key)?, &table.plurals)))
    }

    /// The forms of a string by plural category (`one`, `other`), not filled in; a text without
    /// forms is `other`.
    #[must_use]
    pub fn forms(&self, lang: &Lang, key: &str) -> Vec<(&str, &str)> {
        match self.find(lang.as_str(), key).map(|(word, _)| word) {
            Some(ThemeString::Plural(forms)) => forms
                .iter()
                .map(|(name, form)| (name.as_str(), form.as_str()))
                .collect(),
            Some(ThemeString::Text(text)) => vec![("other", text.as_str())],
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
        let mut found: BTreeMap<&str, &str> = BTreeMap::new();
        for (key, word) in self.tables(lang.as_str()).flat_map(|table| &table.words) {
            if let (Some(rest), ThemeString::Text(text)) = (key.strip_prefix(prefix), word) {
                found.entry(rest).or_insert(text.as_str());
            }
        }
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
        let (ThemeString::List(items), _) = self.find(lang.as_str(), key)? else {
            return None;
        };
        items.get(at).map(String::as_str)
    }

    /// Names joined as the language joins them: `A, B et C`; `A, B, and C`.
    #[must_use]
    pub fn list(&self, lang: &Lang, items: &[String]) -> String {
        let join = |key: &str, a: &str, b: &str| {
            let joined = self.get(lang, key, &[("a", a), ("b", b)]);
            joined.unwrap_or_else(|| format!("{a}, {b}"))
        };
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [a, b] => join("list_two", a, b),
            [first, middle @ .., last] => {
                let start = middle.iter().fold(first.clone(), |joined, item| {
                    join("list_more", &joined, item)
                });
                join("list_last", &start, last)
            }
        }
    }
}

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
