//! The dictionary of a taxonomy as the languages of the site need it: which term a word means, and
//! what the term is called in each language.

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::path::SitePath;
use crate::slug::slugify;
use crate::source::Span;
use crate::terms;

/// Terms that have a name in every language.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Terms by their keys, names and slugs, as segments of addresses.
    by_word: FxHashMap<String, usize>,
    /// For each term, for each language of the site.
    words: Vec<Vec<TermWord>>,
}

/// What a term is called in a language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermWord {
    /// Its name.
    pub title: String,
    /// The last segment of its address.
    pub slug: String,
    /// A sentence or two on it.
    pub summary: Option<String>,
}

impl Vocabulary {
    /// Joins the entries of a taxonomy. Of two terms that claim one word, the first has it.
    pub(super) fn new(entries: &[terms::TermEntry], config: &Config) -> Checked<Self> {
        let mut vocabulary = Self::default();
        let mut diagnostics = Vec::new();
        let mut claims: FxHashMap<String, (usize, Span)> = FxHashMap::default();
        for (at, entry) in entries.iter().enumerate() {
            check_languages(entry, config, &mut diagnostics);
            let key = [(slugify(&entry.key.value), entry.key.span)];
            let named = entry.names.iter().flat_map(|name| {
                [
                    (slugify(&name.name.value), name.name.span),
                    (name.slug.clone(), name.name.span),
                ]
            });
            for (word, span) in key.into_iter().chain(named) {
                match claims.get(&word) {
                    Some((owner, first)) if *owner != at => {
                        diagnostics.push(claimed_twice(&word, span, &entries[*owner], *first));
                    }
                    Some(_) => {}
                    None => drop(claims.insert(word, (at, span))),
                }
            }
            vocabulary.words.push(
                config
                    .codes()
                    .map(|code| word(entry, code, config))
                    .collect(),
            );
        }
        vocabulary.by_word = claims
            .into_iter()
            .map(|(word, (at, _))| (word, at))
            .collect();
        Checked {
            value: vocabulary,
            diagnostics,
        }
    }

    /// The term that a word means, by the segment that the word leaves.
    #[must_use]
    pub fn meaning(&self, slug: &str) -> Option<usize> {
        self.by_word.get(slug).copied()
    }

    /// What a term is called in a language (by rank).
    #[must_use]
    pub fn word(&self, term: usize, language: usize) -> &TermWord {
        &self.words[term][language]
    }
}

/// The name in a language; without one, that of the first language that has one, at the address of
/// the key.
fn word(entry: &terms::TermEntry, lang: &Lang, config: &Config) -> TermWord {
    let in_language = |lang| {
        entry
            .names
            .iter()
            .find(|name| name.lang.as_ref().is_none_or(|code| code == lang))
    };
    if let Some(name) = in_language(lang) {
        return TermWord {
            title: name.name.value.clone(),
            slug: name.slug.clone(),
            summary: name.summary.clone(),
        };
    }
    let other = config
        .codes()
        .find_map(in_language)
        .map_or(&entry.key.value, |name| &name.name.value);
    TermWord {
        title: other.clone(),
        slug: slugify(&entry.key.value),
        summary: None,
    }
}

fn check_languages(entry: &terms::TermEntry, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    for name in &entry.names {
        if let Some(lang) = &name.lang
            && config.rank(lang).is_none()
        {
            let known = config
                .codes()
                .map(|code| format!("`{code}`"))
                .collect::<Vec<_>>()
                .join(", ");
            let message =
                format!("`{lang}` is not a language of the site, so nothing reads this name");
            let place = Place::new(&SitePath::new(terms::FILE), name.name.span);
            let hint = format!("the languages in lutrin.yaml are {known}");
            diagnostics.push(Diagnostic::new(codes::BAD_VALUE, place, message).hint(hint));
        }
    }
}

fn claimed_twice(word: &str, span: Span, owner: &terms::TermEntry, first: Span) -> Diagnostic {
    let file = SitePath::new(terms::FILE);
    let message = format!("`{word}` means the term `{}` already", owner.key.value);
    Diagnostic::new(codes::DUPLICATE_TERM, Place::new(&file, span), message)
        .related(Place::new(&file, first), "it stands here first")
        .hint("a key, name or slug belongs to one term, whatever its language: change one of them, or join the terms")
}
