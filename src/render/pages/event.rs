//! The page of an event, with all that belongs to it.

use tera::{Context, Value};

use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{card, event, session, talk};
use crate::render::common::value::{list, safe};
use crate::site::events::Event;
use crate::site::{Page, PageId};
use crate::snapshot::Snapshot;

pub(super) fn render(snapshot: &Snapshot, kind: &'static PageKind, id: PageId) -> Rendered {
    let page = snapshot.site.page(id);
    let document = &page.document;
    let mut context = context(snapshot, &PageHead::of_document(snapshot, kind, id));
    context.insert_value("content", safe(&body::fill(snapshot, document)));
    context.insert_value("toc", list([]));
    context.insert_value("uses", embeds::uses_of(&[document], true));
    let value = event::value(snapshot, page, page.language);
    context.insert_value("event", value);
    if let Some(event) = snapshot.site.events.of(&document.path) {
        insert_belongings(snapshot, &mut context, event, page);
    }
    snapshot.theme.render(kind.template, &context)
}

/// The sessions, recap, talks and posts of an event, and its neighbours in its series.
fn insert_belongings(snapshot: &Snapshot, context: &mut Context, event: &Event, page: &Page) {
    let (site, language) = (&snapshot.site, page.language);
    let shown = |group: &usize| site.groups[*group].shown_in(language);
    let sessions = event.sessions.iter().filter_map(shown);
    let sessions = sessions.map(|id| session::value(snapshot, id, language));
    context.insert_value("sessions", list(sessions));
    let recap = event.recap.as_ref().and_then(shown);
    let recap = recap.map(|id| card::shared(snapshot, id, language));
    context.insert_value("recap", recap.unwrap_or_else(Value::none));
    let talks = event.talks.iter().filter_map(shown);
    let talks = talks.map(|id| talk::at_event(snapshot, id, event, language));
    context.insert_value("talks", list(talks));
    let is_offered = |group: &&usize| {
        let group = &site.groups[**group];
        group.pages[language].is_some() || group.is_made_for(language)
    };
    let posts = event.posts.iter().filter(is_offered).filter_map(shown);
    let posts = posts.map(|id| card::shared(snapshot, id, language));
    context.insert_value("posts", list(posts));
    let edition = |at: usize| event::shown(snapshot, &site.events.all[at], language);
    let previous = event.previous.map(edition);
    context.insert_value("previous", previous.unwrap_or_else(Value::none));
    let next = event.next.map(edition);
    context.insert_value("next", next.unwrap_or_else(Value::none));
}
