//! One content file, read as far as it can be on its own.

use std::sync::Arc;

use crate::content_path::ContentPath;
use crate::diagnostic::Checked;
use crate::front_matter::{self, FrontMatter};
use crate::markdown::{self, Body};
use crate::source::Source;

/// A content file: where it stands, what it says of itself, and its body.
#[derive(Debug, Clone)]
pub struct Document {
    /// Its place, language and kind.
    pub path: ContentPath,
    /// Its text.
    pub source: Arc<Source>,
    /// Its front matter.
    pub front_matter: FrontMatter,
    /// Its body.
    pub body: Body,
}

impl Document {
    /// Reads a file. Never fails: what cannot be understood becomes a diagnostic.
    #[must_use]
    pub fn parse(path: ContentPath, source: Arc<Source>) -> Checked<Self> {
        let mut diagnostics = Vec::new();
        let (yaml, body) = front_matter::split(&source, &mut diagnostics);
        let front_matter = FrontMatter::parse(&source, yaml, path.kind, &mut diagnostics);
        let body = markdown::parse(&source, body, &mut diagnostics);
        Checked { value: Self { path, source, front_matter, body }, diagnostics }
    }

    /// The summary for listings: the author's, else one taken from the body.
    #[must_use]
    pub fn summary(&self) -> &str {
        self.front_matter.summary.as_deref().unwrap_or(&self.body.summary)
    }

    /// Minutes that a silent reader takes, at least one.
    #[must_use]
    pub fn reading_minutes(&self, words_per_minute: usize) -> usize {
        self.body.words.div_ceil(words_per_minute.max(1)).max(1)
    }
}
