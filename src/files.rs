//! The interface through which all other modules read the site's files, and an implementation in
//! memory. The one for a disk is `os_files`.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::path::SitePath;

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// What happened, in one plain sentence.
    pub message: String,
    /// Whether there is no such file.
    pub not_found: bool,
}

/// The site's files, read-only. Implementations are shared between threads.
pub trait Files: Send + Sync {
    /// Every file below the site's root that may belong to the site, sorted, and what could not be
    /// listed.
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>);

    /// The bytes of a file.
    ///
    /// # Errors
    /// When there is no such file, or it cannot be read.
    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError>;

    /// The first `limit` bytes of a file (all of a shorter one).
    ///
    /// # Errors
    /// As [`Files::read`].
    fn read_head(&self, path: &SitePath, limit: usize) -> Result<Vec<u8>, ReadError> {
        let mut bytes = self.read(path)?;
        bytes.truncate(limit);
        Ok(bytes)
    }
}

/// Files in memory, for tests and embedded sites.
#[derive(Debug, Clone, Default)]
pub struct MemoryFiles {
    files: BTreeMap<SitePath, Arc<[u8]>>,
}

impl MemoryFiles {
    /// Adds or replaces a file.
    pub fn insert(&mut self, path: &str, bytes: impl AsRef<[u8]>) {
        self.files
            .insert(SitePath::new(path), bytes.as_ref().into());
    }
}

impl Files for MemoryFiles {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, ReadError)>) {
        (self.files.keys().cloned().collect(), Vec::new())
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, ReadError> {
        let missing = || ReadError {
            message: "there is no such file".to_owned(),
            not_found: true,
        };
        self.files
            .get(path)
            .map(|bytes| bytes.to_vec())
            .ok_or_else(missing)
    }
}
