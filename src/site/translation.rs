//! Which pages are the same page in several languages.

use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::{PageId, Site};
use crate::config::Config;
use crate::content_path::Kind;
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::document::Document;
use crate::nearest;

/// A page in all the languages that it exists in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Group {
    /// What its files share: folder and stem, or their `translation_key`.
    pub key: Arc<str>,
    /// For each language of the site, in order: the page.
    pub pages: Vec<Option<PageId>>,
}

impl Group {
    /// The page for readers of a language: theirs, else the first that there is.
    #[must_use]
    pub fn shown_in(&self, language: usize) -> Option<PageId> {
        self.pages
            .get(language)
            .copied()
            .flatten()
            .or_else(|| self.pages.iter().flatten().next().copied())
    }

    /// How many languages it exists in.
    #[must_use]
    pub fn languages(&self) -> usize {
        self.pages.iter().flatten().count()
    }
}

/// Fills [`Site::groups`], and every page's place in it.
pub(super) fn group(site: &mut Site, config: &Config, diagnostics: &mut Vec<Diagnostic>) {
    let mut groups: Vec<Group> = Vec::with_capacity(site.pages.len());
    let mut by_key: FxHashMap<Arc<str>, usize> = FxHashMap::default();
    for i in 0..site.pages.len() {
        let document = site.pages[i].document.clone();
        let key = document.translation_key.clone();
        let at = *by_key.entry(key).or_insert_with_key(|key| {
            groups.push(Group {
                key: key.clone(),
                pages: vec![None; config.languages.len()],
            });
            groups.len() - 1
        });
        let page = PageId(u32::try_from(i).unwrap_or(u32::MAX));
        let place = &mut groups[at].pages[site.pages[i].language];
        let at = match *place {
            None => {
                *place = Some(page);
                at
            }
            Some(first) => {
                diagnostics.push(twice(site, first, page));
                // It keeps its address, as a page of its own.
                let mut alone = Group {
                    key: document.path.file.as_str().into(),
                    pages: vec![None; config.languages.len()],
                };
                alone.pages[site.pages[i].language] = Some(page);
                groups.push(alone);
                groups.len() - 1
            }
        };
        Arc::make_mut(&mut site.pages[i]).group = at;
    }
    site.groups = Arc::new(groups);
}

/// Says which pages were translated from one that is not there.
pub(super) fn check_sources(
    site: &Site,
    config: &Config,
    documents: &[Arc<Document>],
    diagnostics: &mut Vec<Diagnostic>,
) {
    let is_told = |document: &&Arc<Document>| {
        document.front_matter.translated_from.is_some()
            && !site.left_out.contains_key(&document.path.file)
    };
    let mut translated = documents.iter().filter(is_told).peekable();
    if translated.peek().is_none() {
        return;
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
    for document in translated {
        let Some(from) = &document.front_matter.translated_from else {
            continue;
        };
        let lang = &from.lang.value;
        if !there.contains(&(identity(document), lang.clone())) || *lang == document.path.lang {
            let place = Place::new(&document.path.file, from.lang.span);
            diagnostics.push(lost_source(config, document, lang.as_str(), place));
        }
    }
}

fn lost_source(config: &Config, document: &Document, lang: &str, place: Place) -> Diagnostic {
    let known = config
        .codes()
        .map(|code| format!("`{code}`"))
        .collect::<Vec<_>>()
        .join(", ");
    if lang == document.path.lang.as_str() {
        let message = format!("this page is in `{lang}` itself, so it was not translated from it");
        let hint = "`lang` is the language of the page that was translated".to_owned();
        return Diagnostic::new(codes::LOST_SOURCE, place, message).hint(hint);
    }
    if !config.codes().any(|code| code.as_str() == lang) {
        return Diagnostic::new(
            codes::LOST_SOURCE,
            place,
            format!("`{lang}` is not a language of the site"),
        )
        .maybe_hint(nearest::did_you_mean(
            lang,
            config.codes().map(crate::lang::Lang::as_str),
        ))
        .hint(format!("the languages in lutrin.yaml are {known}"));
    }
    let message = format!(
        "this page does not exist in `{lang}`, so nobody can tell whether it is up to date"
    );
    Diagnostic::new(codes::LOST_SOURCE, place, message)
        .hint("take `translated_from` out, or join the two files by name or `translation_key`")
}

fn twice(site: &Site, first: PageId, second: PageId) -> Diagnostic {
    let (first, second) = (
        &site.page(first).document.path,
        &site.page(second).document.path,
    );
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
