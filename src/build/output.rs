//! An output folder that changes all at once.
//!
//! New files go to a folder beside it. When all are there, unchanged ones are linked in and the two
//! folders change places. A process that is killed before that leaves the old site, one that is
//! killed after it the new one. The next build clears what is left beside them.

mod marker;
mod refusals;
mod swap;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;

pub(super) use marker::listed_files;
use marker::marker;
use refusals::{failed, refuse_inputs, refuse_strangers, resolve};
use swap::{clear, exchange, restore};

use super::{BuildError, MARKER};

/// Whether a file had to be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChange {
    Written,
    Unchanged,
}

/// An output folder, and the one beside it that will take its place.
#[derive(Debug)]
pub(super) struct OutputFolder {
    folder: PathBuf,
    exists: bool,
    /// The folder beside it.
    stage: PathBuf,
    /// Set once anything is staged.
    staged: OnceLock<()>,
    /// The files that earlier builds made, once they are asked for.
    made_before: OnceLock<FxHashSet<String>>,
    /// Folders of the stage that have been made.
    made: Mutex<FxHashSet<String>>,
    /// Keeps other builds out while it is open, where the system can lock a folder.
    _lock: Option<File>,
}

impl OutputFolder {
    /// Opens the folder for a build, and clears what killed builds left beside it.
    pub(super) fn open(out: &Path, root: &Path) -> Result<Self, BuildError> {
        let folder = resolve(out).map_err(|error| {
            failed(&format!(
                "`{}` cannot be used as output: {error}",
                out.display()
            ))
        })?;
        refuse_inputs(&folder, root)?;
        refuse_strangers(&folder)?;
        let parent = folder.parent().unwrap_or(Path::new("/")).to_owned();
        fs::create_dir_all(&parent)
            .map_err(|error| failed(&format!("`{}` cannot be made: {error}", parent.display())))?;
        let lock = File::open(&parent)
            .ok()
            .filter(|parent| parent.lock().is_ok());
        let name = folder
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        let prefix = format!(".{name}.lutrin-stage-");
        if lock.is_some() {
            restore(&parent, &prefix, &folder);
            clear(&parent, &prefix);
        }
        let stage = parent.join(format!("{prefix}{}", std::process::id()));
        let exists = folder.is_dir();
        Ok(Self {
            folder,
            exists,
            stage,
            staged: OnceLock::new(),
            made_before: OnceLock::new(),
            made: Mutex::default(),
            _lock: lock,
        })
    }

    /// Whether an earlier build made a file of this name. Where the name has the hash of the bytes,
    /// the bytes are right, too.
    pub(super) fn has(&self, name: &str) -> bool {
        self.exists
            && self
                .made_before
                .get_or_init(|| listed_files(&self.folder))
                .contains(name)
            && self.folder.join(name).is_file()
    }

    /// Writes a file, unless it is there already with the same bytes.
    pub(super) fn write(&self, name: &str, bytes: &[u8]) -> io::Result<FileChange> {
        if self.exists && same_bytes(&self.folder.join(name), bytes)? {
            return Ok(FileChange::Unchanged);
        }
        fs::write(self.place(name)?, bytes)?;
        Ok(FileChange::Written)
    }

    /// Copies a file, unless it is there already with the same bytes.
    pub(super) fn copy(&self, name: &str, from: &Path) -> io::Result<FileChange> {
        if self.exists && same_files(&self.folder.join(name), from)? {
            return Ok(FileChange::Unchanged);
        }
        let to = self.place(name)?;
        fs::copy(from, &to)?;
        Ok(FileChange::Written)
    }

    /// Puts the new site in the place of the old one. `names` are all its files, `unchanged` those
    /// that the old one has with the same bytes. Returns how many files of the old site were
    /// removed.
    pub(super) fn publish(
        self,
        names: Vec<String>,
        unchanged: &[String],
    ) -> Result<usize, BuildError> {
        let names: BTreeSet<String> = names.into_iter().chain([MARKER.to_owned()]).collect();
        let stale = if self.exists { self.stale(&names) } else { 0 };
        let marked = self.folder.join(MARKER).exists();
        if self.staged.get().is_none() && stale == 0 && self.exists && marked {
            return Ok(0);
        }
        let swapped = self
            .link(unchanged)
            .and_then(|()| fs::write(self.place(MARKER)?, marker(&names)))
            .and_then(|()| self.swap());
        swapped.map_err(|error| {
            let hint = "the folder must be on one disk with the one around it, and not be a mount point itself";
            BuildError::Output(
                format!("the new site cannot be put in the place of `{}`: {error}", self.folder.display()),
                Some(hint.to_owned()),
            )
        })?;
        Ok(stale)
    }

    /// How many files of the old site the new one does not have. The marker lists all files: a
    /// folder with others was refused.
    fn stale(&self, names: &BTreeSet<String>) -> usize {
        listed_files(&self.folder)
            .iter()
            .filter(|name| !names.contains(*name))
            .count()
    }

    fn link(&self, unchanged: &[String]) -> io::Result<()> {
        unchanged.par_iter().try_for_each(|name| {
            let (old, staged) = (self.folder.join(name), self.place(name)?);
            // Where the disk has no links, a copy that keeps the time does as well.
            if fs::hard_link(&old, &staged).is_err() {
                fs::copy(&old, &staged)?;
                let modified = old.metadata()?.modified()?;
                File::options()
                    .write(true)
                    .open(&staged)?
                    .set_modified(modified)?;
            }
            Ok(())
        })
    }

    fn swap(&self) -> io::Result<()> {
        if !self.exists {
            return fs::rename(&self.stage, &self.folder);
        }
        exchange(&self.stage, &self.folder)?;
        // The old site is now in the stage. The next build clears what cannot be removed.
        let _ = fs::remove_dir_all(&self.stage);
        Ok(())
    }

    /// The path of a file of the new site. Its folder is made.
    fn place(&self, name: &str) -> io::Result<PathBuf> {
        self.staged.get_or_init(|| ());
        self.make(name.rsplit_once('/').map(|(folder, _)| folder))?;
        Ok(self.stage.join(name))
    }

    /// Makes a folder of the stage, or the stage itself, after those around it. The system is
    /// called once for each.
    fn make(&self, folder: Option<&str>) -> io::Result<()> {
        let made = || self.made.lock().unwrap_or_else(PoisonError::into_inner);
        let name = folder.unwrap_or_default();
        if made().contains(name) {
            return Ok(());
        }
        if let Some(folder) = folder {
            self.make(folder.rsplit_once('/').map(|(around, _)| around))?;
        }
        match fs::create_dir(self.stage.join(name)) {
            // Another thread was faster.
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(error),
            _ => {}
        }
        made().insert(name.to_owned());
        Ok(())
    }
}

impl Drop for OutputFolder {
    fn drop(&mut self) {
        if self.staged.get().is_some() {
            // After the swap there is nothing left to remove.
            let _ = fs::remove_dir_all(&self.stage);
        }
    }
}

fn same_bytes(file: &Path, bytes: &[u8]) -> io::Result<bool> {
    match file.metadata() {
        Ok(metadata) if metadata.is_file() && metadata.len() == bytes.len() as u64 => {
            Ok(fs::read(file)? == bytes)
        }
        _ => Ok(false),
    }
}

fn same_files(old: &Path, new: &Path) -> io::Result<bool> {
    let Ok(metadata) = old.metadata() else {
        return Ok(false);
    };
    if !metadata.is_file() || metadata.len() != new.metadata()?.len() {
        return Ok(false);
    }
    let (mut old, mut new) = (File::open(old)?, File::open(new)?);
    let (mut a, mut b) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = old.read(&mut a)?;
        if read == 0 {
            return Ok(true);
        }
        if new.read_exact(&mut b[..read]).is_err() || a[..read] != b[..read] {
            return Ok(false);
        }
    }
}
