//! When the next editions of a series of events are, by the rule of the series.
//!
//! A rule cannot know that an edition was moved: what is announced comes before what the rule says,
//! so only days after the last edition count.

use super::events::{Event, RecurringEvent};
use crate::date::Date;
use crate::recurrence::{End, Rule};

impl RecurringEvent {
    /// The rule of the series, where it has one.
    #[must_use]
    pub fn rule(&self) -> Option<Rule> {
        let rule = self.declared.rule.as_ref();
        rule.and_then(|rule| Rule::parse(&rule.value).ok())
    }

    /// The last day that there may be an edition on, by the rule or by the file.
    #[must_use]
    pub fn until(&self) -> Option<Date> {
        let by_rule = self.rule().and_then(|rule| match rule.end {
            End::Until(day) => Some(Date::from_civil(day)),
            End::Count(_) | End::Never => None,
        });
        [by_rule, self.declared.until.clone()]
            .into_iter()
            .flatten()
            .min_by_key(Date::day)
    }

    /// The next days of the rule, as many as are asked for at most: after today, and after every
    /// edition in `all`.
    #[must_use]
    pub fn next_days(&self, all: &[Event], today: &Date, count: usize) -> Vec<Date> {
        let Some((rule, start)) = self.rule().zip(self.declared.start.as_ref()) else {
            return Vec::new();
        };
        let announced = self.editions.iter().filter_map(|at| all[*at].last());
        let after = announced
            .chain([today])
            .max_by_key(|date| date.day())
            .unwrap_or(today);
        let until = self.until();
        // The day itself may be one of the rule's.
        let days = rule
            .next(start, after, count + 1)
            .into_iter()
            .filter(|day| day.is_after_day(after));
        days.filter(|day| until.as_ref().is_none_or(|until| !day.is_after_day(until)))
            .take(count)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event_series;
    use crate::path::SitePath;
    use crate::source::Source;

    fn next(keys: &str, editions: &[&str], today: &str) -> Vec<String> {
        let path = SitePath::new(event_series::FILE);
        let read = event_series::parse(&Source::new(path, &format!("a: {{name: A, {keys}}}\n")));
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let date = |text: &&str| Date::parse(text).unwrap();
        let all: Vec<Event> = editions
            .iter()
            .map(|day| Event {
                start: Some(date(day)),
                ..Event::default()
            })
            .collect();
        let series = RecurringEvent {
            declared: read.value[0].clone(),
            editions: (0..all.len()).collect(),
        };
        series
            .next_days(&all, &date(&today), 3)
            .iter()
            .map(|day| day.iso().to_owned())
            .collect()
    }

    #[test]
    fn what_is_announced_comes_before_the_rule() {
        let every_other = "rule: FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR, start: 2026-01-30";
        assert_eq!(
            next(every_other, &[], "2026-09-25"),
            ["2026-11-27", "2027-01-29", "2027-03-26"]
        );
        assert_eq!(
            next(every_other, &["2026-11-27"], "2026-09-26"),
            ["2027-01-29", "2027-03-26", "2027-05-28"]
        );
        // Moved to a later day.
        assert_eq!(
            next(every_other, &["2026-12-04"], "2026-11-01")[0],
            "2027-01-29"
        );
        assert_eq!(next("start: 2026-01-30", &[], "2026-09-25"), [""; 0]);
        assert_eq!(next(every_other, &[], "2025-01-01")[0], "2026-01-30");
    }

    #[test]
    fn a_series_ends_where_its_rule_or_its_file_says() {
        let until = "rule: FREQ=WEEKLY;BYDAY=MO, start: 2026-01-05T18:30, until: 2026-01-12";
        assert_eq!(
            next(until, &[], "2026-01-01"),
            ["2026-01-05T18:30", "2026-01-12T18:30"]
        );
        assert_eq!(next(until, &[], "2026-01-12"), [""; 0]);
        let both =
            "rule: FREQ=WEEKLY;UNTIL=20260106;BYDAY=MO, start: 2026-01-05, until: 2026-01-12";
        assert_eq!(next(both, &[], "2026-01-01"), ["2026-01-05"]);
    }
}
