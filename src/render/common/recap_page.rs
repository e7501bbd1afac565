//! What a recap gathers on its page: the notes of an event's sessions and the talks that were given
//! there, and at which anchor each of them stands.
//!
//! Must not know how any of it is written.

use crate::content_path::Kind;
use crate::document::Document;
use crate::path::encode_path;
use crate::references::{Reference, fragment};
use crate::site::events::Event;
use crate::site::gathering::{BETWEEN, Gathered};
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

/// The page of a recap, for one of the texts on it: its links to other texts of the page stay
/// there.
pub(crate) struct RecapPage<'s> {
    pub(crate) page: PageId,
    pub(crate) event: &'s Event,
    gathered: &'s Gathered,
    /// What the ids of the text begin with; empty for the recap's own text.
    pub(crate) prefix: String,
}

impl<'s> RecapPage<'s> {
    /// The recap that a document is.
    pub(crate) fn of(snapshot: &'s Snapshot, document: &Document) -> Option<Self> {
        if document.path.kind != Kind::Recap {
            return None;
        }
        let page = *snapshot.site.by_file.get(&document.path.file)?;
        let event = snapshot.site.events.of(&document.path)?;
        let gathered = snapshot.site.gathered.get(&page)?;
        Some(Self {
            page,
            event,
            gathered,
            prefix: String::new(),
        })
    }

    /// The same page for a gathered text whose ids begin with a prefix.
    pub(crate) fn within(&self, prefix: String) -> Self {
        Self { prefix, ..*self }
    }

    /// The address within this page of what a link leads to, if that stands on this page.
    pub(crate) fn on_page(&self, snapshot: &Snapshot, reference: &Reference) -> Option<String> {
        let anchor = match reference {
            Reference::Here(id) if !self.prefix.is_empty() && !id.is_empty() && id != "top" => {
                format!("{}{id}", self.prefix)
            }
            Reference::Route {
                page: Some(id),
                rest,
                ..
            } if *id == self.page => fragment(rest)?,
            Reference::Route {
                page: Some(id),
                rest,
                ..
            } => {
                let page = snapshot.site.page(*id);
                let heading = fragment(rest).filter(|heading| !heading.is_empty());
                let anchor = self.gathered.anchors.get(&page.group)?;
                let language = snapshot.site.page(self.page).language;
                let is_shown = snapshot.site.groups[page.group].shown_in(language) == Some(*id);
                let is_text = is_shown && page.document.path.kind == Kind::Session;
                is_text.then(|| {
                    heading.map_or_else(
                        || anchor.to_string(),
                        |heading| format!("{anchor}{BETWEEN}{heading}"),
                    )
                })?
            }
            _ => return None,
        };
        Some(format!("#{}", encode_path(&anchor)))
    }

    /// What a place of the body gathers: the pages that readers of the recap's language see, at
    /// their anchors.
    pub(crate) fn gathers<'g>(
        &'g self,
        snapshot: &'g Snapshot,
        at: usize,
    ) -> impl Iterator<Item = (PageId, &'g str)> + 'g {
        let language = snapshot.site.page(self.page).language;
        let groups = self.gathered.places.get(at).into_iter().flatten();
        groups.filter_map(move |group| {
            Some((
                snapshot.site.groups[*group].shown_in(language)?,
                &**self.gathered.anchors.get(group)?,
            ))
        })
    }

    /// All notes that it gathers.
    pub(crate) fn notes<'g>(
        &'g self,
        snapshot: &'g Snapshot,
    ) -> impl Iterator<Item = &'g Document> + 'g {
        let pages = (0..self.gathered.places.len()).flat_map(|at| self.gathers(snapshot, at));
        let documents = pages.map(|(id, _)| &*snapshot.site.page(id).document);
        documents.filter(|document| document.path.kind == Kind::Session)
    }
}

/// The minutes that a silent reader takes for a page; for a recap, with all that it gathers.
pub(crate) fn reading_minutes(snapshot: &Snapshot, page: &Page) -> usize {
    let recap = RecapPage::of(snapshot, &page.document);
    let gathered: usize = recap
        .iter()
        .flat_map(|recap| recap.notes(snapshot))
        .map(|document| document.body.words)
        .sum();
    let speed = snapshot
        .config
        .reading_speed(&page.document.path.lang)
        .max(1);
    (page.document.body.words + gathered).div_ceil(speed).max(1)
}
