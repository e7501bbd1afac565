//! The dictionary of a taxonomy as the languages of the site need it: which term a word means, and
//! what the term is called in each language.

use std::borrow::Cow;
use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::config::{Config, Language};
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::lang::Lang;
use crate::path::SitePath;
use crate::slug::names::{distinct_segment, distinct_segments, name_key};
use crate::slug::slugify;
use crate::source::Span;
use crate::terms;

/// Which term a word means, and at which segment of an address each term is: those of the
/// dictionary, which have a name in every language, and those that only pages name.
#[derive(Debug, Clone, Default)]
pub struct Vocabulary {
    /// Terms of the dictionary by what means them: their keys, names and aliases, and the slugs that
    /// they were given.
    by_word: FxHashMap<String, usize>,
    /// For each term of the dictionary, for each language of the site.
    words: Vec<Vec<TermWord>>,
    /// The terms of the dictionary by the segments of their addresses, in any language.
    by_segment: FxHashMap<String, usize>,
    /// For each term of the dictionary: the segments of its addresses under other names.
    former: Vec<Vec<String>>,
    /// The segments of names, by key, that are not in the dictionary and share a slug with another
    /// term.
    apart: FxHashMap<String, String>,
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
        let mut claims = Claims::default();
        for (at, entry) in entries.iter().enumerate() {
            check_languages(entry, config, &mut diagnostics);
            diagnostics.extend(claims.claim(entries, at, config));
            let languages = config.languages.iter();
            let words: Vec<TermWord> = languages
                .map(|language| word(entry, language, config))
                .collect();
            for named in &words {
                let slug = named.slug.clone();
                vocabulary.by_segment.entry(slug).or_insert(at);
            }
            vocabulary.words.push(words);
            vocabulary.former.push(former_segments(entry));
        }
        let words = claims.words.into_iter();
        vocabulary.by_word = words.map(|(word, (at, _))| (word, at)).collect();
        Checked {
            value: vocabulary,
            diagnostics,
        }
    }

    /// Gives those of these names (by key) that the dictionary does not have, and whose slug is
    /// another term's as well, segments of their own.
    pub(super) fn keep_apart(&mut self, keys: &BTreeSet<&str>) {
        let taken: BTreeSet<String> = self.by_segment.keys().cloned().collect();
        self.apart = distinct_segments(keys, &taken);
    }

    /// The term of the dictionary that a word means.
    #[must_use]
    pub fn meaning(&self, word: &str) -> Option<usize> {
        self.by_word.get(&name_key(word)).copied()
    }

    /// The segment of the address, in a language (by rank), of the term that a word means.
    #[must_use]
    pub fn segment(&self, word: &str, language: usize) -> Cow<'_, str> {
        let key = name_key(word);
        if let Some(term) = self.by_word.get(&key) {
            return self.word(*term, language).slug.as_str().into();
        }
        let apart = self.apart.get(&key).map(|segment| segment.as_str().into());
        apart.unwrap_or_else(|| slugify(&key).into())
    }

    /// Whether a name (by key) has a segment of its own since another name has its slug.
    pub(super) fn is_apart(&self, key: &str) -> bool {
        self.apart.contains_key(key)
    }

    /// The term of the dictionary that is at a segment of an address, in any language.
    pub(super) fn at_segment(&self, segment: &str) -> Option<usize> {
        self.by_segment.get(segment).copied()
    }

    /// The segments of a term's addresses under its other names, which lead to it.
    #[must_use]
    pub fn former(&self, term: usize) -> &[String] {
        &self.former[term]
    }

    /// What a term is called in a language (by rank).
    #[must_use]
    pub fn word(&self, term: usize, language: usize) -> &TermWord {
        &self.words[term][language]
    }
}

/// What the entries of a dictionary claim, each with the entry that has it and where.
#[derive(Default)]
struct Claims {
    /// What means a term, by key: its key, its names, its aliases, the slugs that it was given.
    words: FxHashMap<String, (usize, Span)>,
    /// The segments of addresses.
    segments: FxHashMap<String, (usize, Span)>,
}

impl Claims {
    /// Notes what an entry claims, and says what another one has already.
    fn claim(
        &mut self,
        entries: &[terms::TermEntry],
        at: usize,
        config: &Config,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        for (word, span) in claimed_words(&entries[at]) {
            let (owner, first) = *self.words.entry(word.clone()).or_insert((at, span));
            if owner != at {
                diagnostics.push(claimed_twice(&word, span, &entries[owner], first));
            }
        }
        for (segment, span) in claimed_segments(&entries[at], config) {
            let (owner, first) = *self.segments.entry(segment.clone()).or_insert((at, span));
            if owner != at && diagnostics.is_empty() {
                diagnostics.push(same_segment(&segment, span, &entries[owner], first));
            }
        }
        diagnostics
    }
}

/// What means a term, by key.
fn claimed_words(entry: &terms::TermEntry) -> Vec<(String, Span)> {
    let mut words = vec![(name_key(&entry.key.value), entry.key.span)];
    for name in &entry.names {
        words.push((name_key(&name.name.value), name.name.span));
        if name.has_own_slug {
            words.push((name.slug.clone(), name.name.span));
        }
    }
    let aliases = entry.aliases.iter();
    words.extend(aliases.map(|alias| (name_key(&alias.value), alias.span)));
    words
}

/// The segments of a term's addresses: in a language without a name, it is at the slug of its key.
fn claimed_segments(entry: &terms::TermEntry, config: &Config) -> Vec<(String, Span)> {
    let named = entry.names.iter();
    let mut segments: Vec<(String, Span)> = named
        .map(|name| (name.slug.clone(), name.name.span))
        .collect();
    if !config
        .codes()
        .all(|lang| in_language(entry, lang).is_some())
    {
        segments.push((slugify(&entry.key.value), entry.key.span));
    }
    segments
}

/// The segments at which a term may have been under its aliases. Where an alias and another
/// word of the entry have one slug, each had an address with digits before they were joined.
fn former_segments(entry: &terms::TermEntry) -> Vec<String> {
    let names = entry.names.iter().map(|name| name.name.value.as_str());
    let words = names.chain([entry.key.value.as_str()]);
    let words: BTreeSet<String> = words.map(name_key).collect();
    let aliases: BTreeSet<String> = entry
        .aliases
        .iter()
        .map(|alias| name_key(&alias.value))
        .collect();
    former_segments_of(&words, &aliases)
}

/// As above, by keys: those of the words that mean something now, and those of its aliases.
pub(super) fn former_segments_of(
    words: &BTreeSet<String>,
    aliases: &BTreeSet<String>,
) -> Vec<String> {
    let all: BTreeSet<&String> = words.union(aliases).collect();
    let mut segments = BTreeSet::new();
    for alias in aliases {
        let slug = slugify(alias);
        let alike: Vec<&&String> = all.iter().filter(|word| slugify(word) == slug).collect();
        if alike.len() > 1 {
            segments.extend(alike.into_iter().map(|word| distinct_segment(word)));
        }
        segments.insert(slug);
    }
    segments.into_iter().collect()
}

/// The name of a term in a language, where it has one.
fn in_language<'e>(entry: &'e terms::TermEntry, lang: &Lang) -> Option<&'e terms::TermName> {
    let mut names = entry.names.iter();
    names.find(|name| name.lang.as_ref().is_none_or(|code| code == lang))
}

/// The name in a language; without one, that of the first language that has one, at the address of
/// the key.
fn word(entry: &terms::TermEntry, language: &Language, config: &Config) -> TermWord {
    if let Some(name) = in_language(entry, &language.code) {
        return TermWord {
            title: name.name.value.clone(),
            slug: name.slug.clone(),
            summary: name.summary.clone(),
        };
    }
    let other = config
        .stand_ins(language)
        .find_map(|lang| in_language(entry, lang))
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
            let known = quoted(config.codes().map(Lang::as_str));
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
        .hint("a key, name, slug or alias belongs to one term, whatever its language: change one of them, or join the terms")
}

fn same_segment(segment: &str, span: Span, owner: &terms::TermEntry, first: Span) -> Diagnostic {
    let file = SitePath::new(terms::FILE);
    let message = format!(
        "`{segment}` is the address of the term `{}` already",
        owner.key.value
    );
    Diagnostic::new(codes::DUPLICATE_TERM, Place::new(&file, span), message)
        .related(Place::new(&file, first), "it stands here first")
        .hint("give one of the two a `slug` of its own")
}
