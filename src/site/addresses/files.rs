//! Addresses of files: of authors, of the theme, and those that a build makes.

use unicode_normalization::UnicodeNormalization;

use crate::content_path::{self, ContentPath};
use crate::path::{SitePath, UrlPath};

/// What the addresses begin with of the styles that stand in texts.
const AUTHOR_STYLES: &str = "/assets/text.";

/// The folder of social cards.
const CARDS: &str = "/cards/";

/// A file that is published as it is: one of `static/` from the root, one beside content below its
/// folder.
#[must_use]
pub fn asset(file: &SitePath) -> UrlPath {
    let path = file.as_str();
    let relative = path
        .strip_prefix("static/")
        .or_else(|| path.strip_prefix(content_path::ROOT))
        .unwrap_or(path);
    let composed: String = relative.nfc().collect();
    UrlPath::new(composed.strip_suffix("index.html").unwrap_or(&composed))
}

/// As [`asset`]; `None` for what is no asset: texts, data beside content (people, rehearsals), and
/// files of other folders.
#[must_use]
pub fn asset_url(file: &SitePath) -> Option<UrlPath> {
    let is_static = file.as_str().starts_with("static/");
    let is_beside_content = || {
        file.as_str().starts_with(content_path::ROOT)
            && !ContentPath::is_markdown(file)
            && !matches!(file.extension().as_str(), "yaml" | "yml" | "md")
    };
    (is_static || is_beside_content()).then(|| asset(file))
}

/// A file of the theme with a part of the hash of its bytes: `css/lutrin.css` is at
/// `/assets/css/lutrin.1f2e3d4c5b.css`, which may be cached for ever.
#[must_use]
pub fn theme_asset(name: &str, hash: &str) -> UrlPath {
    let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
    UrlPath::new(&format!("/assets/{stem}.{}.{extension}", &hash[..10]))
}

/// The picture that a page is shared with, by the hash of what is on it.
#[must_use]
pub fn social_card(hash: &str) -> UrlPath {
    UrlPath::new(&format!("{CARDS}{hash}.png"))
}

/// The sheet of the styles that stand in a text, by the hash of what it says.
#[must_use]
pub fn author_styles(hash: &str) -> UrlPath {
    let hash = &hash[..hash.len().min(10)];
    UrlPath::new(&format!("{AUTHOR_STYLES}{hash}.css"))
}

/// Whether an address may be that of such a sheet.
#[must_use]
pub fn is_author_styles(url: &UrlPath) -> bool {
    url.as_str().starts_with(AUTHOR_STYLES)
}

/// What the addresses of the smaller images that are made of an image begin with, by the address of
/// the image and the fingerprint of what is made of it.
#[must_use]
pub fn image_variants(image: &UrlPath, fingerprint: &str) -> String {
    let url = image.as_str();
    let stem = url.rsplit_once('.').map_or(url, |(stem, _)| stem);
    format!("{stem}.{fingerprint}-")
}

/// A smaller image, by what its address begins with and its width in pixels.
#[must_use]
pub fn image_variant(start: &str, width: u32) -> UrlPath {
    UrlPath::new(&format!("{start}{width}.webp"))
}

/// Whether an address may be that of a social card.
#[must_use]
pub fn is_social_card(url: &UrlPath) -> bool {
    url.as_str().starts_with(CARDS)
}
