//! Reads the files that are no texts, each into its place among the inputs, with its diagnostics.

use std::sync::Arc;

use rayon::prelude::*;

use super::super::reading::{measure, read_source, unreadable};
use super::Inputs;
use crate::blogroll;
use crate::config::Config;
use crate::conflict;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::event_series;
use crate::files::{Files, ReadError};
use crate::path::SitePath;
use crate::person;
use crate::rehearsal::{self, Run};
use crate::site::Measured;
use crate::social_card::Fonts;
use crate::source::Source;
use crate::style_sheet;
use crate::terms;
use crate::theme::ThemeFile;

/// The file of data cannot be used: its last good content stays.
struct Unusable;

impl Inputs {
    pub(super) fn read_config(&mut self, files: &dyn Files, path: &SitePath) {
        self.notes.remove(path);
        let Some(source) = self.read_text(files, path) else {
            if !self.notes.contains_key(path) {
                let message = format!("there is no `{path}` here, so this is not a site");
                let hint = "go to the site's folder, name it with `--root`, or make a site with `lutrin init`";
                self.note(Diagnostic::new(codes::NO_CONFIG, Place::file(path), message).hint(hint));
            }
            return;
        };
        let Checked { value, diagnostics } = Config::parse(&source);
        for diagnostic in diagnostics {
            self.note(diagnostic);
        }
        if let Some(config) = value {
            self.config = Arc::new(config);
            self.configured = true;
        }
    }

    /// The font of social cards; where it cannot be used, a note says so and the embedded ones
    /// stand in.
    pub(in crate::workspace) fn read_font(
        &mut self,
        files: &dyn Files,
        font: Option<&(SitePath, Place)>,
    ) -> Option<Fonts> {
        self.font_note = None;
        let (file, place) = font?;
        let read = files.read(file).map_err(|error| error.message);
        let fonts = read
            .and_then(|bytes| Fonts::of_site(bytes).ok_or_else(|| "it is no font file".to_owned()));
        self.font_note = fonts.as_ref().err().map(|why| {
            let message = format!("the font `{file}` cannot be used: {why}");
            Diagnostic::new(codes::BAD_FONT, place.clone(), message)
                .hint("use a TrueType or OpenType file")
        });
        fonts.ok()
    }

    /// The files of data beside content.
    pub(super) fn read_data(&mut self, files: &dyn Files, path: &SitePath) {
        match path.as_str() {
            person::FILE => {
                if let Ok(people) = self.read_yaml(files, path, person::parse_people) {
                    self.people = Arc::new(people.unwrap_or_default());
                }
            }
            terms::FILE => {
                if let Ok(terms) = self.read_yaml(files, path, terms::parse) {
                    self.terms = Arc::new(terms.unwrap_or_default());
                }
            }
            event_series::FILE => {
                if let Ok(series) = self.read_yaml(files, path, event_series::parse) {
                    self.event_series = Arc::new(series.unwrap_or_default());
                }
            }
            blogroll::FILE => {
                if let Ok(blogroll) = self.read_yaml(files, path, blogroll::parse) {
                    self.blogroll = blogroll.map(Arc::new);
                }
            }
            _ => {}
        }
    }

    /// What a file of data says: `None` where it is not there any more.
    fn read_yaml<T>(
        &mut self,
        files: &dyn Files,
        path: &SitePath,
        parse: impl Fn(&Source) -> Checked<T>,
    ) -> Result<Option<T>, Unusable> {
        self.notes.remove(path);
        let Some(source) = self.read_text(files, path) else {
            return if self.notes.contains_key(path) {
                Err(Unusable)
            } else {
                Ok(None)
            };
        };
        let Checked { value, diagnostics } = parse(&source);
        let is_sound = !diagnostics.iter().any(Diagnostic::is_error);
        for diagnostic in diagnostics {
            self.note(diagnostic);
        }
        if is_sound {
            Ok(Some(value))
        } else {
            Err(Unusable)
        }
    }

    pub(super) fn read_look(&mut self, files: &dyn Files, path: SitePath) {
        self.notes.remove(&path);
        self.texts.remove(&path);
        self.style_sheets.remove(&path);
        match files.read(&path) {
            // The last good version stays.
            Ok(bytes) if self.has_conflicts(&path, &bytes) => {}
            Ok(bytes) => {
                if path.extension() == "css"
                    && let Ok(sheet) = std::str::from_utf8(&bytes)
                {
                    let loaded = style_sheet::addresses(sheet);
                    self.style_sheets.insert(path.clone(), loaded);
                }
                self.looks.insert(
                    path.clone(),
                    ThemeFile {
                        origin: path,
                        bytes: bytes.into(),
                    },
                );
            }
            Err(error) => {
                self.looks.remove(&path);
                if !error.not_found {
                    self.note(unreadable(&path, &error));
                }
            }
        }
    }

    pub(super) fn read_assets(&mut self, files: &dyn Files, paths: Vec<SitePath>) {
        if paths.is_empty() {
            return;
        }
        let measured: Vec<(SitePath, Result<Measured, ReadError>)> = paths
            .into_par_iter()
            .map(|path| (path.clone(), measure(files, &path)))
            .collect();
        let mut assets = (*self.assets).clone();
        for (path, result) in measured {
            self.notes.remove(&path);
            if path.extension() == "css" {
                self.read_style_sheet(files, &path);
            }
            match result {
                Ok(measured) => {
                    assets.insert(path, measured);
                }
                Err(error) => {
                    assets.remove(&path);
                    if !error.not_found {
                        self.note(unreadable(&path, &error));
                    }
                }
            }
        }
        self.assets = Arc::new(assets);
    }

    /// What a style sheet loads that is published as it is. One that is no text loads nothing.
    fn read_style_sheet(&mut self, files: &dyn Files, path: &SitePath) {
        self.style_sheets.remove(path);
        self.texts.remove(path);
        if let Ok(source) = read_source(files, path) {
            let loaded = style_sheet::addresses(source.text());
            self.style_sheets.insert(path.clone(), loaded);
            self.texts.insert(path.clone(), Arc::new(source));
        }
    }

    pub(super) fn read_rehearsals(&mut self, files: &dyn Files, paths: &[SitePath]) {
        if paths.is_empty() {
            return;
        }
        let mut runs = (*self.rehearsals).clone();
        for path in paths {
            self.notes.remove(path);
            runs.remove(path);
            self.texts.remove(path);
            match read_source(files, path) {
                Ok(source) => drop(self.texts.insert(path.clone(), Arc::new(source))),
                Err(None) => {}
                Err(Some(unread)) => {
                    let (source, diagnostic) = *unread;
                    self.texts
                        .extend(source.map(|source| (path.clone(), Arc::new(source))));
                    self.note(rehearsal::as_warning(diagnostic));
                }
            }
        }
        let texts = paths
            .iter()
            .filter_map(|path| self.texts.get(path).cloned());
        let read: Vec<_> = texts
            .collect::<Vec<_>>()
            .into_par_iter()
            .map(|text| (Run::parse(&text), text))
            .collect();
        for (Checked { value, diagnostics }, text) in read {
            runs.insert(text.path().clone(), value.map(Arc::new));
            for diagnostic in diagnostics {
                self.note(diagnostic);
            }
        }
        self.rehearsals = Arc::new(runs);
    }

    /// Whether git left the marks of a conflict in a file of the look, which is then noted.
    fn has_conflicts(&mut self, path: &SitePath, bytes: &[u8]) -> bool {
        let text = std::str::from_utf8(bytes).unwrap_or_default();
        if conflict::find(text).is_empty() {
            return false;
        }
        let source = Arc::new(Source::new(path.clone(), text));
        self.texts.insert(path.clone(), source.clone());
        self.note_conflicts(&source)
    }

    /// Notes the conflicts of a text; says whether there are any.
    fn note_conflicts(&mut self, source: &Source) -> bool {
        let mut found = Vec::new();
        let has_any = conflict::report(source, 0..source.text().len(), &mut found);
        for diagnostic in found {
            self.note(diagnostic);
        }
        has_any
    }

    fn read_text(&mut self, files: &dyn Files, path: &SitePath) -> Option<Arc<Source>> {
        self.texts.remove(path);
        match read_source(files, path) {
            Ok(source) => {
                let source = Arc::new(source);
                self.texts.insert(path.clone(), source.clone());
                (!self.note_conflicts(&source)).then_some(source)
            }
            Err(None) => None,
            Err(Some(unread)) => {
                let (source, diagnostic) = *unread;
                self.texts
                    .extend(source.map(|source| (path.clone(), Arc::new(source))));
                self.note(diagnostic);
                None
            }
        }
    }
}
