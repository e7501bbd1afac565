//! Gives every address its owner.

mod claims;
mod sections;

use std::collections::BTreeMap;

use super::destinations::Destinations;
use super::site_maps;
use crate::diagnostic::{Checked, Diagnostic, Place};
use crate::front_matter::alias_url;
use crate::path::UrlPath;
use crate::search;
use crate::site::addresses;
use crate::site::calendar;
use crate::site::decks;
use crate::site::listing::{Listing, ListingId};
use crate::site::page::PageId;
use crate::site::routes::{Routes, Target};
use crate::site::syndication::feed_posts;

/// Lays all routes. Every address has one owner; a second claim becomes a diagnostic. What Lutrin
/// makes comes first, then pages, then files, then aliases.
pub(super) fn lay(destinations: &Destinations<'_>) -> Checked<Routes> {
    let mut laying = Laying {
        destinations,
        targets: BTreeMap::new(),
        diagnostics: Vec::new(),
    };
    laying.made();
    laying.sections();
    laying.machines();
    laying.pages();
    laying.files();
    laying.aliases();
    laying.terms_by_other_names();
    laying.finish()
}

struct Laying<'l> {
    destinations: &'l Destinations<'l>,
    targets: BTreeMap<UrlPath, Target>,
    diagnostics: Vec<Diagnostic>,
}

impl Laying<'_> {
    /// Lays something that Lutrin makes by itself.
    fn put(&mut self, target: Target) {
        let url = self.destinations.places.address(&target);
        self.targets.insert(url, target);
    }

    /// What Lutrin makes by itself for readers: homes, terms, years, search and the rest.
    fn made(&mut self) {
        let Destinations { config, places, .. } = self.destinations;
        for (at, listing) in places.listings.iter().enumerate() {
            if !listing.is_section() {
                self.put(Target::Listing(ListingId::at(at), 1));
            }
        }
        for language in 0..config.languages.len() {
            self.made_in(language);
        }
        if config.root_language.is_none() {
            self.put(Target::Languages);
            let not_found = Target::NotFound(0);
            self.targets.insert(addresses::root_not_found(), not_found);
        }
        if config.search {
            (0..config.languages.len()).for_each(|language| self.search(language));
        }
    }

    fn made_in(&mut self, language: usize) {
        let Destinations { places, .. } = self.destinations;
        for (at, taxonomy) in self.destinations.taxonomies.iter().enumerate() {
            if !taxonomy.terms[language].is_empty() {
                self.put(Target::Taxonomy(at, language));
            }
        }
        let years = &self.destinations.archives[language].years;
        if !years.is_empty() {
            self.put(Target::Archive(language, None));
        }
        for year in years {
            self.put(Target::Archive(language, Some(year.year)));
        }
        for at in 0..places.event_series.len() {
            self.put(Target::EventSeries(at, language));
        }
        if self.destinations.blogroll.is_some() {
            self.put(Target::Blogroll(language));
            self.put(Target::Opml(language));
        }
        self.put(Target::NotFound(language));
        self.put(Target::Backstage(language));
        for group in places.talks.groups.values() {
            self.put(Target::BackstageTalk(*group, language));
        }
    }

    /// Search of a language; the words of many pages are spread over files.
    fn search(&mut self, language: usize) {
        self.put(Target::Search(language));
        self.put(Target::SearchIndex(language, None));
        if self.destinations.order[language].len() > search::ONE_FILE {
            for shard in 0..search::SHARDS.len() {
                self.put(Target::SearchIndex(language, Some(shard)));
            }
        }
    }

    /// What is for machines: a feed for every listing that has something to say, calendars, and
    /// what crawlers and hosts read.
    fn machines(&mut self) {
        let Destinations { config, places, .. } = self.destinations;
        for (at, listing) in places.listings.iter().enumerate() {
            let id = ListingId::at(at);
            let laid = self.targets.get(&listing.url);
            let is_laid = matches!(laid, Some(Target::Listing(laid, _)) if *laid == id);
            if is_laid && self.has_feed(listing) {
                self.put(Target::Feed(id));
            }
        }
        for language in 0..config.languages.len() {
            self.calendars(language);
        }
        self.put(Target::SiteMap(0));
        self.put(Target::Robots);
        for format in &config.publishing.outputs {
            if format.index_file().is_some() {
                self.put(Target::OutputIndex(*format));
            }
        }
        for host in &config.publishing.redirects {
            self.put(Target::Redirects(*host));
        }
    }

    /// Whether a listing has a feed: not when it would be empty.
    fn has_feed(&self, listing: &Listing) -> bool {
        let Destinations { config, places, .. } = self.destinations;
        let mut posts = feed_posts(places.pages, listing, self.destinations.today);
        config.publishing.feed.is_some() && posts.next().is_some()
    }

    fn calendars(&mut self, language: usize) {
        let pages = self.destinations.places.pages;
        let shown = &self.destinations.order[language];
        let events: Vec<PageId> = calendar::events_among(pages, shown).collect();
        if !events.is_empty() {
            self.put(Target::Calendar(language));
        }
        for id in events {
            if pages[id.index()].language == language {
                self.put(Target::EventCalendar(id));
            }
        }
    }

    /// The pages that have an address of their own, decks with all that is made of them.
    fn pages(&mut self) {
        for (at, page) in self.destinations.places.pages.iter().enumerate() {
            if page.anchor.is_some() {
                continue;
            }
            let (id, place) = (PageId::at(at), Place::file(&page.document.path.file));
            self.claim_for(Target::Page(id), &place);
            let variants = decks::variants(&page.document).len();
            for variant in 0..variants {
                self.claim_for(Target::DeckVariant(id, variant), &place);
            }
            let whole = page.document.deck.is_some().then_some(None);
            for variant in whole.into_iter().chain((0..variants).map(Some)) {
                self.claim_for(Target::DeckHandout(id, variant), &place);
                self.claim_for(Target::DeckPresenter(id, variant), &place);
                self.claim_for(Target::DeckClock(id, variant), &place);
            }
        }
    }

    fn files(&mut self) {
        for file in self.destinations.files {
            self.claim_for(Target::Asset(file.clone()), &Place::file(file));
        }
    }

    fn aliases(&mut self) {
        for (at, page) in self.destinations.places.pages.iter().enumerate() {
            let document = &page.document;
            for alias in &document.front_matter.aliases {
                if let Some(url) = alias_url(&alias.value) {
                    let place = Place::new(&document.path.file, alias.span);
                    self.claim(url, Target::Redirect(PageId::at(at)), &place);
                }
            }
        }
    }

    /// Old names and other spellings of terms lead to them, where nothing else is.
    fn terms_by_other_names(&mut self) {
        let Destinations {
            places, taxonomies, ..
        } = self.destinations;
        for taxonomy in *taxonomies {
            for (language, terms) in taxonomy.terms.iter().enumerate() {
                for term in terms {
                    for segment in &term.former {
                        let name = taxonomy.key.name();
                        let url = places.addresses.term(language, name, segment);
                        self.offer(url, Target::TermRedirect(term.listing));
                    }
                }
            }
        }
    }

    /// Claims the address of a target for the file that it comes from.
    fn claim_for(&mut self, target: Target, place: &Place) {
        let url = self.destinations.places.address(&target);
        self.claim(url, target, place);
    }

    /// Adds the files of the site map, whose number is known once every address is.
    fn finish(mut self) -> Checked<Routes> {
        let Destinations { config, places, .. } = self.destinations;
        let groups = self.destinations.groups;
        let site_maps = site_maps::cut(config, places.pages, groups, self.targets.iter());
        if site_maps.len() > 1 {
            for number in 1..=site_maps.len() {
                self.put(Target::SiteMap(number));
            }
        }
        let listings = places.listings.iter();
        let parts = listings.map(|listing| listing.parts).collect();
        let outputs = config.publishing.outputs.clone();
        Checked {
            value: Routes::new(self.targets, parts, site_maps, outputs),
            diagnostics: self.diagnostics,
        }
    }
}
