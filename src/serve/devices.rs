//! The paired devices, kept in a file beside the cache, so that a server that is started again in the
//! middle of a talk does not shut out its remote.
//!
//! The file has hashes of sessions and not the sessions, so nobody can get in by reading it, and only
//! its owner may read it. To remove it unpairs all devices when the server is started again.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::guard::same;
use crate::atomic_file::{self, Access, Durability};

/// The file, below the site's folder.
const FILE: &str = ".lutrin/devices";
/// Seconds that a device stays paired: a day of a conference.
const LIFE: u64 = 12 * 3600;
/// The file is never longer than this many bytes; a longer one is not ours.
const MAX_FILE: u64 = 64 << 10;

/// A paired device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Device {
    /// The hash of its session.
    hash: String,
    /// When it was paired, in seconds of the system's clock.
    since: u64,
}

impl Device {
    pub(super) fn new(session: &str, now: u64) -> Self {
        Self {
            hash: hash(session),
            since: now,
        }
    }

    /// Whether the device has this session, and is still paired.
    pub(super) fn has(&self, session: &str, now: u64) -> bool {
        self.is_paired(now) && same(&self.hash, &hash(session))
    }

    /// Whether the device is still paired. A clock that was set back unpairs it, and does not make it
    /// stay for longer.
    fn is_paired(&self, now: u64) -> bool {
        now.checked_sub(self.since).is_some_and(|age| age < LIFE)
    }
}

/// The file of devices.
#[derive(Debug)]
pub(super) struct DeviceFile(PathBuf);

impl DeviceFile {
    pub(super) fn new(root: &Path) -> Self {
        Self(root.join(FILE))
    }

    /// The devices that are still paired. A file that cannot be read counts as empty.
    pub(super) fn read(&self, now: u64) -> Vec<Device> {
        let is_small = fs::symlink_metadata(&self.0)
            .is_ok_and(|found| found.is_file() && found.len() <= MAX_FILE);
        let text = if is_small {
            fs::read_to_string(&self.0).unwrap_or_default()
        } else {
            String::new()
        };
        text.lines()
            .filter_map(device)
            .filter(|device| device.is_paired(now))
            .collect()
    }

    pub(super) fn write(&self, devices: &[Device]) -> io::Result<()> {
        let mut lines = String::new();
        for device in devices {
            // Writing to a `String` cannot fail.
            let _ = writeln!(lines, "{} {}", device.hash, device.since);
        }
        let contents = [lines.as_bytes()];
        atomic_file::replace(&self.0, &contents, Access::OwnerOnly, Durability::Synced)
    }
}

fn device(line: &str) -> Option<Device> {
    let (hash, since) = line.split_once(' ')?;
    let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(Device {
        hash: hash.to_owned(),
        since: since.parse().ok()?,
    })
    .filter(|_| is_hash)
}

fn hash(session: &str) -> String {
    blake3::hash(session.as_bytes()).to_hex().to_string()
}

/// Seconds of the system's clock.
pub(super) fn now() -> u64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn devices_are_remembered_for_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let file = DeviceFile::new(folder.path());
        assert_eq!(file.read(1_000), []);
        let device = Device::new("session", 1_000);
        file.write(std::slice::from_ref(&device)).unwrap();
        assert_eq!(file.read(1_000 + LIFE - 1), [device]);
        assert_eq!(
            (file.read(1_000 + LIFE), file.read(999)),
            (Vec::new(), Vec::new())
        );
        let path = folder.path().join(FILE);
        assert!(!fs::read_to_string(&path).unwrap().contains("session"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions())
                & 0o777,
            0o600
        );
    }

    #[test]
    fn a_device_is_known_by_its_session_alone() {
        let device = Device::new("session", 1_000);
        assert!(device.has("session", 1_000));
        for (other, now) in [
            ("", 1_000),
            ("sessio", 1_000),
            (device.hash.as_str(), 1_000),
            ("session", 1_000 + LIFE),
        ] {
            assert!(!device.has(other, now), "{other} {now}");
        }
    }

    #[test]
    fn a_damaged_file_pairs_no_device() {
        let folder = tempfile::tempdir().unwrap();
        let file = DeviceFile::new(folder.path());
        fs::create_dir_all(folder.path().join(".lutrin")).unwrap();
        for text in [
            "",
            " 1",
            "x 1000",
            "\n\n",
            &format!("{} x", "a".repeat(64)),
            &format!("{} -1", "a".repeat(64)),
        ] {
            fs::write(folder.path().join(FILE), text).unwrap();
            assert_eq!(file.read(1_000), [], "{text:?}");
        }
    }
}
