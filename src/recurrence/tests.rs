//! Rules against days that are known, and against a search day by day.

use proptest::prelude::*;

use super::*;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn next(rule: &str, start: &str, from: &str, count: usize) -> String {
    let found = Rule::parse(rule)
        .unwrap()
        .next(&date(start), &date(from), count);
    found.iter().map(Date::iso).collect::<Vec<_>>().join(" ")
}

#[test]
fn series_come_again() {
    for (rule, start, from, expected) in [
        (
            "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR",
            "2026-01-30",
            "2026-02-01",
            "2026-03-27 2026-05-29 2026-07-31",
        ),
        (
            "rrule:freq=weekly;interval=2;byday=mo,th",
            "2026-11-19",
            "2026-11-19",
            "2026-11-19 2026-11-30 2026-12-03",
        ),
        (
            "FREQ=YEARLY",
            "2024-02-29",
            "2024-03-01",
            "2028-02-29 2032-02-29 2036-02-29",
        ),
        (
            "FREQ=YEARLY;BYMONTH=4,9;BYDAY=1MO",
            "2026-01-01",
            "2026-01-01",
            "2026-04-06 2026-09-07 2027-04-05",
        ),
        (
            "FREQ=YEARLY;BYDAY=20MO",
            "1997-05-19",
            "1997-01-01",
            "1997-05-19 1998-05-18 1999-05-17",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=31",
            "2026-01-31",
            "2026-02-01",
            "2026-03-31 2026-05-31 2026-07-31",
        ),
        (
            "FREQ=MONTHLY;BYMONTHDAY=-1",
            "2026-01-31",
            "2026-02-01",
            "2026-02-28 2026-03-31 2026-04-30",
        ),
        (
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "1997-09-02",
            "1997-09-02",
            "1998-02-13 1998-03-13 1998-11-13",
        ),
        (
            "FREQ=MONTHLY",
            "2026-01-31T18:30+01:00",
            "2026-02-01",
            "2026-03-31T18:30+01:00 2026-05-31T18:30+01:00 2026-07-31T18:30+01:00",
        ),
        (
            "FREQ=WEEKLY;COUNT=3",
            "2026-01-01",
            "2026-01-05",
            "2026-01-08 2026-01-15",
        ),
        (
            "FREQ=WEEKLY;UNTIL=20260115",
            "2026-01-01",
            "2026-01-05",
            "2026-01-08 2026-01-15",
        ),
        (
            "FREQ=WEEKLY;UNTIL=20260114T235959Z",
            "2026-01-01",
            "2026-01-05",
            "2026-01-08",
        ),
        // The start of a series lies after its first weekday.
        (
            "FREQ=WEEKLY;BYDAY=MO,FR;WKST=MO",
            "2026-11-20",
            "2020-01-01",
            "2026-11-20 2026-11-23 2026-11-27",
        ),
    ] {
        assert_eq!(next(rule, start, from, 3), expected, "{rule}");
    }
}

#[test]
fn every_search_ends() {
    assert_eq!(
        next(
            "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
            "2026-01-01",
            "2026-01-01",
            3
        ),
        ""
    );
    assert_eq!(
        next(
            "FREQ=YEARLY;INTERVAL=1000;BYMONTH=2;BYMONTHDAY=31",
            "2026-01-01",
            "2026-01-01",
            3
        ),
        ""
    );
    assert_eq!(
        next("FREQ=WEEKLY", "2026-01-01", "9999-12-29", 5),
        "9999-12-30"
    );
    assert_eq!(
        next("FREQ=MONTHLY;COUNT=2", "0001-01-01", "2026-01-01", 5),
        ""
    );
    assert_eq!(
        next("FREQ=WEEKLY", "0001-01-01", "2026-01-01", 1),
        "2026-01-05"
    );
    assert_eq!(next("FREQ=WEEKLY", "2026-01-01", "2026-01-01", 0), "");
    let many = Rule::parse("FREQ=WEEKLY").unwrap().next(
        &date("2026-01-01"),
        &date("2026-01-01"),
        usize::MAX,
    );
    assert_eq!(many.len(), 10_000);
}

#[test]
fn what_is_not_read_is_named() {
    for (rule, expected) in [
        ("", "the rule has no `FREQ`, like `FREQ=MONTHLY`"),
        (
            "FREQ=DAILY",
            "`FREQ=DAILY` is not read: take `WEEKLY`, `MONTHLY` or `YEARLY`",
        ),
        ("every friday", "`EVERY FRIDAY` has no `=`"),
        (
            "FREQ=MONTHLY;BYSETPOS=-1",
            "`BYSETPOS` is not read: rules have `FREQ`, `INTERVAL`, `BYDAY`, `BYMONTHDAY`, `BYMONTH`, `COUNT` and `UNTIL`",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=0",
            "`INTERVAL=0` is not a number from 1 to 1000",
        ),
        (
            "FREQ=MONTHLY;BYDAY=-1XX",
            "`-1XX` is no day of the week: they are MO, TU, WE, TH, FR, SA and SU",
        ),
        (
            "FREQ=MONTHLY;BYDAY=é",
            "`é` is no day of the week: they are MO, TU, WE, TH, FR, SA and SU",
        ),
        (
            "FREQ=MONTHLY;BYDAY=0FR",
            "`0` is not a number from 1 to 53, or from -1 to -53",
        ),
        ("FREQ=MONTHLY;BYDAY=6FR", "no month has a weekday 6 times"),
        (
            "FREQ=WEEKLY;BYDAY=1FR",
            "a week has each day once: `BYDAY` takes no number with `FREQ=WEEKLY`",
        ),
        (
            "FREQ=WEEKLY;BYMONTHDAY=3",
            "`BYMONTHDAY` does not go with `FREQ=WEEKLY`",
        ),
        (
            "FREQ=YEARLY;BYMONTH=13",
            "`BYMONTH=13` is not a number from 1 to 12",
        ),
        (
            "FREQ=YEARLY;BYMONTHDAY=-32",
            "`-32` is not a number from 1 to 31, or from -1 to -31",
        ),
        (
            "FREQ=YEARLY;COUNT=2;UNTIL=20260101",
            "a rule has `COUNT` or `UNTIL`, not both",
        ),
        (
            "FREQ=YEARLY;UNTIL=2026-01-01",
            "`UNTIL=2026-01-01` is not a day: write it like `20271231`",
        ),
        (
            "FREQ=YEARLY;UNTIL=20260231",
            "`UNTIL=20260231` is not a day: write it like `20271231`",
        ),
        (
            "FREQ=YEARLY;WKST=SU",
            "`WKST=SU` is not read: weeks begin on Monday",
        ),
        (
            "FREQ=YEARLY;COUNT=+3",
            "`COUNT=+3` is not a number from 1 to 10000",
        ),
    ] {
        assert_eq!(Rule::parse(rule).unwrap_err(), expected, "{rule}");
    }
}

/// Whether a day is one of a rule, found without any of the program's ways: each day by itself.
fn matches(rule: &Rule, start: civil::Date, day: civil::Date) -> bool {
    let months = |day: civil::Date| i64::from(day.year()) * 12 + i64::from(day.month());
    let monday = |day: civil::Date| {
        day.checked_sub(i64::from(day.weekday().to_monday_zero_offset()).days())
            .unwrap()
    };
    let periods = match rule.frequency {
        Frequency::Weekly => i64::from((monday(day) - monday(start)).get_days()) / 7,
        Frequency::Monthly => months(day) - months(start),
        Frequency::Yearly => i64::from(day.year() - start.year()),
    };
    let in_months = rule.frequency == Frequency::Monthly
        || !rule.by_month.is_empty()
        || !rule.by_month_day.is_empty();
    let (at, length) = if in_months {
        (day.day().into(), day.days_in_month().into())
    } else {
        (day.day_of_year(), day.days_in_year())
    };
    let is_weekday = rule.by_day.iter().any(|(ordinal, weekday)| {
        let from_start = (at - 1) / 7 + 1;
        let from_end = -((length - at) / 7 + 1);
        let is_it = ordinal.is_none_or(|ordinal| {
            i16::from(ordinal) == from_start || i16::from(ordinal) == from_end
        });
        *weekday == day.weekday() && (rule.frequency == Frequency::Weekly || is_it)
    });
    let is_number = rule
        .by_month_day
        .iter()
        .any(|n| *n == day.day() || *n == day.day() - day.days_in_month() - 1);
    let has_month = rule.by_month.is_empty() || rule.by_month.contains(&day.month());
    let by_default = rule.by_day.is_empty() && rule.by_month_day.is_empty();
    let as_start = match rule.frequency {
        Frequency::Weekly => day.weekday() == start.weekday(),
        Frequency::Monthly => day.day() == start.day(),
        Frequency::Yearly => {
            day.day() == start.day() && (day.month() == start.month() || !rule.by_month.is_empty())
        }
    };
    periods % i64::from(rule.interval) == 0
        && has_month
        && (rule.by_day.is_empty() || is_weekday)
        && (rule.by_month_day.is_empty() || is_number)
        && (!by_default || as_start)
        && day >= start
}

fn rules() -> impl Strategy<Value = String> {
    let weekday = prop::sample::select(vec!["MO", "TU", "FR", "SU"]);
    let ordinal = prop::sample::select(vec!["", "1", "2", "5", "-1", "-2"]);
    let weekly = prop::collection::vec(weekday.clone(), 0..3)
        .prop_map(|days| ("WEEKLY", days.join(","), String::new()));
    let days = prop::collection::vec(
        (ordinal, weekday).prop_map(|(n, day)| format!("{n}{day}")),
        0..3,
    );
    let numbers = prop::collection::vec(
        prop::sample::select(vec!["1", "13", "29", "31", "-1", "-30"]),
        0..3,
    );
    let longer = (
        prop::sample::select(vec!["MONTHLY", "YEARLY"]),
        days,
        numbers,
    )
        .prop_map(|(frequency, days, numbers)| (frequency, days.join(","), numbers.join(",")));
    let months = prop::collection::vec(prop::sample::select(vec!["2", "4", "12"]), 0..2)
        .prop_map(|months| months.join(","));
    (prop_oneof![weekly, longer], 1..5_u32, months).prop_map(
        |((frequency, days, numbers), interval, months)| {
            let part = |name: &str, value: &str| {
                if value.is_empty() {
                    String::new()
                } else {
                    format!(";{name}={value}")
                }
            };
            let by = [
                part("BYDAY", &days),
                part("BYMONTHDAY", &numbers),
                part("BYMONTH", &months),
            ]
            .concat();
            format!("FREQ={frequency};INTERVAL={interval}{by}")
        },
    )
}

proptest! {
    #[test]
    fn days_are_those_that_match(text in rules(), start in 0..1500_i64, ahead in 0..1500_i64) {
        let rule = Rule::parse(&text).unwrap();
        let start = civil::date(2023, 1, 1).checked_add(start.days()).unwrap();
        let from = start.checked_add(ahead.days()).unwrap();
        let found = rule.days(start, from, 6);
        let each = from.series(1.day()).take(366 * 9).filter(|day| matches(&rule, start, *day)).take(6);
        let expected: Vec<civil::Date> = each.collect();
        prop_assert!(found.starts_with(&expected) && (expected.len() == 6 || found.len() <= 6), "{text} {start} {from}: {found:?} {expected:?}");
    }

    #[test]
    fn anything_is_read_without_a_panic(text in "[A-Z=;,0-9+é -]{0,60}") {
        let _ = Rule::parse(&text);
    }
}
