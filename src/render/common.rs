//! What all pages need: addresses, titles, dates, bodies, pictures, and what the head says.

pub(crate) mod alternates;
pub(crate) mod body;
pub(crate) mod cards;
pub(crate) mod delivery;
pub(crate) mod event_data;
pub(crate) mod json_ld;
pub(crate) mod open_graph;
pub(crate) mod page;
pub(crate) mod pager;
pub(crate) mod pictures;
pub(crate) mod recurrence;
pub(crate) mod relative;
pub(crate) mod social_cards;
pub(crate) mod stale;
pub(crate) mod structured_data;
pub(crate) mod tags;
pub(crate) mod trail;
pub(crate) mod value;
pub(crate) mod xml;
