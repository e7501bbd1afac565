//! The parts of a series: which part each post is, as readers of a language see it.

use rustc_hash::FxHashMap;

use super::listing::ListingId;
use super::page::PageId;

/// Where a post stands in its series, as readers of one language see it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeriesPart {
    /// The pages of the series, in order.
    pub listing: ListingId,
    /// Its place among them, from 0.
    pub at: usize,
    /// Its number, from 1: its author's, else the one after the part before it.
    pub number: usize,
    /// The number of the last part.
    pub total: usize,
}

/// For each language: the part that each page is.
pub type SeriesParts = Vec<FxHashMap<PageId, SeriesPart>>;
