//! An old address of a page or a term: a page that leads to the new one at once, which works on any
//! static host. For hosts that answer 301, `machines::redirects` writes the same as rules.

use tera::{Context, Value};

use super::term;
use crate::path::UrlPath;
use crate::render::common::links::absolute;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::site::PageId;
use crate::site::listing::ListingId;
use crate::snapshot::Snapshot;

/// Leads to a page, from one of its aliases.
pub(super) fn to_page(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let (lang, title) = (
        page.document.path.lang.as_str(),
        page.document.front_matter.title.as_str(),
    );
    render(snapshot, kind, &page.url, (lang, title))
}

/// Leads to the page of a term, from another name of it.
pub(super) fn to_term(snapshot: &Snapshot, kind: &'static PageKind, id: ListingId) -> Rendered {
    let listing = snapshot.site.listing(id);
    let term = term::of_listing(&snapshot.site, listing);
    let title = term.map_or("", |term| term.title.as_str());
    render(snapshot, kind, &listing.url, (listing.lang.as_str(), title))
}

fn render(
    snapshot: &Snapshot,
    kind: &'static PageKind,
    url: &UrlPath,
    (lang, title): (&str, &str),
) -> Rendered {
    let mut context = Context::new();
    context.insert_value("lang", Value::from(lang));
    context.insert_value("absolute", Value::from(absolute(snapshot, url)));
    let target = url.href(&snapshot.config.base_path);
    context.insert_value("target", Value::from(target));
    context.insert_value("title", Value::from(title));
    snapshot.theme.render(kind.template, &context)
}
