//! The words of the interface, by language: plural forms, dates and lists of names.
//!
//! Everything that differs by language is in the theme's `i18n/<lang>.yaml`, so that a new language
//! needs a file and no code. Plural categories are CLDR's.

use std::collections::BTreeMap;
use std::fmt;

use intl_pluralrules::{PluralCategory, PluralRuleType, PluralRules};
use rustc_hash::FxHashMap;
use unic_langid::LanguageIdentifier;

use super::{FileMap, Layers, embedded, text};
use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::lang::Lang;
use crate::yaml::{Node, Yaml};

/// The strings of all languages of a site.
#[derive(Debug, Default)]
pub struct Strings {
    languages: FxHashMap<Lang, Table>,
}

/// The strings of one language.
#[derive(Debug, Default)]
struct Table {
    words: FxHashMap<String, Word>,
    plurals: Plurals,
}

/// CLDR's rules for numbers in a language; without them every number takes `other`.
#[derive(Default)]
struct Plurals(Option<PluralRules>);

/// One entry of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Word {
    Text(String),
    Plural(BTreeMap<String, String>),
    List(Vec<String>),
}

/// What stands in for a language that has no file.
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
            let own = layered(layers, lang.as_str(), diagnostics);
            if own.is_none() {
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
            let words = own
                .or_else(|| layered(layers, FALLBACK, &mut Vec::new()))
                .unwrap_or_default();
            languages.insert(
                lang.clone(),
                Table {
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
        let table = Table {
            words,
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
        match table.words.get(key)? {
            Word::Text(text) => Some(fill(text, arguments)),
            Word::Plural(forms) => {
                let count = arguments
                    .iter()
                    .find(|(name, _)| *name == "count")
                    .and_then(|(_, count)| count.parse().ok());
                let form = forms
                    .get(table.plurals.category(count.unwrap_or(0)))
                    .or_else(|| forms.get("other"))?;
                Some(fill(form, arguments))
            }
            Word::List(items) => Some(items.join(", ")),
        }
    }

    /// The forms of a string by plural category (`one`, `other`), not filled in; a text without
    /// forms is `other`.
    #[must_use]
    pub fn forms(&self, lang: &Lang, key: &str) -> Vec<(&str, &str)> {
        match self
            .languages
            .get(lang)
            .and_then(|table| table.words.get(key))
        {
            Some(Word::Plural(forms)) => forms
                .iter()
                .map(|(name, form)| (name.as_str(), form.as_str()))
                .collect(),
            Some(Word::Text(text)) => vec![("other", text.as_str())],
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
        let words = self
            .languages
            .get(lang)
            .into_iter()
            .flat_map(|table| &table.words);
        let mut found: Vec<(&str, &str)> = words
            .filter_map(|(key, word)| match word {
                Word::Text(text) => Some((key.strip_prefix(prefix)?, text.as_str())),
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

    /// A date as the language writes it: `20 novembre 2026`, `November 20, 2026`.
    #[must_use]
    pub fn date(&self, lang: &Lang, date: &Date) -> String {
        self.spelled(lang, date, "date")
    }

    /// A day of a year that is known: `20 novembre`, `November 20`.
    #[must_use]
    pub fn day(&self, lang: &Lang, date: &Date) -> String {
        self.spelled(lang, date, "day_of_month")
    }

    /// The days from one to another: `16–18 avril 2025`, `April 30 – May 2, 2025`. What both have
    /// in common is said once, as the language asks for.
    #[must_use]
    pub fn days(&self, lang: &Lang, from: &Date, to: Option<&Date>) -> String {
        let Some(to) = to.filter(|to| to.is_after_day(from)) else {
            return self.date(lang, from);
        };
        let ((year, month, _), (last_year, last_month, _)) = (from.ymd(), to.ymd());
        let form = match (year == last_year, month == last_month) {
            (true, true) => "days_of_month",
            (true, false) => "days_of_year",
            _ => "days",
        };
        let whole = [self.date(lang, from), self.date(lang, to)];
        let days = [self.day_number(lang, from), self.day_number(lang, to)];
        let months = [
            self.month(lang, from).unwrap_or_default(),
            self.month(lang, to).unwrap_or_default(),
        ];
        let told = [
            ("from", whole[0].as_str()),
            ("to", &whole[1]),
            ("from_day", &days[0]),
            ("to_day", &days[1]),
            ("from_month", months[0]),
            ("to_month", months[1]),
            ("month", months[0]),
            ("year", &year.to_string()),
        ];
        self.get(lang, form, &told)
            .unwrap_or_else(|| format!("{} – {}", whole[0], whole[1]))
    }

    /// A time of day: `10 h 30`, `10:30`.
    #[must_use]
    pub fn time(&self, lang: &Lang, date: &Date) -> Option<String> {
        let (hour, minute) = date.hm()?;
        let (hour, minute) = (hour.to_string(), format!("{minute:02}"));
        let told = self.get(lang, "time_of_day", &[("hour", &hour), ("minute", &minute)]);
        Some(told.unwrap_or_else(|| format!("{hour}:{minute}")))
    }

    /// A length of time: `45 min`, `1 h 30`, `2 min 30 s`.
    #[must_use]
    pub fn duration(&self, lang: &Lang, duration: Duration) -> String {
        let (hours, minutes, seconds) = duration.parts();
        let is_whole = seconds == 0;
        let form = match (hours, minutes) {
            (0, 0) => is_whole.then_some("minutes_long"),
            (0, _) => Some("minutes_long"),
            (_, 0) => Some("hours_long"),
            _ => Some("hours_and_minutes_long"),
        };
        let minutes = if hours == 0 {
            minutes.to_string()
        } else {
            format!("{minutes:02}")
        };
        let (hours, seconds) = (hours.to_string(), seconds.to_string());
        let places = [
            ("hours", hours.as_str()),
            ("minutes", minutes.as_str()),
            ("seconds", seconds.as_str()),
        ];
        let forms = form
            .into_iter()
            .chain((!is_whole).then_some("seconds_long"));
        let told: Option<Vec<String>> = forms.map(|form| self.get(lang, form, &places)).collect();
        told.map_or_else(|| duration.to_string(), |told| told.join("\u{a0}"))
    }

    fn day_number(&self, lang: &Lang, date: &Date) -> String {
        let (_, _, day) = date.ymd();
        if day == 1 {
            self.get(lang, "first_day", &[])
        } else {
            None
        }
        .unwrap_or_else(|| day.to_string())
    }

    /// The name of a date's month.
    #[must_use]
    pub fn month(&self, lang: &Lang, date: &Date) -> Option<&str> {
        let (_, month, _) = date.ymd();
        let Some(Word::List(months)) = self.languages.get(lang)?.words.get("months") else {
            return None;
        };
        months
            .get(usize::try_from(month).ok()?.wrapping_sub(1))
            .map(String::as_str)
    }

    /// An item of a string that is a list, from 0.
    #[must_use]
    pub fn item(&self, lang: &Lang, key: &str, at: usize) -> Option<&str> {
        let Some(Word::List(items)) = self.languages.get(lang)?.words.get(key) else {
            return None;
        };
        items.get(at).map(String::as_str)
    }

    fn spelled(&self, lang: &Lang, date: &Date, form: &str) -> String {
        let (year, ..) = date.ymd();
        let Some(month) = self.month(lang, date) else {
            return date.iso().to_owned();
        };
        let day = self.day_number(lang, date);
        let year = year.to_string();
        let told = [("day", day.as_str()), ("month", month), ("year", &year)];
        let spelled = self
            .get(lang, form, &told)
            .or_else(|| self.get(lang, "date", &told));
        spelled.unwrap_or_else(|| date.iso().to_owned())
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

impl Plurals {
    fn of(lang: &Lang) -> Self {
        // The rules are by language alone.
        let id: Option<LanguageIdentifier> = lang.as_str().parse().ok();
        let id = id.map(|id| LanguageIdentifier::from_parts(id.language, None, None, &[]));
        Self(id.and_then(|id| PluralRules::create(id, PluralRuleType::CARDINAL).ok()))
    }

    fn category(&self, count: usize) -> &'static str {
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

/// The words of a language, those of the theme on disk over those of the embedded one, key by key.
fn layered(
    layers: &Layers,
    lang: &str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<FxHashMap<String, Word>> {
    let under = layers
        .embedded
        .as_ref()
        .and_then(|files| read(files, lang, diagnostics));
    let over = read(&layers.theme, lang, diagnostics);
    let origin = layers
        .theme
        .get(&format!("i18n/{lang}.yaml"))
        .map(|file| &file.origin);
    let words: FxHashMap<String, Word> = match (under, over) {
        (None, None) => return None,
        (under, over) => under.into_iter().chain(over).flatten().collect(),
    };
    let months = matches!(words.get("months"), Some(Word::List(months)) if months.len() == 12);
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
) -> Option<FxHashMap<String, Word>> {
    let file = files.get(&format!("i18n/{lang}.yaml"))?;
    let Some(source) = text(file, diagnostics) else {
        return Some(FxHashMap::default());
    };
    let Some(yaml) = Yaml::parse(&source, 0..source.text().len(), diagnostics) else {
        return Some(FxHashMap::default());
    };
    let words: FxHashMap<String, Word> = yaml
        .root()
        .entries()
        .into_iter()
        .filter_map(|(key, node)| Some((key, read_word(&node)?)))
        .collect();
    diagnostics.extend(yaml.into_diagnostics());
    Some(words)
}

fn read_word(node: &Node<'_>) -> Option<Word> {
    const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];
    if node.is_sequence() {
        return Some(Word::List(
            node.items().iter().filter_map(Node::text).collect(),
        ));
    }
    if !node.is_mapping() {
        return Some(Word::Text(node.text()?));
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
    Some(Word::Plural(forms))
}
