//! Where exports are written: names that carry what they are, and files that are there whole or not
//! at all.

use std::path::{Path, PathBuf};

use super::{ExportError, Made};
use crate::atomic_file::{self, Access, Durability};

/// Where one deck goes in one form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// One file.
    File(PathBuf),
    /// A folder of files.
    Folder(PathBuf),
}

/// What is to be written, as far as names depend on it.
#[derive(Debug, Clone, Copy)]
pub struct Targets<'t> {
    /// What was asked for with `--output`.
    pub output: Option<&'t Path>,
    /// How many decks in how many forms there will be.
    pub count: usize,
}

impl Targets<'_> {
    /// Whether a single file was named for what becomes several.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.count > 1
            && self
                .output
                .is_some_and(|output| output.extension().is_some() && !is_folder(output))
    }

    /// The file of a deck. Alone, it may be given its name; among others it keeps its own.
    #[must_use]
    pub fn file(&self, name: &str) -> Place {
        match self.output {
            None => Place::File(PathBuf::from(name)),
            Some(output) if self.count == 1 && !is_folder(output) => Place::File(output.to_owned()),
            Some(output) => Place::File(output.join(name)),
        }
    }

    /// The folder of a deck that becomes several files.
    #[must_use]
    pub fn folder(&self, name: &str) -> Place {
        match self.output {
            None => Place::Folder(PathBuf::from(name)),
            Some(output) if self.count == 1 => Place::Folder(output.to_owned()),
            Some(output) => Place::Folder(output.join(name)),
        }
    }
}

/// One that is there, or that is written as one.
fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR])
}

impl Place {
    /// Writes files, in the place of those that are there. Returns their paths.
    ///
    /// # Errors
    /// When the disk fails; the file that it fails at is then as it was.
    pub fn write(&self, files: &[Made]) -> Result<Vec<PathBuf>, ExportError> {
        let path = |made: &Made| match self {
            Self::File(file) => file.clone(),
            Self::Folder(folder) => folder.join(&made.name),
        };
        files
            .iter()
            .map(|made| replace(path(made), &made.bytes))
            .collect()
    }
}

fn replace(path: PathBuf, bytes: &[u8]) -> Result<PathBuf, ExportError> {
    atomic_file::replace(&path, &[bytes], Access::Kept, Durability::Synced)
        .map_err(|error| ExportError::Disk(path.clone(), error.to_string()))?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn file(output: Option<&str>, count: usize) -> PathBuf {
        match (Targets {
            output: output.map(Path::new),
            count,
        })
        .file("t.en.pdf")
        {
            Place::File(file) | Place::Folder(file) => file,
        }
    }

    #[test]
    fn one_file_may_have_any_name_and_several_have_their_own() {
        assert_eq!(file(None, 1), Path::new("t.en.pdf"));
        assert_eq!(file(Some("a.pdf"), 1), Path::new("a.pdf"));
        assert_eq!(file(Some("a/"), 1), Path::new("a/t.en.pdf"));
        assert_eq!(file(Some("a"), 2), Path::new("a/t.en.pdf"));
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(
            file(folder.path().to_str(), 1),
            folder.path().join("t.en.pdf")
        );
        assert!(
            (Targets {
                output: Some(Path::new("a.pdf")),
                count: 2
            })
            .is_too_small()
        );
        assert!(
            !(Targets {
                output: Some(Path::new("a")),
                count: 2
            })
            .is_too_small()
        );
        assert!(
            !(Targets {
                output: Some(folder.path()),
                count: 2
            })
            .is_too_small()
        );
    }

    #[test]
    fn a_file_that_is_there_is_replaced_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::Folder(folder.path().join("new"));
        let made = |bytes: &[u8]| {
            vec![Made {
                name: "a.png".to_owned(),
                bytes: bytes.to_vec(),
            }]
        };
        place.write(&made(b"1")).unwrap();
        let written = place.write(&made(b"2")).unwrap();
        assert_eq!(written, [folder.path().join("new/a.png")]);
        assert_eq!(fs::read(&written[0]).unwrap(), b"2");
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
        fs::create_dir(folder.path().join("taken")).unwrap();
        let told = Place::File(folder.path().join("taken"))
            .write(&made(b"3"))
            .unwrap_err();
        assert!(matches!(told, ExportError::Disk(path, _) if path.ends_with("taken")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
