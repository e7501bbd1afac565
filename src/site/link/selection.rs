//! The first pass: sorts documents into pages, texts of listings, outlines, and those that are not
//! published.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::content_path::Kind;
use crate::document::Document;
use crate::path::SitePath;
use crate::site::{LeftOut, Options};

/// The documents of a site, sorted out by what they become.
pub(super) struct Selection {
    /// Those that get a page, sorted by file.
    pub(super) pages: Vec<Arc<Document>>,
    /// The texts of listings.
    pub(super) listing_texts: Vec<Arc<Document>>,
    /// The outlines of talks, which only the backstage shows.
    pub(super) outlines: Vec<Arc<Document>>,
    /// Those that are not published.
    pub(super) left_out: FxHashMap<SitePath, LeftOut>,
}

/// Sorts documents out. What belongs to an event or a talk that is a draft is left out with it.
pub(super) fn select(documents: &[Arc<Document>], options: &Options) -> Selection {
    let mut selection = Selection {
        pages: Vec::new(),
        listing_texts: Vec::new(),
        outlines: Vec::new(),
        left_out: FxHashMap::default(),
    };
    let unpublished = unpublished_bundles(documents, options);
    for document in documents {
        match document.path.kind {
            Kind::Section => selection.listing_texts.push(document.clone()),
            Kind::Outline => selection.outlines.push(document.clone()),
            _ => match left_out(document, options).or_else(|| waits(document, &unpublished)) {
                Some(reason) => {
                    let file = document.path.file.clone();
                    selection.left_out.insert(file, reason);
                }
                None => selection.pages.push(document.clone()),
            },
        }
    }
    selection
}

/// The kind of bundle that a document belongs to, and its folder.
fn bundle(document: &Document) -> Option<(bool, &str)> {
    Some((
        document.path.folder.starts_with("events/"),
        document.path.bundle()?,
    ))
}

/// Whether a document waits for the event or talk that it belongs to.
fn waits(document: &Document, unpublished: &FxHashSet<(bool, &str)>) -> Option<LeftOut> {
    let bundle = bundle(document)?;
    unpublished.contains(&bundle).then_some(LeftOut::Draft)
}

/// The events and talks that are drafts in every language: notes, recaps and slides wait for them.
fn unpublished_bundles<'d>(
    documents: &'d [Arc<Document>],
    options: &Options,
) -> FxHashSet<(bool, &'d str)> {
    let (mut published, mut unpublished) = (FxHashSet::default(), FxHashSet::default());
    for document in documents {
        if !matches!(document.path.kind, Kind::Event | Kind::Talk) {
            continue;
        }
        let bundles = if left_out(document, options).is_some() {
            &mut unpublished
        } else {
            &mut published
        };
        bundles.extend(bundle(document));
    }
    unpublished.retain(|bundle| !published.contains(bundle));
    unpublished
}

fn left_out(document: &Document, options: &Options) -> Option<LeftOut> {
    let front_matter = &document.front_matter;
    if front_matter.draft && !options.drafts {
        return Some(LeftOut::Draft);
    }
    let (date, today) = (front_matter.date.as_ref()?, options.today.as_ref()?);
    (!options.future && date.is_after_day(today)).then_some(LeftOut::Future)
}
