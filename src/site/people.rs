//! Who signs what: ids of `people.yaml`, and guests by their name.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Site;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::front_matter::FrontMatter;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::person::{self, Avatar, Guest, Mention, Person};
use crate::slug::slugify;
use crate::source::Spanned;
use crate::typography::Profile;

/// Somebody who signs something on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The last segment of their address.
    pub slug: String,
    /// What is known of them.
    pub who: Who,
}

/// Where what is known of an author comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An entry of `people.yaml`.
    Person(Box<Person>),
    /// The text that they signed.
    Guest(Guest),
}

impl Author {
    /// Their portrait.
    #[must_use]
    pub fn avatar(&self) -> Option<&Avatar> {
        match &self.who {
            Who::Person(person) => person.avatar.as_ref(),
            Who::Guest(_) => None,
        }
    }

    /// Their name in a language.
    #[must_use]
    pub fn name(&self, lang: &Lang) -> &str {
        match &self.who {
            Who::Person(person) => person.name.get(lang),
            Who::Guest(guest) => &guest.name,
        }
    }

    /// What they do, in a language.
    #[must_use]
    pub fn role(&self, lang: &Lang) -> Option<&str> {
        match &self.who {
            Who::Person(person) => person.role.as_ref().map(|role| role.get(lang)),
            Who::Guest(guest) => guest.role.as_deref(),
        }
    }

    /// For whom, in a language.
    #[must_use]
    pub fn organisation(&self, lang: &Lang) -> Option<&str> {
        match &self.who {
            Who::Person(person) => person.organisation.as_ref().map(|organisation| organisation.get(lang)),
            Who::Guest(guest) => guest.organisation.as_deref(),
        }
    }

    /// Whether they are several.
    #[must_use]
    pub fn is_team(&self) -> bool {
        matches!(&self.who, Who::Person(person) if person.team)
    }

    /// Their own page elsewhere.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match &self.who {
            Who::Person(person) => person.url.as_deref(),
            Who::Guest(guest) => guest.url.as_deref(),
        }
    }
}

/// Fills [`Site::authors`] and the authors of every page.
pub(super) fn attribute(site: &mut Site, config: &Config, people: &[Person], diagnostics: &mut Vec<Diagnostic>) {
    let known: FxHashMap<&str, &Person> = people.iter().map(|person| (person.id.as_str(), person)).collect();
    let profiles = config.profiles();
    let mut entries = people.to_vec();
    for person in &mut entries {
        person.typeset(&profiles);
    }
    site.people = Arc::new(entries);
    let mut authors: Vec<Author> = Vec::new();
    let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
    for page in site.pages.iter_mut().map(Arc::make_mut) {
        let document = page.document.clone();
        page.speakers = speakers(&document)
            .filter_map(|mention| speaker(mention, &known, &profiles, &document.path.file, diagnostics))
            .collect();
        for mention in signatures(&page.document.front_matter) {
            if let Mention::Id(id) = &mention.value
                && known.contains_key(id.as_str())
                && let Some(at) = by_slug.get(id.as_str())
            {
                if !page.authors.contains(at) {
                    page.authors.push(*at);
                }
                continue;
            }
            let author = match &mention.value {
                Mention::Guest(guest) => guest_author(guest.clone()),
                Mention::Id(id) => {
                    if let Some(person) = known.get(id.as_str()) {
                        let mut person = (*person).clone();
                        person.typeset(&profiles);
                        Author { slug: slugify(id), who: Who::Person(Box::new(person)) }
                    } else {
                        let place = Place::new(&page.document.path.file, mention.span);
                        let diagnostic =
                            Diagnostic::new(codes::UNKNOWN_PERSON, place, format!("people.yaml has no `{id}`"));
                        let hint = nearest::did_you_mean(id, known.keys().copied());
                        diagnostics.push(diagnostic.maybe_hint(hint));
                        guest_author(Guest { name: id.clone(), ..Guest::default() })
                    }
                }
            };
            if author.slug.is_empty() {
                let place = Place::new(&page.document.path.file, mention.span);
                let message = "this name has no letter or digit to make an address of";
                diagnostics.push(Diagnostic::new(codes::EMPTY_SLUG, place, message));
                continue;
            }
            let at = *by_slug.entry(author.slug.clone()).or_insert_with(|| {
                authors.push(author);
                authors.len() - 1
            });
            if !page.authors.contains(&at) {
                page.authors.push(at);
            }
        }
    }
    site.authors = Arc::new(authors);
}

/// Who speaks, as the front matter of a session or a talk writes it.
fn speakers(document: &Document) -> impl Iterator<Item = &Spanned<Mention>> {
    let front_matter = &document.front_matter;
    let session = front_matter.session.iter().flat_map(|session| &session.speakers);
    session.chain(front_matter.talk.iter().flat_map(|talk| &talk.speakers))
}

fn speaker(
    mention: &Spanned<Mention>,
    known: &FxHashMap<&str, &Person>,
    profiles: &[(Lang, Profile)],
    file: &SitePath,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Author> {
    let id = match &mention.value {
        Mention::Guest(guest) => return Some(guest_author(guest.clone())).filter(|author| !author.slug.is_empty()),
        Mention::Id(id) => id,
    };
    let Some(person) = known.get(id.as_str()) else {
        let place = Place::new(file, mention.span);
        let diagnostic = Diagnostic::new(codes::UNKNOWN_PERSON, place, format!("people.yaml has no `{id}`"));
        diagnostics.push(diagnostic.maybe_hint(nearest::did_you_mean(id, known.keys().copied())));
        return Some(guest_author(Guest { name: id.clone(), ..Guest::default() }));
    };
    let mut person = (*person).clone();
    person.typeset(profiles);
    Some(Author { slug: slugify(id), who: Who::Person(Box::new(person)) })
}

impl Author {
    /// An entry of `people.yaml`, whether it signs anything or not.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self { slug: slugify(&person.id), who: Who::Person(Box::new(person.clone())) }
    }
}

/// Says which members of teams nobody knows.
pub(super) fn check_members(people: &[Person], diagnostics: &mut Vec<Diagnostic>) {
    let is_known = |id: &str| people.iter().any(|person| person.id == id);
    for member in people.iter().flat_map(|person| &person.members).filter(|member| !is_known(&member.value)) {
        let place = Place::new(&SitePath::new(person::FILE), member.span);
        let message = format!("people.yaml has no `{}`", member.value);
        let hint = nearest::did_you_mean(&member.value, people.iter().map(|person| person.id.as_str()));
        diagnostics.push(Diagnostic::new(codes::UNKNOWN_PERSON, place, message).maybe_hint(hint));
    }
}

/// Who signs a text: of a talk, who gives it.
fn signatures(front_matter: &FrontMatter) -> impl Iterator<Item = &Spanned<Mention>> {
    let speakers = front_matter.talk.iter().flat_map(|talk| &talk.speakers);
    front_matter.authors.iter().chain(speakers)
}

/// Says which portraits are not there.
pub(super) fn check_avatars(site: &Site, people: &[Person], diagnostics: &mut Vec<Diagnostic>) {
    for avatar in people.iter().filter_map(|person| person.avatar.as_ref()) {
        let place = Place::new(&SitePath::new(person::FILE), avatar.span);
        match site.assets.get(&avatar.file) {
            None => {
                let near = site.assets.keys().filter(|file| file.folder() == avatar.file.folder());
                let mut names: Vec<&str> = near.map(SitePath::file_name).collect();
                names.sort_unstable();
                let hint = nearest::did_you_mean(avatar.file.file_name(), names);
                let message = format!("there is no `{}`", avatar.file);
                diagnostics.push(Diagnostic::new(codes::MISSING_IMAGE, place, message).maybe_hint(hint));
            }
            Some((_, None)) => {
                let message = format!("the size of `{}` cannot be read: is it an image?", avatar.file);
                diagnostics.push(Diagnostic::new(codes::UNMEASURED_IMAGE, place, message));
            }
            Some(_) => {}
        }
    }
}

fn guest_author(guest: Guest) -> Author {
    Author { slug: slugify(&guest.name), who: Who::Guest(guest) }
}
