//! One state of the whole site, as data: what `build` writes out and `serve` shows.
//!
//! Must not know how it came about, or how it is rendered. It stands on the floor of `render`, not
//! on that of `workspace`, which makes it: so `render` need not import upwards. A module that
//! derives costly values from it keeps them in its [`Extensions`].

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::highlight::Highlighter;
use crate::images::Images;
use crate::images::drawings::Drawings;
use crate::path::SitePath;
use crate::site::Site;
use crate::social_card::Painter;
use crate::source::Source;
use crate::theme::Theme;

/// An immutable state of the site. Rendering needs nothing else.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts the changes since the workspace was opened.
    pub generation: u64,
    /// The configuration.
    pub config: Arc<Config>,
    /// The linked site.
    pub site: Arc<Site>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// Highlights code, and keeps what it has highlighted.
    pub highlighter: Arc<Highlighter>,
    /// Paints social cards, unless the site has none.
    pub painter: Option<Arc<Painter>>,
    /// Makes smaller images, and keeps what it has made.
    pub images: Arc<Images>,
    /// Draws what is written as text, and keeps what was drawn.
    pub drawings: Drawings,
    /// All messages about the inputs, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics may point into, besides documents and templates.
    pub sources: BTreeMap<SitePath, Arc<Source>>,
    /// Values that other modules derive from this snapshot.
    pub extensions: Extensions,
}

impl Snapshot {
    /// The text that a diagnostic points into.
    #[must_use]
    pub fn source(&self, path: &SitePath) -> Option<&Source> {
        let in_theme = || self.theme.sources().find(|source| source.path() == path);
        let published = || {
            self.site
                .by_file
                .get(path)
                .map(|id| &self.site.page(*id).document.source)
        };
        self.sources
            .get(path)
            .or_else(published)
            .or_else(in_theme)
            .map(AsRef::as_ref)
    }
}

/// Values that other modules keep with a snapshot: one of each type, made when it is first asked
/// for. They live as long as the snapshot, which does not know what they are.
#[derive(Default)]
pub struct Extensions {
    first: OnceLock<Box<Extension>>,
}

struct Extension {
    value: Box<dyn Any + Send + Sync>,
    next: OnceLock<Box<Extension>>,
}

impl Extensions {
    /// The value of a type, made by `make` when it is first asked for. `make` must not ask for an
    /// extension itself.
    pub fn get_or_init<T: Any + Send + Sync>(&self, make: impl Fn() -> T) -> &T {
        let mut place = &self.first;
        loop {
            let extension = place.get_or_init(|| {
                Box::new(Extension {
                    value: Box::new(make()),
                    next: OnceLock::new(),
                })
            });
            if let Some(value) = extension.value.downcast_ref() {
                return value;
            }
            place = &extension.next;
        }
    }
}

impl fmt::Debug for Extensions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Extensions").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_of_each_type_is_made_once() {
        let extensions = Extensions::default();
        assert_eq!(*extensions.get_or_init(|| 1_u32), 1);
        assert_eq!(*extensions.get_or_init(|| "text"), "text");
        assert_eq!(*extensions.get_or_init(|| 2_u32), 1);
        assert_eq!(*extensions.get_or_init(|| "other"), "text");
    }
}
