//! Runs that stand in a folder and that no report counts: those that stand there twice, and those
//! of a variant or a language that the talk has no slides for, often because it was named otherwise
//! since.

use std::collections::BTreeMap;

use crate::content_path::ROOT;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::nearest;
use crate::path::SitePath;
use crate::rehearsal::{self, Run};
use crate::site::{Page, Site, decks, talks};

/// Says which runs these are.
pub(super) fn check(site: &Site) -> Vec<Diagnostic> {
    let mut folders: BTreeMap<&str, Vec<(&SitePath, &Run)>> = BTreeMap::new();
    for (file, run) in &*site.rehearsals {
        if let Some((folder, run)) = rehearsal::talk_of(file).zip(run.as_deref()) {
            folders.entry(folder).or_default().push((file, run));
        }
    }
    let mut diagnostics = Vec::new();
    for (folder, runs) in folders {
        diagnostics.extend(twice(&runs));
        let decks = decks::of_talk(site, folder)
            .into_iter()
            .flatten()
            .map(|id| site.page(id));
        let decks: Vec<&Page> = decks.collect();
        // A talk without any slides has no report that a run could be missing from.
        let without = runs
            .iter()
            .filter(|(_, run)| !decks.is_empty() && !is_draft(site, folder, run));
        diagnostics.extend(without.filter_map(|(file, run)| without_slides(file, run, &decks)));
    }
    diagnostics
}

fn twice(runs: &[(&SitePath, &Run)]) -> Vec<Diagnostic> {
    let others = runs
        .iter()
        .zip(rehearsal::counted_as(runs))
        .filter_map(|((file, _), counted)| Some((file, runs[counted?].0)));
    let twice = others.map(|(file, counted)| {
        let message = format!(
            "this is the same rehearsal as `{}`, and counts once",
            counted.file_name()
        );
        Diagnostic::new(codes::RUN_TWICE, Place::file(file), message)
            .hint("remove one of the two files")
    });
    twice.collect()
}

/// Whether the slides that a run is of are a draft, which a site may be built without.
fn is_draft(site: &Site, folder: &str, run: &Run) -> bool {
    let names = [format!("deck.{}.md", run.language), "deck.md".to_owned()];
    names.iter().any(|name| {
        let file = SitePath::new(format!("{ROOT}{}/{folder}/{name}", talks::FOLDER));
        site.left_out.contains_key(&file)
    })
}

/// What a run is of that the talk has no slides for.
fn without_slides(file: &SitePath, run: &Run, decks: &[&Page]) -> Option<Diagnostic> {
    let (message, hint) = match decks
        .iter()
        .find(|deck| deck.document.path.lang == run.language)
    {
        Some(deck) => unknown_variant(run, &decks::variants(&deck.document))?,
        None => unknown_language(run, decks),
    };
    Some(Diagnostic::new(codes::RUN_WITHOUT_SLIDES, Place::file(file), message).hint(hint))
}

fn unknown_variant(run: &Run, known: &[&str]) -> Option<(String, String)> {
    let name = run
        .variant
        .as_deref()
        .filter(|name| !known.contains(name))?;
    let message =
        format!("the deck has no variant `{name}`, so this rehearsal of it does not count");
    let hint = nearest::did_you_mean(name, known.iter().copied());
    let rest = if known.is_empty() {
        "it has none".to_owned()
    } else {
        format!("it has {}", quoted(known))
    };
    Some((
        message,
        hint.unwrap_or_else(|| format!("{rest}; `variant` in the file says which one it is of")),
    ))
}

fn unknown_language(run: &Run, decks: &[&Page]) -> (String, String) {
    let language = &run.language;
    let known: Vec<&str> = decks
        .iter()
        .map(|deck| deck.document.path.lang.as_str())
        .collect();
    let message =
        format!("the talk has no slides in `{language}`, so this rehearsal does not count");
    let hint = nearest::did_you_mean(language.as_str(), known.iter().copied());
    (
        message,
        hint.unwrap_or_else(|| format!("it has them in {}", quoted(&known))),
    )
}
