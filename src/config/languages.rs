//! The languages of a site, and which of them stands in for another.

use crate::diagnostic::codes;
use crate::diagnostic::words::quoted;
use crate::lang::Lang;
use crate::nearest;
use crate::typography::Profile;
use crate::yaml::{Fields, Node};

/// One language of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Language {
    /// Its code.
    pub code: Lang,
    /// Its own name for itself.
    pub name: String,
    /// The rules of typography for its texts.
    pub typography: Profile,
    /// The ranks of the other languages, in the order in which they stand in for it: for a page
    /// that it does not have, a text of `lutrin.yaml`, a string of the theme.
    pub stand_ins: Vec<usize>,
}

const HINT: &str = "write `languages: {fr: {name: Français}, en: {name: English}}`";

/// Reads `languages`; empty where none can be used, which is reported.
pub(super) fn read(node: &Node<'_>) -> Vec<Language> {
    if !node.is_mapping() {
        node.report_type("a mapping", Some(HINT.to_owned()));
        return Vec::new();
    }
    let (mut languages, mut fallbacks) = (Vec::new(), Vec::new());
    for (code, value) in node.entries() {
        if !Lang::looks_like(&code) {
            let hint = "codes look like `fr`, `en` or `pt-BR`".to_owned();
            let message = format!("`{code}` is not a language code");
            value.report(codes::BAD_CONFIG, message, Some(hint));
            continue;
        }
        let mut fields = value.fields();
        languages.push(language(&code, &mut fields));
        fallbacks.push(fields.filled("fallback"));
        fields.finish(&[("typographie", "typography"), ("fallbacks", "fallback")]);
    }
    if languages.is_empty() {
        let message = "a site needs at least one language";
        node.report(codes::BAD_CONFIG, message, None);
    }
    for (rank, fallback) in fallbacks.iter().enumerate() {
        let named = fallback.as_ref().map(|node| named(node, rank, &languages));
        languages[rank].stand_ins = with_others(named.unwrap_or_default(), rank, languages.len());
    }
    languages
}

fn language(code: &str, fields: &mut Fields<'_>) -> Language {
    let name = fields.filled("name").and_then(|name| name.text());
    let typography = fields.filled("typography");
    let typography = typography.and_then(|node| read_typography(&node));
    let lang = Lang::new(code);
    Language {
        name: name.unwrap_or_else(|| code.to_owned()),
        typography: typography.unwrap_or_else(|| Profile::for_language(&lang)),
        code: lang,
        stand_ins: Vec::new(),
    }
}

/// The ranks of the languages that a `fallback` names: one, or a list.
fn named(node: &Node<'_>, rank: usize, languages: &[Language]) -> Vec<usize> {
    let mut ranks = Vec::new();
    for item in node.items() {
        let Some(code) = item.text() else { continue };
        let found = languages
            .iter()
            .position(|language| language.code.as_str() == code);
        match found {
            Some(found) if found == rank => report_itself(&item, &code, languages),
            Some(found) if ranks.contains(&found) => {
                let message = format!("`{code}` stands in twice");
                item.report(codes::BAD_CONFIG, message, Some("take one out".to_owned()));
            }
            Some(found) => ranks.push(found),
            None => report_unknown(&item, &code, languages),
        }
    }
    ranks
}

fn report_itself(item: &Node<'_>, code: &str, languages: &[Language]) {
    let others = languages
        .iter()
        .filter(|language| language.code.as_str() != code);
    let others: Vec<Language> = others.cloned().collect();
    let hint = if others.is_empty() {
        "take `fallback` out: the site has no other language".to_owned()
    } else {
        format!("name another language: {}", names(&others))
    };
    let message = format!("`{code}` cannot stand in for itself");
    item.report(codes::BAD_CONFIG, message, Some(hint));
}

fn report_unknown(item: &Node<'_>, code: &str, languages: &[Language]) {
    let known = languages.iter().map(|language| language.code.as_str());
    let hint = nearest::did_you_mean(code, known)
        .unwrap_or_else(|| format!("the languages are {}", names(languages)));
    let message = format!("`{code}` is not one of the site's languages");
    item.report(codes::BAD_CONFIG, message, Some(hint));
}

/// These ranks, then those of the other languages but one, in the order of the file.
fn with_others(mut ranks: Vec<usize>, rank: usize, count: usize) -> Vec<usize> {
    let others = (0..count).filter(|other| *other != rank && !ranks.contains(other));
    let others: Vec<usize> = others.collect();
    ranks.extend(others);
    ranks
}

fn read_typography(node: &Node<'_>) -> Option<Profile> {
    let name = node.text()?;
    let profile = Profile::named(&name);
    if profile.is_none() {
        let names = Profile::ALL.map(|(known, _)| known);
        let hint = nearest::did_you_mean(&name, names)
            .unwrap_or_else(|| format!("the typographies are {}", quoted(names)));
        node.report(
            codes::BAD_CONFIG,
            format!("`{name}` is not a typography"),
            Some(hint),
        );
    }
    profile
}

/// The codes of languages, as messages name them.
pub(super) fn names(languages: &[Language]) -> String {
    quoted(languages.iter().map(|language| language.code.as_str()))
}
