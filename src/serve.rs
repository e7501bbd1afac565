//! The dev server: serves the site as it is now, and lets open pages follow every edit.
//!
//! A page is rendered when it is asked for, so an edit costs the parsing of one file and a relink.
//! One loop owns the workspace; requests only ever see finished snapshots.

mod address;
mod announce;
mod bell;
mod devices;
mod entrance;
mod events;
mod gate;
mod guard;
mod live;
mod overlay;
mod pairing;
mod recording;
mod relay;
mod reply;
mod router;
mod sent_run;
mod terminal_code;
mod watch;

use std::io::{self, Write};
use std::net::{IpAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Duration;

use crate::clock;
use crate::date::Date;
use crate::disk_cache::DiskCache;
use crate::drawing_tools::OsDrawingTools;
use crate::os_files::OsFiles;
use crate::path::UrlPath;
use crate::site::Options;
use crate::snapshot::Snapshot;
use crate::workspace::{Change, Workspace};

use announce::Announcer;
use live::{Live, Views};
use pairing::Pairing;
use watch::Batch;

/// How the server is started.
#[derive(Debug, Clone)]
pub struct ServeSettings {
    /// The address to listen on.
    pub host: IpAddr,
    /// The first port to try.
    pub port: u16,
    /// Compare files again and again, where the system cannot report changes.
    pub poll: bool,
    /// Show the page that was just edited.
    pub goto: bool,
    /// Open a browser.
    pub open: bool,
    /// What is shown.
    pub options: Options,
}

/// The pages whose addresses are printed when a server starts.
#[derive(Debug, Clone)]
pub struct StartPages {
    /// The page that everybody may see.
    pub page: UrlPath,
    /// The presenter view, where the page is a deck.
    pub presenter: Option<UrlPath>,
}

/// Why a server did not start.
#[derive(Debug)]
pub enum StartError<E> {
    /// The system did not let it.
    System(io::Error),
    /// The pages to start with were not found.
    StartPages(E),
}

impl<E> From<io::Error> for StartError<E> {
    fn from(error: io::Error) -> Self {
        Self::System(error)
    }
}

/// What the server's loop waits for.
#[derive(Debug)]
enum ServerEvent {
    /// Files changed, or the whole site has to be read again.
    Changed(Batch),
    /// The watcher cannot go on: one sentence.
    WatchFailed(String),
}

/// How often results worth keeping go to the disk while nothing else happens.
const IDLE: Duration = Duration::from_secs(5);

/// Serves a site until the process ends. `start_pages` chooses what is opened and printed; `report`
/// is called with every new snapshot.
///
/// # Errors
/// When there are no such pages, no port is free, or the system gives no thread.
pub fn serve<E>(
    root: &Path,
    settings: &ServeSettings,
    start_pages: impl FnOnce(&Snapshot) -> Result<StartPages, E>,
    report: &dyn Fn(&Snapshot),
) -> Result<(), StartError<E>> {
    let files = Arc::new(OsFiles::new(root)?);
    let cache = Arc::new(DiskCache::new(root));
    // Watching starts before reading, so that no edit falls between the two.
    let events = watch::start(&files, settings.poll);
    let mut site = ServedSite {
        workspace: Workspace::new(files.clone(), cache.clone(), settings.options.clone())
            .with_drawing_tools(Arc::new(OsDrawingTools::new(root))),
        is_open: !settings.host.is_loopback(),
    };
    let views = site.apply(&[Change::Everything]);
    report(&views.full);
    let start_pages = start_pages(&views.full).map_err(StartError::StartPages)?;
    let listener = listen(settings)?;
    let bound = listener.local_addr()?;
    let live = Arc::new(Live::new(views.clone()));
    let pairing = Arc::new(if site.is_open {
        Pairing::remembered(root)
    } else {
        Pairing::default()
    });
    let rescan = rescan_sender(events.sender.clone());
    let server = router::Server::new(live.clone(), files, bound, rescan, pairing.clone())?;
    let server = Arc::new(server);
    let _folder = gate::start(listener, move |request| server.answer(request))?;
    let announcer = Announcer::new(&views, &start_pages, bound, pairing);
    announcer.announce(site.is_open)?;
    if settings.open {
        let address = announcer.to_open(bound)?;
        // A machine without a browser still serves.
        thread::spawn(move || open::that(address));
    }
    follow(
        &mut site,
        &live,
        &cache,
        &events.receiver,
        settings.goto,
        report,
    );
    Ok(())
}

/// Listens on the first free port. Prints a warning if that is not the requested one.
fn listen(settings: &ServeSettings) -> io::Result<TcpListener> {
    let (listener, is_other) = address::bind(settings.host, settings.port)?;
    if is_other {
        writeln!(
            io::stderr(),
            "port {} is taken, so this is port {}",
            settings.port,
            listener.local_addr()?.port()
        )?;
    }
    Ok(listener)
}

/// The workspace of the server.
struct ServedSite {
    workspace: Workspace,
    /// Whether other machines can reach the server. Only then the public site is linked, too.
    is_open: bool,
}

impl ServedSite {
    /// Takes in changes.
    fn apply(&mut self, changes: &[Change]) -> Views {
        let snapshot = self.workspace.apply(changes);
        self.views(snapshot)
    }

    /// Goes on to a new day. `None` when it is still the same one.
    fn turn_to(&mut self, today: Date) -> Option<Views> {
        let snapshot = self.workspace.turn_to(today)?;
        Some(self.views(snapshot))
    }

    fn views(&self, full: Arc<Snapshot>) -> Views {
        Views {
            full,
            public: self.is_open.then(|| self.workspace.published()),
        }
    }
}

/// A sender for requests to read everything again, which join the watcher's events.
fn rescan_sender(events: Sender<ServerEvent>) -> Sender<()> {
    let (sender, requests) = mpsc::channel();
    thread::spawn(move || {
        while requests.recv().is_ok()
            && events
                .send(ServerEvent::Changed(Batch::everything()))
                .is_ok()
        {}
    });
    sender
}

/// The loop that owns the workspace: follows edits until the process ends.
fn follow(
    site: &mut ServedSite,
    live: &Live,
    cache: &DiskCache,
    events: &Receiver<ServerEvent>,
    goto: bool,
    report: &dyn Fn(&Snapshot),
) {
    loop {
        match events.recv_timeout(IDLE) {
            Ok(ServerEvent::Changed(batch)) => {
                let views = site.apply(&batch.changes);
                live.publish(views.clone(), &batch, goto);
                report(&views.full);
            }
            Ok(ServerEvent::WatchFailed(why)) => {
                // Without a terminal nobody reads the warning.
                let _ = writeln!(
                    io::stderr(),
                    "warning: changes are not seen any more: {why} (try `--poll`)"
                );
            }
            Err(RecvTimeoutError::Timeout) => {
                cache.flush();
                // Past midnight, what was scheduled may be published.
                if let Some(views) = site.turn_to(clock::today()) {
                    live.publish(views, &Batch::default(), false);
                }
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
