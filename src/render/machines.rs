//! Outputs that are no pages: feeds, pages as Markdown, the site map, calendars, what search looks into, pictures,
//! redirects and rules for crawlers.

pub(crate) mod calendar;
pub(crate) mod feed;
mod free_html;
pub(crate) mod markdown;
pub(crate) mod opml;
pub(crate) mod pictures;
pub(crate) mod redirects;
pub(crate) mod robots;
pub(crate) mod search_index;
pub(crate) mod sitemap;
pub(crate) mod social_cards;

use crate::config::publishing::OutputFormat;
use crate::site::PageId;
use crate::site::listing::ListingId;
use crate::snapshot::Snapshot;

/// A post or page in another form.
pub(crate) fn page_output(snapshot: &Snapshot, id: PageId, format: OutputFormat) -> String {
    match format {
        OutputFormat::Markdown => markdown::of_page(snapshot, id),
    }
}

/// The list of all pages in another form.
pub(crate) fn output_index(snapshot: &Snapshot, format: OutputFormat) -> String {
    match format {
        OutputFormat::Markdown => markdown::llms(snapshot),
    }
}

/// A whole listing in another form.
pub(crate) fn listing_output(snapshot: &Snapshot, id: ListingId, format: OutputFormat) -> String {
    match format {
        OutputFormat::Markdown => markdown::of_listing(snapshot, id),
    }
}
