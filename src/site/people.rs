//! Who signs what: ids of `people.yaml`, and guests by their name.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::Site;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::{FrontMatter, Spanned};
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::person::{self, Avatar, Guest, Mention, Person};
use crate::slug::slugify;

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
    let mut authors: Vec<Author> = Vec::new();
    let mut by_slug: FxHashMap<String, usize> = FxHashMap::default();
    for page in site.pages.iter_mut().map(Arc::make_mut) {
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
