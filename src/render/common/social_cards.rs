//! Which social card a page has, and what stands on it.
//!
//! Posts, pages and listings have one each; other pages share the one of their language's home.

use tera::Value;

use super::head::{About, PageHead};
use super::titles::{home_listing, listing_title};
use super::value::{map, number};
use super::{dates, sections};
use crate::site::PageId;
use crate::site::listing::{ListingId, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;
use crate::social_card::{Card, Painter, SIZE};

/// The card of a page, for its head.
pub(crate) fn value(snapshot: &Snapshot, head: &PageHead<'_>) -> Value {
    let target = match head.about {
        About::Page(id) => Target::Page(id),
        About::Listing(id, _) => Target::Listing(id, 1),
        About::Nothing
        | About::Languages
        | About::Taxonomy(_)
        | About::Archive(_)
        | About::Blogroll
        | About::EventSeries(_) => Target::Listing(home_listing(snapshot, head.language), 1),
    };
    let found = snapshot
        .painter
        .as_ref()
        .and_then(|painter| Some((painter, card(snapshot, painter, &target)?)));
    let Some((painter, card)) = found else {
        return Value::none();
    };
    let lang = &snapshot.config.languages[head.language].code;
    let site = snapshot.config.title.get(lang);
    let href = painter.address(&card).href(&snapshot.config.base_path);
    map! {
        "absolute" => format!("{}{href}", snapshot.config.origin),
        "url" => href,
        "width" => number(SIZE.0.into()),
        "height" => number(SIZE.1.into()),
        "alt" => format!("{} · {site}", card.title),
    }
}

/// What stands on the card of a target; `None` for a target without a card, and for a title with
/// letters that no font has. Other texts with such letters are left out.
pub(crate) fn card(snapshot: &Snapshot, painter: &Painter, target: &Target) -> Option<Card> {
    let card = match target {
        Target::Page(id) => of_page(snapshot, *id),
        Target::Listing(id, _) => of_listing(snapshot, *id),
        _ => return None,
    };
    let can_write = |text: &str| painter.missing(text).is_empty();
    can_write(&card.title).then(|| Card {
        section: card.section.filter(|text| can_write(text)),
        authors: card.authors.filter(|text| can_write(text)),
        date: card.date.filter(|text| can_write(text)),
        site: Some(card.site)
            .filter(|text| can_write(text))
            .unwrap_or_default(),
        ..card
    })
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
    let section = sections::nearest(snapshot, id).map(|id| listing_title(snapshot, id));
    Card {
        title: page.document.front_matter.title.clone(),
        section,
        authors: (!names.is_empty()).then(|| strings.list(lang, &names)),
        date: dates::beside_title(snapshot, page),
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
