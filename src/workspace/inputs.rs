//! The files of a site as they were last read, each with the diagnostics about it.

mod content;
mod files;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use super::reading::unreadable;
use super::{Change, Sources};
use crate::blogroll::{self, Blogroll};
use crate::config::base_url::BaseUrl;
use crate::config::{self, Config};
use crate::content_path::{self, ContentPath};
use crate::diagnostic::{Diagnostic, Place};
use crate::drawing::Active;
use crate::event_series::{self, EventSeries};
use crate::files::Files;
use crate::path::SitePath;
use crate::person::{self, Person};
use crate::rehearsal;
use crate::site::Measured;
use crate::site::rehearsals::Runs;
use crate::source::Source;
use crate::style_sheet::LoadedAddress;
use crate::terms::{self, Dictionary};
use crate::theme::{FileMap, ThemeFile};
use content::Contents;

/// Everything that was read.
#[derive(Debug)]
pub(super) struct Inputs {
    /// The last configuration that could be used.
    pub(super) config: Arc<Config>,
    /// Whether there ever was one.
    pub(super) configured: bool,
    /// The address that the site is built for, where that is not the one in its file.
    base_url: Option<BaseUrl>,
    pub(super) people: Arc<Vec<Person>>,
    pub(super) terms: Arc<Dictionary>,
    pub(super) event_series: Arc<Vec<EventSeries>>,
    pub(super) assets: Arc<BTreeMap<SitePath, Measured>>,
    /// The drawings that do more than being seen.
    pub(super) active_drawings: BTreeMap<SitePath, Vec<Active>>,
    /// The last blogroll that could be used, as long as there is one.
    pub(super) blogroll: Option<Arc<Blogroll>>,
    pub(super) content: Contents,
    /// The rehearsals of talks.
    pub(super) rehearsals: Arc<Runs>,
    /// Templates and themes.
    looks: BTreeMap<SitePath, ThemeFile>,
    /// What style sheets load: those of themes, and those that are published as they are.
    pub(super) style_sheets: BTreeMap<SitePath, Vec<LoadedAddress>>,
    /// The diagnostics about files that are no content, and about folders.
    notes: BTreeMap<SitePath, Vec<Diagnostic>>,
    /// The diagnostics about the fonts of social cards.
    font_notes: Vec<Diagnostic>,
    texts: Sources,
}

/// What an update touched.
#[derive(Debug, Default)]
pub(super) struct Updated {
    /// The theme has to be loaded again.
    pub(super) looks: bool,
    /// The site has to be linked again.
    pub(super) links: bool,
    /// What other files may lead to is different.
    pub(super) targets: bool,
    /// Content files that were read.
    pub(super) edited: BTreeSet<SitePath>,
}

/// Content files that are to be read.
pub(super) struct Texts(Vec<SitePath>);

/// The files of [`Role::Data`].
const DATA: [&str; 4] = [
    person::FILE,
    terms::FILE,
    blogroll::FILE,
    event_series::FILE,
];

/// What a file is to a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Config,
    /// YAML beside content that is for Lutrin.
    Data,
    Content,
    /// A timed run of a talk.
    Rehearsal,
    Asset,
    Look,
    Nothing,
}

impl Default for Inputs {
    fn default() -> Self {
        Self {
            config: Arc::new(Config::placeholder()),
            configured: false,
            base_url: None,
            people: Arc::default(),
            terms: Arc::default(),
            event_series: Arc::default(),
            assets: Arc::default(),
            active_drawings: BTreeMap::new(),
            blogroll: None,
            content: Contents::default(),
            rehearsals: Arc::default(),
            looks: BTreeMap::new(),
            style_sheets: BTreeMap::new(),
            notes: BTreeMap::new(),
            font_notes: Vec::new(),
            texts: BTreeMap::new(),
        }
    }
}

fn role(path: &SitePath) -> Role {
    let text = path.as_str();
    if text == config::FILE {
        Role::Config
    } else if DATA.contains(&text) {
        Role::Data
    } else if ContentPath::is_markdown(path) {
        Role::Content
    } else if rehearsal::talk_of(path).is_some() {
        Role::Rehearsal
    } else if text.starts_with(content_path::ROOT) || text.starts_with("static/") {
        Role::Asset
    } else if text.starts_with("templates/") || text.starts_with("themes/") {
        Role::Look
    } else {
        Role::Nothing
    }
}

impl Inputs {
    /// The inputs of a site that is built for an address; without one, for that in its file.
    pub(super) fn for_address(base_url: Option<BaseUrl>) -> Self {
        Self {
            base_url,
            ..Self::default()
        }
    }

    /// Reads the files that changed, but for the texts: those that are left to
    /// [`Inputs::read_texts`].
    pub(super) fn update(&mut self, files: &dyn Files, changes: &[Change]) -> (Updated, Texts) {
        let mut paths: BTreeSet<SitePath> = BTreeSet::new();
        let mut folders: Vec<&str> = Vec::new();
        for change in changes {
            match change {
                Change::File(path) => {
                    // It may have been a folder, and is gone with all that was in it.
                    paths.extend(self.known_below(path.as_str()));
                    paths.insert(path.clone());
                }
                Change::Folder(path) => {
                    // It may have been a file.
                    paths.insert(path.clone());
                    folders.push(path.as_str());
                }
                Change::Everything => folders.push(""),
            }
        }
        if !folders.is_empty() {
            paths.extend(folders.iter().flat_map(|folder| self.known_below(folder)));
            paths.extend(self.list(files, &folders));
        }
        self.read(files, &paths)
    }

    /// The files below some folders; those that cannot be listed get a note.
    fn list(&mut self, files: &dyn Files, folders: &[&str]) -> Vec<SitePath> {
        let inside = |path: &SitePath| folders.iter().any(|folder| is_below(path, folder));
        let (mut listed, unlisted) = files.list();
        listed.retain(&inside);
        let always = DATA.into_iter().chain([config::FILE]).map(SitePath::new);
        listed.extend(always.filter(&inside));
        self.notes.retain(|path, _| !inside(path));
        for (path, error) in unlisted.into_iter().filter(|(path, _)| inside(path)) {
            let mut note = unreadable(&path, &error);
            if role(&path) == Role::Rehearsal {
                note = rehearsal::as_warning(note);
            }
            self.notes.entry(path).or_default().push(note);
        }
        listed
    }

    /// What was read or noted below a folder.
    fn known_below(&self, folder: &str) -> Vec<SitePath> {
        let start = if folder.is_empty() {
            String::new()
        } else {
            format!("{folder}/")
        };
        let content =
            keys_from(self.content.by_path(), &start).chain(keys_from(&self.looks, &start));
        let others = keys_from(&self.assets, &start).chain(keys_from(&self.notes, &start));
        content
            .chain(others)
            .chain(keys_from(&self.texts, &start))
            .cloned()
            .collect()
    }

    fn read(&mut self, files: &dyn Files, paths: &BTreeSet<SitePath>) -> (Updated, Texts) {
        let with_role = |wanted: Role| {
            paths
                .iter()
                .filter(move |path| role(path) == wanted)
                .cloned()
                .collect::<Vec<_>>()
        };
        let mut updated = Updated::default();
        for path in with_role(Role::Config) {
            updated.looks = true;
            self.read_config(files, &path);
        }
        for path in with_role(Role::Data) {
            self.read_data(files, &path);
        }
        for path in with_role(Role::Look) {
            updated.looks = true;
            self.read_look(files, path);
        }
        let cards = self.config.social_cards.as_ref();
        updated.looks |=
            cards.is_some_and(|cards| cards.font_files().any(|file| paths.contains(file)));
        self.read_assets(files, with_role(Role::Asset));
        self.read_rehearsals(files, &with_role(Role::Rehearsal));
        let others = [Role::Config, Role::Data, Role::Asset]
            .into_iter()
            .any(|role| !with_role(role).is_empty());
        updated.edited = with_role(Role::Content).into_iter().collect();
        updated.edited.extend(self.content.naming(paths));
        let texts = updated.edited.iter().cloned().collect();
        // While somebody rehearses, a run is written again and again: nothing else on the site can
        // change with it.
        updated.links =
            others || !updated.edited.is_empty() || !with_role(Role::Rehearsal).is_empty();
        updated.targets = others;
        (updated, Texts(texts))
    }

    /// Reads the texts that changed: most of the work, and none that a theme waits for.
    pub(super) fn read_texts(&mut self, files: &dyn Files, texts: &Texts, updated: &mut Updated) {
        let config = self.configured.then(|| self.config.clone());
        updated.targets |= self.content.read(files, &texts.0, config.as_deref());
        for path in updated
            .edited
            .iter()
            .filter(|path| self.content.by_path().contains_key(*path))
        {
            // What could not be listed can be read now.
            self.notes.remove(path);
        }
        if let Some(config) = config.filter(|_| updated.looks) {
            self.content.parse_again(files, &config);
        }
    }

    /// Where the file of a run says what a key has.
    pub(super) fn place_in_run(&self, file: &SitePath, key: &'static str) -> Place {
        self.texts
            .get(file)
            .map_or_else(|| Place::file(file), |text| rehearsal::place_of(text, key))
    }

    fn note(&mut self, diagnostic: Diagnostic) {
        let path = diagnostic
            .place
            .as_ref()
            .map_or_else(|| SitePath::new(""), |place| place.file.clone());
        self.notes.entry(path).or_default().push(diagnostic);
    }

    /// Whether a file that is no content has errors.
    pub(super) fn has_errors(&self, file: &str) -> bool {
        self.notes
            .get(file)
            .is_some_and(|notes| notes.iter().any(Diagnostic::is_error))
    }

    /// The diagnostics about single files.
    pub(super) fn diagnostics(&self) -> Vec<Diagnostic> {
        let notes = self.notes.values().flatten();
        notes
            .chain(self.content.diagnostics())
            .chain(&self.font_notes)
            .cloned()
            .collect()
    }

    /// The texts that diagnostics may point into, but for those of published documents, which the
    /// site has.
    pub(super) fn sources(&self, is_published: impl Fn(&SitePath) -> bool) -> Sources {
        let apart = self
            .content
            .by_path()
            .iter()
            .filter(|(path, content)| !content.is_current() || !is_published(path));
        let content =
            apart.filter_map(|(path, content)| Some((path.clone(), content.source.clone()?)));
        let looks = self.looks.iter().filter_map(|(path, file)| {
            let text = std::str::from_utf8(&file.bytes)
                .ok()
                .filter(|_| matches!(path.extension().as_str(), "css" | "js" | "yaml"))?;
            Some((path.clone(), Arc::new(Source::new(path.clone(), text))))
        });
        content.chain(self.texts.clone()).chain(looks).collect()
    }

    /// Shows every text that is no content: data, configuration, templates, style sheets.
    pub(super) fn each_other_text(&self, mut show: impl FnMut(&str)) {
        self.texts.values().for_each(|source| show(source.text()));
        let looks = self.looks.values();
        let texts = looks.filter_map(|file| std::str::from_utf8(&file.bytes).ok());
        texts.for_each(show);
    }

    /// The files of a theme on disk, by their path within it.
    pub(super) fn theme_files(&self, name: &str) -> FileMap {
        self.look_files(&format!("themes/{name}/"))
    }

    /// The site's own templates, by name.
    pub(super) fn template_files(&self) -> FileMap {
        self.look_files("templates/")
    }

    fn look_files(&self, folder: &str) -> FileMap {
        let inside = self
            .looks
            .iter()
            .filter_map(|(path, file)| Some((path.as_str().strip_prefix(folder)?, file)));
        inside
            .map(|(name, file)| (name.to_owned(), file.clone()))
            .collect()
    }
}

fn is_below(path: &SitePath, folder: &str) -> bool {
    let rest = path.as_str().strip_prefix(folder);
    folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The keys that begin with a text, in order.
fn keys_from<'m, V>(
    map: &'m BTreeMap<SitePath, V>,
    start: &'m str,
) -> impl Iterator<Item = &'m SitePath> {
    let from = map
        .range::<str, _>((Bound::Included(start), Bound::Unbounded))
        .map(|(path, _)| path);
    from.take_while(move |path| path.as_str().starts_with(start))
}
