//! Pairing of devices with the server. This machine sees everything; other devices see the public
//! site, until they are paired.
//!
//! A pairing key is shown in the terminal and is single-use: the device that brings it gets a session,
//! as a cookie. A server that is started again in the middle of a talk still knows the sessions of the
//! one before. Knows no request and no page.

use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::devices::{self, Device, DeviceFile};
use super::guard::same;

/// The address where a device is paired: `?key=…&to=/path/`.
pub(super) const PATH: &str = "/_lutrin/enter";
/// The name of the cookie that holds a session.
pub(super) const COOKIE: &str = "lutrin_session";

/// Keys that are valid at a time; a further one takes the place of the oldest.
const MAX_KEYS: usize = 4;
/// Devices that are paired at a time; a further one takes the place of the first.
const MAX_DEVICES: usize = 64;
/// The alphabet of keys: 32 letters and digits that cannot be mistaken for each other, so five bits
/// each.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// What the client of a request may see and do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Viewer {
    /// Sees everything, and may change things from a page of this server.
    Trusted,
    /// Sees what a build publishes.
    Visitor,
}

/// The pairing keys that are valid, and the devices that are paired.
#[derive(Debug, Default)]
pub(super) struct Pairing(Mutex<PairingState>);

#[derive(Debug, Default)]
struct PairingState {
    keys: Vec<String>,
    devices: Vec<Device>,
    /// Where devices are remembered, if they are.
    file: Option<DeviceFile>,
}

impl Pairing {
    /// Pairing that remembers the devices of earlier servers for a site's folder.
    pub(super) fn remembered(root: &Path) -> Self {
        let file = DeviceFile::new(root);
        let devices = file.read(devices::now());
        Self(Mutex::new(PairingState {
            keys: Vec::new(),
            devices,
            file: Some(file),
        }))
    }

    fn state(&self) -> MutexGuard<'_, PairingState> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes a pairing key.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(super) fn new_key(&self) -> io::Result<String> {
        let key = letters(random::<10>()?);
        push(&mut self.state().keys, key.clone(), MAX_KEYS);
        Ok(key)
    }

    /// Whether a key is valid. Asking does not use it up.
    pub(super) fn is_valid(&self, key: &str) -> bool {
        self.state().keys.iter().any(|valid| same(valid, key))
    }

    /// Uses up a key, and gives a session for it. `None` for a key that was used before, or that
    /// never was one.
    pub(super) fn pair(&self, key: &str) -> Option<String> {
        let session = letters(random::<20>().ok()?);
        let mut state = self.state();
        let at = state.keys.iter().position(|valid| same(valid, key))?;
        state.keys.remove(at);
        let device = Device::new(&session, devices::now());
        push(&mut state.devices, device, MAX_DEVICES);
        if let Some(file) = &state.file {
            // A file that cannot be written only means that the next server does not know the device.
            let _ = file.write(&state.devices);
        }
        Some(session)
    }

    /// What a client may see, by whether it is on this machine, and by the cookies of its request.
    pub(super) fn viewer(&self, is_here: bool, cookies: &str) -> Viewer {
        if is_here {
            return Viewer::Trusted;
        }
        let (state, now) = (self.state(), devices::now());
        let pairs = cookies
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='));
        let is_paired = pairs
            .filter(|(name, _)| *name == COOKIE)
            .any(|(_, session)| {
                let mut devices = state.devices.iter();
                devices.any(|device| device.has(session, now))
            });
        if is_paired {
            Viewer::Trusted
        } else {
            Viewer::Visitor
        }
    }
}

fn push<T>(list: &mut Vec<T>, item: T, most: usize) {
    if list.len() >= most {
        list.remove(0);
    }
    list.push(item);
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Five bytes as eight letters.
fn letters<const N: usize>(bytes: [u8; N]) -> String {
    let fives = bytes.chunks(5).map(|chunk| {
        chunk
            .iter()
            .fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte))
    });
    let letter = |bits: u64| char::from(LETTERS[usize::try_from(bits & 31).unwrap_or_default()]);
    fives
        .flat_map(|bits| (0..8).map(move |at| letter(bits >> (at * 5))))
        .collect()
}

/// The path of this server that a paired device may be sent to. `None` for what a browser could take
/// for the address of another host.
pub(super) fn local_path(to: &str) -> Option<&str> {
    let is_path = to.starts_with('/') && !to[1..].starts_with(['/', '\\']);
    (is_path && !to.contains(|c: char| c.is_control() || c == '\\')).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_single_use() {
        let pairing = Pairing::default();
        let (first, second) = (pairing.new_key().unwrap(), pairing.new_key().unwrap());
        assert_ne!(first, second);
        assert!(
            first.len() == 16 && first.bytes().all(|letter| LETTERS.contains(&letter)),
            "{first}"
        );
        assert!(
            pairing.is_valid(&first) && pairing.is_valid(&first),
            "asking does not use it up"
        );
        let session = pairing.pair(&first).unwrap();
        assert!(!pairing.is_valid(&first) && pairing.is_valid(&second));
        assert_eq!(
            pairing.viewer(false, &format!("a=b; {COOKIE}={session}")),
            Viewer::Trusted
        );
        for wrong in [first.as_str(), "", &second[1..], &second.to_uppercase()] {
            assert_eq!(pairing.pair(wrong), None, "{wrong}");
        }
        assert!(
            pairing.pair(&second).is_some(),
            "a wrong key costs nobody else's"
        );
    }

    #[test]
    fn only_a_session_or_this_machine_is_trusted() {
        let pairing = Pairing::default();
        let session = pairing.pair(&pairing.new_key().unwrap()).unwrap();
        assert_eq!(pairing.viewer(true, ""), Viewer::Trusted);
        for cookies in [
            "",
            COOKIE,
            &format!("{COOKIE}="),
            &format!("{COOKIE}=x{session}"),
            &format!("x{COOKIE}={session}"),
            &format!("{COOKIE}={}", &session[1..]),
            &session,
        ] {
            assert_eq!(pairing.viewer(false, cookies), Viewer::Visitor, "{cookies}");
        }
        assert_eq!(
            pairing.viewer(false, &format!("{COOKIE}=old; {COOKIE}={session}")),
            Viewer::Trusted
        );
    }

    #[test]
    fn neither_keys_nor_sessions_pile_up() {
        let pairing = Pairing::default();
        let keys: Vec<String> = (0..=MAX_KEYS).map(|_| pairing.new_key().unwrap()).collect();
        assert_eq!(pairing.pair(&keys[0]), None);
        let first = pairing.pair(&keys[1]).unwrap();
        for _ in 0..MAX_DEVICES {
            pairing.pair(&pairing.new_key().unwrap()).unwrap();
        }
        assert_eq!(
            pairing.viewer(false, &format!("{COOKIE}={first}")),
            Viewer::Visitor
        );
    }

    #[test]
    fn a_device_stays_paired_when_the_server_is_started_again() {
        let folder = tempfile::tempdir().unwrap();
        let pairing = Pairing::remembered(folder.path());
        let key = pairing.new_key().unwrap();
        let cookie = format!("{COOKIE}={}", pairing.pair(&key).unwrap());
        let again = Pairing::remembered(folder.path());
        assert_eq!(again.viewer(false, &cookie), Viewer::Trusted);
        assert_eq!(again.pair(&key), None, "a key is single-use");
        let elsewhere = tempfile::tempdir().unwrap();
        assert_eq!(
            Pairing::remembered(elsewhere.path()).viewer(false, &cookie),
            Viewer::Visitor
        );
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for good in ["/", "/en/talks/a/deck/presenter/", "/é/", "/a//b"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in [
            "",
            "a",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil",
            "http://evil",
            "/\t/evil",
            "/a\r\nX: y",
            "/a\\b",
        ] {
            assert_eq!(local_path(bad), None, "{bad:?}");
        }
    }
}
