//! Gives every address its owner.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::files::{Bundles, asset_url};
use super::{MARKER, Routes, Target, find, machines};
use crate::blogroll;
use crate::config::{self, Config};
use crate::content_path;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::alias_url;
use crate::path::{SitePath, UrlPath};
use crate::search;
use crate::site::events;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::{Measured, PageId, Picture, Site, decks, talks};

/// Fills [`Site::routes`] and [`Site::assets`]; every address has one owner, and the second is told
/// so.
pub(in crate::site) fn lay(
    site: &mut Site,
    config: &Config,
    assets: &BTreeMap<SitePath, Measured>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut routes = Laying {
        site,
        diagnostics,
        targets: BTreeMap::new(),
    };
    routes.own(config);
    if config.search {
        routes.search(config);
    }
    routes.sections();
    routes.machines(config);
    routes.pages();
    routes.files(assets);
    routes.aliases();
    let site_maps = routes.site_maps(config);
    let Laying { targets, .. } = routes;
    let parts = site.listings.iter().map(|listing| listing.parts).collect();
    site.routes = Arc::new(Routes {
        targets,
        parts,
        site_maps,
    });
}

pub(super) struct Laying<'l> {
    pub(super) site: &'l mut Site,
    diagnostics: &'l mut Vec<Diagnostic>,
    pub(super) targets: BTreeMap<UrlPath, Target>,
}

impl Laying<'_> {
    /// What Lutrin makes by itself: home, listings, terms, 404 and the choice of a language.
    fn own(&mut self, config: &Config) {
        for (id, listing) in (0_u32..)
            .zip(&self.site.listings)
            .filter(|(_, listing)| !is_section(listing))
        {
            self.targets
                .insert(listing.url.clone(), Target::Listing(ListingId(id), 1));
        }
        for (language, entry) in config.languages.iter().enumerate() {
            let prefix = config.prefix(&entry.code);
            for (i, taxonomy) in self.site.taxonomies.iter().enumerate() {
                if !taxonomy.terms[language].is_empty() {
                    let url = UrlPath::new(&format!("{prefix}{}/", taxonomy.key.name()));
                    self.targets.insert(url, Target::Taxonomy(i, language));
                }
            }
            self.archive(language);
            for (at, series) in self.site.events.series.iter().enumerate() {
                let url = events::series_url(config, language, &series.told.id);
                self.targets.insert(url, Target::EventSeries(at, language));
            }
            if self.site.blogroll.is_some() {
                self.targets.insert(
                    UrlPath::new(&format!("{prefix}{}/", blogroll::NAME)),
                    Target::Blogroll(language),
                );
                self.targets.insert(
                    UrlPath::new(&format!("{prefix}{}.opml", blogroll::NAME)),
                    Target::Opml(language),
                );
            }
            self.targets.insert(
                UrlPath::new(&format!("{prefix}404.html")),
                Target::NotFound(language),
            );
            self.targets.insert(
                UrlPath::new(&format!("{prefix}backstage/")),
                Target::Backstage(language),
            );
            for (folder, group) in &self.site.talks.groups {
                let url = UrlPath::new(&format!("{prefix}{}", talks::backstage_address(folder)));
                self.targets
                    .insert(url, Target::BackstageTalk(*group, language));
            }
        }
        if config.root_language.is_none() {
            self.targets.insert(UrlPath::new("/"), Target::Languages);
            // Static hosts look for this one only.
            self.targets
                .insert(UrlPath::new("/404.html"), Target::NotFound(0));
        }
    }

    /// Search of each language; the words of many pages are spread over files.
    fn search(&mut self, config: &Config) {
        for (language, code) in config.codes().enumerate() {
            let prefix = config.prefix(code);
            self.targets.insert(
                UrlPath::new(&format!("{prefix}search/")),
                Target::Search(language),
            );
            let index = UrlPath::new(&format!("{prefix}search.json"));
            self.targets
                .insert(index, Target::SearchIndex(language, None));
            let is_large = self.site.order[language].len() > search::ONE_FILE;
            for (shard, name) in search::SHARDS.iter().enumerate().filter(|_| is_large) {
                let url = UrlPath::new(&format!("{prefix}search/{name}.json"));
                self.targets
                    .insert(url, Target::SearchIndex(language, Some(shard)));
            }
        }
    }

    /// The years of a language in which there are posts.
    fn archive(&mut self, language: usize) {
        let archive = &self.site.archives[language];
        if !archive.years.is_empty() {
            self.targets
                .insert(archive.url.clone(), Target::Archive(language, None));
        }
        for year in &archive.years {
            self.targets
                .insert(year.url.clone(), Target::Archive(language, Some(year.year)));
        }
    }

    /// The listing of every folder. Two folders may leave one slug, or one that Lutrin needs for
    /// itself.
    fn sections(&mut self) {
        for (id, listing) in (0_u32..).zip(&self.site.listings) {
            let Subject::Section(folder) = &listing.subject else {
                continue;
            };
            let is_named = !listing.url.as_str().contains("//");
            if is_named && !self.targets.contains_key(&listing.url) {
                self.targets
                    .insert(listing.url.clone(), Target::Listing(ListingId(id), 1));
                continue;
            }
            let place = Place::file(&self.file_in(folder, listing));
            let folder = format!("{}{folder}", content_path::ROOT);
            let diagnostic = match self.targets.get(&listing.url) {
                _ if !is_named => {
                    let message = format!(
                        "the folder `{folder}` has no letter or digit to make an address of"
                    );
                    Diagnostic::new(codes::EMPTY_SLUG, place, message).hint("rename it")
                }
                Some(Target::Listing(other, _)) if is_section(self.site.listing(*other)) => {
                    let message = format!("the folder `{folder}` has the address of another one");
                    let other = self.file_of_section(*other);
                    Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message)
                        .related(Place::file(&other), "the other folder")
                        .hint("rename one of them: their names differ in case or accents alone")
                }
                _ => {
                    let message = format!(
                        "the folder `{folder}` has the address of a page that Lutrin itself makes"
                    );
                    Diagnostic::new(codes::RESERVED_ADDRESS, place, message)
                        .hint("give the folder another name")
                }
            };
            self.diagnostics.push(diagnostic);
        }
    }

    fn file_of_section(&self, id: ListingId) -> SitePath {
        let listing = self.site.listing(id);
        match &listing.subject {
            Subject::Section(folder) => self.file_in(folder, listing),
            _ => SitePath::new(content_path::ROOT),
        }
    }

    /// A file that tells of a folder: its first page, else its text.
    fn file_in(&self, folder: &str, listing: &Listing) -> SitePath {
        let inside = format!("{}{folder}/", content_path::ROOT);
        let mut pages = self.site.pages.iter().map(|page| &page.document.path.file);
        let same = self
            .site
            .listings
            .iter()
            .filter(|other| other.subject == listing.subject);
        let mut texts = same.filter_map(|other| other.text.as_ref());
        let text = || texts.next().map(|text| &text.path.file);
        let found = pages
            .find(|file| file.as_str().starts_with(&inside))
            .or_else(text);
        found
            .cloned()
            .unwrap_or_else(|| SitePath::new(format!("{}{folder}", content_path::ROOT)))
    }

    fn pages(&mut self) {
        for i in 0..self.site.pages.len() {
            let id = PageId(u32::try_from(i).unwrap_or(u32::MAX));
            let url = self.site.page(id).url.clone();
            if self.site.page(id).anchor.is_some() {
                continue;
            }
            let place = Place::file(&self.site.page(id).document.path.file);
            self.claim(url, Target::Page(id), place.clone());
            let page = self.site.page(id);
            let is_deck = page.document.deck.is_some();
            let whole = is_deck.then(|| page.url.clone());
            let variants = decks::variants(&page.document)
                .into_iter()
                .map(|name| decks::variant_url(page, name));
            let variants: Vec<UrlPath> = variants.collect();
            for (at, url) in variants.iter().enumerate() {
                self.claim(url.clone(), Target::DeckVariant(id, at), place.clone());
            }
            for (at, url) in whole.iter().chain(&variants).enumerate() {
                let variant = at.checked_sub(1);
                self.claim(
                    decks::handout_url(url),
                    Target::DeckHandout(id, variant),
                    place.clone(),
                );
                self.claim(
                    decks::presenter_url(url),
                    Target::DeckPresenter(id, variant),
                    place.clone(),
                );
            }
        }
    }

    fn files(&mut self, assets: &BTreeMap<SitePath, Measured>) {
        let bundles = Bundles::of(self.site);
        let published = assets.iter().filter_map(|(file, measured)| {
            let url = asset_url(file).filter(|_| bundles.publish(file))?;
            Some((file, url, *measured))
        });
        let published: Vec<_> = published.collect();
        let addresses = published
            .iter()
            .map(|(file, url, measured)| ((*file).clone(), (url.clone(), measured.size)));
        self.site.assets = Arc::new(addresses.collect());
        let pictures = published.iter().filter_map(|(file, url, measured)| {
            let (size, raster) = measured.size.zip(measured.raster)?;
            Some((
                url.clone(),
                Picture {
                    file: (*file).clone(),
                    size,
                    raster,
                },
            ))
        });
        self.site.pictures = Arc::new(pictures.collect());
        for (file, url, _) in published {
            self.claim(url, Target::Asset(file.clone()), Place::file(file));
        }
    }

    fn aliases(&mut self) {
        for i in 0..self.site.pages.len() {
            let id = PageId(u32::try_from(i).unwrap_or(u32::MAX));
            let document = self.site.page(id).document.clone();
            for alias in &document.front_matter.aliases {
                let place = Place::new(&document.path.file, alias.span);
                if let Some(url) = alias_url(&alias.value) {
                    self.claim(url, Target::Redirect(id), place);
                }
            }
        }
    }

    fn claim(&mut self, url: UrlPath, target: Target, place: Place) {
        if is_reserved(&url) {
            let message = format!(
                "the output cannot have a file at `{url}`: it means something to Lutrin there"
            );
            self.diagnostics
                .push(Diagnostic::new(codes::RESERVED_ADDRESS, place, message).hint("rename it"));
            return;
        }
        match find(&self.targets, url.as_str(), |id| {
            self.site.listing(id).parts
        }) {
            // A site may have its own.
            Some(Target::Robots) if matches!(target, Target::Asset(_)) => {
                drop(self.targets.insert(url, target))
            }
            None => {
                // Pages come before files, so only what comes after them can be in their way.
                let is_page = matches!(target, Target::Page(_));
                let other = if is_page { None } else { self.in_the_way(&url) };
                if let Some(other) = other {
                    let message = format!("`{url}` is a file here, and a folder for `{other}`");
                    let hint = "rename one of them: a static host cannot serve both";
                    self.diagnostics
                        .push(Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message).hint(hint));
                    return;
                }
                self.targets.insert(url, target);
            }
            Some(owner) if matches!(target, Target::Redirect(_)) => {
                let other = self.file_of(&owner).map_or_else(
                    || "a page that Lutrin makes".to_owned(),
                    |f| format!("`{f}`"),
                );
                let message =
                    format!("`{url}` is the address of {other}, so it cannot be an alias");
                self.diagnostics.push(
                    Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message)
                        .hint("take this alias out"),
                );
            }
            Some(owner) => {
                let diagnostic = if let Some(other) = self.file_of(&owner) {
                    let message =
                        format!("`{}` and `{other}` have one address: `{url}`", place.file);
                    Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message)
                        .related(Place::file(&other), "the other file")
                        .hint("give one of them another `slug`, or another name")
                } else {
                    let (what, hint) = machines::made_by_lutrin(&owner);
                    let message = format!("Lutrin itself makes the {what} at `{url}`");
                    Diagnostic::new(codes::RESERVED_ADDRESS, place, message).hint(hint)
                };
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// An address that would need a file of this name to be a folder, or the other way round.
    fn in_the_way(&self, url: &UrlPath) -> Option<&UrlPath> {
        if !url.as_str().ends_with('/') {
            let folder = format!("{url}/");
            let mut after = self
                .targets
                .range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded));
            if let Some((below, _)) = after
                .next()
                .filter(|(below, _)| below.as_str().starts_with(&folder))
            {
                return Some(below);
            }
        }
        let mut folder = url.as_str();
        while let Some((parent, _)) = folder.trim_end_matches('/').rsplit_once('/') {
            let file = folder.trim_end_matches('/');
            if let Some((other, _)) = self.targets.get_key_value(file) {
                return Some(other);
            }
            folder = parent;
        }
        None
    }

    fn file_of(&self, target: &Target) -> Option<SitePath> {
        match target {
            Target::Page(id)
            | Target::DeckVariant(id, _)
            | Target::DeckHandout(id, _)
            | Target::DeckPresenter(id, _)
            | Target::Redirect(id) => Some(self.site.page(*id).document.path.file.clone()),
            Target::Asset(file) => Some(file.clone()),
            _ => None,
        }
    }
}

fn is_section(listing: &Listing) -> bool {
    matches!(listing.subject, Subject::Section(_))
}

/// An output with these would look like a site, or like an output of another build.
fn is_reserved(url: &UrlPath) -> bool {
    [config::FILE, MARKER]
        .iter()
        .any(|name| url.as_str().strip_prefix('/') == Some(name))
        || machines::is_part_of_site_map(url)
}
