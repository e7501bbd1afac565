//! Finds the languages, talks and decks that arguments name, and explains why one is not there.

use std::collections::BTreeSet;

use super::outcome::Refusal;
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::words::quoted;
use crate::lang::Lang;
use crate::nearest;
use crate::site::{Page, Site};
use crate::snapshot::Snapshot;

/// So many events or talks are listed when none has the name that was asked for.
const MOST_LISTED: usize = 8;

/// The rank of a language of the site, by its code.
pub(super) fn rank(config: &Config, code: &str) -> Result<usize, Refusal> {
    config.rank(&Lang::new(code)).ok_or_else(|| {
        Refusal::with_hint(
            format!("`{code}` is not a language of the site"),
            format!("it has {}", quoted(config.codes().map(Lang::as_str))),
        )
    })
}

/// The folder of a talk or event, however much of its path was written.
pub(super) fn folder_of(named: &str) -> &str {
    let named = named.trim_end_matches('/');
    named.rsplit('/').next().unwrap_or(named)
}

/// The folder of a talk that an argument names.
pub(super) fn known_talk(site: &Site, named: &str) -> Result<String, Refusal> {
    let folder = folder_of(named);
    let talks = &site.talks.groups;
    if talks.contains_key(folder) {
        return Ok(folder.to_owned());
    }
    let known = talks.keys().map(String::as_str);
    Err(unknown_folder(Kind::Talk, folder, known))
}

/// Why there is no event or talk in a folder. `known` are the folders that have one; a folder may
/// stand there several times.
pub(super) fn unknown_folder<'n>(
    kind: Kind,
    folder: &str,
    known: impl Iterator<Item = &'n str>,
) -> Refusal {
    let (what, top) = if kind == Kind::Event {
        ("event", "events")
    } else {
        ("talk", "talks")
    };
    let known: BTreeSet<&str> = known.collect();
    let near = nearest::did_you_mean(folder, known.iter().copied());
    let hint = near.unwrap_or_else(|| match known.len() {
        1..=MOST_LISTED => format!(
            "it has {}; make another with `lutrin new {what} …`",
            quoted(known)
        ),
        _ => format!("make it first: `lutrin new {what} …`"),
    });
    Refusal::with_hint(format!("`content/{top}` has no `{folder}`"), hint)
}

/// Why there are no slides: no such talk, or one without any.
pub(super) fn without_deck(snapshot: &Snapshot, folder: &str) -> Refusal {
    let talks = &snapshot.site.talks;
    if talks.groups.contains_key(folder) {
        return Refusal::with_hint(
            format!("`content/talks/{folder}` has no deck"),
            format!("make one: `lutrin new deck {folder}`"),
        );
    }
    let known = talks.groups.keys().chain(talks.decks.keys());
    unknown_folder(Kind::Talk, folder, known.map(String::as_str))
}

/// Why there is no deck in a language; `pages` are those of the others.
pub(super) fn without_language(folder: &str, code: &str, pages: &[&Page]) -> Refusal {
    let known = quoted(pages.iter().map(|page| page.document.path.lang.as_str()));
    Refusal::with_hint(
        format!("`{folder}` has no deck in `{code}`"),
        format!(
            "it has one in {known}; make another with `lutrin new deck {folder} --lang {code}`"
        ),
    )
}

/// Why there is no deck of a variant.
pub(super) fn without_variant(folder: &str, variant: &str, known: &[&str]) -> Refusal {
    let near = nearest::did_you_mean(variant, known.iter().copied());
    let hint = near.unwrap_or_else(|| {
        if known.is_empty() {
            "it has none: leave `--variant` out for the whole deck".to_owned()
        } else {
            format!("it has {}", quoted(known.iter().copied()))
        }
    });
    Refusal::with_hint(
        format!("the deck of `{folder}` has no variant `{variant}`"),
        hint,
    )
}
