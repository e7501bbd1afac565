//! Who is at the door: this machine sees everything, others the public site, unless they came in by
//! a key.
//!
//! A key is shown in the terminal and works once; who brings it gets a session. A server that is
//! started again in the middle of a talk knows the devices that are inside. Knows no request and no
//! page.

use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::devices::{self, Device, Devices};
use super::guard::same;

/// Opens the door: `?key=…&to=/path/`.
pub(super) const PATH: &str = "/_lutrin/enter";
/// The cookie of a session.
pub(super) const COOKIE: &str = "lutrin_session";

/// Keys that may lie about at a time; the oldest goes.
const MAX_KEYS: usize = 4;
/// Browsers that may be inside at a time; the first to come goes.
const MAX_SESSIONS: usize = 64;
/// Letters and digits that nobody takes for another one: 32, so five bits each.
const LETTERS: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Somebody who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Who {
    /// Sees everything, and may change things from a page of ours.
    Trusted,
    /// Sees what a build publishes.
    Visitor,
}

/// The keys that were given out, and who came in.
#[derive(Debug, Default)]
pub(super) struct Doors(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    keys: Vec<String>,
    sessions: Vec<Device>,
    /// Where sessions are remembered, if they are.
    kept: Option<Devices>,
}

impl Doors {
    /// Doors that know who came in through those of an earlier server for this folder.
    pub(super) fn remembered(root: &Path) -> Self {
        let kept = Devices::new(root);
        let sessions = kept.read(devices::now());
        Self(Mutex::new(State {
            keys: Vec::new(),
            sessions,
            kept: Some(kept),
        }))
    }

    /// Makes a key.
    ///
    /// # Errors
    /// When the system has no random numbers.
    pub(super) fn new_key(&self) -> io::Result<String> {
        let key = letters(random::<10>()?);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        push(&mut state.keys, key.clone(), MAX_KEYS);
        Ok(key)
    }

    /// Whether a key would let somebody in now.
    pub(super) fn knows(&self, key: &str) -> bool {
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        state.keys.iter().any(|known| same(known, key))
    }

    /// Takes a key, and gives a session for it. `None` for a key that was taken already, or is
    /// none.
    pub(super) fn enter(&self, key: &str) -> Option<String> {
        let session = letters(random::<20>().ok()?);
        let mut state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = state.keys.iter().position(|known| same(known, key))?;
        state.keys.remove(at);
        push(
            &mut state.sessions,
            Device::new(&session, devices::now()),
            MAX_SESSIONS,
        );
        if let Some(kept) = &state.kept {
            // What cannot be written is forgotten when the server ends, and nothing else.
            let _ = kept.write(&state.sessions);
        }
        Some(session)
    }

    /// Who asks, by whether it is this machine, and by the cookies that came along.
    pub(super) fn who(&self, is_here: bool, cookies: &str) -> Who {
        if is_here {
            return Who::Trusted;
        }
        let state = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pairs = cookies
            .split(';')
            .filter_map(|pair| pair.trim().split_once('='));
        let mut own = pairs
            .filter(|(name, _)| *name == COOKIE)
            .map(|(_, value)| value);
        let now = devices::now();
        let is_known = own.any(|value| state.sessions.iter().any(|device| device.is(value, now)));
        if is_known { Who::Trusted } else { Who::Visitor }
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

/// Where somebody who came in may be sent: a path of this server. What a browser could take for
/// another host is none.
pub(super) fn own_path(to: &str) -> Option<&str> {
    let is_path = to.starts_with('/') && !to[1..].starts_with(['/', '\\']);
    (is_path && !to.contains(|c: char| c.is_control() || c == '\\')).then_some(to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_works_once() {
        let doors = Doors::default();
        let (first, second) = (doors.new_key().unwrap(), doors.new_key().unwrap());
        assert_ne!(first, second);
        assert!(
            first.len() == 16 && first.bytes().all(|letter| LETTERS.contains(&letter)),
            "{first}"
        );
        assert!(
            doors.knows(&first) && doors.knows(&first),
            "a look takes nothing"
        );
        let session = doors.enter(&first).unwrap();
        assert!(!doors.knows(&first) && doors.knows(&second));
        assert_eq!(
            doors.who(false, &format!("a=b; {COOKIE}={session}")),
            Who::Trusted
        );
        for wrong in [first.as_str(), "", &second[1..], &second.to_uppercase()] {
            assert_eq!(doors.enter(wrong), None, "{wrong}");
        }
        assert!(
            doors.enter(&second).is_some(),
            "a wrong key costs nobody else's"
        );
    }

    #[test]
    fn only_a_session_or_this_machine_is_trusted() {
        let doors = Doors::default();
        let session = doors.enter(&doors.new_key().unwrap()).unwrap();
        assert_eq!(doors.who(true, ""), Who::Trusted);
        for cookies in [
            "",
            COOKIE,
            &format!("{COOKIE}="),
            &format!("{COOKIE}=x{session}"),
            &format!("x{COOKIE}={session}"),
            &format!("{COOKIE}={}", &session[1..]),
            &session,
        ] {
            assert_eq!(doors.who(false, cookies), Who::Visitor, "{cookies}");
        }
        assert_eq!(
            doors.who(false, &format!("{COOKIE}=old; {COOKIE}={session}")),
            Who::Trusted
        );
    }

    #[test]
    fn neither_keys_nor_sessions_pile_up() {
        let doors = Doors::default();
        let keys: Vec<String> = (0..=MAX_KEYS).map(|_| doors.new_key().unwrap()).collect();
        assert_eq!(doors.enter(&keys[0]), None);
        let first = doors.enter(&keys[1]).unwrap();
        for _ in 0..MAX_SESSIONS {
            doors.enter(&doors.new_key().unwrap()).unwrap();
        }
        assert_eq!(doors.who(false, &format!("{COOKIE}={first}")), Who::Visitor);
    }

    #[test]
    fn who_came_in_is_inside_when_the_doors_are_made_again() {
        let folder = tempfile::tempdir().unwrap();
        let doors = Doors::remembered(folder.path());
        let key = doors.new_key().unwrap();
        let cookie = format!("{COOKIE}={}", doors.enter(&key).unwrap());
        let again = Doors::remembered(folder.path());
        assert_eq!(again.who(false, &cookie), Who::Trusted);
        assert_eq!(again.enter(&key), None, "a key works once");
        let elsewhere = tempfile::tempdir().unwrap();
        assert_eq!(
            Doors::remembered(elsewhere.path()).who(false, &cookie),
            Who::Visitor
        );
    }

    #[test]
    fn nobody_is_sent_to_another_site() {
        for good in ["/", "/en/talks/a/deck/presenter/", "/é/", "/a//b"] {
            assert_eq!(own_path(good), Some(good));
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
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
    }
}
