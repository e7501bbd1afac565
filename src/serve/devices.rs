//! The devices that were let in, kept beside the cache, so that a server that is started again in
//! the middle of a talk does not shut out its remote.
//!
//! The file has hashes of sessions, and nobody but its owner may read it: whoever reads it gets in
//! nowhere by it. Taking it away shuts everybody out when the server is started again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::guard::same;
use crate::atomic_file::{self, Access, Durability};

/// Where they are kept, below the site's folder.
const FILE: &str = ".lutrin/devices";
/// Seconds that a device stays inside: a day of a conference.
const LIFE: u64 = 12 * 3600;
/// More is no file of ours.
const MAX_FILE: u64 = 64 << 10;

/// A device that was let in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Device {
    /// The hash of its session.
    hash: String,
    /// When it came in, in seconds of the system's clock.
    since: u64,
}

impl Device {
    pub(super) fn new(session: &str, now: u64) -> Self {
        Self {
            hash: hash(session),
            since: now,
        }
    }

    /// Whether it is the device that has this session, and may still be inside.
    pub(super) fn is(&self, session: &str, now: u64) -> bool {
        self.is_inside(now) && same(&self.hash, &hash(session))
    }

    /// A clock that was set back makes nobody stay for longer.
    fn is_inside(&self, now: u64) -> bool {
        now.checked_sub(self.since).is_some_and(|age| age < LIFE)
    }
}

/// The file of devices.
#[derive(Debug)]
pub(super) struct Devices(PathBuf);

impl Devices {
    pub(super) fn new(root: &Path) -> Self {
        Self(root.join(FILE))
    }

    /// Those that are still inside. What cannot be read counts as nobody.
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
            .filter(|device| device.is_inside(now))
            .collect()
    }

    pub(super) fn write(&self, devices: &[Device]) -> io::Result<()> {
        let lines: String = devices
            .iter()
            .map(|device| format!("{} {}\n", device.hash, device.since))
            .collect();
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
    fn devices_are_remembered_for_a_while_and_by_nobody_else() {
        let folder = tempfile::tempdir().unwrap();
        let devices = Devices::new(folder.path());
        assert_eq!(devices.read(1_000), []);
        let device = Device::new("session", 1_000);
        devices.write(std::slice::from_ref(&device)).unwrap();
        assert_eq!(devices.read(1_000 + LIFE - 1), [device]);
        assert_eq!(
            (devices.read(1_000 + LIFE), devices.read(999)),
            (Vec::new(), Vec::new())
        );
        let file = folder.path().join(FILE);
        assert!(!fs::read_to_string(&file).unwrap().contains("session"));
        #[cfg(unix)]
        assert_eq!(
            std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file).unwrap().permissions())
                & 0o777,
            0o600
        );
    }

    #[test]
    fn a_device_is_known_by_its_session_alone() {
        let device = Device::new("session", 1_000);
        assert!(device.is("session", 1_000));
        for (other, now) in [
            ("", 1_000),
            ("sessio", 1_000),
            (device.hash.as_str(), 1_000),
            ("session", 1_000 + LIFE),
        ] {
            assert!(!device.is(other, now), "{other} {now}");
        }
    }

    #[test]
    fn whatever_the_file_says_lets_nobody_in_by_mistake() {
        let folder = tempfile::tempdir().unwrap();
        let devices = Devices::new(folder.path());
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
            assert_eq!(devices.read(1_000), [], "{text:?}");
        }
    }
}
