//! Every address of the site and what answers there.

mod machines;

use std::collections::BTreeMap;
use std::ops::{Bound, Range};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::events;
use super::listing::{Listing, ListingId, Subject};
use super::{Measured, PageId, Picture, Site, decks, talks};
use crate::blogroll;
use crate::config::publishing::RedirectHost;
use crate::config::{self, Config};
use crate::content_path::{self, ContentPath, Kind};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::alias_url;
use crate::path::{SitePath, UrlPath};
use crate::search;

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A post or page.
    Page(PageId),
    /// A variant of a deck (by its place among them).
    DeckVariant(PageId, usize),
    /// A deck or a variant of it with its speaker notes, as it is printed; only the dev server and exports show it.
    DeckHandout(PageId, Option<usize>),
    /// What its speaker looks at while a deck or a variant of it is presented; only the dev server and exports show it.
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
    /// What search looks into, in a language: its pages, or (by place) the words of one of [`search::SHARDS`].
    SearchIndex(usize, Option<usize>),
    /// A file, as it is.
    Asset(SitePath),
    /// An old address of a page.
    Redirect(PageId),
    /// What only the dev server shows, in a language.
    Backstage(usize),
    /// What only the dev server shows of a talk (a place in [`Site::groups`]), in a language.
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
        !matches!(self, Self::Backstage(_) | Self::BackstageTalk(..) | Self::DeckHandout(..) | Self::DeckPresenter(..))
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

    /// Which of the addresses that [`is_mapped`](super::syndication::is_mapped) lets through each file of the site map has; several
    /// files stand below a list of them.
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
        self.targets.iter().filter(|(_, target)| target.is_public()).flat_map(|(url, target)| {
            let parts = match target {
                Target::Listing(id, _) => self.parts[id.0 as usize],
                _ => 1,
            };
            (1..=parts).map(move |number| match target {
                Target::Listing(id, _) if number > 1 => {
                    (url.join(&format!("page/{number}/")), Target::Listing(*id, number))
                }
                _ => (url.clone(), target.clone()),
            })
        })
    }
}

/// What answers at an address, further parts of listings included.
fn find(targets: &BTreeMap<UrlPath, Target>, url: &str, parts: impl Fn(ListingId) -> usize) -> Option<Target> {
    if let Some(target) = targets.get(url) {
        return Some(target.clone());
    }
    let (base, number) = url.strip_suffix('/')?.rsplit_once("page/")?;
    let number: usize =
        number.parse().ok().filter(|n: &usize| *n >= 2 && number.starts_with(|c| c != '0' && c != '+'))?;
    match targets.get(base)? {
        Target::Listing(id, _) if number <= parts(*id) => Some(Target::Listing(*id, number)),
        _ => None,
    }
}

/// Fills [`Site::routes`] and [`Site::assets`]; every address has one owner, and the second is told so.
pub(super) fn lay(
    site: &mut Site,
    config: &Config,
    assets: &BTreeMap<SitePath, Measured>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut routes = Laying { site, diagnostics, targets: BTreeMap::new() };
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
    site.routes = Arc::new(Routes { targets, parts, site_maps });
}

struct Laying<'l> {
    site: &'l mut Site,
    diagnostics: &'l mut Vec<Diagnostic>,
    targets: BTreeMap<UrlPath, Target>,
}

impl Laying<'_> {
    /// What Lutrin makes by itself: home, listings, terms, 404 and the choice of a language.
    fn own(&mut self, config: &Config) {
        for (id, listing) in (0_u32..).zip(&self.site.listings).filter(|(_, listing)| !is_section(listing)) {
            self.targets.insert(listing.url.clone(), Target::Listing(ListingId(id), 1));
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
                self.targets.insert(UrlPath::new(&format!("{prefix}{}/", blogroll::NAME)), Target::Blogroll(language));
                self.targets.insert(UrlPath::new(&format!("{prefix}{}.opml", blogroll::NAME)), Target::Opml(language));
            }
            self.targets.insert(UrlPath::new(&format!("{prefix}404.html")), Target::NotFound(language));
            self.targets.insert(UrlPath::new(&format!("{prefix}backstage/")), Target::Backstage(language));
            for (folder, group) in &self.site.talks.groups {
                let url = UrlPath::new(&format!("{prefix}{}", talks::backstage_address(folder)));
                self.targets.insert(url, Target::BackstageTalk(*group, language));
            }
        }
        if config.root_language.is_none() {
            self.targets.insert(UrlPath::new("/"), Target::Languages);
            // Static hosts look for this one only.
            self.targets.insert(UrlPath::new("/404.html"), Target::NotFound(0));
        }
    }

    /// Search of each language; the words of many pages are spread over files.
    fn search(&mut self, config: &Config) {
        for (language, code) in config.codes().enumerate() {
            let prefix = config.prefix(code);
            self.targets.insert(UrlPath::new(&format!("{prefix}search/")), Target::Search(language));
            let index = UrlPath::new(&format!("{prefix}search.json"));
            self.targets.insert(index, Target::SearchIndex(language, None));
            let is_large = self.site.order[language].len() > search::ONE_FILE;
            for (shard, name) in search::SHARDS.iter().enumerate().filter(|_| is_large) {
                let url = UrlPath::new(&format!("{prefix}search/{name}.json"));
                self.targets.insert(url, Target::SearchIndex(language, Some(shard)));
            }
        }
    }

    /// The years of a language in which there are posts.
    fn archive(&mut self, language: usize) {
        let archive = &self.site.archives[language];
        if !archive.years.is_empty() {
            self.targets.insert(archive.url.clone(), Target::Archive(language, None));
        }
        for year in &archive.years {
            self.targets.insert(year.url.clone(), Target::Archive(language, Some(year.year)));
        }
    }

    /// The listing of every folder. Two folders may leave one slug, or one that Lutrin needs for itself.
    fn sections(&mut self) {
        for (id, listing) in (0_u32..).zip(&self.site.listings) {
            let Subject::Section(folder) = &listing.subject else { continue };
            let is_named = !listing.url.as_str().contains("//");
            if is_named && !self.targets.contains_key(&listing.url) {
                self.targets.insert(listing.url.clone(), Target::Listing(ListingId(id), 1));
                continue;
            }
            let place = Place::file(&self.file_in(folder, listing));
            let folder = format!("{}{folder}", content_path::ROOT);
            let diagnostic = match self.targets.get(&listing.url) {
                _ if !is_named => {
                    let message = format!("the folder `{folder}` has no letter or digit to make an address of");
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
                    let message = format!("the folder `{folder}` has the address of a page that Lutrin itself makes");
                    Diagnostic::new(codes::RESERVED_ADDRESS, place, message).hint("give the folder another name")
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
        let same = self.site.listings.iter().filter(|other| other.subject == listing.subject);
        let mut texts = same.filter_map(|other| other.text.as_ref());
        let text = || texts.next().map(|text| &text.path.file);
        let found = pages.find(|file| file.as_str().starts_with(&inside)).or_else(text);
        found.cloned().unwrap_or_else(|| SitePath::new(format!("{}{folder}", content_path::ROOT)))
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
            let variants = decks::variants(&page.document).into_iter().map(|name| decks::variant_url(page, name));
            let variants: Vec<UrlPath> = variants.collect();
            for (at, url) in variants.iter().enumerate() {
                self.claim(url.clone(), Target::DeckVariant(id, at), place.clone());
            }
            for (at, url) in whole.iter().chain(&variants).enumerate() {
                let variant = at.checked_sub(1);
                self.claim(decks::handout_url(url), Target::DeckHandout(id, variant), place.clone());
                self.claim(decks::presenter_url(url), Target::DeckPresenter(id, variant), place.clone());
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
        let addresses = published.iter().map(|(file, url, measured)| ((*file).clone(), (url.clone(), measured.size)));
        self.site.assets = Arc::new(addresses.collect());
        let pictures = published.iter().filter_map(|(file, url, measured)| {
            let (size, raster) = measured.size.zip(measured.raster)?;
            Some((url.clone(), Picture { file: (*file).clone(), size, raster }))
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
            let message = format!("the output cannot have a file at `{url}`: it means something to Lutrin there");
            self.diagnostics.push(Diagnostic::new(codes::RESERVED_ADDRESS, place, message).hint("rename it"));
            return;
        }
        match find(&self.targets, url.as_str(), |id| self.site.listing(id).parts) {
            // A site may have its own.
            Some(Target::Robots) if matches!(target, Target::Asset(_)) => drop(self.targets.insert(url, target)),
            None => {
                // Pages come before files, so only what comes after them can be in their way.
                let is_page = matches!(target, Target::Page(_));
                let other = if is_page { None } else { self.in_the_way(&url) };
                if let Some(other) = other {
                    let message = format!("`{url}` is a file here, and a folder for `{other}`");
                    let hint = "rename one of them: a static host cannot serve both";
                    self.diagnostics.push(Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message).hint(hint));
                    return;
                }
                self.targets.insert(url, target);
            }
            Some(owner) if matches!(target, Target::Redirect(_)) => {
                let other =
                    self.file_of(&owner).map_or_else(|| "a page that Lutrin makes".to_owned(), |f| format!("`{f}`"));
                let message = format!("`{url}` is the address of {other}, so it cannot be an alias");
                self.diagnostics
                    .push(Diagnostic::new(codes::DUPLICATE_ADDRESS, place, message).hint("take this alias out"));
            }
            Some(owner) => {
                let diagnostic = if let Some(other) = self.file_of(&owner) {
                    let message = format!("`{}` and `{other}` have one address: `{url}`", place.file);
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
            let mut after = self.targets.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded));
            if let Some((below, _)) = after.next().filter(|(below, _)| below.as_str().starts_with(&folder)) {
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
    [config::FILE, MARKER].iter().any(|name| url.as_str().strip_prefix('/') == Some(name))
        || machines::is_part_of_site_map(url)
}

/// The address of a file: that of `static/` from the root, one beside content below its folder. `None` for what is
/// no asset: data and texts.
#[must_use]
pub fn asset_url(file: &SitePath) -> Option<UrlPath> {
    let relative = match file.as_str().strip_prefix("static/") {
        Some(relative) => relative,
        None => file.as_str().strip_prefix(content_path::ROOT).filter(|_| is_publishable(file))?,
    };
    let composed: String = relative.nfc().collect();
    Some(UrlPath::new(composed.strip_suffix("index.html").unwrap_or(&composed)))
}

/// Data beside content (people, rehearsals) is for Lutrin, not for readers.
fn is_publishable(file: &SitePath) -> bool {
    !ContentPath::is_markdown(file) && !matches!(file.extension().as_str(), "yaml" | "yml" | "md")
}

/// Which folders are bundles of pages that are published, and of pages that are not.
struct Bundles<'s> {
    published: FxHashSet<&'s str>,
    left_out: FxHashSet<&'s str>,
}

impl<'s> Bundles<'s> {
    fn of(site: &'s Site) -> Self {
        let published = site.pages.iter().map(|page| &page.document.path);
        let published =
            published.filter(|path| path.is_bundle() && path.kind != Kind::Section).map(|path| path.folder.as_str());
        let left_out = site.left_out.keys().filter(|file| file.file_name().starts_with("index."));
        let left_out = left_out.map(|file| file.folder().strip_prefix(content_path::ROOT).unwrap_or_default());
        Self { published: published.collect(), left_out: left_out.collect() }
    }

    /// Whether a file may be published: not when the nearest bundle around it is left out in every language.
    fn publish(&self, file: &SitePath) -> bool {
        let Some(relative) = file.as_str().strip_prefix(content_path::ROOT) else { return true };
        let mut folder = relative;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if self.published.contains(parent) {
                return true;
            }
            if self.left_out.contains(parent) {
                return false;
            }
            folder = parent;
        }
        true
    }
}
