//! What a kind of page is: one row of the table in [`crate::render::pages`].

use super::output::Rendered;
use crate::config::Config;
use crate::content_path::Kind;
use crate::site::listing::{Listing, ListingId};
use crate::site::routes::Target;
use crate::site::{PageId, Site};
use crate::snapshot::Snapshot;

/// A kind of page.
pub(crate) struct PageKind {
    /// `page.kind` in templates.
    pub(crate) name: &'static str,
    /// The template that shows it.
    pub(crate) template: &'static str,
    /// When a theme has to have the template.
    pub(crate) needed: Needed,
    /// The type of the page in Open Graph.
    pub(crate) open_graph: OpenGraph,
    /// The subject of the page's structured data.
    pub(crate) schema: Schema,
    /// Renders the page if the target is of this kind.
    pub(crate) render: fn(&PageRequest<'_>) -> Option<Rendered>,
}

/// When a theme has to have a template.
pub(crate) enum Needed {
    /// In every site with such a configuration.
    ByConfig(fn(&Config) -> bool),
    /// In every site with such contents.
    BySite(fn(&Site) -> bool),
    /// Never; rendering says when it is missing.
    Unchecked,
}

impl Needed {
    /// In every site.
    pub(crate) const ALWAYS: Self = Self::ByConfig(|_| true);
}

/// The type of a page in Open Graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum OpenGraph {
    Article,
    Website,
}

impl OpenGraph {
    /// The value of `og:type`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Website => "website",
        }
    }
}

/// The subject of a page's structured data: a type of schema.org.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schema {
    /// The page has no structured data.
    Nothing,
    Article,
    BlogPosting,
    CollectionPage,
    Event,
    PresentationDigitalDocument,
    ProfilePage,
    WebPage,
    WebSite,
}

impl Schema {
    /// The name of the type; empty for [`Schema::Nothing`].
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Article => "Article",
            Self::BlogPosting => "BlogPosting",
            Self::CollectionPage => "CollectionPage",
            Self::Event => "Event",
            Self::PresentationDigitalDocument => "PresentationDigitalDocument",
            Self::ProfilePage => "ProfilePage",
            Self::WebPage => "WebPage",
            Self::WebSite => "WebSite",
        }
    }
}

/// A target that is asked for, and the kind of page that it may be.
pub(crate) struct PageRequest<'a> {
    pub(crate) snapshot: &'a Snapshot,
    pub(crate) kind: &'static PageKind,
    pub(crate) target: &'a Target,
}

impl PageRequest<'_> {
    /// The page that one document makes.
    pub(crate) fn page(&self) -> Option<PageId> {
        match *self.target {
            Target::Page(id) => Some(id),
            _ => None,
        }
    }

    /// The page of a document of some kind.
    pub(crate) fn document(&self, kind: Kind) -> Option<PageId> {
        let is_meant = |id: &PageId| self.snapshot.site.page(*id).document.path.kind == kind;
        self.page().filter(is_meant)
    }

    /// A part (from 1) of a listing that passes a test.
    pub(crate) fn listing(
        &self,
        is_meant: impl Fn(&Site, &Listing) -> bool,
    ) -> Option<(ListingId, usize)> {
        let Target::Listing(id, part) = *self.target else {
            return None;
        };
        let site = &self.snapshot.site;
        is_meant(site, site.listing(id)).then_some((id, part))
    }
}
