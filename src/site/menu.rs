//! The main navigation, as each language has it.

use super::listing::ListingId;
use super::page::PageId;
use super::taxonomy::TaxonomyKey;

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
