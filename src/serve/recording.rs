//! Rehearsals as they go: the run of a speaker's browser becomes a file beside its talk, in whole,
//! at every save.
//!
//! The browser keeps the run and knows best; here it is only taken down. A state that was answered
//! is on the disk, so a process that is killed loses what came after its last answer, and nothing
//! else. Who may save is for others.

mod owners;
pub(super) mod received;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use crate::lang::Lang;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::Run;
use crate::run_shelf::{MAX_NUMBER, Shelf, Unwritten};
use crate::snapshot::Snapshot;
use crate::source::Source;

use owners::{Found, Owners, Step};
use received::{Received, has_shape};

/// What the addresses of runs begin with; then come the talk's folder and the name of the file.
pub(super) const PREFIX: &str = "/_lutrin/rehearsals/";

/// So many runs are known to be discarded; the oldest are forgotten.
const MAX_DISCARDED: usize = 256;

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

impl From<Unwritten> for Failed {
    fn from(unwritten: Unwritten) -> Self {
        use io::ErrorKind as Kind;
        let is_full = matches!(
            unwritten.error.kind(),
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge
        );
        Self::new(if is_full { 507 } else { 500 }, unwritten.to_string())
    }
}

/// Takes runs down.
#[derive(Debug)]
pub(super) struct Recorder {
    files: Arc<OsFiles>,
    /// Held while a file is chosen and written: two windows save one after the other.
    known: Mutex<Known>,
}

/// What this process knows of runs.
#[derive(Debug, Default)]
struct Known {
    owners: Owners,
    /// Runs that were discarded: a save that was on its way meanwhile must not bring them back.
    discarded: Vec<String>,
}

impl Recorder {
    pub(super) fn new(files: Arc<OsFiles>) -> Self {
        Self {
            files,
            known: Mutex::default(),
        }
    }

    /// Saves a run at what follows [`PREFIX`]; says in JSON where it is.
    pub(super) fn save(
        &self,
        snapshot: &Snapshot,
        address: &str,
        body: &[u8],
    ) -> Result<String, Failed> {
        let (talk, name) = find(snapshot, address)?;
        let received = received::read(body).map_err(|why| Failed::new(400, why))?;
        if received.run.file_name(1) != format!("{name}.yaml") {
            return Err(Failed::new(
                400,
                "the address says another start or language than the run",
            ));
        }
        let Some((run, text)) = settle(&received.run) else {
            return Err(Failed::new(400, "this run could not be read again"));
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.discarded.contains(&received.id) {
            return Err(Failed::new(409, "this run was discarded"));
        }
        let place = Shelf::open(&self.files, &talk)?;
        let Some(choice) = known.owners.choose(&place, &received.id, &run) else {
            return Err(Failed::new(
                409,
                format!("there are {MAX_NUMBER} rehearsals of this second already"),
            ));
        };
        let file = place.site_name(&choice.file);
        match choice.step {
            Step::Further => {}
            Step::Overtaken => return Ok(saved(&file, &received)),
            Step::EndedApart => {
                let why =
                    format!("another window ended this run, and what it told stays in `{file}`");
                return Err(Failed::new(409, why));
            }
        }
        place.put(&choice.file, &text)?;
        known.owners.own(&file, &received.id, &text);
        Ok(saved(&file, &received))
    }

    /// Takes the file of a run away. The body has the id of the run, or all of it: after the server
    /// was started again, only what a run says tells its file. What somebody edited by hand is
    /// theirs, and stays.
    pub(super) fn discard(
        &self,
        snapshot: &Snapshot,
        address: &str,
        body: &[u8],
    ) -> Result<String, Failed> {
        let (talk, name) = find(snapshot, address)?;
        let id = received::read_id(body).map_err(|why| Failed::new(400, why))?;
        let run = received::read(body)
            .ok()
            .and_then(|received| settle(&received.run))
            .map(|(run, _)| run);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let place = Shelf::find(&self.files, &talk)?;
        // Also where its file stays: its window has thrown it away.
        push(&mut known.discarded, id.clone(), MAX_DISCARDED);
        let Some(place) = place else {
            return Ok(json!({ "file": null }).to_string());
        };
        let names: Vec<String> = (1..=MAX_NUMBER)
            .map(|number| numbered(name, number))
            .collect();
        let stays = |file: &str, why| {
            Err(Failed::new(
                409,
                format!("`{}` {why}: delete it yourself", place.site_name(file)),
            ))
        };
        let names = known.owners.names(&place, names, &id);
        match known.owners.find(&place, &names, &id, run.as_ref()) {
            Found::File(file) => {
                place.remove(&file)?;
                let file = place.site_name(&file);
                known.owners.forget(&file);
                Ok(json!({ "file": file }).to_string())
            }
            Found::Edited(file) => stays(&file, "was edited by hand"),
            Found::Unknown(file) => stays(&file, "was not written since this server started"),
            Found::Nothing => Ok(json!({ "file": null }).to_string()),
        }
    }
}

/// A run as it will be read again, and the text of its file: so that states are compared like with
/// like.
fn settle(run: &Run) -> Option<(Run, String)> {
    let path = SitePath::new(run.file_name(1));
    let run = Run::parse(&Source::new(path, &run.write())).value?;
    let text = run.write();
    Some((run, text))
}

fn saved(file: &str, received: &Received) -> String {
    match received.left_out {
        0 => json!({ "file": file }),
        count => json!({ "file": file, "left_out": count }),
    }
    .to_string()
}

/// The talk's folder as it is on the disk, and the name of the run.
fn find<'a>(snapshot: &Snapshot, address: &'a str) -> Result<(String, &'a str), Failed> {
    let (talk, name) = address.split_once('/').unwrap_or((address, ""));
    let is_name = name.split_once('.').is_some_and(|(start, lang)| {
        has_shape(start, "0000-00-00T000000") && Lang::looks_like(lang) && lang.len() <= 35
    });
    let talks = &snapshot.site.talks;
    // The disk may keep accents apart; addresses never do.
    let known = talks
        .groups
        .keys()
        .chain(talks.decks.keys())
        .find(|folder| folder.nfc().eq(talk.chars()));
    match known.filter(|_| is_name) {
        Some(folder) => Ok((folder.clone(), name)),
        None => Err(Failed::new(
            404,
            "there is no such talk, or this is no name of a rehearsal",
        )),
    }
}

/// The name of a file with its number, as [`Run::file_name`] makes it.
fn numbered(name: &str, number: usize) -> String {
    match name.split_once('.').filter(|_| number > 1) {
        Some((start, lang)) => format!("{start}-{number}.{lang}.yaml"),
        None => format!("{name}.yaml"),
    }
}

/// Adds to a list that forgets what came first.
fn push<T>(list: &mut Vec<T>, item: T, most: usize) {
    if list.len() >= most {
        list.remove(0);
    }
    list.push(item);
}
