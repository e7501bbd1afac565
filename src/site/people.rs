//! Who signs something on a site: people of `people.yaml`, and guests by their name.

use crate::lang::Lang;
use crate::person::{Avatar, Guest, Person};
use crate::slug::names::name_key;
use crate::slug::slugify;

/// Somebody who signs something on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// The last segment of their address.
    pub slug: String,
    /// What is known of them.
    pub who: Who,
}

/// The source of what the site knows about an author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// An entry of `people.yaml`.
    Person(Box<Person>),
    /// The text that they signed.
    Guest(Guest),
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

    /// Somebody who is only known from a text that they signed.
    #[must_use]
    pub fn guest(guest: Guest) -> Self {
        Self {
            slug: slugify(&name_key(&guest.name)),
            who: Who::Guest(guest),
        }
    }

    /// Whether two of them are one person: by the entry of `people.yaml`, else by the name.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.who, &other.who) {
            (Who::Person(one), Who::Person(two)) => one.id == two.id,
            (Who::Guest(one), Who::Guest(two)) => name_key(&one.name) == name_key(&two.name),
            _ => false,
        }
    }

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

    /// The organisation that they work for, in a language.
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

    /// The address of their page on another site.
    #[must_use]
    pub fn url(&self) -> Option<&str> {
        match &self.who {
            Who::Person(person) => person.url.as_deref(),
            Who::Guest(guest) => guest.url.as_deref(),
        }
    }
}
