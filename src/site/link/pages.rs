//! Puts the pages together from what the passes before found out about each.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::people::Signature;
use super::texts::PageTexts;
use crate::date::Date;
use crate::path::{SitePath, UrlPath};
use crate::site::events::Events;
use crate::site::gathering::Gathered;
use crate::site::page::{Page, PageId};

/// Where session notes stand that have no page of their own: the address of a recap, and the id
/// there.
pub(super) type SessionPlaces = FxHashMap<PageId, (UrlPath, Arc<str>)>;

/// Finds the session notes that stand in a recap alone, since the recap or the event asks for it.
pub(super) fn session_places(
    texts: &PageTexts,
    events: &Events,
    gathered: &FxHashMap<PageId, Gathered>,
) -> SessionPlaces {
    let mut places = SessionPlaces::default();
    for event in &events.all {
        let Some(recap) = event.recap else { continue };
        for group in &event.sessions {
            for (language, id) in texts.groups[*group].pages.iter().enumerate() {
                let Some((id, host)) = id.zip(texts.groups[recap].shown_in(language)) else {
                    continue;
                };
                let page = event.shown_in(language).map(|id| texts.get(id));
                let by_event = page.and_then(|text| text.document.front_matter.session_pages);
                let by_recap = texts.get(host).document.front_matter.session_pages;
                let has_page = by_recap.or(by_event).unwrap_or(true);
                let anchor = gathered.get(&host).and_then(|it| it.anchors.get(group));
                if let Some(anchor) = anchor.filter(|_| !has_page) {
                    places.insert(id, (texts.get(host).url.clone(), anchor.clone()));
                }
            }
        }
    }
    places
}

/// The pages, sorted by file.
pub(super) fn build(
    texts: &PageTexts,
    signatures: Vec<Signature>,
    dates: Vec<Option<Date>>,
    mut places: SessionPlaces,
) -> Vec<Arc<Page>> {
    let found = texts.all.iter().zip(signatures).zip(dates).enumerate();
    let pages = found.map(|(at, ((text, signature), date))| {
        let (url, anchor) = match places.remove(&PageId::at(at)) {
            Some((url, anchor)) => (url, Some(anchor)),
            None => (text.url.clone(), None),
        };
        Arc::new(Page {
            document: text.document.clone(),
            url,
            language: text.language,
            group: text.group,
            authors: signature.authors,
            speakers: signature.speakers,
            date,
            anchor,
        })
    });
    pages.collect()
}

/// The pages by file.
pub(super) fn by_file(pages: &[Arc<Page>]) -> FxHashMap<SitePath, PageId> {
    pages
        .iter()
        .enumerate()
        .map(|(at, page)| (page.document.path.file.clone(), PageId::at(at)))
        .collect()
}
