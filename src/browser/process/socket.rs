//! A socket of this machine alone, for systems where pipes cannot be handed to another process.

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

use super::Wire;
use crate::browser::wire::FarEnd;

/// How long a browser may take to say where it listens.
const PATIENCE: Duration = Duration::from_mins(1);
/// How long one side is listened to before the other gets its turn.
const TURN: Duration = Duration::from_millis(5);
/// Where it says so, in its profile: the port, then the path.
const TOLD: &str = "DevToolsActivePort";

/// Nothing is needed before the browser runs.
pub(super) struct Way;

impl Way {
    // The other ways can fail.
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn new() -> io::Result<Self> {
        Ok(Self)
    }
}

impl super::Way for Way {
    fn prepare(self, command: &mut Command) -> io::Result<Self> {
        command.args([
            "--remote-debugging-address=127.0.0.1",
            "--remote-debugging-port=0",
        ]);
        Ok(self)
    }

    fn connect(self, profile: &Path, runs: &mut dyn FnMut() -> bool) -> io::Result<Wire> {
        let until = Instant::now() + PATIENCE;
        let (port, path) = loop {
            if let Some(told) = fs::read_to_string(profile.join(TOLD))
                .ok()
                .and_then(|told| address(&told))
            {
                break told;
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
        let (wire, far) = Wire::new();
        thread::spawn(move || carry(socket, &far));
        Ok(wire)
    }
}

fn address(told: &str) -> Option<(u16, String)> {
    let (port, path) = told.trim().split_once('\n')?;
    Some((port.trim().parse().ok()?, path.trim().to_owned()))
}

/// Sends what is to be sent, hears what is said, and so on, until one of the two is gone.
fn carry(mut socket: WebSocket<TcpStream>, far: &FarEnd) {
    loop {
        match far.to_send.try_recv() {
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
                if far.received.send(value).is_err() {
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
    fn where_the_browser_listens_is_read() {
        assert_eq!(
            address("4711\n/devtools/browser/x"),
            Some((4711, "/devtools/browser/x".to_owned()))
        );
        assert_eq!(address("4711"), None);
        assert_eq!(address("\n/"), None);
    }

    #[test]
    fn a_browser_is_spoken_to_over_a_socket() {
        let variable = |name: &str| std::env::var_os(name);
        let machine = Machine {
            system: System::own(),
            variable: &variable,
            is_program: &Path::is_file,
        };
        let program = machine.find(None).expect("tests/run.sh installs Chromium");
        let (process, wire) = Process::start_in(&program, Way::new()).unwrap();
        let ask = |id: u32, method: &str| {
            wire.send(&json!({"id": id, "method": method})).unwrap();
            let answer = wire.receive(Instant::now() + PATIENCE).unwrap();
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
        let told = Process::start_in(Path::new("/bin/true"), Way::new())
            .err()
            .unwrap();
        assert!(told.message.contains("it ended"), "{told}");
    }
}
