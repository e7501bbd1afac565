//! The dev server: the site as it is now, and a word to the browsers when that changes.
//!
//! A page is rendered when it is asked for, so an edit costs the parsing of one file and a relink. One loop owns
//! the workspace; requests only ever see finished snapshots.

mod address;
mod answer;
mod events;
mod gate;
mod guard;
mod live;
mod overlay;
mod recording;
mod router;
mod watch;

use std::io::{self, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::date::Date;
use crate::disk_cache::DiskCache;
use crate::os_files::OsFiles;
use crate::site::Options;
use crate::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

use live::Live;
use watch::Batch;

/// How the server is started.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The first port to try.
    pub port: u16,
    /// Look for changes by comparing files, where the system cannot tell of them.
    pub poll: bool,
    /// Show the page that was just edited.
    pub goto: bool,
    /// Open a browser.
    pub open: bool,
    /// What is shown.
    pub options: Options,
}

/// What wakes the server.
#[derive(Debug)]
enum Event {
    /// Files changed, or the whole site has to be read again.
    Changed(Batch),
    /// The watcher cannot go on: one sentence.
    Blind(String),
}

/// How often results worth keeping go to the disk while nothing else happens.
const IDLE: Duration = Duration::from_secs(5);

/// Serves a site until the process ends. `report` is told of every new snapshot.
///
/// # Errors
/// When no port is free, or the system gives no thread.
pub fn serve(root: &Path, settings: &Settings, report: &dyn Fn(&Snapshot)) -> io::Result<()> {
    let files = Arc::new(OsFiles::new(root)?);
    let cache = Arc::new(DiskCache::new(root));
    // Watching starts before reading, so that no edit falls between the two.
    let events = watch::start(&files, settings.poll);
    let mut workspace = Workspace::new(files.clone(), cache.clone(), settings.options.clone());
    let snapshot = workspace.apply(&[Change::Everything]);
    report(&snapshot);
    let live = Arc::new(Live::new(snapshot));
    let (listener, taken) = address::bind(settings.host, settings.port)?;
    let bound = listener.local_addr()?;
    if taken {
        writeln!(io::stderr(), "port {} is taken, so this is port {}", settings.port, bound.port())?;
    }
    let (rescan, asked) = std::sync::mpsc::channel();
    let server = Arc::new(router::Server::new(live.clone(), files, bound, rescan)?);
    gate::start(listener, move |request| server.answer(request))?;
    let home = announce(&live, bound)?;
    if settings.open {
        let address = home.clone();
        // A machine without a browser still serves.
        thread::spawn(move || open::that(address));
    }
    forward_rescans(asked, events.sender.clone());
    run(&mut workspace, &live, &cache, &events.receiver, settings.goto, report);
    Ok(())
}

/// Prints the address, alone on a line of standard output: programs wait for it.
fn announce(live: &Live, bound: SocketAddr) -> io::Result<String> {
    let base = live.snapshot().config.base_path.clone();
    let host = if bound.ip().is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { bound.ip() };
    let home = format!("http://{}{base}/", SocketAddr::new(host, bound.port()));
    let mut out = io::stdout().lock();
    writeln!(out, "{home}")?;
    out.flush()?;
    if !bound.ip().is_loopback() {
        writeln!(io::stderr(), "everybody on this network can read the site, its drafts and its backstage")?;
    }
    Ok(home)
}

/// A request to read everything again joins the watcher's events.
fn forward_rescans(asked: Receiver<()>, sender: std::sync::mpsc::Sender<Event>) {
    thread::spawn(move || while asked.recv().is_ok() && sender.send(Event::Changed(Batch::everything())).is_ok() {});
}

/// The loop that owns the workspace.
fn run(
    workspace: &mut Workspace,
    live: &Live,
    cache: &DiskCache,
    events: &Receiver<Event>,
    goto: bool,
    report: &dyn Fn(&Snapshot),
) {
    loop {
        match events.recv_timeout(IDLE) {
            Ok(Event::Changed(batch)) => {
                let snapshot = workspace.apply(&batch.changes);
                live.publish(snapshot.clone(), &batch, goto);
                report(&snapshot);
            }
            Ok(Event::Blind(why)) => {
                // Without a terminal there is nobody to tell.
                let _ = writeln!(io::stderr(), "warning: changes are not seen any more: {why} (try `--poll`)");
            }
            Err(RecvTimeoutError::Timeout) => {
                cache.flush();
                // Past midnight, what was scheduled may be out.
                if let Some(snapshot) = workspace.turn_to(Date::from_civil(jiff::Zoned::now().date())) {
                    live.publish(snapshot, &Batch::default(), false);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
