//! Full-text search without a server: which words stand on which pages, as small JSON files for the
//! reader's browser.
//!
//! The browser has no stemmer: `js/search/words.js` folds a query as [`fold`] does and looks it up
//! in the index, which holds words as they are written, folded, those of one stem in one line.
//! Scripts without spaces are found by the letters that stand together in them.
//! `tests/fixtures/search/words.json` holds both sides to one table. Knows texts and their
//! languages; not which pages a site has.

mod count;
mod encode;
mod fold;
mod grammar;
mod index;
mod names;
mod prose;
mod scripts;
mod words;

pub use count::{Counted, SearchFields, count};
pub use fold::fold;
pub use grammar::stop_words;
pub use index::index;
pub use words::words;

/// Changes whenever the same texts would give another index.
pub const VERSION: &str = "search-3";

/// With more pages than this, the words of a language are spread over files by their first letter,
/// and a browser reads those it needs: at a thousand words a page, about 90 KB compressed are still
/// one file.
pub const ONE_FILE: usize = 150;

/// The names of the files by first letter; what is no Latin letter is spread over the last ones.
pub const SHARDS: &[&str] = &[
    "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p", "q", "r", "s",
    "t", "u", "v", "w", "x", "y", "z", "0", "1", "2", "3", "4", "5", "6", "7",
];

/// The place in [`SHARDS`] of a folded word.
#[must_use]
pub fn shard(word: &str) -> usize {
    const LETTERS: usize = 26;
    match word.chars().next() {
        Some(letter @ 'a'..='z') => usize::from(letter as u8 - b'a'),
        Some(other) => LETTERS + other as usize % (SHARDS.len() - LETTERS),
        None => LETTERS,
    }
}
