//! What those see who see the public site, and what their open pages are told.

use std::collections::BTreeMap;

use percent_encoding::percent_decode_str;

use super::{Live, Now, style_sheets};
use crate::path::UrlPath;
use crate::render;
use crate::serve::doors::Who;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// Whether somebody sees anything at an address.
pub(in crate::serve) fn is_there(snapshot: &Snapshot, url: &UrlPath, who: Who) -> bool {
    render::is_there(snapshot, url) && (who == Who::Trusted || is_public(snapshot, url))
}

/// Whether a build would publish what is at an address.
fn is_public(snapshot: &Snapshot, url: &UrlPath) -> bool {
    let asset = snapshot.theme.asset_at(url);
    let target = snapshot.site.routes.get(url.as_str());
    asset.is_none_or(|asset| render::is_published(snapshot, asset))
        && target.is_none_or(|target| target.is_public())
}

/// The state of a page of the public site: its own, and the public files that it may show. Nothing
/// of errors, which quote texts, nor of what somebody else edits.
pub(super) fn work_out(live: &Live, now: &Now, path: &str) -> String {
    // Without a public site, the router lets nobody come so far.
    let Some(snapshot) = &now.public else {
        return String::new();
    };
    let base = &snapshot.config.base_path;
    let url = UrlPath::given(path.strip_prefix(base.as_str()).unwrap_or(path));
    let shown = if is_there(snapshot, &url, Who::Visitor) {
        live.show(snapshot, &url)
    } else {
        Ok(None)
    };
    let hash = match shown {
        Ok(Some(shown)) => shown.hash,
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
