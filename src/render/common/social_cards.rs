//! Which social card a page has, and what it says.
//!
//! Posts, pages and listings have one each; what Lutrin makes besides shares the one of its
//! language's home.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::Value;

use crate::path::UrlPath;
use crate::render::common::page::{About, Head, home_listing, listing_title};
use crate::render::common::trail;
use crate::render::common::value::{map, number};
use crate::render::pages::events;
use crate::site::PageId;
use crate::site::listing::{ListingId, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;
use crate::social_card::{Card, Painter, SIZE};

/// Every card of the site: its address, and a page that has it.
pub(crate) fn all(snapshot: &Snapshot) -> &BTreeMap<UrlPath, Target> {
    snapshot.social_cards.get_or_init(|| {
        let Some(painter) = &snapshot.painter else {
            return BTreeMap::new();
        };
        let first = |target: &Target| matches!(target, Target::Page(_) | Target::Listing(_, 1));
        let targets: Vec<Target> = snapshot
            .site
            .routes
            .iter()
            .map(|(_, target)| target)
            .filter(first)
            .collect();
        let addresses = targets.into_par_iter();
        let addresses =
            addresses.filter_map(|it| Some((painter.address(&card(snapshot, painter, &it)?), it)));
        addresses.collect::<Vec<_>>().into_iter().collect()
    })
}

/// The card at an address.
pub(crate) fn paint(snapshot: &Snapshot, url: &UrlPath) -> Option<Vec<u8>> {
    let painter = snapshot
        .painter
        .as_ref()
        .filter(|_| Painter::is_card(url))?;
    let target = all(snapshot).get(url)?;
    Some(painter.paint(&card(snapshot, painter, target)?))
}

/// The card of a page, for its head.
pub(crate) fn value(snapshot: &Snapshot, head: &Head<'_>) -> Value {
    let target = match head.about {
        About::Page(id) => Target::Page(id),
        About::Listing(id, _) => Target::Listing(id, 1),
        About::Nothing
        | About::Taxonomy(_)
        | About::Archive(_)
        | About::Blogroll
        | About::EventSeries(_) => Target::Listing(home_listing(snapshot, head.language), 1),
    };
    let found = snapshot
        .painter
        .as_ref()
        .and_then(|painter| Some((painter, card(snapshot, painter, &target)?)));
    let Some((painter, said)) = found else {
        return Value::none();
    };
    let href = painter.address(&said).href(&snapshot.config.base_path);
    map! {
        "absolute" => format!("{}{href}", snapshot.config.origin),
        "url" => href,
        "width" => number(SIZE.0.into()),
        "height" => number(SIZE.1.into()),
        "alt" => format!("{} · {}", said.title, said.site),
    }
}

/// `None` when the page is no page with a card, or when its title has letters that no font has.
fn card(snapshot: &Snapshot, painter: &Painter, target: &Target) -> Option<Card> {
    let card = match target {
        Target::Page(id) => of_page(snapshot, *id),
        Target::Listing(id, _) => of_listing(snapshot, *id),
        _ => return None,
    };
    painter.missing(&card.title).is_empty().then_some(card)
}

fn of_page(snapshot: &Snapshot, id: PageId) -> Card {
    let page = snapshot.site.page(id);
    let lang = &page.document.path.lang;
    let strings = &snapshot.theme.strings;
    let names: Vec<String> = page
        .authors
        .iter()
        .map(|&at| snapshot.site.authors[at].name(lang).to_owned())
        .collect();
    let section = trail::section(snapshot, id).map(|id| listing_title(snapshot, id));
    Card {
        title: page.document.front_matter.title.clone(),
        section,
        authors: (!names.is_empty()).then(|| strings.list(lang, &names)),
        date: events::date_text(snapshot, page),
        site: snapshot.config.title.get(lang).to_owned(),
        right_to_left: lang.is_right_to_left(),
    }
}

fn of_listing(snapshot: &Snapshot, id: ListingId) -> Card {
    let listing = snapshot.site.listing(id);
    let section = match listing.subject {
        Subject::Term(taxonomy, _) => Some(
            snapshot
                .theme
                .strings
                .word(&listing.lang, snapshot.site.taxonomies[taxonomy].key.name()),
        ),
        Subject::Home | Subject::Section(_) => None,
    };
    Card {
        title: listing_title(snapshot, id),
        section,
        site: snapshot.config.title.get(&listing.lang).to_owned(),
        right_to_left: listing.lang.is_right_to_left(),
        ..Card::default()
    }
}
