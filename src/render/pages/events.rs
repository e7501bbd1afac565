//! Gives the template of `/events/` what it lists: the events to come, then those of each past year.
//! Must not know how an event is shown by itself.

use std::cmp::Reverse;

use tera::{Context, Value};

use crate::render::common::body::embeds;
use crate::render::common::links::href;
use crate::render::common::summaries::event;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::calendar;
use crate::site::events::Event;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// Adds all events: those to come, the nearest first; then those that were, by year.
pub(super) fn insert_all(snapshot: &Snapshot, context: &mut Context, language: usize) {
    let site = &snapshot.site;
    let today = site.today.as_ref();
    let (mut upcoming, mut past): (Vec<&Event>, Vec<&Event>) = site
        .events
        .all
        .iter()
        .partition(|event| event.is_upcoming(today));
    // One without a date is the last to come.
    upcoming.sort_by_key(|event| (event.start.is_none(), event.start.as_ref()));
    past.sort_by_key(|event| Reverse(event.start.as_ref()));
    let year = |event: &&Event| event.start.as_ref().map(|start| start.ymd().0);
    let years = past.chunk_by(|a, b| year(a) == year(b)).map(|events| {
        map! {
            "year" => events.first().and_then(year).map_or_else(Value::none, |year| Value::from(format!("{year:04}"))),
            "events" => list(events.iter().map(|event| event::shown(snapshot, event, language))),
        }
    });
    context.insert_value("years", list(years));
    context.insert_value(
        "upcoming",
        list(
            upcoming
                .into_iter()
                .map(|event| event::shown(snapshot, event, language)),
        ),
    );
    context.insert_value("count", number(site.events.all.len()));
    let calendar = calendar::events(site, language)
        .next()
        .map(|_| href(snapshot, &Target::Calendar(language)));
    context.insert_value("calendar", text_or_none(calendar.as_deref()));
    let series = (0..site.events.series.len()).map(|at| event::series_link(snapshot, at, language));
    context.insert_value("series", list(series));
    context.insert_value("uses", embeds::uses_of(&[], true));
}
