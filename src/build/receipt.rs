//! What the last build was made from and what it left, so that a build that would change nothing is told at a glance.
//!
//! All or nothing, as `make` has it: the same program with the same options on the same day, every input as it was,
//! every output as it was left, and nothing more on either side. Knows stamps of files, and nothing of what is in them.
//! A receipt that is missing, damaged or of another version costs a whole build and no more.

use std::collections::BTreeMap;
use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use serde_json::{Value as Json, json};

use super::{MARKER, Summary};
use crate::disk_cache;
use crate::os_files::{Listed, OsFiles};
use crate::path::SitePath;

/// A file that was written so shortly before it was looked at may be written again with the same stamp: the coarsest
/// clock of a common file system (FAT) counts by two seconds.
const SETTLED: Duration = Duration::from_secs(2);

/// What the names of receipts begin with, and how many of them are kept.
const PREFIX: &str = "built-";
const MOST: usize = 8;

/// By name, what tells one state of a file from another.
type Stamps = BTreeMap<String, String>;

/// What a build is made from, as it was before anything of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inputs {
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

impl Inputs {
    /// Looks at everything that a build into a folder depends on, at the time that is given. `options` is whatever
    /// else changes what it makes.
    #[must_use]
    pub fn look(listed: &Listed, out: &Path, options: &str, looked: SystemTime) -> Self {
        let files = listed.files();
        let found: Vec<_> = listed.paths().par_iter().map(|path| stamp_of(files, path)).collect();
        let is_whole = listed.is_whole() && found.iter().all(Option::is_some);
        let program = std::env::current_exe().and_then(|program| program.metadata()).map(|program| stamp(&program));
        let out = std::path::absolute(out).unwrap_or_else(|_| out.to_owned());
        let name = blake3::hash(out.as_os_str().as_encoded_bytes()).to_hex();
        Self {
            receipt: files.root().join(disk_cache::FOLDER).join(format!("{PREFIX}{}.json", &name[..16])),
            out,
            asked: format!("{} {} {options}", env!("CARGO_PKG_VERSION"), program.unwrap_or_default()),
            files: found.into_iter().flatten().collect(),
            looked,
            is_whole,
        }
    }

    /// What the last build said, if another one would change nothing.
    #[must_use]
    pub fn is_built(&self, files: &OsFiles) -> Option<(Summary, usize)> {
        let kept: Json = serde_json::from_slice(&fs::read(&self.receipt).ok()?).ok()?;
        let made = stamps_in(&kept["outputs"])?;
        let number = |key: &str| usize::try_from(kept[key].as_u64()?).ok();
        // The receipt names what is read from elsewhere, like a font.
        let mut now = self.files.clone();
        let elsewhere = kept["elsewhere"].as_array()?.iter().filter_map(Json::as_str);
        now.extend(elsewhere.filter_map(|path| stamp_of(files, &SitePath::new(path))));
        let is_same = self.is_whole && kept["asked"] == *self.asked && stamps_in(&kept["inputs"])? == now;
        let summary = Summary { pages: number("pages")?, unchanged: number("files")?, ..Summary::default() };
        (is_same && stamps_below(&self.out).ok()? == made).then_some((summary, number("left_out")?))
    }

    /// Writes down what a build has left, where its inputs have rested long enough to be told from later ones.
    /// `elsewhere` are the inputs that no listing has. Without a receipt the next build is a whole one, and that is all.
    pub fn keep(&self, files: &OsFiles, elsewhere: &[SitePath], summary: &Summary, left_out: usize) {
        let mut inputs = self.files.clone();
        inputs.extend(elsewhere.iter().filter_map(|path| stamp_of(files, path)));
        let settled = self.looked.checked_sub(SETTLED).map_or(0, nanoseconds);
        let is_settled = |stamp: &String| stamp.split(' ').skip(1).take(2).all(|time| before(time, settled));
        if !self.is_whole || !inputs.values().all(is_settled) {
            return;
        }
        let Ok(outputs) = stamps_below(&self.out) else { return };
        let kept = json!({
            "asked": self.asked,
            "inputs": inputs,
            "elsewhere": elsewhere.iter().map(SitePath::as_str).collect::<Vec<_>>(),
            "outputs": outputs,
            "pages": summary.pages,
            "files": summary.written + summary.unchanged,
            "left_out": left_out,
        });
        let _ = self.write(&kept.to_string());
    }

    fn write(&self, text: &str) -> io::Result<()> {
        let folder = self.receipt.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let file = tempfile::NamedTempFile::new_in(folder)?;
        fs::write(file.path(), text)?;
        file.persist(&self.receipt)?;
        forget_old(folder)
    }
}

/// Builds into folders that are used once leave receipts that nobody asks for again.
fn forget_old(folder: &Path) -> io::Result<()> {
    let listed = fs::read_dir(folder)?.filter_map(Result::ok);
    let receipts = listed.filter(|entry| entry.file_name().to_string_lossy().starts_with(PREFIX));
    let mut receipts: Vec<_> =
        receipts.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
    receipts.sort();
    receipts.iter().rev().skip(MOST).try_for_each(|(_, receipt)| fs::remove_file(receipt))
}

fn before(time: &str, limit: u128) -> bool {
    time.parse::<u128>().is_ok_and(|time| time < limit)
}

fn stamp_of(files: &OsFiles, path: &SitePath) -> Option<(String, String)> {
    let metadata = files.locate(path).metadata().ok()?;
    Some((path.as_str().to_owned(), stamp(&metadata)))
}

/// The stamps of all files in an output folder, links told from files.
fn stamps_below(folder: &Path) -> io::Result<Stamps> {
    let stamps: Stamps = walk(folder, "")?.into_iter().collect();
    // Without its marker, the next build refuses the folder.
    if stamps.contains_key(MARKER) { Ok(stamps) } else { Err(io::ErrorKind::NotFound.into()) }
}

/// The files of a folder by their names below the top, with their stamps. Folders are looked into on all cores: a
/// large site has thousands of them.
fn walk(folder: &Path, above: &str) -> io::Result<Vec<(String, String)>> {
    let entries: Vec<DirEntry> = fs::read_dir(folder)?.collect::<io::Result<_>>()?;
    let found: Vec<Vec<_>> = entries
        .into_par_iter()
        .map(|entry| {
            let name = format!("{above}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                return walk(&entry.path(), &format!("{name}/"));
            }
            Ok(vec![(name, stamp(&entry.metadata()?))])
        })
        .collect::<io::Result<_>>()?;
    Ok(found.into_iter().flatten().collect())
}

fn stamps_in(kept: &Json) -> Option<Stamps> {
    let stamps = kept.as_object()?.iter().map(|(name, stamp)| Some((name.clone(), stamp.as_str()?.to_owned())));
    stamps.collect()
}

/// Length, time of the last writing, time of the last change of any kind, and which file it is.
#[cfg(unix)]
fn stamp(metadata: &Metadata) -> String {
    use std::os::unix::fs::MetadataExt;
    let written = i128::from(metadata.mtime()) * 1_000_000_000 + i128::from(metadata.mtime_nsec());
    let changed = i128::from(metadata.ctime()) * 1_000_000_000 + i128::from(metadata.ctime_nsec());
    format!("{} {written} {changed} {}", metadata.len(), metadata.ino())
}

/// Length, time of the last writing and of its making.
#[cfg(not(unix))]
fn stamp(metadata: &Metadata) -> String {
    let [written, made] = [metadata.modified(), metadata.created()].map(|time| time.map(nanoseconds).unwrap_or(0));
    format!("{} {written} {made}", metadata.len())
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    const SUMMARY: Summary = Summary { pages: 2, written: 2, unchanged: 1, removed: 4 };

    fn write(folder: &Path, name: &str, text: &str) {
        let file = folder.join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }

    /// A site and its output, as a build would leave them.
    fn built() -> (tempfile::TempDir, PathBuf) {
        let root = tempfile::tempdir().unwrap();
        for (name, text) in [("lutrin.yaml", "title: A\n"), ("content/a.md", "A"), ("font.ttf", "F")] {
            write(root.path(), name, text);
        }
        let out = root.path().join("public");
        write(&out, MARKER, "");
        write(&out, "a/index.html", "A");
        (root, out)
    }

    fn listed(root: &Path) -> Listed {
        Listed::now(Arc::new(OsFiles::new(root).unwrap()))
    }

    fn look(root: &Path, out: &Path, options: &str) -> Inputs {
        // An hour later, so that the files have rested.
        let later = SystemTime::now() + Duration::from_hours(1);
        Inputs::look(&listed(root), out, options, later)
    }

    fn is_built(root: &Path, out: &Path, options: &str) -> bool {
        look(root, out, options).is_built(&OsFiles::new(root).unwrap()).is_some()
    }

    fn keep(root: &Path, out: &Path) {
        look(root, out, "").keep(&OsFiles::new(root).unwrap(), &[SitePath::new("font.ttf")], &SUMMARY, 5);
    }

    #[test]
    fn what_is_as_it_was_left_is_built() {
        let (root, out) = built();
        assert!(!is_built(root.path(), &out, ""));
        keep(root.path(), &out);
        let found = look(root.path(), &out, "").is_built(&OsFiles::new(root.path()).unwrap());
        assert_eq!(found, Some((Summary { pages: 2, unchanged: 3, ..Summary::default() }, 5)));
        assert!(!is_built(root.path(), &out, "--drafts"));
        assert!(!is_built(root.path(), &root.path().join("other"), ""));
    }

    #[test]
    fn whatever_is_different_is_not() {
        type Change<'c> = (&'c str, &'c dyn Fn(&Path));
        let changes: &[Change<'_>] = &[
            ("an input of the same length", &|root| write(root, "content/a.md", "B")),
            ("another configuration", &|root| write(root, "lutrin.yaml", "title: AB\n")),
            ("a new input", &|root| write(root, "static/new.txt", "new")),
            ("an input that is gone", &|root| fs::remove_file(root.join("content/a.md")).unwrap()),
            ("an input from elsewhere", &|root| write(root, "font.ttf", "G")),
            ("one of those that is gone", &|root| fs::remove_file(root.join("font.ttf")).unwrap()),
            ("an output of the same length", &|root| write(root, "public/a/index.html", "B")),
            ("an output that is gone", &|root| fs::remove_file(root.join("public/a/index.html")).unwrap()),
            ("a stranger", &|root| write(root, "public/b.html", "B")),
            ("no output", &|root| fs::remove_dir_all(root.join("public")).unwrap()),
            ("no marker", &|root| fs::remove_file(root.join("public").join(MARKER)).unwrap()),
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
        for text in ["", "{}", "[]", &whole[..whole.len() / 2], &whole.replace("\"pages\":2", "\"pages\":-2")] {
            fs::write(&receipt, text).unwrap();
            assert!(!is_built(root.path(), &out, ""), "{text}");
        }
    }

    #[test]
    fn what_may_still_change_within_its_stamp_gets_no_receipt() {
        let (root, out) = built();
        let files = OsFiles::new(root.path()).unwrap();
        let now = SystemTime::now();
        Inputs::look(&listed(root.path()), &out, "", now).keep(&files, &[], &SUMMARY, 0);
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
        assert_eq!(fs::read_dir(root.path().join(disk_cache::FOLDER)).unwrap().count(), MOST);
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
