//! Which strings somebody asks for. Must not know what they say.

use std::collections::BTreeSet;

use crate::theme::{Layers, embedded, unused};

/// The strings that somebody asks for: Lutrin, or a text of the theme. A misspelt one that a single
/// language has is missing in no other.
pub(super) struct AskedStrings<'l> {
    known: BTreeSet<String>,
    layers: &'l Layers,
}

impl<'l> AskedStrings<'l> {
    /// Those of the theme of a site.
    pub(super) fn new(layers: &'l Layers) -> Self {
        let known = embedded::file("i18n/en.yaml");
        Self {
            known: known.iter().flat_map(unused::keys).collect(),
            layers,
        }
    }

    /// Whether anybody asks for a string.
    pub(super) fn contains(&self, key: &str) -> bool {
        let files = self.layers.theme.iter().chain(&self.layers.site);
        let mut texts = files.filter(|(name, _)| !name.starts_with("i18n/"));
        self.known.contains(key)
            || texts.any(|(_, file)| unused::text(file).is_some_and(|text| text.contains(key)))
    }
}
