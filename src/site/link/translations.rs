//! Joins the texts that are each other's translations.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::made_for;
use super::permalinks::PlacedDocument;
use super::texts::{PageText, PageTexts};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::document::Document;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::site::LeftOut;
use crate::site::page::PageId;
use crate::site::translation::{Group, StandIns};

/// Gives every text its place in a group. Of two files that would be the same page in one language,
/// the second keeps its address, as a page of its own.
pub(super) fn group(config: &Config, placed: Vec<PlacedDocument>) -> Checked<PageTexts> {
    let mut texts = PageTexts {
        all: Vec::with_capacity(placed.len()),
        groups: Vec::with_capacity(placed.len()),
    };
    let mut by_key: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    let mut diagnostics = Vec::new();
    let stand_ins = StandIns::new(config);
    let new_group = |key: Arc<str>| Group {
        key,
        pages: vec![None; config.languages.len()],
        stand_ins: stand_ins.clone(),
        made_for: Vec::new(),
    };
    for (at, placed) in placed.into_iter().enumerate() {
        let (page, language) = (PageId::at(at), placed.language);
        let groups = &mut texts.groups;
        let key = placed.document.translation_key.clone();
        let mut group = *by_key.entry(key).or_insert_with_key(|key| {
            groups.push(new_group(key.clone()));
            groups.len() - 1
        });
        if let Some(first) = groups[group].pages[language] {
            let first = &texts.all[first.index()].document;
            diagnostics.push(twice(first, &placed.document));
            groups.push(new_group(placed.document.path.file.as_str().into()));
            group = groups.len() - 1;
        }
        groups[group].pages[language] = Some(page);
        texts.all.push(PageText {
            document: placed.document,
            url: placed.url,
            language,
            group,
        });
    }
    for group in &mut texts.groups {
        let versions = group.pages.iter().flatten();
        let versions = versions.map(|id| &*texts.all[id.index()].document);
        group.made_for = made_for::made_for(config, versions);
    }
    Checked {
        value: texts,
        diagnostics,
    }
}

fn twice(first: &Document, second: &Document) -> Diagnostic {
    let (first, second) = (&first.path, &second.path);
    let message = format!(
        "two files are the same page in `{}`: `{}` and `{}`",
        second.lang, first.file, second.file
    );
    Diagnostic::new(
        codes::DUPLICATE_TRANSLATION,
        Place::file(&second.file),
        message,
    )
    .related(Place::file(&first.file), "the other file")
    .hint("give one of them another name or `translation_key`")
}

/// Says which texts were translated from one that is not there.
pub(super) fn check_sources(
    config: &Config,
    documents: &[Arc<Document>],
    left_out: &FxHashMap<SitePath, LeftOut>,
) -> Vec<Diagnostic> {
    let mut translated = documents
        .iter()
        .filter(|document| !left_out.contains_key(&document.path.file))
        .filter_map(|document| Some((document, document.front_matter.translated_from.as_ref()?)))
        .peekable();
    if translated.peek().is_none() {
        return Vec::new();
    }
    let identity = |document: &Arc<Document>| {
        (
            document.path.kind == Kind::Section,
            document.translation_key.clone(),
        )
    };
    let there: FxHashSet<_> = documents
        .iter()
        .map(|document| (identity(document), document.path.lang.clone()))
        .collect();
    let lost = translated.filter(|(document, from)| {
        let lang = &from.lang.value;
        !there.contains(&(identity(document), lang.clone())) || *lang == document.path.lang
    });
    lost.map(|(document, from)| {
        let place = Place::new(&document.path.file, from.lang.span);
        lost_source(config, document, from.lang.value.as_str(), place)
    })
    .collect()
}

fn lost_source(config: &Config, document: &Document, lang: &str, place: Place) -> Diagnostic {
    if lang == document.path.lang.as_str() {
        let message = format!("this page is in `{lang}` itself, so it was not translated from it");
        let hint = "`lang` is the language of the page that was translated".to_owned();
        return Diagnostic::new(codes::LOST_SOURCE, place, message).hint(hint);
    }
    if !config.codes().any(|code| code.as_str() == lang) {
        let known = quoted(config.codes().map(Lang::as_str));
        let message = format!("`{lang}` is not a language of the site");
        let near = nearest::did_you_mean(lang, config.codes().map(Lang::as_str));
        return Diagnostic::new(codes::LOST_SOURCE, place, message)
            .maybe_hint(near)
            .hint(format!("the languages in lutrin.yaml are {known}"));
    }
    let message = format!(
        "this page does not exist in `{lang}`, so nobody can tell whether it is up to date"
    );
    Diagnostic::new(codes::LOST_SOURCE, place, message)
        .hint("take `translated_from` out, or join the two files by name or `translation_key`")
}
