//! The files of a theme that get an address: style sheets, scripts, pictures and fonts.
//!
//! An address changes with the bytes behind it, so that browsers may keep them for ever. A style
//! sheet names files of its theme by their paths; it is published with their addresses.
//!
//! Knows nothing of templates, nor of which pages there are.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use percent_encoding::percent_decode_str;

use super::manifest::Manifest;
use super::{FileMap, ThemeFile};
use crate::diagnostic::Diagnostic;
use crate::path::{SitePath, UrlPath, encode_path};
use crate::raster;
use crate::site::addresses;
use crate::style_sheet;

/// The folders of a theme whose files get an address.
const FOLDERS: &[&str] = &["css/", "fonts/", "img/", "js/"];

/// A style sheet, script, picture or font of the theme.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its address, which changes with its bytes.
    pub url: UrlPath,
    /// Its bytes.
    pub bytes: Arc<[u8]>,
    /// The pages that load it.
    pub loaded_by: LoadedBy,
}

/// Which pages load an asset, and so whether a site publishes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LoadedBy {
    /// Any page may: every site publishes it.
    AnyPage,
    /// Only slides: a site with decks publishes it.
    Decks,
    /// Only the backstage: no site publishes it.
    Backstage,
}

/// The assets of a theme, by their path in it: `css/lutrin.css`. What one of the manifests says of
/// an asset counts.
pub(super) fn addressed(
    files: &FileMap,
    manifests: &[&Manifest],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<String, Asset> {
    let is_asset = |name: &str| FOLDERS.iter().any(|folder| name.starts_with(folder));
    let (sheets, others): (Vec<_>, Vec<_>) = files
        .iter()
        .filter(|(name, _)| is_asset(name))
        .partition(|(name, _)| has_extension(name, "css"));
    let mut assets: BTreeMap<String, Asset> = others
        .into_iter()
        .map(|(name, file)| (name.clone(), asset(name, published(&file.bytes), manifests)))
        .collect();
    let mut loaded = BTreeSet::new();
    let sheets: Vec<(String, Asset)> = sheets
        .into_iter()
        .map(|(name, file)| {
            let bytes = with_fingerprints(name, file, &assets, &mut loaded, diagnostics);
            (name.clone(), asset(name, bytes, manifests))
        })
        .collect();
    leave_out_unused_fonts(&mut assets, &loaded);
    assets.extend(sheets);
    assets
}

/// Takes out the fonts of slides that no style sheet loads, as where a theme has a sheet of its own
/// for slides; and what lies beside them, like their licences, where no font of slides is left.
fn leave_out_unused_fonts(assets: &mut BTreeMap<String, Asset>, loaded: &BTreeSet<String>) {
    let is_of_slides = |name: &str, asset: &Asset| {
        name.starts_with("fonts/") && asset.loaded_by == LoadedBy::Decks
    };
    let some_are_loaded = assets
        .iter()
        .any(|(name, asset)| is_of_slides(name, asset) && loaded.contains(name));
    assets.retain(|name, asset| {
        let is_loaded = loaded.contains(name) || (some_are_loaded && !is_font(name));
        is_loaded || !is_of_slides(name, asset)
    });
}

fn is_font(name: &str) -> bool {
    let formats = ["woff2", "woff", "ttf", "otf"];
    formats.iter().any(|format| has_extension(name, format))
}

fn has_extension(name: &str, extension: &str) -> bool {
    let (_, found) = name.rsplit_once('.').unwrap_or_default();
    found.eq_ignore_ascii_case(extension)
}

/// The bytes of a file as they are published: pictures without their metadata.
fn published(bytes: &Arc<[u8]>) -> Arc<[u8]> {
    let has_metadata = raster::inspect(bytes).is_some_and(|raster| raster.has_metadata);
    let stripped = has_metadata.then(|| raster::strip(bytes)).flatten();
    stripped.map_or_else(|| bytes.clone(), Into::into)
}

fn asset(name: &str, bytes: Arc<[u8]>, manifests: &[&Manifest]) -> Asset {
    let is_listed = |list: fn(&Manifest) -> &Vec<String>| {
        manifests
            .iter()
            .any(|manifest| list(manifest).iter().any(|listed| listed == name))
    };
    let loaded_by = if is_listed(|manifest| &manifest.backstage) {
        LoadedBy::Backstage
    } else if is_listed(|manifest| &manifest.decks) {
        LoadedBy::Decks
    } else {
        LoadedBy::AnyPage
    };
    Asset {
        url: addresses::theme_asset(name, &blake3::hash(&bytes).to_hex()),
        bytes,
        loaded_by,
    }
}

/// A style sheet that names the theme's pictures and fonts as they are published. What it names
/// stays relative to it: so a site works below any path, and from a folder. The paths of what it
/// names are added to `loaded`.
fn with_fingerprints(
    name: &str,
    sheet: &ThemeFile,
    assets: &BTreeMap<String, Asset>,
    loaded: &mut BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Arc<[u8]> {
    let Some(source) = super::text(sheet, diagnostics) else {
        return sheet.bytes.clone();
    };
    let (folder, _) = name.rsplit_once('/').unwrap_or_default();
    let text = style_sheet::with_addresses(source.text(), |address| {
        let end = address.find(['?', '#']).unwrap_or(address.len());
        let (path, query) = address.split_at(end);
        let (way, _) = path.rsplit_once('/').unwrap_or(("", path));
        let decoded = percent_decode_str(path).decode_utf8().ok()?;
        let file = SitePath::resolve(folder, &decoded).filter(|_| !path.starts_with('/'))?;
        let (file, asset) = assets.get_key_value(file.as_str())?;
        loaded.insert(file.clone());
        let (_, published) = asset.url.as_str().rsplit_once('/')?;
        let slash = if way.is_empty() { "" } else { "/" };
        Some(format!("{way}{slash}{}{query}", encode_path(published)))
    });
    Arc::from(text.into_bytes())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{LoadedBy, addressed};
    use crate::path::SitePath;
    use crate::theme::manifest::Manifest;
    use crate::theme::{FileMap, ThemeFile};

    fn files(files: &[(&str, &str)]) -> FileMap {
        let file = |(name, text): &(&str, &str)| {
            let file = ThemeFile {
                origin: SitePath::new(*name),
                bytes: Arc::from(text.as_bytes()),
            };
            ((*name).to_owned(), file)
        };
        files.iter().map(file).collect()
    }

    #[test]
    fn a_style_sheet_names_its_theme_s_files_by_their_addresses() {
        let sheet = "a { src: url(../fonts/a.woff2) } b { c: url('../img/d.svg#e') url(f.png) }";
        let files = files(&[
            ("css/a.css", sheet),
            ("fonts/a.woff2", "font"),
            ("img/d.svg", "picture"),
            ("i18n/en.yaml", "a: b"),
        ]);
        let assets = addressed(&files, &[], &mut Vec::new());
        let names: Vec<&str> = assets.keys().map(String::as_str).collect();
        assert_eq!(names, ["css/a.css", "fonts/a.woff2", "img/d.svg"]);
        let text = std::str::from_utf8(&assets["css/a.css"].bytes).unwrap();
        let below = |name: &str| assets[name].url.as_str().replace("/assets/", "../");
        assert_eq!(
            text,
            format!(
                "a {{ src: url(\"{}\") }} b {{ c: url(\"{}#e\") url(f.png) }}",
                below("fonts/a.woff2"),
                below("img/d.svg")
            )
        );
    }

    #[test]
    fn another_font_is_another_style_sheet() {
        let sheet = ("css/a.css", "a { src: url(../fonts/a.woff2) }");
        let url = |font: &str| {
            let files = files(&[sheet, ("fonts/a.woff2", font)]);
            addressed(&files, &[], &mut Vec::new())["css/a.css"]
                .url
                .clone()
        };
        assert_ne!(url("one"), url("another"));
    }

    #[test]
    fn what_leads_out_of_the_theme_stays() {
        let sheet = "a { b: url(../../c.png) url(/img/c.png) url(https://example.org/img/c.png) }";
        let files = files(&[("css/a.css", sheet), ("img/c.png", "")]);
        let assets = addressed(&files, &[], &mut Vec::new());
        assert_eq!(&*assets["css/a.css"].bytes, sheet.as_bytes());
    }

    #[test]
    fn an_address_may_be_encoded() {
        let sheet = "a { src: url(\"../fonts/House%20Sans.woff2?v=1\") }";
        let files = files(&[("css/a.css", sheet), ("fonts/House Sans.woff2", "font")]);
        let assets = addressed(&files, &[], &mut Vec::new());
        let font = assets["fonts/House Sans.woff2"].url.as_str();
        let (_, name) = font.rsplit_once("House Sans.").unwrap();
        assert_eq!(
            std::str::from_utf8(&assets["css/a.css"].bytes).unwrap(),
            format!("a {{ src: url(\"../fonts/House%20Sans.{name}?v=1\") }}")
        );
    }

    #[test]
    fn a_style_sheet_that_cannot_be_read_is_reported() {
        let mut files = files(&[("css/a.css", "")]);
        files.get_mut("css/a.css").unwrap().bytes = Arc::from(*b"/* \xe9 */");
        let mut found = Vec::new();
        let assets = addressed(&files, &[], &mut found);
        assert_eq!(&*assets["css/a.css"].bytes, b"/* \xe9 */");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].code.id, "L0002");
    }

    #[test]
    fn a_manifest_says_which_pages_load_an_asset() {
        let sheet = ("css/a.css", "a { src: url(../fonts/b.woff2) }");
        let files = files(&[sheet, ("fonts/b.woff2", ""), ("js/c.js", "")]);
        let first = Manifest {
            backstage: vec!["css/a.css".to_owned()],
            ..Manifest::default()
        };
        let second = fonts_of_slides(&["fonts/b.woff2"]);
        let assets = addressed(&files, &[&first, &second], &mut Vec::new());
        assert_eq!(assets["css/a.css"].loaded_by, LoadedBy::Backstage);
        assert_eq!(assets["fonts/b.woff2"].loaded_by, LoadedBy::Decks);
        assert_eq!(assets["js/c.js"].loaded_by, LoadedBy::AnyPage);
    }

    #[test]
    fn fonts_of_slides_that_no_style_sheet_loads_are_left_out() {
        let listed = fonts_of_slides(&["fonts/a.woff2", "fonts/b.woff2", "fonts/OFL.md"]);
        let names = |sheet: &str| {
            let files = files(&[
                ("css/a.css", sheet),
                ("fonts/a.woff2", "of slides"),
                ("fonts/b.woff2", "of slides, too"),
                ("fonts/c.woff2", "of pages"),
                ("fonts/OFL.md", "of both"),
            ]);
            let assets = addressed(&files, &[&listed], &mut Vec::new());
            let fonts = assets.into_keys().filter(|name| name.starts_with("fonts/"));
            fonts.collect::<Vec<_>>()
        };
        assert_eq!(
            names("a { src: url(../fonts/b.woff2) }"),
            ["fonts/OFL.md", "fonts/b.woff2", "fonts/c.woff2"]
        );
        assert_eq!(names(""), ["fonts/c.woff2"]);
    }

    fn fonts_of_slides(listed: &[&str]) -> Manifest {
        Manifest {
            decks: listed.iter().map(|name| (*name).to_owned()).collect(),
            ..Manifest::default()
        }
    }
}
