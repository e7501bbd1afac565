//! Dates and lengths of time as languages write them.

use super::{Strings, ThemeString};
use crate::date::Date;
use crate::duration::Duration;
use crate::lang::Lang;

impl Strings {
    /// A date as the language writes it: `20 novembre 2026`, `November 20, 2026`.
    #[must_use]
    pub fn date(&self, lang: &Lang, date: &Date) -> String {
        self.spelled(lang, date, "date")
    }

    /// A day of a year that is known: `20 novembre`, `November 20`.
    #[must_use]
    pub fn day(&self, lang: &Lang, date: &Date) -> String {
        self.spelled(lang, date, "day_of_month")
    }

    /// The same with its day of the week: `vendredi 20 novembre`, `Friday, November 20`.
    #[must_use]
    pub fn weekday_and_day(&self, lang: &Lang, date: &Date) -> String {
        let (day, weekday) = (self.day(lang, date), date.day().weekday());
        let at = usize::try_from(weekday.to_monday_zero_offset()).ok();
        let weekday = at.and_then(|at| self.item(lang, "weekdays", at));
        let places = weekday.map(|weekday| [("weekday", weekday), ("day", &day)]);
        let text = places.and_then(|places| self.get(lang, "weekday_and_day", &places));
        text.unwrap_or(day)
    }

    /// The days from one to another: `16–18 avril 2025`, `April 30 – May 2, 2025`. What both have
    /// in common is said once, as the language asks for.
    #[must_use]
    pub fn days(&self, lang: &Lang, from: &Date, to: Option<&Date>) -> String {
        let Some(to) = to.filter(|to| to.is_after_day(from)) else {
            return self.date(lang, from);
        };
        let ((year, month, _), (last_year, last_month, _)) = (from.ymd(), to.ymd());
        let form = match (year == last_year, month == last_month) {
            (true, true) => "days_of_month",
            (true, false) => "days_of_year",
            _ => "days",
        };
        let whole = [self.date(lang, from), self.date(lang, to)];
        let days = [self.day_number(lang, from), self.day_number(lang, to)];
        let months = [
            self.month(lang, from).unwrap_or_default(),
            self.month(lang, to).unwrap_or_default(),
        ];
        let places = [
            ("from", whole[0].as_str()),
            ("to", &whole[1]),
            ("from_day", &days[0]),
            ("to_day", &days[1]),
            ("from_month", months[0]),
            ("to_month", months[1]),
            ("month", months[0]),
            ("year", &year.to_string()),
        ];
        self.get(lang, form, &places)
            .unwrap_or_else(|| format!("{} – {}", whole[0], whole[1]))
    }

    /// A time of day: `10 h 30`, `10:30`.
    #[must_use]
    pub fn time(&self, lang: &Lang, date: &Date) -> Option<String> {
        let (hour, minute) = date.hm()?;
        let (hour, minute) = (hour.to_string(), format!("{minute:02}"));
        let text = self.get(lang, "time_of_day", &[("hour", &hour), ("minute", &minute)]);
        Some(text.unwrap_or_else(|| format!("{hour}:{minute}")))
    }

    /// A length of time: `45 min`, `1 h 30`, `2 min 30 s`.
    #[must_use]
    pub fn duration(&self, lang: &Lang, duration: Duration) -> String {
        let (hours, minutes, seconds) = duration.parts();
        let is_whole = seconds == 0;
        let form = match (hours, minutes) {
            (0, 0) => is_whole.then_some("minutes_long"),
            (0, _) => Some("minutes_long"),
            (_, 0) => Some("hours_long"),
            _ => Some("hours_and_minutes_long"),
        };
        let minutes = if hours == 0 {
            minutes.to_string()
        } else {
            format!("{minutes:02}")
        };
        let (hours, seconds) = (hours.to_string(), seconds.to_string());
        let places = [
            ("hours", hours.as_str()),
            ("minutes", minutes.as_str()),
            ("seconds", seconds.as_str()),
        ];
        let forms = form
            .into_iter()
            .chain((!is_whole).then_some("seconds_long"));
        let parts: Option<Vec<String>> = forms.map(|form| self.get(lang, form, &places)).collect();
        parts.map_or_else(|| duration.to_string(), |parts| parts.join("\u{a0}"))
    }

    fn day_number(&self, lang: &Lang, date: &Date) -> String {
        let (_, _, day) = date.ymd();
        if day == 1 {
            self.get(lang, "first_day", &[])
        } else {
            None
        }
        .unwrap_or_else(|| day.to_string())
    }

    /// The name of a date's month.
    #[must_use]
    pub fn month(&self, lang: &Lang, date: &Date) -> Option<&str> {
        let (_, month, _) = date.ymd();
        let (ThemeString::List(months), _) = self.find(lang.as_str(), "months")? else {
            return None;
        };
        months
            .get(usize::try_from(month).ok()?.wrapping_sub(1))
            .map(String::as_str)
    }

    fn spelled(&self, lang: &Lang, date: &Date, form: &str) -> String {
        let (year, ..) = date.ymd();
        let Some(month) = self.month(lang, date) else {
            return date.iso().to_owned();
        };
        let day = self.day_number(lang, date);
        let year = year.to_string();
        let places = [("day", day.as_str()), ("month", month), ("year", &year)];
        let spelled = self
            .get(lang, form, &places)
            .or_else(|| self.get(lang, "date", &places));
        spelled.unwrap_or_else(|| date.iso().to_owned())
    }
}
