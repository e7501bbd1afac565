//! Which strings somebody asks for. Must not know what they say.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use crate::theme::{Layers, embedded, unused};

/// The strings that somebody asks for: Lutrin, or a text of the theme. A misspelt one that a single
/// language has is missing in no other.
pub(super) struct AskedStrings<'l> {
    /// Those that Lutrin has itself. Read once a string is missing: in most sites none is.
    known: OnceCell<BTreeSet<String>>,
    layers: &'l Layers,
}

impl<'l> AskedStrings<'l> {
    /// Those of the theme of a site.
    pub(super) fn new(layers: &'l Layers) -> Self {
        Self {
            known: OnceCell::new(),
            layers,
        }
    }

    /// Whether anybody asks for a string.
    pub(super) fn contains(&self, key: &str) -> bool {
        let files = self.layers.theme.iter().chain(&self.layers.site);
        let mut texts = files.filter(|(name, _)| !name.starts_with("i18n/"));
        self.known.get_or_init(known).contains(key)
            || texts.any(|(_, file)| unused::text(file).is_some_and(|text| text.contains(key)))
    }
}

fn known() -> BTreeSet<String> {
    let own = embedded::file("i18n/en.yaml");
    own.iter().flat_map(unused::keys).collect()
}
