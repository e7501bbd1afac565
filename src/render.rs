//! A snapshot and an address give bytes. Everything that is published, and everything that is
//! served, is made here.
//!
//! Four rooms, each of which imports only from those before it: what all pages need (`common`), the
//! pages (`pages`), what is no page (`machines`), and a page with all that it loads in one file
//! (`single_file`).

mod common;
mod machines;
mod pages;
mod single_file;

use crate::diagnostic::{Checked, Diagnostic};
use crate::path::UrlPath;
use crate::render::common::styles;
use crate::site::routes::Target;
use crate::site::{PageId, addresses, decks};
use crate::snapshot::Snapshot;
use crate::social_card::Painter;
use crate::theme::{Asset, LoadedBy};
use machines::{
    calendar, feed, opml, pictures, redirects, robots, search_index, sitemap, social_cards,
};

pub use common::output::{Output, Route};
pub use machines::pictures::{Progress, make_all as make_images};
pub use pages::{
    Field, describe_rule, page_templates, proposal_fields, proposal_text, required_templates,
    templates_for,
};
pub use single_file::{Original, PageResource, SingleFile, single_file};

/// Makes ahead, on all cores, what several addresses share.
pub fn prepare(snapshot: &Snapshot) {
    search_index::prepare(snapshot);
}

/// Every public address: the site's, then those of what is made for its pages. Feeds come first: they
/// share long texts, which are in memory until the last of them is made.
#[must_use]
pub fn routes(snapshot: &Snapshot) -> Vec<Route> {
    let is_feed = |target: &Target| matches!(target, Target::Feed(_));
    let all = || snapshot.site.routes.iter();
    let feeds = all().filter(|(_, target)| is_feed(target));
    let pages = feeds.chain(all().filter(|(_, target)| !is_feed(target)));
    let pages = pages.map(|(url, _)| Route {
        url,
        fingerprinted: false,
    });
    let assets = snapshot
        .theme
        .assets
        .values()
        .filter(|asset| is_published(snapshot, asset))
        .map(|asset| &asset.url);
    let made = assets
        .chain(social_cards::all(snapshot).keys())
        .chain(styles::all(snapshot).keys());
    let made = made.map(|url| Route {
        url: url.clone(),
        fingerprinted: true,
    });
    pages
        .chain(made)
        .chain(pictures::routes(snapshot))
        .collect()
}

/// Whether a build writes an asset of the theme: one that only slides load is for sites with decks.
#[must_use]
pub fn is_published(snapshot: &Snapshot, asset: &Asset) -> bool {
    match asset.loaded_by {
        LoadedBy::AnyPage => true,
        LoadedBy::Decks => {
            let pages = &snapshot.site.pages;
            pages.iter().any(|page| decks::deck(page).is_some())
        }
        LoadedBy::Backstage => false,
    }
}

/// Whether [`render`] gives something at an address.
#[must_use]
pub fn is_there(snapshot: &Snapshot, url: &UrlPath) -> bool {
    snapshot.site.routes.get(url.as_str()).is_some()
        || snapshot.theme.asset_at(url).is_some()
        || (Painter::is_card(url) && social_cards::all(snapshot).contains_key(url))
        || author_styles(snapshot, url).is_some()
        || pictures::is_there(snapshot, url)
}

/// The page of a deck or of one of its variants, with the speaker notes that nothing published has.
///
/// # Errors
/// When the theme cannot show it.
pub fn deck_with_notes(
    snapshot: &Snapshot,
    id: PageId,
    variant: Option<usize>,
) -> Result<Vec<u8>, Box<Diagnostic>> {
    pages::deck_with_notes(snapshot, id, variant)
}

/// What the speaker says on each slide of a deck or of one of its variants, as plain text; empty where
/// there is nothing.
#[must_use]
pub fn speaker_notes(snapshot: &Snapshot, id: PageId, variant: Option<&str>) -> Vec<String> {
    pages::speaker_notes(snapshot, id, variant)
}

/// Renders what is at an address; `None` when nothing is. An output with diagnostics must not be
/// published.
#[must_use]
pub fn render(snapshot: &Snapshot, url: &UrlPath) -> Option<Checked<Output>> {
    if let Some(asset) = snapshot.theme.asset_at(url) {
        return Some(Checked::ok(Output::Bytes(asset.bytes.to_vec())));
    }
    if let Some(card) = social_cards::paint(snapshot, url) {
        return Some(Checked::ok(Output::Bytes(card)));
    }
    if let Some(sheet) = author_styles(snapshot, url) {
        return Some(Checked::ok(Output::Bytes(sheet.as_bytes().to_vec())));
    }
    let Some(target) = snapshot.site.routes.get(url.as_str()) else {
        return pictures::render(snapshot, url).map(Checked::ok);
    };
    match pages::render(snapshot, &target) {
        Some(Ok(page)) => Some(Checked::ok(Output::Bytes(page))),
        Some(Err(diagnostic)) => Some(Checked {
            value: Output::Bytes(Vec::new()),
            diagnostics: vec![diagnostic.hint(format!("while rendering `{url}`"))],
        }),
        None => for_machines(snapshot, target).map(Checked::ok),
    }
}

/// The sheet of a text at an address.
fn author_styles<'s>(snapshot: &'s Snapshot, url: &UrlPath) -> Option<&'s String> {
    addresses::is_author_styles(url)
        .then(|| styles::all(snapshot).get(url))
        .flatten()
}

/// What is at the address of a target that is no page.
fn for_machines(snapshot: &Snapshot, target: Target) -> Option<Output> {
    let text = match target {
        Target::Asset(file) => return Some(pictures::file(snapshot, file)),
        Target::Opml(language) => return Some(Output::Bytes(opml::render(snapshot, language))),
        Target::SearchIndex(language, shard) => search_index::file(snapshot, language, shard),
        Target::Calendar(language) => calendar::of_language(snapshot, language),
        Target::EventCalendar(id) => calendar::of_event(snapshot, id),
        Target::Feed(id) => feed::render(snapshot, id),
        Target::SiteMap(number) => sitemap::render(snapshot, number),
        Target::PageOutput(id, format) => machines::page_output(snapshot, id, format),
        Target::ListingOutput(id, format) => machines::listing_output(snapshot, id, format),
        Target::OutputIndex(format) => machines::output_index(snapshot, format),
        Target::Robots => robots::render(snapshot),
        Target::Redirects(host) => redirects::render(snapshot, host),
        Target::Page(_)
        | Target::DeckVariant(..)
        | Target::DeckHandout(..)
        | Target::DeckPresenter(..)
        | Target::DeckClock(..)
        | Target::Listing(..)
        | Target::Taxonomy(..)
        | Target::Archive(..)
        | Target::Blogroll(_)
        | Target::EventSeries(..)
        | Target::NotFound(_)
        | Target::Languages
        | Target::Search(_)
        | Target::Redirect(_)
        | Target::TermRedirect(_)
        | Target::Backstage(_)
        | Target::BackstageTalk(..) => return None,
    };
    Some(Output::Bytes(text.into_bytes()))
}
