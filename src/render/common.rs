//! What all pages need: addresses, titles, dates, bodies, pictures, and what the head says.
//!
//! Must not know which pages there are.

pub(crate) mod alternates;
pub(crate) mod body;
pub(crate) mod cache;
pub(crate) mod context;
pub(crate) mod dates;
pub(crate) mod direction;
pub(crate) mod feed_links;
pub(crate) mod generator;
pub(crate) mod head;
pub(crate) mod links;
pub(crate) mod open_graph;
pub(crate) mod output;
pub(crate) mod page_kind;
pub(crate) mod pictures;
pub(crate) mod recap_page;
pub(crate) mod relative;
pub(crate) mod sections;
pub(crate) mod social_cards;
pub(crate) mod stale;
pub(crate) mod structured_data;
pub(crate) mod styles;
pub(crate) mod summaries;
pub(crate) mod titles;
pub(crate) mod trail;
pub(crate) mod translations;
pub(crate) mod value;
pub(crate) mod whole;
pub(crate) mod xml;
