//! The Markdown files of a site: parsed, and parsed again when the configuration reads them in
//! another way.
//!
//! While a file has a mistake that leaves it without a page, its last good document stands in for
//! it.

mod beside;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::Config;
use crate::content_path::{ContentPath, IsThere, Kind};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::dialect::FileBeside;
use crate::document::Document;
use crate::files::Files;
use crate::lang::Lang;
use crate::markdown;
use crate::path::SitePath;
use crate::source::Source;

use crate::workspace::reading::read_source;

/// The content files, by path.
#[derive(Debug, Default)]
pub(in crate::workspace) struct Contents {
    files: BTreeMap<SitePath, Content>,
    /// The files that are parts of decks, and no pages.
    parts: BTreeSet<SitePath>,
    /// The files that wait for a deck to name them, and are no pages either.
    unnamed: BTreeMap<SitePath, Diagnostic>,
}

/// A Markdown file.
#[derive(Debug)]
pub(super) struct Content {
    pub(super) source: Option<Arc<Source>>,
    document: Option<Arc<Document>>,
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The files that it names and that become part of it, whether they are there or not.
    beside: BTreeSet<SitePath>,
}

impl Content {
    /// Whether the file can be read and its front matter has no error. While it does not, readers
    /// of the dev server keep the page that they had.
    fn is_sound(&self) -> bool {
        self.document.is_some() && !self.diagnostics.iter().any(leaves_no_page)
    }

    /// Whether the document is what the file says now, and not what it said before a mistake.
    pub(super) fn is_current(&self) -> bool {
        let document = self.document.as_ref().zip(self.source.as_ref());
        document.is_some_and(|(document, source)| Arc::ptr_eq(&document.source, source))
    }
}

/// Whether a diagnostic says that a file cannot be shown: its front matter is wrong, or two
/// versions stand in it.
fn leaves_no_page(diagnostic: &Diagnostic) -> bool {
    diagnostic.code == codes::CONFLICT
        || diagnostic.code.id.starts_with("L01") && diagnostic.is_error()
}

impl Contents {
    /// Reads content files, whose paths are sorted; says whether what other files may lead to changed
    /// with them.
    pub(super) fn read(
        &mut self,
        files: &dyn Files,
        paths: &[SitePath],
        config: Option<&Config>,
    ) -> bool {
        let known = &self.files;
        let is_there =
            |path: &SitePath| paths.binary_search(path).is_ok() || known.contains_key(path);
        let read: Vec<(SitePath, Option<Content>)> = paths
            .par_iter()
            .map(|path| {
                let content = match read_source(files, path) {
                    Ok(source) => Some(parse(files, Arc::new(source), config, &is_there)),
                    Err(None) => None,
                    Err(Some(unread)) => {
                        let (source, diagnostic) = *unread;
                        Some(Content {
                            source: source.map(Arc::new),
                            document: None,
                            diagnostics: vec![diagnostic],
                            beside: BTreeSet::new(),
                        })
                    }
                };
                (path.clone(), content)
            })
            .collect();
        let mut targets = false;
        for (path, content) in read {
            let old = self.files.remove(&path);
            // Only a document that was sound once stands in, never one that was wrong from the
            // start.
            let good = old
                .as_ref()
                .filter(|old| old.is_sound() || !old.is_current());
            let good = good.and_then(|old| old.document.clone());
            let old = old.and_then(|old| old.document);
            let new = content.map(|mut content| {
                if !content.is_sound() {
                    content.document = good.or(content.document);
                }
                let document = content.document.clone();
                self.files.insert(path, content);
                document
            });
            targets |= match (old, new.flatten()) {
                (Some(old), Some(new)) => !new.leads_like(&old),
                (None, None) => false,
                _ => true,
            };
        }
        self.find_parts() || targets
    }

    /// Finds the files that are parts of decks; says whether they are others than before. What is a
    /// talk or a deck itself stays one.
    fn find_parts(&mut self) -> bool {
        let is_part = |path: &&SitePath| {
            let document = self.files.get(*path).map(|content| &content.document);
            let kind = document.and_then(|document| Some(document.as_ref()?.path.kind));
            document.is_some() && !matches!(kind, Some(Kind::Deck | Kind::Talk | Kind::Outline))
        };
        let named = self.files.values().flat_map(|content| &content.beside);
        let parts: BTreeSet<SitePath> = named.filter(is_part).cloned().collect();
        let is_other = parts != self.parts;
        self.parts = parts;
        self.unnamed = beside::unnamed(&self.files);
        self.unnamed.retain(|path, _| !self.parts.contains(path));
        is_other
    }

    /// The files that name one of some others, which became part of them.
    pub(super) fn naming(&self, paths: &BTreeSet<SitePath>) -> Vec<SitePath> {
        let names = |content: &Content| {
            !content.beside.is_empty() && content.beside.iter().any(|path| paths.contains(path))
        };
        let naming = self.files.iter().filter(|(_, content)| names(content));
        naming.map(|(path, _)| path.clone()).collect()
    }

    /// The texts that are parts of decks.
    pub(in crate::workspace) fn texts_of_parts(&self) -> impl Iterator<Item = &str> {
        let parts = self.parts.iter();
        let sources = parts.filter_map(|path| self.files.get(path)?.source.as_ref());
        sources.map(|source| source.text())
    }

    /// The diagnostics about single files. What is a part of a deck is no page, and has none.
    pub(super) fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let pages = self
            .files
            .iter()
            .filter(|(path, _)| !self.parts.contains(*path) && !self.unnamed.contains_key(*path));
        let of_pages = pages.flat_map(|(_, content)| &content.diagnostics);
        of_pages.chain(self.unnamed.values())
    }

    /// Whether an earlier document stands in for what a file says now.
    pub(in crate::workspace) fn is_stood_in_for(&self, path: &SitePath) -> bool {
        self.files
            .get(path)
            .is_some_and(|content| content.document.is_some() && !content.is_current())
    }

    /// Whether the document of a file is what the file says now.
    pub(in crate::workspace) fn is_current(&self, path: &SitePath) -> bool {
        self.files.get(path).is_some_and(Content::is_current)
    }

    /// A new configuration may know other languages, or read files in another way than before.
    pub(super) fn parse_again(&mut self, files: &dyn Files, config: &Config) {
        let stale = |content: &Content| match &content.document {
            Some(document) => {
                let lang = &document.path.lang;
                config.rank(lang).is_none() || reading(config, lang) != document.options
            }
            None => content.source.is_some(),
        };
        let paths: Vec<SitePath> = self
            .files
            .iter()
            .filter(|(_, c)| stale(c))
            .map(|(path, _)| path.clone())
            .collect();
        for path in paths {
            if self.set_again(files, &path, config) {
                continue;
            }
            let Some(source) = self
                .files
                .get(&path)
                .and_then(|content| content.source.clone())
            else {
                continue;
            };
            // Invalid UTF-8 stays invalid.
            if self.files[&path]
                .diagnostics
                .iter()
                .any(|d| d.code == codes::INVALID_UTF8)
            {
                continue;
            }
            let is_there = |path: &SitePath| self.files.contains_key(path);
            let mut content = parse(files, source, Some(config), &is_there);
            let stands_in = self.files.get(&path).filter(|old| !old.is_current());
            if content.document.is_some() && !content.is_sound() {
                content.document = stands_in
                    .and_then(|old| old.document.clone())
                    .or(content.document);
            }
            self.files.insert(path, content);
        }
        self.find_parts();
    }

    /// Parses the last good text of a broken file again, for a new configuration.
    fn set_again(&mut self, files: &dyn Files, path: &SitePath, config: &Config) -> bool {
        let Some(content) = self
            .files
            .get_mut(path)
            .filter(|content| !content.is_current())
        else {
            return false;
        };
        let Some(old) = content
            .document
            .clone()
            .filter(|old| config.rank(&old.path.lang).is_some())
        else {
            return false;
        };
        let options = reading(config, &old.path.lang);
        let (path, source) = (old.path.clone(), old.source.clone());
        let (Checked { value, .. }, _) = read_beside(files, path, source, options);
        content.document = Some(Arc::new(value));
        true
    }

    /// The documents, sorted by file.
    pub(in crate::workspace) fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        let pages = self
            .files
            .iter()
            .filter(|(path, _)| !self.parts.contains(*path));
        pages.filter_map(|(_, content)| content.document.as_ref())
    }

    /// The document of a file.
    pub(in crate::workspace) fn document(&self, path: &SitePath) -> Option<&Arc<Document>> {
        let content = self.files.get(path)?;
        let is_part = self.parts.contains(path);
        content.document.as_ref().filter(|_| !is_part)
    }

    /// The files that are known, by path.
    pub(super) fn by_path(&self) -> &BTreeMap<SitePath, Content> {
        &self.files
    }
}

/// How the site wants its bodies to be read.
fn reading(config: &Config, lang: &Lang) -> markdown::Options {
    markdown::Options {
        math: config.math,
        typography: config.typography(lang),
    }
}

/// Reads a file with the files that it names, and gives their paths.
fn read_beside(
    files: &dyn Files,
    path: ContentPath,
    source: Arc<Source>,
    options: markdown::Options,
) -> (Checked<Document>, BTreeSet<SitePath>) {
    let folder = path.file.folder().to_owned();
    let mut named = BTreeSet::new();
    let mut read = |name: &str| {
        let Some(path) = SitePath::resolve(&folder, name) else {
            return FileBeside::Missing;
        };
        let found = beside::read(files, &path);
        named.insert(path);
        found
    };
    let document = Document::parse_beside(path, source, options, &mut read);
    (document, named)
}

fn parse(
    files: &dyn Files,
    source: Arc<Source>,
    config: Option<&Config>,
    is_there: IsThere<'_>,
) -> Content {
    let Some(config) = config else {
        return Content {
            source: Some(source),
            document: None,
            diagnostics: Vec::new(),
            beside: BTreeSet::new(),
        };
    };
    match ContentPath::parse_among(source.path(), config, is_there) {
        Ok(path) => {
            let options = reading(config, &path.lang);
            let (Checked { value, diagnostics }, beside) =
                read_beside(files, path, source.clone(), options);
            Content {
                source: Some(source),
                document: Some(Arc::new(value)),
                diagnostics,
                beside,
            }
        }
        Err(diagnostic) => Content {
            source: Some(source),
            document: None,
            diagnostics: vec![*diagnostic],
            beside: BTreeSet::new(),
        },
    }
}
