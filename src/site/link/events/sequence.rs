//! Puts what belongs to each event in its order.

use std::cmp::Reverse;

use crate::content_path::split_number;
use crate::date::Date;
use crate::document::Document;
use crate::site::events::{Event, Events};
use crate::site::link::texts::PageTexts;

/// The same events with their session notes, posts and talks in order: posts with the newest first,
/// talks as they were given.
pub(super) fn sort(texts: &PageTexts, mut events: Events) -> Events {
    let first = |group: usize| texts.shown_in(group, 0);
    for at in 0..events.all.len() {
        let talks = talks(texts, &events, &events.all[at]);
        let sessions = sessions(texts, &events.all[at]);
        let event = &mut events.all[at];
        event.talks = talks;
        let starts = || sessions.iter().filter_map(|(start, _)| start.as_ref());
        event.has_days = has_days(starts());
        event.has_times = starts().any(Date::has_time);
        event.sessions = sessions.into_iter().map(|(_, group)| group).collect();
        let newest = |group: usize| {
            first(group).map(|text| (text.document.front_matter.date.clone(), text.url.clone()))
        };
        event
            .posts
            .sort_by_cached_key(|group| Reverse(newest(*group)));
    }
    events
}

/// The sessions of an event in their order, each with its start.
fn sessions(texts: &PageTexts, event: &Event) -> Vec<(Option<Date>, usize)> {
    let start = |group: usize| {
        let text = texts.shown_in(group, 0)?;
        event.session_start(&text.document)
    };
    let sessions = event.sessions.iter();
    let mut sessions: Vec<_> = sessions.map(|group| (start(*group), *group)).collect();
    sessions.sort_by_cached_key(|(start, group)| {
        let text = texts.shown_in(*group, 0);
        text.map(|text| session_order(&text.document, start.clone()))
    });
    sessions
}

/// Whether dates are on more than one day.
fn has_days<'d>(mut dates: impl Iterator<Item = &'d Date>) -> bool {
    let first = dates.next();
    first.is_some_and(|first| dates.any(|date| date.day() != first.day()))
}

/// The talks of an event by when they were given there, then by address.
fn talks(texts: &PageTexts, events: &Events, event: &Event) -> Vec<usize> {
    let given = |group: usize| {
        let mut deliveries = texts.talk_facts(group, 0, events).deliveries_at(event);
        deliveries.pop().and_then(|delivery| delivery.date)
    };
    let url = |group: usize| texts.shown_in(group, 0).map(|text| text.url.clone());
    let mut talks = event.talks.clone();
    talks.sort_by_cached_key(|group| (given(*group), url(*group)));
    talks.dedup();
    talks
}

/// By the order that the notes ask for, else by the number of the file; then by time, then by name.
fn session_order(document: &Document, start: Option<Date>) -> (usize, Option<Date>, String) {
    let path = &document.path;
    let name = if path.is_bundle() {
        path.folder
            .rsplit_once('/')
            .map_or(path.folder.as_str(), |(_, name)| name)
    } else {
        path.stem.as_str()
    };
    let (number, rest) = split_number(name);
    let session = document.front_matter.session.as_ref();
    let order = session
        .and_then(|session| session.order)
        .or(number)
        .unwrap_or(usize::MAX);
    (order, start, rest.to_owned())
}
