//! Lengths of time as authors write them: `45m`, `1h30m`, `90s`.
//!
//! The theme writes lengths in words.

use std::fmt;

/// A length of time in whole seconds; at most a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Duration(u32);

/// The longest length.
const DAY: u32 = 24 * 3600;

/// What to write instead of a text that is no length.
pub const HINT: &str = "write it like `45m`, `1h30m` or `90s`";

impl Duration {
    /// A number of seconds, a day at most.
    #[must_use]
    pub fn from_seconds(seconds: u32) -> Self {
        Self(seconds.min(DAY))
    }

    /// Reads hours, minutes and seconds, each once and in this order.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim();
        let mut seconds = 0_u32;
        for (unit, length) in [('h', 3600), ('m', 60), ('s', 1)] {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if let Some(after) = rest[digits..].strip_prefix(unit).filter(|_| digits > 0) {
                seconds = seconds
                    .checked_add(rest[..digits].parse::<u32>().ok()?.checked_mul(length)?)?;
                rest = after;
            }
        }
        (rest.is_empty() && seconds > 0 && seconds <= DAY).then_some(Self(seconds))
    }

    /// Reads a length in the words of other tools: `30min`, `1 hour 5 mins`, `0:45:00`, `12:30`.
    /// Lengths as [`Duration::parse`] reads them are none.
    #[must_use]
    pub fn in_words(text: &str) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        let seconds = if text.contains(':') {
            text.split(':').try_fold(0_u32, |sum, part| {
                sum.checked_mul(60)?.checked_add(part.parse().ok()?)
            })?
        } else {
            Self::sum_of_words(&text)?
        };
        (1..=DAY).contains(&seconds).then_some(Self(seconds))
    }

    fn sum_of_words(text: &str) -> Option<u32> {
        let (mut rest, mut seconds) = (text, 0_u32);
        let mut is_long = false;
        while !rest.is_empty() {
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (number, after) = rest.split_at(digits);
            let after = after.trim_start();
            let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
            let (unit, after) = after.split_at(letters);
            let length = match unit {
                "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
                "m" | "min" | "mins" | "minute" | "minutes" => 60,
                "s" | "sec" | "secs" | "second" | "seconds" => 1,
                _ => return None,
            };
            is_long |= unit.len() > 1;
            let part = number.parse::<u32>().ok()?.checked_mul(length)?;
            seconds = seconds.checked_add(part)?;
            rest = after.trim_start();
        }
        is_long.then_some(seconds)
    }

    /// Its length in seconds.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// Its length in minutes, rounded up.
    #[must_use]
    pub fn minutes(self) -> u32 {
        self.0.div_ceil(60)
    }

    /// Hours, minutes and seconds.
    #[must_use]
    pub fn parts(self) -> (u32, u32, u32) {
        (self.0 / 3600, self.0 / 60 % 60, self.0 % 60)
    }

    /// As ISO 8601 writes it, for machines: `PT1H30M`.
    #[must_use]
    pub fn iso(self) -> String {
        let (hours, minutes, seconds) = self.parts();
        let part = |count: u32, unit: char| {
            if count == 0 {
                String::new()
            } else {
                format!("{count}{unit}")
            }
        };
        let parts = format!(
            "{}{}{}",
            part(hours, 'H'),
            part(minutes, 'M'),
            part(seconds, 'S')
        );
        if parts.is_empty() {
            "PT0S".to_owned()
        } else {
            format!("PT{parts}")
        }
    }
}

/// As authors write it.
impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hours, minutes, seconds) = self.parts();
        for (count, unit) in [(hours, 'h'), (minutes, 'm'), (seconds, 's')] {
            if count > 0 {
                write!(f, "{count}{unit}")?;
            }
        }
        if self.0 == 0 {
            f.write_str("0s")
        } else {
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_are_read_and_written_back() {
        for (text, seconds) in [
            ("45m", 2700),
            ("1h30m", 5400),
            ("90s", 90),
            ("2h", 7200),
            ("1h0m5s", 3605),
            (" 5m ", 300),
        ] {
            assert_eq!(
                Duration::parse(text).map(Duration::seconds),
                Some(seconds),
                "{text}"
            );
        }
        for bad in [
            "",
            "45",
            "m",
            "0m",
            "30m1h",
            "1h 30m",
            "1.5h",
            "-5m",
            "25h",
            "5min",
            "9999999999h",
            "１m",
        ] {
            assert_eq!(Duration::parse(bad), None, "{bad}");
        }
        for (text, seconds) in [
            ("30min", Some(1800)),
            ("1 hour 5mins", Some(3900)),
            ("0:45:00", Some(2700)),
            ("12:30", Some(750)),
            ("30m", None),
            ("45", None),
            ("1h30", None),
            ("25 hours", None),
            ("min", None),
        ] {
            let read = Duration::in_words(text).map(Duration::seconds);
            assert_eq!(read, seconds, "{text}");
        }
        assert_eq!(Duration::from_seconds(5400).to_string(), "1h30m");
        assert_eq!(Duration::from_seconds(90).to_string(), "1m30s");
        assert_eq!(Duration::from_seconds(5400).iso(), "PT1H30M");
    }
}
