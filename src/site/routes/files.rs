//! Which files beside texts have an address, and which.

use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;

use crate::content_path::{self, ContentPath, Kind};
use crate::path::{SitePath, UrlPath};
use crate::site::Site;

/// The address of a file: that of `static/` from the root, one beside content below its folder.
/// `None` for what is no asset: data and texts.
#[must_use]
pub fn asset_url(file: &SitePath) -> Option<UrlPath> {
    let relative = match file.as_str().strip_prefix("static/") {
        Some(relative) => relative,
        None => file
            .as_str()
            .strip_prefix(content_path::ROOT)
            .filter(|_| is_publishable(file))?,
    };
    let composed: String = relative.nfc().collect();
    Some(UrlPath::new(
        composed.strip_suffix("index.html").unwrap_or(&composed),
    ))
}

/// Data beside content (people, rehearsals) is for Lutrin, not for readers.
fn is_publishable(file: &SitePath) -> bool {
    !ContentPath::is_markdown(file) && !matches!(file.extension().as_str(), "yaml" | "yml" | "md")
}

/// Which folders are bundles of pages that are published, and of pages that are not.
pub(super) struct Bundles<'s> {
    published: FxHashSet<&'s str>,
    left_out: FxHashSet<&'s str>,
}

impl<'s> Bundles<'s> {
    pub(super) fn of(site: &'s Site) -> Self {
        let published = site.pages.iter().map(|page| &page.document.path);
        let published = published
            .filter(|path| path.is_bundle() && path.kind != Kind::Section)
            .map(|path| path.folder.as_str());
        let left_out = site
            .left_out
            .keys()
            .filter(|file| file.file_name().starts_with("index."));
        let left_out = left_out.map(|file| {
            file.folder()
                .strip_prefix(content_path::ROOT)
                .unwrap_or_default()
        });
        Self {
            published: published.collect(),
            left_out: left_out.collect(),
        }
    }

    /// Whether a file may be published: not when the nearest bundle around it is left out in every
    /// language.
    pub(super) fn publish(&self, file: &SitePath) -> bool {
        let Some(relative) = file.as_str().strip_prefix(content_path::ROOT) else {
            return true;
        };
        let mut folder = relative;
        while let Some((parent, _)) = folder.rsplit_once('/') {
            if self.published.contains(parent) {
                return true;
            }
            if self.left_out.contains(parent) {
                return false;
            }
            folder = parent;
        }
        true
    }
}
