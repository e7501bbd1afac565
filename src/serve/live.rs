//! The snapshot that is shown now, and the state that it gives each open page.
//!
//! A browser gets a state and not an event: the hash of its page, the addresses of the style
//! sheets, the errors. A browser that missed anything, for whatever reason, learns it from the next
//! state.

mod page_state;
mod public_state;
mod rendering;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use rustc_hash::FxHashMap;

pub(super) use public_state::is_there;
pub(super) use rendering::RenderedPage;
use rendering::Renderer;

use super::bell::Bell;
use super::pairing::Viewer;
use super::watch::Batch;
use crate::path::{SitePath, UrlPath};
use crate::site::addresses::asset_url;
use crate::snapshot::Snapshot;
use crate::workspace::Change;

/// States that are remembered of a generation: a client may ask for as many addresses as it likes.
const MAX_STATES: usize = 4096;

/// What is shown, for all threads.
#[derive(Debug)]
pub(super) struct Live {
    now: RwLock<CurrentState>,
    /// Wakes the streams.
    bell: Arc<Bell>,
    states: Mutex<PageStates>,
    renderer: Renderer,
}

/// The site as it is served.
#[derive(Debug, Clone)]
pub(super) struct Views {
    /// Everything.
    pub(super) full: Arc<Snapshot>,
    /// The site as a build would publish it; `None` where only this machine can reach the server.
    pub(super) public: Option<Arc<Snapshot>>,
}

/// What is shown at one time.
#[derive(Debug, Clone)]
struct CurrentState {
    views: Views,
    /// Files of the site that changed since the server started, by address, with the generation
    /// that changed them.
    touched: Arc<BTreeMap<String, u64>>,
    /// The page that browsers should go to, with the generation that asks for it.
    goto: Option<(String, u64)>,
}

/// The states of one generation that somebody asked for, by address.
#[derive(Debug, Default)]
struct PageStates {
    generation: u64,
    for_trusted: FxHashMap<String, Arc<str>>,
    for_visitors: FxHashMap<String, Arc<str>>,
}

impl PageStates {
    fn for_viewer(&mut self, viewer: Viewer) -> &mut FxHashMap<String, Arc<str>> {
        match viewer {
            Viewer::Trusted => &mut self.for_trusted,
            Viewer::Visitor => &mut self.for_visitors,
        }
    }
}

impl Views {
    /// The site as a viewer sees it; `None` for visitors where there cannot be any.
    fn for_viewer(&self, viewer: Viewer) -> Option<&Arc<Snapshot>> {
        match viewer {
            Viewer::Trusted => Some(&self.full),
            Viewer::Visitor => self.public.as_ref(),
        }
    }
}

impl Live {
    pub(super) fn new(views: Views) -> Self {
        Self {
            now: RwLock::new(CurrentState {
                views,
                touched: Arc::default(),
                goto: None,
            }),
            bell: Arc::default(),
            states: Mutex::default(),
            renderer: Renderer::default(),
        }
    }

    /// The whole site.
    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.now().views.full
    }

    /// The site as a viewer sees it; `None` for visitors where there cannot be any.
    pub(super) fn view(&self, viewer: Viewer) -> Option<Arc<Snapshot>> {
        self.now().views.for_viewer(viewer).cloned()
    }

    fn now(&self) -> CurrentState {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    fn states(&self) -> MutexGuard<'_, PageStates> {
        self.states.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows a new state of the site, and wakes all threads that wait for one. With `goto`,
    /// browsers go to the page that was edited.
    pub(super) fn publish(&self, views: Views, batch: &Batch, goto: bool) {
        self.now
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .update(views, batch, goto);
        self.bell.ring();
    }

    /// The number of the snapshot that is shown.
    pub(super) fn generation(&self) -> u64 {
        self.now().views.full.generation
    }

    /// What wakes the streams.
    pub(super) fn bell(&self) -> Arc<Bell> {
        self.bell.clone()
    }

    /// Renders what is at an address. `None` when nothing is there.
    ///
    /// # Errors
    /// One sentence for people, when it panics or takes too long.
    pub(super) fn render(
        &self,
        snapshot: &Arc<Snapshot>,
        url: &UrlPath,
    ) -> Result<Option<RenderedPage>, String> {
        self.renderer.render(snapshot, url)
    }

    /// What a browser with a page open has to know, as JSON.
    pub(super) fn state(&self, path: &str, viewer: Viewer) -> Arc<str> {
        let now = self.now();
        let generation = now.views.full.generation;
        {
            let mut states = self.states();
            if states.generation != generation {
                *states = PageStates {
                    generation,
                    ..PageStates::default()
                };
            }
            if let Some(state) = states.for_viewer(viewer).get(path) {
                return state.clone();
            }
        }
        let state: Arc<str> = match viewer {
            Viewer::Trusted => page_state::page_state(self, &now, path),
            Viewer::Visitor => public_state::public_state(self, &now, path),
        }
        .into();
        let mut states = self.states();
        if states.generation == generation && states.for_viewer(viewer).len() < MAX_STATES {
            states
                .for_viewer(viewer)
                .insert(path.to_owned(), state.clone());
        }
        state
    }
}

impl CurrentState {
    fn update(&mut self, views: Views, batch: &Batch, goto: bool) {
        let snapshot = &views.full;
        let generation = snapshot.generation;
        let files = batch.changes.iter().filter_map(|change| match change {
            Change::File(file) => Some(file),
            Change::Folder(_) | Change::Everything => None,
        });
        let assets: Vec<String> = files
            .clone()
            .filter_map(|file| address_of_asset(snapshot, file))
            .collect();
        if !assets.is_empty() {
            let touched = Arc::make_mut(&mut self.touched);
            touched.extend(assets.into_iter().map(|url| (url, generation)));
        }
        let mut edited = files.filter_map(|file| snapshot.site.by_file.get(file));
        if let Some(page) = edited.next().filter(|_| goto) {
            let url = &snapshot.site.page(*page).url;
            self.goto = Some((url.href(&snapshot.config.base_path), generation));
        }
        self.views = views;
    }
}

/// Names and addresses of the theme's style sheets.
fn style_sheets(snapshot: &Snapshot) -> impl Iterator<Item = (&str, &UrlPath)> {
    snapshot
        .theme
        .assets
        .iter()
        .filter(|(name, _)| name.starts_with("css/"))
        .map(|(name, asset)| (name.as_str(), &asset.url))
}

fn address_of_asset(snapshot: &Snapshot, file: &SitePath) -> Option<String> {
    let url = snapshot
        .site
        .assets
        .get(file)
        .map(|(url, _)| url.clone())
        .or_else(|| asset_url(file))?;
    Some(url.href(&snapshot.config.base_path))
}
