//! The page of an event, with all that belongs to it.

use tera::{Context, Value};

use crate::date::Date;
use crate::render::common::body::{self, embeds};
use crate::render::common::context::context;
use crate::render::common::head::PageHead;
use crate::render::common::output::Rendered;
use crate::render::common::page_kind::PageKind;
use crate::render::common::summaries::{card, event, session, talk};
use crate::render::common::value::{list, map, safe, text_or_none};
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

/// Sessions, each run of one day together. `starts` has the start of each.
fn by_day(sessions: &[Value], starts: impl Iterator<Item = Option<Date>>) -> Value {
    let dated: Vec<(Option<Date>, &Value)> = starts.zip(sessions).collect();
    let day = |start: &Option<Date>| start.as_ref().map(Date::day);
    let days = dated.chunk_by(|(a, _), (b, _)| day(a) == day(b));
    list(days.map(|run| {
        let first = run.first();
        let date = first.and_then(|(start, _)| day(start));
        let text = first.and_then(|(_, session)| session.get_from_path("day_text").cloned());
        let sessions = run.iter().map(|(_, session)| (*session).clone());
        map! {
            "date" => text_or_none(date.map(|date| date.to_string()).as_deref()),
            "day_text" => text.unwrap_or_else(Value::none),
            "sessions" => list(sessions),
        }
    }))
}

/// The sessions, recap, talks and posts of an event, and its neighbours in its series.
fn insert_belongings(snapshot: &Snapshot, context: &mut Context, event: &Event, page: &Page) {
    let (site, language) = (&snapshot.site, page.language);
    let shown = |group: &usize| site.groups[*group].shown_in(language);
    let sessions = event.sessions.iter().filter_map(shown);
    let sessions = sessions.map(|id| session::value(snapshot, id, language));
    let sessions: Vec<Value> = sessions.collect();
    let starts = event.sessions.iter().filter_map(shown).map(|id| {
        let document = &site.page(id).document;
        event.session_start(document)
    });
    let days = event.has_days.then(|| by_day(&sessions, starts));
    context.insert_value("session_days", days.unwrap_or_else(Value::none));
    context.insert_value("sessions", list(sessions));
    let recap = event.recap.as_ref().and_then(shown);
    let recap = recap.map(|id| card::shared(snapshot, id, language));
    context.insert_value("recap", recap.unwrap_or_else(Value::none));
    let talks = event.talks.iter().filter_map(shown);
    let talks = talks.map(|id| talk::at_event(snapshot, id, event, language));
    context.insert_value("talks", list(talks));
    let posts = event.posts.iter();
    let posts = posts.filter_map(|group| site.groups[*group].offered_in(language));
    let posts = posts.map(|id| card::shared(snapshot, id, language));
    context.insert_value("posts", list(posts));
    let edition = |at: usize| event::shown(snapshot, &site.events.all[at], language);
    let previous = event.previous.map(edition);
    context.insert_value("previous", previous.unwrap_or_else(Value::none));
    let next = event.next.map(edition);
    context.insert_value("next", next.unwrap_or_else(Value::none));
}
