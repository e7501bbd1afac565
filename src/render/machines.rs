//! Files that programs read: feeds, the site map, calendars, redirects and rules for crawlers.

pub(crate) mod calendar;
pub(crate) mod feed;
pub(crate) mod redirects;
pub(crate) mod robots;
pub(crate) mod sitemap;
