//! A cache for results that are slow to compute, by the hash of their inputs.
//!
//! A cache may lose any result at any time: callers compute it again.

use std::collections::HashMap;
use std::ops::{Deref, Range};
use std::sync::{Arc, Mutex, PoisonError};

use twox_hash::XxHash3_128;

/// The hash of everything that a result depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub [u8; 16]);

impl Key {
    /// The key in hexadecimal digits, for the names of files and addresses.
    #[must_use]
    pub fn hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    /// As [`Key::new`], by a hash that takes a tenth of the time. Whoever writes two inputs can make them
    /// share a key, so it is for texts of a site in the site's own cache, and for nothing that is
    /// published or kept beside it.
    #[must_use]
    pub fn quick(kind: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = XxHash3_128::new();
        for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
            hasher.write(&(part.len() as u64).to_le_bytes());
            hasher.write(part);
        }
        Self(hasher.finish_128().to_be_bytes())
    }

    /// Hashes the parts of an input; the kind names the code and its version that make the result.
    #[must_use]
    pub fn new(kind: &str, parts: &[&[u8]]) -> Self {
        let mut hasher = blake3::Hasher::new();
        for part in std::iter::once(kind.as_bytes()).chain(parts.iter().copied()) {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part);
        }
        let mut key = [0; 16];
        key.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
        Self(key)
    }
}

/// A text of a cache, which it shares with whoever asks for it.
#[derive(Debug, Clone)]
pub enum CachedText {
    /// A text by itself.
    Whole(Arc<str>),
    /// A part of the file that the cache was read from, by its bytes, which lie on borders of
    /// characters.
    Part(Arc<String>, Range<usize>),
}

impl Deref for CachedText {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Whole(text) => text,
            Self::Part(file, range) => file.get(range.clone()).unwrap_or_default(),
        }
    }
}

impl<T: Into<Arc<str>>> From<T> for CachedText {
    fn from(text: T) -> Self {
        Self::Whole(text.into())
    }
}

/// Keeps results under the hash of their inputs.
pub trait Cache: Send + Sync {
    /// The result of a key, if it is still there.
    fn get(&self, key: Key) -> Option<CachedText>;

    /// Keeps a result.
    fn put(&self, key: Key, value: &CachedText);

    /// A result that is no text, an image for one.
    fn get_blob(&self, key: Key) -> Option<Vec<u8>>;

    /// Keeps a result that is no text.
    fn put_blob(&self, key: Key, value: &[u8]);
}

/// A cache that lives as long as the process.
#[derive(Debug, Default)]
pub struct MemoryCache {
    entries: Mutex<HashMap<Key, CachedText>>,
    blobs: Mutex<HashMap<Key, Vec<u8>>>,
}

impl Cache for MemoryCache {
    fn get(&self, key: Key) -> Option<CachedText> {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned()
    }

    fn put(&self, key: Key, value: &CachedText) {
        self.entries
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, value.clone());
    }

    fn get_blob(&self, key: Key) -> Option<Vec<u8>> {
        self.blobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&key)
            .cloned()
    }

    fn put_blob(&self, key: Key, value: &[u8]) {
        self.blobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, value.to_owned());
    }
}
