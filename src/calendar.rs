//! Calendars as RFC 5545 writes them.
//!
//! Lines end in CR LF and are folded at 75 octets, never inside a character. No property comes from
//! the clock, so that the same events always give the same bytes. Times with an offset are written in
//! UTC, which every program reads alike: a `TZID` needs a `VTIMEZONE`, whose rules programs compare
//! with their own or refuse. Knows nothing of the site.

use crate::date::Date;

/// The longest line in octets, without its end.
const LINE: usize = 75;

/// The stamp of an event that never changed, before any other.
const NEVER: &str = "19700101T000000Z";

/// A calendar.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// What programs call it.
    pub name: String,
    /// Who made it, for `PRODID`.
    pub maker: String,
    /// The zone that programs show its times in, by its name.
    pub zone: Option<String>,
    /// Its events.
    pub entries: Vec<CalendarEntry>,
}

/// An event of a calendar.
#[derive(Debug, Clone)]
pub struct CalendarEntry {
    /// Its identifier, the same in every calendar and for good: `UID`.
    pub uid: String,
    /// What it is called.
    pub summary: String,
    /// Its first day, or its first minute.
    pub start: Date,
    /// Its last day, or its last minute.
    pub end: Option<Date>,
    /// A sentence or two.
    pub description: Option<String>,
    /// Where it is.
    pub location: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// What it is about.
    pub categories: Vec<String>,
    /// When it last changed, as its author says.
    pub updated: Option<Date>,
    /// Whether it does not take place then.
    pub is_cancelled: bool,
}

impl Calendar {
    /// The text of the file.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = String::with_capacity(200 + self.entries.len() * 400);
        line(&mut out, "BEGIN:VCALENDAR");
        line(&mut out, "VERSION:2.0");
        text(&mut out, "PRODID", &format!("-//{}//EN", self.maker));
        line(&mut out, "CALSCALE:GREGORIAN");
        line(&mut out, "METHOD:PUBLISH");
        if !self.name.is_empty() {
            text(&mut out, "NAME", &self.name);
            text(&mut out, "X-WR-CALNAME", &self.name);
        }
        if let Some(zone) = &self.zone {
            text(&mut out, "X-WR-TIMEZONE", zone);
        }
        self.entries.iter().for_each(|entry| entry.write(&mut out));
        line(&mut out, "END:VCALENDAR");
        out
    }
}

impl CalendarEntry {
    fn write(&self, out: &mut String) {
        line(out, "BEGIN:VEVENT");
        text(out, "UID", &self.uid);
        self.write_revision(out);
        self.write_times(out);
        text(out, "SUMMARY", &self.summary);
        for (name, value) in [
            ("DESCRIPTION", &self.description),
            ("LOCATION", &self.location),
        ] {
            if let Some(value) = value.as_ref().filter(|value| !value.is_empty()) {
                text(out, name, value);
            }
        }
        if !self.categories.is_empty() {
            let escaped: Vec<String> = self
                .categories
                .iter()
                .map(|category| escape(category))
                .collect();
            line(out, &format!("CATEGORIES:{}", escaped.join(",")));
        }
        if let Some(url) = &self.url {
            // An address is no text: commas stay as they are.
            line(out, &format!("URL:{}", without_controls(url)));
        }
        let status = if self.is_cancelled {
            "CANCELLED"
        } else {
            "CONFIRMED"
        };
        line(out, &format!("STATUS:{status}"));
        line(out, "END:VEVENT");
    }

    /// Writes which revision of the event this is. It goes up with what the author says, and with
    /// nothing else: the date of the event may be moved to an earlier day, and a build has no clock.
    fn write_revision(&self, out: &mut String) {
        let Some(updated) = &self.updated else {
            line(out, &format!("DTSTAMP:{NEVER}"));
            return line(out, "SEQUENCE:0");
        };
        let moment = updated.utc().unwrap_or_else(|| updated.basic() + "Z");
        line(out, &format!("DTSTAMP:{moment}"));
        line(out, &format!("LAST-MODIFIED:{moment}"));
        line(out, &format!("SEQUENCE:{}", sequence(updated)));
    }

    /// Writes times where the start has one, and the end, too, if there is one; else whole days. A
    /// time with an offset is written in UTC; one without is local time, wherever the reader is.
    /// The end of whole days is the first day after them.
    fn write_times(&self, out: &mut String) {
        let is_timed = self.start.has_time() && self.end.as_ref().is_none_or(Date::has_time);
        if is_timed {
            // Both are in UTC, or neither (RFC 5545, 3.8.2.2).
            let are_utc = [Some(&self.start), self.end.as_ref()]
                .into_iter()
                .flatten()
                .all(|date| date.utc().is_some());
            let moment = |date: &Date| {
                date.utc()
                    .filter(|_| are_utc)
                    .unwrap_or_else(|| date.basic())
            };
            line(out, &format!("DTSTART:{}", moment(&self.start)));
            if let Some(end) = self
                .end
                .as_ref()
                .filter(|end| moment(end) > moment(&self.start))
            {
                line(out, &format!("DTEND:{}", moment(end)));
            }
            return;
        }
        let last = self
            .end
            .as_ref()
            .filter(|end| end.is_after_day(&self.start))
            .unwrap_or(&self.start);
        line(
            out,
            &format!("DTSTART;VALUE=DATE:{}", self.start.basic_day()),
        );
        // The last day that there is has none after it; without an end, a day is a whole one.
        if last.basic_day_after() > self.start.basic_day() {
            line(out, &format!("DTEND;VALUE=DATE:{}", last.basic_day_after()));
        }
        line(out, "TRANSP:TRANSPARENT");
    }
}

/// The number of a revision: its minutes since 1970, as far as an integer of RFC 5545 goes.
fn sequence(updated: &Date) -> i64 {
    updated.minutes().clamp(0, i32::MAX.into())
}

/// A property whose value is a text.
fn text(out: &mut String, name: &str, value: &str) {
    line(out, &format!("{name}:{}", escape(value)));
}

/// Escapes a text as RFC 5545 asks, 3.3.11.
fn escape(value: &str) -> String {
    let mut escaped = String::with_capacity(value.len() + 8);
    let normal = value.replace("\r\n", "\n");
    for c in normal.trim().chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' | '\r' => escaped.push_str("\\n"),
            c if c.is_control() && c != '\t' => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// A text without control characters, which could begin another line.
fn without_controls(value: &str) -> String {
    value.chars().filter(|c| !c.is_control()).collect()
}

/// Writes a line, folded: further parts begin with a space (RFC 5545, 3.1).
fn line(out: &mut String, content: &str) {
    let mut used = 0;
    for c in content.chars() {
        if used + c.len_utf8() > LINE {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry(start: &str, end: Option<&str>) -> CalendarEntry {
        CalendarEntry {
            uid: "a@e.org".to_owned(),
            summary: "A".to_owned(),
            start: Date::parse(start).unwrap(),
            end: end.map(|end| Date::parse(end).unwrap()),
            description: None,
            location: None,
            url: None,
            categories: Vec::new(),
            updated: None,
            is_cancelled: false,
        }
    }

    fn lines(entry: CalendarEntry) -> Vec<String> {
        let calendar = Calendar {
            name: "N".into(),
            maker: "M".into(),
            zone: None,
            entries: vec![entry],
        };
        calendar.write().split("\r\n").map(str::to_owned).collect()
    }

    fn times(start: &str, end: Option<&str>) -> String {
        let lines = lines(entry(start, end));
        let times = lines
            .iter()
            .filter(|line| line.starts_with("DT") && !line.starts_with("DTSTAMP"));
        times.cloned().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn days_end_on_the_day_after() {
        assert_eq!(
            times("2025-04-16", None),
            "DTSTART;VALUE=DATE:20250416 DTEND;VALUE=DATE:20250417"
        );
        assert_eq!(
            times("2024-12-30", Some("2024-12-31")),
            "DTSTART;VALUE=DATE:20241230 DTEND;VALUE=DATE:20250101"
        );
        assert_eq!(
            times("2025-04-16T09:00", Some("2025-04-18")),
            "DTSTART;VALUE=DATE:20250416 DTEND;VALUE=DATE:20250419"
        );
        assert_eq!(times("9999-12-31", None), "DTSTART;VALUE=DATE:99991231");
    }

    #[test]
    fn times_are_utc_or_local() {
        assert_eq!(
            times("2025-04-16T09:00+02:00", Some("2025-04-16T18:30:00+02:00")),
            "DTSTART:20250416T070000Z DTEND:20250416T163000Z"
        );
        assert_eq!(times("2025-04-16 09:00", None), "DTSTART:20250416T090000");
        assert_eq!(
            times("2025-04-16T23:30-01:00", None),
            "DTSTART:20250417T003000Z"
        );
        assert_eq!(times("2025-04-16T23:30Z", None), "DTSTART:20250416T233000Z");
        let mixed = times("2025-04-16T09:00+02:00", Some("2025-04-16T18:30"));
        assert_eq!(mixed, "DTSTART:20250416T090000 DTEND:20250416T183000");
    }

    #[test]
    fn texts_are_escaped() {
        let mut given = entry("2025-04-16", None);
        given.summary = "A, b; c\\d\r\nBEGIN:VEVENT".to_owned();
        given.url = Some("https://e.org/a,b?c;d\r\nX:1".to_owned());
        let lines = lines(given);
        assert!(
            lines.contains(&"SUMMARY:A\\, b\\; c\\\\d\\nBEGIN:VEVENT".to_owned()),
            "{lines:?}"
        );
        assert!(
            lines.contains(&"URL:https://e.org/a,b?c;dX:1".to_owned()),
            "{lines:?}"
        );
    }

    /// `DTSTAMP`, `LAST-MODIFIED` and `SEQUENCE` of an event that was last changed then.
    fn revision(updated: Option<&str>) -> [Option<String>; 3] {
        let mut given = entry("2025-04-16", None);
        given.updated = updated.map(|date| Date::parse(date).unwrap());
        let lines = lines(given);
        ["DTSTAMP:", "LAST-MODIFIED:", "SEQUENCE:"].map(|name| {
            let mut values = lines.iter().filter_map(|line| line.strip_prefix(name));
            values.next().map(str::to_owned)
        })
    }

    #[test]
    fn a_revision_is_what_its_author_says() {
        let texts = |texts: [Option<&str>; 3]| texts.map(|text| text.map(str::to_owned));
        for (updated, expected) in [
            (None, [Some("19700101T000000Z"), None, Some("0")]),
            (
                Some("2025-04-01"),
                [
                    Some("20250401T000000Z"),
                    Some("20250401T000000Z"),
                    Some("29057760"),
                ],
            ),
            (
                Some("2025-04-01T09:30+02:00"),
                [
                    Some("20250401T073000Z"),
                    Some("20250401T073000Z"),
                    Some("29058210"),
                ],
            ),
            (
                Some("0999-01-02"),
                [
                    Some("09990102T000000Z"),
                    Some("09990102T000000Z"),
                    Some("0"),
                ],
            ),
            (
                Some("9999-12-31"),
                [
                    Some("99991231T000000Z"),
                    Some("99991231T000000Z"),
                    Some("2147483647"),
                ],
            ),
        ] {
            assert_eq!(revision(updated), texts(expected), "{updated:?}");
        }
    }

    proptest! {
        /// Whatever else changes, a later revision has no lower number and no earlier stamp.
        #[test]
        fn a_revision_never_goes_back(
            one in 0_i64..4_000_000_000, other in 0_i64..4_000_000_000, offset in -12_i32..=12,
        ) {
            let written = |seconds: i64, hours: i32| {
                let epoch = jiff::civil::date(1970, 1, 1).at(0, 0, 0, 0);
                let shift = jiff::SignedDuration::from_secs(seconds + i64::from(hours) * 3600);
                let local = epoch.checked_add(shift).unwrap();
                format!("{}{hours:+03}:00", local.strftime("%Y-%m-%dT%H:%M:%S"))
            };
            let (early, late) = (one.min(other), one.max(other));
            let number = |revision: &[Option<String>; 3]| {
                revision[2].clone().unwrap().parse::<i64>().unwrap()
            };
            let (before, after) =
                (revision(Some(&written(early, offset))), revision(Some(&written(late, -offset))));
            prop_assert!(before[0] <= after[0] && before[1] <= after[1]);
            prop_assert!(number(&before) <= number(&after));
            prop_assert!(revision(None)[0] <= before[0]);
        }


        #[test]
        fn what_is_folded_unfolds(text in "\\PC{0,200}") {
            let mut out = String::new();
            line(&mut out, &text);
            let folded: Vec<&str> = out.strip_suffix("\r\n").unwrap().split("\r\n").collect();
            prop_assert!(folded.iter().all(|line| line.len() <= LINE));
            prop_assert_eq!(out.strip_suffix("\r\n").unwrap().replace("\r\n ", ""), text);
        }
    }
}
