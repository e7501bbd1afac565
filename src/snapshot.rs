//! One state of the whole site, ready to answer: what `build` writes out and `serve` shows.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;
use tera::Value;

use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::highlight::Highlighter;
use crate::images::{Images, Shape};
use crate::path::{SitePath, UrlPath};
use crate::site::routes::Target;
use crate::site::{PageId, Site};
use crate::social_card::Painter;
use crate::source::Source;
use crate::theme::Theme;

/// An immutable state of the site. Rendering needs nothing else.
#[derive(Debug)]
pub struct Snapshot {
    /// Counts the changes since the workspace was opened.
    pub generation: u64,
    /// The configuration.
    pub config: Arc<Config>,
    /// The linked site.
    pub site: Arc<Site>,
    /// The theme.
    pub theme: Arc<Theme>,
    /// The highlighter, which remembers what it has done.
    pub highlighter: Arc<Highlighter>,
    /// What paints social cards, unless the site has none.
    pub painter: Option<Arc<Painter>>,
    /// What makes smaller images, and remembers what it has made.
    pub images: Arc<Images>,
    /// Everything there is to say about the inputs, sorted.
    pub diagnostics: Vec<Diagnostic>,
    /// The images that pages show, by what the addresses of their variants begin with; found when
    /// first asked for.
    pub(crate) shown: OnceLock<BTreeMap<String, (UrlPath, Shape)>>,
    /// Template values of pages in lists, made once.
    pub(crate) cards: Cards,
    /// What each social card is for, by its address; made when it is first asked for.
    pub(crate) social_cards: OnceLock<BTreeMap<UrlPath, Target>>,
    /// Posts as feeds show them, made once.
    pub(crate) entries: Entries,
    /// What search looks into, by language, made when it is first asked for.
    pub(crate) search: Vec<OnceLock<SearchFiles>>,
    /// What every page of a language is told, made when it is first asked for.
    pub(crate) shared: Vec<OnceLock<Shared>>,
    /// Theme assets by address.
    pub(crate) assets: FxHashMap<UrlPath, String>,
    sources: BTreeMap<SitePath, Arc<Source>>,
}

/// The parts of a snapshot.
#[derive(Debug)]
pub struct Parts {
    /// See [`Snapshot::generation`].
    pub generation: u64,
    /// See [`Snapshot::config`].
    pub config: Arc<Config>,
    /// See [`Snapshot::site`].
    pub site: Arc<Site>,
    /// See [`Snapshot::theme`].
    pub theme: Arc<Theme>,
    /// See [`Snapshot::highlighter`].
    pub highlighter: Arc<Highlighter>,
    /// See [`Snapshot::painter`].
    pub painter: Option<Arc<Painter>>,
    /// See [`Snapshot::images`].
    pub images: Arc<Images>,
    /// See [`Snapshot::diagnostics`].
    pub diagnostics: Vec<Diagnostic>,
    /// The texts that diagnostics may point into.
    pub sources: BTreeMap<SitePath, Arc<Source>>,
}

/// A template value for every page and every language it is listed in, each made when it is first
/// asked for.
#[derive(Debug)]
pub(crate) struct Cards {
    by_language: Vec<Vec<OnceLock<Value>>>,
}

impl Cards {
    fn new(languages: usize, pages: usize) -> Self {
        let row = || std::iter::repeat_with(OnceLock::new).take(pages).collect();
        Self {
            by_language: std::iter::repeat_with(row).take(languages).collect(),
        }
    }

    /// The value of a page in a list in some language.
    pub(crate) fn get_or_make(
        &self,
        id: PageId,
        language: usize,
        make: impl FnOnce() -> Value,
    ) -> Value {
        self.by_language[language][id.0 as usize]
            .get_or_init(make)
            .clone()
    }
}

/// The entry of every post in feeds, each made when it is first asked for: a post stands in many.
#[derive(Debug)]
pub(crate) struct Entries(Vec<OnceLock<Box<str>>>);

impl Entries {
    /// The entry of a page.
    pub(crate) fn get_or_make(&self, id: PageId, make: impl FnOnce() -> String) -> &str {
        self.0[id.0 as usize].get_or_init(|| make().into_boxed_str())
    }
}

/// What every page of a language is told of the site around it.
#[derive(Debug)]
pub(crate) struct Shared {
    /// The site itself.
    pub(crate) site: Value,
    /// Where search is.
    pub(crate) search: Value,
    /// The menu.
    pub(crate) menu: Vec<MenuEntry>,
}

/// An entry of a menu, as pages elsewhere show it and as those that it leads to do.
#[derive(Debug)]
pub(crate) struct MenuEntry {
    /// What the addresses of the pages begin with that it leads to; none where it leads to another
    /// site.
    pub(crate) url: Option<UrlPath>,
    /// Elsewhere.
    pub(crate) plain: Value,
    /// Where it leads to.
    pub(crate) current: Value,
}

/// What search looks into in one language: texts of files.
#[derive(Debug, Clone, Default)]
pub(crate) struct SearchFiles {
    /// The pages, with the words of all of them where they are few.
    pub(crate) first: String,
    /// The words by [`crate::search::SHARDS`]; empty where they stand with the pages.
    pub(crate) shards: Vec<String>,
}

impl Snapshot {
    /// Puts a snapshot together.
    #[must_use]
    pub fn new(parts: Parts) -> Self {
        let Parts {
            generation,
            config,
            site,
            theme,
            highlighter,
            painter,
            images,
            diagnostics,
            sources,
        } = parts;
        let cards = Cards::new(config.languages.len(), site.pages.len());
        let entries = Entries(
            std::iter::repeat_with(OnceLock::new)
                .take(site.pages.len())
                .collect(),
        );
        let assets = theme
            .assets
            .iter()
            .map(|(name, asset)| (asset.url.clone(), name.clone()))
            .collect();
        let shared = std::iter::repeat_with(OnceLock::new)
            .take(config.languages.len())
            .collect();
        let search = std::iter::repeat_with(OnceLock::new)
            .take(config.languages.len())
            .collect();
        Self {
            generation,
            config,
            site,
            theme,
            highlighter,
            painter,
            images,
            shown: OnceLock::new(),
            diagnostics,
            cards,
            social_cards: OnceLock::new(),
            entries,
            shared,
            search,
            assets,
            sources,
        }
    }

    /// The text that a diagnostic points into.
    #[must_use]
    pub fn source(&self, path: &SitePath) -> Option<&Source> {
        let in_theme = || self.theme.sources().find(|source| source.path() == path);
        let published = || {
            self.site
                .by_file
                .get(path)
                .map(|id| &self.site.page(*id).document.source)
        };
        self.sources
            .get(path)
            .or_else(published)
            .or_else(in_theme)
            .map(AsRef::as_ref)
    }
}
