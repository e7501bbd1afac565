//! Stamps of files: what the system says of them, without a look at their bytes.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use unicode_normalization::UnicodeNormalization;

use crate::os_files::OsFiles;
use crate::path::SitePath;

/// What is different between two states of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    /// In bytes.
    length: u64,
    /// When it was written last, in nanoseconds.
    pub(super) written: i128,
    /// When anything of it changed last, in nanoseconds; where a system does not say that, when it
    /// was made.
    pub(super) changed: i128,
    /// Which file it is, where the system numbers them.
    number: u64,
}

/// The stamps of files, with their names.
pub(super) type Stamps = Vec<(String, Stamp)>;

/// The hash of all stamps. Two states of the files are compared by it alone.
pub(super) fn hash_of(mut stamps: Stamps) -> String {
    stamps.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
    let mut hasher = blake3::Hasher::new();
    for (
        name,
        Stamp {
            length,
            written,
            changed,
            number,
        },
    ) in stamps
    {
        // No name has a zero in it.
        hasher
            .update(name.as_bytes())
            .update(&[0])
            .update(&length.to_le_bytes());
        hasher
            .update(&written.to_le_bytes())
            .update(&changed.to_le_bytes())
            .update(&number.to_le_bytes());
    }
    hasher.finalize().to_hex().to_string()
}

/// The stamp of a file of the site. `None` where the file cannot be looked at.
pub(super) fn stamp_of(files: &OsFiles, path: &SitePath) -> Option<(String, Stamp)> {
    let metadata = files.locate(path).metadata().ok()?;
    Some((path.as_str().to_owned(), Stamp::of(&metadata)))
}

/// The stamps of all files in a folder, by their names below the top. Links are not followed.
/// Folders are read on all cores: a large site has thousands of them.
pub(super) fn stamps_below(folder: &Path, above: &str) -> io::Result<Stamps> {
    let entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    let found: Vec<Vec<_>> = entries
        .into_par_iter()
        .map(|entry| {
            // Some disks store a letter and its accent as two characters.
            let name = format!("{above}{}", entry.file_name().to_string_lossy().nfc());
            if entry.file_type()?.is_dir() {
                return stamps_below(&entry.path(), &format!("{name}/"));
            }
            Ok(vec![(name, Stamp::of(&entry.metadata()?))])
        })
        .collect::<io::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

impl Stamp {
    #[cfg(unix)]
    pub(super) fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        Self {
            length: metadata.len(),
            written: i128::from(metadata.mtime()) * 1_000_000_000
                + i128::from(metadata.mtime_nsec()),
            changed: i128::from(metadata.ctime()) * 1_000_000_000
                + i128::from(metadata.ctime_nsec()),
            number: metadata.ino(),
        }
    }

    #[cfg(not(unix))]
    pub(super) fn of(metadata: &Metadata) -> Self {
        let [written, changed] =
            [metadata.modified(), metadata.created()].map(|time| time.map_or(0, nanoseconds));
        Self {
            length: metadata.len(),
            written,
            changed,
            number: 0,
        }
    }
}

/// A time in nanoseconds since 1970.
pub(super) fn nanoseconds(time: SystemTime) -> i128 {
    let since = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    i128::try_from(since).unwrap_or(i128::MAX)
}
