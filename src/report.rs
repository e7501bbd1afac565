//! Prints diagnostics: for people, for editors, for programs. Nothing else in Lutrin prints them.

mod summary;

use std::fmt::Write as _;
use std::io::{self, Write};

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use crate::diagnostic::{Diagnostic, Place, Severity};
use crate::printable::printable_lines;
use crate::snapshot::Snapshot;
use crate::source::{Position, Source};

pub use summary::summarised;

/// How diagnostics are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ReportFormat {
    /// With an excerpt of the file.
    #[default]
    Human,
    /// One line each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// The source of the texts that diagnostics are about.
pub trait SourceTexts {
    /// The text of a place's file.
    fn text(&self, place: &Place) -> Option<&Source>;
}

impl SourceTexts for Snapshot {
    fn text(&self, place: &Place) -> Option<&Source> {
        self.source(&place.file)
    }
}

/// Writes all diagnostics of a run.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write(
    out: &mut dyn Write,
    diagnostics: &[Diagnostic],
    texts: &dyn SourceTexts,
    format: ReportFormat,
    colours: bool,
) -> io::Result<()> {
    for diagnostic in diagnostics {
        let text = match format {
            ReportFormat::Human => human(diagnostic, texts, colours),
            ReportFormat::Short => short(diagnostic, texts),
            ReportFormat::Json => json(diagnostic, texts),
        };
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// `2 errors and 1 warning`; `None` when there is nothing to count.
#[must_use]
pub fn tally(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.code.severity == severity)
            .count()
    };
    let some = |count: usize, word: &str| match count {
        0 => None,
        1 => Some(format!("1 {word}")),
        _ => Some(format!("{count} {word}s")),
    };
    let parts: Vec<String> = [
        some(count(Severity::Error), "error"),
        some(count(Severity::Warning), "warning"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(" and "))
}

fn positions(place: &Place, texts: &dyn SourceTexts) -> Option<(Position, Position)> {
    let (span, source) = (place.span?, texts.text(place)?);
    Some((source.position(span.start), source.position(span.end)))
}

fn short(diagnostic: &Diagnostic, texts: &dyn SourceTexts) -> String {
    let start = diagnostic
        .place
        .as_ref()
        .map(|place| match positions(place, texts) {
            Some((at, _)) => format!("{}:{}:{}: ", place.file, at.line, at.column),
            None => format!("{}:1:1: ", place.file),
        });
    let Diagnostic { code, message, .. } = diagnostic;
    let message = printable_lines(message);
    format!(
        "{}{}[{}]: {message}\n",
        start.unwrap_or_default(),
        code.severity.name(),
        code.id
    )
}

fn json(diagnostic: &Diagnostic, texts: &dyn SourceTexts) -> String {
    let place = diagnostic.place.as_ref();
    let found = place.and_then(|place| positions(place, texts));
    let whole = place.map(|_| {
        (
            Position { line: 1, column: 1 },
            Position { line: 1, column: 1 },
        )
    });
    let (start, end) = found.or(whole).unzip();
    let object = serde_json::json!({
        "code": diagnostic.code.id,
        "severity": diagnostic.code.severity.name(),
        "file": place.map(|place| place.file.as_str()),
        "line": start.map(|at| at.line),
        "column": start.map(|at| at.column),
        "end_line": end.map(|at| at.line),
        "end_column": end.map(|at| at.column),
        "message": diagnostic.message,
        "hints": diagnostic.hints,
    });
    format!("{object}\n")
}

fn human(diagnostic: &Diagnostic, texts: &dyn SourceTexts, colours: bool) -> String {
    let level = match diagnostic.code.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    // A message may quote a file, and so has to be made printable.
    let (message, hints) = (
        printable_lines(&diagnostic.message),
        diagnostic.hints.iter().map(|hint| printable_lines(hint)),
    );
    let title = level.primary_title(message).id(diagnostic.code.id);
    let mut group = Group::with_title(title);
    let mut files = Vec::new();
    if let Some(place) = &diagnostic.place {
        match excerpt(place, texts) {
            Some(excerpt) => group = group.element(excerpt.snippet(AnnotationKind::Primary, None)),
            None => files.push(place.file.as_str()),
        }
    }
    for (place, why) in &diagnostic.related {
        match excerpt(place, texts) {
            Some(excerpt) => {
                group = group.element(excerpt.snippet(AnnotationKind::Context, Some(why)));
            }
            None => files.push(place.file.as_str()),
        }
    }
    for hint in hints {
        group = group.element(Level::HELP.message(hint));
    }
    let renderer = if colours {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    let mut text = renderer.render(&[group]);
    // Places without an excerpt are named as well.
    if let Some((first, rest)) = text
        .split_once('\n')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .or_else(|| Some((text.clone(), String::new())))
        && !files.is_empty()
    {
        text = first;
        for file in files {
            let _ = write!(text, "\n --> {file}");
        }
        if !rest.is_empty() {
            let _ = write!(text, "\n{rest}");
        }
    }
    text.push_str("\n\n");
    text
}

/// The line of a file at a place. It is cut, so that a line of a megabyte does not fill the terminal.
struct Excerpt<'e> {
    path: &'e str,
    text: &'e str,
    first_line: usize,
    span: std::ops::Range<usize>,
}

/// The longest line of an excerpt, in bytes.
const LONGEST: usize = 2000;

fn excerpt<'e>(place: &'e Place, texts: &'e dyn SourceTexts) -> Option<Excerpt<'e>> {
    let source = texts.text(place)?;
    let span = source.clamp(place.span?);
    let text = source.text();
    let start = text[..span.start].rfind('\n').map_or(0, |at| at + 1);
    // Only the first line of a long span is shown.
    let line_end = text[span.start..]
        .find('\n')
        .map_or(text.len(), |at| span.start + at);
    let end = line_end
        .min(source.clamp(crate::source::Span::at(start + LONGEST)).start)
        .max(span.start);
    let from = if span.start - start > LONGEST {
        source.clamp(crate::source::Span::at(span.start - 80)).start
    } else {
        start
    };
    Some(Excerpt {
        path: place.file.as_str(),
        text: &text[from..end],
        first_line: source.position(span.start).line,
        span: span.start - from..span.end.clamp(span.start, end) - from,
    })
}

impl<'e> Excerpt<'e> {
    fn snippet(
        &self,
        kind: AnnotationKind,
        label: Option<&'e str>,
    ) -> Snippet<'e, annotate_snippets::Annotation<'e>> {
        let mut annotation = kind.span(self.span.clone());
        if let Some(label) = label {
            annotation = annotation.label(label);
        }
        Snippet::source(self.text)
            .line_start(self.first_line)
            .path(self.path)
            .annotation(annotation)
    }
}
