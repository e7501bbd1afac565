//! An output folder that changes all at once.
//!
//! New files go to a folder beside it; when all are there, unchanged ones are linked in and the two
//! folders change places. A process that dies before that leaves the old site, one that dies after
//! it the new one; what it left beside them is cleared by the next build.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::{BuildError, MARKER};

/// Its first line; every file that Lutrin made follows on a line of its own.
const MARKER_TEXT: &str = "Lutrin made this folder and replaces it whole at every build: keep nothing of your own in it.\n";

/// What happened to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileChange {
    Written,
    Unchanged,
}

/// The folder, and the one that will take its place.
#[derive(Debug)]
pub(super) struct OutputFolder {
    folder: PathBuf,
    exists: bool,
    stage: PathBuf,
    staged: OnceLock<()>,
    /// What the marker lists, once somebody asks.
    made_before: OnceLock<FxHashSet<String>>,
    /// Folders of the stage that are there already.
    made: Mutex<FxHashSet<String>>,
    /// Keeps other builds away while it is open, where the system can lock a folder.
    _lock: Option<File>,
}

impl OutputFolder {
    /// Takes hold of the folder, and clears what a killed build left beside it.
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

    /// Whether an earlier build made a file of this name. Its bytes are as they should be if its
    /// name tells them.
    pub(super) fn has(&self, name: &str) -> bool {
        self.exists
            && self
                .made_before
                .get_or_init(|| made_before(&self.folder))
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
    /// that the old one has as they should be; returns how many old ones went.
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

    /// How many files of the old site the new one does not have. There are no others than the
    /// marker lists: a folder with strangers was refused.
    fn stale(&self, names: &BTreeSet<String>) -> usize {
        made_before(&self.folder)
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
        // The old site is now where the new one was; a failure here leaves only litter.
        let _ = fs::remove_dir_all(&self.stage);
        Ok(())
    }

    /// Where a file of the new site goes; its folder is made on the way.
    fn place(&self, name: &str) -> io::Result<PathBuf> {
        self.staged.get_or_init(|| ());
        self.make(name.rsplit_once('/').map(|(folder, _)| folder))?;
        Ok(self.stage.join(name))
    }

    /// Makes a folder of the stage, or the stage itself, after those around it: the system is asked
    /// once for each.
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

/// The absolute path of the folder, without links, whether it is there or not.
fn resolve(out: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(out)?;
    let mut resolved = PathBuf::new();
    for part in absolute.components() {
        match part {
            Component::ParentDir => drop(resolved.pop()),
            part => resolved.push(part),
        }
        if resolved.exists() {
            resolved = resolved.canonicalize()?;
        }
    }
    Ok(resolved)
}

/// A build must not replace what it is made from.
fn refuse_inputs(folder: &Path, root: &Path) -> Result<(), BuildError> {
    let root = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    let inputs = ["content", "static", "templates", "themes", ".git"].map(|name| root.join(name));
    if root.starts_with(folder) || inputs.iter().any(|input| folder.starts_with(input)) {
        let message = format!(
            "`{}` holds the site itself, so it cannot be the output",
            folder.display()
        );
        return Err(BuildError::Output(
            message,
            Some("choose an empty folder with `--out`".to_owned()),
        ));
    }
    Ok(())
}

/// Only an empty folder, or one that Lutrin made, may be replaced.
fn refuse_strangers(folder: &Path) -> Result<(), BuildError> {
    if folder.exists() && !folder.is_dir() {
        return Err(failed(&format!(
            "`{}` is a file, not a folder",
            folder.display()
        )));
    }
    let empty = fs::read_dir(folder).map_or(true, |mut entries| entries.next().is_none());
    let Some(stranger) = (if empty { None } else { stranger(folder) }) else {
        return Ok(());
    };
    let message = format!(
        "`{}` has files that Lutrin did not make, like `{stranger}`, so it was not touched",
        folder.display()
    );
    let hint = "choose another folder with `--out`, or move them away: what is to be published goes into `static`";
    Err(BuildError::Output(message, Some(hint.to_owned())))
}

/// A file that no build made, as the marker tells; what systems leave behind does not count.
fn stranger(folder: &Path) -> Option<String> {
    let mut made = made_before(folder);
    made.extend([MARKER, ".DS_Store", "Thumbs.db"].map(str::to_owned));
    let names = WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .filter_map(Result::ok);
    let files = names.filter(|entry| !entry.file_type().is_dir());
    // Some disks write accents apart.
    let is_ours = |name: &String| {
        made.contains(name.nfc().collect::<String>().as_str()) || name.ends_with("/.DS_Store")
    };
    files
        .filter_map(|entry| relative(entry.path(), folder))
        .filter(|name| !is_ours(name))
        .min()
}

/// The files that the marker lists; none where there is no marker.
pub(super) fn made_before(folder: &Path) -> FxHashSet<String> {
    let marker = fs::read_to_string(folder.join(MARKER)).unwrap_or_default();
    marker.lines().skip(1).map(str::to_owned).collect()
}

fn marker(names: &BTreeSet<String>) -> String {
    let made = names
        .iter()
        .filter(|name| *name != MARKER)
        .map(String::as_str);
    std::iter::once(MARKER_TEXT.trim_end())
        .chain(made)
        .collect::<Vec<_>>()
        .join("\n")
        + "\n"
}

fn failed(message: &str) -> BuildError {
    BuildError::Output(message.to_owned(), None)
}

/// Brings back the old site, if a build was killed between the two renames of
/// [`exchange_in_steps`].
fn restore(parent: &Path, prefix: &str, folder: &Path) {
    let entries = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let mut old = entries.filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(prefix)
            && entry
                .path()
                .extension()
                .is_some_and(|extension| extension == "old")
    });
    if let Some(old) = old.next().filter(|_| !folder.exists()) {
        let _ = fs::rename(old.path(), folder);
    }
}

/// Removes what killed builds left. The lock on the folder around says that none of them is still
/// at work.
fn clear(parent: &Path, prefix: &str) {
    let entries = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

fn relative(path: &Path, folder: &Path) -> Option<String> {
    let names: Vec<_> = path
        .strip_prefix(folder)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_string_lossy())
        .collect();
    Some(names.join("/"))
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

/// Two folders change places in one step.
#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => exchange_in_steps(a, b),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    exchange_in_steps(a, b)
}

/// Where the system cannot exchange two folders, the site is away for the moment between two
/// renames.
fn exchange_in_steps(new: &Path, current: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(current, &aside)?;
    fs::rename(new, current).inspect_err(|_| {
        let _ = fs::rename(&aside, current);
    })?;
    fs::rename(&aside, new)
}
