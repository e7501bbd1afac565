//! The rule of a series in words of a language: `le dernier vendredi, un mois sur deux`.

use tera::Value;

use crate::date::Date;
use crate::lang::Lang;
use crate::recurrence::{Frequency, Rule};
use crate::render::common::value::{map, safe, text_or_none};
use crate::site::events::RecurringEvent;
use crate::snapshot::Snapshot;
use crate::theme::Strings;

/// How many of the next days are shown.
const NEXT: usize = 3;

/// When a series comes again: its rule in words, until when it holds, and its next days.
pub(super) fn value(snapshot: &Snapshot, series: &RecurringEvent, lang: &Lang) -> Value {
    let (site, strings) = (&snapshot.site, &snapshot.theme.strings);
    let Some(rule) = series.rule() else {
        return Value::none();
    };
    let today = site.today.as_ref();
    let next = today
        .map(|today| series.next_days(&site.events.all, today, NEXT))
        .unwrap_or_default();
    map! {
        "text" => text_or_none(describe(strings, lang, &rule).as_deref()),
        "until" => text_or_none(series.until().map(|until| strings.date(lang, &until)).as_deref()),
        "next" => next_days(strings, lang, &next),
    }
}

/// Days joined as the language joins names; they have the time of the first one, which goes without
/// saying.
fn next_days(strings: &Strings, lang: &Lang, days: &[Date]) -> Value {
    let time = |day: &Date| {
        format!(
            "<time datetime=\"{}\">{}</time>",
            day.iso(),
            strings.date(lang, day)
        )
    };
    let times: Vec<String> = days.iter().map(time).collect();
    if times.is_empty() {
        Value::none()
    } else {
        safe(&strings.list(lang, &times))
    }
}

/// A rule in plain words, without its end; `None` for one that would take more than a few words.
#[must_use]
pub fn describe(strings: &Strings, lang: &Lang, rule: &Rule) -> Option<String> {
    let phrases = Phrases { strings, lang };
    match rule.frequency {
        Frequency::Weekly if rule.by_month.is_empty() && !rule.by_day.is_empty() => {
            let days = rule
                .by_day
                .iter()
                .map(|(_, weekday)| phrases.weekday(*weekday))
                .collect::<Option<Vec<_>>>()?;
            phrases.every(
                "rule_weekly",
                rule.interval,
                &[("days", &strings.list(lang, &days))],
            )
        }
        Frequency::Monthly if rule.by_month.is_empty() => phrases.every(
            "rule_monthly",
            rule.interval,
            &[("day", &phrases.day(rule)?)],
        ),
        Frequency::Yearly if rule.by_month.len() == 1 => {
            let month = strings.item(
                lang,
                "months_of",
                usize::try_from(rule.by_month[0]).ok()?.checked_sub(1)?,
            )?;
            phrases.every(
                "rule_yearly",
                rule.interval,
                &[("day", &phrases.day(rule)?), ("month", month)],
            )
        }
        Frequency::Weekly | Frequency::Monthly | Frequency::Yearly => None,
    }
}

struct Phrases<'s> {
    strings: &'s Strings,
    lang: &'s Lang,
}

impl Phrases<'_> {
    fn weekday(&self, weekday: jiff::civil::Weekday) -> Option<String> {
        let at = usize::try_from(weekday.to_monday_zero_offset()).ok()?;
        self.strings
            .item(self.lang, "weekdays", at)
            .map(str::to_owned)
    }

    /// The one day of a month that a rule names.
    fn day(&self, rule: &Rule) -> Option<String> {
        match (rule.by_day.as_slice(), rule.by_month_day.as_slice()) {
            ([(Some(ordinal), weekday)], []) => {
                let (key, at) = if *ordinal > 0 {
                    ("ordinals", *ordinal)
                } else {
                    ("ordinals_from_end", -*ordinal)
                };
                let ordinal =
                    self.strings
                        .item(self.lang, key, usize::try_from(at).ok()?.checked_sub(1)?)?;
                let places = [("ordinal", ordinal), ("weekday", &self.weekday(*weekday)?)];
                self.strings.get(self.lang, "rule_weekday", &places)
            }
            ([], [-1]) => self.strings.get(self.lang, "rule_last_day", &[]),
            ([], [number]) if *number > 0 => {
                let first = if *number == 1 {
                    self.strings.get(self.lang, "first_day", &[])
                } else {
                    None
                };
                let number = first.unwrap_or_else(|| number.to_string());
                self.strings
                    .get(self.lang, "rule_number", &[("number", &number)])
            }
            _ => None,
        }
    }

    /// Each period, every other one, or one of several.
    fn every(&self, key: &str, interval: u32, places: &[(&str, &str)]) -> Option<String> {
        let key = match interval {
            1 => key.to_owned(),
            2 => format!("{key}_other"),
            _ => format!("{key}_many"),
        };
        let count = interval.to_string();
        let places: Vec<(&str, &str)> = places
            .iter()
            .copied()
            .chain([("count", count.as_str())])
            .collect();
        self.strings.get(self.lang, &key, &places)
    }
}
