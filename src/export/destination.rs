//! Where exports are written, and what their files are called. A file is there whole or not at all.

use std::path::{Path, PathBuf};

use super::formats::ExportFormat;
use super::{ExportError, ExportedFile};
use crate::atomic_file::{self, Access, Durability};

/// Where one deck goes in one format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OutputPath {
    /// One file.
    File(PathBuf),
    /// A folder of files.
    Folder(PathBuf),
}

/// Where an export goes.
#[derive(Debug, Clone, Copy)]
pub struct Destination<'d> {
    /// What was asked for with `--output`.
    pub output: Option<&'d Path>,
    /// How many files or folders there will be.
    pub count: usize,
}

impl Destination<'_> {
    /// Whether a single file was named for what becomes several.
    #[must_use]
    pub fn is_too_small(&self) -> bool {
        self.count > 1
            && self
                .output
                .is_some_and(|output| output.extension().is_some() && !is_folder(output))
    }

    /// Where a deck goes in a format, under the name that it has among others. Alone, it takes the
    /// name that was asked for.
    #[must_use]
    pub fn path(&self, format: &ExportFormat, name: &str) -> OutputPath {
        if format.extension.is_some() {
            self.file(name)
        } else {
            self.folder(name)
        }
    }

    fn file(&self, name: &str) -> OutputPath {
        match self.output {
            None => OutputPath::File(PathBuf::from(name)),
            Some(output) if self.count == 1 && !is_folder(output) => {
                OutputPath::File(output.to_owned())
            }
            Some(output) => OutputPath::File(output.join(name)),
        }
    }

    fn folder(&self, name: &str) -> OutputPath {
        match self.output {
            None => OutputPath::Folder(PathBuf::from(name)),
            Some(output) if self.count == 1 => OutputPath::Folder(output.to_owned()),
            Some(output) => OutputPath::Folder(output.join(name)),
        }
    }
}

/// Whether a path names a folder: one that is there, or that ends as folders do.
fn is_folder(path: &Path) -> bool {
    path.is_dir()
        || path
            .as_os_str()
            .to_string_lossy()
            .ends_with(['/', std::path::MAIN_SEPARATOR])
}

impl OutputPath {
    /// Writes files, in the place of those that are there. Returns their paths.
    ///
    /// # Errors
    /// When the disk fails; the file that it fails at is then as it was.
    pub fn write(&self, files: &[ExportedFile]) -> Result<Vec<PathBuf>, ExportError> {
        let path = |file: &ExportedFile| match self {
            Self::File(path) => path.clone(),
            Self::Folder(folder) => folder.join(&file.name),
        };
        files
            .iter()
            .map(|file| replace(path(file), &file.bytes))
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
        match (Destination {
            output: output.map(Path::new),
            count,
        })
        .file("t.en.pdf")
        {
            OutputPath::File(file) | OutputPath::Folder(file) => file,
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
            (Destination {
                output: Some(Path::new("a.pdf")),
                count: 2
            })
            .is_too_small()
        );
        assert!(
            !(Destination {
                output: Some(Path::new("a")),
                count: 2
            })
            .is_too_small()
        );
        assert!(
            !(Destination {
                output: Some(folder.path()),
                count: 2
            })
            .is_too_small()
        );
    }

    #[test]
    fn a_file_that_is_there_is_replaced_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let output = OutputPath::Folder(folder.path().join("new"));
        let files = |bytes: &[u8]| {
            vec![ExportedFile {
                name: "a.png".to_owned(),
                bytes: bytes.to_vec(),
            }]
        };
        output.write(&files(b"1")).unwrap();
        let written = output.write(&files(b"2")).unwrap();
        assert_eq!(written, [folder.path().join("new/a.png")]);
        assert_eq!(fs::read(&written[0]).unwrap(), b"2");
        assert_eq!(fs::read_dir(folder.path().join("new")).unwrap().count(), 1);
        fs::create_dir(folder.path().join("taken")).unwrap();
        let error = OutputPath::File(folder.path().join("taken"))
            .write(&files(b"3"))
            .unwrap_err();
        assert!(matches!(error, ExportError::Disk(path, _) if path.ends_with("taken")));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }
}
