//! Programmes of conferences: the sessions that an export of a conference's tool has.
//!
//! A programme comes from strangers: nothing in it is trusted, no entity of its own is expanded,
//! and what cannot be understood is left out rather than guessed. Each format has a file of its
//! own and a line in `FORMATS`. Knows neither files nor sites.

mod decode;
mod fields;
mod format;
mod openfeedback;
mod openplanner;
mod schedule;
mod sessionize;
mod xml;

use crate::date::Date;
use crate::duration::Duration;
use format::{Export, ProgrammeFormat};

/// The formats that can be read. A new one is a file and a line here.
static FORMATS: [&ProgrammeFormat; 4] = [
    &schedule::FORMAT,
    // Its `sessions` and `speakers` look like Sessionize's.
    &openplanner::FORMAT,
    &sessionize::FORMAT,
    &openfeedback::FORMAT,
];

/// The largest programme, in bytes.
const MOST_BYTES: usize = 32 << 20;

/// The sessions of a conference, in the order of the export.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Programme {
    /// What the conference is called; often empty.
    pub title: String,
    /// The zone of its times, by the name that the export has for it.
    pub zone: Option<String>,
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
pub struct ProgrammeError {
    /// One plain sentence.
    pub message: String,
    /// The line and the column of the mistake, from 1.
    pub position: Option<(usize, usize)>,
    /// What to do about it.
    pub hint: Option<String>,
}

impl ProgrammeError {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            position: None,
            hint: Some(hint.into()),
        }
    }

    /// For a file that is no export of any known tool.
    fn unknown(message: impl Into<String>) -> Self {
        let exports: Vec<&str> = FORMATS.iter().map(|format| format.export).collect();
        let hint = format!("export the programme as {}", exports.join(", or as "));
        Self::new(message, hint)
    }
}

/// The formats in one line, for the help of the command line.
#[must_use]
pub fn formats() -> String {
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.description).collect();
    formats.join(", or ")
}

/// Reads a programme in any of the formats.
///
/// # Errors
/// When it is none, is broken, or has no session.
pub fn read(bytes: &[u8]) -> Result<Programme, ProgrammeError> {
    if bytes.len() > MOST_BYTES {
        let message = format!("this is larger than {} MiB", MOST_BYTES >> 20);
        return Err(ProgrammeError::unknown(message));
    }
    if is_neither(bytes) {
        return Err(ProgrammeError::unknown("this is neither XML nor JSON"));
    }
    let text = decode::text(bytes)?;
    let export = Export::parse(&text)?;
    let found = FORMATS.iter().find_map(|format| (format.read)(&export));
    let mut programme = found.unwrap_or_else(|| Err(export.unknown()))?;
    programme
        .sessions
        .retain(|session| !session.title.is_empty());
    if programme.sessions.is_empty() {
        return Err(ProgrammeError::new(
            "this programme has no session",
            "is it published already? Breaks are no sessions",
        ));
    }
    Ok(programme)
}

/// Whether the first character begins no programme, as in a PDF: then the encoding does not matter.
fn is_neither(bytes: &[u8]) -> bool {
    let marked = [&b"\xef\xbb\xbf"[..], b"\xff\xfe", b"\xfe\xff"]
        .iter()
        .any(|mark| bytes.starts_with(mark));
    let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
    !marked && first.is_some_and(|first| !matches!(first, b'<' | b'{' | b'['))
}

#[cfg(test)]
mod tests;
