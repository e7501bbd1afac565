//! The mistakes in templates as diagnostics, each at its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::ErrorKind;

use super::{PREFIX, advice};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::path::SitePath;
use crate::source::{Source, Span};

/// The template that an error is about.
fn culprit(error: &tera::Error) -> Option<String> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            Some(report.filename().to_owned())
        }
        ErrorKind::CircularExtend { tpl, .. } | ErrorKind::CircularInclude { tpl, .. } => {
            Some(tpl.clone())
        }
        ErrorKind::MissingParent { current, .. } => Some(current.clone()),
        _ => None,
    }
}

/// The templates to leave out for an error. Several references to what is not there come as one
/// report.
pub(super) fn culprits(error: &tera::Error) -> Vec<String> {
    match error.kind() {
        ErrorKind::Msg(report) => reported(report)
            .map(|mistake| mistake.template.to_owned())
            .collect(),
        _ => culprit(error).into_iter().collect(),
    }
}

/// A mistake in the engine's report: `error: Unknown filter`, then ` --> name:line:column`.
struct Mistake<'r> {
    message: &'r str,
    template: &'r str,
    line: usize,
    column: usize,
}

fn reported(report: &str) -> impl Iterator<Item = Mistake<'_>> {
    report
        .lines()
        .zip(report.lines().skip(1))
        .filter_map(|(message, place)| {
            let message = message.strip_prefix("error: ")?;
            let mut place = place.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
            let (column, line) = (place.next()?.parse().ok()?, place.next()?.parse().ok()?);
            Some(Mistake {
                message,
                template: place.next()?,
                line,
                column,
            })
        })
}

/// Every mistake that an error of the engine tells of.
pub(super) fn explain_all(
    error: &tera::Error,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Vec<Diagnostic> {
    let ErrorKind::Msg(report) = error.kind() else {
        return vec![explain(error, "", sources)];
    };
    let located = reported(report).filter_map(|mistake| {
        let source = sources.get(mistake.template)?;
        let at = Span::at(source.offset(mistake.line, mistake.column));
        Some(with_advice(source, at, mistake.message, sources))
    });
    let located: Vec<Diagnostic> = located.collect();
    if located.is_empty() {
        vec![explain(error, "", sources)]
    } else {
        located
    }
}

/// Whether an error only misses a template that was left out before.
pub(super) fn is_consequence(
    error: &tera::Error,
    all: &BTreeMap<String, Arc<Source>>,
    left: &BTreeMap<String, Arc<Source>>,
) -> bool {
    let message = error.to_string();
    let missing = all.keys().filter(|name| !left.contains_key(*name));
    missing.into_iter().any(|name| {
        let short = name.strip_prefix(PREFIX).unwrap_or(name);
        message.contains(&format!("'{short}'"))
            || message.contains(&format!("`{short}`"))
            || message.contains(&format!("'{name}'"))
    })
}

/// An error of the engine as a diagnostic at its line.
pub(in crate::theme) fn explain(
    error: &tera::Error,
    asked: &str,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Diagnostic {
    let find = |name: &str| {
        sources
            .get(name)
            .or_else(|| sources.get(&format!("{PREFIX}{name}")))
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            if let Some(source) = find(report.filename()) {
                let span = source.clamp(Span::from(report.span().range.clone()));
                return with_advice(source, span, report.message(), sources);
            }
            Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(asked)),
                sentence(report.message()),
            )
        }
        other => {
            let name = culprit(error).unwrap_or_else(|| asked.to_owned());
            if let Some(source) = find(&name) {
                return with_advice(source, Span::at(0), &other.to_string(), sources);
            }
            let mut diagnostic = Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(name)),
                sentence(&other.to_string()),
            );
            diagnostic.place = diagnostic
                .place
                .filter(|place| !place.file.as_str().is_empty());
            diagnostic
        }
    }
}

/// What the engine said of a place in a template, with advice where its author probably meant
/// something else.
fn with_advice(
    source: &Source,
    span: Span,
    message: &str,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Diagnostic {
    let said = sentence(message);
    let names = sources.keys().map(String::as_str);
    // One of the theme's is known by its name without the prefix, too.
    let known: Vec<&str> = names
        .flat_map(|name| [Some(name), name.strip_prefix(PREFIX)])
        .flatten()
        .collect();
    let Some(advice) = advice::on(source.text(), span.range().start, &said, &known) else {
        return Diagnostic::new(codes::TEMPLATE_ERROR, Place::new(source.path(), span), said);
    };
    let span = advice
        .place
        .map_or(span, |place| source.clamp(Span::from(place)));
    let place = Place::new(source.path(), span);
    Diagnostic::new(codes::TEMPLATE_ERROR, place, advice.message).hint(advice.hint)
}

/// The place and the sentence of the first mistake that an error tells of, in a single template.
#[cfg(test)]
pub(super) fn first_fault(error: &tera::Error, template: &str) -> (usize, String) {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.span().range.start, sentence(report.message()))
        }
        ErrorKind::Msg(report) => {
            let source = Source::new(SitePath::new("post.html"), template);
            let first = reported(report).next();
            let first = first.map(|mistake| {
                let at = source.offset(mistake.line, mistake.column);
                (at, sentence(mistake.message))
            });
            first.unwrap_or_default()
        }
        other => (0, sentence(&other.to_string())),
    }
}

/// A template that does not stop writing.
pub(in crate::theme) fn too_long(
    template: &str,
    limit: usize,
    sources: &BTreeMap<String, Arc<Source>>,
) -> Diagnostic {
    let source = sources
        .get(template)
        .or_else(|| sources.get(&format!("{PREFIX}{template}")));
    let place = source.map_or_else(
        || Place::file(&SitePath::new(template)),
        |source| Place::new(source.path(), 0..0),
    );
    let message = format!(
        "this template wrote more than {} MiB for one page",
        limit >> 20
    );
    Diagnostic::new(codes::TEMPLATE_ERROR, place, message).hint("does one of its loops never end?")
}

/// The engine's message as one plain sentence.
fn sentence(message: &str) -> String {
    let line = message
        .lines()
        .next()
        .unwrap_or_default()
        .trim()
        .trim_end_matches('.');
    let mut chars = line.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}
