//! Recurrence rules: the part of RFC 5545 that series of events need.
//!
//! `FREQ` (`WEEKLY`, `MONTHLY`, `YEARLY`), `INTERVAL`, `BYDAY` with ordinals, `BYMONTHDAY`,
//! `BYMONTH`, and `COUNT` or `UNTIL`. Weeks begin on Monday. Every search ends: after 10,000
//! periods, or 400 years, the calendar has repeated itself. The theme writes rules in
//! words.

mod reading;

use jiff::civil::{self, Weekday};
use jiff::{Span, ToSpan};

use crate::date::Date;
use reading::Draft;

/// The number of periods after which a search gives up.
const MOST_STEPS: i64 = 10_000;
/// The number of years after which the Gregorian calendar repeats itself.
const MOST_YEARS: i16 = 400;

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

#[cfg(test)]
mod tests;
