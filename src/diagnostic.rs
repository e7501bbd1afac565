//! Diagnostics: messages to an author, each with a place and a stable code, as data.
//!
//! `report` prints them; this module does not. A [`Code`] carries its severity, so that a mistake
//! is not an error in one place and a warning in another.

pub mod codes;
pub mod words;

use crate::path::SitePath;
use crate::source::Span;

/// How bad a mistake is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site cannot be published as it is.
    Error,
    /// The site can be published, but an author should look at this.
    Warning,
    /// Nothing is wrong: said to those who ask for every detail.
    Note,
}

impl Severity {
    /// The word for it in every output format.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// A kind of mistake, with a number that never changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Code {
    /// `L0203`.
    pub id: &'static str,
    /// The severity of all diagnostics of this code.
    pub severity: Severity,
    /// What went wrong, in general terms, for the reference.
    pub summary: &'static str,
}

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file.
    pub file: SitePath,
    /// The bytes of it; `None` when the file as a whole is meant.
    pub span: Option<Span>,
}

impl Place {
    /// A range of a file.
    pub fn new(file: &SitePath, span: impl Into<Span>) -> Self {
        Self {
            file: file.clone(),
            span: Some(span.into()),
        }
    }

    /// A file as a whole.
    #[must_use]
    pub fn file(file: &SitePath) -> Self {
        Self {
            file: file.clone(),
            span: None,
        }
    }
}

/// Something of another tool's deck that is lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// How people call the tool.
    pub tool: &'static str,
    /// What authors of the tool call the thing: `<Tweet>`, `transition`.
    pub word: String,
}

/// One message to the author.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The kind of mistake.
    pub code: Code,
    /// Where it is; `None` for what has no file.
    pub place: Option<Place>,
    /// One plain sentence, without a full stop.
    pub message: String,
    /// What to do about it.
    pub hints: Vec<String>,
    /// Other places that matter, each with a word on why.
    pub related: Vec<(Place, String)>,
    /// What is lost, where that is all: such diagnostics of one file can be counted in one line.
    pub loss: Option<Loss>,
    /// What is missing on the machine, where that is all: one such message is enough for a site.
    pub missing: Option<String>,
}

impl Diagnostic {
    /// A message about a place.
    #[must_use]
    pub fn new(code: Code, place: Place, message: impl Into<String>) -> Self {
        Self {
            code,
            place: Some(place),
            message: message.into(),
            hints: Vec::new(),
            related: Vec::new(),
            loss: None,
            missing: None,
        }
    }

    /// Adds a hint.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }

    /// Adds a hint, if there is one.
    #[must_use]
    pub fn maybe_hint(mut self, hint: Option<String>) -> Self {
        self.hints.extend(hint);
        self
    }

    /// Adds another place that matters.
    #[must_use]
    pub fn related(mut self, place: Place, why: impl Into<String>) -> Self {
        self.related.push((place, why.into()));
        self
    }

    /// Says that it is about something of a tool that is lost, and nothing else.
    #[must_use]
    pub fn losing(mut self, tool: &'static str, word: impl Into<String>) -> Self {
        self.loss = Some(Loss {
            tool,
            word: word.into(),
        });
        self
    }

    /// Says that it is about something that is missing on the machine, and nothing else.
    #[must_use]
    pub fn missing(mut self, what: impl Into<String>) -> Self {
        self.missing = Some(what.into());
        self
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.code.severity == Severity::Note
    }

    /// Whether the site cannot be published with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.code.severity == Severity::Error
    }
}

/// A result with the diagnostics of its input. There is always a result.
#[derive(Debug, Clone)]
pub struct Checked<T> {
    /// What could be read.
    pub value: T,
    /// What is wrong with the input.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value without diagnostics.
    pub fn ok(value: T) -> Self {
        Self {
            value,
            diagnostics: Vec::new(),
        }
    }

    /// Hands the diagnostics over and keeps the value.
    pub fn take(self, diagnostics: &mut Vec<Diagnostic>) -> T {
        diagnostics.extend(self.diagnostics);
        self.value
    }
}

/// Sorts diagnostics by place and removes repeated ones (a mistake in a template is found again on
/// every page), so that every run of a command prints the same.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics
        .sort_by(|a, b| (&a.place, a.code.id, &a.message).cmp(&(&b.place, b.code.id, &b.message)));
    diagnostics.dedup_by(|b, a| (&a.place, a.code, &a.message) == (&b.place, b.code, &b.message));
}
