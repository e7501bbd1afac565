//! The notice for readers of a stale translation: it leads to the original, which has changed
//! since.
//!
//! Whether a page is stale is found when it is shown, from the two documents: so an edit of the
//! original shows at once on its translations, without linking again.

use std::sync::Arc;

use tera::Value;

use super::titles::listing_title;
use super::value::map;
use crate::document::Document;
use crate::path::UrlPath;
use crate::site::PageId;
use crate::site::listing::{Listing, ListingId};
use crate::snapshot::Snapshot;
use crate::translations::{self, TranslationState};

/// The notice of a post or page; `none` for one that is not stale.
pub(crate) fn of_page(snapshot: &Snapshot, id: PageId) -> Value {
    let page = snapshot.site.page(id);
    if !is_wanted(snapshot, &page.document) {
        return Value::none();
    }
    let group = &snapshot.site.groups[page.group];
    let documents: Vec<_> = group
        .pages
        .iter()
        .map(|id| id.map(|id| &snapshot.site.page(id).document))
        .collect();
    let original = stale_from(snapshot, &documents, page.language)
        .and_then(|from| Some((from, group.pages[from]?)));
    original.map_or_else(Value::none, |(from, id)| {
        let original = snapshot.site.page(id);
        notice(
            snapshot,
            from,
            &original.url,
            &original.document.front_matter.title,
        )
    })
}

/// The notice of a home or section, for its own text.
pub(crate) fn of_listing(snapshot: &Snapshot, listing: &Listing) -> Value {
    if !listing
        .text
        .as_ref()
        .is_some_and(|text| is_wanted(snapshot, text))
    {
        return Value::none();
    }
    let mut same = vec![None; snapshot.config.languages.len()];
    for (id, other) in (0_u32..)
        .zip(&snapshot.site.listings)
        .filter(|(_, other)| other.subject == listing.subject)
    {
        same[other.language] = Some((ListingId(id), other));
    }
    let documents: Vec<_> = same
        .iter()
        .map(|other| other.and_then(|(_, other)| other.text.as_ref()))
        .collect();
    let original = stale_from(snapshot, &documents, listing.language)
        .and_then(|from| Some((from, same[from]?)));
    original.map_or_else(Value::none, |(from, (id, original))| {
        notice(snapshot, from, &original.url, &listing_title(snapshot, id))
    })
}

fn is_wanted(snapshot: &Snapshot, document: &Document) -> bool {
    snapshot.config.stale_notice && document.front_matter.translated_from.is_some()
}

/// The language that a stale page was translated from.
fn stale_from(
    snapshot: &Snapshot,
    documents: &[Option<&Arc<Document>>],
    language: usize,
) -> Option<usize> {
    let version = translations::version(&snapshot.config, documents, language);
    version
        .from
        .filter(|_| matches!(version.state, TranslationState::Stale(_)))
}

fn notice(snapshot: &Snapshot, from: usize, url: &UrlPath, title: &str) -> Value {
    let language = &snapshot.config.languages[from];
    map! {
        "url" => url.href(&snapshot.config.base_path),
        "title" => title,
        "lang" => language.code.as_str(),
        "lang_name" => language.name.as_str(),
    }
}
