//! The way to a page from the home, step by step.

use super::head::{About, PageHead};
use super::links::taxonomy_url;
use super::sections::around;
use super::titles::{archive_title, home_listing, listing_title};
use crate::content_path::Kind;
use crate::path::UrlPath;
use crate::site::PageId;
use crate::site::listing::{Listing, ListingId, Subject};
use crate::snapshot::Snapshot;

/// A step: its title and its address.
pub(crate) type TrailStep = (String, UrlPath);

/// The steps from the home to the page itself; none on a home, and where a page shows nothing of
/// the site.
pub(crate) fn to(snapshot: &Snapshot, head: &PageHead<'_>) -> Vec<TrailStep> {
    let middle = match head.about {
        About::Nothing | About::Languages => return Vec::new(),
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

fn archive_step(snapshot: &Snapshot, language: usize) -> TrailStep {
    let lang = &snapshot.config.languages[language].code;
    (
        archive_title(snapshot, lang, None),
        snapshot.site.archives[language].url.clone(),
    )
}

fn sections(snapshot: &Snapshot, id: PageId) -> Vec<TrailStep> {
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

fn step(snapshot: &Snapshot, id: ListingId) -> TrailStep {
    (
        listing_title(snapshot, id),
        snapshot.site.listing(id).url.clone(),
    )
}

fn taxonomy_step(snapshot: &Snapshot, taxonomy: usize, listing: &Listing) -> TrailStep {
    let name = snapshot.site.taxonomies[taxonomy].key.name();
    (
        snapshot.theme.strings.word(&listing.lang, name),
        taxonomy_url(snapshot, taxonomy, listing.language),
    )
}
