//! Fields that all formats have: texts, times and people as tools write them.

use serde_json::Value;

use super::Speaker;
use crate::date::Date;
use crate::duration::Duration;
use crate::html::text::to_text;
use crate::path::is_web;

/// The longest abstract, in characters.
const LONGEST_ABSTRACT: usize = 20_000;
/// The longest line, in characters.
const LONGEST_LINE: usize = 500;

/// A text of a field of JSON: numbers are texts, too.
pub(super) fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        // Some exports have a text for each language.
        Value::Object(map) => map.values().find_map(Value::as_str)?.to_owned(),
        _ => return None,
    };
    Some(text)
}

/// A field of JSON as one line of plain text; `None` when nothing is left.
pub(super) fn line_of(value: Option<&Value>) -> Option<String> {
    one_line(&text_of(value?)?)
}

/// A field that is plain text, as one line: angle brackets are no HTML in it. `None` when nothing is
/// left.
pub(super) fn plain_line(value: Option<&Value>) -> Option<String> {
    as_line(&text_of(value?)?)
}

/// HTML as one line of plain text; `None` when nothing is left.
pub(super) fn one_line(text: &str) -> Option<String> {
    as_line(&to_text(text))
}

fn as_line(plain: &str) -> Option<String> {
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(LONGEST_LINE)
        .collect();
    (!line.is_empty()).then_some(line)
}

/// The time from one moment to another one, if both are known and a session can take it.
pub(super) fn between(start: Option<&Date>, end: Option<&Date>) -> Option<Duration> {
    let seconds = u32::try_from(start?.seconds_to(end?)).ok()?;
    (1..=24 * 3600)
        .contains(&seconds)
        .then(|| Duration::from_seconds(seconds))
}

/// Several texts in HTML as plain paragraphs, each once.
pub(super) fn summary<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut paragraphs: Vec<String> = Vec::new();
    for text in texts {
        let plain = to_text(text);
        if !plain.is_empty() && !paragraphs.iter().any(|known| known.contains(&plain)) {
            paragraphs.push(plain);
        }
    }
    paragraphs
        .join("\n\n")
        .chars()
        .take(LONGEST_ABSTRACT)
        .collect()
}

/// An address that a reader may follow.
pub(super) fn web(text: Option<String>) -> Option<String> {
    text.filter(|url| is_web(url))
}

/// `00:45`, `1:30:00`, or minutes alone.
pub(super) fn read_length(text: &str) -> Option<Duration> {
    let parts: Option<Vec<u32>> = text
        .trim()
        .split(':')
        .map(|part| part.parse().ok())
        .collect();
    let seconds = match parts?.as_slice() {
        [minutes] => minutes.checked_mul(60)?,
        [hours, minutes] => hours
            .checked_mul(3600)?
            .checked_add(minutes.checked_mul(60)?)?,
        [hours, minutes, seconds] => hours
            .checked_mul(3600)?
            .checked_add(minutes.checked_mul(60)?)?
            .checked_add(*seconds)?,
        _ => return None,
    };
    (1..=24 * 3600)
        .contains(&seconds)
        .then(|| Duration::from_seconds(seconds))
}

/// A moment: the whole of it, or a day and a time of day.
pub(super) fn read_start(
    date: Option<&str>,
    day: Option<&str>,
    time: Option<&str>,
) -> Option<Date> {
    let whole = date
        .and_then(|date| Date::parse(date.trim()).ok())
        .filter(Date::has_time);
    let day = || {
        day.or(date)
            .map(|day| day.trim().chars().take(10).collect::<String>())
    };
    let timed = || {
        let (day, time) = (day()?, time?.trim());
        let padded = if time.find(':') == Some(1) {
            format!("0{time}")
        } else {
            time.to_owned()
        };
        Date::parse(&format!("{day}T{padded}")).ok()
    };
    whole.or_else(timed).or_else(|| Date::parse(&day()?).ok())
}

/// A speaker by a name, and by a line about them: `CTO, Contentsquare`, `CTO at Contentsquare`.
pub(super) fn speaker(name: &str, line: Option<&str>) -> Option<Speaker> {
    let name = one_line(name)?;
    let Some(line) = line.and_then(one_line) else {
        return Some(Speaker {
            name,
            ..Speaker::default()
        });
    };
    let split = [" @ ", " at ", " chez "]
        .iter()
        .find_map(|word| line.split_once(word));
    let (role, organisation) = match split.or_else(|| line.rsplit_once(", ")) {
        Some((role, organisation)) => {
            (role.trim().to_owned(), Some(organisation.trim().to_owned()))
        }
        None => (line, None),
    };
    Some(Speaker {
        name,
        role: Some(role).filter(|role| !role.is_empty()),
        organisation,
    })
}
