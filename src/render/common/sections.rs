//! Which sections of the site stand around a page.

use crate::site::PageId;
use crate::site::listing::ListingId;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The nearest section around a page, in the page's language.
pub(crate) fn nearest(snapshot: &Snapshot, id: PageId) -> Option<ListingId> {
    nearest_in(snapshot, id, snapshot.site.page(id).language)
}

/// The nearest section around a page, in a language (by rank).
pub(crate) fn nearest_in(snapshot: &Snapshot, id: PageId, language: usize) -> Option<ListingId> {
    around(
        snapshot,
        snapshot.site.page(id).document.path.folder_and_name().0,
        language,
    )
    .last()
}

/// The sections that a folder is in or is, outermost first.
pub(crate) fn around<'s>(
    snapshot: &'s Snapshot,
    folder: &'s str,
    language: usize,
) -> impl Iterator<Item = ListingId> + 's {
    let ends = folder
        .match_indices('/')
        .map(|(at, _)| at)
        .chain((!folder.is_empty()).then_some(folder.len()));
    ends.filter_map(move |end| {
        let site = &snapshot.site;
        let url = site.addresses.section(language, &folder[..end]);
        match site.routes.get(url.as_str())? {
            Target::Listing(id, 1) => site.listing(id).is_section().then_some(id),
            _ => None,
        }
    })
}
