//! The mistakes in templates as diagnostics, each at its place.

use std::collections::BTreeMap;
use std::sync::Arc;

use tera::ErrorKind;

use super::PREFIX;
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
        Some(Diagnostic::new(
            codes::TEMPLATE_ERROR,
            Place::new(source.path(), at),
            sentence(mistake.message),
        ))
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
            let place = find(report.filename()).map(|source| {
                Place::new(
                    source.path(),
                    source.clamp(Span::from(report.span().range.clone())),
                )
            });
            let mut diagnostic = Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(asked)),
                sentence(report.message()),
            );
            diagnostic.place = place.or(diagnostic.place);
            diagnostic
        }
        other => {
            let name = culprit(error).unwrap_or_else(|| asked.to_owned());
            let place = find(&name).map(|source| Place::new(source.path(), 0..0));
            let mut diagnostic = Diagnostic::new(
                codes::TEMPLATE_ERROR,
                Place::file(&SitePath::new(name)),
                sentence(&other.to_string()),
            );
            diagnostic.place = place.or(diagnostic
                .place
                .filter(|place| !place.file.as_str().is_empty()));
            diagnostic
        }
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
