//! The receipt of a build: what it was made from and what it left. By it the next build sees that
//! it would change nothing.
//!
//! All or nothing, as `make` does it: the same program with the same options on the same day, every
//! input as it was, every output as it was left, and nothing more on either side. Knows stamps of
//! files, and nothing of what is in them. A receipt that is missing, damaged or of another version
//! costs a whole build and no more.

mod stamps;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use stamps::{Stamp, Stamps, hash_of, nanoseconds, stamp_of, stamps_below};

use super::output::listed_files;
use super::{MARKER, Summary};
use crate::atomic_file::{self, Access, Durability};
use crate::disk_cache;
use crate::os_files::{Listed, OsFiles};
use crate::path::SitePath;

/// How old a stamp has to be: within this time, a file may be written again and have the same
/// stamp. The coarsest clock of a common file system (FAT) counts by two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// The beginning of the names of receipts, and how many of them are kept.
const PREFIX: &str = "built-";
const MOST: usize = 8;

/// What a build is made from, before anything of it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildInputs {
    /// The file of the receipt. Every output folder has one.
    receipt: PathBuf,
    out: PathBuf,
    /// The program and its options.
    command: String,
    files: Stamps,
    looked: SystemTime,
    /// Whether every file could be looked at.
    is_whole: bool,
}

impl BuildInputs {
    /// Looks at everything that a build into a folder depends on, now. `options` are all options
    /// that change the output.
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
        Self {
            receipt: record_of(files.root(), &out, PREFIX),
            out,
            command: format!("{} {:?} {options}", env!("CARGO_PKG_VERSION"), program.ok()),
            files: found.into_iter().flatten().collect(),
            looked,
            is_whole,
        }
    }

    /// The summary of the last build and how many pages it left out, if another build would change
    /// nothing.
    #[must_use]
    pub fn is_built(&self, files: &OsFiles) -> Option<(Summary, usize)> {
        // Without the marker, the folder is gone or not Lutrin's: a build makes it, or refuses it.
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
            self.is_whole && kept["asked"] == *self.command && kept["inputs"] == *hash_of(now);
        let summary = Summary {
            pages: number("pages")?,
            unchanged: number("files")?,
            ..Summary::default()
        };
        (is_same && kept["outputs"] == *hash_of(stamps_below(&self.out, "").ok()?))
            .then_some((summary, number("left_out")?))
    }

    /// Writes the receipt, unless an input is too new to be distinguished from a later state of it.
    /// `elsewhere` are the inputs that no listing has. Without a receipt the next build is a whole
    /// one.
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
            "asked": self.command,
            "inputs": hash_of(inputs),
            "elsewhere": elsewhere.iter().map(SitePath::as_str).collect::<Vec<_>>(),
            "outputs": hash_of(outputs),
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
        let folder = self.receipt.parent();
        folder.map_or(Ok(()), |folder| forget_old(folder, PREFIX))
    }
}

/// The file in the cache in which a record of an output folder is kept; `prefix` says which record.
pub(super) fn record_of(root: &Path, out: &Path, prefix: &str) -> PathBuf {
    let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
    let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
    let file = format!("{prefix}{}.json", &name[..16]);
    root.join(disk_cache::FOLDER).join(file)
}

/// Removes old records: those of folders that were used once are never read again.
pub(super) fn forget_old(folder: &Path, prefix: &str) -> io::Result<()> {
    let listed = fs::read_dir(folder)?.filter_map(Result::ok);
    let records = listed.filter(|entry| entry.file_name().to_string_lossy().starts_with(prefix));
    let mut records: Vec<_> = records
        .filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path())))
        .collect();
    records.sort();
    records
        .iter()
        .rev()
        .skip(MOST)
        .try_for_each(|(_, record)| fs::remove_file(record))
}

/// The files that a build has left in its output folder. They are those that its marker lists: to
/// look for them would cost more.
fn left_in(folder: &Path) -> Option<Stamps> {
    let mut names: Vec<String> = listed_files(folder).into_iter().collect();
    names.push(MARKER.to_owned());
    let look = |name: String| {
        let stamp = Stamp::of(&folder.join(&name).symlink_metadata().ok()?);
        Some((name, stamp))
    };
    names.into_par_iter().map(look).collect()
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
                write(root, "content/a.md", "B");
            }),
            ("another configuration", &|root| {
                write(root, "lutrin.yaml", "title: AB\n");
            }),
            ("a new input", &|root| write(root, "static/new.txt", "new")),
            ("an input that is gone", &|root| {
                fs::remove_file(root.join("content/a.md")).unwrap();
            }),
            ("an input from elsewhere", &|root| {
                write(root, "font.ttf", "G");
            }),
            ("one of those that is gone", &|root| {
                fs::remove_file(root.join("font.ttf")).unwrap();
            }),
            ("an output of the same length", &|root| {
                write(root, "public/a/index.html", "B");
            }),
            ("an output that is gone", &|root| {
                fs::remove_file(root.join("public/a/index.html")).unwrap();
            }),
            ("a stranger", &|root| write(root, "public/b.html", "B")),
            ("no output", &|root| {
                fs::remove_dir_all(root.join("public")).unwrap();
            }),
            ("no marker", &|root| {
                fs::remove_file(root.join("public").join(MARKER)).unwrap();
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
