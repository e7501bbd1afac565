//! What keeps open pages and the windows of a deck up to date, as server-sent events: states of
//! pages, and messages between windows, each at its own address.
//!
//! A browser has six connections for one host, so its windows may hear all that they follow over one
//! stream: [`TOGETHER`] takes the addresses of others, and each event has the place of its address
//! as `id`. `tiny_http` would hold events back until the end of the answer, so the head and every
//! event are written and flushed here.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::sync::Arc;
use std::time::{Duration, Instant};

use tiny_http::Request;

use super::bell::Bell;
use super::live::Live;
use super::pairing::Viewer;
use super::relay::{self, Listener};

/// The address of the states of a page.
pub(super) const PATH: &str = "/_lutrin/events";

/// The address of several streams in one: `?of=` the address of each, encoded.
pub(super) const TOGETHER: &str = "/_lutrin/streams";

/// So many streams may be in one.
pub(super) const MAX_TOGETHER: usize = 32;

/// An event is written at least this often: only then a client that is gone is noticed. A window
/// that gets none for twice as long knows that its connection is dead, as that of a phone that
/// slept.
const BEAT: Duration = Duration::from_secs(5);
/// An event, since the script of a page does not see comments.
const BEAT_EVENT: &str = "event: beat\ndata\n\n";

/// The head of the answer.
const HEAD: &[u8] =
    b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
    X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\nretry: 500\n\n";

/// Whether an address, as it is written, is that of a stream.
pub(super) fn is_stream(target: &str) -> bool {
    let path = target.split('?').next();
    path == Some(PATH) || path == Some(TOGETHER) || target.starts_with(relay::PREFIX)
}

/// What is followed at one address.
pub(super) enum Topic {
    /// The states of the page at an address.
    States(String),
    /// The messages of a deck's windows.
    Messages(Listener),
    /// Nothing: there is no such thing, or not for everybody.
    Nothing,
}

/// A topic with what was told of it.
struct Followed {
    topic: Topic,
    /// Its place among several; `None` where it is alone.
    id: Option<usize>,
    /// The generation of the last state, or what stands for it.
    told: Option<u64>,
}

impl Followed {
    /// Writes what is new, as events.
    fn tell(&mut self, out: &mut String, live: &Live, viewer: Viewer) {
        let told = self.told;
        match &mut self.topic {
            Topic::States(path) => {
                let generation = live.generation();
                self.told = Some(generation);
                if told != self.told {
                    // The state may be newer than the generation; then the next one repeats it.
                    event(out, self.id, None, &live.state(path, viewer));
                }
            }
            Topic::Messages(listener) => {
                for (name, text) in listener.news() {
                    event(out, self.id, name, &text);
                }
            }
            Topic::Nothing => {
                self.told = Some(0);
                if told.is_none() {
                    event(out, self.id, Some("nothing"), "");
                }
            }
        }
    }
}

fn event(out: &mut String, id: Option<usize>, name: Option<&str>, data: &str) {
    if let Some(id) = id {
        let _ = writeln!(out, "id: {id}");
    }
    if let Some(name) = name {
        let _ = writeln!(out, "event: {name}");
    }
    let _ = write!(out, "data: {data}\n\n");
}

/// Sends a browser what is new of one topic or, each with its place as `id`, of several, until it
/// goes away.
pub(super) fn stream(
    request: Request,
    topics: Vec<Topic>,
    is_together: bool,
    live: &Live,
    viewer: Viewer,
) {
    let places = (0..).map(|place| is_together.then_some(place));
    let followed = topics.into_iter().zip(places).map(|(topic, id)| Followed {
        topic,
        id,
        told: None,
    });
    let mut writer = request.into_writer();
    // An error means that the browser is gone.
    let _ = send(&mut writer, followed.collect(), live, viewer);
}

fn send(
    writer: &mut impl Write,
    mut followed: Vec<Followed>,
    live: &Live,
    viewer: Viewer,
) -> io::Result<()> {
    let bell: Arc<Bell> = live.bell();
    writer.write_all(HEAD)?;
    let mut last_beat = Instant::now();
    loop {
        let rung = bell.count();
        let mut text = String::new();
        for one in &mut followed {
            one.tell(&mut text, live, viewer);
        }
        if last_beat.elapsed() >= BEAT {
            last_beat = Instant::now();
            text.push_str(BEAT_EVENT);
        }
        writer.write_all(text.as_bytes())?;
        writer.flush()?;
        bell.wait(rung, BEAT.saturating_sub(last_beat.elapsed()));
    }
}
