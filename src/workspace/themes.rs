//! The theme of a site, kept while a later one has errors.

use std::sync::Arc;

use super::Workspace;
use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic};
use crate::render;
use crate::social_card::{Colours, Painter};
use crate::theme::{self, Layers, Theme, embedded};

/// A theme, and the diagnostics about its files as they are now.
pub(super) type LoadedTheme = (Arc<Theme>, Vec<Diagnostic>);

impl Workspace {
    /// Loads the theme as its files are now.
    pub(super) fn load_theme(&self, config: &Config) -> LoadedTheme {
        self.sound_theme(load_theme(config, &self.layers(config)))
    }

    /// The theme as it is now; while it has errors, the last one that had none.
    pub(super) fn sound_theme(&self, loaded: Checked<Theme>) -> LoadedTheme {
        let sound = !loaded.diagnostics.iter().any(Diagnostic::is_error);
        let last = self
            .theme
            .as_ref()
            .filter(|_| !sound)
            .map(|(theme, _)| theme.clone());
        (
            last.unwrap_or_else(|| Arc::new(loaded.value)),
            loaded.diagnostics,
        )
    }

    /// What paints the pictures that pages are shared with, where the site has any.
    pub(super) fn load_painter(&mut self, config: &Config) -> Option<Arc<Painter>> {
        let look = config.social_cards.as_ref()?;
        let fonts = self.inputs.read_fonts(&*self.files, look);
        let standard = Colours::default();
        let colours = Colours {
            paper: look.paper.clone().unwrap_or(standard.paper),
            ink: look.ink.clone().unwrap_or(standard.ink),
            accent: look.accent.clone().unwrap_or(standard.accent),
        };
        Some(Arc::new(Painter::new(fonts, colours, self.cache.clone())))
    }

    /// All files of the theme that is in use, by their path within it.
    #[must_use]
    pub fn theme_files(&self) -> theme::FileMap {
        let layers = self.layers(&self.inputs.config);
        let mut files = layers.embedded.unwrap_or_default();
        files.extend(layers.theme);
        files
    }

    /// The files of the theme and of the site, layer by layer.
    pub(super) fn layers(&self, config: &Config) -> Layers {
        let theme = self.inputs.theme_files(&config.theme);
        let uses_embedded = config.theme == embedded::NAME || theme::extends_embedded(&theme);
        Layers {
            embedded: uses_embedded.then(embedded::files),
            theme,
            site: self.inputs.template_files(),
        }
    }
}

/// A theme with every template that any site has a use for.
pub(super) fn load_theme(config: &Config, layers: &Layers) -> Checked<Theme> {
    let mut loaded = Theme::load(config, layers, &render::required_templates(config));
    if !loaded.diagnostics.iter().any(Diagnostic::is_error) {
        let unused = theme::check_use(layers, &render::page_templates());
        loaded.diagnostics.extend(unused);
        loaded.diagnostics.extend(theme::check_strings(layers));
    }
    loaded
}
