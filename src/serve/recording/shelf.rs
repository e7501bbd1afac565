//! The folder of a talk's rehearsals on the disk. A file is there in whole or not at all, whenever the process dies.
//!
//! Knows folders and files; which of them is whose is for others.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::Failed;
use crate::files::Files;
use crate::os_files::OsFiles;
use crate::path::SitePath;
use crate::rehearsal::{FOLDER, Run};
use crate::source::Source;
use crate::yaml;

/// What is being written. Its name begins with a dot, so it is no part of the site; one that a killed process left is
/// cleared by the next save.
const STAGE: &str = ".saving.tmp";

/// An open folder of rehearsals.
pub(super) struct Shelf<'f> {
    files: &'f OsFiles,
    /// The folder as the site names it.
    name: String,
    /// The folder by its one true name.
    folder: PathBuf,
    /// Keeps other processes from saving at the same time, where the system can lock a folder.
    _lock: Option<File>,
}

/// What stands where a file of a run could be.
pub(super) enum Slot {
    Empty,
    Run(Box<Run>),
    /// Something else, which is not touched.
    Other,
}

impl<'f> Shelf<'f> {
    /// Opens the folder of a talk, and makes it where there is none.
    pub(super) fn open(files: &'f OsFiles, talk: &str) -> Result<Self, Failed> {
        let name = name_of(talk);
        // Where the talk's own folder leads out of the site, nothing is made there.
        let made = reach(files, &format!("content/talks/{talk}")).and_then(|talk| make(&talk.join(FOLDER)));
        let reached = made.and_then(|()| reach(files, &name)).map_err(|error| Failed::from_disk(&name, &error));
        Ok(Self::at(files, name, reached?))
    }

    /// Opens the folder of a talk, if there is one.
    pub(super) fn find(files: &'f OsFiles, talk: &str) -> Result<Option<Self>, Failed> {
        let name = name_of(talk);
        match reach(files, &name) {
            Ok(folder) => Ok(Some(Self::at(files, name, folder))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failed::from_disk(&name, &error)),
        }
    }

    fn at(files: &'f OsFiles, name: String, folder: PathBuf) -> Self {
        let lock = File::open(&folder).ok().filter(|folder| folder.lock().is_ok());
        Self { files, name, folder, _lock: lock }
    }

    /// What a file is called by the site.
    pub(super) fn site_name(&self, file: &str) -> String {
        format!("{}/{file}", self.name)
    }

    /// Looks what stands at a name.
    pub(super) fn look(&self, file: &str) -> Slot {
        match fs::symlink_metadata(self.folder.join(file)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Slot::Empty,
            Ok(metadata) if metadata.is_file() && metadata.len() <= yaml::MAX_BYTES as u64 => {}
            _ => return Slot::Other,
        }
        let path = SitePath::new(self.site_name(file));
        let text = self.files.read(&path).ok().and_then(|bytes| String::from_utf8(bytes).ok());
        let run = text.and_then(|text| Run::parse(&Source::new(path, &text)).value);
        run.map_or(Slot::Other, |run| Slot::Run(Box::new(run)))
    }

    /// Puts a file there, in one step.
    pub(super) fn put(&self, file: &str, text: &str) -> Result<(), Failed> {
        let stage = self.folder.join(STAGE);
        let written = clear(&stage).and_then(|()| write(&stage, text)).and_then(|()| {
            fs::rename(&stage, self.folder.join(file))?;
            self.sync();
            Ok(())
        });
        written.map_err(|error| {
            // Half a file is of no use; where even that fails, the next save tries again.
            let _ = clear(&stage);
            Failed::from_disk(&self.site_name(file), &error)
        })
    }

    /// Takes a file away. One that is gone already is as well.
    pub(super) fn remove(&self, file: &str) -> Result<(), Failed> {
        clear(&self.folder.join(file)).map_err(|error| Failed::from_disk(&self.site_name(file), &error))?;
        self.sync();
        Ok(())
    }

    /// Where a folder cannot be told to be kept, the system does it by itself a little later.
    fn sync(&self) {
        let _ = File::open(&self.folder).and_then(|folder| folder.sync_all());
    }
}

fn name_of(talk: &str) -> String {
    format!("content/talks/{talk}/{FOLDER}")
}

/// The true name of a folder of the site. A link that leads out is not followed.
fn reach(files: &OsFiles, name: &str) -> io::Result<PathBuf> {
    let real = files.locate(&SitePath::new(name)).canonicalize()?;
    if !real.starts_with(files.real_root()) {
        return Err(io::Error::other("it is a symbolic link that leads out of the site"));
    }
    if real.is_dir() { Ok(real) } else { Err(io::ErrorKind::NotADirectory.into()) }
}

fn make(folder: &Path) -> io::Result<()> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

/// Writes a new file, never through a link, and waits until the disk has it.
fn write(path: &Path, text: &str) -> io::Result<()> {
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}
