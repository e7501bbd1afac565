//! The sound of runs on the disk: one file for each visit of a slide, in a folder that git ignores
//! and no build reads.
//!
//! A file grows by what is added to its end, so that whoever is killed meanwhile leaves what was
//! heard until then. Its name says when it begins in its run, and what slide was on. Nothing follows
//! a symbolic link, and only files with such names are ever taken away.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};
use unicode_normalization::UnicodeNormalization;

use super::{WriteError, make};
use crate::os_files::OsFiles;
use crate::rehearsal::RunId;

/// The folder of all sound, below the site's root.
pub const FOLDER: &str = ".lutrin/voice";
/// The most bytes of one run: some ten hours, as browsers record speech.
const MAX_RUN: u64 = 256 << 20;
/// The most files of one run; a run has no more visits.
const MAX_TAKES: usize = 5000;
/// The longest name of a slide in the name of a file, in bytes: file systems take 255 in all.
const MAX_SLIDE: usize = 200;
/// What stands in the name of a slide as it is. The rest is percent-encoded.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_');
/// The extensions of what browsers record.
const EXTENSIONS: &[&str] = &["webm", "ogg", "m4a"];

/// Why sound was not kept.
#[derive(Debug)]
pub enum SoundError {
    /// The disk does not let it.
    Write(WriteError),
    /// The file does not end where something was to be added.
    Gap(u64),
    /// The run has as much as it may have.
    TooMuch,
}

impl From<WriteError> for SoundError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

/// In words.
impl fmt::Display for SoundError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Write(error) => error.fmt(f),
            Self::Gap(end) => write!(f, "the sound that is there ends at byte {end}"),
            Self::TooMuch => write!(f, "the sound of a run takes {} MB at most", MAX_RUN >> 20),
        }
    }
}

/// The sound of one visit of a slide.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Take {
    /// When it begins, in tenths of a second since the start of its run.
    pub start: u32,
    /// The slide that was on, by its id.
    pub slide: String,
    extension: &'static str,
}

impl Take {
    /// A take that is to be kept. `None` where a file cannot be named after it.
    #[must_use]
    pub fn new(start: u32, slide: &str, extension: &str) -> Option<Self> {
        let extension = EXTENSIONS.iter().find(|known| **known == extension)?;
        let take = Self {
            start,
            slide: slide.nfc().collect(),
            extension,
        };
        let is_named = !slide.is_empty() && take.encoded().len() <= MAX_SLIDE;
        (is_named && start < 1_000_000).then_some(take)
    }

    /// Reads the name of a file.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (stem, extension) = name.rsplit_once('.')?;
        let (start, slide) = stem.split_once('-')?;
        let slide = percent_decode_str(slide).decode_utf8().ok()?;
        // Written again it is the same name, so no other one leads to the file.
        Self::new(start.parse().ok()?, &slide, extension).filter(|take| take.file() == name)
    }

    /// The name of its file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{:06}-{}.{}", self.start, self.encoded(), self.extension)
    }

    /// What the media type of its file follows from.
    #[must_use]
    pub fn extension(&self) -> &'static str {
        self.extension
    }

    fn encoded(&self) -> String {
        utf8_percent_encode(&self.slide, ENCODED).to_string()
    }
}

/// A take that is on the disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptTake {
    /// The run that it is of.
    pub run: RunId,
    /// What it is.
    pub take: Take,
    /// How long its file is.
    pub bytes: u64,
}

/// The sound of a talk's runs.
#[derive(Debug)]
pub struct SoundFolder<'f> {
    files: &'f OsFiles,
    talk: &'f str,
}

impl<'f> SoundFolder<'f> {
    /// The folder of a talk, whether it is there or not.
    #[must_use]
    pub fn new(files: &'f OsFiles, talk: &'f str) -> Self {
        Self { files, talk }
    }

    /// What the folder is called by the site.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{FOLDER}/{}", self.talk)
    }

    /// Adds to the end of a take. `at` is where that is: what is there already is not added twice.
    ///
    /// # Errors
    /// When the file ends elsewhere, when the run has too much, or when the disk does not let it;
    /// then the file is as it was.
    pub fn add(&self, run: RunId, take: &Take, at: u64, bytes: &[u8]) -> Result<(), SoundError> {
        let folder = self.open(run)?;
        let path = folder.join(take.file());
        let end = match fs::symlink_metadata(&path) {
            Ok(there) if there.is_file() => there.len(),
            Ok(_) => return Err(self.failed(io::ErrorKind::AlreadyExists.into()).into()),
            Err(_) => 0,
        };
        let added = bytes.len() as u64;
        // An answer may have been lost, and the same sent again.
        if end > at && end == at + added {
            return Ok(());
        }
        if end != at {
            return Err(SoundError::Gap(end));
        }
        let kept = takes_in(&folder);
        let total: u64 = kept.iter().map(|(_, bytes)| bytes).sum();
        if total + added > MAX_RUN || kept.len() >= MAX_TAKES {
            return Err(SoundError::TooMuch);
        }
        append(&path, end, bytes).map_err(|error| self.failed(error).into())
    }

    /// All takes of the talk, run by run, each in the order in which it was heard.
    #[must_use]
    pub fn takes(&self) -> Vec<KeptTake> {
        let names = self
            .reach("")
            .map(|folder| names_in(&folder))
            .unwrap_or_default();
        let runs = names.iter().filter_map(|name| RunId::parse(name));
        let kept = runs.flat_map(|run| {
            let folder = self.reach(&run.to_string());
            let takes = folder.map(|folder| takes_in(&folder)).unwrap_or_default();
            takes
                .into_iter()
                .map(move |(take, bytes)| KeptTake { run, take, bytes })
        });
        kept.collect()
    }

    /// Opens the file of a take.
    ///
    /// # Errors
    /// When there is none, or it cannot be read.
    pub fn read(&self, run: RunId, take: &Take) -> io::Result<File> {
        let path = self.reach(&run.to_string())?.join(take.file());
        if fs::symlink_metadata(&path)?.is_file() {
            File::open(path)
        } else {
            Err(io::ErrorKind::NotFound.into())
        }
    }

    /// Takes all sound of a run away, and says how many files that were. None is none to take away.
    ///
    /// # Errors
    /// When the disk does not let it.
    pub fn remove(&self, run: RunId) -> Result<usize, WriteError> {
        let folder = match self.reach(&run.to_string()) {
            Ok(folder) => folder,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(0),
            Err(error) => return Err(self.failed(error)),
        };
        let kept = takes_in(&folder);
        for (take, _) in &kept {
            super::clear(&folder.join(take.file())).map_err(|error| self.failed(error))?;
        }
        // What else somebody put there stays, and so do folders that are not empty.
        let _ = fs::remove_dir(&folder);
        let _ = folder.parent().map(fs::remove_dir);
        Ok(kept.len())
    }

    /// The folder of a run, which is made where there is none.
    fn open(&self, run: RunId) -> Result<PathBuf, WriteError> {
        let mut folder = self.files.real_root().to_owned();
        let name = format!("{}/{run}", self.name());
        let made = name.split('/').try_for_each(|segment| {
            folder.push(segment);
            make(&folder)?;
            is_folder(&folder)?;
            if segment == "voice" {
                ignore(&folder)
            } else {
                Ok(())
            }
        });
        made.map(|()| folder).map_err(|error| self.failed(error))
    }

    /// The folder below that of the talk, if it is there, and no link.
    fn reach(&self, below: &str) -> io::Result<PathBuf> {
        let mut folder = self.files.real_root().to_owned();
        let name = format!("{}/{below}", self.name());
        for segment in name.split('/').filter(|segment| !segment.is_empty()) {
            folder.push(segment);
            is_folder(&folder)?;
        }
        Ok(folder)
    }

    fn failed(&self, error: io::Error) -> WriteError {
        WriteError::new(&self.name(), error)
    }
}

/// Has git ignore the folder of all sound, in sites that do not ignore the one around it, and other
/// people of this machine stay out.
fn ignore(folder: &Path) -> io::Result<()> {
    let file = folder.join(".gitignore");
    if file.exists() {
        return Ok(());
    }
    #[cfg(unix)]
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))?;
    fs::write(file, "*\n")
}

fn is_folder(path: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        Ok(())
    } else {
        Err(io::ErrorKind::NotADirectory.into())
    }
}

/// Writes behind what is there. Where that fails, none of it stays.
fn append(path: &Path, end: u64, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new().create(true).append(true).open(path)?;
    let written = file.write_all(bytes);
    if written.is_err() {
        // A disk without room still lets a file become shorter; else the next try says so.
        let _ = file.set_len(end);
    }
    written
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(Result::ok);
    let mut names: Vec<String> = entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    names.sort_unstable();
    names
}

/// The takes in the folder of a run, each with its length.
fn takes_in(folder: &Path) -> Vec<(Take, u64)> {
    let takes = names_in(folder).into_iter().filter_map(|name| {
        let take = Take::parse(&name)?;
        let file = fs::symlink_metadata(folder.join(name)).ok()?;
        file.is_file().then_some((take, file.len()))
    });
    takes.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_say_when_and_where() {
        for slide in ["intro", "a-b_c", "été", "学習", "../..", "a.b", "x/y%2f"] {
            let take = Take::new(42, slide, "webm").unwrap();
            let name = take.file();
            assert!(
                name.starts_with("000042-") && !name.contains(['/', '\\']) && !name.contains(".."),
                "{name}"
            );
            assert_eq!(Take::parse(&name).as_ref(), Some(&take), "{name}");
        }
        assert_eq!(Take::new(0, "e\u{301}t", "ogg"), Take::new(0, "ét", "ogg"));
    }

    #[test]
    fn other_names_are_none() {
        assert_eq!(Take::new(1, "", "webm"), None);
        assert_eq!(Take::new(1, "a", "html"), None);
        assert_eq!(Take::new(1_000_000, "a", "webm"), None);
        assert_eq!(Take::new(1, &"é".repeat(34), "webm"), None);
        for name in [
            "1-a.webm",
            "000001-.webm",
            "000001-a.html",
            "000001-a/b.webm",
            "000001-%61.webm",
            "000001-..webm",
            "+00001-a.webm",
            ".gitignore",
            "000001-a",
        ] {
            assert_eq!(Take::parse(name), None, "{name}");
        }
    }
}
