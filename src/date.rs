//! Dates as authors write them (ISO 8601), kept with their own text, and the zones of places.
//!
//! The theme writes dates in words; today's date comes from the command line.

mod reading;
mod zone;

use jiff::civil;
use jiff::fmt::temporal::{Pieces, PiecesOffset};

pub use zone::Zone;

/// A day, with a time where one was written. Orders by time, then by text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    time: civil::DateTime,
    text: String,
}

/// Why a text is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// One plain sentence.
    pub message: String,
    /// What to write instead.
    pub hint: String,
}

impl Date {
    /// Reads `2026-11-20`, `2026-11-20T18:30`, `2026-11-20 18:30:00` or with an offset, also as
    /// Jekyll writes it (`2026-11-20 18:30:00 +0100`).
    ///
    /// # Errors
    /// When the text has another shape, or names a day, a time or an offset that there is not.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        reading::read(text).map(|(time, text)| Self { time, text })
    }

    /// The date that a clock gave.
    #[must_use]
    pub fn from_civil(date: civil::Date) -> Self {
        Self {
            time: date.at(0, 0, 0, 0),
            text: date.to_string(),
        }
    }

    /// The ISO 8601 text, for `<time datetime>` and for machines.
    #[must_use]
    pub fn iso(&self) -> &str {
        &self.text
    }

    /// As feeds and site maps want it (RFC 3339): to the second, with an offset. What the text
    /// leaves out is midnight, and UTC.
    #[must_use]
    pub fn rfc3339(&self) -> String {
        let time = self.time.strftime("%Y-%m-%dT%H:%M:%S");
        match self.offset().unwrap_or_default() {
            -59..=59 => format!("{time}Z"),
            seconds => format!("{time}{}", zone::written_offset(seconds)),
        }
    }

    /// As search engines want it (W3C's profile of ISO 8601): a day alone, or a time with an
    /// offset.
    #[must_use]
    pub fn w3c(&self) -> String {
        if self.text.len() == 10 {
            self.text.clone()
        } else {
            self.rfc3339()
        }
    }

    /// As [`Date::w3c`], but a time without an offset gets none: it is the local time of a place
    /// that the reader knows.
    #[must_use]
    pub fn local(&self) -> String {
        if !self.has_time() || self.utc().is_some() {
            return self.w3c();
        }
        self.time.strftime("%Y-%m-%dT%H:%M:%S").to_string()
    }

    /// In the basic form of ISO 8601, as it was written, to the second: `20261120T183000`.
    #[must_use]
    pub fn basic(&self) -> String {
        self.time.strftime("%Y%m%dT%H%M%S").to_string()
    }

    /// The same in UTC, `20261120T163000Z`; `None` where no offset was written.
    #[must_use]
    pub fn utc(&self) -> Option<String> {
        let utc = self.time_in_utc(self.offset()?)?;
        Some(utc.strftime("%Y%m%dT%H%M%SZ").to_string())
    }

    /// Its offset from UTC in seconds, where one was written.
    fn offset(&self) -> Option<i32> {
        if !self.has_time() {
            return None;
        }
        let pieces = Pieces::parse(&self.text).ok()?;
        match pieces.offset()? {
            PiecesOffset::Zulu => Some(0),
            PiecesOffset::Numeric(offset) => Some(offset.offset().seconds()),
            _ => None,
        }
    }

    fn time_in_utc(&self, offset: i32) -> Option<civil::DateTime> {
        let offset = jiff::SignedDuration::from_secs(offset.into());
        self.time.checked_sub(offset).ok()
    }

    /// The whole minutes from the start of 1970 to this moment; what the text leaves out is
    /// midnight, and UTC.
    #[must_use]
    pub fn minutes(&self) -> i64 {
        let utc = self.time_in_utc(self.offset().unwrap_or_default());
        let epoch = civil::date(1970, 1, 1).at(0, 0, 0, 0);
        let moment = utc.unwrap_or(self.time);
        moment.duration_since(epoch).as_secs().div_euclid(60)
    }

    /// The day in the basic form: `20261120`.
    #[must_use]
    pub fn basic_day(&self) -> String {
        self.time.strftime("%Y%m%d").to_string()
    }

    /// The day after, in the basic form; the last day that there is has none after it.
    #[must_use]
    pub fn basic_day_after(&self) -> String {
        let day = self.time.date();
        day.tomorrow().unwrap_or(day).strftime("%Y%m%d").to_string()
    }

    /// The seconds from this moment to another one by local time: offsets are ignored.
    #[must_use]
    pub fn seconds_to(&self, other: &Self) -> i64 {
        other.time.duration_since(self.time).as_secs()
    }

    /// The day as the calendar has it.
    #[must_use]
    pub fn day(&self) -> civil::Date {
        self.time.date()
    }

    /// Year, month (1–12) and day (1–31).
    #[must_use]
    pub fn ymd(&self) -> (i16, i8, i8) {
        (self.time.year(), self.time.month(), self.time.day())
    }

    /// Hour and minute, where a time was written.
    #[must_use]
    pub fn hm(&self) -> Option<(i8, i8)> {
        self.has_time()
            .then(|| (self.time.hour(), self.time.minute()))
    }

    /// Whether a time was written.
    #[must_use]
    pub fn has_time(&self) -> bool {
        self.text.len() > 10
    }

    /// Whether the day lies after that of another date; times are ignored.
    #[must_use]
    pub fn is_after_day(&self, other: &Self) -> bool {
        self.time.date() > other.time.date()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_get_seconds_and_an_offset() {
        for (written, expected) in [
            ("2026-11-20", "2026-11-20T00:00:00Z"),
            ("2026-11-20 18:30", "2026-11-20T18:30:00Z"),
            ("2026-11-20T18:30:05.25Z", "2026-11-20T18:30:05Z"),
            ("2026-11-20T18:30:00+02:00", "2026-11-20T18:30:00+02:00"),
            ("2026-11-20T18:30-0330", "2026-11-20T18:30:00-03:30"),
            ("0999-01-02", "0999-01-02T00:00:00Z"),
        ] {
            assert_eq!(
                Date::parse(written).unwrap().rfc3339(),
                expected,
                "{written}"
            );
        }
    }

    #[test]
    fn minutes_are_counted_in_utc() {
        for (written, minutes) in [
            ("1970-01-01", 0),
            ("1970-01-02T00:01:59", 1441),
            ("1970-01-01T02:00+02:00", 0),
            ("1969-12-31T23:59:30Z", -1),
            ("2026-04-01T23:00-05:00", 29_585_040),
            ("2026-04-02T04:00Z", 29_585_040),
        ] {
            assert_eq!(
                Date::parse(written).unwrap().minutes(),
                minutes,
                "{written}"
            );
        }
    }

    #[test]
    fn days_compare_without_their_times() {
        let morning = Date::parse("2026-11-20T08:00").unwrap();
        let evening = Date::parse("2026-11-20T20:00").unwrap();
        assert!(morning < evening);
        assert!(!evening.is_after_day(&morning));
    }

    #[test]
    fn a_time_without_an_offset_stays_the_places_own() {
        for (written, expected) in [
            ("2026-04-12", "2026-04-12"),
            ("2026-04-12T09:00", "2026-04-12T09:00:00"),
            ("2026-04-12T09:00+02:00", "2026-04-12T09:00:00+02:00"),
            ("2026-04-12T09:00Z", "2026-04-12T09:00:00Z"),
        ] {
            assert_eq!(Date::parse(written).unwrap().local(), expected);
        }
    }
}
