//! Which folders a build may replace: not the site itself, and no folder with files of others.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

use unicode_normalization::UnicodeNormalization;
use walkdir::WalkDir;

use super::marker::listed_files;
use crate::build::{BuildError, MARKER};

/// The absolute path of the folder, without links, whether it is there or not.
pub(super) fn resolve(out: &Path) -> io::Result<PathBuf> {
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

/// Refuses a folder that holds what the build is made from.
pub(super) fn refuse_inputs(folder: &Path, root: &Path) -> Result<(), BuildError> {
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

/// Refuses a folder that is not empty and that Lutrin did not make.
pub(super) fn refuse_strangers(folder: &Path) -> Result<(), BuildError> {
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

/// A file that no build made, by the marker. Files that operating systems leave do not count.
fn stranger(folder: &Path) -> Option<String> {
    let mut made = listed_files(folder);
    made.extend([MARKER, ".DS_Store", "Thumbs.db"].map(str::to_owned));
    let names = WalkDir::new(folder)
        .min_depth(1)
        .into_iter()
        .filter_map(Result::ok);
    let files = names.filter(|entry| !entry.file_type().is_dir());
    // Some disks store a letter and its accent as two characters.
    let is_ours = |name: &String| {
        made.contains(name.nfc().collect::<String>().as_str()) || name.ends_with("/.DS_Store")
    };
    files
        .filter_map(|entry| relative(entry.path(), folder))
        .filter(|name| !is_ours(name))
        .min()
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

/// An error of the output folder.
pub(super) fn failed(message: &str) -> BuildError {
    BuildError::Output(message.to_owned(), None)
}
