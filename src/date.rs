//! Dates as authors write them (ISO 8601), kept with their own text.
//!
//! The theme writes dates in words; today's date comes from the command line.

mod reading;

use jiff::civil;
use jiff::fmt::temporal::{Pieces, PiecesOffset};

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
        let offset = Pieces::parse(&self.text)
            .ok()
            .and_then(|pieces| pieces.to_numeric_offset());
        let minutes = offset.map_or(0, |offset| offset.seconds() / 60);
        let time = self.time.strftime("%Y-%m-%dT%H:%M:%S");
        if minutes == 0 {
            return format!("{time}Z");
        }
        let sign = if minutes < 0 { '-' } else { '+' };
        format!(
            "{time}{sign}{:02}:{:02}",
            minutes.abs() / 60,
            minutes.abs() % 60
        )
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
        let pieces = Pieces::parse(&self.text).ok()?;
        let is_zulu = matches!(pieces.offset(), Some(PiecesOffset::Zulu));
        let seconds = if is_zulu {
            0
        } else {
            pieces.to_numeric_offset()?.seconds()
        };
        let utc = self
            .time
            .checked_sub(jiff::SignedDuration::from_secs(seconds.into()))
            .ok()?;
        Some(utc.strftime("%Y%m%dT%H%M%SZ").to_string())
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
