//! The names that pages give to tags and series: which of them would share an address, and which
//! are nearly a name that is known.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::place_of_name;
use crate::lang::Lang;
use crate::nearest::SlipIndex;
use crate::path::SitePath;
use crate::site::page::{Page, PageId};
use crate::site::taxonomy::TaxonomyKey;
use crate::site::vocabulary::Vocabulary;
use crate::slug::names::name_key;
use crate::slug::slugify;
use crate::terms::{self, TermEntry};
use crate::yaml::in_brackets;

/// The names of a taxonomy that pages write, by key.
pub(super) struct NameUses<'p> {
    key: TaxonomyKey,
    pages: &'p [Arc<Page>],
    by_key: BTreeMap<String, NameUse<'p>>,
}

/// How pages use a name.
struct NameUse<'p> {
    /// The name as the first of them writes it, in the order of files.
    name: &'p str,
    /// That page.
    first: PageId,
    /// Whether another page has it as well, translations aside.
    is_common: bool,
    /// The languages of the pages, by rank.
    languages: BTreeSet<usize>,
}

impl<'p> NameUses<'p> {
    /// Looks through the front matter of all pages.
    pub(super) fn collect(key: TaxonomyKey, pages: &'p [Arc<Page>]) -> Self {
        let mut by_name: FxHashMap<&str, NameUse<'p>> = FxHashMap::default();
        for (at, page) in pages.iter().enumerate() {
            let front_matter = &page.document.front_matter;
            let names: &[String] = match key {
                TaxonomyKey::Tags => &front_matter.tags,
                TaxonomyKey::Series => front_matter.series.as_slice(),
                TaxonomyKey::Authors => &[],
            };
            for name in names {
                let found = by_name.entry(name).or_insert_with(|| NameUse {
                    name,
                    first: PageId::at(at),
                    is_common: false,
                    languages: BTreeSet::new(),
                });
                found.is_common |= page.group != pages[found.first.index()].group;
                found.languages.insert(page.language);
            }
        }
        let mut uses = Self {
            key,
            pages,
            by_key: BTreeMap::new(),
        };
        let mut found: Vec<NameUse<'_>> = by_name.into_values().collect();
        found.sort_by_key(|name| (name.first, name.name));
        for name in found {
            uses.add(name);
        }
        uses
    }

    /// Joins the spellings of one name.
    fn add(&mut self, name: NameUse<'p>) {
        let group = |id: PageId| self.pages[id.index()].group;
        match self.by_key.get_mut(&name_key(name.name)) {
            Some(known) => {
                known.is_common |= name.is_common || group(known.first) != group(name.first);
                known.languages.extend(name.languages);
            }
            None => drop(self.by_key.insert(name_key(name.name), name)),
        }
    }

    /// The keys of the names that the dictionary does not have, and that would share an address:
    /// with a term of it, or with another of these names in one language. `vidéo` and `video` of
    /// two languages are at two addresses as they are.
    pub(super) fn sharing(&self, vocabulary: &Vocabulary) -> BTreeSet<&str> {
        let mut by_slug: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        let keys = self.by_key.keys().map(String::as_str);
        for key in keys.filter(|key| vocabulary.meaning(key).is_none()) {
            by_slug.entry(slugify(key)).or_default().push(key);
        }
        let mut sharing = BTreeSet::new();
        for (slug, keys) in by_slug {
            let is_taken = vocabulary.at_segment(&slug).is_some();
            let meets = |key: &str, other: &str| {
                let languages = &self.by_key[key].languages;
                key != other && !languages.is_disjoint(&self.by_key[other].languages)
            };
            let shares = |key: &&str| is_taken || keys.iter().any(|other| meets(key, other));
            sharing.extend(keys.iter().copied().filter(shares));
        }
        sharing
    }

    /// What the taxonomy is called in messages.
    fn noun(&self) -> &'static str {
        match self.key {
            TaxonomyKey::Tags => "tag",
            TaxonomyKey::Series => "series",
            TaxonomyKey::Authors => "author",
        }
    }

    fn place(&self, name: &NameUse<'_>) -> Place {
        let document = &self.pages[name.first.index()].document;
        let span = place_of_name(&document.source, self.key.name(), name.name);
        Place {
            file: document.path.file.clone(),
            span,
        }
    }

    /// Reports names whose address ends in digits, since another name leaves the same slug.
    pub(super) fn check_addresses(
        &self,
        sharing: &BTreeSet<&str>,
        vocabulary: &Vocabulary,
        entries: &[TermEntry],
    ) -> Vec<Diagnostic> {
        let mut by_slug: BTreeMap<String, Vec<(&str, &NameUse<'_>)>> = BTreeMap::new();
        for key in sharing {
            let name = &self.by_key[*key];
            by_slug.entry(slugify(key)).or_default().push((key, name));
        }
        let mut diagnostics = Vec::new();
        for (slug, names) in by_slug {
            if let Some(term) = vocabulary.at_segment(&slug) {
                let apart = names.iter().map(|(_, name)| name);
                diagnostics
                    .extend(apart.map(|name| self.beside_term(name, &entries[term], vocabulary)));
                continue;
            }
            // The name that is the slug itself keeps it.
            let keeper = names.iter().position(|(key, _)| *key == slug);
            let keeper = keeper.unwrap_or_default();
            let others = names.iter().enumerate().filter(|(at, _)| *at != keeper);
            diagnostics.extend(
                others.map(|(_, (_, name))| self.beside_name(name, names[keeper].1, vocabulary)),
            );
        }
        diagnostics
    }

    /// A name beside another one that only pages write.
    fn beside_name(
        &self,
        name: &NameUse<'_>,
        other: &NameUse<'_>,
        vocabulary: &Vocabulary,
    ) -> Diagnostic {
        let noun = self.noun();
        let message = format!(
            "`{}` and `{}` would have one address, so this {noun} is at `{}/{}/`",
            name.name,
            other.name,
            self.key.name(),
            vocabulary.segment(name.name, 0),
        );
        let join = format!(
            "if they are one {noun}, say so in {}: `{}: {{{}: {{aliases: [{}]}}}}`",
            terms::FILE,
            self.key.name(),
            in_brackets(other.name),
            in_brackets(name.name),
        );
        let part = "if they are two, give each a `name` and a `slug` there";
        Diagnostic::new(codes::SHARED_SLUG, self.place(name), message)
            .related(self.place(other), format!("`{}` stands here", other.name))
            .hint(join)
            .hint(part)
    }

    /// A name beside a term of the dictionary.
    fn beside_term(
        &self,
        name: &NameUse<'_>,
        entry: &TermEntry,
        vocabulary: &Vocabulary,
    ) -> Diagnostic {
        let (noun, key) = (self.noun(), &entry.key.value);
        let message = format!(
            "`{}` would have the address of `{key}`, so this {noun} is at `{}/{}/`",
            name.name,
            self.key.name(),
            vocabulary.segment(name.name, 0),
        );
        let join = format!(
            "if it is that {noun}, add `aliases: [{}]` to `{key}` in {}",
            in_brackets(name.name),
            terms::FILE,
        );
        let part = "if it is another one, give it an entry with a `name` and a `slug` there";
        let file = SitePath::new(terms::FILE);
        Diagnostic::new(codes::SHARED_SLUG, self.place(name), message)
            .related(
                Place::new(&file, entry.key.span),
                format!("`{key}` stands here"),
            )
            .hint(join)
            .hint(part)
    }

    /// Says which names a single slip of the hand tells from one that is known: one of the
    /// dictionary, or one of several pages. Names of two languages are not compared, since
    /// translations are often alike.
    pub(super) fn check_spelling(
        &self,
        vocabulary: &Vocabulary,
        entries: &[TermEntry],
        config: &Config,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut noted = BTreeSet::new();
        for (rank, lang) in config.codes().enumerate() {
            let known = self.known_names(vocabulary, entries, (rank, lang));
            let index = SlipIndex::new(known.keys().map(String::as_str));
            for (key, name) in self.rare_names(vocabulary, rank) {
                let near = spelled(key).and_then(|slug| index.nearest(&slug));
                if let Some(near) = near
                    && noted.insert(key)
                {
                    diagnostics.push(self.nearly(name, &known[near]));
                }
            }
        }
        diagnostics
    }

    /// The names in a language that one page alone has, and of which nothing else is said.
    fn rare_names(
        &self,
        vocabulary: &Vocabulary,
        language: usize,
    ) -> impl Iterator<Item = (&String, &NameUse<'p>)> {
        self.by_key.iter().filter(move |(key, name)| {
            !name.is_common
                && name.languages.contains(&language)
                && !vocabulary.is_apart(key)
                && vocabulary.meaning(key).is_none()
        })
    }

    /// The names that are known in a language, by the slug that they are compared by.
    fn known_names(
        &self,
        vocabulary: &Vocabulary,
        entries: &[TermEntry],
        (rank, lang): (usize, &Lang),
    ) -> BTreeMap<String, String> {
        let common = self.by_key.iter().filter(|(key, name)| {
            name.is_common && name.languages.contains(&rank) && vocabulary.meaning(key).is_none()
        });
        let common = common.map(|(_, name)| name.name);
        let declared = entries.iter().flat_map(|entry| {
            let names = entry.names.iter();
            let here = names.filter(|name| name.lang.as_ref().is_none_or(|code| code == lang));
            let names = here.map(|name| name.name.value.as_str());
            names.chain([entry.key.value.as_str()])
        });
        let names = common.chain(declared);
        names
            .filter_map(|name| Some((spelled(&name_key(name))?, name.to_owned())))
            .collect()
    }

    fn nearly(&self, name: &NameUse<'_>, known: &str) -> Diagnostic {
        let noun = self.noun();
        let message = format!("`{}` is nearly the {noun} `{known}`", name.name);
        let other = format!(
            "if it is another {noun}, add it to {}: `{}: {{{name}: {name}}}`",
            terms::FILE,
            self.key.name(),
            name = in_brackets(name.name),
        );
        Diagnostic::new(codes::NEARLY_KNOWN, self.place(name), message)
            .hint(format!("did you mean `{known}`?"))
            .hint(other)
    }
}

/// What slips are looked for in: the slug of a name in Latin, Greek or Cyrillic letters, where one
/// letter more or less is hardly ever another word.
pub(super) fn spelled(key: &str) -> Option<String> {
    let is_alphabetic = key.chars().all(|c| c < '\u{590}');
    is_alphabetic.then(|| slugify(key))
}
