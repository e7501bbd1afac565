//! Finds out which files beside texts are published, and at which addresses.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content_path::{self, Kind};
use crate::path::{SitePath, UrlPath};
use crate::raster::unshown::Unshown;
use crate::site::addresses::asset_url;
use crate::site::page::Page;
use crate::site::{Dimensions, LeftOut, Measured, Picture};

/// The files that a site publishes as they are.
pub(super) struct PublishedFiles {
    /// In the order of their names.
    pub(super) files: Vec<SitePath>,
    /// Their addresses, with the size of images.
    pub(super) addresses: FxHashMap<SitePath, (UrlPath, Dimensions)>,
    /// The raster images among them, by address.
    pub(super) pictures: FxHashMap<UrlPath, Picture>,
    /// The bytes of the drawings among them, by address.
    pub(super) drawings: FxHashMap<UrlPath, u64>,
    /// Those that browsers do not show as images, by address.
    pub(super) unshown: FxHashMap<UrlPath, Unshown>,
    /// Those whose metadata are taken out before they are published.
    pub(super) stripped: FxHashSet<SitePath>,
}

/// Picks the files that are published out of all.
pub(super) fn publish(
    files: &BTreeMap<SitePath, Measured>,
    pages: &[Arc<Page>],
    left_out: &FxHashMap<SitePath, LeftOut>,
) -> PublishedFiles {
    let bundles = Bundles::new(pages, left_out);
    let mut published = PublishedFiles {
        files: Vec::new(),
        addresses: FxHashMap::default(),
        pictures: FxHashMap::default(),
        drawings: FxHashMap::default(),
        unshown: FxHashMap::default(),
        stripped: FxHashSet::default(),
    };
    for (file, measured) in files {
        let Some(url) = asset_url(file).filter(|_| bundles.publish(file)) else {
            continue;
        };
        if let Some((size, raster)) = measured.size.zip(measured.raster) {
            let file = file.clone();
            let picture = Picture { file, size, raster };
            published.pictures.insert(url.clone(), picture);
        }
        if file.as_str().starts_with(content_path::ROOT)
            && measured.raster.is_some_and(|raster| raster.has_metadata)
        {
            published.stripped.insert(file.clone());
        }
        if let Some(length) = measured.drawing {
            published.drawings.insert(url.clone(), length);
        }
        if let Some(format) = measured.unshown {
            published.unshown.insert(url.clone(), format);
        }
        let address = (url, measured.size);
        published.addresses.insert(file.clone(), address);
        published.files.push(file.clone());
    }
    published
}

/// Which folders are bundles of pages that are published, and of pages that are not.
struct Bundles<'b> {
    published: FxHashSet<&'b str>,
    left_out: FxHashSet<&'b str>,
}

impl<'b> Bundles<'b> {
    fn new(pages: &'b [Arc<Page>], left_out: &'b FxHashMap<SitePath, LeftOut>) -> Self {
        let paths = pages.iter().map(|page| &page.document.path);
        let published = paths
            .filter(|path| path.is_bundle() && path.kind != Kind::Section)
            .map(|path| path.folder.as_str());
        let unpublished = left_out
            .keys()
            .filter(|file| file.file_name().starts_with("index."))
            .map(|file| {
                let folder = file.folder().strip_prefix(content_path::ROOT);
                folder.unwrap_or_default()
            });
        Self {
            published: published.collect(),
            left_out: unpublished.collect(),
        }
    }

    /// Whether a file may be published: not when the nearest bundle around it is left out in every
    /// language.
    fn publish(&self, file: &SitePath) -> bool {
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
