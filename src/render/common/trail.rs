//! The way to a page from the home, step by step.

use crate::content_path::{Kind, section_segments};
use crate::path::UrlPath;
use crate::render::common::page::{About, Head, home_listing, listing_title};
use crate::render::pages::archive;
use crate::render::pages::listings::taxonomy_url;
use crate::site::PageId;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// A step: what it is called, and where it is.
pub(crate) type Step = (String, UrlPath);

/// From the home to the page itself; empty on a home, and where nothing of the site is shown.
pub(crate) fn to(snapshot: &Snapshot, head: &Head<'_>) -> Vec<Step> {
    let middle = match head.about {
        About::Nothing => return Vec::new(),
        About::Page(id) => sections(snapshot, id),
        About::Taxonomy(_) | About::Archive(None) | About::Blogroll => Vec::new(),
        About::EventSeries(_) => around(snapshot, "events", head.language)
            .map(|id| step(snapshot, id))
            .collect(),
        About::Archive(Some(_)) => vec![archive_step(snapshot, head.language)],
        About::Listing(id, _) => {
            let listing = snapshot.site.listing(id);
            match &listing.subject {
                Subject::Home => return Vec::new(),
                Subject::Section(folder) => {
                    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
                    around(snapshot, above, head.language)
                        .map(|id| step(snapshot, id))
                        .collect()
                }
                Subject::Term(taxonomy, _) => vec![taxonomy_step(snapshot, *taxonomy, listing)],
            }
        }
    };
    let home = step(snapshot, home_listing(snapshot, head.language));
    std::iter::once(home)
        .chain(middle)
        .chain([(head.title.clone(), head.url.clone())])
        .collect()
}

fn archive_step(snapshot: &Snapshot, language: usize) -> Step {
    let lang = &snapshot.config.languages[language].code;
    (
        archive::title(snapshot, lang, None),
        snapshot.site.archives[language].url.clone(),
    )
}

/// The nearest section around a page, in the page's language.
pub(crate) fn section(snapshot: &Snapshot, id: PageId) -> Option<ListingId> {
    section_in(snapshot, id, snapshot.site.page(id).language)
}

/// The nearest section around a page, in any language.
pub(crate) fn section_in(snapshot: &Snapshot, id: PageId, language: usize) -> Option<ListingId> {
    around(
        snapshot,
        snapshot.site.page(id).document.path.folder_and_name().0,
        language,
    )
    .last()
}

fn sections(snapshot: &Snapshot, id: PageId) -> Vec<Step> {
    let page = snapshot.site.page(id);
    let (folder, _) = page.document.path.folder_and_name();
    let event = match page.document.path.kind {
        Kind::Recap | Kind::Session => snapshot.site.events.of(&page.document.path),
        _ => None,
    };
    let event = event
        .and_then(|event| event.shown_in(page.language))
        .map(|id| snapshot.site.page(id));
    let event = event.map(|page| (page.document.front_matter.title.clone(), page.url.clone()));
    around(snapshot, folder, page.language)
        .map(|id| step(snapshot, id))
        .chain(event)
        .collect()
}

/// The sections that a folder is in or is, outermost first.
fn around<'s>(
    snapshot: &'s Snapshot,
    folder: &'s str,
    language: usize,
) -> impl Iterator<Item = ListingId> + 's {
    let prefix = snapshot
        .config
        .prefix(&snapshot.config.languages[language].code);
    let ends = folder
        .match_indices('/')
        .map(|(at, _)| at)
        .chain((!folder.is_empty()).then_some(folder.len()));
    ends.filter_map(move |end| {
        let url = format!("{prefix}{}/", section_segments(&folder[..end]).join("/"));
        match snapshot.site.routes.get(&url)? {
            Target::Listing(id, 1) => {
                matches!(snapshot.site.listing(id).subject, Subject::Section(_)).then_some(id)
            }
            _ => None,
        }
    })
}

fn step(snapshot: &Snapshot, id: ListingId) -> Step {
    (
        listing_title(snapshot, id),
        snapshot.site.listing(id).url.clone(),
    )
}

fn taxonomy_step(snapshot: &Snapshot, taxonomy: usize, listing: &Listing) -> Step {
    let name = snapshot.site.taxonomies[taxonomy].key.name();
    (
        snapshot.theme.strings.word(&listing.lang, name),
        taxonomy_url(snapshot, taxonomy, listing.language),
    )
}
