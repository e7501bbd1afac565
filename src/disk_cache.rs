//! The cache on disk. Small results are in one file, which is read and written as a whole, and only
//! when something is new. Each large result (a blob) is a file.
//!
//! It is safe to delete the cache, to copy it to another machine and to share it between branches: keys
//! are hashes of everything that a result depends on, and a file that is damaged or of another version
//! counts as empty.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, RwLock};

use twox_hash::XxHash3_128;

use crate::atomic_file::{self, Access, Durability};
use crate::cache::{Cache, Key};

/// The folder of the cache, below the site's root.
pub const FOLDER: &str = ".lutrin/cache";

/// The file of small results, below the site's root.
pub const FILE: &str = ".lutrin/cache/results.bin";

/// The limit of that file. What was used longest ago is dropped first, but never what the last run used:
/// a site that needs more than the limit would otherwise make the rest again in every run.
const MAX_BYTES: usize = 64 << 20;

/// The folder of blobs, below the site's root.
const BLOBS: &str = ".lutrin/cache/blobs";

/// As [`MAX_BYTES`], for blobs.
const MAX_BLOBS: u64 = 1 << 30;

const HEADER: &[u8] = b"lutrin cache 2\n";
/// The length of the hash at its end, which finds damage. It is not cryptographic: whoever may write
/// the file may write its hash.
const HASH: usize = 16;
/// The length of the checksum at the end of a blob.
const CHECKSUM: usize = 8;

/// Results by key.
#[derive(Debug)]
pub struct DiskCache {
    file: PathBuf,
    blobs: PathBuf,
    /// The files of [`BLOBS`] that this run read or wrote.
    used_blobs: Mutex<HashSet<String>>,
    new_blobs: AtomicBool,
    entries: OnceLock<RwLock<HashMap<Key, CachedResult>>>,
    changed: AtomicBool,
}

#[derive(Debug)]
struct CachedResult {
    value: Arc<str>,
    used: AtomicBool,
    /// The position in the file that was read: recent entries come first.
    age: usize,
}

impl DiskCache {
    /// The cache of a site; the file is read when the first result is asked for.
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self {
            file: root.join(FILE),
            blobs: root.join(BLOBS),
            used_blobs: Mutex::default(),
            new_blobs: AtomicBool::new(false),
            entries: OnceLock::new(),
            changed: AtomicBool::new(false),
        }
    }

    /// Writes what is new. Where the cache cannot be written, the next run makes it again.
    pub fn flush(&self) {
        if self.changed.swap(false, Ordering::Relaxed) {
            // Without the write the next run is only slower.
            let _ = self.write();
        }
        if self.new_blobs.swap(false, Ordering::Relaxed) {
            let _ = self.forget_blobs(MAX_BLOBS);
        }
    }

    /// Removes blobs that this run did not use, the oldest first, until the rest is within the limit.
    fn forget_blobs(&self, limit: u64) -> std::io::Result<()> {
        let used = self
            .used_blobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        let mut total = 0;
        let mut idle = Vec::new();
        for entry in fs::read_dir(&self.blobs)?.filter_map(Result::ok) {
            let Ok(metadata) = entry.metadata() else {
                continue;
            };
            total += metadata.len();
            if !used.contains(&*entry.file_name().to_string_lossy()) {
                idle.push((metadata.modified().ok(), metadata.len(), entry.path()));
            }
        }
        idle.sort();
        for (_, length, file) in idle {
            if total <= limit {
                break;
            }
            fs::remove_file(file)?;
            total -= length;
        }
        Ok(())
    }

    fn write_blob(&self, name: &str, value: &[u8]) -> std::io::Result<()> {
        replace(&self.blobs.join(name), &[value, &checksum(value)])
    }

    fn entries(&self) -> &RwLock<HashMap<Key, CachedResult>> {
        self.entries.get_or_init(|| {
            RwLock::new(
                fs::read(&self.file)
                    .ok()
                    .and_then(|bytes| decode(&bytes))
                    .unwrap_or_default(),
            )
        })
    }

    fn write(&self) -> std::io::Result<()> {
        atomic_file::replace_with(
            &self.file,
            Access::OwnerOnly,
            Durability::Unsynced,
            |file| {
                let entries = self
                    .entries()
                    .read()
                    .unwrap_or_else(PoisonError::into_inner);
                let mut file = BufWriter::new(file);
                encode(&entries, MAX_BYTES, &mut file)?;
                file.flush()
            },
        )?;
        if let Some(folder) = self.file.parent() {
            atomic_file::clear_abandoned(folder);
        }
        Ok(())
    }
}

impl Cache for DiskCache {
    fn get(&self, key: Key) -> Option<Arc<str>> {
        let entries = self
            .entries()
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(&key)?;
        entry.used.store(true, Ordering::Relaxed);
        Some(entry.value.clone())
    }

    fn put(&self, key: Key, value: &Arc<str>) {
        let entry = CachedResult {
            value: value.clone(),
            used: AtomicBool::new(true),
            age: 0,
        };
        self.entries()
            .write()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(key, entry);
        self.changed.store(true, Ordering::Relaxed);
    }

    fn get_blob(&self, key: Key) -> Option<Vec<u8>> {
        let name = key.hex();
        let mut bytes = fs::read(self.blobs.join(&name)).ok()?;
        let written = bytes.split_off(bytes.len().checked_sub(CHECKSUM)?);
        (written == checksum(&bytes)).then_some(())?;
        self.used_blobs
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .insert(name);
        Some(bytes)
    }

    fn put_blob(&self, key: Key, value: &[u8]) {
        let name = key.hex();
        // Without the write the next run is only slower.
        if self.write_blob(&name, value).is_ok() {
            self.used_blobs
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(name);
            self.new_blobs.store(true, Ordering::Relaxed);
        }
    }
}

/// Writes a file of the cache. It does not wait for the disk: what a loss of power damages is found when
/// it is read, and made again.
fn replace(path: &Path, contents: &[&[u8]]) -> std::io::Result<()> {
    atomic_file::replace(path, contents, Access::OwnerOnly, Durability::Unsynced)
}

/// The checksum of a blob: a machine that lost its power may leave a file without its end, or full of
/// zeros. It is not cryptographic, since every picture of a site is read in each build.
fn checksum(value: &[u8]) -> [u8; CHECKSUM] {
    let sum = u64::from(crc32fast::hash(value)) << 32;
    (sum | (value.len() as u64 & u64::from(u32::MAX))).to_le_bytes()
}

/// Writes the file: header, entries (key, length, text), hash of all that. What this run used comes
/// first.
fn encode(
    entries: &HashMap<Key, CachedResult>,
    limit: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut sorted: Vec<(&Key, &CachedResult)> = entries.iter().collect();
    sorted.sort_by_key(|(key, entry)| (!entry.used.load(Ordering::Relaxed), entry.age, **key));
    let (mut hasher, mut written) = (XxHash3_128::new(), 0);
    let mut write = |bytes: &[u8]| {
        hasher.write(bytes);
        written += bytes.len();
        out.write_all(bytes)?;
        Ok::<usize, io::Error>(written)
    };
    let mut before = write(HEADER)?;
    for (Key(key), entry) in sorted {
        let Ok(length) = u32::try_from(entry.value.len()) else {
            continue;
        };
        let is_over = before + entry.value.len() + key.len() + 4 + HASH > limit;
        if is_over && !entry.used.load(Ordering::Relaxed) {
            break;
        }
        write(key)?;
        write(&length.to_le_bytes())?;
        before = write(entry.value.as_bytes())?;
    }
    out.write_all(&hasher.finish_128().to_be_bytes())
}

fn decode(bytes: &[u8]) -> Option<HashMap<Key, CachedResult>> {
    let (content, hash) = bytes.split_at_checked(bytes.len().checked_sub(HASH)?)?;
    if XxHash3_128::oneshot(content).to_be_bytes() != hash {
        return None;
    }
    let mut rest = content.strip_prefix(HEADER)?;
    let mut entries = HashMap::new();
    while !rest.is_empty() {
        let (key, after) = rest.split_first_chunk::<16>()?;
        let (length, after) = after.split_first_chunk::<4>()?;
        let (value, after) =
            after.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
        let value = std::str::from_utf8(value).ok()?.into();
        let age = entries.len();
        entries.insert(
            Key(*key),
            CachedResult {
                value,
                used: AtomicBool::new(false),
                age,
            },
        );
        rest = after;
    }
    Some(entries)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_back_and_damage_counts_as_empty() {
        let folder = tempfile::tempdir().unwrap();
        let key = Key::new("test", &[b"code"]);
        let cache = DiskCache::new(folder.path());
        cache.put(key, &"<b>é</b>".into());
        cache.flush();
        assert_eq!(
            DiskCache::new(folder.path()).get(key).as_deref(),
            Some("<b>é</b>")
        );
        let file = folder.path().join(FILE);
        let mut bytes = fs::read(&file).unwrap();
        bytes[HEADER.len() + 21] ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert_eq!(DiskCache::new(folder.path()).get(key), None);
        fs::write(&file, b"short").unwrap();
        assert_eq!(DiskCache::new(folder.path()).get(key), None);
    }

    #[test]
    fn a_run_without_news_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = DiskCache::new(folder.path());
        assert_eq!(cache.get(Key::new("test", &[])), None);
        cache.flush();
        assert!(!folder.path().join(FILE).exists());
    }

    #[test]
    fn blobs_come_back_whole_and_the_idle_ones_go_first() {
        let folder = tempfile::tempdir().unwrap();
        let [old, new] = ["old", "new"].map(|name| Key::new(name, &[]));
        let cache = DiskCache::new(folder.path());
        cache.put_blob(old, &[1; 100]);
        let cache = DiskCache::new(folder.path());
        assert_eq!(cache.get_blob(new), None);
        cache.put_blob(new, &[2; 100]);
        cache.forget_blobs(150).unwrap();
        let cache = DiskCache::new(folder.path());
        assert_eq!(
            (cache.get_blob(old), cache.get_blob(new)),
            (None, Some(vec![2; 100]))
        );
        fs::write(folder.path().join(BLOBS).join(new.hex()), [2; 90]).unwrap();
        assert_eq!(cache.get_blob(new), None, "a blob without its end is none");
    }

    #[test]
    fn what_was_used_last_survives_the_bound() {
        let entry = |used| CachedResult {
            value: "x".repeat(250).into(),
            used: AtomicBool::new(used),
            age: 0,
        };
        let key = |i: u8| Key::new("test", &[&[i]]);
        let mut entries: HashMap<Key, CachedResult> = [false, true, false, true]
            .into_iter()
            .zip(0..)
            .map(|(used, i)| (key(i), entry(used)))
            .collect();
        for (i, (_, entry)) in entries.iter_mut().enumerate() {
            entry.age = i;
        }
        let kept = |entries: &HashMap<Key, CachedResult>, limit| {
            let mut bytes = Vec::new();
            encode(entries, limit, &mut bytes).unwrap();
            let kept = decode(&bytes).unwrap();
            (
                bytes.len(),
                (0..4).filter(|i| kept.contains_key(&key(*i))).count(),
                kept,
            )
        };
        let (length, count, found) = kept(&entries, 1000);
        assert!(length <= 1000 && count == 3, "{length} {count}");
        assert!(found.contains_key(&key(1)) && found.contains_key(&key(3)));
        let (_, count, found) = kept(&entries, 300);
        assert_eq!(count, 2, "what the run used is kept in whole");
        assert!(found.contains_key(&key(1)) && found.contains_key(&key(3)));
    }
}
