//! What is to be said of people: whom nobody knows, who could be taken for somebody else, and which
//! entries of `people.yaml` claim the same.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use super::messages::unknown_person;
use super::register::{GuestUse, Named};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest::SlipIndex;
use crate::path::SitePath;
use crate::person::{self, Person};
use crate::site::link::names::spelled;
use crate::slug::names::name_key;
use crate::slug::slugify;
use crate::source::Span;
use crate::yaml::in_brackets;

/// The shortest name of a person in which a slip is looked for, in characters: there are many
/// people whose short names differ by a letter.
const SHORTEST: usize = 8;

/// Reports guests whose address ends in digits, since another name leaves the same slug.
pub(super) fn check_addresses(people: &[Person], named: &Named) -> Vec<Diagnostic> {
    let mut by_slug: BTreeMap<String, Vec<(&str, &GuestUse)>> = BTreeMap::new();
    for (key, guest) in named.guests.iter().filter(|(_, guest)| guest.signs) {
        by_slug.entry(slugify(key)).or_default().push((key, guest));
    }
    let mut by_address: FxHashMap<String, &Person> = FxHashMap::default();
    for person in people {
        by_address.entry(slugify(&person.id)).or_insert(person);
    }
    let mut diagnostics = Vec::new();
    for (slug, guests) in by_slug {
        if let Some(person) = by_address.get(&slug) {
            let problems = guests.iter().map(|(key, guest)| {
                let segment = named.apart.get(*key).unwrap_or(&slug);
                beside_person(guest, person, segment)
            });
            diagnostics.extend(problems);
            continue;
        }
        // The name that is the slug itself keeps it.
        let keeper = guests.iter().position(|(key, _)| *key == slug);
        let (_, keeper) = guests[keeper.unwrap_or_default()];
        for (key, guest) in &guests {
            if !std::ptr::eq(*guest, keeper) {
                let segment = named.apart.get(*key).unwrap_or(&slug);
                diagnostics.push(beside_guest(guest, keeper, (&slug, segment)));
            }
        }
    }
    diagnostics
}

fn beside_person(guest: &GuestUse, person: &Person, segment: &str) -> Diagnostic {
    let (name, id) = (&guest.name, &person.id);
    let message = format!(
        "`{name}` would have the address of `{id}` in people.yaml, and is taken for somebody else, at \
         `authors/{segment}/`"
    );
    let join = format!(
        "if this is `{id}`, write `{id}` here, or add `aliases: [{}]` to their entry",
        in_brackets(name)
    );
    let part = "if it is somebody else, give them an entry of their own, with another id";
    Diagnostic::new(codes::SHARED_SLUG, guest.place.clone(), message)
        .related(in_people(person.span), format!("`{id}` stands here"))
        .hint(join)
        .hint(part)
}

fn beside_guest(guest: &GuestUse, other: &GuestUse, (slug, segment): (&str, &str)) -> Diagnostic {
    let message = format!(
        "`{}` and `{}` would have one address, so this author is at `authors/{segment}/`",
        guest.name, other.name
    );
    let join = format!(
        "if they are one person, say so in people.yaml: `{slug}: {{name: {}, aliases: [{}]}}`",
        in_brackets(&other.name),
        in_brackets(&guest.name)
    );
    let part = "if they are two, give each an entry there, with an id of their own";
    Diagnostic::new(codes::SHARED_SLUG, guest.place.clone(), message)
        .related(other.place.clone(), format!("`{}` stands here", other.name))
        .hint(join)
        .hint(part)
}

/// Says which guests have nearly the name of somebody whom `people.yaml` has, or whom several texts
/// name: the same but for accents, or but for one slip of the hand.
pub(super) fn check_spelling(people: &[Person], named: &Named) -> Vec<Diagnostic> {
    let mut known: BTreeMap<String, Known<'_>> = BTreeMap::new();
    let common = named.guests.iter().filter(|(_, guest)| guest.is_common);
    for (key, guest) in common {
        if let Some(slug) = spelled(key) {
            let name = guest.name.as_str();
            known.insert(slug, Known { name, id: None });
        }
    }
    for person in people {
        for name in person.name.texts() {
            if let Some(slug) = spelled(&name_key(name)) {
                let id = Some(person.id.as_str());
                let known = known.entry(slug).or_insert(Known { name, id });
                if known.id.is_none() {
                    *known = Known { name, id };
                }
            }
        }
    }
    let long = known.keys().map(String::as_str);
    let index = SlipIndex::new(long.filter(|slug| slug.len() >= SHORTEST));
    // What an unknown id may mean, another diagnostic says.
    let guests = named.guests.iter().filter(|(_, guest)| !guest.is_id);
    guests
        .filter_map(|(key, guest)| {
            let slug = spelled(key)?;
            let is_other = |known: &&Known<'_>| known.id.is_some() && name_key(known.name) != *key;
            let same = known.get(&slug).filter(is_other);
            let near = || {
                known
                    .get(index.nearest(&slug)?)
                    .filter(|_| !guest.is_common)
            };
            Some(nearly(guest, same.or_else(near)?))
        })
        .collect()
}

/// Somebody whose name others may be compared with.
struct Known<'k> {
    name: &'k str,
    /// In `people.yaml`.
    id: Option<&'k str>,
}

fn nearly(guest: &GuestUse, known: &Known<'_>) -> Diagnostic {
    let (name, other) = (&guest.name, known.name);
    let message = match known.id {
        Some(id) => format!("`{name}` is nearly `{other}`, who is `{id}` in people.yaml"),
        None => format!("`{name}` is nearly `{other}`, whom other texts name"),
    };
    let meant = known.id.unwrap_or(other);
    Diagnostic::new(codes::NEARLY_KNOWN, guest.place.clone(), message)
        .hint(format!("if it is the same person, write `{meant}`"))
        .hint("if it is somebody else, add them to people.yaml")
}

/// Says which people nothing names, though one slip of the hand tells their ids from another one,
/// or somebody else has their name. Who is only announced, or in a team, is nobody's mistake.
pub(super) fn check_entries(people: &[Person], named: &Named) -> Vec<Diagnostic> {
    let members = people.iter().flat_map(|person| &person.members);
    let members: BTreeSet<&str> = members.map(|member| member.value.as_str()).collect();
    let is_unused = |(at, person): &(usize, &Person)| {
        !(named.met.contains(at) || person.team || members.contains(person.id.as_str()))
    };
    let met = named.met.iter().map(|at| &people[*at]);
    let met: BTreeMap<&str, &Person> = met.map(|person| (person.id.as_str(), person)).collect();
    let ids = SlipIndex::new(met.keys().copied());
    let mut by_name: BTreeMap<String, &str> = BTreeMap::new();
    for person in met.values() {
        for name in person.name.texts().take(1) {
            by_name.entry(name_key(name)).or_insert(&person.id);
        }
    }
    let unused = people.iter().enumerate().filter(is_unused);
    unused
        .filter_map(|(_, person)| {
            let near = ids
                .nearest(&person.id)
                .map(|other| (other, "which is nearly"));
            let namesake = || {
                let other = by_name.get(&name_key(person.name.texts().next()?))?;
                Some((*other, "who has the name of"))
            };
            let (other, likeness) = near.or_else(namesake)?;
            let message = format!("no text names `{}`, {likeness} `{other}`", person.id);
            let hint = format!(
                "join the two entries: `aliases: [{}]` of `{other}` keeps the id",
                person.id
            );
            Some(Diagnostic::new(codes::NEARLY_KNOWN, in_people(person.span), message).hint(hint))
        })
        .collect()
}

/// Checks the entries of `people.yaml` against each other.
pub(in crate::site::link) fn check_people(people: &[Person]) -> Vec<Diagnostic> {
    let mut diagnostics = check_members(people);
    diagnostics.extend(check_claims(people));
    diagnostics
}

/// Says which members of teams nobody knows.
fn check_members(people: &[Person]) -> Vec<Diagnostic> {
    let is_known = |id: &str| people.iter().any(|person| person.id == id);
    let members = people.iter().flat_map(|person| &person.members);
    let unknown = members.filter(|member| !is_known(&member.value));
    unknown
        .map(|member| {
            let ids = people.iter().map(|person| person.id.as_str());
            unknown_person(&member.value, in_people(member.span), ids)
        })
        .collect()
}

/// Says which ids leave the address of another one, and which aliases mean somebody else already.
fn check_claims(people: &[Person]) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let mut addresses: FxHashMap<String, &Person> = FxHashMap::default();
    let mut names: FxHashMap<String, &Person> = FxHashMap::default();
    for person in people {
        let owner = *addresses.entry(slugify(&person.id)).or_insert(person);
        if owner.id != person.id {
            let message = format!("`{}` would have the address of `{}`", person.id, owner.id);
            diagnostics.push(claimed(message, person.span, owner, "give it another id"));
        }
        names.entry(name_key(&person.id)).or_insert(person);
        for name in person.name.texts() {
            names.entry(name_key(name)).or_insert(person);
        }
    }
    for person in people {
        for alias in &person.aliases {
            let owner = *names.entry(name_key(&alias.value)).or_insert(person);
            if owner.id != person.id {
                let message = format!("`{}` means `{}` already", alias.value, owner.id);
                let hint = "an alias belongs to one person: take it out of one entry";
                diagnostics.push(claimed(message, alias.span, owner, hint));
            }
        }
    }
    diagnostics
}

fn claimed(message: String, span: Span, owner: &Person, hint: &str) -> Diagnostic {
    Diagnostic::new(codes::DUPLICATE_TERM, in_people(span), message)
        .related(in_people(owner.span), format!("`{}` stands here", owner.id))
        .hint(hint)
}

fn in_people(span: Span) -> Place {
    Place::new(&SitePath::new(person::FILE), span)
}
