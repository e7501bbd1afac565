//! For whose readers a page is made, by the `languages` of its files, and whether those can be true.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::words::quoted;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::lang::Lang;
use crate::nearest;
use crate::path::SitePath;
use crate::site::LeftOut;
use crate::source::Spanned;

/// For each language of the site, whether a page is made for its readers; empty where none of its
/// files says so.
pub(super) fn made_for<'d>(
    config: &Config,
    mut versions: impl Iterator<Item = &'d Document>,
) -> Vec<bool> {
    let said = versions.find_map(|document| document.languages());
    let in_said = |said: &[Spanned<Lang>]| {
        let is_said = |code: &Lang| said.iter().any(|lang| lang.value == *code);
        config.codes().map(is_said).collect()
    };
    said.map(in_said).unwrap_or_default()
}

/// Says which files name a language that the site does not have, and which pages are there in a
/// language that they say they are not made for.
pub(super) fn check(
    config: &Config,
    documents: &[Arc<Document>],
    left_out: &FxHashMap<SitePath, LeftOut>,
) -> Vec<Diagnostic> {
    let is_shown = |document: &&Arc<Document>| !left_out.contains_key(&document.path.file);
    let saying = documents
        .iter()
        .filter(|document| document.languages().is_some());
    let saying: Vec<&Arc<Document>> = saying.filter(is_shown).collect();
    if saying.is_empty() {
        return Vec::new();
    }
    let mut versions: FxHashMap<(bool, &str), Vec<&Document>> = FxHashMap::default();
    for document in documents.iter().filter(is_shown) {
        versions
            .entry(identity(document))
            .or_default()
            .push(document);
    }
    let found = saying.iter().flat_map(|document| {
        let same = versions
            .get(&identity(document))
            .map_or(&[][..], Vec::as_slice);
        let unknown = document.front_matter.languages.iter();
        let unknown = unknown.filter_map(|lang| check_known(config, document, lang));
        unknown
            .chain(check_versions(config, document, same))
            .collect::<Vec<_>>()
    });
    found.collect()
}

/// What the files of one page have in common.
fn identity(document: &Document) -> (bool, &str) {
    (
        document.path.kind == Kind::Section,
        &document.translation_key,
    )
}

fn check_known(config: &Config, document: &Document, lang: &Spanned<Lang>) -> Option<Diagnostic> {
    if config.rank(&lang.value).is_some() {
        return None;
    }
    let near = nearest::did_you_mean(lang.value.as_str(), config.codes().map(Lang::as_str));
    let known = quoted(config.codes().map(Lang::as_str));
    let message = format!("`{}` is not a language of the site", lang.value);
    let place = Place::new(&document.path.file, lang.span);
    let diagnostic = Diagnostic::new(codes::UNKNOWN_PAGE_LANGUAGE, place, message);
    Some(
        diagnostic
            .hint(near.unwrap_or_else(|| format!("the languages in lutrin.yaml are {known}"))),
    )
}

/// Says that a page is there in a language that its `languages` leaves out: its own, or that of
/// another file.
/// Where a code is unknown, nobody knows what the author meant to leave out.
fn check_versions(
    config: &Config,
    document: &Document,
    versions: &[&Document],
) -> Option<Diagnostic> {
    let said = document.languages()?;
    let is_known = |lang: &Spanned<Lang>| config.rank(&lang.value).is_some();
    said.iter().all(is_known).then_some(())?;
    let is_left_out = |other: &&&Document| {
        let code = &other.path.lang;
        !said.iter().any(|lang| lang.value == *code)
    };
    let itself = Some(&document).filter(|document| is_left_out(document));
    let other = itself.or_else(|| versions.iter().find(is_left_out))?;
    let code = &other.path.lang;
    let place = Place::new(&document.path.file, said.first()?.span);
    let message = if other.path.file == document.path.file {
        format!("this page is in `{code}`, and says that it is not made for `{code}`")
    } else {
        format!("this page is there in `{code}`, and says that it is not made for `{code}`")
    };
    let codes_with = said.iter().map(|lang| lang.value.as_str());
    let list: Vec<&str> = codes_with.chain([code.as_str()]).collect();
    let hint = format!("add it: `languages: [{}]`", list.join(", "));
    let diagnostic = Diagnostic::new(codes::LANGUAGES_DIFFER, place, message).hint(hint);
    Some(if other.path.file == document.path.file {
        diagnostic
    } else {
        diagnostic.related(Place::file(&other.path.file), "the page in that language")
    })
}
