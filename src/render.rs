//! A snapshot and an address give bytes. Everything that is published, and everything that is
//! served, is made here.

mod common;
mod machines;
mod pages;
mod single_file;

use crate::diagnostic::{Checked, Diagnostic};
use crate::path::{SitePath, UrlPath};
use crate::site::PageId;
use crate::site::decks;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;
use crate::social_card::Painter;
use common::{page, pictures, social_cards};
use machines::{calendar, feed, redirects, robots, sitemap};
use pages::deck::View;
use pages::{
    archive, backstage, backstage_talks, blogroll, deck, events, listings, post, search, talks,
};

pub use common::pictures::{Progress, make_all as make_images};
pub use common::recurrence::describe as describe_rule;
pub use pages::proposal::{Field, as_text as proposal_text, fields as proposal_fields};
pub use single_file::{Original, Part, SingleFile, single_file};

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A page or a theme's asset.
    Bytes(Vec<u8>),
    /// A file of the site, to be served or copied as it is.
    File(SitePath),
}

/// An address of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The address.
    pub url: UrlPath,
    /// Whether the address changes with the bytes, so that what stands there already never has to
    /// be made again.
    pub fingerprinted: bool,
}

/// Makes ahead, on all cores, what several addresses share.
pub fn prepare(snapshot: &Snapshot) {
    search::prepare(snapshot);
}

/// Every public address: the site's, then those of what is made for its pages.
#[must_use]
pub fn routes(snapshot: &Snapshot) -> Vec<Route> {
    let pages = snapshot.site.routes.iter().map(|(url, _)| Route {
        url,
        fingerprinted: false,
    });
    let assets = snapshot
        .theme
        .assets
        .values()
        .filter(|asset| asset.is_public)
        .map(|asset| &asset.url);
    let made = assets.chain(social_cards::all(snapshot).keys());
    let made = made.map(|url| Route {
        url: url.clone(),
        fingerprinted: true,
    });
    pages
        .chain(made)
        .chain(pictures::routes(snapshot))
        .collect()
}

/// Whether [`render`] gives something at an address.
#[must_use]
pub fn is_there(snapshot: &Snapshot, url: &UrlPath) -> bool {
    snapshot.site.routes.get(url.as_str()).is_some()
        || snapshot.assets.contains_key(url)
        || (Painter::is_card(url) && social_cards::all(snapshot).contains_key(url))
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
    deck::render(snapshot, id, variant, View::WithNotes)
}

/// Renders what is at an address; `None` when nothing is. An output with diagnostics must not be
/// published.
#[must_use]
pub fn render(snapshot: &Snapshot, url: &UrlPath) -> Option<Checked<Output>> {
    if let Some(name) = snapshot.assets.get(url) {
        return Some(Checked::ok(Output::Bytes(
            snapshot.theme.assets[name].bytes.to_vec(),
        )));
    }
    if let Some(card) = social_cards::paint(snapshot, url) {
        return Some(Checked::ok(Output::Bytes(card)));
    }
    let Some(target) = snapshot.site.routes.get(url.as_str()) else {
        return pictures::render(snapshot, url).map(Checked::ok);
    };
    let rendered = match target {
        Target::Asset(file) => return Some(Checked::ok(pictures::file(snapshot, url, file))),
        Target::Page(id) if decks::deck(snapshot.site.page(id)).is_some() => {
            deck::render(snapshot, id, None, View::Public)
        }
        Target::DeckVariant(id, variant) => deck::render(snapshot, id, Some(variant), View::Public),
        Target::DeckHandout(id, variant) => deck::render(snapshot, id, variant, View::Handout),
        Target::DeckPresenter(id, variant) => deck::render(snapshot, id, variant, View::Presenter),
        Target::Page(id) if talks::is_talk(snapshot, id) => talks::render(snapshot, id),
        Target::Page(id) => post::render(snapshot, id),
        Target::Listing(id, _) if talks::is_listing(snapshot, id) => {
            talks::render_listing(snapshot, id)
        }
        Target::Listing(id, part) => listings::render_listing(snapshot, id, part),
        Target::Taxonomy(taxonomy, language) => {
            listings::render_taxonomy(snapshot, taxonomy, language)
        }
        Target::SearchIndex(language, shard) => {
            return Some(Checked::ok(Output::Bytes(
                search::file(snapshot, language, shard).into_bytes(),
            )));
        }
        Target::Search(language) => search::render(snapshot, language),
        Target::Archive(language, year) => archive::render(snapshot, language, year),
        Target::Blogroll(language) => blogroll::render(snapshot, language),
        Target::EventSeries(at, language) => events::render_series(snapshot, at, language),
        Target::Opml(language) => {
            return Some(Checked::ok(Output::Bytes(blogroll::opml(
                snapshot, language,
            ))));
        }
        Target::NotFound(language) => page::render_not_found(snapshot, language),
        Target::Languages => page::render_languages(snapshot),
        Target::Redirect(id) => page::render_redirect(snapshot, id),
        Target::Backstage(language) => backstage::render(snapshot, language),
        Target::BackstageTalk(group, language) => {
            backstage_talks::render(snapshot, group, language)
        }
        Target::Calendar(language) => Ok(calendar::of_language(snapshot, language).into_bytes()),
        Target::EventCalendar(id) => Ok(calendar::of_event(snapshot, id).into_bytes()),
        Target::Feed(id) => Ok(feed::render(snapshot, id).into_bytes()),
        Target::SiteMap(number) => Ok(sitemap::render(snapshot, number).into_bytes()),
        Target::Robots => Ok(robots::render(snapshot).into_bytes()),
        Target::Redirects(host) => Ok(redirects::render(snapshot, host).into_bytes()),
    };
    Some(match rendered {
        Ok(bytes) => Checked::ok(Output::Bytes(bytes)),
        Err(diagnostic) => {
            let diagnostic = diagnostic.hint(format!("while rendering `{url}`"));
            Checked {
                value: Output::Bytes(Vec::new()),
                diagnostics: vec![diagnostic],
            }
        }
    })
}
