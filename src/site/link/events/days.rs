//! Checks the days of sessions against those of their events.

use std::collections::BTreeMap;

use super::clocks::place;
use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, codes};
use crate::site::events::Event;
use crate::site::link::texts::{PageText, PageTexts};

/// Says which sessions are on a day that their event does not have. Events without days are left
/// alone.
pub(super) fn check(texts: &PageTexts, events: &BTreeMap<String, Event>) -> Vec<Diagnostic> {
    let sessions = texts.all.iter();
    sessions.filter_map(|text| session(text, events)).collect()
}

fn session(text: &PageText, events: &BTreeMap<String, Event>) -> Option<Diagnostic> {
    let path = &text.document.path;
    if path.kind != Kind::Session {
        return None;
    }
    let event = events.get(path.bundle()?)?;
    let day = event.session_start(&text.document)?.day();
    let first = event.start.as_ref()?.day();
    let last = event.end.as_ref().map_or(first, Date::day);
    if (first..=last).contains(&day) {
        return None;
    }
    let days = if first == last {
        format!("on {first}")
    } else {
        format!("from {first} to {last}")
    };
    let slug = &event.slug;
    let message = format!("this session is on {day}, and the event `{slug}` {days}");
    let hint = "correct the day here, or `start` and `end` of the event";
    let place = place(&text.document, "start");
    Some(Diagnostic::new(codes::OUTSIDE_EVENT, place, message).hint(hint))
}
