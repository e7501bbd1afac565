//! What the last build was made from and what it left, so that a build that would change nothing is
//! told at a glance.
//!
//! All or nothing, as `make` has it: the same program with the same options on the same day, every
//! input as it was, every output as it was left, and nothing more on either side. Knows stamps of
//! files, and nothing of what is in them. A receipt that is missing, damaged or of another version
//! costs a whole build and no more.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;

use super::output::made_before;
use super::{MARKER, Summary};
use crate::atomic_file::{self, Access, Durability};
use crate::disk_cache;
use crate::os_files::{Listed, OsFiles};
use crate::path::SitePath;

/// A file that was written so shortly before it was looked at may be written again with the same
/// stamp: the coarsest clock of a common file system (FAT) counts by two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// What the names of receipts begin with, and how many of them are kept.
const PREFIX: &str = "built-";
const MOST: usize = 8;

/// What tells one state of a file from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stamp {
    /// In bytes.
    length: u64,
    /// In nanoseconds, when it was written last.
    written: i128,
    /// When anything of it changed last, or where no system says that, when it was made.
    changed: i128,
    /// Which file it is, where the system numbers them.
    number: u64,
}

/// Files by their names.
type Stamps = Vec<(String, Stamp)>;

/// What a build is made from, as it was before anything of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildInputs {
    /// Where the receipt is kept; every output folder has its own.
    receipt: PathBuf,
    out: PathBuf,
    /// The program, and what it was asked for.
    asked: String,
    files: Stamps,
    looked: SystemTime,
    /// Whether every file could be looked at.
    is_whole: bool,
}

impl BuildInputs {
    /// Looks at everything that a build into a folder depends on, at the time that is given.
    /// `options` is whatever else changes what it makes.
    #[must_use]
    pub fn look(listed: &Listed, out: &Path, options: &str, looked: SystemTime) -> Self {
        let files = listed.files();
        let found: Vec<_> = listed
            .paths()
            .par_iter()
            .map(|path| stamp_of(files, path))
            .collect();
        let is_whole = listed.is_whole() && found.iter().all(Option::is_some);
        let program = std::env::current_exe()
            .and_then(|program| program.metadata())
            .map(|program| Stamp::of(&program));
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        Self {
            receipt: files
                .root()
                .join(disk_cache::FOLDER)
                .join(format!("{PREFIX}{}.json", &name[..16])),
            out,
            asked: format!("{} {:?} {options}", env!("CARGO_PKG_VERSION"), program.ok()),
            files: found.into_iter().flatten().collect(),
            looked,
            is_whole,
        }
    }

    /// What the last build said, if another one would change nothing.
    #[must_use]
    pub fn is_built(&self, files: &OsFiles) -> Option<(Summary, usize)> {
        // Without its marker, the next build refuses the folder.
        if !self.out.join(MARKER).is_file() {
            return None;
        }
        let kept: Json = serde_json::from_slice(&fs::read(&self.receipt).ok()?).ok()?;
        let number = |key: &str| usize::try_from(kept[key].as_u64()?).ok();
        // The receipt names what is read from elsewhere, like a font.
        let mut now = self.files.clone();
        let elsewhere = kept["elsewhere"]
            .as_array()?
            .iter()
            .filter_map(Json::as_str);
        now.extend(elsewhere.filter_map(|path| stamp_of(files, &SitePath::new(path))));
        let is_same =
            self.is_whole && kept["asked"] == *self.asked && kept["inputs"] == *sealed(now);
        let summary = Summary {
            pages: number("pages")?,
            unchanged: number("files")?,
            ..Summary::default()
        };
        (is_same && kept["outputs"] == *sealed(walk(&self.out, "").ok()?))
            .then_some((summary, number("left_out")?))
    }

    /// Writes down what a build has left, where its inputs have rested long enough to be told from
    /// later ones. `elsewhere` are the inputs that no listing has. Without a receipt the next build
    /// is a whole one, and that is all.
    pub fn keep(
        &self,
        files: &OsFiles,
        elsewhere: &[SitePath],
        summary: &Summary,
        left_out: usize,
    ) {
        let mut inputs = self.files.clone();
        inputs.extend(elsewhere.iter().filter_map(|path| stamp_of(files, path)));
        let settled = self.looked.checked_sub(SETTLED).map_or(0, nanoseconds);
        let is_settled =
            |(_, stamp): &(String, Stamp)| stamp.written < settled && stamp.changed < settled;
        if !self.is_whole || !inputs.iter().all(is_settled) {
            return;
        }
        let Some(outputs) = left_in(&self.out) else {
            return;
        };
        let kept = json!({
            "asked": self.asked,
            "inputs": sealed(inputs),
            "elsewhere": elsewhere.iter().map(SitePath::as_str).collect::<Vec<_>>(),
            "outputs": sealed(outputs),
            "pages": summary.pages,
            "files": summary.written + summary.unchanged,
            "left_out": left_out,
        });
        let _ = self.write(&kept.to_string());
    }

    fn write(&self, text: &str) -> io::Result<()> {
        // A receipt that a loss of power damages costs a whole build and no more.
        let contents = [text.as_bytes()];
        atomic_file::replace(
            &self.receipt,
            &contents,
            Access::OwnerOnly,
            Durability::Unsynced,
        )?;
        self.receipt.parent().map_or(Ok(()), forget_old)
    }
}

/// Builds into folders that are used once leave receipts that nobody asks for again.
fn forget_old(folder: &Path) -> io::Result<()> {
    let listed = fs::read_dir(folder)?.filter_map(Result::ok);
    let receipts = listed.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let mut receipts: Vec<_> = receipts
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    receipts.sort();
    receipts
        .iter()
        .rev()
        .skip(MOST)
        .try_for_each(|(_, receipt)| fs::remove_file(receipt))
}

/// The state of all files as one short text. Only whether it is the same one will be asked.
fn sealed(mut stamps: Stamps) -> String {
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

fn stamp_of(files: &OsFiles, path: &SitePath) -> Option<(String, Stamp)> {
    let metadata = files.locate(path).metadata().ok()?;
    Some((path.as_str().to_owned(), Stamp::of(&metadata)))
}

/// The files that a build has left in its output folder, as its marker lists them: to look for them
/// costs more.
fn left_in(folder: &Path) -> Option<Stamps> {
    let mut names: Vec<String> = made_before(folder).into_iter().collect();
    names.push(MARKER.to_owned());
    let look = |name: String| {
        let stamp = Stamp::of(&folder.join(&name).symlink_metadata().ok()?);
        Some((name, stamp))
    };
    names.into_par_iter().map(look).collect()
}

/// The files of a folder by their names below the top, links told from files. Folders are looked
/// into on all cores: a large site has thousands of them.
fn walk(folder: &Path, above: &str) -> io::Result<Stamps> {
    let entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    let found: Vec<Vec<_>> = entries
        .into_par_iter()
        .map(|entry| {
            // Some disks write accents apart.
            let name = format!("{above}{}", entry.file_name().to_string_lossy().nfc());
            if entry.file_type()?.is_dir() {
                return walk(&entry.path(), &format!("{name}/"));
            }
            Ok(vec![(name, Stamp::of(&entry.metadata()?))])
        })
        .collect::<io::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

impl Stamp {
    #[cfg(unix)]
    fn of(metadata: &Metadata) -> Self {
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
    fn of(metadata: &Metadata) -> Self {
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

fn nanoseconds(time: SystemTime) -> i128 {
    let since = time
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_nanos());
    i128::try_from(since).unwrap_or(i128::MAX)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const SUMMARY: Summary = Summary {
        pages: 2,
        written: 2,
        unchanged: 1,
        removed: 4,
    };

    fn write(folder: &Path, name: &str, text: &str) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A site and its output, as a build would leave them.
    fn built() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [
            ("lutrin.yaml", "title: A\n"),
            ("content/a.md", "A"),
            ("font.ttf", "F"),
        ] {
            write(root.path(), name, text);
        }
        let out = root.path().join("public");
        write(&out, MARKER, "Its files:\na/index.html\n");
        write(&out, "a/index.html", "A");
        (root, out)
    }

    fn listed(root: &Path) -> Listed {
        Listed::now(Arc::new(OsFiles::new(root).unwrap()))
    }

    fn look(root: &Path, out: &Path, options: &str) -> BuildInputs {
        // An hour later, so that the files have rested.
        let later = SystemTime::now() + Duration::from_hours(1);
        BuildInputs::look(&listed(root), out, options, later)
    }

    fn is_built(root: &Path, out: &Path, options: &str) -> bool {
        look(root, out, options)
            .is_built(&OsFiles::new(root).unwrap())
            .is_some()
    }

    fn keep(root: &Path, out: &Path) {
        look(root, out, "").keep(
            &OsFiles::new(root).unwrap(),
            &[SitePath::new("font.ttf")],
            &SUMMARY,
            5,
        );
    }

    #[test]
    fn what_is_as_it_was_left_is_built() {
        let (root, out) = built();
        assert!(!is_built(root.path(), &out, ""));
        keep(root.path(), &out);
        let found = look(root.path(), &out, "").is_built(&OsFiles::new(root.path()).unwrap());
        assert_eq!(
            found,
            Some((
                Summary {
                    pages: 2,
                    unchanged: 3,
                    ..Summary::default()
                },
                5
            ))
        );
        assert!(!is_built(root.path(), &out, "--drafts"));
        assert!(!is_built(root.path(), &root.path().join("other"), ""));
    }

    #[test]
    fn whatever_is_different_is_not() {
        type Change<'c> = (&'c str, &'c dyn Fn(&Path));
        let changes: &[Change<'_>] = &[
            ("an input of the same length", &|root| {
                write(root, "content/a.md", "B")
            }),
            ("another configuration", &|root| {
                write(root, "lutrin.yaml", "title: AB\n")
            }),
            ("a new input", &|root| write(root, "static/new.txt", "new")),
            ("an input that is gone", &|root| {
                fs::remove_file(root.join("content/a.md")).unwrap()
            }),
            ("an input from elsewhere", &|root| {
                write(root, "font.ttf", "G")
            }),
            ("one of those that is gone", &|root| {
                fs::remove_file(root.join("font.ttf")).unwrap()
            }),
            ("an output of the same length", &|root| {
                write(root, "public/a/index.html", "B")
            }),
            ("an output that is gone", &|root| {
                fs::remove_file(root.join("public/a/index.html")).unwrap()
            }),
            ("a stranger", &|root| write(root, "public/b.html", "B")),
            ("no output", &|root| {
                fs::remove_dir_all(root.join("public")).unwrap()
            }),
            ("no marker", &|root| {
                fs::remove_file(root.join("public").join(MARKER)).unwrap()
            }),
        ];
        for (name, change) in changes {
            let (root, out) = built();
            keep(root.path(), &out);
            assert!(is_built(root.path(), &out, ""), "{name}");
            change(root.path());
            assert!(!is_built(root.path(), &out, ""), "{name}");
        }
    }

    #[test]
    fn a_receipt_that_is_damaged_is_none() {
        let (root, out) = built();
        keep(root.path(), &out);
        let receipt = look(root.path(), &out, "").receipt;
        let whole = fs::read_to_string(&receipt).unwrap();
        for text in [
            "",
            "{}",
            "[]",
            &whole[..whole.len() / 2],
            &whole.replace("\"pages\":2", "\"pages\":-2"),
        ] {
            fs::write(&receipt, text).unwrap();
            assert!(!is_built(root.path(), &out, ""), "{text}");
        }
    }

    #[test]
    fn what_may_still_change_within_its_stamp_gets_no_receipt() {
        let (root, out) = built();
        let files = OsFiles::new(root.path()).unwrap();
        let now = SystemTime::now();
        BuildInputs::look(&listed(root.path()), &out, "", now).keep(&files, &[], &SUMMARY, 0);
        assert!(!is_built(root.path(), &out, ""));
    }

    #[test]
    fn folders_that_are_used_once_leave_little() {
        let (root, out) = built();
        for i in 0..MOST * 2 {
            let other = root.path().join(format!("out{i}"));
            write(&other, MARKER, "");
            keep(root.path(), &other);
        }
        keep(root.path(), &out);
        assert!(is_built(root.path(), &out, ""));
        assert_eq!(
            fs::read_dir(root.path().join(disk_cache::FOLDER))
                .unwrap()
                .count(),
            MOST
        );
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_looked_at_gets_no_receipt() {
        let (root, out) = built();
        std::os::unix::fs::symlink("/nowhere", root.path().join("content/b.md")).unwrap();
        keep(root.path(), &out);
        assert!(!is_built(root.path(), &out, ""));
    }
}
