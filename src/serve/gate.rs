//! The thin accept loop in front of `tiny_http`: limits and timeouts that the library does not
//! have.
//!
//! A request reaches the library only when its head and body are here in whole, within bounds and
//! in time, over a connection of its own; so slow and idle clients hold threads of the gate, which
//! are counted, and nothing else. Knows nothing of what is served.

mod back;
mod head;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tiny_http::Request;

use back::{Back, Door};
pub(super) use head::{HERE, ORIGIN};
use head::{HeadError, RequestHead};

/// Connections at a time; a browser has six for each of its hosts.
const MAX_CONNECTIONS: usize = 512;
/// Of these, event streams, so that idle tabs leave room for pages.
const MAX_STREAMS: usize = 320;
/// So many clients that ask for nothing are hung up on for one that comes.
const MAX_HANG_UPS: usize = 20;
/// The longest head of a request.
const MAX_HEAD: usize = 16 << 10;
/// The longest body.
const MAX_BODY: usize = 1 << 20;
/// A request has to be here in whole within this time of its first byte.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// A connection may rest between requests for this long.
const IDLE_TIME: Duration = Duration::from_secs(20);
/// A client has to take some of an answer within this time, or twice this time after its last bite.
const SEND_TIME: Duration = Duration::from_secs(8);
/// Threads of the gate only copy.
const STACK: usize = 128 << 10;

/// What connections share.
struct Gate {
    back: Back,
    connections: AtomicUsize,
    streams: AtomicUsize,
    waiting: Mutex<Waiting>,
}

/// Connections whose client has not asked for anything yet, or not to the end, by the order in
/// which they came.
#[derive(Default)]
struct Waiting {
    next: u64,
    clients: BTreeMap<u64, Arc<TcpStream>>,
}

/// Serves connections on threads of its own, as long as what it gives is kept; `answer` is called
/// for every request, on a thread of its own too.
///
/// # Errors
/// When the inner server cannot be made.
pub(super) fn start(
    listener: TcpListener,
    answer: impl Fn(Request) + Send + Sync + 'static,
) -> io::Result<Door> {
    let (server, back, door) = Back::new()?;
    let answer = Arc::new(answer);
    thread::spawn(move || {
        // The queue only ends with the process.
        while let Ok(request) = server.recv() {
            let answer = answer.clone();
            let started = thread::Builder::new().spawn(move || answer(request));
            if started.is_err() {
                // Out of threads: the request is dropped, which answers 500, and the next one may
                // do better.
                thread::sleep(Duration::from_millis(20));
            }
        }
    });
    let (connections, streams) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let gate = Arc::new(Gate {
        back,
        connections,
        streams,
        waiting: Mutex::default(),
    });
    thread::spawn(move || accept(&listener, &gate));
    Ok(door)
}

fn accept(listener: &TcpListener, gate: &Arc<Gate>) {
    loop {
        let Ok((client, _)) = listener.accept() else {
            // Out of file descriptors, most likely: others will close.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let Some(place) = make_room(gate) else {
            // Nobody waits here for what this client has still to say: others want to come in.
            send_refusal(&client, 503, "too many connections");
            continue;
        };
        let (gate, client) = (gate.clone(), Arc::new(client));
        let served = thread::Builder::new().stack_size(STACK).spawn(move || {
            let _place = place;
            // An error here is the client's going away.
            let _ = serve(&client, &gate);
        });
        if served.is_err() {
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A place for a connection. When there is none, the client that has asked for nothing for the
/// longest gives up its own: connections that do nothing must not keep out those that ask.
fn make_room(gate: &Arc<Gate>) -> Option<Place> {
    for _ in 0..MAX_HANG_UPS {
        if let Some(place) = Place::take(gate, Counter::Connections, MAX_CONNECTIONS) {
            return Some(place);
        }
        let (_, oldest) = gate
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clients
            .pop_first()?;
        // What has come by now is still answered; then its thread sees an end. An error means that
        // it is gone.
        let _ = oldest.shutdown(Shutdown::Read);
        thread::sleep(Duration::from_millis(2));
    }
    None
}

/// Answers the requests of one connection, one after the other.
fn serve(client: &Arc<TcpStream>, gate: &Arc<Gate>) -> io::Result<()> {
    client.set_nodelay(true)?;
    client.set_write_timeout(Some(SEND_TIME))?;
    let is_here = client.peer_addr()?.ip().to_canonical().is_loopback();
    let mut received = Vec::new();
    loop {
        let waiting = WaitingClient::enter(gate, client);
        let head = read_head(client, &mut received, is_here);
        drop(waiting);
        let head = match head {
            Ok(Some(head)) => head,
            Ok(None) => return Ok(()),
            Err(refusal) => {
                refuse(client, refusal.status, refusal.why);
                return Ok(());
            }
        };
        let body = match read_body(client, &mut received, &head) {
            Ok(body) => body,
            Err(refusal) => {
                refuse(client, refusal.status, refusal.why);
                return Ok(());
            }
        };
        let _stream = if head.is_stream {
            let Some(place) = Place::take(gate, Counter::Streams, MAX_STREAMS) else {
                refuse(client, 503, "too many event streams");
                return Ok(());
            };
            Some(place)
        } else {
            None
        };
        let mut back = gate.back.connect()?;
        back.write_all(&head.forwarded)?;
        back.write_all(&body)?;
        copy(&mut back, client)?;
        if head.closes || head.is_stream {
            return Ok(());
        }
    }
}

/// Why a request goes no further.
struct Refusal {
    status: u16,
    why: &'static str,
}

impl From<HeadError> for Refusal {
    fn from(error: HeadError) -> Self {
        Self {
            status: error.status,
            why: error.why,
        }
    }
}

/// Reads up to the end of the head. `None` when the client has nothing more to ask.
fn read_head(
    client: &TcpStream,
    received: &mut Vec<u8>,
    is_here: bool,
) -> Result<Option<RequestHead>, Refusal> {
    let mut deadline = None;
    loop {
        if let Some(end) = head::end(received).filter(|end| *end <= MAX_HEAD) {
            let rest = received.split_off(end);
            let head = std::mem::replace(received, rest);
            return Ok(Some(RequestHead::parse(&head, is_here)?));
        }
        if received.len() > MAX_HEAD {
            return Err(Refusal {
                status: 431,
                why: "the head of the request is too long",
            });
        }
        if deadline.is_none() && !received.is_empty() {
            deadline = Some(Instant::now() + REQUEST_TIME);
        }
        match read_some(client, received, deadline, IDLE_TIME) {
            Ok(0) => return Ok(None),
            Ok(_) => {}
            Err(_) if received.is_empty() => return Ok(None),
            Err(_) => {
                return Err(Refusal {
                    status: 408,
                    why: "the request took too long",
                });
            }
        }
    }
}

fn read_body(client: &TcpStream, received: &mut Vec<u8>, head: &RequestHead) -> Result<Vec<u8>, Refusal> {
    if head.length > MAX_BODY {
        return Err(Refusal {
            status: 413,
            why: "the body of the request is too long",
        });
    }
    if head.expects_continue && received.len() < head.length {
        let mut client = client;
        // A client that does not hear it goes on after a while, or goes away.
        let _ = client.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    let deadline = Some(Instant::now() + REQUEST_TIME);
    while received.len() < head.length {
        match read_some(client, received, deadline, REQUEST_TIME) {
            Ok(0) | Err(_) => {
                return Err(Refusal {
                    status: 408,
                    why: "the body of the request did not come",
                });
            }
            Ok(_) => {}
        }
    }
    let rest = received.split_off(head.length);
    Ok(std::mem::replace(received, rest))
}

/// Reads what has come, waiting until a deadline, or for a while where there is none yet.
fn read_some(
    mut client: &TcpStream,
    received: &mut Vec<u8>,
    deadline: Option<Instant>,
    wait: Duration,
) -> io::Result<usize> {
    let left = deadline.map_or(Some(wait), |deadline| {
        deadline.checked_duration_since(Instant::now())
    });
    let left = left
        .filter(|left| !left.is_zero())
        .ok_or(io::ErrorKind::TimedOut)?;
    client.set_read_timeout(Some(left))?;
    let mut buffer = [0; 8 << 10];
    let count = client.read(&mut buffer)?;
    received.extend_from_slice(&buffer[..count]);
    Ok(count)
}

fn copy(from: &mut impl Read, mut to: &TcpStream) -> io::Result<()> {
    let mut buffer = [0; 16 << 10];
    loop {
        let count = from.read(&mut buffer)?;
        if count == 0 {
            return Ok(());
        }
        to.write_all(&buffer[..count])?;
    }
}

fn refuse(client: &TcpStream, status: u16, why: &str) {
    send_refusal(client, status, why);
    // Closing with unread bytes would reset the connection, and the answer with it.
    let _ = client.shutdown(Shutdown::Write);
    let _ = client.set_read_timeout(Some(Duration::from_millis(200)));
    let _ = io::copy(&mut { client }.take(1 << 20), &mut io::sink());
}

fn send_refusal(mut client: &TcpStream, status: u16, why: &str) {
    let answer = format!(
        "HTTP/1.1 {status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{why}",
        why.len()
    );
    // A client that is gone needs no answer.
    let _ = client.set_write_timeout(Some(Duration::from_secs(1)));
    let _ = client.write_all(answer.as_bytes());
}

/// A client among those that are waited for, until it is dropped.
struct WaitingClient<'g> {
    gate: &'g Gate,
    number: u64,
}

impl<'g> WaitingClient<'g> {
    fn enter(gate: &'g Gate, client: &Arc<TcpStream>) -> Self {
        let mut waiting = gate.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let number = waiting.next;
        waiting.next += 1;
        waiting.clients.insert(number, client.clone());
        Self { gate, number }
    }
}

impl Drop for WaitingClient<'_> {
    fn drop(&mut self) {
        self.gate
            .waiting
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clients
            .remove(&self.number);
    }
}

enum Counter {
    Connections,
    Streams,
}

/// One of a limited number of places, given back when it is dropped.
struct Place {
    gate: Arc<Gate>,
    counter: Counter,
}

impl Place {
    fn take(gate: &Arc<Gate>, counter: Counter, limit: usize) -> Option<Self> {
        let place = Self {
            gate: gate.clone(),
            counter,
        };
        // Dropping the place gives it back, also when it is one too many.
        (place.count().fetch_add(1, Ordering::AcqRel) < limit).then_some(place)
    }

    fn count(&self) -> &AtomicUsize {
        match self.counter {
            Counter::Connections => &self.gate.connections,
            Counter::Streams => &self.gate.streams,
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.count().fetch_sub(1, Ordering::AcqRel);
    }
}
