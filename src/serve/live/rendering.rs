//! Renders pages so that no page can harm the server: each on its own thread, for a limited time,
//! with panics caught.

use std::any::Any;
use std::collections::BTreeSet;
use std::hash::BuildHasher;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError, TryRecvError};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use rustc_hash::FxBuildHasher;

use super::style_sheets;
use crate::diagnostic::Checked;
use crate::path::UrlPath;
use crate::render::{self, Output};
use crate::snapshot::Snapshot;

/// A page that takes longer than this is given up: a loop in one of its templates never ends.
const LONGEST_RENDER: Duration = Duration::from_secs(10);
/// Pages that may run on after they were given up; each may keep a core busy until the server ends.
const MAX_RUNAWAYS: usize = 2;

/// Renders pages, and remembers those that did not end.
#[derive(Debug, Default)]
pub(super) struct Renderer(Arc<Mutex<Runaways>>);

/// Pages that were given up while they were being rendered.
#[derive(Debug, Default)]
struct Runaways {
    /// How many are still being rendered.
    running: usize,
    /// The generation that `pages` are of: they are not tried again before something changes.
    generation: u64,
    pages: BTreeSet<UrlPath>,
}

/// A page, and what to compare it with.
#[derive(Debug)]
pub(in crate::serve) struct RenderedPage {
    pub(in crate::serve) output: Checked<Output>,
    /// The hash of the page's bytes with the addresses of style sheets left out; `None` where the
    /// page failed.
    pub(in crate::serve) hash: Option<String>,
}

impl Renderer {
    fn runaways(&self) -> MutexGuard<'_, Runaways> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Renders what is at an address, on a new thread: a panic, or a template without end, is an
    /// error of this page alone. `None` when nothing is there.
    pub(super) fn render(
        &self,
        snapshot: &Arc<Snapshot>,
        url: &UrlPath,
    ) -> Result<Option<RenderedPage>, String> {
        self.may_try(snapshot, url)?;
        let (sender, receiver) = mpsc::sync_channel(1);
        let (rendered, wanted, runaways) = (snapshot.clone(), url.clone(), self.0.clone());
        let spawned = thread::Builder::new()
            .name("render".to_owned())
            .spawn(move || {
                let result = catch_unwind(AssertUnwindSafe(|| render::render(&rendered, &wanted)));
                let mut runaways = runaways.lock().unwrap_or_else(PoisonError::into_inner);
                // Without a receiver the page took too long, and counts as a runaway until now.
                if sender.send(result).is_err() {
                    runaways.running -= 1;
                }
            });
        spawned.map_err(|error| error.to_string())?;
        let result = wait(&receiver, snapshot).or_else(|_| self.give_up(receiver, snapshot, url));
        match result {
            Ok(Ok(output)) => Ok(output.map(|output| hashed(snapshot, output))),
            Ok(Err(panic)) => Err(format!(
                "rendering this page panicked: {}",
                panic_text(&*panic)
            )),
            Err(_) => Err(too_slow()),
        }
    }

    /// Whether a page may be rendered: not while too many run away, nor after it did so in this
    /// generation.
    fn may_try(&self, snapshot: &Snapshot, url: &UrlPath) -> Result<(), String> {
        let runaways = self.runaways();
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
        let mut runaways = self.runaways();
        // The result is sent under the same lock: it is here now, or will find no receiver.
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
}

/// Waits for a page that is being rendered. Images that it shows for the first time are made on the
/// way, which may take long: the time begins anew with each.
fn wait<T>(receiver: &mpsc::Receiver<T>, snapshot: &Snapshot) -> Result<T, RecvTimeoutError> {
    loop {
        let made = snapshot.images.progress();
        match receiver.recv_timeout(LONGEST_RENDER) {
            Err(RecvTimeoutError::Timeout) if snapshot.images.progress() != made => {}
            result => return result,
        }
    }
}

fn hashed(snapshot: &Snapshot, output: Checked<Output>) -> RenderedPage {
    let hash = match &output.value {
        Output::Bytes(bytes) if output.diagnostics.is_empty() => Some(hash(snapshot, bytes)),
        Output::File(file) => Some(file.to_string()),
        Output::Bytes(_) => None,
    };
    RenderedPage { output, hash }
}

/// The hash of a page. It does not change when only a style sheet does: browsers swap those without
/// a reload.
fn hash(snapshot: &Snapshot, bytes: &[u8]) -> String {
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

fn panic_text(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    text.or_else(|| panic.downcast_ref::<String>().cloned())
        .unwrap_or_else(|| "no word on why".to_owned())
}
