//! The notes of a session of an event.

use tera::Value;

use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{event, session};
use crate::render::common::value::safe;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", body::contents(snapshot, document));
    context.insert_value("uses", embeds::uses_of(&[document], true));
    let event = event::around_page(snapshot, page, page.language);
    context.insert_value("event", event);
    let session = |id: PageId| session::value(snapshot, id, page.language);
    context.insert_value("session", session(id));
    let (previous, next) = neighbours(snapshot, page);
    context.insert_value("previous", previous.map_or_else(Value::none, session));
    context.insert_value("next", next.map_or_else(Value::none, session));
    snapshot.theme.render(kind.template, &context)
}

/// The sessions before and after one, in the order of the event.
fn neighbours(snapshot: &Snapshot, page: &Page) -> (Option<PageId>, Option<PageId>) {
    let site = &snapshot.site;
    let sessions = site
        .events
        .of(&page.document.path)
        .map_or(&[][..], |event| &event.sessions);
    let Some(at) = sessions.iter().position(|group| *group == page.group) else {
        return (None, None);
    };
    let shown = |at: Option<usize>| site.groups[*sessions.get(at?)?].shown_in(page.language);
    (shown(at.checked_sub(1)), shown(Some(at + 1)))
}
