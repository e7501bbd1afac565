//! Drawings that are written as text: they are made as soon as their text was read, and what their
//! programs say of it is a message at its fence. A program that is not there is named once.

use rustc_hash::FxHashSet;

use crate::config::drawings::DrawingSettings;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::drawing::tools::DrawingLanguage;
use crate::images::drawings::{Drawings, Drawn};
use crate::markdown::CodeBlock;

/// Makes the drawings of a document.
pub(super) fn check(
    drawings: &Drawings,
    settings: &DrawingSettings,
    document: &Document,
) -> Vec<Diagnostic> {
    let found = document.code_blocks().filter_map(|block| {
        let language = block.drawing()?;
        let drawn = drawings.make(language, settings, &block.code)?;
        let place = Place::new(&document.path.file, block.span);
        match &*drawn {
            Drawn::Picture(_) => None,
            Drawn::NoProgram => Some(no_program(language, settings, None, place)),
            Drawn::NotRun(why) => Some(no_program(language, settings, Some(why), place)),
            Drawn::Nothing(message) => Some(refused(block, language, message, place)),
        }
    });
    found.collect()
}

/// A program that is not there, or cannot be run, as the system says.
fn no_program(
    language: DrawingLanguage,
    settings: &DrawingSettings,
    why: Option<&str>,
    place: Place,
) -> Diagnostic {
    let (name, key) = (language.name(), language.key());
    let command = settings.command(language).unwrap_or_default();
    let program = command.first().map_or("", String::as_str);
    let (reason, remedy) = match why {
        None => (format!("there is no program `{program}`"), "install it"),
        Some(why) => (
            format!("`{program}` cannot be run: {why}"),
            "make it a program that may be run",
        ),
    };
    let message = format!("drawings in {name} stay text, as {reason}");
    let hint = format!(
        "{remedy}, name another one in `lutrin.yaml` (`drawings: {{{key}: …}}`), or write `{key}: false` there"
    );
    Diagnostic::new(codes::NO_DRAWING_TOOL, place, message)
        .hint(hint)
        .missing(format!("{key}: {}", command.join(" ")))
}

fn refused(block: &CodeBlock, language: DrawingLanguage, said: &str, place: Place) -> Diagnostic {
    let name = language.name();
    let said = said.lines().map(str::trim).find(|line| !line.is_empty());
    let message = format!(
        "{name} cannot draw this: {}",
        said.unwrap_or("it does not say why")
    );
    let hint = format!(
        "correct the drawing; `text` in the place of `{}` shows it as it is written",
        block.language
    );
    Diagnostic::new(codes::BAD_DRAWING, place, message).hint(hint)
}

/// All messages, but that something is not there only where it is first missed.
pub(super) fn once_a_tool<'d>(
    all: impl Iterator<Item = &'d Diagnostic>,
) -> impl Iterator<Item = Diagnostic> {
    let mut missed: FxHashSet<&str> = FxHashSet::default();
    all.filter(move |diagnostic| {
        let missing = diagnostic.missing.as_deref();
        missing.is_none_or(|what| missed.insert(what))
    })
    .cloned()
}
