//! Reads dates as people write them, and says what is wrong with one that cannot be read.
//!
//! A time may stand behind a `T` or spaces, its hour may have one digit, and its offset may stand
//! apart, without its colon, or be called `UTC`: so other generators and calendars write it. What
//! comes out has the one form of ISO 8601 that the rest of the program knows.

use jiff::civil;

use super::DateError;

const SHAPE: &str = "write year-month-day, like 2026-11-20";

/// A moment by local time, and its text in ISO 8601.
pub(super) fn read(text: &str) -> Result<(civil::DateTime, String), DateError> {
    let text = text.trim();
    let Some((day, rest)) = split_day(text) else {
        return Err(no_day(text));
    };
    let date = day.parse::<civil::Date>().map_err(|_| {
        let message = format!("`{text}` is not a day of the calendar");
        error(message, last_day_hint(day))
    })?;
    if rest.is_empty() {
        return Ok((date.at(0, 0, 0, 0), day.to_owned()));
    }
    let (time, offset) = split_time(rest);
    let time = with_two_digits(time).replace(',', ".");
    let local = format!("{day}T{time}");
    let moment = local
        .parse::<civil::DateTime>()
        .ok()
        .filter(|_| time.contains(':'))
        .ok_or_else(|| wrong_time(&time, rest))?;
    let offset = read_offset(offset).ok_or_else(|| wrong_offset(offset))?;
    Ok((moment, local + &offset))
}

/// What is wrong with a text that does not begin with a day.
fn no_day(text: &str) -> DateError {
    if is_time(text) {
        let message = format!("`{text}` has no day");
        return error(
            message,
            format!("write the day before it, like 2026-11-20T{text}"),
        );
    }
    let bare = text.trim_matches(['"', '\'', '“', '”', '„', '«', '»', '‘', '’', '\u{a0}', ' ']);
    let hint = if split_day(bare).is_some() {
        format!("take the quotation marks out: {bare}")
    } else {
        other_order(text).map_or_else(|| SHAPE.to_owned(), |day| format!("write {day}"))
    };
    error(format!("`{text}` is not a date"), hint)
}

/// Whether a text is a time of the day: `9:30`, `09:30:00`.
fn is_time(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    let is_number =
        |part: &&str| matches!(part.len(), 1 | 2) && part.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&parts.len()) && parts.iter().all(is_number)
}

fn error(message: String, hint: impl Into<String>) -> DateError {
    let hint = hint.into();
    DateError { message, hint }
}

/// `2026-11-20`, and what follows its `T` or its spaces.
fn split_day(text: &str) -> Option<(&str, &str)> {
    let (day, rest) = text.split_at_checked(10)?;
    let is_shape = |(at, byte): (usize, u8)| match at {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    let is_day = day.bytes().enumerate().all(is_shape);
    let is_end = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    (is_day && is_end).then(|| (day, rest.get(1..).unwrap_or_default().trim_start()))
}

/// A time, and what follows it.
fn split_time(text: &str) -> (&str, &str) {
    let is_time = |sign: char| sign.is_ascii_digit() || matches!(sign, ':' | '.' | ',');
    let end = text.find(|sign| !is_time(sign)).unwrap_or(text.len());
    let (time, offset) = text.split_at(end);
    (time, offset.trim_start())
}

/// `9:30` as `09:30`.
fn with_two_digits(time: &str) -> String {
    let is_short = time.as_bytes().get(1) == Some(&b':');
    format!("{}{time}", if is_short { "0" } else { "" })
}

/// `Z`, `+02:00`, or nothing; `None` where it is something else.
fn read_offset(text: &str) -> Option<String> {
    if text.is_empty() {
        return Some(String::new());
    }
    if ["z", "utc", "gmt"].contains(&text.to_ascii_lowercase().as_str()) {
        return Some("Z".to_owned());
    }
    let sign = text.chars().next().filter(|sign| "+-".contains(*sign))?;
    let digits = text[1..].replacen(':', "", 1);
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes) = match digits.len() {
        1 | 2 => (digits.as_str(), "00"),
        4 => digits.split_at(2),
        _ => return None,
    };
    let (hours, minutes): (u8, u8) = (hours.parse().ok()?, minutes.parse().ok()?);
    // HTML knows no `-00:00`.
    let sign = if hours + minutes == 0 { '+' } else { sign };
    // ISO 8601 goes to 23:59; no place has had an offset of 16 hours.
    (hours < 24 && minutes < 60).then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

fn wrong_time(time: &str, written: &str) -> DateError {
    if time.is_empty() {
        let hint = "write the time as hours and minutes, like 18:30, or leave it out";
        return error(format!("`{written}` is not a time"), hint);
    }
    let hint = if time.starts_with("24:00") {
        "midnight at the end of a day is 00:00 of the next day"
    } else if time.contains(':') {
        "hours go from 00 to 23, minutes and seconds from 00 to 59"
    } else {
        "write hours and minutes, like 18:30"
    };
    error(format!("`{time}` is not a time of the day"), hint)
}

fn wrong_offset(offset: &str) -> DateError {
    let message = format!("`{offset}` is not an offset from UTC");
    error(
        message,
        "write hours and minutes, like +01:00, or `Z` for UTC",
    )
}

/// The hint for a day that does not exist: which is the month's last one.
fn last_day_hint(day: &str) -> String {
    let number = |range: std::ops::Range<usize>| {
        day.get(range).and_then(|digits| digits.parse::<i16>().ok())
    };
    let first = number(0..4).zip(number(5..7)).and_then(|(year, month)| {
        let month = i8::try_from(month).ok()?;
        civil::Date::new(year, month, 1).ok()
    });
    first.map_or_else(
        || "months go from 01 to 12".to_owned(),
        |first| format!("the last day of that month is {}", first.last_of_month()),
    )
}

/// The day that three numbers in another order or with other signs name, where they can name one
/// day only: `2026/1/5`, `20.11.2026`.
fn other_order(text: &str) -> Option<civil::Date> {
    let day = text.split([' ', 'T']).next()?;
    let numbers: Option<Vec<i16>> = day
        .split(['-', '/', '.'])
        .map(|number| number.parse::<u16>().ok().and_then(|n| n.try_into().ok()))
        .collect();
    let [first, second, third] = numbers?.try_into().ok()?;
    let date = |year: i16, month: i16, day: i16| {
        let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
        civil::Date::new(year, month, day).ok()
    };
    match (first, second) {
        (1000.., _) => date(first, second, third),
        _ if third < 1000 => None,
        (13.., ..=12) => date(third, second, first),
        (..=12, 13..) => date(third, first, second),
        _ if first == second => date(third, second, first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_becomes_one() {
        for (written, expected) in [
            ("2026-11-20", "2026-11-20"),
            ("2026-11-20T18:30", "2026-11-20T18:30"),
            ("2026-11-20t18:30z", "2026-11-20T18:30Z"),
            ("2026-11-20  18:30:00", "2026-11-20T18:30:00"),
            ("2015-03-04 10:00:00 +0100", "2015-03-04T10:00:00+01:00"),
            ("2015-03-04 10:00 -3", "2015-03-04T10:00-03:00"),
            ("2015-03-04 10:00 -0000", "2015-03-04T10:00+00:00"),
            ("2015-03-04 10:00:00,5", "2015-03-04T10:00:00.5"),
            (
                "2015-03-04T10:00:00.25-03:30",
                "2015-03-04T10:00:00.25-03:30",
            ),
            ("2015-03-04 10:00 UTC", "2015-03-04T10:00Z"),
            ("2015-03-04 10:00 GMT", "2015-03-04T10:00Z"),
            ("2015-03-04 9:30", "2015-03-04T09:30"),
        ] {
            assert_eq!(read(written).unwrap().1, expected, "{written}");
        }
    }

    #[test]
    fn signs_of_several_bytes_are_no_offset() {
        for offset in ["+2\u{a0}h", "+a€", "-€", "€", "+1é00"] {
            let error = read(&format!("2026-01-02 10:00 {offset}")).unwrap_err();
            assert_eq!(
                error.message,
                format!("`{offset}` is not an offset from UTC")
            );
        }
    }

    #[test]
    fn a_mistake_is_named_by_its_own_part() {
        for (written, message, hint) in [
            (
                "2026-02-30",
                "`2026-02-30` is not a day of the calendar",
                "the last day of that month is 2026-02-28",
            ),
            (
                "2026-13-01 10:00",
                "`2026-13-01 10:00` is not a day of the calendar",
                "months go from 01 to 12",
            ),
            (
                "2026-11-20 24:00",
                "`24:00` is not a time of the day",
                "midnight at the end of a day is 00:00 of the next day",
            ),
            (
                "2026-11-20 25:00",
                "`25:00` is not a time of the day",
                "hours go from 00 to 23, minutes and seconds from 00 to 59",
            ),
            (
                "2026-11-20T10:75",
                "`10:75` is not a time of the day",
                "hours go from 00 to 23, minutes and seconds from 00 to 59",
            ),
            (
                "2026-11-20 18",
                "`18` is not a time of the day",
                "write hours and minutes, like 18:30",
            ),
            (
                "2026-11-20 18h30",
                "`18` is not a time of the day",
                "write hours and minutes, like 18:30",
            ),
            (
                "2026-11-20 at noon",
                "`at noon` is not a time",
                "write the time as hours and minutes, like 18:30, or leave it out",
            ),
            (
                "2026-11-20 10:00 CET",
                "`CET` is not an offset from UTC",
                "write hours and minutes, like +01:00, or `Z` for UTC",
            ),
            (
                "2026-11-20 10:00 pm",
                "`pm` is not an offset from UTC",
                "write hours and minutes, like +01:00, or `Z` for UTC",
            ),
            (
                "2026-11-20 10:00+25:00",
                "`+25:00` is not an offset from UTC",
                "write hours and minutes, like +01:00, or `Z` for UTC",
            ),
            ("2026-11-20x", "`2026-11-20x` is not a date", SHAPE),
            ("20 novembre", "`20 novembre` is not a date", SHAPE),
            ("２０２６-11-20", "`２０２６-11-20` is not a date", SHAPE),
            ("", "`` is not a date", SHAPE),
            ("2026-1-5", "`2026-1-5` is not a date", "write 2026-01-05"),
            (
                "2026/11/20 18:30",
                "`2026/11/20 18:30` is not a date",
                "write 2026-11-20",
            ),
            (
                "20/11/2026",
                "`20/11/2026` is not a date",
                "write 2026-11-20",
            ),
            (
                "11.20.2026",
                "`11.20.2026` is not a date",
                "write 2026-11-20",
            ),
            ("03/04/2026", "`03/04/2026` is not a date", SHAPE),
            ("-1/2/2026", "`-1/2/2026` is not a date", SHAPE),
        ] {
            let error = read(written).unwrap_err();
            assert_eq!(
                (error.message.as_str(), error.hint.as_str()),
                (message, hint)
            );
        }
    }
}
