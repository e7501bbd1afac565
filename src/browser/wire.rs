//! Messages to and from a browser: JSON texts, over two pipes with a zero byte after each.
//!
//! A thread reads and another writes (or one does both), so that a browser that has stopped
//! listening or answering can only make the program wait for as long as the program itself says.
//! They end when the browser does.

use std::io::{BufRead, BufReader, Read, Write};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::Instant;

use serde_json::Value;

/// What ends a message.
const END: u8 = 0;

/// The two ends of a conversation.
#[derive(Debug)]
pub(super) struct Wire {
    outgoing: Sender<String>,
    incoming: Receiver<Value>,
}

/// The browser's ends of a conversation, for the threads that carry it.
#[derive(Debug)]
pub(super) struct FarEnd {
    /// What is to be sent.
    pub(super) to_send: Receiver<String>,
    /// Where what was received goes.
    pub(super) received: Sender<Value>,
}

/// Why there is no message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lost {
    /// The browser is gone, or no longer speaks the protocol.
    Closed,
    /// None came in time.
    Late,
}

impl Wire {
    /// A conversation that somebody else carries.
    pub(super) fn new() -> (Self, FarEnd) {
        let (outgoing, to_send) = mpsc::channel();
        let (received, incoming) = mpsc::channel();
        (Self { outgoing, incoming }, FarEnd { to_send, received })
    }

    /// Speaks over two ends of pipes.
    pub(super) fn over_pipes(
        write: impl Write + Send + 'static,
        read: impl Read + Send + 'static,
    ) -> Self {
        let (wire, FarEnd { to_send, received }) = Self::new();
        thread::spawn(move || write_all(write, &to_send));
        thread::spawn(move || read_all(read, &received));
        wire
    }

    /// Sends a message; never waits.
    pub(super) fn send(&self, message: &Value) -> Result<(), Lost> {
        self.outgoing
            .send(message.to_string())
            .map_err(|_| Lost::Closed)
    }

    /// The next message, waited for until a time.
    pub(super) fn receive(&self, until: Instant) -> Result<Value, Lost> {
        self.incoming
            .recv_timeout(until.saturating_duration_since(Instant::now()))
            .map_err(|error| match error {
                RecvTimeoutError::Timeout => Lost::Late,
                RecvTimeoutError::Disconnected => Lost::Closed,
            })
    }
}

fn write_all(mut write: impl Write, messages: &Receiver<String>) {
    while let Ok(message) = messages.recv() {
        let mut message = message.into_bytes();
        message.push(END);
        // A broken pipe is found by the reader as well, who tells.
        if write
            .write_all(&message)
            .and_then(|()| write.flush())
            .is_err()
        {
            break;
        }
    }
}

/// Reads until the pipe ends, something that is no JSON comes, or nobody listens any more.
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
    fn read(bytes: &'static [u8]) -> (Vec<Value>, Lost) {
        let wire = Wire::over_pipes(io::sink(), bytes);
        let mut read = Vec::new();
        loop {
            match wire.receive(Instant::now() + Duration::from_mins(1)) {
                Ok(value) => read.push(value),
                Err(lost) => return (read, lost),
            }
        }
    }

    #[test]
    fn messages_are_told_apart_by_the_byte_between_them() {
        assert_eq!(
            read(b"{\"id\":1}\0{\"id\":2}\0"),
            (vec![json!({"id": 1}), json!({"id": 2})], Lost::Closed)
        );
        assert_eq!(
            read("{\"a\":\"é\\u0000\"}\0".as_bytes()),
            (vec![json!({"a": "é\0"})], Lost::Closed)
        );
        assert_eq!(read(b""), (vec![], Lost::Closed));
    }

    #[test]
    fn half_a_message_and_what_is_no_message_end_the_conversation() {
        assert_eq!(
            read(b"{\"id\":1}\0{\"id\":"),
            (vec![json!({"id": 1})], Lost::Closed)
        );
        assert_eq!(
            read(b"{}\0[DevTools]\0{}\0"),
            (vec![json!({})], Lost::Closed)
        );
        assert_eq!(read(b"\0{}\0"), (vec![], Lost::Closed));
    }

    #[test]
    fn what_is_sent_ends_with_the_byte_and_has_none_inside() {
        let (read, write) = io::pipe().unwrap();
        let wire = Wire::over_pipes(write, io::empty());
        wire.send(&json!({"text": "a\0b"})).unwrap();
        drop(wire);
        let mut sent = Vec::new();
        BufReader::new(read).read_to_end(&mut sent).unwrap();
        assert_eq!(sent, b"{\"text\":\"a\\u0000b\"}\0");
    }

    #[test]
    fn a_silent_browser_is_not_waited_for() {
        let (silent, _held) = io::pipe().unwrap();
        let wire = Wire::over_pipes(io::sink(), silent);
        assert_eq!(wire.receive(Instant::now()), Err(Lost::Late));
    }
}
