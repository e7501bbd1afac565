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
