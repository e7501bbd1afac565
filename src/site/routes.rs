//! Every address of the site and what answers there.

mod files;
mod laying;
mod machines;

use std::collections::BTreeMap;
use std::ops::Range;

use super::PageId;
use super::listing::ListingId;
use crate::config::publishing::RedirectHost;
use crate::path::{SitePath, UrlPath};

pub use files::asset_url;
pub(super) use laying::lay;

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A post or page.
    Page(PageId),
    /// A variant of a deck (by its place among them).
    DeckVariant(PageId, usize),
    /// A deck or a variant of it with its speaker notes, as it is printed; only the dev server and
    /// exports show it.
    DeckHandout(PageId, Option<usize>),
    /// What its speaker looks at while a deck or a variant of it is presented; only the dev server
    /// and exports show it.
    DeckPresenter(PageId, Option<usize>),
    /// A part of a listing, from 1.
    Listing(ListingId, usize),
    /// The terms of a taxonomy (by its place) in a language (by rank).
    Taxonomy(usize, usize),
    /// The posts of a language (by rank), or of one of its years.
    Archive(usize, Option<i16>),
    /// The blogs that the site's people read, in a language.
    Blogroll(usize),
    /// The same, for feed readers.
    Opml(usize),
    /// A series of events (by its place), in a language.
    EventSeries(usize, usize),
    /// What is served where there is nothing, in a language.
    NotFound(usize),
    /// The choice of a language, at the root.
    Languages,
    /// The page with the search field, in a language.
    Search(usize),
    /// What search looks into, in a language: its pages, or (by place) the words of one of
    /// [`crate::search::SHARDS`].
    SearchIndex(usize, Option<usize>),
    /// A file, as it is.
    Asset(SitePath),
    /// An old address of a page.
    Redirect(PageId),
    /// What only the dev server shows, in a language.
    Backstage(usize),
    /// What only the dev server shows of a talk (a place in [`super::Site::groups`]), in a
    /// language.
    BackstageTalk(usize, usize),
    /// The events of a language, for calendars.
    Calendar(usize),
    /// One event, for calendars.
    EventCalendar(PageId),
    /// The newest posts of a listing, for readers of feeds.
    Feed(ListingId),
    /// The map of the site, or the list of its files; then each of several files, from 1.
    SiteMap(usize),
    /// What crawlers ask for first.
    Robots,
    /// The aliases as a host reads them.
    Redirects(RedirectHost),
}

impl Target {
    /// Whether it is published: nothing of the backstage ever is.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(
            self,
            Self::Backstage(_)
                | Self::BackstageTalk(..)
                | Self::DeckHandout(..)
                | Self::DeckPresenter(..)
        )
    }
}

/// The file that says that an output folder is Lutrin's to replace.
pub const MARKER: &str = ".lutrin-output";

/// All addresses of a site. Further parts of a listing are known by their first one.
#[derive(Debug, Clone, Default)]
pub struct Routes {
    targets: BTreeMap<UrlPath, Target>,
    /// How many parts each listing has.
    parts: Vec<usize>,
    /// Which of the addresses that may be mapped each file of the site map has.
    site_maps: Vec<Range<usize>>,
}

impl Routes {
    /// What answers at an address.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<Target> {
        find(&self.targets, url, |id| self.parts[id.0 as usize])
    }

    /// Which of the addresses that [`is_mapped`](super::syndication::is_mapped) lets through each
    /// file of the site map has; several files stand below a list of them.
    #[must_use]
    pub fn site_maps(&self) -> &[Range<usize>] {
        &self.site_maps
    }

    /// As [`Routes::iter`], without the further parts of listings and without making anything.
    pub fn first_parts(&self) -> impl Iterator<Item = (&UrlPath, &Target)> {
        self.targets.iter().filter(|(_, target)| target.is_public())
    }

    /// Every public address, in order; the parts of a listing follow each other.
    pub fn iter(&self) -> impl Iterator<Item = (UrlPath, Target)> {
        self.targets
            .iter()
            .filter(|(_, target)| target.is_public())
            .flat_map(|(url, target)| {
                let parts = match target {
                    Target::Listing(id, _) => self.parts[id.0 as usize],
                    _ => 1,
                };
                (1..=parts).map(move |number| match target {
                    Target::Listing(id, _) if number > 1 => (
                        url.join(&format!("page/{number}/")),
                        Target::Listing(*id, number),
                    ),
                    _ => (url.clone(), target.clone()),
                })
            })
    }
}

/// What answers at an address, further parts of listings included.
fn find(
    targets: &BTreeMap<UrlPath, Target>,
    url: &str,
    parts: impl Fn(ListingId) -> usize,
) -> Option<Target> {
    if let Some(target) = targets.get(url) {
        return Some(target.clone());
    }
    let (base, number) = url.strip_suffix('/')?.rsplit_once("page/")?;
    let number: usize = number
        .parse()
        .ok()
        .filter(|n: &usize| *n >= 2 && number.starts_with(|c| c != '0' && c != '+'))?;
    match targets.get(base)? {
        Target::Listing(id, _) if number <= parts(*id) => Some(Target::Listing(*id, number)),
        _ => None,
    }
}
