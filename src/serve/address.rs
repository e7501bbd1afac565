//! The address that the server listens on, and those by which others on the network reach it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener, UdpSocket};

/// How many ports are tried after the first one.
const TRIES: u16 = 100;

/// Listens on the first free port from `port` on. Also says whether another one was taken.
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

/// The addresses by which others on the network reach what listens at one: the likeliest first.
pub(super) fn of_network(bound: IpAddr) -> Vec<IpAddr> {
    if !bound.is_unspecified() {
        return vec![bound];
    }
    // Where the interfaces cannot be listed, the main address is still found.
    let interfaces = if_addrs::get_if_addrs().unwrap_or_default();
    let main = main_address();
    let mut found: Vec<(u8, IpAddr)> = interfaces
        .iter()
        .filter_map(|interface| {
            Some((rank(&interface.name, interface.ip(), main)?, interface.ip()))
        })
        .collect();
    found.extend(main.and_then(|ip| Some((rank("", ip, main)?, ip))));
    found.sort();
    found.dedup();
    found.into_iter().map(|(_, ip)| ip).collect()
}

/// How likely a phone is to reach an address: the lowest is the likeliest. `None` for addresses that
/// it cannot reach.
fn rank(interface: &str, ip: IpAddr, main: Option<IpAddr>) -> Option<u8> {
    let IpAddr::V4(v4) = ip else { return None };
    if v4.is_loopback() || v4.is_link_local() || v4.is_unspecified() {
        return None;
    }
    let is_virtual = [
        "docker", "br-", "veth", "virbr", "vmnet", "tun", "tap", "utun", "wg",
    ];
    let is_virtual = is_virtual.iter().any(|start| interface.starts_with(start));
    Some(if Some(ip) == main {
        0
    } else if is_virtual {
        3
    } else if v4.is_private() {
        1
    } else {
        2
    })
}

/// The address from which this machine would send to the internet. Nothing is sent.
fn main_address() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    // An address for documentation (RFC 5737): any one would do.
    socket.connect((Ipv4Addr::new(192, 0, 2, 1), 9)).ok()?;
    Some(socket.local_addr().ok()?.ip()).filter(|ip| !ip.is_unspecified())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_that_a_phone_reaches_come_first() {
        let main: IpAddr = "10.0.0.7".parse().unwrap();
        let rank = |interface, ip: &str| rank(interface, ip.parse().unwrap(), Some(main));
        assert_eq!(rank("tun0", "10.0.0.7"), Some(0));
        assert_eq!(rank("wlan0", "192.168.1.20"), Some(1));
        assert_eq!(rank("eth0", "203.0.113.5"), Some(2));
        assert_eq!(rank("docker0", "172.17.0.1"), Some(3));
        for no in [
            "127.0.0.1",
            "169.254.3.4",
            "0.0.0.0",
            "fe80::1",
            "2001:db8::1",
        ] {
            assert_eq!(rank("eth0", no), None, "{no}");
        }
    }

    #[test]
    fn what_listens_at_one_address_is_reached_there() {
        let one: IpAddr = "192.168.1.20".parse().unwrap();
        assert_eq!(of_network(one), [one]);
        let all = of_network(Ipv4Addr::UNSPECIFIED.into());
        assert!(
            all.iter().all(|ip| !ip.is_loopback() && ip.is_ipv4()),
            "{all:?}"
        );
    }
}
