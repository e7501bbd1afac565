//! Formats of programmes, and files that may be in one of them.

use serde_json::Value;

use super::xml;
use super::{Programme, ProgrammeError};

/// A format that tools export programmes in.
pub(super) struct ProgrammeFormat {
    /// What its files are, for the help of the command line.
    pub(super) description: &'static str,
    /// What to export and where, for the hint of a file that is something else.
    pub(super) export: &'static str,
    /// Reads an export that is in this format; `None` for any other one.
    pub(super) read: fn(&Export<'_>) -> Option<Result<Programme, ProgrammeError>>,
}

/// A file that may be a programme.
pub(super) enum Export<'t> {
    Xml {
        text: &'t str,
        /// The name of the first element, without a prefix; empty where there is none.
        root: String,
    },
    Json(Value),
}

impl<'t> Export<'t> {
    /// Reads a text as what its first sign says.
    pub(super) fn parse(text: &'t str) -> Result<Self, ProgrammeError> {
        match text.trim_start().chars().next() {
            Some('<') => Ok(Self::Xml {
                text,
                root: xml::root(text)?,
            }),
            Some('{' | '[') => parse_json(text).map(Self::Json),
            None => Err(ProgrammeError::unknown("the file is empty")),
            Some(_) => Err(ProgrammeError::unknown("this is neither XML nor JSON")),
        }
    }

    /// The programme that a reader finds in JSON; `None` in XML, and in JSON of another shape.
    pub(super) fn read_json(
        &self,
        read: impl FnOnce(&Value) -> Option<Programme>,
    ) -> Option<Result<Programme, ProgrammeError>> {
        match self {
            Self::Json(value) => read(value).map(Ok),
            Self::Xml { .. } => None,
        }
    }

    /// What to say where no format knows the file.
    pub(super) fn unknown(&self) -> ProgrammeError {
        ProgrammeError::unknown(match self {
            Self::Xml { root, .. } => {
                format!("this XML is no programme: its first element is `{root}`")
            }
            Self::Json(_) => "this JSON is no programme that Lutrin knows".to_owned(),
        })
    }
}

fn parse_json(text: &str) -> Result<Value, ProgrammeError> {
    serde_json::from_str(text).map_err(|error| ProgrammeError {
        message: format!("the JSON cannot be read: {}", reason(&error)),
        position: Some((error.line(), error.column().max(1))),
        hint: Some("download it again: it may have been cut off".to_owned()),
    })
}

/// What is wrong, without the place, which the error has beside it.
fn reason(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}
