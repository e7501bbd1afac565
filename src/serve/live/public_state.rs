//! The public site: which addresses visitors see, and the state of a page for them.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{CurrentState, Live, style_sheets};
use crate::path::UrlPath;
use crate::render;
use crate::serve::pairing::Viewer;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// Whether a viewer sees anything at an address.
pub(in crate::serve) fn is_there(snapshot: &Snapshot, url: &UrlPath, viewer: Viewer) -> bool {
    render::is_there(snapshot, url) && (viewer == Viewer::Trusted || is_public(snapshot, url))
}

/// Whether a build would publish what is at an address.
fn is_public(snapshot: &Snapshot, url: &UrlPath) -> bool {
    let asset = snapshot.theme.asset_at(url);
    let target = snapshot.site.routes.get(url.as_str());
    asset.is_none_or(|asset| render::is_published(snapshot, asset))
        && target.is_none_or(|target| target.is_public())
}

/// The state of the page at a path, as JSON for a visitor's browser that has it open. It covers the
/// page and the public files that the page may show. It has no errors, since they quote texts, and
/// does not say which page is being edited.
pub(super) fn public_state(live: &Live, now: &CurrentState, path: &str) -> String {
    // Without a public site, the router refuses visitors before this.
    let Some(snapshot) = &now.views.public else {
        return String::new();
    };
    let base = &snapshot.config.base_path;
    let url = UrlPath::given(path.strip_prefix(base.as_str()).unwrap_or(path));
    let rendered = if is_there(snapshot, &url, Viewer::Visitor) {
        live.render(snapshot, &url)
    } else {
        Ok(None)
    };
    let hash = match rendered {
        Ok(Some(page)) => page.hash,
        Ok(None) => Some("none".to_owned()),
        Err(_) => None,
    };
    let css = style_sheets(snapshot).filter(|(_, url)| is_public(snapshot, url));
    let css: BTreeMap<&str, String> = css.map(|(name, url)| (name, url.href(base))).collect();
    let touched: BTreeMap<&String, &u64> = now
        .touched
        .iter()
        .filter(|(address, _)| is_public_file(snapshot, address))
        .collect();
    serde_json::json!({
        "generation": snapshot.generation,
        "page": hash,
        "css": css,
        "touched": touched,
        "goto": null,
        "errors": [],
        "elsewhere": 0,
        "backstage": null,
    })
    .to_string()
}

/// Whether a public snapshot has a file at an address as links write it.
fn is_public_file(snapshot: &Snapshot, address: &str) -> bool {
    let inside = address
        .strip_prefix(snapshot.config.base_path.as_str())
        .unwrap_or(address);
    let decoded = percent_decode_str(inside).decode_utf8_lossy();
    matches!(snapshot.site.routes.get(&decoded), Some(Target::Asset(_)))
}
