//! The dev server: the site as it is now, and a word to the browsers when that changes.
//!
//! A page is rendered when it is asked for, so an edit costs the parsing of one file and a relink.
//! One loop owns the workspace; requests only ever see finished snapshots.

mod address;
mod announce;
mod answer;
mod devices;
mod doors;
mod entrance;
mod events;
mod gate;
mod guard;
mod live;
mod overlay;
mod recording;
mod relay;
mod router;
mod terminal_code;
mod watch;

use std::io::{self, Write};
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use crate::date::Date;
use crate::disk_cache::DiskCache;
use crate::os_files::OsFiles;
use crate::path::UrlPath;
use crate::site::Options;
use crate::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

use announce::Announcer;
use doors::Doors;
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

/// What is printed when a server starts.
#[derive(Debug, Clone)]
pub struct Home {
    /// The page that everybody may see.
    pub page: UrlPath,
    /// What only its speaker sees, where it is a deck.
    pub presenter: Option<UrlPath>,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum Failure<E> {
    /// The system did not let it.
    System(io::Error),
    /// There is no such home.
    Home(E),
}

impl<E> From<io::Error> for Failure<E> {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
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

/// Serves a site until the process ends. `home` chooses what is opened and printed, `report` is
/// told of every new snapshot.
///
/// # Errors
/// When there is no such home, no port is free, or the system gives no thread.
pub fn serve<E>(
    root: &Path,
    settings: &Settings,
    home: impl FnOnce(&Snapshot) -> Result<Home, E>,
    report: &dyn Fn(&Snapshot),
) -> Result<(), Failure<E>> {
    let files = Arc::new(OsFiles::new(root)?);
    let cache = Arc::new(DiskCache::new(root));
    // Watching starts before reading, so that no edit falls between the two.
    let events = watch::start(&files, settings.poll);
    let workspace = Workspace::new(files.clone(), cache.clone(), settings.options.clone());
    let mut shop = Shop {
        workspace,
        is_open: !settings.host.is_loopback(),
    };
    let (snapshot, public) = shop.apply(&[Change::Everything]);
    report(&snapshot);
    let home = home(&snapshot).map_err(Failure::Home)?;
    let live = Arc::new(Live::new(snapshot.clone(), public.clone()));
    let (listener, taken) = address::bind(settings.host, settings.port)?;
    let bound = listener.local_addr()?;
    if taken {
        writeln!(
            io::stderr(),
            "port {} is taken, so this is port {}",
            settings.port,
            bound.port()
        )?;
    }
    let (rescan, asked) = std::sync::mpsc::channel();
    let doors = Arc::new(if shop.is_open {
        Doors::remembered(root)
    } else {
        Doors::default()
    });
    let server = Arc::new(router::Server::new(
        live.clone(),
        files,
        bound,
        rescan,
        doors.clone(),
    )?);
    let _door = gate::start(listener, move |request| server.answer(request))?;
    let announcer = Announcer::new(&snapshot, public.as_deref(), &home, bound, doors);
    announcer.announce(shop.is_open)?;
    if settings.open {
        let address = announcer.to_open(bound)?;
        // A machine without a browser still serves.
        thread::spawn(move || open::that(address));
    }
    forward_rescans(asked, events.sender.clone());
    run(
        &mut shop,
        &live,
        &cache,
        &events.receiver,
        settings.goto,
        report,
    );
    Ok(())
}

/// The workspace, and whether others than this machine may look at what is published.
struct Shop {
    workspace: Workspace,
    is_open: bool,
}

/// The whole site, and what others see of it.
type Views = (Arc<Snapshot>, Option<Arc<Snapshot>>);

impl Shop {
    fn apply(&mut self, changes: &[Change]) -> Views {
        let snapshot = self.workspace.apply(changes);
        self.with_public(snapshot)
    }

    fn turn_to(&mut self, today: Date) -> Option<Views> {
        let snapshot = self.workspace.turn_to(today)?;
        Some(self.with_public(snapshot))
    }

    fn with_public(&self, snapshot: Arc<Snapshot>) -> Views {
        (snapshot, self.is_open.then(|| self.workspace.published()))
    }
}

/// A request to read everything again joins the watcher's events.
fn forward_rescans(asked: Receiver<()>, sender: std::sync::mpsc::Sender<Event>) {
    thread::spawn(move || {
        while asked.recv().is_ok() && sender.send(Event::Changed(Batch::everything())).is_ok() {}
    });
}

/// The loop that owns the workspace.
fn run(
    shop: &mut Shop,
    live: &Live,
    cache: &DiskCache,
    events: &Receiver<Event>,
    goto: bool,
    report: &dyn Fn(&Snapshot),
) {
    loop {
        match events.recv_timeout(IDLE) {
            Ok(Event::Changed(batch)) => {
                let (snapshot, public) = shop.apply(&batch.changes);
                live.publish(snapshot.clone(), public, &batch, goto);
                report(&snapshot);
            }
            Ok(Event::Blind(why)) => {
                // Without a terminal there is nobody to tell.
                let _ = writeln!(
                    io::stderr(),
                    "warning: changes are not seen any more: {why} (try `--poll`)"
                );
            }
            Err(RecvTimeoutError::Timeout) => {
                cache.flush();
                // Past midnight, what was scheduled may be out.
                if let Some((snapshot, public)) =
                    shop.turn_to(Date::from_civil(jiff::Zoned::now().date()))
                {
                    live.publish(snapshot, public, &Batch::default(), false);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
