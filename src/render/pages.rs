//! The pages that readers and authors see, one module a kind.

pub(crate) mod archive;
pub(crate) mod backstage;
pub(crate) mod backstage_decks;
pub(crate) mod backstage_talks;
pub(crate) mod blogroll;
pub(crate) mod deck;
pub(crate) mod events;
pub(crate) mod listings;
pub(crate) mod post;
pub(crate) mod proposal;
pub(crate) mod recap;
pub(crate) mod rehearsals;
pub(crate) mod related;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod talks;
