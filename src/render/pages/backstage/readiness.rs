//! The list of what a talk needs before it can be given, with what is there and what is missing.

use tera::Value;

use crate::content_path::ROOT;
use crate::lang::Lang;
use crate::path::SitePath;
use crate::rehearsal::State;
use crate::render::common::value::{list, map, text_or_none};
use crate::site::talks;
use crate::snapshot::Snapshot;

/// For a talk (by its group and its folder): abstract, translations, outline, deck and rehearsals,
/// each with whether it is there (`done`). The `detail` of translations are the missing languages,
/// as readers of `lang` list them; that of rehearsals is their number.
pub(super) fn of_talk(snapshot: &Snapshot, group: usize, folder: &str, lang: &Lang) -> Value {
    let site = &snapshot.site;
    let pages = &site.groups[group].pages;
    let has_abstract = pages.iter().flatten().all(|id| {
        let document = &site.page(*id).document;
        document.body.words > 0 || document.front_matter.summary.is_some()
    });
    let missing = snapshot
        .config
        .languages
        .iter()
        .zip(pages)
        .filter(|(_, id)| id.is_none());
    let missing: Vec<String> = missing.map(|(entry, _)| entry.name.clone()).collect();
    let has_deck = snapshot.config.codes().any(|code| {
        let file = format!("{ROOT}{}/{folder}/deck.{code}.md", talks::FOLDER);
        snapshot.source(&SitePath::new(file)).is_some()
    });
    let rehearsals = site
        .runs(folder)
        .filter(|(_, run)| run.state == State::Ended)
        .count();
    let item = |name: &'static str, done: bool, detail: Option<String>| {
        map! { "name" => name, "done" => done, "detail" => text_or_none(detail.as_deref()) }
    };
    let languages = (!missing.is_empty()).then(|| snapshot.theme.strings.list(lang, &missing));
    list([
        item("abstract", has_abstract, None),
        item("translation", missing.is_empty(), languages),
        item(
            "outline",
            site.talks
                .outlines(folder)
                .is_some_and(|outlines| !outlines.is_empty()),
            None,
        ),
        item("deck", has_deck, None),
        item(
            "rehearsal",
            rehearsals > 0,
            (rehearsals > 0).then(|| rehearsals.to_string()),
        ),
    ])
}
