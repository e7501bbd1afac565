//! Runs that nobody ended: kept as they are, or thrown away. What somebody edited by hand stays.

use std::time::Duration;

use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::saved::SavedRun;
use crate::rehearsal::{Run, RunId, State, talk_of};
use crate::run_folder::RunFolder;
use crate::run_folder::sound::SoundFolder;

/// A window that records saves at least every five seconds. A file that is younger than a few of
/// these may be of a rehearsal that goes on: ended from outside, its rest would be lost.
const STILL_RECORDED: Duration = Duration::from_secs(15);

/// Ends the run of a file, so that it counts.
///
/// # Errors
/// One plain sentence on why it is as it was.
pub fn keep(files: &OsFiles, file: &SitePath, id: RunId) -> Result<(), String> {
    let (folder, name, saved) = unfinished(files, file, id)?;
    if saved.is_edited() {
        return Err(format!(
            "`{file}` was edited by hand: write `state: ended` into it yourself"
        ));
    }
    let run = Run {
        state: State::Ended,
        revision: saved.run.revision + 1,
        ..saved.run
    };
    folder
        .put(&name, &run.write())
        .map_err(|error| error.to_string())
}

/// Throws the file of a run away, and its sound.
///
/// # Errors
/// One plain sentence on why it is still there.
pub fn discard(files: &OsFiles, file: &SitePath, id: RunId) -> Result<(), String> {
    let (folder, name, saved) = unfinished(files, file, id)?;
    if saved.is_edited() {
        return Err(format!("`{file}` was edited by hand: delete it yourself"));
    }
    let talk = talk_of(file).unwrap_or_default();
    let removed = folder.remove(&name);
    removed
        .and_then(|()| SoundFolder::new(files, talk).remove(id))
        .map(|_| ())
        .map_err(|error| error.to_string())
}

/// The file of a run that nobody has ended by now, with its folder.
fn unfinished<'f>(
    files: &'f OsFiles,
    file: &SitePath,
    id: RunId,
) -> Result<(RunFolder<'f>, String, SavedRun), String> {
    let talk = talk_of(file).ok_or_else(|| format!("`{file}` is no file of a rehearsal"))?;
    let folder = RunFolder::existing(files, talk).map_err(|error| error.to_string())?;
    let saved = folder.as_ref().and_then(|folder| folder.file_of(id));
    let (Some(folder), Some((name, saved))) = (folder, saved) else {
        return Err(format!("`{file}` is gone"));
    };
    if saved.run.state == State::Ended {
        return Err(format!("the run of `{file}` was ended"));
    }
    if folder.age(&name).is_some_and(|age| age < STILL_RECORDED) {
        let seconds = STILL_RECORDED.as_secs();
        return Err(format!(
            "`{file}` was saved a moment ago: end the run in the window that records it, or close that and wait {seconds} seconds"
        ));
    }
    Ok((folder, name, saved))
}
