//! Everything that answers on a site, and at which address.
//!
//! [`Places::address`] gives the address of a target. The pass that lays the routes asks it, and so
//! does everything that links to a target: an address that is shown is one that answers.

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

use super::addresses::{self, Addresses, asset, read_listing_part};
use super::decks::variants;
use super::events::RecurringEvent;
use super::listing::{Listing, ListingId};
use super::page::{Page, PageId};
use super::talks::Talks;
use super::taxonomy::TaxonomyKey;
use crate::config::publishing::{OutputFormat, RedirectHost};
use crate::path::{SitePath, UrlPath};

/// What answers at an address. Languages are ranks in the configuration.
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
    /// The time that a run of a deck or a variant of it has left, for the chair of the room; only the
    /// dev server shows it.
    DeckClock(PageId, Option<usize>),
    /// A part of a listing, from 1.
    Listing(ListingId, usize),
    /// The terms of a taxonomy (by its place) in a language.
    Taxonomy(usize, usize),
    /// The posts of a language, or of one of its years.
    Archive(usize, Option<i16>),
    /// The blogs that the site's people read, in a language.
    Blogroll(usize),
    /// The same, for feed readers.
    Opml(usize),
    /// A series of events (by its place), in a language.
    EventSeries(usize, usize),
    /// The page for addresses where there is nothing (404), in a language.
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
    /// The address of a term under another of its names.
    TermRedirect(ListingId),
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
    /// A post or page in another form.
    PageOutput(PageId, OutputFormat),
    /// A whole listing in another form.
    ListingOutput(ListingId, OutputFormat),
    /// The list of all pages in another form.
    OutputIndex(OutputFormat),
    /// `robots.txt`, which crawlers request first.
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
                | Self::DeckClock(..)
        )
    }

    /// Whether its address may stand in the site map, as far as linking can tell. Further parts of
    /// a listing do not: what they list stands there itself, and nobody looks for the third part of
    /// a list.
    #[must_use]
    pub fn is_mapped(&self) -> bool {
        match self {
            Self::Page(_)
            | Self::Listing(_, 1)
            | Self::Taxonomy(..)
            | Self::Archive(..)
            | Self::Blogroll(_)
            | Self::EventSeries(..)
            | Self::Languages => true,
            Self::Listing(..)
            | Self::DeckVariant(..)
            | Self::DeckHandout(..)
            | Self::DeckPresenter(..)
            | Self::DeckClock(..)
            | Self::NotFound(_)
            | Self::Asset(_)
            | Self::Redirect(_)
            | Self::TermRedirect(_)
            | Self::Backstage(_)
            | Self::BackstageTalk(..)
            | Self::Calendar(_)
            | Self::EventCalendar(_)
            | Self::Feed(_)
            | Self::SiteMap(_)
            | Self::PageOutput(..)
            | Self::ListingOutput(..)
            | Self::OutputIndex(_)
            | Self::Robots
            | Self::Redirects(_)
            | Self::Opml(_)
            | Self::Search(_)
            | Self::SearchIndex(..) => false,
        }
    }
}

/// The parts of a linked site that say where its targets are.
#[derive(Debug, Clone, Copy)]
pub struct Places<'s> {
    /// How addresses are written.
    pub addresses: &'s Addresses,
    /// The pages.
    pub pages: &'s [Arc<Page>],
    /// The listings.
    pub listings: &'s [Listing],
    /// The events that come back.
    pub event_series: &'s [RecurringEvent],
    /// The talks.
    pub talks: &'s Talks,
}

impl Places<'_> {
    /// The address of a target, whether it is laid there or not. Aliases have the addresses that
    /// their authors gave them; for one of those, this gives the address of the page that it leads
    /// to. So it is with the other names of terms.
    #[must_use]
    pub fn address(&self, target: &Target) -> UrlPath {
        let addresses = self.addresses;
        match target {
            Target::Page(id) | Target::Redirect(id) => self.page(*id).clone(),
            Target::DeckVariant(id, at) => self.slides(*id, Some(*at)),
            Target::DeckHandout(id, variant) => addresses::handout(&self.slides(*id, *variant)),
            Target::DeckPresenter(id, variant) => addresses::presenter(&self.slides(*id, *variant)),
            Target::DeckClock(id, variant) => addresses::clock(&self.slides(*id, *variant)),
            Target::Listing(id, part) => self.listings[id.index()].part_url(*part),
            Target::TermRedirect(id) => self.listings[id.index()].url.clone(),
            Target::Taxonomy(at, language) => {
                addresses.taxonomy(*language, TaxonomyKey::ALL[*at].name())
            }
            Target::Archive(language, None) => addresses.archive(*language),
            Target::Archive(language, Some(year)) => addresses.year(*language, *year),
            Target::Blogroll(language) => addresses.blogroll(*language),
            Target::Opml(language) => addresses.opml(*language),
            Target::EventSeries(at, language) => {
                addresses.event_series(*language, &self.event_series[*at].declared.id)
            }
            Target::NotFound(language) => addresses.not_found(*language),
            Target::Languages => addresses::root(),
            Target::Search(language) => addresses.search(*language),
            Target::SearchIndex(language, shard) => addresses.search_index(*language, *shard),
            Target::Asset(file) => asset(file),
            Target::Backstage(language) => addresses.backstage(*language),
            Target::BackstageTalk(group, language) => {
                let folder = self.talks.folder(*group).unwrap_or_default();
                addresses.backstage_talk(*language, folder)
            }
            Target::Calendar(language) => addresses.calendar(*language),
            Target::EventCalendar(id) => addresses::event_calendar(self.page(*id)),
            Target::Feed(id) => addresses::feed(&self.listings[id.index()].url),
            Target::SiteMap(number) => addresses::site_map(*number),
            Target::PageOutput(id, format) => addresses::output(self.page(*id), *format),
            Target::ListingOutput(id, format) => {
                addresses::output(&self.listings[id.index()].url, *format)
            }
            Target::OutputIndex(format) => addresses::output_index(*format),
            Target::Robots => addresses::robots(),
            Target::Redirects(host) => addresses::redirects(*host),
        }
    }

    fn page(&self, id: PageId) -> &UrlPath {
        &self.pages[id.index()].url
    }

    /// The slides of a deck, or of one of its variants (by its place among them).
    fn slides(&self, id: PageId, variant: Option<usize>) -> UrlPath {
        let page = &self.pages[id.index()];
        let name = variant.and_then(|at| variants(&page.document).get(at).copied());
        addresses::slides(&page.url, name)
    }
}

/// The file that marks an output folder as one that Lutrin may replace.
pub const MARKER: &str = ".lutrin-output";

/// All addresses of a site. The map has only the first part of a listing, and no page in another
/// form: `get` and `iter` work the further parts out from their number, the forms from the page.
#[derive(Debug, Clone)]
pub struct Routes {
    targets: BTreeMap<UrlPath, Target>,
    /// How many parts each listing has.
    parts: Vec<usize>,
    /// Which of the addresses that may be mapped each file of the site map has.
    site_maps: Vec<Range<usize>>,
    /// What each page has beside it.
    outputs: Vec<OutputFormat>,
}

impl Routes {
    /// Routes to the targets at these addresses, for listings of so many parts each, with these
    /// forms beside each page.
    pub(super) fn new(
        targets: BTreeMap<UrlPath, Target>,
        parts: Vec<usize>,
        site_maps: Vec<Range<usize>>,
        outputs: Vec<OutputFormat>,
    ) -> Self {
        Self {
            targets,
            parts,
            site_maps,
            outputs,
        }
    }

    /// What answers at an address.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<Target> {
        find(&self.targets, url, |id| self.parts[id.index()]).or_else(|| {
            let (page, format) = addresses::read_output(url)?;
            let (page, target) = self.targets.get_key_value(page)?;
            let mut outputs = self.outputs_beside(page, target);
            let found = outputs.find(|(other, ..)| *other == format);
            found.map(|(_, _, output)| output)
        })
    }

    /// The other forms of a page, with their addresses; none where a file of the site, or a folder,
    /// stands there.
    pub fn outputs_beside(
        &self,
        url: &UrlPath,
        target: &Target,
    ) -> impl Iterator<Item = (OutputFormat, UrlPath, Target)> {
        let outputs = self.outputs.iter().filter_map(move |format| {
            let output = output_of(target, *format)?;
            Some((*format, addresses::output(url, *format), output))
        });
        outputs.filter(|(_, url, _)| self.is_free(url))
    }

    /// Whether nothing else stands at an address, or below it.
    fn is_free(&self, url: &UrlPath) -> bool {
        let folder = format!("{url}/");
        let below = (Bound::Included(folder.as_str()), Bound::Unbounded);
        let mut after = self.targets.range::<str, _>(below);
        let is_folder = after
            .next()
            .is_some_and(|(below, _)| below.as_str().starts_with(&folder));
        !is_folder && !self.targets.contains_key(url)
    }

    /// Which of the addresses that [`Target::is_mapped`] lets through each file of the site map
    /// has; several files stand below a list of them.
    #[must_use]
    pub fn site_maps(&self) -> &[Range<usize>] {
        &self.site_maps
    }

    /// As [`Routes::iter`], without the further parts of listings, without pages in another form,
    /// and without making anything.
    pub fn first_parts(&self) -> impl Iterator<Item = (&UrlPath, &Target)> {
        self.targets.iter().filter(|(_, target)| target.is_public())
    }

    /// Every public address, in order; the parts of a listing follow each other, and the other forms
    /// of a page follow the page.
    pub fn iter(&self) -> impl Iterator<Item = (UrlPath, Target)> {
        self.first_parts().flat_map(|(url, target)| {
            let outputs = self.outputs_beside(url, target);
            let outputs = outputs.map(|(_, url, target)| (url, target));
            let parts = match target {
                Target::Listing(id, _) => self.parts[id.index()],
                _ => 1,
            };
            let shown = (1..=parts).map(move |number| match target {
                Target::Listing(id, _) if number > 1 => (
                    addresses::listing_part(url, number),
                    Target::Listing(*id, number),
                ),
                _ => (url.clone(), target.clone()),
            });
            shown.chain(outputs)
        })
    }
}

/// A target in another form, where it has one.
fn output_of(target: &Target, format: OutputFormat) -> Option<Target> {
    match target {
        Target::Page(id) => Some(Target::PageOutput(*id, format)),
        Target::Listing(id, _) => Some(Target::ListingOutput(*id, format)),
        _ => None,
    }
}

/// What answers at an address, further parts of listings included; `parts` says how many parts a
/// listing has.
pub(super) fn find(
    targets: &BTreeMap<UrlPath, Target>,
    url: &str,
    parts: impl Fn(ListingId) -> usize,
) -> Option<Target> {
    if let Some(target) = targets.get(url) {
        return Some(target.clone());
    }
    let (first, number) = read_listing_part(url)?;
    match targets.get(first)? {
        Target::Listing(id, _) if number <= parts(*id) => Some(Target::Listing(*id, number)),
        _ => None,
    }
}
