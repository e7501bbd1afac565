//! A theme: templates, assets with fingerprints, and strings. The site's templates replace those of
//! the theme.
//!
//! Knows how pages look and nothing of which pages there are.

mod assets;
mod bundle;
pub mod embedded;
mod manifest;
mod once;
pub mod strings;
mod templates;
mod unused;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use tera::Tera;

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::path::{SitePath, UrlPath};
use crate::source::Source;
use manifest::Manifest;

pub use assets::{Asset, LoadedBy};
pub use strings::Strings;
pub use strings::placeholders::check as check_strings;
pub use unused::check_use;

/// The files of a theme or of the site's `templates/`, by their path within it.
pub type FileMap = BTreeMap<String, ThemeFile>;

/// A file of a theme.
#[derive(Debug, Clone)]
pub struct ThemeFile {
    /// Where it is, for diagnostics.
    pub origin: SitePath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// A theme that is ready to render.
#[derive(Debug)]
pub struct Theme {
    /// The templates.
    tera: Arc<Tera>,
    /// Assets by their path in the theme: `css/lutrin.css`.
    pub assets: Arc<BTreeMap<String, Asset>>,
    /// The paths of assets by their addresses.
    assets_by_url: FxHashMap<UrlPath, String>,
    /// How wide images are on a page, for browsers to choose among sizes: `sizes` of HTML's `img`.
    pub image_sizes: String,
    /// The strings of every language of the site.
    pub strings: Arc<Strings>,
    /// The texts of the templates, by the engine's name for them.
    sources: BTreeMap<String, Arc<Source>>,
    /// Whether every template could be read: one that could not has said so.
    sound: bool,
}

/// What a theme is loaded from. Later layers win over earlier ones, file by file.
#[derive(Debug, Clone, Default)]
pub struct Layers {
    /// The theme in the binary, when it is the one (or the one that the site's theme extends).
    pub embedded: Option<FileMap>,
    /// `themes/<name>/` on disk.
    pub theme: FileMap,
    /// `templates/` of the site.
    pub site: FileMap,
}

impl Theme {
    /// Loads a theme that needs these templates. Always gives one; where there are errors, pages
    /// that need what is missing will say so.
    #[must_use]
    pub fn load(config: &Config, layers: &Layers, required: &[&str]) -> Checked<Self> {
        // Without a theme there is one thing to say, and not all that follows from it.
        let (mut diagnostics, mut unheard) = (Vec::new(), Vec::new());
        if layers.embedded.is_none() && layers.theme.is_empty() {
            let message = format!("there is no theme `{}`", config.theme);
            let hint = format!(
                "make the folder `themes/{}`, or use `theme: {}`",
                config.theme,
                embedded::NAME
            );
            diagnostics.push(
                Diagnostic::new(codes::UNKNOWN_THEME, config.theme_place.clone(), message)
                    .hint(hint),
            );
        }
        let is_known = layers.embedded.is_some() || !layers.theme.is_empty();
        let mut words = Vec::new();
        let (files, strings) = rayon::join(
            || ThemeFiles::joined(layers, &mut diagnostics),
            || Arc::new(Strings::load(config, layers, &mut words)),
        );
        let ThemeFiles {
            files,
            assets,
            image_sizes,
        } = files;
        if is_known {
            diagnostics.extend(words);
        }
        let assets_by_url = assets
            .iter()
            .map(|(path, asset)| (asset.url.clone(), path.clone()))
            .collect();
        let loaded = templates::load(
            config,
            &files,
            &layers.site,
            &strings,
            &assets,
            required,
            if is_known {
                &mut diagnostics
            } else {
                &mut unheard
            },
        );
        let theme = Self {
            tera: loaded.tera,
            assets,
            assets_by_url,
            image_sizes,
            strings,
            sources: loaded.sources,
            sound: loaded.sound,
        };
        Checked {
            value: theme,
            diagnostics,
        }
    }

    /// The asset at an address.
    #[must_use]
    pub fn asset_at(&self, url: &UrlPath) -> Option<&Asset> {
        self.assets.get(self.assets_by_url.get(url)?)
    }

    /// Renders a template, as UTF-8.
    ///
    /// # Errors
    /// A diagnostic at the line of the template that failed.
    pub fn render(
        &self,
        template: &str,
        context: &tera::Context,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        let mut page = Bounded::with_room_for(USUAL_PAGE);
        let rendered = self.tera.render_to(template, context, &mut page);
        if page.overflowed {
            return Err(Box::new(templates::errors::too_long(
                template,
                MAX_PAGE,
                &self.sources,
            )));
        }
        rendered.map_err(|error| {
            Box::new(templates::errors::explain(&error, template, &self.sources))
        })?;
        Ok(page.bytes)
    }

    /// What to say of templates that the theme does not have, but the site needs.
    #[must_use]
    pub fn missing(&self, config: &Config, names: &[&str]) -> Vec<Diagnostic> {
        if self.sound {
            templates::missing(config, &self.tera, names)
        } else {
            Vec::new()
        }
    }

    /// The texts of the templates, for excerpts.
    pub fn sources(&self) -> impl Iterator<Item = &Arc<Source>> {
        self.sources.values()
    }
}

/// The files of all layers of a theme, and what its manifests say of them.
struct ThemeFiles {
    files: FileMap,
    assets: Arc<BTreeMap<String, Asset>>,
    image_sizes: String,
}

impl ThemeFiles {
    fn joined(layers: &Layers, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let manifest = Manifest::read(&layers.theme, diagnostics);
        let (nothing, under) = (FileMap::new(), layers.embedded.as_ref());
        let under = under.unwrap_or(&nothing);
        // What the embedded theme says of itself is right; a test holds it.
        let embedded = Manifest::read(under, &mut Vec::new());
        let files = bundle::joined(
            &[(under, &embedded), (&layers.theme, &manifest)],
            diagnostics,
        );
        let assets = assets::addressed(&files, &[&embedded, &manifest], diagnostics);
        let image_sizes = manifest.image_sizes.or(embedded.image_sizes);
        Self {
            files,
            assets: Arc::new(assets),
            image_sizes: image_sizes.unwrap_or_else(|| "100vw".to_owned()),
        }
    }
}

/// The longest page: a template that writes more is in a loop that does not end.
const MAX_PAGE: usize = 64 << 20;

/// Room for most pages, so that a page is not moved a dozen times while it grows.
const USUAL_PAGE: usize = 32 << 10;

/// A page, or a part of one, being written.
#[derive(Debug)]
struct Bounded {
    bytes: Vec<u8>,
    overflowed: bool,
}

impl Bounded {
    fn with_room_for(length: usize) -> Self {
        Self {
            bytes: Vec::with_capacity(length),
            overflowed: false,
        }
    }
}

impl Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > MAX_PAGE {
            self.overflowed = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Whether the theme on disk stands on the embedded one.
#[must_use]
pub fn extends_embedded(files: &FileMap) -> bool {
    Manifest::read(files, &mut Vec::new()).extends.is_some()
}

/// A theme's file as text.
fn text(file: &ThemeFile, diagnostics: &mut Vec<Diagnostic>) -> Option<Source> {
    if let Ok(text) = std::str::from_utf8(&file.bytes) {
        Some(Source::new(file.origin.clone(), text))
    } else {
        let message = "this file of the theme is not UTF-8";
        diagnostics.push(Diagnostic::new(
            codes::INVALID_UTF8,
            Place::file(&file.origin),
            message,
        ));
        None
    }
}
