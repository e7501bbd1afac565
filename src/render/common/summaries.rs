//! What other pages show of an event, a session, a talk, a delivery or any page in a list.

pub(crate) mod card;
pub(crate) mod delivery;
pub(crate) mod event;
pub(crate) mod people;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod talk;
