//! Programmes of conferences: the sessions that an export of frab, pretalx or Sessionize has.
//!
//! A programme comes from strangers: nothing in it is trusted, no entity of its own is expanded,
//! and what cannot be understood is left out rather than guessed. Knows neither files nor sites.

mod decode;
mod frab;
mod html;
mod sessionize;
mod xml;

use serde_json::Value;

use crate::date::Date;
use crate::duration::Duration;

/// The largest programme, in bytes.
const MOST_BYTES: usize = 32 << 20;
/// The longest abstract, in characters.
const LONGEST_ABSTRACT: usize = 20_000;

/// The sessions of a conference, in the order of the export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programme {
    /// What the conference is called; often empty.
    pub title: String,
    /// Its sessions, without breaks.
    pub sessions: Vec<Session>,
}

/// A session as its programme announces it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Session {
    /// What the programme calls it; never a name for a file.
    pub id: String,
    /// Its title, on one line; never empty.
    pub title: String,
    /// Who gives it.
    pub speakers: Vec<Speaker>,
    /// When it begins.
    pub start: Option<Date>,
    /// How long it takes.
    pub duration: Option<Duration>,
    /// The track that it is part of.
    pub track: Option<String>,
    /// Where it is.
    pub room: Option<String>,
    /// Its page.
    pub url: Option<String>,
    /// What it is about, as plain text.
    pub summary: String,
}

/// Somebody who gives a session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Speaker {
    /// The name.
    pub name: String,
    /// What they do.
    pub role: Option<String>,
    /// For whom.
    pub organisation: Option<String>,
}

/// Why a file is no programme.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Failure {
    /// One plain sentence.
    pub message: String,
    /// The line and the column of the mistake, from 1.
    pub position: Option<(usize, usize)>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Failure {
    fn new(message: impl Into<String>, hint: &str) -> Self {
        Self {
            message: message.into(),
            position: None,
            hint: Some(hint.to_owned()),
        }
    }
}

/// What can be read.
const SHAPES: &str = "export the programme as `schedule.xml` or `schedule.json` (frab, pretalx), or as JSON from \
                      Sessionize’s API (`/view/All` or `/view/Sessions`)";

/// Reads a programme, whatever its format.
///
/// # Errors
/// When it is none, is broken, or has no session.
pub fn read(bytes: &[u8]) -> Result<Programme, Failure> {
    if bytes.len() > MOST_BYTES {
        let message = format!("this is larger than {} MiB", MOST_BYTES >> 20);
        return Err(Failure::new(message, SHAPES));
    }
    if is_neither(bytes) {
        return Err(Failure::new("this is neither XML nor JSON", SHAPES));
    }
    let text = decode::text(bytes)?;
    let mut programme = match text.trim_start().chars().next() {
        Some('<') => xml::read(&text)?,
        Some('{' | '[') => read_json(&text)?,
        None => return Err(Failure::new("the file is empty", SHAPES)),
        Some(_) => return Err(Failure::new("this is neither XML nor JSON", SHAPES)),
    };
    programme
        .sessions
        .retain(|session| !session.title.is_empty());
    if programme.sessions.is_empty() {
        return Err(Failure::new(
            "this programme has no session",
            "is it published already? Breaks are no sessions",
        ));
    }
    Ok(programme)
}

/// Whether the first sign is one that begins no programme, so that its encoding does not matter:
/// that of a PDF, say.
fn is_neither(bytes: &[u8]) -> bool {
    let marked = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"]
        .iter()
        .any(|mark| bytes.starts_with(mark));
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    !marked && first.is_some_and(|first| !matches!(first, b'<' | b'{' | b'['))
}

fn read_json(text: &str) -> Result<Programme, Failure> {
    let value: Value = serde_json::from_str(text).map_err(|error| Failure {
        message: format!("the JSON cannot be read: {}", plain_reason(&error)),
        position: Some((error.line(), error.column().max(1))),
        hint: Some("download it again: it may have been cut off".to_owned()),
    })?;
    let found = frab::read(&value).or_else(|| sessionize::read(&value));
    found.ok_or_else(|| Failure::new("this JSON is no programme that Lutrin knows", SHAPES))
}

/// What is wrong, without the place, which is told apart.
fn plain_reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

/// A text of a field of JSON: numbers are texts, too.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        // Some exports have a text for each language.
        Value::Object(map) => map.values().find_map(Value::as_str)?.to_owned(),
        _ => return None,
    };
    Some(text)
}

/// A field as one line of plain text; `None` when nothing is left.
fn line(value: Option<&Value>) -> Option<String> {
    one_line(&text_of(value?)?)
}

fn one_line(text: &str) -> Option<String> {
    let plain = html::to_text(text);
    let words: Vec<&str> = plain.split_whitespace().collect();
    let line: String = words
        .join(" ")
        .chars()
        .filter(|c| !c.is_control())
        .take(500)
        .collect();
    (!line.is_empty()).then_some(line)
}

/// Several texts as plain paragraphs, each once.
fn summary<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let mut told: Vec<String> = Vec::new();
    for text in texts {
        let plain = html::to_text(text);
        if !plain.is_empty() && !told.iter().any(|known| known.contains(&plain)) {
            told.push(plain);
        }
    }
    told.join("\n\n").chars().take(LONGEST_ABSTRACT).collect()
}

/// An address that a reader may follow.
fn web(text: Option<String>) -> Option<String> {
    text.filter(|url| url.starts_with("https://") || url.starts_with("http://"))
}

/// `00:45`, `1:30:00`, or minutes alone.
fn read_length(text: &str) -> Option<Duration> {
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
fn read_start(date: Option<&str>, day: Option<&str>, time: Option<&str>) -> Option<Date> {
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

impl Speaker {
    /// A name, with what its owner says of themselves in a line: `CTO, Contentsquare`.
    fn new(name: &str, line: Option<&str>) -> Option<Self> {
        let name = one_line(name)?;
        let Some(line) = line.and_then(one_line) else {
            return Some(Self {
                name,
                ..Self::default()
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
        Some(Self {
            name,
            role: Some(role).filter(|role| !role.is_empty()),
            organisation,
        })
    }
}

#[cfg(test)]
mod tests;
