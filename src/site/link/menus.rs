//! Makes the main navigation of each language: what the configuration names, or else the sections
//! and taxonomies that there are.

use super::destinations::Destinations;
use crate::blogroll;
use crate::config::MenuEntry;
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::nearest;
use crate::path::is_web;
use crate::site::archive;
use crate::site::listing::{ListingId, Subject};
use crate::site::menu::{MenuItem, MenuTarget};
use crate::site::taxonomy::TaxonomyKey;

/// The menu of each language.
pub(super) fn resolve(destinations: &Destinations<'_>) -> Checked<Vec<Vec<MenuItem>>> {
    let config = destinations.config;
    let mut diagnostics = Vec::new();
    let languages = 0..config.languages.len();
    let menus = languages.map(|language| match &config.menu {
        Some(entries) => entries
            .iter()
            .filter_map(|entry| destinations.item(language, entry, &mut diagnostics))
            .collect(),
        None => destinations.everything(language),
    });
    Checked {
        value: menus.collect(),
        diagnostics,
    }
}

impl Destinations<'_> {
    /// The top sections and the taxonomies with terms.
    fn everything(&self, language: usize) -> Vec<MenuItem> {
        let is_top = |subject: &Subject| match subject {
            Subject::Section(folder) => !folder.contains('/'),
            _ => false,
        };
        let listings = self.places.listings.iter().enumerate();
        let sections = listings
            .filter(|(_, listing)| listing.language == language && is_top(&listing.subject))
            .map(|(at, _)| MenuTarget::Listing(ListingId::at(at)));
        let taxonomies = [TaxonomyKey::Tags, TaxonomyKey::Authors]
            .into_iter()
            .filter(|key| self.has_terms(*key, language))
            .map(MenuTarget::Taxonomy);
        let targets = sections.chain(taxonomies);
        targets
            .map(|target| MenuItem {
                title: None,
                target,
            })
            .collect()
    }

    fn has_terms(&self, key: TaxonomyKey, language: usize) -> bool {
        !self.taxonomies[key.index()].terms[language].is_empty()
    }

    /// An entry of the configuration in a language. Nothing where that language has nothing there.
    fn item(
        &self,
        language: usize,
        entry: &MenuEntry,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<MenuItem> {
        let code = &self.config.languages[language].code;
        let title = entry.title.as_ref();
        let title = title.map(|title| title.get(code).to_owned());
        if is_web(&entry.target) {
            let title = title.or_else(|| Some(entry.target.clone()));
            return Some(MenuItem {
                title,
                target: MenuTarget::External(entry.target.clone()),
            });
        }
        let name = entry.target.trim_matches('/');
        if let Some(key) = TaxonomyKey::ALL.into_iter().find(|key| key.name() == name) {
            // A language without a single term has no page for it.
            return self.has_terms(key, language).then_some(MenuItem {
                title,
                target: MenuTarget::Taxonomy(key),
            });
        }
        let target = self
            .made(language, name)
            .or_else(|| self.section(language, name))
            .or_else(|| self.page(language, name));
        // A language without a single post has no archive, which is no mistake.
        if target.is_none() && name != archive::NAME {
            diagnostics.push(self.broken(entry, name));
        }
        Some(MenuItem {
            title,
            target: target?,
        })
    }

    fn broken(&self, entry: &MenuEntry, name: &str) -> Diagnostic {
        let message = format!("the menu leads to `{name}`, which is not there");
        let broken = Diagnostic::new(codes::BROKEN_LINK, entry.place.clone(), message);
        if let Some(hint) = unmade(name) {
            return broken.hint(hint);
        }
        let known = self.names();
        let near = nearest::did_you_mean(name, known.iter().map(String::as_str));
        broken.hint(near.unwrap_or_else(|| {
            "name a folder or page of `content` without its language, or a taxonomy: `blog`, `pages/about`, `tags`".to_owned()
        }))
    }

    /// What Lutrin makes by itself, where there is something in it.
    fn made(&self, language: usize, name: &str) -> Option<MenuTarget> {
        match name {
            archive::NAME if !self.archives[language].years.is_empty() => Some(MenuTarget::Archive),
            blogroll::NAME if self.blogroll.is_some() => Some(MenuTarget::Blogroll),
            _ => None,
        }
    }

    fn section(&self, language: usize, name: &str) -> Option<MenuTarget> {
        let is_named =
            |subject: &Subject| matches!(subject, Subject::Section(folder) if folder == name);
        let mut listings = self.places.listings.iter();
        listings
            .position(|listing| listing.language == language && is_named(&listing.subject))
            .map(|at| MenuTarget::Listing(ListingId::at(at)))
    }

    fn page(&self, language: usize, name: &str) -> Option<MenuTarget> {
        let bundle = format!("{name}/index");
        let mut groups = self.groups.iter();
        let group = groups.find(|group| *group.key == *name || *group.key == *bundle)?;
        group.shown_in(language).map(MenuTarget::Page)
    }

    /// Everything that a menu can name.
    fn names(&self) -> Vec<String> {
        let listings = self.places.listings.iter();
        let sections = listings.filter_map(|listing| match &listing.subject {
            Subject::Section(folder) => Some(folder.clone()),
            _ => None,
        });
        let pages = self.groups.iter().map(|group| group.key.to_string());
        let made = TaxonomyKey::ALL.map(TaxonomyKey::name).into_iter();
        let made = made.chain([archive::NAME]).map(str::to_owned);
        sections.chain(pages).chain(made).collect()
    }
}

/// How to make what a menu names before it is there. Nothing for other names.
fn unmade(name: &str) -> Option<&'static str> {
    match name {
        blogroll::NAME => Some("write it: `content/blogroll.yaml`"),
        "events" => Some(
            "make an event first: `lutrin new event …`; builds leave it out while it is a draft",
        ),
        "talks" => {
            Some("make a talk first: `lutrin new talk …`; builds leave it out while it is a draft")
        }
        _ => None,
    }
}
