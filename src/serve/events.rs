//! The stream of states that keeps an open page up to date, as server-sent events.
//!
//! `tiny_http` would hold events back until the end of the answer, so the head and every event are
//! written and flushed here.

use std::io::{self, Write};
use std::sync::Arc;
use std::time::Duration;

use tiny_http::Request;

use super::live::Live;
use super::pairing::Viewer;

/// The address of the stream.
pub(super) const PATH: &str = "/_lutrin/events";

/// Something is written at least this often: only then a client that is gone is noticed.
pub(super) const HEARTBEAT: Duration = Duration::from_secs(10);

/// The head of the answer.
pub(super) const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";

/// Sends a browser every state of its page, from the present one on, until it goes away.
pub(super) fn stream(request: Request, live: &Arc<Live>, path: &str, viewer: Viewer) {
    let mut writer = request.into_writer();
    // An error means that the browser is gone.
    let _ = send_states(&mut writer, live, path, viewer);
}

fn send_states(writer: &mut impl Write, live: &Live, path: &str, viewer: Viewer) -> io::Result<()> {
    writer.write_all(HEAD)?;
    let mut seen = None;
    loop {
        let generation = live.wait(
            seen.unwrap_or(0),
            if seen.is_none() {
                Duration::ZERO
            } else {
                HEARTBEAT
            },
        );
        if seen == Some(generation) {
            writer.write_all(b": still here\n\n")?;
        } else {
            // The state may be newer than the generation that ended the wait; then the next one
            // repeats it.
            write!(writer, "data: {}\n\n", live.state(path, viewer))?;
            seen = Some(generation);
        }
        writer.flush()?;
    }
}
