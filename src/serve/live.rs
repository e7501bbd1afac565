//! The snapshot that is shown now, and what an open page has to know of it.
//!
//! What a browser is told is a state, not an event: the hash of its page, the addresses of the
//! style sheets, the errors. A browser that missed anything, whatever the reason, learns it from
//! the next state.

mod visitors;

use std::collections::{BTreeMap, BTreeSet};
use std::hash::BuildHasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Condvar, Mutex, PoisonError, RwLock};
use std::thread;
use std::time::Duration;

use rustc_hash::{FxBuildHasher, FxHashMap};

pub(super) use visitors::is_there;

use super::doors::Who;
use super::overlay;
use super::watch::Batch;
use crate::diagnostic::{Checked, Diagnostic};
use crate::path::{SitePath, UrlPath};
use crate::render::{self, Output};
use crate::site::addresses::asset_url;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;
use crate::workspace::Change;

/// A page that takes longer than this is given up: a loop in one of its templates does not end.
const LONGEST_RENDER: Duration = Duration::from_secs(10);
/// So many pages may be running away at a time; each keeps a core busy until the server stops.
const MAX_RUNAWAYS: usize = 2;
/// So many states are remembered; others may ask for as many addresses as they like.
const MAX_STATES: usize = 4096;

/// What is shown, for all threads.
#[derive(Debug)]
pub(super) struct Live {
    now: RwLock<Now>,
    /// Counts snapshots; whoever waits for the next one waits here.
    generation: Mutex<u64>,
    changed: Condvar,
    states: Mutex<States>,
    runaways: Arc<Mutex<Runaways>>,
}

/// Pages that were given up while they were being rendered.
#[derive(Debug, Default)]
struct Runaways {
    /// How many are still being rendered.
    running: usize,
    /// Which ones, in the generation they belong to: they are not tried again before something
    /// changes.
    generation: u64,
    pages: BTreeSet<UrlPath>,
}

#[derive(Debug, Clone)]
struct Now {
    snapshot: Arc<Snapshot>,
    /// The site as a build would publish it, where somebody else than this machine may look.
    public: Option<Arc<Snapshot>>,
    /// Files of the site that changed since the server started, by address, with the generation
    /// that changed them.
    touched: Arc<BTreeMap<String, u64>>,
    /// The page to show, with the generation that asks for it.
    goto: Option<(String, u64)>,
}

/// The states of one generation that somebody asked for.
#[derive(Debug, Default)]
struct States {
    generation: u64,
    by_path: FxHashMap<String, Arc<str>>,
    /// The same for those who see the public site.
    of_visitors: FxHashMap<String, Arc<str>>,
}

impl States {
    fn of(&mut self, who: Who) -> &mut FxHashMap<String, Arc<str>> {
        match who {
            Who::Trusted => &mut self.by_path,
            Who::Visitor => &mut self.of_visitors,
        }
    }
}

/// A page, and what to compare it with.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) output: Checked<Output>,
    /// The hash of a page's bytes with the addresses of style sheets left out; nothing where it
    /// failed.
    pub(super) hash: Option<String>,
}

impl Live {
    pub(super) fn new(snapshot: Arc<Snapshot>, public: Option<Arc<Snapshot>>) -> Self {
        let generation = snapshot.generation;
        Self {
            now: RwLock::new(Now {
                snapshot,
                public,
                touched: Arc::default(),
                goto: None,
            }),
            generation: Mutex::new(generation),
            changed: Condvar::new(),
            states: Mutex::default(),
            runaways: Arc::default(),
        }
    }

    pub(super) fn snapshot(&self) -> Arc<Snapshot> {
        self.now().snapshot
    }

    /// The site as somebody sees it; nothing for visitors of a server that has none.
    pub(super) fn view(&self, who: Who) -> Option<Arc<Snapshot>> {
        self.now().view(who)
    }

    fn now(&self) -> Now {
        self.now
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Shows a new snapshot, and wakes everybody who waits for one.
    pub(super) fn publish(
        &self,
        snapshot: Arc<Snapshot>,
        public: Option<Arc<Snapshot>>,
        batch: &Batch,
        goto: bool,
    ) {
        let generation = snapshot.generation;
        {
            let mut now = self.now.write().unwrap_or_else(PoisonError::into_inner);
            let files = batch.changes.iter().filter_map(|change| match change {
                Change::File(file) => Some(file),
                Change::Folder(_) | Change::Everything => None,
            });
            let assets: Vec<String> = files
                .clone()
                .filter_map(|file| address_of_asset(&snapshot, file))
                .collect();
            if !assets.is_empty() {
                let mut touched = (*now.touched).clone();
                touched.extend(assets.into_iter().map(|url| (url, generation)));
                now.touched = Arc::new(touched);
            }
            let edited = files
                .clone()
                .find_map(|file| snapshot.site.by_file.get(file))
                .filter(|_| goto);
            if let Some(page) = edited {
                now.goto = Some((
                    snapshot
                        .site
                        .page(*page)
                        .url
                        .href(&snapshot.config.base_path),
                    generation,
                ));
            }
            (now.snapshot, now.public) = (snapshot, public);
        }
        *self
            .generation
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = generation;
        self.changed.notify_all();
    }

    /// Waits until there is a newer snapshot than `seen`, but no longer than `limit`. Returns the
    /// generation.
    pub(super) fn wait(&self, seen: u64, limit: Duration) -> u64 {
        let generation = self
            .generation
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let waited = self
            .changed
            .wait_timeout_while(generation, limit, |generation| *generation == seen);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }

    /// Renders what is at an address, on a thread of its own: a panic, or a template without end,
    /// is this page's error alone. `None` when nothing is there.
    pub(super) fn show(
        &self,
        snapshot: &Arc<Snapshot>,
        url: &UrlPath,
    ) -> Result<Option<Shown>, String> {
        self.may_try(snapshot, url)?;
        let (sender, receiver) = mpsc::sync_channel(1);
        let (rendered, wanted, runaways) = (snapshot.clone(), url.clone(), self.runaways.clone());
        let spawned = thread::Builder::new()
            .name("render".to_owned())
            .spawn(move || {
                let result = catch_unwind(AssertUnwindSafe(|| render::render(&rendered, &wanted)));
                let mut runaways = runaways.lock().unwrap_or_else(PoisonError::into_inner);
                // Nobody waits any more for a page that took too long.
                if sender.send(result).is_err() {
                    runaways.running -= 1;
                }
            });
        spawned.map_err(|error| error.to_string())?;
        let result = wait(&receiver, snapshot).or_else(|_| self.give_up(receiver, snapshot, url));
        match result {
            Ok(Ok(output)) => Ok(output.map(|output| shown(snapshot, output))),
            Ok(Err(panic)) => Err(format!(
                "rendering this page panicked: {}",
                panic_text(&*panic)
            )),
            Err(_) => Err(too_slow()),
        }
    }

    /// Whether a page may be rendered: not while too many run away, nor when it did so in this
    /// generation.
    fn may_try(&self, snapshot: &Snapshot, url: &UrlPath) -> Result<(), String> {
        let runaways = self.runaways.lock().unwrap_or_else(PoisonError::into_inner);
        if runaways.generation == snapshot.generation && runaways.pages.contains(url) {
            return Err(too_slow());
        }
        if runaways.running >= MAX_RUNAWAYS {
            let why = "templates that never end keep every core busy: mend them and start the server again";
            return Err(why.to_owned());
        }
        Ok(())
    }

    /// Counts a page as running away, unless it ended at the last moment.
    fn give_up<T>(
        &self,
        receiver: mpsc::Receiver<T>,
        snapshot: &Snapshot,
        url: &UrlPath,
    ) -> Result<T, TryRecvError> {
        let mut runaways = self.runaways.lock().unwrap_or_else(PoisonError::into_inner);
        // It is sent under the same lock, so it comes before this or finds nobody.
        let late = receiver.try_recv();
        if late.is_err() {
            runaways.running += 1;
            if runaways.generation != snapshot.generation {
                runaways.generation = snapshot.generation;
                runaways.pages.clear();
            }
            runaways.pages.insert(url.clone());
        }
        drop(receiver);
        late
    }

    /// What a browser with a page open has to know, as JSON.
    pub(super) fn state(&self, path: &str, who: Who) -> Arc<str> {
        let now = self.now();
        let generation = now.snapshot.generation;
        {
            let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
            if states.generation != generation {
                *states = States {
                    generation,
                    ..States::default()
                };
            }
            if let Some(state) = states.of(who).get(path) {
                return state.clone();
            }
        }
        let state: Arc<str> = match who {
            Who::Trusted => self.work_out(&now, path),
            Who::Visitor => visitors::work_out(self, &now, path),
        }
        .into();
        let mut states = self.states.lock().unwrap_or_else(PoisonError::into_inner);
        if states.generation == generation && states.of(who).len() < MAX_STATES {
            states.of(who).insert(path.to_owned(), state.clone());
        }
        state
    }

    fn work_out(&self, now: &Now, path: &str) -> String {
        let snapshot = &now.snapshot;
        let base = &snapshot.config.base_path;
        let url = UrlPath::given(path.strip_prefix(base.as_str()).unwrap_or(path));
        let shown = self.show(snapshot, &url);
        let (hash, failed) = match shown {
            Ok(Some(shown)) => (shown.hash, shown.output.diagnostics),
            // A page that is gone, or new: the browser reloads and sees the 404, or the page.
            Ok(None) => (Some("none".to_owned()), Vec::new()),
            Err(_) => (None, Vec::new()),
        };
        let file = page_file(snapshot, &url);
        let (own, elsewhere): (Vec<&Diagnostic>, Vec<&Diagnostic>) = snapshot
            .diagnostics
            .iter()
            .chain(&failed)
            .filter(|diagnostic| diagnostic.is_error())
            .partition(|diagnostic| concerns(diagnostic, file.as_ref()));
        let css: BTreeMap<&str, String> = style_sheets(snapshot)
            .map(|(name, url)| (name, url.href(base)))
            .collect();
        serde_json::json!({
            "generation": snapshot.generation,
            "page": hash,
            "css": css,
            "touched": &*now.touched,
            "goto": now.goto,
            "errors": own.iter().map(|diagnostic| overlay::entry(snapshot, diagnostic)).collect::<Vec<_>>(),
            "elsewhere": elsewhere.len(),
            "backstage": backstage(snapshot, &url).href(base),
        })
        .to_string()
    }
}

impl Now {
    fn view(&self, who: Who) -> Option<Arc<Snapshot>> {
        match who {
            Who::Trusted => Some(self.snapshot.clone()),
            Who::Visitor => self.public.clone(),
        }
    }
}

/// Waits for a page that is being rendered. Making the images that it shows for the first time may
/// take long, and is no loop: as long as there are more of them, so does the patience.
fn wait<T>(receiver: &mpsc::Receiver<T>, snapshot: &Snapshot) -> Result<T, RecvTimeoutError> {
    loop {
        let made = snapshot.images.progress();
        match receiver.recv_timeout(LONGEST_RENDER) {
            Err(RecvTimeoutError::Timeout) if snapshot.images.progress() != made => {}
            result => return result,
        }
    }
}

/// The backstage in the language of a page.
fn backstage(snapshot: &Snapshot, url: &UrlPath) -> UrlPath {
    let language = snapshot.config.language_at(url.as_str());
    snapshot
        .site
        .address(&Target::Backstage(language.unwrap_or_default()))
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

fn shown(snapshot: &Snapshot, output: Checked<Output>) -> Shown {
    let hash = match &output.value {
        Output::Bytes(bytes) if output.diagnostics.is_empty() => Some(comparable(snapshot, bytes)),
        Output::File(file) => Some(file.to_string()),
        Output::Bytes(_) => None,
    };
    Shown { output, hash }
}

/// The hash of a page that does not change when only a style sheet does: those are swapped, not
/// reloaded.
fn comparable(snapshot: &Snapshot, bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (name, url) in style_sheets(snapshot) {
        text = text.replace(&url.href(&snapshot.config.base_path), name);
    }
    format!("{:016x}", FxBuildHasher.hash_one(text))
}

fn too_slow() -> String {
    let seconds = LONGEST_RENDER.as_secs();
    format!(
        "rendering this page took longer than {seconds} s: does a loop in one of its templates never end?"
    )
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no word on why".to_owned())
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

/// The content file of the page at an address.
fn page_file(snapshot: &Snapshot, url: &UrlPath) -> Option<SitePath> {
    match snapshot.site.routes.get(url.as_str())? {
        Target::Page(id) => Some(snapshot.site.page(id).document.path.file.clone()),
        Target::Listing(id, _) => snapshot
            .site
            .listing(id)
            .text
            .as_ref()
            .map(|text| text.path.file.clone()),
        _ => None,
    }
}

/// Whether an error is this page's business: its own, or one of all pages.
fn concerns(diagnostic: &Diagnostic, file: Option<&SitePath>) -> bool {
    let Some(place) = &diagnostic.place else {
        return true;
    };
    let everywhere = [
        "templates/",
        "themes/",
        "lutrin.yaml",
        "content/people.yaml",
    ];
    Some(&place.file) == file
        || everywhere
            .iter()
            .any(|start| place.file.as_str().starts_with(start))
}
