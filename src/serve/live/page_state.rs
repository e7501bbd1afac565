//! The state of a page for trusted viewers: its hash, its errors, and the address of the backstage.

use std::collections::BTreeMap;

use super::{CurrentState, Live, style_sheets};
use crate::diagnostic::Diagnostic;
use crate::path::{SitePath, UrlPath};
use crate::serve::overlay;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// Files whose errors concern every page.
const CONCERN_ALL: [&str; 4] = [
    "templates/",
    "themes/",
    "lutrin.yaml",
    "content/people.yaml",
];

/// The state of the page at a path, as JSON for the browser that has it open.
pub(super) fn page_state(live: &Live, now: &CurrentState, path: &str) -> String {
    let snapshot = &now.views.full;
    let base = &snapshot.config.base_path;
    let url = UrlPath::given(path.strip_prefix(base.as_str()).unwrap_or(path));
    let (hash, failed) = match live.render(snapshot, &url) {
        Ok(Some(page)) => (page.hash, page.output.diagnostics),
        // A page that is gone, or new: the browser reloads and sees the 404, or the page.
        Ok(None) => (Some("none".to_owned()), Vec::new()),
        Err(_) => (None, Vec::new()),
    };
    let file = page_file(snapshot, &url);
    let found = snapshot.diagnostics.iter().chain(&failed);
    let (here, elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) = found
        .filter(|diagnostic| diagnostic.is_error())
        .partition(|diagnostic| concerns(diagnostic, file.as_ref()));
    let errors: Vec<_> = here
        .iter()
        .map(|diagnostic| overlay::entry(snapshot, diagnostic))
        .collect();
    let css: BTreeMap<&str, String> = style_sheets(snapshot)
        .map(|(name, url)| (name, url.href(base)))
        .collect();
    serde_json::json!({
        "generation": snapshot.generation,
        "page": hash,
        "css": css,
        "touched": &*now.touched,
        "goto": now.goto,
        "errors": errors,
        "elsewhere": elsewhere.len(),
        "backstage": backstage(snapshot, &url).href(base),
    })
    .to_string()
}

/// The backstage in the language of a page.
fn backstage(snapshot: &Snapshot, url: &UrlPath) -> UrlPath {
    let language = snapshot.config.language_at(url.as_str());
    let target = Target::Backstage(language.unwrap_or_default());
    snapshot.site.address(&target)
}

/// The content file of the page at an address.
fn page_file(snapshot: &Snapshot, url: &UrlPath) -> Option<SitePath> {
    let site = &snapshot.site;
    match site.routes.get(url.as_str())? {
        Target::Page(id) => Some(site.page(id).document.path.file.clone()),
        Target::Listing(id, _) => {
            let text = site.listing(id).text.as_ref();
            text.map(|text| text.path.file.clone())
        }
        _ => None,
    }
}

/// Whether an error concerns a page: it is in the page's file, in a file that all pages use, or in
/// no file.
fn concerns(diagnostic: &Diagnostic, file: Option<&SitePath>) -> bool {
    let Some(place) = &diagnostic.place else {
        return true;
    };
    let name = place.file.as_str();
    Some(&place.file) == file || CONCERN_ALL.iter().any(|start| name.starts_with(start))
}
