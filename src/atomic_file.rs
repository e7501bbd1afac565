//! Replaces a file in one step: whoever reads it sees the old bytes or the new ones, never a part.
//!
//! The bytes go to a temporary file in the same folder, which then takes the name of the old one.
//! Knows paths and bytes; what is in a file, and whether it may be written, is for its callers.

use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

use crate::interrupt::on_signal;

/// What the names of temporary files begin with. The dot keeps them out of a site's content.
const PREFIX: &str = ".lutrin-new-";

/// Whether the bytes must outlast a loss of power.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Returns once the disk has the bytes and the name.
    Synced,
    /// Does not wait for the disk. For files that can be made again and that are checked when they
    /// are read: a machine that loses its power may leave one without its end.
    Unsynced,
}

/// Who may read and write the new file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// The users who could access the old file; for a first file, those whom the umask allows.
    Kept,
    /// Only the user that runs the program.
    OwnerOnly,
}

/// Puts a file at a path, in the place of the one that is there. The parts of its contents follow
/// each other; a folder that is missing is made. A symbolic link at the path is replaced and not
/// followed: to change the file that it leads to, pass the canonical path.
///
/// # Errors
/// When the disk does not let it. The old file is then untouched, and nothing stays beside it.
pub fn replace(
    path: &Path,
    contents: &[&[u8]],
    access: Access,
    durability: Durability,
) -> io::Result<()> {
    replace_with(path, access, durability, |file| {
        contents.iter().try_for_each(|part| file.write_all(part))
    })
}

/// As [`replace`], with contents that are written piece by piece and never stand in memory whole.
///
/// # Errors
/// Those of [`replace`], and those of `write`.
pub fn replace_with(
    path: &Path,
    access: Access,
    durability: Durability,
    write: impl FnOnce(&mut File) -> io::Result<()>,
) -> io::Result<()> {
    let folder = folder_of(path);
    fs::create_dir_all(folder)?;
    let mut file = new_file(folder, access)?;
    let temporary = file.path().to_owned();
    let _cleanup = on_signal(move || {
        // What cannot be removed now is cleared by the next `clear_abandoned`.
        let _ = fs::remove_file(temporary);
    });
    write(file.as_file_mut())?;
    if access == Access::Kept
        && let Some(old) = old_file(path)
    {
        file.as_file().set_permissions(old.permissions())?;
    }
    if durability == Durability::Synced {
        file.as_file().sync_all()?;
    }
    file.persist(path)?;
    if durability == Durability::Synced {
        sync_folder(folder);
    }
    Ok(())
}

/// Waits until the disk has the names that a folder holds. Where a system cannot be asked for that,
/// it writes them by itself a little later.
pub fn sync_folder(folder: &Path) {
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
}

/// Removes the temporary files that killed processes left in a folder. Those of running processes
/// are locked, and stay.
pub fn clear_abandoned(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let is_abandoned = File::open(entry.path()).is_ok_and(|file| file.try_lock().is_ok());
        if is_abandoned {
            // Another process may have cleared it first.
            let _ = fs::remove_file(entry.path());
        }
    }
}

/// The folder that holds a path's file. A bare name is in the current one.
fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

/// The metadata of the file that will be replaced, unless it is a link or a folder.
fn old_file(path: &Path) -> Option<Metadata> {
    fs::symlink_metadata(path).ok().filter(Metadata::is_file)
}

/// A new temporary file, locked for as long as it is open.
fn new_file(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    loop {
        let file = open_new(folder, access)?;
        // Some file systems have no locks; there nothing is cleared either.
        let _ = file.as_file().lock();
        // `clear_abandoned` may have come between the file and its lock.
        if file.path().try_exists()? {
            return Ok(file);
        }
    }
}

/// A new temporary file. It is opened here and not by the library, which would put its random name
/// into what an error says.
fn open_new(folder: &Path, access: Access) -> io::Result<NamedTempFile> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(
        &mut options,
        match access {
            // The umask takes its bits away.
            Access::Kept => 0o666,
            Access::OwnerOnly => 0o600,
        },
    );
    #[cfg(not(unix))]
    let _ = access;
    Builder::new()
        .prefix(PREFIX)
        .make_in(folder, |path| options.open(path))
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::thread;

    use super::*;

    fn write(path: &Path, text: &str) -> io::Result<()> {
        replace(path, &[text.as_bytes()], Access::Kept, Durability::Synced)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> = entries
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_its_folder_is_made_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.txt");
        for durability in [Durability::Synced, Durability::Unsynced] {
            for parts in [&["one"] as &[&str], &["", "tw", "o"]] {
                let bytes: Vec<&[u8]> = parts.iter().map(|part| part.as_bytes()).collect();
                replace(&path, &bytes, Access::Kept, durability).unwrap();
                assert_eq!(fs::read_to_string(&path).unwrap(), parts.concat());
            }
        }
        assert_eq!(names(&folder.path().join("a/b")), ["c.txt"]);
    }

    #[test]
    fn a_reader_sees_the_old_text_or_the_new_one() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let texts = ["a".repeat(100_000), "b".repeat(70_000)];
        write(&path, &texts[0]).unwrap();
        let done = AtomicBool::new(false);
        thread::scope(|scope| {
            let writers: Vec<_> = (0..2)
                .map(|at| {
                    let (path, text) = (&path, &texts[at]);
                    scope.spawn(move || {
                        for _ in 0..30 {
                            replace(path, &[text.as_bytes()], Access::Kept, Durability::Unsynced)
                                .unwrap();
                        }
                    })
                })
                .collect();
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    let read = fs::read_to_string(&path).unwrap();
                    assert!(texts.contains(&read), "{} bytes", read.len());
                }
            });
            for writer in writers {
                writer.join().unwrap();
            }
            done.store(true, Ordering::Relaxed);
        });
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn a_write_that_fails_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let taken = folder.path().join("taken");
        fs::create_dir(&taken).unwrap();
        write(&taken.join("kept.txt"), "old").unwrap();
        write(&taken, "new").unwrap_err();
        write(&taken.join("kept.txt/below.txt"), "new").unwrap_err();
        #[cfg(target_os = "linux")]
        {
            let error = write(Path::new("/proc/a.txt"), "new").unwrap_err();
            assert!(!error.to_string().contains(PREFIX), "{error}");
        }
        assert_eq!(names(folder.path()), ["taken"]);
        assert_eq!(names(&taken), ["kept.txt"]);
        assert_eq!(fs::read_to_string(taken.join("kept.txt")).unwrap(), "old");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_disk_that_is_full_leaves_the_old_file() {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        const CHILD: &str = "LUTRIN_TEST_FULL_DISK";
        if let Ok(path) = std::env::var(CHILD) {
            let maximum = getrlimit(Resource::Fsize).maximum;
            let limit = Rlimit {
                current: Some(1_000),
                maximum,
            };
            // Beyond the limit a write fails instead of ending the process.
            let _ = signal_hook::flag::register(
                signal_hook::consts::SIGXFSZ,
                std::sync::Arc::new(AtomicBool::new(false)),
            )
            .unwrap();
            setrlimit(Resource::Fsize, limit).unwrap();
            write(Path::new(&path), &"x".repeat(5_000)).unwrap_err();
            return;
        }
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        write(&path, "old").unwrap();
        let name = "atomic_file::tests::a_disk_that_is_full_leaves_the_old_file";
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", name])
            .env(CHILD, &path)
            .output()
            .unwrap();
        assert!(child.status.success(), "{child:?}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(names(folder.path()), ["a.txt"]);
    }

    #[test]
    fn only_what_killed_processes_left_is_cleared() {
        let folder = tempfile::tempdir().unwrap();
        let abandoned = open_new(folder.path(), Access::Kept).unwrap();
        abandoned.keep().unwrap();
        write(&folder.path().join(".mine"), "").unwrap();
        let at_work = new_file(folder.path(), Access::Kept).unwrap();
        assert_eq!(names(folder.path()).len(), 3);
        clear_abandoned(folder.path());
        assert_eq!(names(folder.path()).len(), 2);
        assert!(at_work.path().exists() && folder.path().join(".mine").exists());
    }

    #[cfg(unix)]
    mod unix {
        use std::os::unix::fs::{PermissionsExt, symlink};

        use super::*;

        fn mode(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn permissions_are_kept_or_the_owners_alone() {
            let folder = tempfile::tempdir().unwrap();
            let [plain, path] = ["plain", "a.txt"].map(|name| folder.path().join(name));
            fs::write(&plain, "").unwrap();
            write(&path, "1").unwrap();
            assert_eq!(mode(&path), mode(&plain), "a first file is as any other");
            for kept in [0o640, 0o755, 0o444] {
                fs::set_permissions(&path, fs::Permissions::from_mode(kept)).unwrap();
                write(&path, "2").unwrap();
                assert_eq!(mode(&path), kept);
            }
            replace(&path, &[], Access::OwnerOnly, Durability::Synced).unwrap();
            assert_eq!(mode(&path), 0o600);
        }

        #[test]
        fn a_link_is_replaced_and_what_it_leads_to_stays() {
            let folder = tempfile::tempdir().unwrap();
            let [target, link] = ["target", "link"].map(|name| folder.path().join(name));
            fs::write(&target, "old").unwrap();
            symlink(&target, &link).unwrap();
            write(&link, "new").unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), "old");
            assert_eq!(fs::read_to_string(&link).unwrap(), "new");
            assert!(!link.is_symlink());
            fs::remove_file(&link).unwrap();
            symlink(&target, &link).unwrap();
            write(&link.canonicalize().unwrap(), "new").unwrap();
            assert_eq!(fs::read_to_string(&target).unwrap(), "new");
            assert!(link.is_symlink());
        }
    }
}
