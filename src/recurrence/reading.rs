//! Reads a rule, part by part, as RFC 5545 writes it.

use jiff::civil::{self, Weekday};

use super::{End, Frequency, Rule};
use crate::date::Date;

/// The largest interval.
const MOST_INTERVAL: u32 = 1000;

/// The parts of a rule that were read so far.
#[derive(Debug, Default)]
pub(super) struct Draft {
    frequency: Option<Frequency>,
    interval: Option<u32>,
    by_day: Vec<(Option<i8>, Weekday)>,
    by_month_day: Vec<i8>,
    by_month: Vec<i8>,
    count: Option<u32>,
    until: Option<civil::Date>,
}

impl Draft {
    /// Reads a part of a rule.
    ///
    /// # Errors
    /// What is wrong with it, as a sentence.
    pub(super) fn read(&mut self, name: &str, value: &str) -> Result<(), String> {
        match name {
            "FREQ" => {
                self.frequency = Some(match value {
                    "WEEKLY" => Frequency::Weekly,
                    "MONTHLY" => Frequency::Monthly,
                    "YEARLY" => Frequency::Yearly,
                    _ => {
                        return Err(format!(
                            "`FREQ={value}` is not read: take `WEEKLY`, `MONTHLY` or `YEARLY`"
                        ));
                    }
                });
            }
            "INTERVAL" => self.interval = Some(number(name, value, 1..=MOST_INTERVAL)?),
            "COUNT" => self.count = Some(number(name, value, 1..=10_000)?),
            "UNTIL" => self.until = Some(read_until(value)?),
            "BYDAY" => self.by_day = list(value, read_weekday)?,
            "BYMONTHDAY" => self.by_month_day = list(value, |item| signed(name, item, 31))?,
            "BYMONTH" => {
                self.by_month = list(value, |item| {
                    let month = number(name, item, 1..=12)?;
                    i8::try_from(month).map_err(|_| item.to_owned())
                })?;
            }
            "WKST" if value == "MO" => {}
            "WKST" => return Err(format!("`WKST={value}` is not read: weeks begin on Monday")),
            _ => {
                let known =
                    "`FREQ`, `INTERVAL`, `BYDAY`, `BYMONTHDAY`, `BYMONTH`, `COUNT` and `UNTIL`";
                return Err(format!("`{name}` is not read: rules have {known}"));
            }
        }
        Ok(())
    }

    /// The rule, once all of its parts are read.
    ///
    /// # Errors
    /// What does not go together, as a sentence.
    pub(super) fn finish(self) -> Result<Rule, String> {
        let frequency = self
            .frequency
            .ok_or("the rule has no `FREQ`, like `FREQ=MONTHLY`")?;
        let is_weekly = frequency == Frequency::Weekly;
        if is_weekly && self.by_day.iter().any(|(ordinal, _)| ordinal.is_some()) {
            return Err(
                "a week has each day once: `BYDAY` takes no number with `FREQ=WEEKLY`".to_owned(),
            );
        }
        if is_weekly && !self.by_month_day.is_empty() {
            return Err("`BYMONTHDAY` does not go with `FREQ=WEEKLY`".to_owned());
        }
        let in_months = frequency == Frequency::Monthly
            || !self.by_month.is_empty()
            || !self.by_month_day.is_empty();
        let beyond = self
            .by_day
            .iter()
            .filter_map(|(ordinal, _)| *ordinal)
            .find(|ordinal| ordinal.unsigned_abs() > 5);
        if let Some(ordinal) = beyond.filter(|_| in_months) {
            return Err(format!(
                "no month has a weekday {} times",
                ordinal.unsigned_abs()
            ));
        }
        let end = match (self.count, self.until) {
            (Some(_), Some(_)) => return Err("a rule has `COUNT` or `UNTIL`, not both".to_owned()),
            (Some(count), None) => End::Count(count),
            (None, Some(until)) => End::Until(until),
            (None, None) => End::Never,
        };
        let interval = self.interval.unwrap_or(1);
        let Self {
            by_day,
            by_month_day,
            by_month,
            ..
        } = self;
        Ok(Rule {
            frequency,
            interval,
            by_day,
            by_month_day,
            by_month,
            end,
        })
    }
}

fn list<T>(value: &str, read: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, String> {
    value.split(',').map(|item| read(item.trim())).collect()
}

fn number(name: &str, text: &str, bounds: std::ops::RangeInclusive<u32>) -> Result<u32, String> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text
        .parse()
        .ok()
        .filter(|number| is_digits && bounds.contains(number));
    number.ok_or_else(|| {
        format!(
            "`{name}={text}` is not a number from {} to {}",
            bounds.start(),
            bounds.end()
        )
    })
}

fn signed(name: &str, text: &str, most: u32) -> Result<i8, String> {
    let (sign, digits) = text
        .strip_prefix('-')
        .map_or((1, text.strip_prefix('+').unwrap_or(text)), |rest| {
            (-1, rest)
        });
    let size = number(name, digits, 1..=most)
        .map_err(|_| format!("`{text}` is not a number from 1 to {most}, or from -1 to -{most}"))?;
    i8::try_from(size)
        .map(|size| sign * size)
        .map_err(|_| format!("`{text}` is too large"))
}

fn read_weekday(text: &str) -> Result<(Option<i8>, Weekday), String> {
    let unknown =
        || format!("`{text}` is no day of the week: they are MO, TU, WE, TH, FR, SA and SU");
    let at = text
        .len()
        .checked_sub(2)
        .filter(|at| text.is_char_boundary(*at))
        .ok_or_else(unknown)?;
    let (ordinal, name) = text.split_at(at);
    let weekday = match name {
        "MO" => Weekday::Monday,
        "TU" => Weekday::Tuesday,
        "WE" => Weekday::Wednesday,
        "TH" => Weekday::Thursday,
        "FR" => Weekday::Friday,
        "SA" => Weekday::Saturday,
        "SU" => Weekday::Sunday,
        _ => return Err(unknown()),
    };
    let ordinal = if ordinal.is_empty() {
        None
    } else {
        Some(signed("BYDAY", ordinal, 53)?)
    };
    Ok((ordinal, weekday))
}

fn read_until(text: &str) -> Result<civil::Date, String> {
    let wrong = || format!("`UNTIL={text}` is not a day: write it like `20271231`");
    let day = text
        .split('T')
        .next()
        .filter(|day| day.len() == 8 && day.is_ascii())
        .ok_or_else(wrong)?;
    let iso = format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]);
    Date::parse(&iso)
        .map(|date| date.day())
        .map_err(|_| wrong())
}
