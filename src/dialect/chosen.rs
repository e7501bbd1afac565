//! What a deck is read as, and what speaks against it. Must not know how that is found out.

use super::Dialect;

/// What a deck is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The tool.
    pub dialect: Dialect,
    /// Why it may be another one.
    pub doubt: Option<Doubt>,
}

/// Why a deck may be for another tool than it is read as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// One sentence, without a full stop.
    pub message: String,
    /// What to write.
    pub hint: String,
}
