//! Who is who: people of `people.yaml` by their ids, names and aliases, guests by their names.
//!
//! Somebody of `people.yaml` keeps their address and all that is said of them, whatever a text
//! writes; a guest never stands in for another one.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

use super::messages::{ambiguous, unknown_person};
use super::{Signature, speakers};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::FrontMatter;
use crate::path::SitePath;
use crate::person::{Guest, Mention, Person};
use crate::site::people::{Author, Who};
use crate::slug::names::{distinct_segments, name_key};
use crate::slug::slugify;
use crate::source::Spanned;

/// The people whom the texts read so far name.
pub(super) struct Register<'r> {
    people: &'r [Person],
    by_id: FxHashMap<&'r str, usize>,
    /// The people whom a name or an alias means, by its key.
    by_name: FxHashMap<String, Vec<usize>>,
    authors: Vec<Author>,
    /// The places of those who sign among the authors.
    places: FxHashMap<Identity, usize>,
    /// Whom texts name without an entry, by the keys of their names.
    guests: BTreeMap<String, GuestUse>,
    /// The places of the entries that some text names.
    met: FxHashSet<usize>,
    diagnostics: Vec<Diagnostic>,
}

/// What makes two mentions one person.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Identity {
    /// A place in the entries of `people.yaml`.
    Person(usize),
    /// The key of a guest's name.
    Guest(String),
}

/// Where texts name a guest.
pub(super) struct GuestUse {
    /// The name as the first text writes it.
    pub(super) name: String,
    /// There.
    pub(super) place: Place,
    /// That text and its translations.
    group: usize,
    /// Whether it is written like an id, which nobody has.
    pub(super) is_id: bool,
    /// Whether another text names them, too; translations are one text.
    pub(super) is_common: bool,
    /// Whether they have a page.
    pub(super) signs: bool,
}

/// Whom the texts of a site name.
pub(super) struct Named {
    /// Those who sign, each with an address of their own.
    pub(super) authors: Vec<Author>,
    /// Whom texts name without an entry, by the keys of their names.
    pub(super) guests: BTreeMap<String, GuestUse>,
    /// The segments of guests whose slugs are somebody else's as well, by the keys of names.
    pub(super) apart: FxHashMap<String, String>,
    /// The places of the entries of `people.yaml` that some text names.
    pub(super) met: FxHashSet<usize>,
    /// What is to be said about single mentions.
    pub(super) diagnostics: Vec<Diagnostic>,
}

/// A text that names people: its file, and its place among the groups of translations.
#[derive(Clone, Copy)]
pub(super) struct NamingText<'t> {
    pub(super) file: &'t SitePath,
    pub(super) group: usize,
}

impl<'r> Register<'r> {
    /// A register of nobody yet but the entries of `people.yaml`.
    pub(super) fn new(people: &'r [Person]) -> Self {
        let mut by_name: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for (at, person) in people.iter().enumerate() {
            let aliases = person.aliases.iter().map(|alias| alias.value.as_str());
            for name in person.name.texts().chain(aliases) {
                let meant = by_name.entry(name_key(name)).or_default();
                if meant.last() != Some(&at) {
                    meant.push(at);
                }
            }
        }
        let ids = people.iter().enumerate();
        Self {
            people,
            by_id: ids.map(|(at, person)| (person.id.as_str(), at)).collect(),
            by_name,
            authors: Vec::new(),
            places: FxHashMap::default(),
            guests: BTreeMap::new(),
            met: FxHashSet::default(),
            diagnostics: Vec::new(),
        }
    }

    /// Who signs a text and who speaks, by its front matter. The speakers of a talk sign it, too.
    pub(super) fn signature(
        &mut self,
        front_matter: &FrontMatter,
        text: NamingText<'_>,
    ) -> Signature {
        let mut authors: Vec<usize> = front_matter
            .authors
            .iter()
            .filter_map(|mention| self.place(mention, text))
            .collect();
        let named: Vec<(Identity, Author)> = speakers(front_matter)
            .filter_map(|mention| self.find(mention, text))
            .collect();
        if front_matter.talk.is_some() {
            let signing = named.iter().cloned();
            authors.extend(signing.map(|(identity, author)| self.put(identity, author)));
        }
        let mut seen = FxHashSet::default();
        authors.retain(|at| seen.insert(*at));
        let speakers = named.into_iter().map(|(_, author)| author).collect();
        Signature { authors, speakers }
    }

    /// The place among the authors of somebody whom a text names.
    fn place(&mut self, mention: &Spanned<Mention>, text: NamingText<'_>) -> Option<usize> {
        // Most texts are signed by somebody who has signed one before.
        if let Mention::Id(id) = &mention.value
            && let Some(person) = self.by_id.get(id.as_str())
            && let Some(at) = self.places.get(&Identity::Person(*person))
        {
            return Some(*at);
        }
        let (identity, author) = self.find(mention, text)?;
        Some(self.put(identity, author))
    }

    fn put(&mut self, identity: Identity, author: Author) -> usize {
        if let Identity::Guest(key) = &identity
            && let Some(guest) = self.guests.get_mut(key)
        {
            guest.signs = true;
        }
        *self.places.entry(identity).or_insert_with(|| {
            self.authors.push(author);
            self.authors.len() - 1
        })
    }

    /// Whom a text names: an id, else a name or an alias of `people.yaml`, else a guest.
    fn find(
        &mut self,
        mention: &Spanned<Mention>,
        text: NamingText<'_>,
    ) -> Option<(Identity, Author)> {
        let place = Place::new(text.file, mention.span);
        let is_id = matches!(mention.value, Mention::Id(_));
        let guest = match &mention.value {
            Mention::Guest(guest) => guest.clone(),
            Mention::Id(id) => {
                if let Some(&at) = self.by_id.get(id.as_str()) {
                    return Some(self.person(at));
                }
                Guest {
                    name: id.clone(),
                    ..Guest::default()
                }
            }
        };
        let key = name_key(&guest.name);
        match self.by_name.get(&key).map(Vec::as_slice) {
            Some(&[at]) => return Some(self.person(at)),
            Some([one, two, ..]) => {
                let (one, two) = (&self.people[*one].id, &self.people[*two].id);
                let problem = ambiguous(&guest.name, place.clone(), one, two);
                self.diagnostics.push(problem);
            }
            _ if is_id => {
                let ids = self.by_id.keys().copied();
                let problem = unknown_person(&guest.name, place.clone(), ids);
                self.diagnostics.push(problem);
            }
            _ => {}
        }
        let name = guest.name.clone();
        let author = self.named_author(guest, &place)?;
        let new = || GuestUse {
            name,
            place,
            group: text.group,
            is_id,
            is_common: false,
            signs: false,
        };
        let known = self.guests.entry(key.clone()).or_insert_with(new);
        known.is_common |= known.group != text.group;
        Some((Identity::Guest(key), author))
    }

    fn person(&mut self, at: usize) -> (Identity, Author) {
        self.met.insert(at);
        (Identity::Person(at), Author::of(&self.people[at]))
    }

    /// A guest as an author, whose name leaves an address.
    fn named_author(&mut self, guest: Guest, place: &Place) -> Option<Author> {
        let author = Author::guest(guest);
        if author.slug.is_empty() {
            let message = "this name has no letter or digit to make an address of";
            let problem = Diagnostic::new(codes::EMPTY_SLUG, place.clone(), message);
            self.diagnostics.push(problem);
            return None;
        }
        Some(author)
    }

    /// Gives every author an address of their own.
    pub(super) fn finish(mut self) -> Named {
        let ids = self.people.iter().map(|person| slugify(&person.id));
        let taken: BTreeSet<String> = ids.collect();
        let signing = self.guests.iter().filter(|(_, guest)| guest.signs);
        let keys: BTreeSet<&str> = signing.map(|(key, _)| key.as_str()).collect();
        let apart = distinct_segments(&keys, &taken);
        for author in &mut self.authors {
            if let Who::Guest(guest) = &author.who
                && let Some(segment) = apart.get(&name_key(&guest.name))
            {
                author.slug.clone_from(segment);
            }
        }
        Named {
            authors: self.authors,
            guests: self.guests,
            apart,
            met: self.met,
            diagnostics: self.diagnostics,
        }
    }
}
