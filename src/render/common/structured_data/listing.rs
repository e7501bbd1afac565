//! Homes, lists of pages, and the pages of people.

use super::json_ld::JsonLd;
use super::page::Described;
use super::site;
use crate::render::common::links::{absolute, absolute_author_url};
use crate::render::common::page_kind::Schema;
use crate::site::listing::{ListingId, Subject};
use crate::site::people::Who;

/// The things that a part (from 1) of a listing is about.
pub(super) fn things(described: &Described<'_>, id: ListingId, part: usize) -> Vec<JsonLd> {
    let (snapshot, head) = (described.snapshot, described.head);
    let listing = snapshot.site.listing(id);
    if head.kind.schema == Schema::WebSite {
        return vec![
            site::web_site(snapshot, head.language),
            site::blog(snapshot, head.language),
        ];
    }
    if let (Schema::ProfilePage, Subject::Term(taxonomy, at)) = (head.kind.schema, &listing.subject)
        && let Some(author) =
            snapshot.site.taxonomies[*taxonomy].terms[listing.language][*at].author
    {
        return vec![profile(described, author)];
    }
    let pages = listing.part(part, snapshot.config.paginate).iter();
    let items = (1_usize..).zip(pages).map(|(position, id)| {
        let url = absolute(snapshot, &snapshot.site.page(*id).url);
        JsonLd::thing(
            "ListItem",
            [("position", position.into()), ("url", url.into())],
        )
    });
    let items = JsonLd::thing(
        "ItemList",
        [("itemListElement", items.collect::<Vec<_>>().into())],
    );
    vec![described.collection(items)]
}

/// The page of an author (by place).
fn profile(described: &Described<'_>, at: usize) -> JsonLd {
    let (snapshot, head) = (described.snapshot, described.head);
    let (author, lang) = (
        &snapshot.site.authors[at],
        &snapshot.config.languages[head.language].code,
    );
    let url = absolute_author_url(snapshot, at, head.language);
    let links = match &author.who {
        Who::Person(person) => person.links.as_slice(),
        Who::Guest(_) => &[],
    };
    let pages = author
        .url()
        .into_iter()
        .chain(links.iter().map(|(_, url)| url.as_str()));
    let pages: Vec<&str> = pages.filter(|url| url.starts_with("http")).collect();
    let (role, organisation) = match (author.is_team(), author.organisation(lang)) {
        (true, organisation) => (None, organisation.map(|name| ("parentOrganization", name))),
        (false, organisation) => (
            author.role(lang),
            organisation.map(|name| ("worksFor", name)),
        ),
    };
    let mut person = vec![
        ("@id", format!("{url}#author").into()),
        ("name", author.name(lang).into()),
        ("url", url.into()),
        ("jobTitle", role.into()),
        ("sameAs", pages.into()),
    ];
    person.extend(
        organisation
            .map(|(key, name)| (key, JsonLd::thing("Organization", [("name", name.into())]))),
    );
    let person = JsonLd::thing(site::author_type(author), person);
    let mut properties = described.properties();
    properties.extend([("name", head.title.as_str().into()), ("mainEntity", person)]);
    JsonLd::thing(Schema::ProfilePage.name(), properties)
}
