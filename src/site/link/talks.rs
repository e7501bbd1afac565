//! Collects the talks of a site, and checks which events they name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::texts::PageTexts;
use crate::content_path::{Kind, ROOT};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::nearest;
use crate::path::SitePath;
use crate::site::LeftOut;
use crate::site::events::Events;
use crate::site::talks::Talks;
use crate::slug;
use crate::source::Spanned;

/// The talks and decks among the texts, with their outlines.
pub(super) fn collect(texts: &PageTexts, outlines: &[Arc<Document>]) -> Talks {
    let by_folder = |kind: Kind| -> BTreeMap<String, usize> {
        let texts = texts
            .all
            .iter()
            .filter(|text| text.document.path.kind == kind);
        texts
            .filter_map(|text| Some((text.document.path.bundle()?.to_owned(), text.group)))
            .collect()
    };
    Talks::new(by_folder(Kind::Talk), by_folder(Kind::Deck), outlines)
}

/// Says which events look like folders of `content/events` but are none. Any other name is a name.
pub(super) fn check_events(
    texts: &PageTexts,
    events: &Events,
    left_out: &FxHashMap<SitePath, LeftOut>,
) -> Vec<Diagnostic> {
    let drafts = left_out.keys().filter_map(|file| {
        let rest = file.as_str().strip_prefix(ROOT)?.strip_prefix("events/")?;
        rest.split('/').next()
    });
    let slugs = events.all.iter().map(|event| event.slug.as_str());
    let known: BTreeSet<&str> = slugs.chain(drafts).collect();
    let mut diagnostics = Vec::new();
    for text in &texts.all {
        let document = &text.document;
        let Some(talk) = &document.front_matter.talk else {
            continue;
        };
        let delivered = talk.deliveries.iter().map(|delivery| &delivery.event);
        let proposed = talk.proposals.iter().map(|proposal| &proposal.event);
        diagnostics.extend(
            delivered
                .chain(proposed)
                .filter_map(|event| unknown_event(&known, event, &document.path.file)),
        );
    }
    diagnostics
}

fn unknown_event(
    known: &BTreeSet<&str>,
    event: &Spanned<String>,
    file: &SitePath,
) -> Option<Diagnostic> {
    let name = &event.value;
    if !slug::is_slug(name) || known.contains(name.as_str()) {
        return None;
    }
    let near = nearest::did_you_mean(name, known.iter().copied());
    if near.is_none() && !name.contains('-') {
        return None;
    }
    let message = format!("`content/events` has no `{name}`, so it is shown as a name");
    let hint = near.unwrap_or_else(|| {
        "write the event's name as readers know it, or add its folder".to_owned()
    });
    Some(
        Diagnostic::new(
            codes::EVENT_WITHOUT_FOLDER,
            Place::new(file, event.span),
            message,
        )
        .hint(hint),
    )
}
