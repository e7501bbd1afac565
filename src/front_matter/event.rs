//! Front matter of an event: when and where it happens, and who runs it.

use super::status::EventStatus;
use super::{Spanned, spanned, text};
use crate::date::{Date, Zone};
use crate::diagnostic::codes;
use crate::typography::{self, Profile};
use crate::yaml::{Fields, Node};

/// The keys that only events have.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EventMatter {
    /// The zone of its place.
    pub timezone: Option<Zone>,
    /// The first day, or its first minute; in its zone, where it has one.
    pub start: Option<Date>,
    /// The last day, or its last minute; left out, it is the first.
    pub end: Option<Date>,
    /// Whether it takes place.
    pub status: EventStatus,
    /// Where it happens.
    pub place: Option<Venue>,
    /// The address of the event's site.
    pub url: Option<String>,
    /// The id of the series that it is an edition of.
    pub series: Option<Spanned<String>>,
    /// Whether the people of the site run it.
    pub hosted: bool,
    /// Whether they sponsor it.
    pub sponsored: bool,
}

/// Where an event happens.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Venue {
    /// The building.
    pub name: Option<String>,
    /// The town.
    pub city: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// Whether it can be followed online.
    pub online: bool,
}

impl EventMatter {
    /// The last day of the event: its `end`, else its `start`.
    #[must_use]
    pub fn last(&self) -> Option<&Date> {
        self.end.as_ref().or(self.start.as_ref())
    }

    /// Applies typography to the names of the place.
    pub(super) fn typeset(&mut self, profile: Profile) {
        let Some(place) = &mut self.place else { return };
        let texts = [&mut place.name, &mut place.city, &mut place.country];
        texts
            .into_iter()
            .flatten()
            .for_each(|text| typography::set_name(text, profile));
    }

    /// Reads the keys.
    pub(super) fn read(fields: &mut Fields<'_>) -> Self {
        let timezone = fields.filled("timezone").and_then(|node| read_zone(&node));
        let (start, end) = read_days(fields, timezone.as_ref());
        let status = EventStatus::read(fields);
        let place = fields.filled("place").and_then(|node| read_venue(&node));
        let url = fields.filled("url").and_then(|node| node.address());
        let series = fields.filled("series").and_then(|node| spanned(&node));
        let mut flag = |key| {
            fields
                .filled(key)
                .and_then(|node| node.bool())
                .unwrap_or_default()
        };
        let (hosted, sponsored) = (flag("hosted"), flag("sponsored"));
        Self {
            timezone,
            start,
            end,
            status,
            place,
            url,
            series,
            hosted,
            sponsored,
        }
    }
}

fn read_zone(node: &Node<'_>) -> Option<Zone> {
    let name = node.text()?;
    let zone = Zone::named(&name);
    if zone.is_none() {
        let near = Zone::nearest(&name).map(|near| format!("did you mean `{near}`?"));
        let hint = near.unwrap_or_else(|| {
            "write the name of a place in the IANA database, like `Europe/Paris`".to_owned()
        });
        let message = format!("there is no time zone `{name}`");
        node.report(codes::UNKNOWN_TIME_ZONE, message, Some(hint));
    }
    zone
}

/// Reads the first and the last day. An end before the start is reported; it is kept where only
/// its time is wrong.
fn read_days(fields: &mut Fields<'_>, zone: Option<&Zone>) -> (Option<Date>, Option<Date>) {
    let start = fields
        .filled("start")
        .and_then(|node| read_time(&node, zone));
    let end = fields
        .filled("end")
        .and_then(|node| Some((read_time(&node, zone)?, node)));
    let Some((start, (end, node))) = start.as_ref().zip(end.as_ref()) else {
        return (start, end.map(|(end, _)| end));
    };
    if start.is_after_day(end) || (start > end && end.has_time()) {
        let message = format!(
            "the event ends on {}, before it starts on {}",
            end.iso(),
            start.iso()
        );
        let hint = "exchange `start` and `end`, or correct one".to_owned();
        node.report(codes::BAD_VALUE, message, Some(hint));
    }
    let are_times = start.has_time() && end.has_time();
    if are_times && start.utc().is_some() != end.utc().is_some() {
        let message = "one end of the event has an offset from UTC, the other has none";
        let hint = "write both times with an offset, like `2026-11-20T18:30+01:00`, or neither";
        node.report(codes::BAD_VALUE, message, Some(hint.to_owned()));
    }
    let end = (!start.is_after_day(end)).then(|| end.clone());
    (Some(start.clone()), end)
}

/// Reads a date, and what the clocks of a zone show then. A time that they cannot show is reported.
fn read_time(node: &Node<'_>, zone: Option<&Zone>) -> Option<Date> {
    let date = node.date()?;
    let Some(zone) = zone else {
        return Some(date);
    };
    if let Err(error) = zone.check(&date) {
        node.report(codes::OTHER_CLOCK, error.message, Some(error.hint));
    }
    Some(date.in_zone(zone))
}

/// Reads a mapping, or the name of a town.
fn read_venue(node: &Node<'_>) -> Option<Venue> {
    if !node.is_mapping() {
        return Some(Venue {
            city: Some(node.text()?),
            ..Venue::default()
        });
    }
    let mut fields = node.clone().fields();
    let (name, city, country) = (
        text(&mut fields, "name"),
        text(&mut fields, "city"),
        text(&mut fields, "country"),
    );
    let online = fields
        .filled("online")
        .and_then(|node| node.bool())
        .unwrap_or_default();
    fields.finish(&[
        ("town", "city"),
        ("venue", "name"),
        ("location", "name"),
        ("virtual", "online"),
    ]);
    Some(Venue {
        name,
        city,
        country,
        online,
    })
}
