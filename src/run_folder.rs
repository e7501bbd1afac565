//! The folder of a talk's rehearsals on the disk: which file is of which run, and how one is
//! replaced. A file is there in whole or not at all, whenever the process dies, and only one
//! process at a time chooses and writes. Beside it, [`sound`] is what was heard in runs.
//!
//! Knows folders and files; `rehearsal::saved` compares two states of a run.

pub mod sound;

use std::fmt;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::atomic_file::{self, Access, Durability};
use crate::content_path::ROOT;
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::saved::{SavedRun, Standing, is_cut_off};
use crate::rehearsal::{FOLDER, Run, RunId};
use crate::site::talks;
use crate::source::Source;
use crate::yaml;

/// Why a file of a folder could not be written.
#[derive(Debug)]
pub struct WriteError {
    /// The file, or the folder, as the site names it.
    pub name: String,
    /// What the disk said.
    pub error: io::Error,
}

impl WriteError {
    fn new(name: &str, error: io::Error) -> Self {
        Self {
            name: name.to_owned(),
            error,
        }
    }

    /// Whether the disk has no room left.
    #[must_use]
    pub fn is_full(&self) -> bool {
        use io::ErrorKind as Kind;
        matches!(
            self.error.kind(),
            Kind::StorageFull | Kind::QuotaExceeded | Kind::FileTooLarge
        )
    }
}

/// In words.
impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        use io::ErrorKind as Kind;
        write!(f, "`{}` cannot be written: ", self.name)?;
        match self.error.kind() {
            _ if self.is_full() => f.write_str("there is no room left on the disk"),
            Kind::PermissionDenied => f.write_str("its permissions do not let Lutrin write it"),
            Kind::ReadOnlyFilesystem => f.write_str("its disk can only be read"),
            Kind::NotADirectory | Kind::AlreadyExists => {
                f.write_str("there is a file where its folder should be")
            }
            _ => write!(f, "{}", self.error),
        }
    }
}

/// An open folder of rehearsals.
#[derive(Debug)]
pub struct RunFolder<'f> {
    files: &'f OsFiles,
    /// The folder as the site names it.
    name: String,
    /// The folder by its one true name.
    folder: PathBuf,
    /// Keeps other processes from saving at the same time, where the system can lock a folder.
    _lock: Option<File>,
}

/// What stands at the name of a file.
enum Entry {
    Nothing,
    Run(Box<SavedRun>),
    /// A text of which nothing is a run.
    Text(String),
    /// Something else: a folder, a link, a file that is too large.
    Other,
}

impl<'f> RunFolder<'f> {
    /// Opens the folder of a talk, and makes it where there is none.
    ///
    /// # Errors
    /// When there is something else in its place, or it leads out of the site.
    pub fn open(files: &'f OsFiles, talk: &str) -> Result<Self, WriteError> {
        let name = name_of(talk);
        // Where the talk's own folder leads out of the site, nothing is made there.
        let made = reach(files, &folder_of(talk)).and_then(|talk| make(&talk.join(FOLDER)));
        let reached = made
            .and_then(|()| reach(files, &name))
            .map_err(|error| WriteError::new(&name, error));
        Ok(Self::at(files, name, reached?))
    }

    /// Opens the folder of a talk, if there is one.
    ///
    /// # Errors
    /// As [`RunFolder::open`].
    pub fn existing(files: &'f OsFiles, talk: &str) -> Result<Option<Self>, WriteError> {
        let name = name_of(talk);
        match reach(files, &name) {
            Ok(folder) => Ok(Some(Self::at(files, name, folder))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(WriteError::new(&name, error)),
        }
    }

    fn at(files: &'f OsFiles, name: String, folder: PathBuf) -> Self {
        let lock = File::open(&folder)
            .ok()
            .filter(|folder| folder.lock().is_ok());
        Self {
            files,
            name,
            folder,
            _lock: lock,
        }
    }

    /// What a file is called by the site.
    #[must_use]
    pub fn site_name(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    /// The file that a state of a run belongs into, and what is there: the file that has its id,
    /// whatever it is called, else a new one. `text` is what would be written.
    #[must_use]
    pub fn place_of(&self, run: &Run, text: &str) -> (String, Standing) {
        let name = run.file_name();
        let entry = self.look(&name);
        match &entry {
            Entry::Run(saved) if saved.run.id == run.id => return (name, saved.beside(run, text)),
            Entry::Text(part) if is_cut_off(part, text) => return (name, Standing::Older),
            _ => {}
        }
        match self.file_of(run.id) {
            Some((file, saved)) => (file, saved.beside(run, text)),
            None if matches!(entry, Entry::Nothing) => (name, Standing::Free),
            None => (name, Standing::Taken),
        }
    }

    /// The file of a run, by its id. Of several copies, the one that is furthest.
    #[must_use]
    pub fn file_of(&self, id: RunId) -> Option<(String, SavedRun)> {
        let runs = self
            .names()
            .into_iter()
            .filter_map(|name| match self.look(&name) {
                Entry::Run(saved) if saved.run.id == id => Some((name, *saved)),
                _ => None,
            });
        runs.max_by_key(|(_, saved)| saved.run.progress())
    }

    /// Looks what stands at a name, without following a link.
    fn look(&self, file: &str) -> Entry {
        match fs::symlink_metadata(self.folder.join(file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Entry::Nothing,
            Ok(metadata) if metadata.is_file() && metadata.len() <= yaml::MAX_BYTES as u64 => {}
            _ => return Entry::Other,
        }
        let path = SitePath::new(self.site_name(file));
        let text = self
            .files
            .read(&path)
            .ok()
            .and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(text) = text else {
            return Entry::Other;
        };
        match Run::parse(&Source::new(path, &text)).value {
            Some(run) => Entry::Run(Box::new(SavedRun { run, text })),
            None => Entry::Text(text),
        }
    }

    /// The names of all files that may be runs, in order.
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok);
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        let is_run = |name: &String| {
            !name.starts_with('.') && Path::new(name).extension().is_some_and(|it| it == "yaml")
        };
        let mut names: Vec<String> = names.filter(is_run).collect();
        names.sort_unstable();
        names
    }

    /// Puts a file there, in one step.
    ///
    /// # Errors
    /// When the disk does not let it; then what was there still is.
    pub fn put(&self, file: &str, text: &str) -> Result<(), WriteError> {
        // Temporary files of saves that a kill interrupted.
        atomic_file::clear_abandoned(&self.folder);
        let path = self.folder.join(file);
        atomic_file::replace(&path, &[text.as_bytes()], Access::Kept, Durability::Synced)
            .map_err(|error| WriteError::new(&self.site_name(file), error))
    }

    /// How long ago a file was written; `None` where nobody knows, or where the clock was set back.
    #[must_use]
    pub fn age(&self, file: &str) -> Option<Duration> {
        let written = fs::metadata(self.folder.join(file)).and_then(|file| file.modified());
        written.ok()?.elapsed().ok()
    }

    /// Takes a file away. One that is gone already is as well.
    ///
    /// # Errors
    /// When the disk does not let it.
    pub fn remove(&self, file: &str) -> Result<(), WriteError> {
        clear(&self.folder.join(file))
            .map_err(|error| WriteError::new(&self.site_name(file), error))?;
        atomic_file::sync_folder(&self.folder);
        Ok(())
    }
}

fn folder_of(talk: &str) -> String {
    format!("{ROOT}{}/{talk}", talks::FOLDER)
}

fn name_of(talk: &str) -> String {
    format!("{}/{FOLDER}", folder_of(talk))
}

/// The true name of a folder of the site. A link that leads out is not followed.
fn reach(files: &OsFiles, name: &str) -> io::Result<PathBuf> {
    let real = files.locate(&SitePath::new(name)).canonicalize()?;
    if !real.starts_with(files.real_root()) {
        return Err(io::Error::other(
            "it is a symbolic link that leads out of the site",
        ));
    }
    if real.is_dir() {
        Ok(real)
    } else {
        Err(io::ErrorKind::NotADirectory.into())
    }
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_disk_says_is_said_in_words() {
        for (kind, words) in [
            (io::ErrorKind::StorageFull, "no room left"),
            (io::ErrorKind::QuotaExceeded, "no room left"),
            (io::ErrorKind::PermissionDenied, "permissions"),
            (io::ErrorKind::ReadOnlyFilesystem, "only be read"),
            (io::ErrorKind::NotADirectory, "where its folder should be"),
        ] {
            let said = WriteError::new("content/a", kind.into()).to_string();
            assert!(
                said.starts_with("`content/a` cannot be written: ") && said.contains(words),
                "{said}"
            );
        }
    }
}
