//! Who signs what: ids of `people.yaml`, and guests by their name.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::Site;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::FrontMatter;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::person::{self, Avatar, Guest, Mention, Person};
use crate::slug::slugify;
use crate::source::Spanned;

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
            Who::Person(person) => person
                .organisation
                .as_ref()
                .map(|organisation| organisation.get(lang)),
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

/// Fills [`Site::people`] and [`Site::authors`], and says of every page who signs it and who
/// speaks.
pub(super) fn attribute(
    site: &mut Site,
    config: &Config,
    people: &[Person],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let profiles = config.profiles();
    let mut entries = people.to_vec();
    for person in &mut entries {
        person.typeset(&profiles);
    }
    let entries = Arc::new(entries);
    let known = entries
        .iter()
        .map(|person| (person.id.as_str(), person))
        .collect();
    let mut register = Register {
        known,
        authors: Vec::new(),
        by_slug: FxHashMap::default(),
        diagnostics,
    };
    for page in site.pages.iter_mut().map(Arc::make_mut) {
        let document = page.document.clone();
        let (file, front_matter) = (&document.path.file, &document.front_matter);
        page.authors = front_matter
            .authors
            .iter()
            .filter_map(|mention| register.place(mention, file))
            .collect();
        page.speakers = speakers(front_matter)
            .filter_map(|mention| register.find(mention, file))
            .collect();
        if front_matter.talk.is_some() {
            // Who gives a talk has it among what they wrote.
            page.authors.extend(
                page.speakers
                    .iter()
                    .map(|speaker| register.put(speaker.clone())),
            );
        }
        let mut seen = FxHashSet::default();
        page.authors.retain(|at| seen.insert(*at));
    }
    site.authors = Arc::new(register.authors);
    site.people = entries;
}

/// Who speaks, as the front matter of a session or a talk writes it.
fn speakers(front_matter: &FrontMatter) -> impl Iterator<Item = &Spanned<Mention>> {
    let session = front_matter
        .session
        .iter()
        .flat_map(|session| &session.speakers);
    session.chain(front_matter.talk.iter().flat_map(|talk| &talk.speakers))
}

/// Everybody who was met so far.
struct Register<'r> {
    known: FxHashMap<&'r str, &'r Person>,
    authors: Vec<Author>,
    by_slug: FxHashMap<String, usize>,
    diagnostics: &'r mut Vec<Diagnostic>,
}

impl Register<'_> {
    /// The place of whom a text names among the authors.
    fn place(&mut self, mention: &Spanned<Mention>, file: &SitePath) -> Option<usize> {
        // Most texts are signed by somebody who has signed one before.
        if let Mention::Id(id) = &mention.value
            && self.known.contains_key(id.as_str())
            && let Some(at) = self.by_slug.get(id.as_str())
        {
            return Some(*at);
        }
        let author = self.find(mention, file)?;
        Some(self.put(author))
    }

    fn put(&mut self, author: Author) -> usize {
        *self.by_slug.entry(author.slug.clone()).or_insert_with(|| {
            self.authors.push(author);
            self.authors.len() - 1
        })
    }

    /// Whom a text names; an id that nobody has stands for a guest of that name.
    fn find(&mut self, mention: &Spanned<Mention>, file: &SitePath) -> Option<Author> {
        let author = match &mention.value {
            Mention::Guest(guest) => guest_author(guest.clone()),
            Mention::Id(id) => {
                if let Some(person) = self.known.get(id.as_str()) {
                    Author::of(person)
                } else {
                    let place = Place::new(file, mention.span);
                    self.diagnostics
                        .push(unknown_person(id, place, self.known.keys().copied()));
                    guest_author(Guest {
                        name: id.clone(),
                        ..Guest::default()
                    })
                }
            }
        };
        if author.slug.is_empty() {
            let message = "this name has no letter or digit to make an address of";
            self.diagnostics.push(Diagnostic::new(
                codes::EMPTY_SLUG,
                Place::new(file, mention.span),
                message,
            ));
            return None;
        }
        Some(author)
    }
}

fn unknown_person<'k>(
    id: &str,
    place: Place,
    known: impl IntoIterator<Item = &'k str>,
) -> Diagnostic {
    let diagnostic = Diagnostic::new(
        codes::UNKNOWN_PERSON,
        place,
        format!("people.yaml has no `{id}`"),
    );
    diagnostic.maybe_hint(nearest::did_you_mean(id, known))
}

impl Author {
    /// An entry of `people.yaml`, whether it signs anything or not.
    #[must_use]
    pub fn of(person: &Person) -> Self {
        Self {
            slug: slugify(&person.id),
            who: Who::Person(Box::new(person.clone())),
        }
    }
}

/// Says which members of teams nobody knows.
pub(super) fn check_members(people: &[Person], diagnostics: &mut Vec<Diagnostic>) {
    let is_known = |id: &str| people.iter().any(|person| person.id == id);
    for member in people
        .iter()
        .flat_map(|person| &person.members)
        .filter(|member| !is_known(&member.value))
    {
        let place = Place::new(&SitePath::new(person::FILE), member.span);
        let ids = people.iter().map(|person| person.id.as_str());
        diagnostics.push(unknown_person(&member.value, place, ids));
    }
}

/// Says which portraits are not there.
pub(super) fn check_avatars(site: &Site, people: &[Person], diagnostics: &mut Vec<Diagnostic>) {
    for avatar in people.iter().filter_map(|person| person.avatar.as_ref()) {
        let place = Place::new(&SitePath::new(person::FILE), avatar.span);
        match site.assets.get(&avatar.file) {
            None => {
                let near = site
                    .assets
                    .keys()
                    .filter(|file| file.folder() == avatar.file.folder());
                let mut names: Vec<&str> = near.map(SitePath::file_name).collect();
                names.sort_unstable();
                let hint = nearest::did_you_mean(avatar.file.file_name(), names);
                let message = format!("there is no `{}`", avatar.file);
                diagnostics
                    .push(Diagnostic::new(codes::MISSING_IMAGE, place, message).maybe_hint(hint));
            }
            Some((_, None)) => {
                let message = format!(
                    "the size of `{}` cannot be read: is it an image?",
                    avatar.file
                );
                diagnostics.push(Diagnostic::new(codes::UNMEASURED_IMAGE, place, message));
            }
            Some(_) => {}
        }
    }
}

fn guest_author(guest: Guest) -> Author {
    Author {
        slug: slugify(&guest.name),
        who: Who::Guest(guest),
    }
}
