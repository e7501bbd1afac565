//! Every address of the site and what answers there.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use super::listing::{Listing, ListingId, Subject};
use super::{Dimensions, PageId, Site};
use crate::config::{self, Config};
use crate::content_path::{self, ContentPath, Kind};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::alias_url;
use crate::path::{SitePath, UrlPath};

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A post or page.
    Page(PageId),
    /// A part of a listing, from 1.
    Listing(ListingId, usize),
    /// The terms of a taxonomy (by its place) in a language (by rank).
    Taxonomy(usize, usize),
    /// What is served where there is nothing, in a language.
    NotFound(usize),
    /// The choice of a language, at the root.
    Languages,
    /// A file, as it is.
    Asset(SitePath),
    /// An old address of a page.
    Redirect(PageId),
    /// What only the dev server shows, in a language.
    Backstage(usize),
}

impl Target {
    /// Whether it is published: nothing of the backstage ever is.
    #[must_use]
    pub fn is_public(&self) -> bool {
        !matches!(self, Self::Backstage(_))
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
}

impl Routes {
    /// What answers at an address.
    #[must_use]
    pub fn get(&self, url: &str) -> Option<Target> {
        find(&self.targets, url, |id| self.parts[id.0 as usize])
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
    assets: &BTreeMap<SitePath, Dimensions>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut routes = Laying { site, diagnostics, targets: BTreeMap::new() };
    routes.own(config);
    routes.sections();
    routes.pages();
    routes.files(assets);
    routes.aliases();
    let Laying { targets, .. } = routes;
    let parts = site.listings.iter().map(|listing| listing.parts).collect();
    site.routes = Arc::new(Routes { targets, parts });
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
            self.targets.insert(UrlPath::new(&format!("{prefix}404.html")), Target::NotFound(language));
            self.targets.insert(UrlPath::new(&format!("{prefix}backstage/")), Target::Backstage(language));
        }
        if config.root_language.is_none() {
            self.targets.insert(UrlPath::new("/"), Target::Languages);
            // Static hosts look for this one only.
            self.targets.insert(UrlPath::new("/404.html"), Target::NotFound(0));
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
            let place = Place::file(&self.site.page(id).document.path.file);
            self.claim(url, Target::Page(id), place);
        }
    }

    fn files(&mut self, assets: &BTreeMap<SitePath, Dimensions>) {
        let bundles = Bundles::of(self.site);
        let published = assets.iter().filter_map(|(file, dimensions)| {
            let url = asset_url(file).filter(|_| bundles.publish(file))?;
            Some((file, url, *dimensions))
        });
        let published: Vec<_> = published.collect();
        let addresses = published.iter().map(|(file, url, dimensions)| ((*file).clone(), (url.clone(), *dimensions)));
        self.site.assets = Arc::new(addresses.collect());
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
                    let message = format!("Lutrin itself makes the page at `{url}`");
                    Diagnostic::new(codes::RESERVED_ADDRESS, place, message).hint("give the file another name")
                };
                self.diagnostics.push(diagnostic);
            }
        }
    }

    /// An address that would need a file of this name to be a folder, or the other way round.
    fn in_the_way(&self, url: &UrlPath) -> Option<&UrlPath> {
        if !url.as_str().ends_with('/') {
            let folder = format!("{url}/");
            let (below, _) =
                self.targets.range::<str, _>((Bound::Included(folder.as_str()), Bound::Unbounded)).next()?;
            return below.as_str().starts_with(&folder).then_some(below);
        }
        let mut folder = url.as_str();
        while let Some((parent, _)) = folder.trim_end_matches('/').rsplit_once('/') {
            let file = folder.trim_end_matches('/');
            if let Some((other, Target::Asset(_))) = self.targets.get_key_value(file) {
                return Some(other);
            }
            folder = parent;
        }
        None
    }

    fn file_of(&self, target: &Target) -> Option<SitePath> {
        match target {
            Target::Page(id) | Target::Redirect(id) => Some(self.site.page(*id).document.path.file.clone()),
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
