//! Which tool a deck was written for: all signs of its file together, each with a weight.
//!
//! A key that only one tool has weighs most, then what only one tool's slides have, then values of
//! keys that several tools share. Where two tools come near each other, or little speaks for the
//! one that is taken, the author is asked to name it. Signs within code do not count: a deck may
//! show how another tool's decks are written.

mod evidence;
mod signs;

use super::Dialect;
use super::chosen::Chosen;
use super::settings::DialectSettings;

pub(super) use evidence::Evidence;
pub(super) use signs::{has_hint, of_body, of_value};

impl DialectSettings {
    /// The dialect of a body: the one that the author names, else the one that the signs of the
    /// front matter and of the body speak for.
    #[must_use]
    pub fn dialect_of(&self, body: &str) -> Dialect {
        self.choose(body).dialect
    }

    /// The dialect that the front matter alone has named or chosen.
    #[must_use]
    pub fn dialect(&self) -> Dialect {
        self.choose("").dialect
    }

    /// As [`Self::dialect_of`], with what speaks against it.
    #[must_use]
    pub fn choose(&self, body: &str) -> Chosen {
        if let Some(dialect) = self.named {
            let doubt = None;
            return Chosen { dialect, doubt };
        }
        self.chosen.clone().unwrap_or_else(|| {
            let mut evidence = Evidence::default();
            of_body(body, &mut evidence);
            evidence.choose()
        })
    }
}

/// The dialect of a deck with these keys of front matter and this body; without any sign it is the
/// native form.
#[must_use]
pub fn detect(keys: &[&str], body: &str) -> Dialect {
    let mut evidence = Evidence::default();
    evidence.keys(keys.iter().copied());
    of_body(body, &mut evidence);
    evidence.choose().dialect
}
