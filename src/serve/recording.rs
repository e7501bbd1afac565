//! Rehearsals as they go: the run of a speaker's browser becomes a file beside its talk, in whole, at every save.
//!
//! The browser keeps the run and knows best; here it is only taken down. A state that was answered is on the disk, so a
//! process that is killed loses what came after its last answer, and nothing else. Who may save is for others.

mod received;
mod shelf;
mod versions;

use std::io;
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;
use unicode_normalization::UnicodeNormalization;

use crate::lang::Lang;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::Run;
use crate::snapshot::Snapshot;
use crate::source::Source;

use received::{Received, has_shape};
use shelf::{Shelf, Slot};
use versions::{Relation, relation};

/// What the addresses of runs begin with; then come the talk's folder and the name of the file.
pub(super) const PREFIX: &str = "/_lutrin/rehearsals/";

/// So many runs of one talk and language may begin in one second.
const MAX_NUMBER: usize = 20;
/// So many runs are known by their ids; the oldest are known by what they say alone.
const MAX_KNOWN: usize = 256;

/// Why a run was not saved: a status, and one sentence for its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Failed {
    pub(super) status: u16,
    pub(super) why: String,
}

impl Failed {
    fn new(status: u16, why: impl Into<String>) -> Self {
        Self { status, why: why.into() }
    }

    /// What a disk said of a file.
    fn from_disk(name: &str, error: &io::Error) -> Self {
        use io::ErrorKind as Kind;
        let (status, why) = match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge => {
                (507, "there is no room left on the disk".to_owned())
            }
            Kind::PermissionDenied => (500, "its permissions do not let Lutrin write it".to_owned()),
            Kind::ReadOnlyFilesystem => (500, "its disk can only be read".to_owned()),
            Kind::NotADirectory | Kind::AlreadyExists => (500, "there is a file where its folder should be".to_owned()),
            _ => (500, error.to_string()),
        };
        Self::new(status, format!("`{name}` cannot be written: {why}"))
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
    owners: Vec<Owner>,
    /// Runs that were discarded: a save that was on its way meanwhile must not bring them back.
    discarded: Vec<String>,
}

/// A file that this process wrote, and the run that it is of.
#[derive(Debug)]
struct Owner {
    /// The file as the site names it.
    file: String,
    id: String,
}

impl Recorder {
    pub(super) fn new(files: Arc<OsFiles>) -> Self {
        Self { files, known: Mutex::default() }
    }

    /// Saves a run at what follows [`PREFIX`]; says in JSON where it is.
    pub(super) fn save(&self, snapshot: &Snapshot, address: &str, body: &[u8]) -> Result<String, Failed> {
        let (talk, name) = find(snapshot, address)?;
        let received = received::read(body).map_err(|why| Failed::new(400, why))?;
        if received.run.file_name(1) != format!("{name}.yaml") {
            return Err(Failed::new(400, "the address says another start or language than the run"));
        }
        let text = received.run.write();
        // As it will be read again, so that it is compared like with like.
        let path = SitePath::new(received.run.file_name(1));
        let Some(run) = Run::parse(&Source::new(path, &text)).value else {
            return Err(Failed::new(400, "this run could not be read again"));
        };
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.discarded.contains(&received.id) {
            return Err(Failed::new(409, "this run was discarded"));
        }
        let stand = Shelf::open(&self.files, &talk)?;
        let (file, is_overtaken) = choose(&stand, &known.owners, &received.id, &run)?;
        if !is_overtaken {
            stand.put(&file, &text)?;
        }
        let file = stand.site_name(&file);
        own(&mut known.owners, &file, &received.id);
        Ok(saved(&file, &received))
    }

    /// Takes the file of a run away. The body has the id of the run, or all of it: after the server was started again,
    /// only what a run says tells its file.
    pub(super) fn discard(&self, snapshot: &Snapshot, address: &str, body: &[u8]) -> Result<String, Failed> {
        let (talk, name) = find(snapshot, address)?;
        let id = received::read_id(body).map_err(|why| Failed::new(400, why))?;
        let run = received::read(body).ok().map(|received| received.run);
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let stand = Shelf::find(&self.files, &talk)?;
        let file = stand.as_ref().map(|stand| written(stand, &known.owners, name, &id, run.as_ref())).transpose()?;
        if let (Some(stand), Some(Some(file))) = (&stand, &file) {
            stand.remove(file)?;
        }
        let file = stand.zip(file.flatten()).map(|(stand, file)| stand.site_name(&file));
        known.owners.retain(|owner| file.as_ref() != Some(&owner.file));
        push(&mut known.discarded, id);
        Ok(json!({ "file": file }).to_string())
    }
}

/// The file that a run was written to, if it was: the last one that this process wrote for its id, else one that the run
/// goes on from.
fn written(
    stand: &Shelf<'_>,
    owners: &[Owner],
    name: &str,
    id: &str,
    run: Option<&Run>,
) -> Result<Option<String>, Failed> {
    let names = (1..=MAX_NUMBER).map(|number| numbered(name, number));
    let there: Vec<String> = names.filter(|file| !matches!(stand.look(file), Slot::Empty)).collect();
    let mut own = owners.iter().rev().filter(|owner| owner.id == id);
    if let Some(file) = own.find_map(|owner| there.iter().find(|file| stand.site_name(file) == owner.file)) {
        return Ok(Some(file.clone()));
    }
    let mut unknown = there.iter().filter(|file| owner(owners, &stand.site_name(file)).is_none());
    let Some(run) = run else {
        let Some(file) = unknown.next() else { return Ok(None) };
        let file = stand.site_name(file);
        return Err(Failed::new(
            409,
            format!("`{file}` was not written since this server started: delete it yourself"),
        ));
    };
    let goes_on =
        |file: &&String| matches!(stand.look(file), Slot::Run(kept) if relation(&kept, run) != Relation::Other);
    Ok(unknown.find(goes_on).cloned())
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
    let known = talks.groups.keys().chain(talks.decks.keys()).find(|folder| folder.nfc().eq(talk.chars()));
    match known.filter(|_| is_name) {
        Some(folder) => Ok((folder.clone(), name)),
        None => Err(Failed::new(404, "there is no such talk, or this is no name of a rehearsal")),
    }
}

/// The name of a file with its number, as [`Run::file_name`] makes it.
fn numbered(name: &str, number: usize) -> String {
    match name.split_once('.').filter(|_| number > 1) {
        Some((start, lang)) => format!("{start}-{number}.{lang}.yaml"),
        None => format!("{name}.yaml"),
    }
}

/// The file that a run goes on in, else one that is not there yet; and whether what is there is further on already.
fn choose(stand: &Shelf<'_>, owners: &[Owner], id: &str, run: &Run) -> Result<(String, bool), Failed> {
    let (mut free, mut own): (Option<String>, Option<(usize, String, bool)>) = (None, None);
    for file in (1..=MAX_NUMBER).map(|number| run.file_name(number)) {
        match stand.look(&file) {
            Slot::Empty => free = free.or(Some(file)),
            Slot::Run(kept) if owner(owners, &stand.site_name(&file)).is_none_or(|owner| owner == id) => {
                let relation = relation(&kept, run);
                // Of several that it could go on from, the one that is the furthest on is its own.
                let is_best = own.as_ref().is_none_or(|(visits, ..)| kept.visits.len() > *visits);
                if relation != Relation::Other && is_best {
                    own = Some((kept.visits.len(), file, relation == Relation::Earlier));
                }
            }
            Slot::Run(_) | Slot::Other => {}
        }
    }
    let chosen = own.map(|(_, file, is_overtaken)| (file, is_overtaken)).or_else(|| Some((free?, false)));
    chosen.ok_or_else(|| Failed::new(409, format!("there are {MAX_NUMBER} rehearsals of this second already")))
}

/// The id of the run that a file was written for.
fn owner<'o>(owners: &'o [Owner], file: &str) -> Option<&'o str> {
    owners.iter().find(|owner| owner.file == file).map(|owner| owner.id.as_str())
}

fn own(owners: &mut Vec<Owner>, file: &str, id: &str) {
    // One that was taken away by hand may stand for another run now.
    owners.retain(|owner| owner.file != file);
    push(owners, Owner { file: file.to_owned(), id: id.to_owned() });
}

/// Adds to a list that forgets what came first.
fn push<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= MAX_KNOWN {
        list.remove(0);
    }
    list.push(item);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_disk_says_is_said_in_words() {
        for (kind, status, words) in [
            (io::ErrorKind::StorageFull, 507, "no room left"),
            (io::ErrorKind::QuotaExceeded, 507, "no room left"),
            (io::ErrorKind::PermissionDenied, 500, "permissions"),
            (io::ErrorKind::ReadOnlyFilesystem, 500, "only be read"),
            (io::ErrorKind::NotADirectory, 500, "where its folder should be"),
        ] {
            let failed = Failed::from_disk("content/a", &kind.into());
            assert_eq!(failed.status, status, "{kind}");
            assert!(
                failed.why.starts_with("`content/a` cannot be written: ") && failed.why.contains(words),
                "{failed:?}"
            );
        }
    }
}
