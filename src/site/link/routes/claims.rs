//! Decides which target gets an address: the first one that claims it. A few addresses are reserved
//! for Lutrin.

use std::ops::Bound;

use super::Laying;
use crate::config;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::front_matter::alias_url;
use crate::path::{SitePath, UrlPath};
use crate::site::addresses;
use crate::site::page::PageId;
use crate::site::routes::{MARKER, Target, find};

impl Laying<'_> {
    /// Lays a target at an address, or says why it cannot be there.
    pub(super) fn claim(&mut self, url: UrlPath, target: Target, place: &Place) {
        if is_reserved(&url) {
            self.diagnostics.push(reserved(&url, place));
            return;
        }
        let listings = self.destinations.places.listings;
        let owner = find(&self.targets, url.as_str(), |id| listings[id.index()].parts);
        let problem = match owner {
            // A site may have a `robots.txt` or a list of pages in place of Lutrin's.
            Some(Target::Robots | Target::OutputIndex(_)) if matches!(target, Target::Asset(_)) => {
                None
            }
            None => {
                // Pages come before files, so only what comes after them can be in their way.
                let is_page = matches!(target, Target::Page(_));
                let other = if is_page { None } else { self.in_the_way(&url) };
                other.map(|other| blocked(&url, other, place))
            }
            Some(owner) => Some(self.taken(&url, &owner, &target, place)),
        };
        match problem {
            Some(problem) => self.diagnostics.push(problem),
            None => drop(self.targets.insert(url, target)),
        }
    }

    /// Lays a target at an address, unless something else is there or in the way.
    pub(super) fn offer(&mut self, url: UrlPath, target: Target) {
        let listings = self.destinations.places.listings;
        let owner = find(&self.targets, url.as_str(), |id| listings[id.index()].parts);
        if owner.is_none() && self.in_the_way(&url).is_none() {
            self.targets.insert(url, target);
        }
    }

    /// The diagnostic for an address that has an owner.
    fn taken(&self, url: &UrlPath, owner: &Target, target: &Target, place: &Place) -> Diagnostic {
        let other = self.file_of(owner);
        if owner == target && matches!(target, Target::Redirect(_)) {
            let message = format!("`{url}` stands among the aliases of this page already");
            return Diagnostic::new(codes::DUPLICATE_ADDRESS, place.clone(), message)
                .hint("write it once; a slash or `index.html` at its end makes no other address");
        }
        if let (Target::Redirect(owner), Target::Redirect(_)) = (owner, target) {
            return self.alias_twice(url, *owner, place);
        }
        if matches!(target, Target::Redirect(_)) {
            let other = other.map_or_else(
                || "a page that Lutrin makes".to_owned(),
                |file| format!("`{file}`"),
            );
            let message = format!("`{url}` is the address of {other}, so it cannot be an alias");
            return Diagnostic::new(codes::DUPLICATE_ADDRESS, place.clone(), message)
                .hint("take this alias out");
        }
        let Some(other) = other else {
            let (what, hint) = made_by_lutrin(owner);
            let message = format!("Lutrin itself makes the {what} at `{url}`");
            return Diagnostic::new(codes::RESERVED_ADDRESS, place.clone(), message).hint(hint);
        };
        let message = format!("`{}` and `{other}` have one address: `{url}`", place.file);
        Diagnostic::new(codes::DUPLICATE_ADDRESS, place.clone(), message)
            .related(Place::file(other), "the other file")
            .hint("give one of them another `slug`, or another name")
    }

    /// The diagnostic for an alias that another page has, too.
    fn alias_twice(&self, url: &UrlPath, owner: PageId, place: &Place) -> Diagnostic {
        let document = &self.destinations.places.pages[owner.index()].document;
        let file = &document.path.file;
        let mut aliases = document.front_matter.aliases.iter();
        let first = aliases.find(|alias| alias_url(&alias.value).as_ref() == Some(url));
        let first = first.map_or_else(|| Place::file(file), |alias| Place::new(file, alias.span));
        let message =
            format!("`{url}` is an alias of `{file}`, too, and can lead to one page only");
        Diagnostic::new(codes::DUPLICATE_ADDRESS, place.clone(), message)
            .related(first, "the other alias")
            .hint("take one of the two out")
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

    /// The file that a target comes from, unless Lutrin makes it.
    fn file_of<'t>(&'t self, target: &'t Target) -> Option<&'t SitePath> {
        let pages = self.destinations.places.pages;
        let id = match target {
            Target::Page(id)
            | Target::DeckVariant(id, _)
            | Target::DeckHandout(id, _)
            | Target::DeckPresenter(id, _)
            | Target::DeckClock(id, _)
            | Target::Redirect(id) => id,
            Target::Asset(file) => return Some(file),
            _ => return None,
        };
        Some(&pages[id.index()].document.path.file)
    }
}

/// Whether an address is reserved: an output with these files would look like a site, or like an
/// output of another build. How many files a site map needs is known only after all claims.
fn is_reserved(url: &UrlPath) -> bool {
    let names = [config::FILE, MARKER];
    let name = url.as_str().strip_prefix('/');
    name.is_some_and(|name| names.contains(&name)) || addresses::is_part_of_site_map(url)
}

fn reserved(url: &UrlPath, place: &Place) -> Diagnostic {
    let message =
        format!("the output cannot have a file at `{url}`: it means something to Lutrin there");
    Diagnostic::new(codes::RESERVED_ADDRESS, place.clone(), message).hint("rename it")
}

fn blocked(url: &UrlPath, other: &UrlPath, place: &Place) -> Diagnostic {
    let message = format!("`{url}` is a file here, and a folder for `{other}`");
    Diagnostic::new(codes::DUPLICATE_ADDRESS, place.clone(), message)
        .hint("rename one of them: a static host cannot serve both")
}

/// What messages call a target that Lutrin makes, and how the author of a file gets around it.
fn made_by_lutrin(target: &Target) -> (&'static str, &'static str) {
    match target {
        Target::Feed(_) => (
            "feed",
            "give the file another name, or write `feed: false` in lutrin.yaml",
        ),
        Target::Calendar(_) | Target::EventCalendar(_) => {
            ("calendar", "give the file another name")
        }
        Target::SiteMap(_) => ("site map", "take the file away: Lutrin's has every page"),
        Target::Redirects(_) => (
            "file",
            "take yours away, or take `redirects` out of lutrin.yaml",
        ),
        _ => ("page", "give the file another name"),
    }
}
