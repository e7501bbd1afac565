//! The time zones of places, by their names in the IANA database.
//!
//! The database is the bundled one, so that a page has the same times wherever it is built. Must
//! not know the zone of this machine.

use jiff::civil;
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

use super::{Date, DateError};
use crate::nearest;

/// The zone of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone(TimeZone);

impl Zone {
    /// The zone of a name, written as the database writes it: `Europe/Paris`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        let is_known = zone.iana_name() == Some(name) && !zone.is_unknown();
        is_known.then_some(Self(zone))
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().unwrap_or_default()
    }

    /// The known name that a mistyped one most likely meant, which may be that of a town alone:
    /// `paris`, `New York`, `France/Paris`.
    #[must_use]
    pub fn nearest(wrong: &str) -> Option<String> {
        let database = TimeZoneDatabase::bundled();
        let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
        let wrong = wrong.trim().replace(' ', "_");
        if wrong.eq_ignore_ascii_case("z") {
            return Some("UTC".to_owned());
        }
        let town = last_part(&wrong);
        let by_town = names
            .iter()
            .find(|name| name.contains('/') && last_part(name).eq_ignore_ascii_case(town));
        let same = names.iter().find(|name| name.eq_ignore_ascii_case(&wrong));
        let found = same.or(by_town).map(String::as_str);
        found
            .or_else(|| nearest::nearest(&wrong, names.iter().map(String::as_str)))
            .map(str::to_owned)
    }

    /// What the clocks of the place show at a moment, with their offset. A time without an offset is
    /// theirs already. `None` at the ends of the calendar.
    fn show(&self, date: &Date) -> Option<Date> {
        let moment = match date.offset() {
            Some(seconds) => Offset::from_seconds(seconds)
                .ok()?
                .to_timestamp(date.time)
                .ok()?,
            None => self.0.to_timestamp(date.time).ok()?,
        };
        let offset = self.0.to_offset(moment);
        let time = offset.to_datetime(moment);
        let text = format!("{}{}", written_time(time), written_offset(offset.seconds()));
        Some(Date { time, text })
    }

    /// Checks that the clocks of the place could show a time. One in UTC is a moment, and right.
    ///
    /// # Errors
    /// When its offset is not that of the place then, or when the clocks skip it.
    pub fn check(&self, date: &Date) -> Result<(), DateError> {
        if !date.has_time() {
            return Ok(());
        }
        let Some(shown) = self.show(date) else {
            return Ok(());
        };
        match date.offset() {
            Some(0) => Ok(()),
            Some(written) if shown.offset() == Some(written) => Ok(()),
            Some(written) => Err(self.other_offset(date, written, &shown)),
            None => match self.0.to_ambiguous_timestamp(date.time).offset() {
                AmbiguousOffset::Gap { .. } => Err(self.skipped(date, &shown)),
                _ => Ok(()),
            },
        }
    }

    fn other_offset(&self, date: &Date, written: i32, shown: &Date) -> DateError {
        let written = written_offset(written);
        let time = written_time(date.time);
        let local = Date {
            time: date.time,
            text: time.clone(),
        };
        let local = self.show(&local).map_or(time, |local| local.text);
        DateError {
            message: format!(
                "`{written}` is not the offset of {} then: its clocks show {}",
                self.name(),
                written_time(shown.time)
            ),
            hint: format!(
                "write `{}`, or `{local}` if that is what its clocks show",
                shown.text
            ),
        }
    }

    fn skipped(&self, date: &Date, shown: &Date) -> DateError {
        DateError {
            message: format!(
                "the clocks of {} never show {}",
                self.name(),
                written_time(date.time)
            ),
            hint: format!(
                "they are put forward then: write what they do show, like `{}`",
                written_time(shown.time)
            ),
        }
    }
}

impl Date {
    /// The same moment as the clocks of a place show it, with its offset there. A day without a
    /// time stays as it is.
    #[must_use]
    pub fn in_zone(&self, zone: &Zone) -> Self {
        let shown = self.has_time().then(|| zone.show(self)).flatten();
        shown.unwrap_or_else(|| self.clone())
    }
}

fn last_part(name: &str) -> &str {
    name.rsplit_once('/').map_or(name, |(_, last)| last)
}

fn written_time(time: civil::DateTime) -> String {
    let form = if time.second() == 0 {
        "%Y-%m-%dT%H:%M"
    } else {
        "%Y-%m-%dT%H:%M:%S"
    };
    time.strftime(form).to_string()
}

/// `+02:00`: to the minute, as ISO 8601 has it.
pub(super) fn written_offset(seconds: i32) -> String {
    let minutes = seconds / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::named(name).unwrap_or_else(|| panic!("{name}"))
    }

    #[test]
    fn a_moment_is_shown_as_the_clocks_of_its_place_show_it() {
        for (written, name, shown) in [
            (
                "2026-04-16T07:00Z",
                "Europe/Paris",
                "2026-04-16T09:00+02:00",
            ),
            (
                "2026-01-16T07:00Z",
                "Europe/Paris",
                "2026-01-16T08:00+01:00",
            ),
            ("2026-04-16T09:00", "Europe/Paris", "2026-04-16T09:00+02:00"),
            (
                "2026-04-16T20:30-04:00",
                "Asia/Tokyo",
                "2026-04-17T09:30+09:00",
            ),
            (
                "2026-04-16 23:30:15Z",
                "Asia/Kolkata",
                "2026-04-17T05:00:15+05:30",
            ),
            (
                "2026-04-16T01:00Z",
                "America/St_Johns",
                "2026-04-15T22:30-02:30",
            ),
            ("2026-07-01T12:00Z", "UTC", "2026-07-01T12:00+00:00"),
            // Days have no clock, and the calendar has ends.
            ("2026-04-16", "Asia/Tokyo", "2026-04-16"),
            ("9999-12-31T23:59Z", "Asia/Tokyo", "9999-12-31T23:59Z"),
            // Put forward, and back: what is skipped is an hour later, what comes twice the first.
            ("2026-03-29T02:30", "Europe/Paris", "2026-03-29T03:30+02:00"),
            ("2026-10-25T02:30", "Europe/Paris", "2026-10-25T02:30+02:00"),
            (
                "2026-10-25T02:30+01:00",
                "Europe/Paris",
                "2026-10-25T02:30+01:00",
            ),
        ] {
            let date = Date::parse(written).unwrap().in_zone(&zone(name));
            assert_eq!(date.iso(), shown, "{written} in {name}");
            assert_eq!(Date::parse(date.iso()).unwrap(), date);
        }
    }

    #[test]
    fn names_are_those_of_the_database() {
        for name in [
            "Europe/Paris",
            "America/Argentina/Ushuaia",
            "UTC",
            "Etc/GMT+5",
            "US/Eastern",
        ] {
            assert_eq!(zone(name).name(), name);
        }
        for (wrong, near) in [
            ("europe/paris", Some("Europe/Paris")),
            ("Europe/Pariss", Some("Europe/Paris")),
            ("Asia/Tokio", Some("Asia/Tokyo")),
            ("Paris", Some("Europe/Paris")),
            ("new york", Some("America/New_York")),
            ("France/Paris", Some("Europe/Paris")),
            ("utc", Some("UTC")),
            ("Romance Standard Time", None),
            ("+02:00", None),
            ("", None),
        ] {
            assert_eq!(Zone::named(wrong), None, "{wrong}");
            assert_eq!(Zone::nearest(wrong).as_deref(), near, "{wrong}");
        }
        assert_eq!(Zone::named("Etc/Unknown"), None);
    }

    #[test]
    fn a_time_that_no_clock_of_the_place_shows_is_a_mistake() {
        for (written, name, message, hint) in [
            (
                "2026-04-16T09:00+01:00",
                "Europe/Paris",
                "`+01:00` is not the offset of Europe/Paris then: its clocks show 2026-04-16T10:00",
                "write `2026-04-16T10:00+02:00`, or `2026-04-16T09:00+02:00` if that is what its clocks show",
            ),
            (
                "2026-12-16T23:30:10+02:00",
                "Europe/Paris",
                "`+02:00` is not the offset of Europe/Paris then: its clocks show 2026-12-16T22:30:10",
                "write `2026-12-16T22:30:10+01:00`, or `2026-12-16T23:30:10+01:00` if that is what its clocks show",
            ),
            (
                "2026-04-16T20:00-05:00",
                "Asia/Tokyo",
                "`-05:00` is not the offset of Asia/Tokyo then: its clocks show 2026-04-17T10:00",
                "write `2026-04-17T10:00+09:00`, or `2026-04-16T20:00+09:00` if that is what its clocks show",
            ),
            (
                "2026-03-29T02:30",
                "Europe/Paris",
                "the clocks of Europe/Paris never show 2026-03-29T02:30",
                "they are put forward then: write what they do show, like `2026-03-29T03:30`",
            ),
        ] {
            let error = zone(name)
                .check(&Date::parse(written).unwrap())
                .unwrap_err();
            assert_eq!(
                (error.message.as_str(), error.hint.as_str()),
                (message, hint)
            );
        }
        for (written, name) in [
            ("2026-04-16", "Europe/Paris"),
            ("2026-04-16T09:00", "Europe/Paris"),
            ("2026-04-16T09:00+02:00", "Europe/Paris"),
            ("2026-04-16T07:00Z", "Europe/Paris"),
            ("2026-04-16T07:00+00:00", "Europe/Paris"),
            ("2026-10-25T02:30", "Europe/Paris"),
            ("2026-10-25T02:30+02:00", "Europe/Paris"),
            ("2026-10-25T02:30+01:00", "Europe/Paris"),
            ("2026-04-16T09:00+05:45", "Asia/Kathmandu"),
        ] {
            let date = Date::parse(written).unwrap();
            assert_eq!(zone(name).check(&date), Ok(()), "{written} in {name}");
        }
    }
}
