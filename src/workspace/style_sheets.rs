//! What style sheets load: files of the theme or of the site that are not there, and files of other
//! sites, which would hear of every reader.
//!
//! A sheet of a theme names files by their paths in the theme, one that is published as it is by
//! their addresses.

use std::collections::BTreeMap;

use crate::config::Config;
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::nearest;
use crate::path::{SitePath, UrlPath, has_scheme, is_web, relative};
use crate::references::decoded;
use crate::site::Site;
use crate::style_sheet::LoadedAddress;
use crate::theme::Theme;

/// What sheets may load from.
pub(super) struct Loading<'w> {
    pub(super) site: &'w Site,
    pub(super) config: &'w Config,
    /// The theme; `None` while it has errors.
    pub(super) theme: Option<&'w Theme>,
}

/// A sheet that pages load.
struct LoadedSheet<'w> {
    /// Its path in the theme, for one of the theme.
    in_theme: Option<&'w str>,
    url: &'w UrlPath,
}

/// What is wrong with an address: its code, the sentence, a hint.
type Fault = (Code, String, Option<String>);

impl<'w> Loading<'w> {
    /// Checks the sheets of the theme that is in use, and those that are published.
    pub(super) fn check(
        &self,
        sheets: &'w BTreeMap<SitePath, Vec<LoadedAddress>>,
    ) -> Vec<Diagnostic> {
        let folder = format!("themes/{}/", self.config.theme);
        let mut diagnostics = Vec::new();
        for (file, addresses) in sheets.iter().filter(|(_, addresses)| !addresses.is_empty()) {
            let Some(sheet) = self.sheet(file, &folder) else {
                continue;
            };
            for loaded in addresses {
                if let Some((code, message, hint)) = self.fault(&sheet, loaded) {
                    let place = Place::new(file, loaded.range.clone());
                    diagnostics.push(Diagnostic::new(code, place, message).maybe_hint(hint));
                }
            }
        }
        diagnostics
    }

    fn sheet(&self, file: &'w SitePath, folder: &str) -> Option<LoadedSheet<'w>> {
        if let Some(name) = file.as_str().strip_prefix(folder) {
            let asset = self.theme?.assets.get(name)?;
            return Some(LoadedSheet {
                in_theme: Some(name),
                url: &asset.url,
            });
        }
        let (url, _) = self.site.assets.get(file)?;
        Some(LoadedSheet {
            in_theme: None,
            url,
        })
    }

    fn fault(&self, sheet: &LoadedSheet<'_>, loaded: &LoadedAddress) -> Option<Fault> {
        let written = loaded.address.trim();
        if let Some(inside) = self.site.addresses.written_out(written) {
            return self.at_address(sheet, &path_of(inside));
        }
        if is_web(written) || written.starts_with("//") {
            let host = written.split("//").nth(1).unwrap_or_default();
            let host = host.split(['/', '?', '#']).next().unwrap_or_default();
            let message = format!("this style sheet loads something from another site, `{host}`");
            let hint = "keep a copy in the theme or in `static`: no page of the site asks another one for anything";
            return Some((codes::EXTERNAL_STYLE_FILE, message, Some(hint.to_owned())));
        }
        let path = path_of(written);
        // Empty, a place within a picture, `data:…`, or an expression.
        if path.is_empty() || has_scheme(&path) || path.contains(['(', '{']) {
            return None;
        }
        if let Some(inside) = self.site.addresses.within(&path) {
            return self.at_address(sheet, inside);
        }
        if path.starts_with('/') {
            // Of the same host, but not of the site, unless its base path was left out.
            let base = &self.config.written_base.base_path;
            let message = format!("`{path}` is not of the site, which is below `{base}`");
            let hint = format!("write `{base}{path}`");
            return self
                .answers(&path)
                .then_some((codes::MISSING_STYLE_FILE, message, Some(hint)));
        }
        self.relative(sheet, &path)
    }

    /// A path from the sheet's own folder.
    fn relative(&self, sheet: &LoadedSheet<'_>, path: &str) -> Option<Fault> {
        if let Some((name, theme)) = sheet.in_theme.zip(self.theme) {
            let file = SitePath::resolve(SitePath::new(name).folder(), path);
            let known = file
                .as_ref()
                .and_then(|file| theme.assets.get_key_value(file.as_str()));
            match known {
                Some((file, _)) if is_style_sheet(file) => {
                    let message = "a style sheet of a theme cannot load another one, whose name changes with its text";
                    let hint = format!("load it in a template: `{{{{ asset(path=\"{file}\") }}}}`");
                    return Some((codes::MISSING_STYLE_FILE, message.to_owned(), Some(hint)));
                }
                Some(_) => return None,
                None => {}
            }
        }
        let folder = sheet
            .url
            .as_str()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder);
        let url = SitePath::resolve(folder, path).map(|url| format!("/{url}"));
        if url.is_some_and(|url| self.answers(&url)) {
            return None;
        }
        let message = format!("nothing is at `{path}`, seen from this style sheet");
        Some((
            codes::MISSING_STYLE_FILE,
            message,
            Some(self.near(sheet, path)),
        ))
    }

    /// An address of the site.
    fn at_address(&self, sheet: &LoadedSheet<'_>, path: &str) -> Option<Fault> {
        let path = if path.is_empty() { "/" } else { path };
        let message = format!("nothing of the site is at `{path}`");
        (!self.answers(path)).then(|| {
            let hint = Some(self.near(sheet, path));
            (codes::MISSING_STYLE_FILE, message, hint)
        })
    }

    fn answers(&self, path: &str) -> bool {
        let url = UrlPath::given(path);
        self.site.routes.get(path).is_some()
            || self
                .theme
                .is_some_and(|theme| theme.asset_at(&url).is_some())
    }

    /// A hint with the file of the same name, else of the nearest one: first of the theme, for its
    /// own sheets, then of those that are published.
    fn near(&self, sheet: &LoadedSheet<'_>, path: &str) -> String {
        let wanted = path.rsplit('/').next().unwrap_or_default();
        let in_theme = sheet.in_theme.zip(self.theme).and_then(|(name, theme)| {
            let files = theme.assets.keys().map(String::as_str);
            let files: Vec<&str> = files.filter(|file| !is_style_sheet(file)).collect();
            let file = nearest_file(wanted, &files)?;
            Some(relative(SitePath::new(name).folder(), file))
        });
        let published = || {
            let mut urls: Vec<&str> = self
                .site
                .assets
                .values()
                .map(|(url, _)| url.as_str())
                .collect();
            urls.sort_unstable();
            let url = nearest_file(wanted, &urls)?;
            Some(format!("{}{url}", self.config.written_base.base_path))
        };
        in_theme.or_else(published).map_or_else(
            || "put the file there, or take the line out".to_owned(),
            |found| format!("did you mean `{found}`?"),
        )
    }
}

/// The path with a file name, else with the nearest one.
fn nearest_file<'f>(wanted: &str, files: &[&'f str]) -> Option<&'f str> {
    let name = |file: &'f str| file.rsplit('/').next().unwrap_or_default();
    let wanted = nearest::nearest(wanted, files.iter().copied().map(name))?;
    files.iter().copied().find(|file| name(file) == wanted)
}

fn is_style_sheet(file: &str) -> bool {
    SitePath::new(file).extension() == "css"
}

/// The path of an address, decoded.
fn path_of(address: &str) -> String {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    decoded(path).into_owned()
}
