//! Rehearsals as they go: the run of a speaker's browser becomes a file beside its talk, in whole,
//! at every save.
//!
//! The browser measures and sends the document of the run; the server holds the lease that says
//! which window records, and replaces the file by later revisions alone. A state that was answered
//! is on the disk, so a process that is killed loses what came after its last answer, and nothing
//! else. Who may ask at all is for others.

mod lease;

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::{Value, json};
use unicode_normalization::UnicodeNormalization;

use super::guard;
use super::sent_run;
use crate::os_files::OsFiles;
use crate::rehearsal::{RunId, State};
use crate::run_folder::{Place, RunFolder, WriteError};
use crate::snapshot::Snapshot;

use lease::{Leases, Renewal, Reply, Window};

/// What the addresses of runs begin with; then come the talk's folder and the id of the run.
pub(super) const PREFIX: &str = "/_lutrin/rehearsals/";

/// So many runs are known to be discarded; the oldest are forgotten.
const MAX_DISCARDED: usize = 256;
/// The longest id of a window.
const MAX_WINDOW: usize = 64;

/// Why a run was not saved: a status, and one sentence for its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) status: u16,
    pub(super) why: String,
}

impl Failed {
    fn new(status: u16, why: impl Into<String>) -> Self {
        Self {
            status,
            why: why.into(),
        }
    }
}

impl From<WriteError> for Failed {
    fn from(error: WriteError) -> Self {
        use io::ErrorKind as Kind;
        let is_full = matches!(
            error.error.kind(),
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge
        );
        Self::new(if is_full { 507 } else { 500 }, error.to_string())
    }
}

/// Saves runs.
#[derive(Debug)]
pub(super) struct Recorder {
    files: Arc<OsFiles>,
    /// Held while a file is chosen and written: two windows save one after the other.
    known: Mutex<Known>,
}

/// What this process knows of runs. What is on the disk it knows from the files alone.
#[derive(Debug, Default)]
struct Known {
    leases: Leases,
    /// Runs that were discarded: a save that was on its way meanwhile must not bring them back.
    discarded: Vec<RunId>,
}

/// What an address names: a talk, by its folder as it is on the disk, and a run of it.
struct Target {
    talk: String,
    run: RunId,
}

impl Recorder {
    pub(super) fn new(files: Arc<OsFiles>) -> Self {
        Self {
            files,
            known: Mutex::default(),
        }
    }

    /// Asks for the lease of the run at what follows [`PREFIX`], for the window that the query of
    /// `address` names. Says in JSON what became of it, with the run as it is on the disk.
    pub(super) fn ask(
        &self,
        snapshot: &Snapshot,
        path: &str,
        address: &str,
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let (id, term) = window(address)?;
        let window = Window { id: &id, term };
        let takes = guard::query(address, "take").is_some();
        let mut known = self.known();
        if known.discarded.contains(&target.run) {
            return Err(discarded());
        }
        let mut reply = match known.leases.ask(target.run, window, takes, Instant::now()) {
            Reply::Held(left) => return Ok(json!({ "seconds": left.as_secs_f64() }).to_string()),
            Reply::Granted(term) => json!({ "term": term }),
            Reply::Over => json!({ "over": true }),
        };
        let folder = RunFolder::existing(&self.files, &target.talk)?;
        let saved = folder.and_then(|folder| folder.file_of(target.run));
        reply["document"] = saved.map_or(Value::Null, |(_, saved)| sent_run::document(&saved.run));
        Ok(reply.to_string())
    }

    /// Saves the document of a run. Says in JSON where it is, which revision is there, and whether
    /// that is the one that was sent; or that another window holds the lease.
    pub(super) fn save(
        &self,
        snapshot: &Snapshot,
        path: &str,
        address: &str,
        body: &[u8],
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let (id, term) = window(address)?;
        let sent = sent_run::read(body).map_err(|why| Failed::new(400, why))?;
        if sent.run.id != target.run {
            return Err(Failed::new(
                400,
                "the address says another `id` than the run",
            ));
        }
        let text = sent.run.write();
        let mut known = self.known();
        if known.discarded.contains(&target.run) {
            return Err(discarded());
        }
        let window = Window { id: &id, term };
        // Refusing is the usual answer to a window that has just lost the lease, and no failure.
        match known.leases.renew(target.run, window, Instant::now()) {
            Renewal::Granted => {}
            Renewal::Held => return Ok(json!({ "saved": false, "held": true }).to_string()),
            Renewal::Over => return Ok(json!({ "saved": false }).to_string()),
        }
        let folder = RunFolder::open(&self.files, &target.talk)?;
        let (file, is_written) = match folder.place_of(&sent.run, &text) {
            Place::New(file) | Place::Older(file) => (file, true),
            Place::Current(file) => (file, false),
            Place::Edited(file) => {
                let why = "was edited by hand meanwhile, and stays as it is";
                return Err(stays(&folder, &file, why));
            }
            Place::Taken(file) => {
                let why = "is in the place of this run, and is no file of it";
                return Err(stays(&folder, &file, why));
            }
        };
        let mut revision = sent.run.revision;
        let mut is_saved = is_written;
        if is_written {
            folder.put(&file, &text)?;
        } else if let Some((_, saved)) = folder.file_of(target.run) {
            // An answer may have been lost, and the same state sent again.
            is_saved = saved.text == text;
            revision = saved.run.revision;
        }
        if is_saved && sent.run.state == State::Ended {
            known.leases.end(target.run);
        }
        let mut reply = json!({
            "file": folder.site_name(&file), "revision": revision, "saved": is_saved,
        });
        if !sent.left_out.is_empty() {
            reply["left_out"] = sent.left_out.into();
        }
        Ok(reply.to_string())
    }

    /// Takes the file of a run away. What somebody edited by hand is theirs, and stays.
    pub(super) fn discard(&self, snapshot: &Snapshot, path: &str) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let mut known = self.known();
        // Also where its file stays: its window has thrown it away.
        if known.discarded.len() >= MAX_DISCARDED {
            known.discarded.remove(0);
        }
        known.discarded.push(target.run);
        known.leases.forget(target.run);
        let folder = RunFolder::existing(&self.files, &target.talk)?;
        let saved = folder
            .as_ref()
            .and_then(|folder| folder.file_of(target.run));
        let (Some(folder), Some((file, saved))) = (folder, saved) else {
            return Ok(json!({ "file": null }).to_string());
        };
        if saved.is_edited() {
            return Err(stays(
                &folder,
                &file,
                "was edited by hand: delete it yourself",
            ));
        }
        folder.remove(&file)?;
        Ok(json!({ "file": folder.site_name(&file) }).to_string())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn discarded() -> Failed {
    Failed::new(409, "this run was discarded")
}

fn stays(folder: &RunFolder<'_>, file: &str, why: &str) -> Failed {
    Failed::new(409, format!("`{}` {why}", folder.site_name(file)))
}

/// The window that a query names: its id, and the highest term of a lease that it knows.
fn window(address: &str) -> Result<(String, u64), Failed> {
    let id = guard::query(address, "window").filter(|id| !id.is_empty() && id.len() <= MAX_WINDOW);
    let term = guard::query(address, "term").map_or(Some(0), |term| term.parse::<u32>().ok());
    id.zip(term)
        .map(|(id, term)| (id, term.into()))
        .ok_or_else(|| Failed::new(400, "the address names no `window`, or no `term` of it"))
}

/// The talk and the run that an address names.
fn find(snapshot: &Snapshot, path: &str) -> Result<Target, Failed> {
    let (talk, run) = path.split_once('/').unwrap_or((path, ""));
    let talks = &snapshot.site.talks;
    // The disk may keep accents apart; addresses never do.
    let folder = talks
        .groups
        .keys()
        .chain(talks.decks.keys())
        .find(|folder| folder.nfc().eq(talk.chars()));
    match (folder, RunId::parse(run)) {
        (Some(folder), Some(run)) => Ok(Target {
            talk: folder.clone(),
            run,
        }),
        _ => Err(Failed::new(
            404,
            "there is no such talk, or this is no id of a rehearsal",
        )),
    }
}
