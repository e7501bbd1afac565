//! Where the server listens.

use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};

/// How many ports are tried.
const TRIES: u16 = 100;

/// Listens on the first free port from `port` on. Also says whether that was not the first one.
///
/// # Errors
/// When none of them is free, or the address is not this machine's.
pub(super) fn bind(host: IpAddr, port: u16) -> io::Result<(TcpListener, bool)> {
    let mut last = None;
    for candidate in port..=port.saturating_add(TRIES) {
        match TcpListener::bind(SocketAddr::new(host, candidate)) {
            Ok(listener) => return Ok((listener, candidate != port)),
            Err(error) if error.kind() == io::ErrorKind::AddrInUse => last = Some(error),
            Err(error) => return Err(error),
        }
    }
    Err(last.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
}
