//! Checks the times of events against the zones of their places.

use std::collections::BTreeMap;

use crate::content_path::Kind;
use crate::date::Date;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::front_matter::place_of_key;
use crate::site::events::Event;
use crate::site::link::texts::{PageText, PageTexts};

/// Says which sessions have a time that the clocks of their event's place do not show, and which
/// translations of an event do not name its zone.
pub(super) fn check(texts: &PageTexts, events: &BTreeMap<String, Event>) -> Vec<Diagnostic> {
    if events.values().all(|event| event.zone.is_none()) {
        return Vec::new();
    }
    let sessions = texts.all.iter().filter_map(|text| session(text, events));
    let translations = events.values().flat_map(|event| translations(texts, event));
    sessions.chain(translations).collect()
}

fn session(text: &PageText, events: &BTreeMap<String, Event>) -> Option<Diagnostic> {
    let path = &text.document.path;
    if path.kind != Kind::Session {
        return None;
    }
    let zone = events.get(path.bundle()?)?.zone.as_ref()?;
    let start = text
        .document
        .front_matter
        .session
        .as_ref()?
        .start
        .as_ref()?;
    let error = zone.check(start).err()?;
    let place = place(&text.document, "start");
    Some(Diagnostic::new(codes::OTHER_CLOCK, place, error.message).hint(error.hint))
}

/// The pages of an event that name another zone than the first that names one. One that names none
/// is only wrong where it has a time.
fn translations(texts: &PageTexts, event: &Event) -> Vec<Diagnostic> {
    let pages = event
        .pages
        .iter()
        .flatten()
        .map(|id| &texts.get(*id).document);
    let zone = event.zone.as_ref();
    let matter = |document: &Document| document.front_matter.event.clone().unwrap_or_default();
    let named = |document: &Document| matter(document).timezone;
    let has_time = |document: &Document| {
        let days = [matter(document).start, matter(document).end];
        days.iter().flatten().any(Date::has_time)
    };
    let original = pages.clone().find(|document| named(document).is_some());
    let (Some(original), Some(zone)) = (original, zone) else {
        return Vec::new();
    };
    let is_other = |document: &Document| {
        let named = named(document);
        named.map_or_else(|| has_time(document), |named| named != *zone)
    };
    let others = pages.filter(|document| is_other(document));
    others
        .map(|document| {
            let has = named(document).map_or_else(
                || "no time zone".to_owned(),
                |zone| format!("the time zone {}", zone.name()),
            );
            let (name, file) = (zone.name(), &original.path.file);
            let message = format!("this page of the event has {has}, `{file}` has {name}");
            let hint = format!("write `timezone: {name}` here, or correct the other one");
            let key = if named(document).is_some() {
                "timezone"
            } else {
                "start"
            };
            let place = place(document, key);
            Diagnostic::new(codes::ZONES_DIFFER, place, message).hint(hint)
        })
        .collect()
}

/// The place of a key's value, else of the whole file.
pub(super) fn place(document: &Document, key: &'static str) -> Place {
    let file = &document.path.file;
    place_of_key(&document.source, key)
        .map_or_else(|| Place::file(file), |span| Place::new(file, span))
}
