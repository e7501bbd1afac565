//! What happens to the site's files, in batches.
//!
//! Folders are watched, not files: editors save by writing another file and renaming it. Events
//! that come within a few milliseconds of each other are one batch, so a checkout of a thousand
//! files is one change of the site.

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

use super::Event;
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

/// The two ends of the stream of events.
pub(super) struct Events {
    pub(super) receiver: Receiver<Event>,
    pub(super) sender: Sender<Event>,
}

/// Starts watching. When that is not possible, the first event says so.
pub(super) fn start(files: &Arc<OsFiles>, poll: bool) -> Events {
    let (sender, receiver) = mpsc::channel();
    let (files, events) = (files.clone(), sender.clone());
    thread::spawn(move || {
        if let Err(error) = watch(&files, poll, &events) {
            // When nobody listens any more, nothing is to be said.
            let _ = events.send(Event::Blind(error.to_string()));
        }
    });
    Events { receiver, sender }
}

type Raw = notify::Result<notify::Event>;

fn watch(files: &OsFiles, poll: bool, events: &Sender<Event>) -> notify::Result<()> {
    let (raw, notified) = mpsc::channel::<Raw>();
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
                .send(Event::Changed(Batch {
                    changes: batch.changes,
                }))
                .is_err()
        {
            break;
        }
    }
    Ok(())
}

/// Watches the folders that are there. One that was removed and made again needs a watch of its own
/// again.
fn arm(watcher: &mut dyn Watcher, files: &OsFiles) -> notify::Result<()> {
    for folder in FOLDERS
        .iter()
        .map(|folder| files.real_root().join(folder))
        .filter(|folder| folder.is_dir())
    {
        // It fails when there is no watch to remove, which is as well.
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

#[derive(Default)]
struct Collected {
    changes: Vec<Change>,
    rearm: bool,
}

/// Gathers what happens until it is quiet.
fn collect(first: Raw, notified: &Receiver<Raw>, files: &OsFiles) -> Collected {
    let (mut paths, mut everything) = (BTreeSet::new(), false);
    let started = Instant::now();
    let mut next = Some(first);
    while let Some(raw) = next {
        match raw {
            // A queue that ran over: nobody knows what was lost.
            Err(_) => everything = true,
            Ok(event) if event.need_rescan() => everything = true,
            Ok(event) if is_change(event.kind) => {
                // That of a folder is when something in it came or went, which is told by itself.
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

fn received(notified: &Receiver<Raw>) -> Option<Raw> {
    notified.recv_timeout(QUIET).ok()
}

/// What comparing files calls a file that was written.
const TIME: EventKind = EventKind::Modify(ModifyKind::Metadata(MetadataKind::WriteTime));

/// Reading a file is an event too, and would go round in a circle.
fn is_change(kind: EventKind) -> bool {
    kind == TIME
        || !matches!(
            kind,
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_))
        )
}

/// What paths mean for the site: files by name, folders with what is in them.
fn digest(paths: &BTreeSet<PathBuf>, everything: bool, files: &OsFiles) -> Collected {
    let mut collected = Collected::default();
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
        // Beside the files by name: open pages show an image again when they know that it changed.
        collected.changes.push(Change::Everything);
    }
    collected
}
