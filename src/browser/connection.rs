//! The connection with a browser: messages as JSON, over two pipes with a zero byte after each, or over
//! a socket.
//!
//! Threads read and write, so a browser that has stopped reading or answering cannot make the program
//! wait for longer than it wants to. The threads end when the browser does.

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use serde_json::Value;

/// What ends a message.
const END: u8 = 0;

/// Our end of the connection.
#[derive(Debug)]
pub(super) struct Connection {
    outgoing: Sender<String>,
    incoming: Receiver<Value>,
}

/// The other end of the connection, for the threads that transport its messages.
#[derive(Debug)]
pub(super) struct TransportEnd {
    /// The messages to send.
    pub(super) to_send: Receiver<String>,
    /// The messages that were received.
    pub(super) received: Sender<Value>,
}

/// Why there is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ReceiveError {
    /// The browser is gone, or no longer speaks the protocol.
    Closed,
    /// None came in time.
    TimedOut,
}

impl Connection {
    /// A connection whose messages are still to be transported.
    pub(super) fn new() -> (Self, TransportEnd) {
        let (outgoing, to_send) = mpsc::channel();
        let (received, incoming) = mpsc::channel();
        (
            Self { outgoing, incoming },
            TransportEnd { to_send, received },
        )
    }

    /// A connection over two pipes.
    pub(super) fn over_pipes(
        write: impl Write + Send + 'static,
        read: impl Read + Send + 'static,
    ) -> Self {
        let (connection, TransportEnd { to_send, received }) = Self::new();
        thread::spawn(move || write_all(write, &to_send));
        thread::spawn(move || read_all(read, &received));
        connection
    }

    /// Sends a message, without waiting.
    pub(super) fn send(&self, message: &Value) -> Result<(), ReceiveError> {
        self.outgoing
            .send(message.to_string())
            .map_err(|_| ReceiveError::Closed)
    }

    /// Waits for the next message, until a time.
    pub(super) fn receive(&self, until: Instant) -> Result<Value, ReceiveError> {
        self.incoming
            .recv_timeout(until.saturating_duration_since(Instant::now()))
            .map_err(|error| match error {
                RecvTimeoutError::Timeout => ReceiveError::TimedOut,
                RecvTimeoutError::Disconnected => ReceiveError::Closed,
            })
    }
}

fn write_all(mut write: impl Write, messages: &Receiver<String>) {
    while let Ok(message) = messages.recv() {
        let mut message = message.into_bytes();
        message.push(END);
        // The reader finds a broken pipe as well, and reports it.
        if write
            .write_all(&message)
            .and_then(|()| write.flush())
            .is_err()
        {
            break;
        }
    }
}

/// Reads until the pipe ends, something that is not JSON comes, or our end is dropped.
fn read_all(read: impl Read, received: &Sender<Value>) {
    let mut read = BufReader::new(read);
    let mut message = Vec::new();
    loop {
        message.clear();
        if !matches!(read.read_until(END, &mut message), Ok(length) if length > 0)
            || message.pop() != Some(END)
        {
            break;
        }
        let Ok(value) = serde_json::from_slice(&message) else {
            break;
        };
        if received.send(value).is_err() {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use serde_json::json;

    use super::*;

    /// What is read from these bytes, and why no more came.
    fn read(bytes: &'static [u8]) -> (Vec<Value>, ReceiveError) {
        let connection = Connection::over_pipes(io::sink(), bytes);
        let mut read = Vec::new();
        loop {
            match connection.receive(Instant::now() + Duration::from_mins(1)) {
                Ok(value) => read.push(value),
                Err(error) => return (read, error),
            }
        }
    }

    #[test]
    fn messages_are_separated_by_the_byte_between_them() {
        assert_eq!(
            read(b"{\"id\":1}\0{\"id\":2}\0"),
            (
                vec![json!({"id": 1}), json!({"id": 2})],
                ReceiveError::Closed
            )
        );
        assert_eq!(
            read("{\"a\":\"é\\u0000\"}\0".as_bytes()),
            (vec![json!({"a": "é\0"})], ReceiveError::Closed)
        );
        assert_eq!(read(b""), (vec![], ReceiveError::Closed));
    }

    #[test]
    fn half_a_message_and_what_is_no_message_end_the_conversation() {
        assert_eq!(
            read(b"{\"id\":1}\0{\"id\":"),
            (vec![json!({"id": 1})], ReceiveError::Closed)
        );
        assert_eq!(
            read(b"{}\0[DevTools]\0{}\0"),
            (vec![json!({})], ReceiveError::Closed)
        );
        assert_eq!(read(b"\0{}\0"), (vec![], ReceiveError::Closed));
    }

    #[test]
    fn what_is_sent_ends_with_the_byte_and_has_none_inside() {
        let (read, write) = io::pipe().unwrap();
        let connection = Connection::over_pipes(write, io::empty());
        connection.send(&json!({"text": "a\0b"})).unwrap();
        drop(connection);
        let mut sent = Vec::new();
        BufReader::new(read).read_to_end(&mut sent).unwrap();
        assert_eq!(sent, b"{\"text\":\"a\\u0000b\"}\0");
    }

    #[test]
    fn a_silent_browser_is_not_waited_for() {
        let (silent, _held) = io::pipe().unwrap();
        let connection = Connection::over_pipes(io::sink(), silent);
        assert_eq!(
            connection.receive(Instant::now()),
            Err(ReceiveError::TimedOut)
        );
    }
}
