//! The guards of the server: a request names this server as its host, a write comes from one of its
//! pages and has the page's token, and a path stays within the site.
//!
//! Pure functions over what a request says, so that each attack has a test.

use std::net::{IpAddr, SocketAddr};

use percent_encoding::percent_decode_str;
use unicode_normalization::UnicodeNormalization;

/// Why a request is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) why: &'static str,
}

/// The guards of one server.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// The address that it listens on.
    pub(super) bound: SocketAddr,
    /// The CSRF token, which pages of this server have and other sites cannot read.
    pub(super) token: String,
}

impl Guard {
    /// Checks the host that a request names. Another name that leads to this address is refused: it
    /// could be another site's (DNS rebinding). Addresses cannot be rebound, so those of this machine
    /// are accepted, and others when the server listens beyond this machine.
    pub(super) fn check_host(&self, host: Option<&str>) -> Result<(), Refused> {
        let refused = Refused {
            status: 421,
            why: "this server does not answer to that name",
        };
        let host = host.ok_or(Refused {
            status: 400,
            why: "the request names no host",
        })?;
        let (name, port) = split_port(host).ok_or(refused)?;
        let right_port = port.is_none_or(|port| port == self.bound.port());
        let is_local_name = name.eq_ignore_ascii_case("localhost");
        let address: Option<IpAddr> = name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .ok();
        let is_ours =
            address.is_some_and(|address| address.is_loopback() || !self.bound.ip().is_loopback());
        if right_port && (is_local_name || is_ours) {
            Ok(())
        } else {
            Err(refused)
        }
    }

    /// Checks a request that changes something: a write needs the origin of this server's pages, and
    /// the page's CSRF token.
    pub(super) fn check_write(
        &self,
        host: Option<&str>,
        origin: Option<&str>,
        token: Option<&str>,
    ) -> Result<(), Refused> {
        Self::check_origin(host, origin)?;
        if token.is_none_or(|token| !same(token, &self.token)) {
            return Err(Refused {
                status: 403,
                why: "this request does not have the session's token",
            });
        }
        Ok(())
    }

    /// Checks the origin of a request: it must be a page of this server.
    pub(super) fn check_origin(host: Option<&str>, origin: Option<&str>) -> Result<(), Refused> {
        let expected = host.map(|host| format!("http://{host}"));
        if origin.is_some() && origin == expected.as_deref() {
            Ok(())
        } else {
            Err(Refused {
                status: 403,
                why: "this request comes from another site",
            })
        }
    }
}

/// Compares two secrets in a time that does not depend on where they differ.
pub(super) fn same(a: &str, b: &str) -> bool {
    a.len() == b.len()
        && a.bytes()
            .zip(b.bytes())
            .fold(0, |difference, (a, b)| difference | (a ^ b))
            == 0
}

/// The parts of `name`, `name:80` or `[::1]:80`.
fn split_port(host: &str) -> Option<(&str, Option<u16>)> {
    let end = if host.starts_with('[') {
        host.find(']')? + 1
    } else {
        host.find(':').unwrap_or(host.len())
    };
    match &host[end..] {
        "" => Some((&host[..end], None)),
        port => Some((&host[..end], Some(port.strip_prefix(':')?.parse().ok()?))),
    }
}

/// The path of a request, decoded once. A path that could mean a place outside the site is refused:
/// routes are looked up in a map, so it would lead nowhere, but code that is still to be written may
/// do something else with paths.
pub(super) fn decode_path(target: &str) -> Result<String, Refused> {
    let bad = Refused {
        status: 400,
        why: "this path does not name a page",
    };
    let path = target.split(['?', '#']).next().unwrap_or_default();
    let decoded = percent_decode_str(path).decode_utf8().map_err(|_| bad)?;
    let strange = decoded.contains(['\\', '\0'])
        || decoded
            .split('/')
            .any(|segment| segment == ".." || segment == ".");
    if strange || !decoded.starts_with('/') {
        Err(bad)
    } else {
        Ok(decoded.nfc().collect())
    }
}

/// A parameter of the query of a request, decoded.
pub(super) fn query(target: &str, name: &str) -> Option<String> {
    queries(target, name).next()?
}

/// All values of a name in the query of an address, in its order. `None` for one that is no text.
pub(super) fn queries(target: &str, name: &str) -> impl Iterator<Item = Option<String>> {
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .filter(move |(key, _)| *key == name)
        .map(|(_, value)| {
            let text = percent_decode_str(value).decode_utf8().ok()?;
            Some(text.into_owned())
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(bound: &str) -> Guard {
        Guard {
            bound: bound.parse().unwrap(),
            token: "secret".to_owned(),
        }
    }

    #[test]
    fn other_names_for_this_address_are_refused() {
        let local = guard("127.0.0.1:4100");
        for host in [
            "localhost:4100",
            "127.0.0.1:4100",
            "[::1]:4100",
            "LOCALHOST",
            "127.0.0.2",
        ] {
            assert_eq!(local.check_host(Some(host)), Ok(()), "{host}");
        }
        for host in [
            "evil.example:4100",
            "localhost.evil.example",
            "127.0.0.1:80",
            "127.0.0.1.evil.example:4100",
            "192.168.1.5:4100",
            "",
            "[::1",
            "localhost:x",
        ] {
            assert!(local.check_host(Some(host)).is_err(), "{host}");
        }
        assert_eq!(local.check_host(None).unwrap_err().status, 400);
        let network = guard("0.0.0.0:4100");
        assert_eq!(network.check_host(Some("192.168.1.5:4100")), Ok(()));
        assert!(network.check_host(Some("evil.example:4100")).is_err());
    }

    #[test]
    fn writes_need_the_servers_origin_and_its_token() {
        let guard = guard("127.0.0.1:4100");
        let check = |origin, token| guard.check_write(Some("localhost:4100"), origin, token);
        assert_eq!(check(Some("http://localhost:4100"), Some("secret")), Ok(()));
        assert!(check(Some("http://evil.example"), Some("secret")).is_err());
        assert!(check(Some("null"), Some("secret")).is_err());
        assert!(check(None, Some("secret")).is_err());
        assert!(check(Some("http://localhost:4100"), Some("guess!")).is_err());
        assert!(check(Some("http://localhost:4100"), None).is_err());
    }

    #[test]
    fn paths_cannot_climb_in_any_encoding() {
        assert_eq!(decode_path("/%C3%A9t%C3%A9/?q#f").as_deref(), Ok("/été/"));
        assert_eq!(
            decode_path("/e%CC%81/").as_deref(),
            Ok("/é/"),
            "both forms of an accent"
        );
        for bad in [
            "/../x",
            "/a/%2e%2e/x",
            "/a/..%2fx",
            "/%2E%2E%5Cx",
            "/a\\x",
            "/%00",
            "/./x",
            "x",
            "/%ff",
        ] {
            assert!(decode_path(bad).is_err(), "{bad}");
        }
        // Decoded once: what is left is a name like any other.
        assert_eq!(decode_path("/%252e%252e/x").as_deref(), Ok("/%2e%2e/x"));
    }
}
