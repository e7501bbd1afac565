//! What the page of a term shows beside the list of its pages.

mod person;

use tera::{Context, Value};

use crate::render::common::body::embeds;
use crate::render::common::links::taxonomy_url;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::Site;
use crate::site::listing::{Listing, Subject};
use crate::site::taxonomy::Term;
use crate::snapshot::Snapshot;
use person::{deliveries, person};

/// Whether a listing has what an author or a team signed.
pub(super) fn is_of_author(site: &Site, listing: &Listing) -> bool {
    of_listing(site, listing).is_some_and(|term| term.author.is_some())
}

/// The term that a listing is of, if it is of one.
pub(super) fn of_listing<'s>(site: &'s Site, listing: &Listing) -> Option<&'s Term> {
    match listing.subject {
        Subject::Term(taxonomy, at) => Some(&site.taxonomies[taxonomy].terms[listing.language][at]),
        _ => None,
    }
}

/// Adds the term of a listing, its taxonomy, and the person or team that it stands for.
pub(super) fn insert(snapshot: &Snapshot, context: &mut Context, listing: &Listing) {
    let Subject::Term(taxonomy, at) = listing.subject else {
        return;
    };
    let term = &snapshot.site.taxonomies[taxonomy].terms[listing.language][at];
    let author = term.author.map(|author| &snapshot.site.authors[author]);
    context.insert_value("term", term_value(snapshot, listing.language, term));
    context.insert_value(
        "taxonomy",
        taxonomy_value(snapshot, taxonomy, listing.language),
    );
    context.insert_value(
        "person",
        author.map_or_else(Value::none, |author| person(snapshot, author, listing)),
    );
    if author.is_some() {
        let deliveries = deliveries(snapshot, &listing.pages, listing.language);
        context.insert_value("uses", embeds::uses_of(&[], !deliveries.is_empty()));
        context.insert_value("deliveries", list(deliveries));
    }
}

/// A term as its page and the list of all terms show it.
pub(super) fn term_value(snapshot: &Snapshot, language: usize, term: &Term) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let listing = snapshot.site.listing(term.listing);
    map! {
        "title" => term.title.as_str(),
        "summary" => text_or_none(term.summary.as_deref()),
        "url" => listing.url.href(&snapshot.config.base_path),
        "count" => number(listing.pages.len()),
        "mixed" => term.mixed,
        "role" => text_or_none(term.author.and_then(|author| snapshot.site.authors[author].role(lang))),
        "person" => term.author.map_or_else(Value::none, |author| person(snapshot, &snapshot.site.authors[author], listing)),
    }
}

/// A taxonomy (by its place) with the address of the list of its terms.
pub(super) fn taxonomy_value(snapshot: &Snapshot, taxonomy: usize, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let key = snapshot.site.taxonomies[taxonomy].key;
    map! {
        "key" => key.name(),
        "title" => snapshot.theme.strings.word(lang, key.name()),
        "url" => taxonomy_url(snapshot, taxonomy, language).href(&snapshot.config.base_path),
    }
}
