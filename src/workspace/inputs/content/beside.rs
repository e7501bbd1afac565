//! The files beside a deck that are no pages: what a deck may read of them, and those that wait for
//! a deck to name them.

use std::collections::BTreeMap;

use super::{Content, read_source};
use crate::content_path::{ContentPath, Kind};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dialect::FileBeside;
use crate::files::Files;
use crate::path::SitePath;
use crate::rehearsal;

/// What a deck may read of a file that it names.
pub(super) fn read(files: &dyn Files, path: &SitePath) -> FileBeside {
    let is_of_talk = ContentPath::is_markdown(path);
    let kind = Some(ContentPath::kind_by_name(path)).filter(|_| is_of_talk);
    if kind == Some(Kind::Outline) || is_of_rehearsals(path) {
        return FileBeside::Private;
    }
    let Ok(source) = read_source(files, path) else {
        return FileBeside::Missing;
    };
    let text = source.text().into();
    match kind {
        // Notes stand in the one, and where a talk was sent to in the other.
        Some(Kind::Deck | Kind::Talk) => FileBeside::Slides(text),
        _ => FileBeside::Text(text),
    }
}

/// Whether a file stands in the folder of a talk's rehearsals, whatever it is, in capitals or not.
fn is_of_rehearsals(path: &SitePath) -> bool {
    let folder = talk_folder(path).map_or(0, str::len);
    let inside = path.as_str().get(folder..).unwrap_or_default();
    let first = inside.split('/').next().unwrap_or_default();
    folder > 0 && first.eq_ignore_ascii_case(rehearsal::FOLDER)
}

/// The files without a language that stand with a deck which may be made of several files. They are
/// slides that it does not show, and neither pages nor mistakes: each with what is told about it.
pub(super) fn unnamed(files: &BTreeMap<SitePath, Content>) -> BTreeMap<SitePath, Diagnostic> {
    let mut found = BTreeMap::new();
    // A deck is read for this once, however many files stand with it.
    let mut folders: BTreeMap<&str, bool> = BTreeMap::new();
    for (path, _) in files
        .iter()
        .filter(|(path, content)| is_nameless(path, content))
    {
        let Some(folder) = talk_folder(path) else {
            continue;
        };
        let has_deck = folders.entry(folder);
        if *has_deck.or_insert_with(|| has_joining_deck(files, folder)) {
            let name = path.as_str().strip_prefix(folder).unwrap_or_default();
            found.insert(path.clone(), named_nowhere(path, name));
        }
    }
    found
}

/// Whether a file is Markdown without a language, and not a talk, an outline or a deck by its name.
fn is_nameless(path: &SitePath, content: &Content) -> bool {
    let mut codes_of_file = content.diagnostics.iter().map(|diagnostic| diagnostic.code);
    content.document.is_none()
        && path.extension() == "md"
        && ContentPath::kind_by_name(path) == Kind::Page
        && codes_of_file.any(|code| code == codes::NO_LANGUAGE)
}

fn named_nowhere(path: &SitePath, name: &str) -> Diagnostic {
    let message = "no slide of the deck names this file, so nothing of it is shown";
    Diagnostic::new(codes::NAMED_NOWHERE, Place::file(path), message).hint(format!(
        "name it in the deck: `src: ./{name}`; a page says its language in its name: `…en.md`"
    ))
}

/// The folder of the talk that a file stands in, with the slash at its end.
fn talk_folder(path: &SitePath) -> Option<&str> {
    let talks = "content/talks/";
    let rest = path.as_str().strip_prefix(talks)?;
    let length = rest.find('/')? + 1;
    path.as_str().get(..talks.len() + length)
}

/// Whether a deck in a folder is of a tool whose decks are made of several files.
fn has_joining_deck(files: &BTreeMap<SitePath, Content>, folder: &str) -> bool {
    let start = format!("{folder}deck.");
    let decks = files.range(SitePath::new(start.clone())..);
    let mut decks = decks
        .take_while(|(path, _)| path.as_str().starts_with(&start))
        .filter_map(|(_, content)| content.document.as_ref())
        .filter(|document| document.path.kind == Kind::Deck);
    decks.any(|document| {
        let matter = document.front_matter.deck.as_ref();
        matter.is_some_and(|deck| {
            let dialect = deck.dialect.dialect_of(document.body_text());
            dialect.joins_files()
        })
    })
}
