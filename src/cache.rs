//! Results worth keeping between runs, by the hash of what they were made from.
//!
//! A cache may forget anything at any time; nothing may depend on what it holds.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// The hash of everything that a result depends on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(pub [u8; 16]);

impl Key {
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

/// A place for results.
pub trait Cache: Send + Sync {
    /// What was put under the key, if it is still there.
    fn get(&self, key: Key) -> Option<String>;

    /// Keeps a result.
    fn put(&self, key: Key, value: &str);
}

/// A cache that lives as long as the process.
#[derive(Debug, Default)]
pub struct MemoryCache {
    entries: Mutex<HashMap<Key, String>>,
}

impl Cache for MemoryCache {
    fn get(&self, key: Key) -> Option<String> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned()
    }

    fn put(&self, key: Key, value: &str) {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner).insert(key, value.to_owned());
    }
}
