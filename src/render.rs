//! A snapshot and an address give bytes. Everything that is published, and everything that is served, is made here.

mod backstage;
mod body;
mod cards;
mod listings;
mod page;
mod pager;
mod pictures;
mod post;
mod value;

use crate::diagnostic::Checked;
use crate::path::{SitePath, UrlPath};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

pub use pictures::{Progress, make_all as make_images};

/// What answers at an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Output {
    /// A page or a theme's asset.
    Bytes(Vec<u8>),
    /// A file of the site, to be served or copied as it is.
    File(SitePath),
}

/// An address of the output.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    /// The address.
    pub url: UrlPath,
    /// Whether the address changes with the bytes, so that what stands there already never has to be made again.
    pub fingerprinted: bool,
}

/// Every public address: the site's, then those of what is made for its pages.
#[must_use]
pub fn routes(snapshot: &Snapshot) -> Vec<Route> {
    let pages = snapshot.site.routes.iter().map(|(url, _)| Route { url, fingerprinted: false });
    let assets = snapshot.theme.assets.values();
    let assets = assets.map(|asset| Route { url: asset.url.clone(), fingerprinted: true });
    pages.chain(assets).chain(pictures::routes(snapshot)).collect()
}

/// Whether [`render`] gives something at an address.
#[must_use]
pub fn is_there(snapshot: &Snapshot, url: &UrlPath) -> bool {
    snapshot.site.routes.get(url.as_str()).is_some()
        || snapshot.assets.contains_key(url)
        || pictures::is_there(snapshot, url)
}

/// Renders what is at an address; `None` when nothing is. An output with diagnostics must not be published.
#[must_use]
pub fn render(snapshot: &Snapshot, url: &UrlPath) -> Option<Checked<Output>> {
    if let Some(name) = snapshot.assets.get(url) {
        return Some(Checked::ok(Output::Bytes(snapshot.theme.assets[name].bytes.to_vec())));
    }
    let Some(target) = snapshot.site.routes.get(url.as_str()) else {
        return pictures::render(snapshot, url).map(Checked::ok);
    };
    let html = match target {
        Target::Asset(file) => return Some(Checked::ok(pictures::file(snapshot, url, file))),
        Target::Page(id) => post::render(snapshot, id),
        Target::Listing(id, part) => listings::render_listing(snapshot, id, part),
        Target::Taxonomy(taxonomy, language) => listings::render_taxonomy(snapshot, taxonomy, language),
        Target::NotFound(language) => page::render_not_found(snapshot, language),
        Target::Languages => page::render_languages(snapshot),
        Target::Redirect(id) => page::render_redirect(snapshot, id),
        Target::Backstage(language) => backstage::render(snapshot, language),
    };
    Some(match html {
        Ok(html) => Checked::ok(Output::Bytes(html.into_bytes())),
        Err(diagnostic) => {
            let diagnostic = diagnostic.hint(format!("while rendering `{url}`"));
            Checked { value: Output::Bytes(Vec::new()), diagnostics: vec![diagnostic] }
        }
    })
}
