//! Recurrence rules: the part of RFC 5545 that series of events need.
//!
//! `FREQ` (`WEEKLY`, `MONTHLY`, `YEARLY`), `INTERVAL`, `BYDAY` with ordinals, `BYMONTHDAY`,
//! `BYMONTH`, and `COUNT` or `UNTIL`. Weeks begin on Monday. Every search ends: after 10,000
//! periods, or 400 years, the calendar has repeated itself. The theme writes rules in
//! words.

use jiff::civil::{self, Weekday};
use jiff::{Span, ToSpan};

use crate::date::Date;

/// The number of periods after which a search gives up.
const MOST_STEPS: i64 = 10_000;
/// The number of years after which the Gregorian calendar repeats itself.
const MOST_YEARS: i16 = 400;
/// The largest interval.
const MOST_INTERVAL: u32 = 1000;

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// The length of a period.
    pub frequency: Frequency,
    /// Only every such period counts: 2 is every other one.
    pub interval: u32,
    /// The days of the week, each with its number within the month or year: 1 is the first, -1 the
    /// last, `None` all of them.
    pub by_day: Vec<(Option<i8>, Weekday)>,
    /// The days of the month, from 1, or from -1 backwards.
    pub by_month_day: Vec<i8>,
    /// The months, from 1.
    pub by_month: Vec<i8>,
    /// When the rule ends.
    pub end: End,
}

/// How long a period is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Frequency {
    Weekly,
    Monthly,
    Yearly,
}

/// When a rule ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    /// Never.
    Never,
    /// After a number of days, the first one included.
    Count(u32),
    /// After a day, which is the last one.
    Until(civil::Date),
}

impl Rule {
    /// Reads a rule: `FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR`.
    ///
    /// # Errors
    /// One plain sentence, when a part cannot be read or is not among those that Lutrin knows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim().to_ascii_uppercase();
        let mut draft = Draft::default();
        for part in text
            .strip_prefix("RRULE:")
            .unwrap_or(&text)
            .split(';')
            .filter(|part| !part.is_empty())
        {
            let (name, value) = part
                .split_once('=')
                .ok_or_else(|| format!("`{part}` has no `=`"))?;
            draft.read(name, value)?;
        }
        draft.finish()
    }

    /// The first days of the rule on or after `from`, for a series that begins at `start`. They
    /// have the time of `start`. Fewer than `count` where the rule ends, or matches no day any
    /// more.
    #[must_use]
    pub fn next(&self, start: &Date, from: &Date, count: usize) -> Vec<Date> {
        let time = start.iso().get(10..).unwrap_or_default();
        let dated = |day: civil::Date| Date::parse(&format!("{day}{time}")).ok();
        self.days(start.day(), from.day(), count)
            .into_iter()
            .filter_map(dated)
            .collect()
    }

    fn days(&self, start: civil::Date, from: civil::Date, count: usize) -> Vec<civil::Date> {
        let mut found = Vec::new();
        let mut seen = 0;
        // Only a rule with a count needs to know what came before.
        let first = if matches!(self.end, End::Count(_)) {
            0
        } else {
            self.periods_before(start, from)
        };
        let last_year = start.year().max(from.year()).saturating_add(MOST_YEARS);
        for step in first..first.saturating_add(MOST_STEPS) {
            let Some(period) = self
                .period(start, step)
                .filter(|period| period.year() <= last_year)
            else {
                break;
            };
            for day in self.days_of(start, period) {
                if self.is_over(day, seen) || found.len() >= count {
                    return found;
                }
                seen += 1;
                if day >= from {
                    found.push(day);
                }
            }
        }
        found
    }

    fn is_over(&self, day: civil::Date, seen: u32) -> bool {
        match self.end {
            End::Never => false,
            End::Count(count) => seen >= count,
            End::Until(last) => day > last,
        }
    }

    /// A number of periods that certainly lie before a day.
    fn periods_before(&self, start: civil::Date, from: civil::Date) -> i64 {
        let days = i64::from((from - start).get_days());
        let longest = match self.frequency {
            Frequency::Weekly => 7,
            Frequency::Monthly => 31,
            Frequency::Yearly => 366,
        };
        (days / (longest * i64::from(self.interval)) - 1).max(0)
    }

    /// The first day of a period that counts.
    fn period(&self, start: civil::Date, step: i64) -> Option<civil::Date> {
        let many = step.checked_mul(self.interval.into())?;
        let (base, span): (civil::Date, Span) = match self.frequency {
            Frequency::Weekly => {
                let monday = start
                    .checked_sub(i64::from(start.weekday().to_monday_zero_offset()).days())
                    .ok()?;
                (monday, Span::new().try_weeks(many).ok()?)
            }
            Frequency::Monthly => (start.first_of_month(), Span::new().try_months(many).ok()?),
            Frequency::Yearly => (start.first_of_year(), Span::new().try_years(many).ok()?),
        };
        base.checked_add(span).ok()
    }

    /// The days of a period that match the rule, in order; none before the start.
    fn days_of(&self, start: civil::Date, period: civil::Date) -> Vec<civil::Date> {
        let mut days = match self.frequency {
            Frequency::Weekly => self.days_of_week(start, period),
            Frequency::Monthly if self.has_month(period) => self.days_of_month(start, period),
            Frequency::Monthly => Vec::new(),
            Frequency::Yearly => self.days_of_year(start, period),
        };
        days.retain(|day| *day >= start);
        days.sort_unstable();
        days.dedup();
        days
    }

    fn has_month(&self, day: civil::Date) -> bool {
        self.by_month.is_empty() || self.by_month.contains(&day.month())
    }

    fn days_of_week(&self, start: civil::Date, monday: civil::Date) -> Vec<civil::Date> {
        let wanted = |day: civil::Date| {
            let is_named = self
                .by_day
                .iter()
                .any(|(_, weekday)| *weekday == day.weekday());
            (is_named || self.by_day.is_empty() && day.weekday() == start.weekday())
                && self.has_month(day)
        };
        (0..7_i64)
            .filter_map(|offset| monday.checked_add(offset.days()).ok())
            .filter(|day| wanted(*day))
            .collect()
    }

    fn days_of_month(&self, start: civil::Date, first: civil::Date) -> Vec<civil::Date> {
        let last = first.last_of_month();
        let by_number = |number: &i8| {
            let number = if *number > 0 {
                *number
            } else {
                last.day() + 1 + *number
            };
            civil::Date::new(first.year(), first.month(), number).ok()
        };
        if self.by_month_day.is_empty() && self.by_day.is_empty() {
            return by_number(&start.day()).into_iter().collect();
        }
        let weekdays = || weekdays_between(&self.by_day, first, last);
        if self.by_month_day.is_empty() {
            return weekdays();
        }
        let named = if self.by_day.is_empty() {
            None
        } else {
            Some(weekdays())
        };
        let numbered = self.by_month_day.iter().filter_map(by_number);
        numbered
            .filter(|day| named.as_ref().is_none_or(|named| named.contains(day)))
            .collect()
    }

    fn days_of_year(&self, start: civil::Date, first: civil::Date) -> Vec<civil::Date> {
        if self.by_month.is_empty() && self.by_month_day.is_empty() {
            if self.by_day.is_empty() {
                return civil::Date::new(first.year(), start.month(), start.day())
                    .into_iter()
                    .collect();
            }
            return weekdays_between(&self.by_day, first, first.last_of_year());
        }
        let months = (1..=12).filter_map(|month| civil::Date::new(first.year(), month, 1).ok());
        months
            .filter(|month| self.has_month(*month))
            .flat_map(|month| self.days_of_month(start, month))
            .collect()
    }
}

/// The days of a weekday in a month or year: all of them, or the one with a number.
fn weekdays_between(
    wanted: &[(Option<i8>, Weekday)],
    first: civil::Date,
    last: civil::Date,
) -> Vec<civil::Date> {
    let mut days = Vec::new();
    for (ordinal, weekday) in wanted {
        let ahead = i64::from(weekday.since(first.weekday()));
        let all = (0..).map_while(|week: i64| {
            first
                .checked_add((ahead + 7 * week).days())
                .ok()
                .filter(|day| *day <= last)
        });
        let all: Vec<civil::Date> = all.collect();
        match ordinal {
            None => days.extend(all),
            Some(ordinal) => {
                let back = usize::from(ordinal.unsigned_abs());
                let at = if *ordinal > 0 {
                    Some(back - 1)
                } else {
                    all.len().checked_sub(back)
                };
                days.extend(at.and_then(|at| all.get(at)));
            }
        }
    }
    days
}

/// The parts of a rule that were read so far.
#[derive(Debug, Default)]
struct Draft {
    frequency: Option<Frequency>,
    interval: Option<u32>,
    by_day: Vec<(Option<i8>, Weekday)>,
    by_month_day: Vec<i8>,
    by_month: Vec<i8>,
    count: Option<u32>,
    until: Option<civil::Date>,
}

impl Draft {
    fn read(&mut self, name: &str, value: &str) -> Result<(), String> {
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

    fn finish(self) -> Result<Rule, String> {
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

#[cfg(test)]
mod tests;
