//! Watches the site's files, and gathers what happens to them in batches.
//!
//! Folders are watched and not files, since editors save by writing another file and renaming it.
//! Events that come within a few milliseconds of each other are one batch, so a checkout of a
//! thousand files is one change of the site.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{MetadataKind, ModifyKind};
use notify::{
    Config, ErrorKind, EventKind, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};

use super::ServerEvent;
use crate::os_files::{FOLDERS, OsFiles};
use crate::workspace::Change;

/// A batch ends when nothing has happened for this long.
const QUIET: Duration = Duration::from_millis(15);
/// A batch ends even if things go on happening.
const LONGEST: Duration = Duration::from_millis(250);
/// How often files are compared with `--poll`.
const POLL: Duration = Duration::from_millis(400);

/// What changed at one time.
#[derive(Debug, Clone, Default)]
pub(super) struct Batch {
    pub(super) changes: Vec<Change>,
}

impl Batch {
    pub(super) fn everything() -> Self {
        Self {
            changes: vec![Change::Everything],
        }
    }
}

/// The channel by which the server's loop gets its events.
pub(super) struct EventChannel {
    pub(super) receiver: Receiver<ServerEvent>,
    pub(super) sender: Sender<ServerEvent>,
}

/// Starts watching. When that is not possible, the first event says so.
pub(super) fn start(files: &Arc<OsFiles>, poll: bool) -> EventChannel {
    let (sender, receiver) = mpsc::channel();
    let (files, events) = (files.clone(), sender.clone());
    thread::spawn(move || {
        if let Err(error) = watch(&files, poll, &events) {
            // Without a receiver the server has ended.
            let _ = events.send(ServerEvent::WatchFailed(error.to_string()));
        }
    });
    EventChannel { receiver, sender }
}

/// An event as the library gives it.
type RawEvent = notify::Result<notify::Event>;

fn watch(files: &OsFiles, poll: bool, events: &Sender<ServerEvent>) -> notify::Result<()> {
    let (raw, notified) = mpsc::channel::<RawEvent>();
    let mut watcher: Box<dyn Watcher> = if poll {
        let config = Config::default()
            .with_poll_interval(POLL)
            .with_compare_contents(true);
        Box::new(PollWatcher::new(raw, config)?)
    } else {
        Box::new(RecommendedWatcher::new(raw, Config::default())?)
    };
    watcher.watch(files.real_root(), RecursiveMode::NonRecursive)?;
    arm(&mut *watcher, files)?;
    while let Ok(first) = notified.recv() {
        let batch = collect(first, &notified, files);
        if batch.rearm {
            arm(&mut *watcher, files)?;
        }
        if !batch.changes.is_empty()
            && events
                .send(ServerEvent::Changed(Batch {
                    changes: batch.changes,
                }))
                .is_err()
        {
            break;
        }
    }
    Ok(())
}

/// Watches the folders that are there. A folder that was removed and made again needs a new watch.
fn arm(watcher: &mut dyn Watcher, files: &OsFiles) -> notify::Result<()> {
    for folder in FOLDERS
        .iter()
        .map(|folder| files.real_root().join(folder))
        .filter(|folder| folder.is_dir())
    {
        // It fails when there is no watch to remove; then there is nothing to do.
        let _ = watcher.unwatch(&folder);
        match watcher.watch(&folder, RecursiveMode::Recursive) {
            // A folder that went away meanwhile is an event of its own.
            Err(error) if is_gone(&error) => {}
            result => result?,
        }
    }
    Ok(())
}

fn is_gone(error: &notify::Error) -> bool {
    match &error.kind {
        ErrorKind::PathNotFound => true,
        ErrorKind::Io(error) => error.kind() == std::io::ErrorKind::NotFound,
        _ => false,
    }
}

/// A batch, and whether folders have to be watched anew.
#[derive(Default)]
struct CollectedEvents {
    changes: Vec<Change>,
    rearm: bool,
}

/// Gathers what happens until it is quiet.
fn collect(first: RawEvent, notified: &Receiver<RawEvent>, files: &OsFiles) -> CollectedEvents {
    let (mut paths, mut everything) = (BTreeSet::new(), false);
    let started = Instant::now();
    let mut next = Some(first);
    while let Some(raw) = next {
        match raw {
            // The queue ran over, and events were lost.
            Err(_) => everything = true,
            Ok(event) if event.need_rescan() => everything = true,
            Ok(event) if is_change(event.kind) => {
                // The time of a folder changes when something in it comes or goes, which is an
                // event by itself.
                let is_time = event.kind == TIME;
                paths.extend(
                    event
                        .paths
                        .into_iter()
                        .filter(|path| !(is_time && path.is_dir())),
                );
            }
            Ok(_) => {}
        }
        next = if started.elapsed() < LONGEST {
            received(notified)
        } else {
            None
        };
    }
    digest(&paths, everything, files)
}

fn received(notified: &Receiver<RawEvent>) -> Option<RawEvent> {
    notified.recv_timeout(QUIET).ok()
}

/// The event of a file that was written, where files are compared.
const TIME: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime));

/// Whether an event changes anything. Reading a file is an event, too: to follow it would mean to
/// read for ever.
fn is_change(kind: EventKind) -> bool {
    kind == TIME
        || !matches!(
            kind,
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_))
        )
}

/// The changes of the site that paths stand for: files by name, folders with what is in them.
fn digest(paths: &BTreeSet<PathBuf>, everything: bool, files: &OsFiles) -> CollectedEvents {
    let mut collected = CollectedEvents::default();
    for path in paths {
        let is_top = FOLDERS
            .iter()
            .any(|folder| files.real_root().join(folder) == *path);
        let Some(name) = files.name(path) else {
            continue;
        };
        collected.rearm |= is_top;
        collected.changes.push(if path.is_dir() {
            Change::Folder(name)
        } else {
            Change::File(name)
        });
    }
    if everything {
        // Files are named all the same: open pages show an image anew when it is named.
        collected.changes.push(Change::Everything);
    }
    collected
}
