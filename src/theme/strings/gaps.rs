//! Says which strings a language of the site does not have, and whose stand in: one message for
//! each language, however many are missing.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::asked::AskedStrings;
use super::reading::path;
use super::{Strings, ThemeString};
use crate::config::Config;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::theme::Layers;

/// The strings of a language by their keys.
type Words = FxHashMap<String, ThemeString>;

/// So many missing strings are named.
const MOST_NAMED: usize = 3;

impl Strings {
    /// What a language lacks of the strings that those standing in for it have. A region without a
    /// file speaks its language (`fr-CA` that of `fr`), and lacks nothing.
    pub(super) fn check_gaps(
        &self,
        config: &Config,
        layers: &Layers,
        lang: &Lang,
        asked: &AskedStrings<'_>,
    ) -> Option<Diagnostic> {
        let table = self.languages.get(lang)?;
        let others = table.stand_ins.iter();
        let others: Vec<(&Lang, &Words)> = others
            .filter_map(|lang| Some((lang, &self.languages.get(lang)?.words)))
            .collect();
        let all: BTreeSet<&str> = others
            .iter()
            .flat_map(|(_, words)| words.keys())
            .map(String::as_str)
            .filter(|key| asked.contains(key))
            .collect();
        let is_there =
            |key: &str| table.words.contains_key(key) || is_in_language(&others, lang, key);
        let missing: Vec<&str> = all.iter().copied().filter(|key| !is_there(key)).collect();
        let first = missing.first()?;
        let (instead, _) = others
            .iter()
            .find(|(_, words)| words.contains_key(*first))?;
        let file = layers.theme.get(&path(lang.as_str()));
        let place = file.map_or_else(
            || config.theme_place.clone(),
            |file| Place::file(&file.origin),
        );
        let message = if table.words.is_empty() {
            format!(
                "the theme `{}` has no strings for `{lang}`, so those for `{instead}` stand in",
                config.theme
            )
        } else {
            let (count, all) = (missing.len(), all.len());
            let (are, stand) = if count == 1 {
                ("is missing, and that", "stands in")
            } else {
                ("are missing, and those", "stand in")
            };
            format!(
                "{count} of {all} strings for `{lang}` {are} for `{instead}` {stand}: {}",
                some(&missing)
            )
        };
        let hint = format!(
            "write them in `themes/{}/{}`, as many as you like",
            config.theme,
            path(lang.as_str())
        );
        let count = format!("there are {}: {}", all.len(), some(&missing));
        let diagnostic = Diagnostic::new(codes::NO_STRINGS, place, message).hint(hint);
        Some(if table.words.is_empty() {
            diagnostic.hint(count)
        } else {
            diagnostic
        })
    }
}

/// Whether a string is there in the same language without its region.
fn is_in_language(others: &[(&Lang, &Words)], lang: &Lang, key: &str) -> bool {
    let mut others = others.iter();
    others.any(|(other, words)| other.as_str() == lang.primary() && words.contains_key(key))
}

/// The first of some keys, and how many more there are.
fn some(keys: &[&str]) -> String {
    let named = quoted(keys.iter().take(MOST_NAMED));
    match keys.len().saturating_sub(MOST_NAMED) {
        0 => named,
        more => format!("{named} and {more} more"),
    }
}
