//! Saves rehearsals while they go on: each save writes the whole run into a file beside its talk.
//!
//! The browser measures, and sends the document of the run. The server holds the lease of the one
//! window that records, and replaces a file by a later revision alone. It answers when the state is
//! on the disk, so a process that is killed loses only what came after its last answer. The router
//! decides who may ask.

mod lease;
mod sound;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use super::guard;
use super::sent_run;
use crate::os_files::OsFiles;
use crate::rehearsal::saved::Standing;
use crate::rehearsal::{Run, RunId, State};
use crate::run_folder::sound::SoundFolder;
use crate::run_folder::{RunFolder, WriteError};
use crate::snapshot::Snapshot;

use lease::{Leases, Window};
pub(super) use sound::PREFIX as SOUND_PREFIX;

/// The addresses of runs begin with this; then come the talk's folder and the id of the run.
pub(super) const PREFIX: &str = "/_lutrin/rehearsals/";

/// So many runs that were discarded, and so many that were ended, are remembered; the oldest are
/// forgotten.
const MAX_OVER: usize = 256;
/// The longest id of a window, in bytes.
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
        Self::new(if error.is_full() { 507 } else { 500 }, error.to_string())
    }
}

/// Saves runs.
#[derive(Debug)]
pub(super) struct Recorder {
    files: Arc<OsFiles>,
    /// Held while a file is chosen and written: two windows save one after the other.
    known: Mutex<Known>,
}

/// What this process remembers of runs. What was saved it reads from the files each time.
#[derive(Debug, Default)]
struct Known {
    leases: Leases,
    /// Runs that were discarded: a save that was on its way meanwhile must not bring them back.
    discarded: Vec<RunId>,
    /// Runs whose end was saved: a window that did not save it must not bring the file back, should
    /// somebody take it away.
    ended: Vec<RunId>,
}

/// What an address names: a talk, by its folder as it is on the disk, and a run of it.
struct RecordedRun {
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
    /// `address` names. Answers in JSON: the `term` of the lease with the `document` of the run as
    /// it is on the disk, and `over` where its end was saved; or the `seconds` that another window
    /// still has it.
    pub(super) fn ask(
        &self,
        snapshot: &Snapshot,
        path: &str,
        address: &str,
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let window = window(address)?;
        let takes = guard::query(address, "take").is_some();
        let mut known = self.known();
        known.refuse_discarded(target.run)?;
        let asked = known.leases.ask(target.run, window, takes, Instant::now());
        let reply = match asked {
            Err(left) => json!({ "seconds": left.as_secs_f64() }),
            Ok(term) => {
                let folder = RunFolder::existing(&self.files, &target.talk)?;
                let saved = folder.and_then(|folder| folder.file_of(target.run));
                let is_over = saved.as_ref().map_or_else(
                    || known.ended.contains(&target.run),
                    |(_, saved)| saved.run.state == State::Ended,
                );
                let document = saved.map(|(_, saved)| sent_run::document(&saved.run));
                let mut reply = json!({ "term": term, "document": document });
                if is_over {
                    reply["over"] = true.into();
                }
                reply
            }
        };
        Ok(reply.to_string())
    }

    /// Saves the document of a run. Answers in JSON: the `file`, and whether the state that was sent
    /// is in it (`saved`); or that another window has the lease (`held`).
    pub(super) fn save(
        &self,
        snapshot: &Snapshot,
        path: &str,
        address: &str,
        body: &[u8],
    ) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let window = window(address)?;
        let run = sent_run::read(body).map_err(|why| Failed::new(400, why))?;
        if run.id != target.run {
            let why = "the address says another `id` than the run";
            return Err(Failed::new(400, why));
        }
        let mut known = self.known();
        known.refuse_discarded(run.id)?;
        // Refusing is the usual answer to a window that has just lost the lease, and no failure.
        if !known.leases.renew(run.id, window, Instant::now()) {
            return Ok(json!({ "saved": false, "held": true }).to_string());
        }
        let folder = RunFolder::open(&self.files, &target.talk)?;
        let is_over = known.ended.contains(&run.id);
        let (file, is_saved) = put(&folder, &run, is_over)?;
        if is_over || (is_saved && run.state == State::Ended) {
            known.leases.end(run.id);
            remember(&mut known.ended, run.id);
        }
        Ok(json!({ "file": folder.site_name(&file), "saved": is_saved }).to_string())
    }

    /// Removes the file of a run and its sound, unless somebody edited the file by hand.
    pub(super) fn discard(&self, snapshot: &Snapshot, path: &str) -> Result<String, Failed> {
        let target = find(snapshot, path)?;
        let mut known = self.known();
        // Also where the file stays: the window has no such run any more.
        remember(&mut known.discarded, target.run);
        known.leases.end(target.run);
        let folder = RunFolder::existing(&self.files, &target.talk)?;
        let saved = folder
            .as_ref()
            .and_then(|folder| folder.file_of(target.run));
        let (Some(folder), Some((file, saved))) = (folder, saved) else {
            SoundFolder::new(&self.files, &target.talk).remove(target.run)?;
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
        SoundFolder::new(&self.files, &target.talk).remove(target.run)?;
        Ok(json!({ "file": folder.site_name(&file) }).to_string())
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Known {
    fn refuse_discarded(&self, run: RunId) -> Result<(), Failed> {
        if self.discarded.contains(&run) {
            return Err(Failed::new(409, "this run was discarded"));
        }
        Ok(())
    }
}

fn remember(runs: &mut Vec<RunId>, run: RunId) {
    if runs.contains(&run) {
        return;
    }
    if runs.len() >= MAX_OVER {
        runs.remove(0);
    }
    runs.push(run);
}

/// Writes a state of a run into its file, unless that has this state or a newer one. Gives the name
/// of the file, and whether the state is in it. Where the run `is_over` and has no file any more,
/// somebody took it away, and it stays away.
fn put(folder: &RunFolder<'_>, run: &Run, is_over: bool) -> Result<(String, bool), Failed> {
    let text = run.write();
    let (file, standing) = folder.place_of(run, &text);
    match standing {
        Standing::Free if is_over => Ok((file, false)),
        Standing::Free | Standing::Older => {
            folder.put(&file, &text)?;
            Ok((file, true))
        }
        // An answer may have been lost, and the same state sent again.
        Standing::Same => Ok((file, true)),
        Standing::Newer => Ok((file, false)),
        Standing::Edited => {
            let why = "was edited by hand meanwhile, and stays as it is";
            Err(stays(folder, &file, why))
        }
        Standing::Taken => {
            let why = "is in the place of this run, and is no file of it";
            Err(stays(folder, &file, why))
        }
    }
}

fn stays(folder: &RunFolder<'_>, file: &str, why: &str) -> Failed {
    Failed::new(409, format!("`{}` {why}", folder.site_name(file)))
}

/// The window that a query names.
fn window(address: &str) -> Result<Window, Failed> {
    let id = guard::query(address, "window").filter(|id| !id.is_empty() && id.len() <= MAX_WINDOW);
    let term = guard::query(address, "term").map_or(Some(0), |term| term.parse::<u32>().ok());
    id.zip(term)
        .map(|(id, term)| Window {
            id,
            term: term.into(),
        })
        .ok_or_else(|| Failed::new(400, "the address names no `window`, or no `term` of it"))
}

/// The talk and the run that an address names.
fn find(snapshot: &Snapshot, path: &str) -> Result<RecordedRun, Failed> {
    let (talk, run) = path.split_once('/').unwrap_or((path, ""));
    match (find_talk(snapshot, talk), RunId::parse(run)) {
        (Some(folder), Some(run)) => Ok(RecordedRun {
            talk: folder.to_owned(),
            run,
        }),
        _ => Err(Failed::new(
            404,
            "there is no such talk, or this is no id of a rehearsal",
        )),
    }
}

/// The folder of a talk, as it is on the disk.
fn find_talk<'s>(snapshot: &'s Snapshot, talk: &str) -> Option<&'s str> {
    let talks = &snapshot.site.talks;
    let mut folders = talks.groups.keys().chain(talks.decks.keys());
    // The disk may keep accents apart; addresses never do.
    folders
        .find(|folder| folder.nfc().eq(talk.chars()))
        .map(String::as_str)
}
