//! Finds the date that each page is listed by: a post has its own, other kinds that of an event or
//! of a delivery.

use super::texts::{PageText, PageTexts};
use crate::content_path::Kind;
use crate::date::Date;
use crate::site::events::Events;

/// The date of every page, once it is known when events were and talks were given.
pub(super) fn date(texts: &PageTexts, events: &Events) -> Vec<Option<Date>> {
    texts
        .all
        .iter()
        .map(|text| date_of(text, texts, events))
        .collect()
}

fn date_of(text: &PageText, texts: &PageTexts, events: &Events) -> Option<Date> {
    let front_matter = &text.document.front_matter;
    let event = || events.of(&text.document.path);
    match text.document.path.kind {
        Kind::Event => front_matter.event.as_ref()?.start.clone(),
        Kind::Recap => front_matter
            .date
            .clone()
            .or_else(|| event()?.last().cloned()),
        Kind::Session => {
            let session = front_matter.session.as_ref();
            let Some(event) = event() else {
                return session.and_then(|session| session.start.clone());
            };
            event
                .session_start(&text.document)
                .or_else(|| event.start.clone())
        }
        Kind::Talk => texts
            .talk_facts(text.group, text.language, events)
            .last_given()
            .cloned(),
        _ => front_matter.date.clone(),
    }
}
