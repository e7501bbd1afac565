//! The main navigation: what the configuration names, or else the sections and taxonomies that
//! there are.

use super::listing::{ListingId, Subject};
use super::taxonomy::TaxonomyKey;
use super::{PageId, Site, archive};
use crate::blogroll;
use crate::config::{Config, MenuEntry};
use crate::diagnostic::{Diagnostic, codes};
use crate::nearest;

/// An entry of the navigation in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MenuItem {
    /// The configuration's label; without one, the target's own.
    pub title: Option<String>,
    /// Where it leads.
    pub target: MenuTarget,
}

/// Where an entry of the navigation leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum MenuTarget {
    /// A section.
    Listing(ListingId),
    /// A page.
    Page(PageId),
    /// The terms of a taxonomy.
    Taxonomy(TaxonomyKey),
    /// Posts by year.
    Archive,
    /// The blogs that the site's people read.
    Blogroll,
    /// Another site.
    External(String),
}

/// Fills [`Site::menus`].
pub(super) fn resolve(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    for language in 0..config.languages.len() {
        let items = match &config.menu {
            Some(entries) => entries
                .iter()
                .filter_map(|entry| item(site, config, language, entry, diagnostics))
                .collect(),
            None => everything(site, language),
        };
        site.menus.push(items);
    }
}

fn everything(site: &Site, language: usize) -> Vec<MenuItem> {
    let sections = (0_u32..)
        .zip(&site.listings)
        .filter(|(_, listing)| listing.language == language);
    let top =
        |subject: &Subject| matches!(subject, Subject::Section(folder) if !folder.contains('/'));
    let sections = sections
        .filter(|(_, listing)| top(&listing.subject))
        .map(|(id, _)| MenuTarget::Listing(ListingId(id)));
    let taxonomies = [TaxonomyKey::Tags, TaxonomyKey::Authors].into_iter();
    let taxonomies = taxonomies
        .filter(|key| has_terms(site, *key, language))
        .map(MenuTarget::Taxonomy);
    sections
        .chain(taxonomies)
        .map(|target| MenuItem {
            title: None,
            target,
        })
        .collect()
}

fn has_terms(site: &Site, key: TaxonomyKey, language: usize) -> bool {
    !site.taxonomies[key.index()].terms[language].is_empty()
}

fn item(
    site: &Site,
    config: &Config,
    language: usize,
    entry: &MenuEntry,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<MenuItem> {
    let title = entry
        .title
        .as_ref()
        .map(|title| title.get(&config.languages[language].code).to_owned());
    if entry.target.starts_with("https://") || entry.target.starts_with("http://") {
        let title = title.or_else(|| Some(entry.target.clone()));
        return Some(MenuItem {
            title,
            target: MenuTarget::External(entry.target.clone()),
        });
    }
    let name = entry.target.trim_matches('/');
    if let Some(key) = TaxonomyKey::ALL.into_iter().find(|key| key.name() == name) {
        // A language without a single term has no page for it.
        return has_terms(site, key, language).then_some(MenuItem {
            title,
            target: MenuTarget::Taxonomy(key),
        });
    }
    let made = made(site, language, name);
    let target = made
        .or_else(|| section(site, language, name))
        .or_else(|| page(site, language, name));
    // Nor has one without a single post.
    if target.is_none() && name != archive::NAME {
        let known = names(site);
        let diagnostic = Diagnostic::new(
            codes::BROKEN_LINK,
            entry.place.clone(),
            format!("the menu leads to `{name}`, which is not there"),
        );
        let hint = "name a folder or page of `content` without its language, or a taxonomy: `blog`, `pages/about`, `tags`";
        let hint = if name == blogroll::NAME {
            "write it: `content/blogroll.yaml`"
        } else {
            hint
        };
        let near = nearest::did_you_mean(name, known.iter().map(String::as_str));
        diagnostics.push(diagnostic.hint(near.unwrap_or_else(|| hint.to_owned())));
    }
    Some(MenuItem {
        title,
        target: target?,
    })
}

/// What Lutrin makes by itself, where there is something in it.
fn made(site: &Site, language: usize, name: &str) -> Option<MenuTarget> {
    match name {
        archive::NAME if !site.archives[language].years.is_empty() => Some(MenuTarget::Archive),
        blogroll::NAME if site.blogroll.is_some() => Some(MenuTarget::Blogroll),
        _ => None,
    }
}

fn section(site: &Site, language: usize, name: &str) -> Option<MenuTarget> {
    let mut listings = (0_u32..).zip(&site.listings);
    let is_it = |subject: &Subject| matches!(subject, Subject::Section(folder) if folder == name);
    listings
        .find(|(_, listing)| listing.language == language && is_it(&listing.subject))
        .map(|(id, _)| MenuTarget::Listing(ListingId(id)))
}

fn page(site: &Site, language: usize, name: &str) -> Option<MenuTarget> {
    let bundle = format!("{name}/index");
    let group = site
        .groups
        .iter()
        .find(|group| *group.key == *name || *group.key == *bundle)?;
    group.shown_in(language).map(MenuTarget::Page)
}

fn names(site: &Site) -> Vec<String> {
    let sections = site
        .listings
        .iter()
        .filter_map(|listing| match &listing.subject {
            Subject::Section(folder) => Some(folder.clone()),
            _ => None,
        });
    let pages = site.groups.iter().map(|group| group.key.to_string());
    let taxonomies = TaxonomyKey::ALL
        .into_iter()
        .map(|key| key.name().to_owned());
    sections
        .chain(pages)
        .chain(taxonomies)
        .chain([archive::NAME.to_owned()])
        .collect()
}
