//! Transport over a socket of this machine, for systems where a process cannot be given pipes.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::TryRecvError;
use std::thread;
use std::time::{Duration, Instant};

use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Error, Message, WebSocket};

use super::{Connection, Transport};
use crate::browser::connection::TransportEnd;

/// How long the browser may take to write the address of its socket.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long the thread reads before it looks for messages to send.
const TURN: Duration = Duration::from_millis(5);
/// The file with the address, in the profile: the port, then the path.
const ADDRESS: &str = "DevToolsActivePort";

/// Nothing has to be prepared before the browser runs.
pub(super) struct Socket;

impl Socket {
    // The other transport can fail here.
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }
}

impl Transport for Socket {
    fn prepare(self, command: &mut Command) -> io::Result<Self> {
        command.args([
            "--remote-debugging-address=127.0.0.1",
            "--remote-debugging-port=0",
        ]);
        Ok(self)
    }

    fn connect(self, profile: &Path, runs: &mut dyn FnMut() -> bool) -> io::Result<Connection> {
        let until = Instant::now() + PATIENCE;
        let (port, path) = loop {
            let written = fs::read_to_string(profile.join(ADDRESS)).ok();
            if let Some(address) = written.and_then(|text| address(&text)) {
                break address;
            }
            if !runs() {
                return Err(io::Error::new(io::ErrorKind::BrokenPipe, "it ended"));
            }
            if Instant::now() > until {
                return Err(io::ErrorKind::TimedOut.into());
            }
            thread::sleep(Duration::from_millis(20));
        };
        let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
        stream.set_nodelay(true)?;
        // A deck on paper is one message.
        let config = WebSocketConfig::default()
            .max_message_size(None)
            .max_frame_size(None);
        let url = format!("ws://127.0.0.1:{port}{path}");
        let (socket, _) = tungstenite::client::client_with_config(url, stream, Some(config))
            .map_err(io::Error::other)?;
        socket.get_ref().set_read_timeout(Some(TURN))?;
        let (connection, end) = Connection::new();
        thread::spawn(move || transport(socket, &end));
        Ok(connection)
    }
}

fn address(text: &str) -> Option<(u16, String)> {
    let (port, path) = text.trim().split_once('\n')?;
    Some((port.trim().parse().ok()?, path.trim().to_owned()))
}

/// Sends and receives messages by turns, until one of the two ends is gone.
fn transport(mut socket: WebSocket<TcpStream>, end: &TransportEnd) {
    loop {
        match end.to_send.try_recv() {
            Ok(message) => {
                if socket.send(Message::text(message)).is_err() {
                    return;
                }
                continue;
            }
            Err(TryRecvError::Disconnected) => return,
            Err(TryRecvError::Empty) => {}
        }
        match socket.read() {
            Ok(Message::Text(text)) => {
                let Ok(value) = serde_json::from_str(text.as_str()) else {
                    return;
                };
                if end.received.send(value).is_err() {
                    return;
                }
            }
            Ok(_) => {}
            Err(Error::Io(error))
                if matches!(
                    error.kind(),
                    io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut
                ) => {}
            Err(_) => return,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::browser::find::{Machine, System};
    use crate::browser::process::Process;

    #[test]
    fn the_address_of_the_socket_is_read() {
        assert_eq!(
            address("4711\n/devtools/browser/x"),
            Some((4711, "/devtools/browser/x".to_owned()))
        );
        assert_eq!(address("4711"), None);
        assert_eq!(address("\n/"), None);
    }

    #[test]
    fn messages_go_over_a_socket() {
        let variable = |name: &str| std::env::var_os(name);
        let machine = Machine {
            system: System::current(),
            variable: &variable,
            is_program: &Path::is_file,
        };
        let program = machine.find(None).expect("tests/run.sh installs Chromium");
        let (process, connection) = Process::start_with(&program, Socket::new()).unwrap();
        let ask = |id: u32, method: &str| {
            connection
                .send(&json!({"id": id, "method": method}))
                .unwrap();
            let answer = connection.receive(Instant::now() + PATIENCE).unwrap();
            assert_eq!(answer["id"], id);
            answer
        };
        let version = ask(1, "Browser.getVersion");
        assert!(
            version["result"]["product"]
                .as_str()
                .unwrap()
                .contains("Chrom"),
            "{version}"
        );
        ask(2, "Browser.close");
        drop(process);
    }

    #[test]
    fn a_program_that_ends_at_once_is_not_waited_for() {
        let error = Process::start_with(Path::new("/bin/true"), Socket::new())
            .err()
            .unwrap();
        assert!(error.message.contains("it ended"), "{error}");
    }
}
