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
use crate::cache::{Cache, CachedText, Key};

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
    value: CachedText,
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
                    .and_then(decode)
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
    fn get(&self, key: Key) -> Option<CachedText> {
        let entries = self
            .entries()
            .read()
            .unwrap_or_else(PoisonError::into_inner);
        let entry = entries.get(&key)?;
        entry.used.store(true, Ordering::Relaxed);
        Some(entry.value.clone())
    }

    fn put(&self, key: Key, value: &CachedText) {
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

/// How long an entry of the index is: a key, and the length of its text.
const ENTRY: usize = 16 + 4;

/// Writes the file: header, texts, the index of the texts, how many there are, hash of all that. What
/// this run used comes first.
fn encode(
    entries: &HashMap<Key, CachedResult>,
    limit: usize,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut sorted: Vec<(&Key, &CachedResult)> = entries.iter().collect();
    sorted.sort_by_key(|(key, entry)| (!entry.used.load(Ordering::Relaxed), entry.age, **key));
    let mut hasher = XxHash3_128::new();
    let mut write = |bytes: &[u8]| {
        hasher.write(bytes);
        out.write_all(bytes)
    };
    write(HEADER)?;
    let (mut length, mut index, mut count) = (HEADER.len() + 4 + HASH, Vec::new(), 0_u32);
    for (Key(key), entry) in sorted {
        let text = entry.value.as_bytes();
        let Ok(size) = u32::try_from(text.len()) else {
            continue;
        };
        length += text.len() + ENTRY;
        if length > limit && !entry.used.load(Ordering::Relaxed) {
            break;
        }
        write(text)?;
        index.extend_from_slice(key);
        index.extend_from_slice(&size.to_le_bytes());
        count += 1;
    }
    write(&index)?;
    write(&count.to_le_bytes())?;
    out.write_all(&hasher.finish_128().to_be_bytes())
}

/// The results of a file, which share its memory.
fn decode(mut bytes: Vec<u8>) -> Option<HashMap<Key, CachedResult>> {
    let (content, hash) = bytes.split_last_chunk::<HASH>()?;
    if XxHash3_128::oneshot(content).to_be_bytes() != *hash {
        return None;
    }
    let (content, count) = content.split_last_chunk::<4>()?;
    let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
    let texts = content.len().checked_sub(count.checked_mul(ENTRY)?)?;
    let index = content[texts..].to_vec();
    bytes.truncate(texts);
    let file = Arc::new(String::from_utf8(bytes).ok()?);
    let mut start = HEADER.len();
    let mut entries = HashMap::with_capacity(count);
    file.as_bytes().strip_prefix(HEADER)?;
    for (age, entry) in index.chunks_exact(ENTRY).enumerate() {
        let (key, length) = entry.split_first_chunk::<16>()?;
        let length = u32::from_le_bytes(length.try_into().ok()?);
        let range = start..start.checked_add(usize::try_from(length).ok()?)?;
        file.get(range.clone())?;
        start = range.end;
        let entry = CachedResult {
            value: CachedText::Part(file.clone(), range),
            used: AtomicBool::new(false),
            age,
        };
        entries.insert(Key(*key), entry);
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
        bytes[HEADER.len() + 1] ^= 1;
        fs::write(&file, &bytes).unwrap();
        assert!(DiskCache::new(folder.path()).get(key).is_none());
        fs::write(&file, b"short").unwrap();
        assert!(DiskCache::new(folder.path()).get(key).is_none());
    }

    #[test]
    fn a_file_that_says_what_is_not_so_counts_as_empty() {
        let mut sound = Vec::new();
        let entry = CachedResult {
            value: "é".into(),
            used: AtomicBool::new(true),
            age: 0,
        };
        encode(&HashMap::from([(Key([7; 16]), entry)]), 1000, &mut sound).unwrap();
        sound.truncate(sound.len() - HASH);
        let hashed = |mut bytes: Vec<u8>| {
            let hash = XxHash3_128::oneshot(&bytes).to_be_bytes();
            bytes.extend(hash);
            bytes
        };
        assert!(decode(hashed(sound.clone())).is_some());
        // Bytes before the end: two of the count, two of the length, two of the text.
        for (at, byte) in [(1, 0xff), (4, 2), (5, 0xff), (8, 1), (25, 0xff), (26, b'e')] {
            let mut wrong = sound.clone();
            let at = wrong.len() - at;
            wrong[at] = byte;
            assert!(decode(hashed(wrong)).is_none(), "{at}");
        }
        assert!(decode(hashed(HEADER[1..].to_vec())).is_none());
        assert!(decode(hashed(Vec::new())).is_none());
    }

    #[test]
    fn a_run_without_news_writes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let cache = DiskCache::new(folder.path());
        assert!(cache.get(Key::new("test", &[])).is_none());
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
            value: "x".repeat(250).as_str().into(),
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
            let length = bytes.len();
            let kept = decode(bytes).unwrap();
            (
                length,
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
