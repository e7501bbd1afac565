//! Joins the editions of every series of events, each with the one before it and the one after it.

use crate::config::Config;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::document::Document;
use crate::event_series::{self, EventSeries};
use crate::nearest;
use crate::site::events::{Events, RecurringEvent};
use crate::site::link::texts::PageTexts;
use crate::source::Spanned;

/// The series of the file, set by the typography of each language, without any edition.
pub(super) fn declared(config: &Config, declared: &[EventSeries]) -> Vec<RecurringEvent> {
    let languages = config.text_languages();
    let typeset = |series: &EventSeries| {
        let mut declared = series.clone();
        declared.name.set(&languages);
        RecurringEvent {
            declared,
            editions: Vec::new(),
        }
    };
    declared.iter().map(typeset).collect()
}

/// The same events with their series.
pub(super) fn join(texts: &PageTexts, mut events: Events) -> Checked<Events> {
    let mut diagnostics = Vec::new();
    for at in 0..events.all.len() {
        let pages = events.all[at].pages.clone();
        for document in pages
            .into_iter()
            .flatten()
            .map(|id| &texts.get(id).document)
        {
            let matter = document.front_matter.event.as_ref();
            let Some(named) = matter.and_then(|event| event.series.as_ref()) else {
                continue;
            };
            let mut all = events.series.iter();
            match all.position(|series| series.declared.id == named.value) {
                Some(series) if events.all[at].series.is_none() => {
                    events.all[at].series = Some(series);
                    events.series[series].editions.push(at);
                }
                Some(_) => {}
                None => diagnostics.push(unknown(&events.series, document, named)),
            }
        }
    }
    chain(&mut events);
    Checked {
        value: events,
        diagnostics,
    }
}

/// Puts the editions of every series in order, and says of each which come before and after it.
fn chain(events: &mut Events) {
    let Events { all, series } = events;
    for series in series {
        series
            .editions
            .sort_by_key(|at| (all[*at].start.clone(), all[*at].last().cloned(), *at));
        for pair in series.editions.windows(2) {
            (all[pair[0]].next, all[pair[1]].previous) = (Some(pair[1]), Some(pair[0]));
        }
    }
}

fn unknown(series: &[RecurringEvent], document: &Document, named: &Spanned<String>) -> Diagnostic {
    let place = Place::new(&document.path.file, named.span);
    let ids = series.iter().map(|series| series.declared.id.as_str());
    let near = nearest::did_you_mean(&named.value, ids);
    let hint = near.unwrap_or_else(|| format!("describe it in `{}`", event_series::FILE));
    let message = format!("series.yaml has no series `{}`", named.value);
    Diagnostic::new(codes::UNKNOWN_EVENT_SERIES, place, message).hint(hint)
}
