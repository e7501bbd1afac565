//! What a command answers: all is well, something is wrong with the site, or nothing was done.

use std::io;

use crate::browser::BrowserError;
use crate::export::ExportError;
use crate::scaffold::ScaffoldError;

/// Whether all is well. `false` when that is not so and the command has said why.
pub(super) type Outcome = Result<bool, Refusal>;

/// Why a command did nothing.
pub(super) struct Refusal {
    /// One sentence.
    pub(super) message: String,
    /// What to do about it.
    pub(super) hint: Option<String>,
}

impl Refusal {
    /// A refusal that explains itself.
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: None,
        }
    }

    /// A refusal that says what to do about it.
    pub(super) fn with_hint(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: Some(hint.into()),
        }
    }
}

impl From<io::Error> for Refusal {
    fn from(error: io::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl From<ScaffoldError> for Refusal {
    fn from(error: ScaffoldError) -> Self {
        Self::new(error.to_string())
    }
}

impl From<BrowserError> for Refusal {
    fn from(error: BrowserError) -> Self {
        Self {
            message: error.message,
            hint: error.hint,
        }
    }
}

impl From<ExportError> for Refusal {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Browser(error) => error.into(),
            ExportError::Disk(path, error) => {
                Self::new(format!("`{}` cannot be written: {error}", path.display()))
            }
        }
    }
}
