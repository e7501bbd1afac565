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

    /// Reads what people and other tools write, too: `30min`, `45 minutes`, `1h30`, `1.5 h`, `30:00`.
    #[must_use]
    pub fn parse_loosely(text: &str) -> Option<Self> {
        let text = text.trim().trim_start_matches('+').to_ascii_lowercase();
        let thousandths = if text.contains(':') {
            clock(&text)?
        } else {
            in_words(&text)?
        };
        let seconds = u32::try_from(thousandths.checked_add(500)? / 1000).ok()?;
        (seconds > 0 && seconds <= DAY).then_some(Self(seconds))
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

/// The thousandths of a second in `1:30:00` or `30:00`.
fn clock(text: &str) -> Option<u64> {
    let parts: Vec<&str> = text.split(':').collect();
    let units: &[u64] = match parts.len() {
        2 => &[60, 1],
        3 => &[3600, 60, 1],
        _ => return None,
    };
    parts
        .iter()
        .zip(units)
        .try_fold(0_u64, |all, (part, unit)| {
            let (count, rest) = number(part)?;
            let length = count
                .checked_mul(*unit)
                .filter(|_| rest.trim().is_empty())?;
            all.checked_add(length)
        })
}

/// The thousandths of a second in numbers with their units; one behind hours may have none.
fn in_words(text: &str) -> Option<u64> {
    let (mut rest, mut all, mut is_after_hours) = (text, 0_u64, false);
    while !rest.is_empty() {
        let (count, behind) = number(rest)?;
        let behind = behind.trim_start();
        let end = behind
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(behind.len());
        let unit = match &behind[..end] {
            "h" | "hr" | "hrs" | "hour" | "hours" => 3600,
            "m" | "min" | "mins" | "minute" | "minutes" => 60,
            "s" | "sec" | "secs" | "second" | "seconds" => 1,
            "" if is_after_hours => 60,
            _ => return None,
        };
        is_after_hours = unit == 3600;
        all = all.checked_add(count.checked_mul(unit)?)?;
        rest = behind[end..].trim_start_matches([' ', ',']);
    }
    Some(all)
}

/// The thousandths of a number with at most three decimals, and what follows it.
fn number(text: &str) -> Option<(u64, &str)> {
    let text = text.trim_start();
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(text);
    let count = text[..whole].parse::<u64>().ok()?.checked_mul(1000)?;
    let Some(decimals) = text[whole..].strip_prefix('.') else {
        return Some((count, &text[whole..]));
    };
    let length = digits(decimals).min(3);
    let thousandths = format!("{:0<3}", &decimals[..length]).parse::<u64>().ok()?;
    Some((
        count.checked_add(thousandths)?,
        &decimals[digits(decimals)..],
    ))
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
            ("30min", 1800),
            ("45 minutes", 2700),
            ("1h30", 5400),
            ("1 hour, 5 mins", 3900),
            ("1.5h", 5400),
            ("30:00", 1800),
            ("1:00:30", 3630),
            ("+10s", 10),
            ("3mins 5secs", 185),
        ] {
            let read = Duration::parse_loosely(text).map(Duration::seconds);
            assert_eq!(read, Some(seconds), "{text}");
        }
        for bad in [
            "",
            "30",
            "min",
            "1:2:3:4",
            "5 parsecs",
            "99999999999999999999h",
            "0min",
            "é",
        ] {
            assert_eq!(Duration::parse_loosely(bad), None, "{bad}");
        }
        assert_eq!(Duration::from_seconds(5400).to_string(), "1h30m");
        assert_eq!(Duration::from_seconds(90).to_string(), "1m30s");
        assert_eq!(Duration::from_seconds(5400).iso(), "PT1H30M");
    }
}
