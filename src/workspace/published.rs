//! The site as a build would publish it, beside the one with drafts that its authors look at.
//!
//! It is linked apart and not filtered, so that no list, feed, index or neighbour of a page knows
//! of a draft. The server makes it only while others can look.

use std::sync::Arc;

use super::Workspace;
use crate::site::{self, Input, Options};
use crate::snapshot::{Extensions, Snapshot};

impl Workspace {
    /// The same inputs without drafts and without what is to come: no listing, feed or index knows
    /// of them. Diagnostics do not come along, since they quote files.
    #[must_use]
    pub fn published(&self) -> Arc<Snapshot> {
        let config = self.inputs.config.clone();
        let options = Options {
            drafts: false,
            future: false,
            ..self.options.clone()
        };
        // Only speakers may see rehearsals.
        let input = Input {
            rehearsals: Arc::default(),
            ..self.input()
        };
        let site = site::link(&config, &input, &options).value;
        let (theme, _) = self
            .theme
            .clone()
            .unwrap_or_else(|| self.load_theme(&config));
        Arc::new(Snapshot {
            generation: self.generation,
            config,
            site: Arc::new(site),
            theme,
            highlighter: self.highlighter.clone(),
            painter: self.painter.clone(),
            images: self.images.clone(),
            drawings: self.drawings.clone(),
            diagnostics: Vec::new(),
            sources: super::Sources::default(),
            extensions: Extensions::default(),
        })
    }
}
