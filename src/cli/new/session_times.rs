//! In which zone `lutrin new sessions` writes the times of a programme.

use crate::date::{Date, Zone};
use crate::programme::Programme;

/// The programme with its times as the clocks of the event's place show them, and what to say about
/// that: where the event names no zone, its pages would show others.
pub(super) fn placed(
    mut programme: Programme,
    event: Option<&Zone>,
    file: &str,
) -> (Programme, Option<String>) {
    let exported = programme.zone.as_deref().and_then(Zone::named);
    let starts = programme
        .sessions
        .iter()
        .filter_map(|session| session.start.as_ref());
    let note = note(starts, event, exported.as_ref(), file);
    let place = |date: &Date| {
        let zones = [exported.as_ref(), event];
        let zones = zones.into_iter().flatten();
        zones.fold(date.clone(), |date, zone| date.in_zone(zone))
    };
    for session in &mut programme.sessions {
        session.start = session.start.as_ref().map(place);
    }
    (programme, note)
}

fn note<'d>(
    mut starts: impl Iterator<Item = &'d Date>,
    event: Option<&Zone>,
    exported: Option<&Zone>,
    file: &str,
) -> Option<String> {
    match (event, exported) {
        (Some(event), Some(exported)) => {
            let is_other = |date: &Date| {
                let date = date.in_zone(exported);
                date.in_zone(event) != date
            };
            starts.any(is_other).then(|| {
                let (event, exported) = (event.name(), exported.name());
                format!("the programme is in {exported}: its times are written as those of {event}")
            })
        }
        (None, Some(zone)) => {
            let zone = zone.name();
            Some(format!(
                "the programme is in {zone}: write `timezone: {zone}` in `{file}`"
            ))
        }
        (None, None) => {
            let is_in_utc = |date: &Date| date.utc().is_some_and(|utc| utc == date.basic() + "Z");
            starts.any(is_in_utc).then(|| {
                format!(
                    "the programme is in UTC: write the event's `timezone` in `{file}`, and its times \
                     are those of the place"
                )
            })
        }
        (Some(_), None) => None,
    }
}
