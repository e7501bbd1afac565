//! One content file, read as far as it can be on its own.

use std::sync::Arc;

use crate::content_path::ContentPath;
use crate::diagnostic::Checked;
use crate::front_matter::{self, FrontMatter};
use crate::markdown::{self, Body};
use crate::source::{Source, Span};
use crate::typography::Profile;

/// A content file: where it stands, what it says of itself, and its body.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its place, language and kind.
    pub path: ContentPath,
    /// Its text.
    pub source: Arc<Source>,
    /// What its text was set by.
    pub typography: Profile,
    /// Its front matter.
    pub front_matter: FrontMatter,
    /// Its body.
    pub body: Body,
    /// Its address below its language's prefix; empty when its name leaves none.
    pub address: String,
    /// What it shares with its translations.
    pub translation_key: Arc<str>,
}

impl Document {
    /// Reads a file. Never fails: what cannot be understood becomes a diagnostic.
    #[must_use]
    pub fn parse(path: ContentPath, source: Arc<Source>, typography: Profile) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let (yaml, body) = front_matter::split(&source, &mut diagnostics);
        let mut front_matter = FrontMatter::parse(&source, yaml, path.kind, &mut diagnostics);
        front_matter.typeset(typography);
        let body = markdown::parse(&source, body, typography, &mut diagnostics);
        let address = path.address(front_matter.slug.as_deref());
        let translation_key = front_matter.translation_key.clone().unwrap_or_else(|| path.translation_key()).into();
        let value = Self { path, source, typography, front_matter, body, address, translation_key };
        Checked { value, diagnostics }
    }

    /// The summary for listings: the author's, else one taken from the body.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.front_matter.summary.as_deref().unwrap_or(&self.body.summary)
    }

    /// Whether everything that other files may lead to or be listed by is the same in an other reading of the file:
    /// then an edit concerns its own page alone.
    #[must_use]
    pub fn leads_like(&self, other: &Self) -> bool {
        let essence = |document: &Self| {
            let mut front_matter = FrontMatter {
                title: String::new(),
                summary: None,
                image: None,
                updated: None,
                canonical: None,
                ..document.front_matter.clone()
            };
            front_matter.authors.iter_mut().for_each(|author| author.span = Span::default());
            front_matter.aliases.iter_mut().for_each(|alias| alias.span = Span::default());
            front_matter
        };
        self.path == other.path && self.body.ids == other.body.ids && essence(self) == essence(other)
    }

    /// Minutes that a silent reader takes, at least one.
    #[must_use]
    pub fn reading_minutes(&self, words_per_minute: usize) -> usize {
        self.body.words.div_ceil(words_per_minute.max(1)).max(1)
    }
}
