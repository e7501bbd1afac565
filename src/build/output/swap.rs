//! Puts a new folder in the place of an old one in one step, and clears what killed builds left.

use std::fs;
use std::io;
use std::path::Path;

/// Brings back the old site, if a build was killed between the two renames of
/// [`exchange_in_steps`].
pub(super) fn restore(parent: &Path, prefix: &str, folder: &Path) {
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

/// Removes what killed builds left. The caller has locked the folder around, so no other build is at
/// work.
pub(super) fn clear(parent: &Path, prefix: &str) {
    let entries = fs::read_dir(parent)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    for entry in entries.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix)) {
        let _ = fs::remove_dir_all(entry.path());
    }
}

/// Two folders change places in one step.
#[cfg(target_os = "linux")]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    match renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(()),
        // Some file systems cannot exchange.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => exchange_in_steps(a, b),
        Err(error) => Err(error.into()),
    }
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    exchange_in_steps(a, b)
}

/// Exchanges two folders by renames, where the system cannot do it in one step. For the moment between two
/// of them there is no site.
fn exchange_in_steps(new: &Path, current: &Path) -> io::Result<()> {
    let aside = new.with_extension("old");
    fs::rename(current, &aside)?;
    fs::rename(new, current).inspect_err(|_| {
        let _ = fs::rename(&aside, current);
    })?;
    fs::rename(&aside, new)
}
