//! Which pages are the same page in several languages.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{PageId, Site};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Place, codes};

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
        self.pages.get(language).copied().flatten().or_else(|| self.pages.iter().flatten().next().copied())
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
            groups.push(Group { key: key.clone(), pages: vec![None; config.languages.len()] });
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
                let mut alone =
                    Group { key: document.path.file.as_str().into(), pages: vec![None; config.languages.len()] };
                alone.pages[site.pages[i].language] = Some(page);
                groups.push(alone);
                groups.len() - 1
            }
        };
        Arc::make_mut(&mut site.pages[i]).group = at;
    }
    site.groups = Arc::new(groups);
}

fn twice(site: &Site, first: PageId, second: PageId) -> Diagnostic {
    let (first, second) = (&site.page(first).document.path, &site.page(second).document.path);
    let message = format!("two files are the same page in `{}`: `{}` and `{}`", second.lang, first.file, second.file);
    Diagnostic::new(codes::DUPLICATE_TRANSLATION, Place::file(&second.file), message)
        .related(Place::file(&first.file), "the other file")
        .hint("give one of them another name or `translation_key`")
}
