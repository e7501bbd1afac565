//! People and teams on their own pages: who they are, and where they gave which talks.

use tera::Value;

use crate::content_path::Kind;
use crate::date::Date;
use crate::localized::Localized;
use crate::markdown;
use crate::person::Person;
use crate::render::common::links::person_url;
use crate::render::common::pictures;
use crate::render::common::summaries::{card, delivery};
use crate::render::common::value::{list, map, safe, text_or_none};
use crate::site::listing::Listing;
use crate::site::people::{Author, Who};
use crate::site::{PageId, talks};
use crate::snapshot::Snapshot;

/// An author for the page that lists what they signed.
pub(super) fn person(snapshot: &Snapshot, author: &Author, listing: &Listing) -> Value {
    let lang = &listing.lang;
    let (bio, links) = match &author.who {
        Who::Person(person) => {
            let typography = |bio: &Localized| snapshot.config.typography(bio.language(lang));
            let bio = person
                .bio
                .as_ref()
                .map(|bio| markdown::inline(bio.get(lang), typography(bio)));
            (bio, person.links.as_slice())
        }
        Who::Guest(_) => (None, &[][..]),
    };
    map! {
        "name" => author.name(lang),
        "role" => text_or_none(author.role(lang)),
        "organisation" => text_or_none(author.organisation(lang)),
        "url" => text_or_none(author.url()),
        "avatar" => pictures::avatar(snapshot, author, lang),
        "members" => list(members(snapshot, author).map(|person| mention(snapshot, person, listing))),
        "teams" => list(teams(snapshot, author).map(|person| mention(snapshot, person, listing))),
        "bio" => bio.map_or_else(Value::none, |bio| safe(&bio)),
        "links" => list(links.iter().map(|(title, url)| map! { "title" => title.as_str(), "url" => url.as_str() })),
    }
}

/// Who is in a team.
fn members<'s>(snapshot: &'s Snapshot, author: &'s Author) -> impl Iterator<Item = &'s Person> {
    let ids = match &author.who {
        Who::Person(person) => person.members.as_slice(),
        Who::Guest(_) => &[],
    };
    ids.iter().filter_map(|id| {
        snapshot
            .site
            .people
            .iter()
            .find(|person| person.id == id.value)
    })
}

/// The teams that somebody is in.
fn teams<'s>(snapshot: &'s Snapshot, author: &'s Author) -> impl Iterator<Item = &'s Person> {
    let id = match &author.who {
        Who::Person(person) => person.id.as_str(),
        Who::Guest(_) => "",
    };
    snapshot
        .site
        .people
        .iter()
        .filter(move |team| team.members.iter().any(|member| member.value == id))
}

fn mention(snapshot: &Snapshot, person: &Person, listing: &Listing) -> Value {
    let author = Author::of(person);
    map! {
        "name" => author.name(&listing.lang),
        "role" => text_or_none(author.role(&listing.lang)),
        "url" => text_or_none(person_url(snapshot, &author, listing.language).as_deref()),
    }
}

/// The deliveries of the talks among somebody's pages, the last first.
pub(super) fn deliveries(snapshot: &Snapshot, pages: &[PageId], language: usize) -> Vec<Value> {
    let site = &snapshot.site;
    let talks = pages
        .iter()
        .filter(|id| site.page(**id).document.path.kind == Kind::Talk);
    let mut given: Vec<(Option<Date>, Value)> = talks
        .flat_map(|id| {
            let page = site.page(*id);
            let deliveries = talks::facts(site, page.group, language)
                .deliveries
                .into_iter();
            deliveries.map(|given| {
                let value = map! {
                    "talk" => card::shared(snapshot, *id, language),
                    "given" => delivery::value(snapshot, page, &given, language),
                };
                (given.date, value)
            })
        })
        .collect();
    given.sort_by(|(a, _), (b, _)| b.cmp(a));
    given.into_iter().map(|(_, value)| value).collect()
}
