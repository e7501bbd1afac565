//! Where diagnostics of a body go: a range of its text becomes a place in the file. Knows nothing
//! of what is reported.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, Place};
use crate::dialect::{HtmlRules, Rewritten};
use crate::source::{Source, Span};

/// Where diagnostics of a body go.
pub(super) struct BodyReport<'r> {
    pub(super) source: &'r Source,
    /// Where the body begins in its source.
    pub(super) base: usize,
    /// Where its bytes come from, when it was written in another tool's form, step by step back to
    /// the author's text.
    pub(super) origin: &'r [&'r Rewritten<'r>],
    /// How strictly its HTML is read.
    pub(super) html: HtmlRules,
    pub(super) diagnostics: &'r mut Vec<Diagnostic>,
}

impl BodyReport<'_> {
    /// A range of the body as a span of the source.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let steps = self.origin.iter();
        let range = steps.fold(range.clone(), |range, step| step.original(&range));
        self.source.clamp(Span {
            start: self.base + range.start,
            end: self.base + range.end,
        })
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::new(self.source.path(), self.span(range))
    }

    pub(super) fn say(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.diagnostics
            .push(Diagnostic::new(code, self.place(range), message).hint(hint));
    }
}
