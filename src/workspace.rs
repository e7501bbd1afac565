//! The only state that changes: what was read of each file, and the snapshot that follows from it.
//!
//! A change re-reads and re-parses the files it names and makes a new [`Snapshot`]. The whole site
//! is linked again, so there is no dependency to track; only where no other file can lead
//! elsewhere, the edited documents are replaced in the site. Reads through [`Files`] only; never
//! writes.

mod cards;
mod drawings;
mod file_checks;
mod inputs;
mod published;
mod reading;
mod style_sheets;
mod themes;
mod unused;

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::cache::Cache;
use crate::config::Config;
use crate::date::Date;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::document::Document;
use crate::drawing::tools::DrawingTools;
use crate::event_series;
use crate::files::Files;
use crate::fit;
use crate::highlight::Highlighter;
use crate::images::Images;
use crate::images::drawings::Drawings;
use crate::nearest;
use crate::path::SitePath;
use crate::person;
use crate::references;
use crate::render;
use crate::site::{self, Input, Options, Site, decks, rehearsals, talks};
use crate::snapshot::{Extensions, Snapshot};
use crate::social_card::Painter;
use crate::source::Source;
use crate::terms;
use crate::theme::Theme;

use inputs::{Inputs, Updated};
use themes::{LoadedTheme, load_theme};

/// What happened to the files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// A file was written, made or removed; or a folder was removed.
    File(SitePath),
    /// A folder was made, or something in it changed that the watcher cannot name file by file.
    Folder(SitePath),
    /// Anything may have happened.
    Everything,
}

/// The inputs of a site, read, and kept up to date.
pub struct Workspace {
    files: Arc<dyn Files>,
    options: Options,
    highlighter: Arc<Highlighter>,
    images: Arc<Images>,
    drawings: Drawings,
    inputs: Inputs,
    theme: Option<LoadedTheme>,
    painter: Option<Arc<Painter>>,
    cache: Arc<dyn Cache>,
    /// The site, and the diagnostics of linking it.
    linked: Checked<Arc<Site>>,
    /// For each file: the diagnostics that need the whole site, such as those about its links.
    checked: BTreeMap<SitePath, Vec<Diagnostic>>,
    generation: u64,
    /// Whether the day changed since the site was linked.
    is_new_day: bool,
}

impl std::fmt::Debug for Workspace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Workspace")
            .field("generation", &self.generation)
            .finish_non_exhaustive()
    }
}

impl Workspace {
    /// A workspace that has read nothing yet: apply [`Change::Everything`].
    #[must_use]
    pub fn new(files: Arc<dyn Files>, cache: Arc<dyn Cache>, options: Options) -> Self {
        let images = Arc::new(Images::new(files.clone(), cache.clone()));
        let highlighter = Arc::new(Highlighter::new(cache.clone()));
        let inputs = Inputs::for_address(options.base_url.clone());
        // A site without files, until some are read.
        let site = site::link(&inputs.config, &Input::default(), &options);
        Self {
            files,
            options,
            highlighter,
            images,
            drawings: Drawings::new(None, cache.clone()),
            inputs,
            theme: None,
            painter: None,
            cache,
            linked: Checked::ok(Arc::new(site.value)),
            checked: BTreeMap::new(),
            generation: 0,
            is_new_day: false,
        }
    }

    /// The same, with programs that draw what is written as text.
    #[must_use]
    pub fn with_drawing_tools(mut self, tools: Arc<dyn DrawingTools>) -> Self {
        self.drawings = Drawings::new(Some(tools), self.cache.clone());
        self
    }

    /// Reads what changed, and gives the site as it is now.
    pub fn apply(&mut self, changes: &[Change]) -> Arc<Snapshot> {
        self.generation += 1;
        let (config, updated) = self.read(changes);
        self.link(&config, &updated);
        let (theme, theme_diagnostics) = self
            .theme
            .clone()
            .unwrap_or_else(|| self.load_theme(&config));
        let diagnostics = self.diagnostics(&config, &theme, theme_diagnostics);
        Arc::new(Snapshot {
            generation: self.generation,
            config,
            site: self.linked.value.clone(),
            theme,
            highlighter: self.highlighter.clone(),
            painter: self.painter.clone(),
            images: self.images.clone(),
            drawings: self.drawings.clone(),
            diagnostics,
            sources: self
                .inputs
                .sources(|file| self.linked.value.by_file.contains_key(file)),
            extensions: Extensions::default(),
        })
    }

    /// All diagnostics, sorted, without those that may only follow from another mistake.
    fn diagnostics(
        &self,
        config: &Config,
        theme: &Theme,
        of_theme: Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        let mut diagnostics = self.inputs.diagnostics();
        if !self.inputs.configured {
            // What stands in for the configuration knows neither the languages nor the theme.
            crate::diagnostic::sort(&mut diagnostics);
            return diagnostics;
        }
        let is_sound = !of_theme.iter().any(Diagnostic::is_error);
        diagnostics.extend(of_theme);
        diagnostics.extend(theme.missing(config, &render::templates_for(&self.linked.value)));
        // Where the last good text of a file stands in for the one that is there now, a diagnostic
        // of linking has no place in the new text.
        let broken_terms = self.inputs.has_errors(terms::FILE);
        let is_of_now = |diagnostic: &&Diagnostic| {
            diagnostic.place.as_ref().is_none_or(|place| {
                let is_terms = place.file.as_str() == terms::FILE;
                !(self.inputs.content.is_stood_in_for(&place.file) || is_terms && broken_terms)
            })
        };
        diagnostics.extend(self.linked.diagnostics.iter().filter(is_of_now).cloned());
        diagnostics.extend(drawings::once_a_tool(self.checked.values().flatten()));
        diagnostics.extend(rehearsals::check(&self.linked.value, &|file, key| {
            self.inputs.place_in_run(file, key)
        }));
        diagnostics.extend(unused::check_images(&self.inputs, &self.linked.value));
        diagnostics.extend(file_checks::check(&self.inputs, &self.linked.value));
        let painter = self.painter.as_deref();
        diagnostics.extend(
            painter.and_then(|painter| cards::check_names(painter, config, &self.linked.value)),
        );
        let loading = style_sheets::Loading {
            site: &self.linked.value,
            config,
            theme: is_sound.then_some(theme),
        };
        diagnostics.extend(loading.check(&self.inputs.style_sheets));
        if self.inputs.has_errors(person::FILE) {
            // The people who seem unknown may be in the part that could not be read.
            diagnostics.retain(|diagnostic| diagnostic.code != codes::UNKNOWN_PERSON);
        }
        if self.inputs.has_errors(person::FILE) || self.inputs.has_errors(terms::FILE) {
            // So may be what says which names are one.
            let unsure = [codes::SHARED_SLUG, codes::NEARLY_KNOWN];
            diagnostics.retain(|diagnostic| !unsure.contains(&diagnostic.code));
        }
        if self.inputs.has_errors(event_series::FILE) {
            diagnostics.retain(|diagnostic| diagnostic.code != codes::UNKNOWN_EVENT_SERIES);
        }
        drop_names_of_lists(&mut diagnostics);
        crate::diagnostic::sort(&mut diagnostics);
        diagnostics
    }

    /// Reads what changed: the theme at the same time as the texts and what shows their code.
    fn read(&mut self, changes: &[Change]) -> (Arc<Config>, Updated) {
        let (mut updated, texts) = self.inputs.update(&*self.files, changes);
        let config = self.inputs.config.clone();
        let layers = (updated.looks || self.theme.is_none()).then(|| self.layers(&config));
        let (inputs, highlighter) = (&mut self.inputs, &self.highlighter);
        let (loaded, ()) = rayon::join(
            || layers.map(|layers| load_theme(&config, &layers)),
            || {
                inputs.read_texts(&*self.files, &texts, &mut updated);
                let blocks = inputs
                    .content
                    .documents()
                    .flat_map(|document| document.code_blocks());
                highlighter.prepare(blocks.map(|block| block.language.as_str()));
            },
        );
        if let Some(loaded) = loaded {
            self.theme = Some(self.sound_theme(loaded));
        }
        if std::mem::take(&mut self.is_new_day) {
            (updated.links, updated.targets) = (true, true);
        }
        if updated.looks {
            self.painter = self.load_painter(&config);
        }
        (config, updated)
    }

    /// Goes on to another day, on which more posts may be out. `None` when it is that day already,
    /// or when dates do not count.
    pub fn turn_to(&mut self, today: Date) -> Option<Arc<Snapshot>> {
        let before = self
            .options
            .today
            .as_mut()
            .filter(|before| **before != today)?;
        *before = today;
        self.is_new_day = true;
        Some(self.apply(&[]))
    }

    /// Takes what changed into the site, and checks links. Where other files may lead elsewhere, or
    /// linking reported something about an edited file, the whole site is linked and checked again;
    /// else the edited documents are replaced, and only those are checked.
    fn link(&mut self, config: &Config, updated: &Updated) {
        if !updated.links && self.generation > 1 {
            return;
        }
        let noted: Vec<&SitePath> = self
            .linked
            .diagnostics
            .iter()
            .flat_map(|diagnostic| {
                let related = diagnostic.related.iter().map(|(place, _)| place);
                diagnostic.place.iter().chain(related)
            })
            .map(|place| &place.file)
            .collect();
        let concerned = if updated.targets
            || updated.edited.iter().any(|file| noted.contains(&file))
        {
            self.link_all(config)
        } else {
            let edited: Vec<Arc<Document>> = updated
                .edited
                .iter()
                .filter_map(|file| self.inputs.content.document(file).cloned())
                .collect();
            self.linked.value = Arc::new(self.linked.value.with(&edited, &self.inputs.rehearsals));
            edited
        };
        let found: Vec<(SitePath, Vec<Diagnostic>)> = concerned
            .par_iter()
            .map(|document| self.check(config, document))
            .collect();
        for (file, diagnostics) in found {
            if diagnostics.is_empty() {
                self.checked.remove(&file);
            } else {
                self.checked.insert(file, diagnostics);
            }
        }
    }

    /// Links the whole site; all of its documents have to be checked again.
    fn link_all(&mut self, config: &Config) -> Vec<Arc<Document>> {
        let input = self.input();
        let Checked { value, diagnostics } = site::link(config, &input, &self.options);
        self.linked = Checked {
            value: Arc::new(value),
            diagnostics,
        };
        self.checked.clear();
        input.documents
    }

    /// What a site is linked from, as it was last read.
    fn input(&self) -> Input {
        let documents: Vec<Arc<Document>> = self.inputs.content.documents().cloned().collect();
        let (people, assets) = (self.inputs.people.clone(), self.inputs.assets.clone());
        let terms = self.inputs.terms.clone();
        Input {
            documents,
            people,
            terms,
            assets,
            event_series: self.inputs.event_series.clone(),
            blogroll: self.inputs.blogroll.clone(),
            rehearsals: self.inputs.rehearsals.clone(),
        }
    }

    /// Files that are left out are not checked: a draft may still lead nowhere. Nor are those whose
    /// last good text stands in for one with a mistake.
    fn check(&self, config: &Config, document: &Document) -> (SitePath, Vec<Diagnostic>) {
        let (file, site) = (document.path.file.clone(), &self.linked.value);
        if site.left_out.contains_key(&file) || !self.inputs.content.is_current(&file) {
            return (file, Vec::new());
        }
        let mut diagnostics = references::check(site, document, config);
        diagnostics.extend(talks::check_outline(
            site,
            |path| config.rank(&path.lang),
            document,
        ));
        diagnostics.extend(decks::check(site, |path| config.rank(&path.lang), document));
        diagnostics.extend(fit::check(site, config, &self.drawings, document));
        diagnostics.extend(self.check_code(document));
        diagnostics.extend(drawings::check(&self.drawings, &config.drawings, document));
        let painter = self.painter.as_deref();
        diagnostics.extend(painter.and_then(|painter| cards::check_title(painter, document)));
        (file, diagnostics)
    }

    fn check_code(&self, document: &Document) -> Vec<Diagnostic> {
        let unknown = document
            .code_blocks()
            .filter(|block| !self.highlighter.knows(&block.language));
        unknown
            .map(|block| {
                let names = self.highlighter.names();
                let message = format!(
                    "code in `{}` cannot be highlighted, so it is shown without colours",
                    block.language
                );
                let hint = if block.language == FORMULA {
                    "put two lines `$$` around a formula, in the place of the fence, and `math: true` in the front matter".to_owned()
                } else {
                    nearest::did_you_mean(&block.language, names.iter().map(String::as_str))
                        .unwrap_or_else(|| "write `text` for what is no program".to_owned())
                };
                Diagnostic::new(
                    codes::UNKNOWN_CODE_LANGUAGE,
                    Place::new(&document.path.file, block.span),
                    message,
                )
                .hint(hint)
            })
            .collect()
    }
}

/// What GitHub calls a block of LaTeX.
const FORMULA: &str = "math";

/// Where several names were read as one, nothing more is to be said of that name.
fn drop_names_of_lists(diagnostics: &mut Vec<Diagnostic>) {
    let misread = |diagnostic: &&Diagnostic| diagnostic.code == codes::LIST_AS_TEXT;
    let places = diagnostics.iter().filter(misread);
    let places: Vec<Place> = places
        .filter_map(|diagnostic| diagnostic.place.clone())
        .collect();
    if places.is_empty() {
        return;
    }
    let of_names = [codes::SHARED_SLUG, codes::NEARLY_KNOWN];
    diagnostics.retain(|diagnostic| {
        let is_there = |place: &Place| places.contains(place);
        !(of_names.contains(&diagnostic.code) && diagnostic.place.as_ref().is_some_and(is_there))
    });
}

/// The texts that diagnostics may point into, by file.
pub(crate) type Sources = BTreeMap<SitePath, Arc<Source>>;
