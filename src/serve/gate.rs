//! The gate: an accept loop in front of `tiny_http`, with the limits and timeouts that the library
//! does not have.
//!
//! A request reaches the library once its head and its body are here in whole, within bounds and in
//! time. Each goes over a new connection, so slow and idle clients hold threads of the gate, which
//! are counted, and nothing else. Behind the gate every connection comes from this machine. So the
//! gate puts a header of its own into each request that says where it comes from, and takes away
//! what a client says under that name. Knows nothing of what is served.

mod head;
mod inner;

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use tiny_http::Request;

use super::guard::Refused;

use head::RequestHead;
pub(super) use head::{HERE, ORIGIN};
use inner::{InnerSocket, SocketFolder};

/// Connections at a time. A browser opens six to a host.
const MAX_CONNECTIONS: usize = 512;
/// Event streams among them, so that idle tabs leave room for pages.
const MAX_STREAMS: usize = 320;
/// At most so many idle clients are disconnected to make room for a new one.
const MAX_HANG_UPS: usize = 20;
/// The longest head of a request.
const MAX_HEAD: usize = 16 << 10;
/// The longest body.
const MAX_BODY: usize = 1 << 20;
/// A request has to be here in whole within this time of its first byte.
const REQUEST_TIME: Duration = Duration::from_secs(10);
/// A connection may rest between requests for this long.
const IDLE_TIME: Duration = Duration::from_secs(20);
/// A client has to read some of the answer within this time. The system may notice as late as after
/// twice this time since the client last read.
const SEND_TIME: Duration = Duration::from_secs(8);
/// The size of a thread's stack: threads of the gate only copy.
const STACK: usize = 128 << 10;

/// What connections share.
struct Gate {
    inner: InnerSocket,
    connections: AtomicUsize,
    streams: AtomicUsize,
    idle: Mutex<IdleClients>,
}

/// Connections that wait for the head of a request, by the order in which they began to wait.
#[derive(Default)]
struct IdleClients {
    next: u64,
    clients: BTreeMap<u64, Arc<TcpStream>>,
}

impl Gate {
    fn idle(&self) -> MutexGuard<'_, IdleClients> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

const TOO_MANY_CONNECTIONS: Refused = Refused {
    status: 503,
    why: "too many connections",
};
const TOO_MANY_STREAMS: Refused = Refused {
    status: 503,
    why: "too many event streams",
};

/// Serves connections for as long as the returned folder is kept. Each connection has a thread;
/// `answer` is called for every request, on another thread.
///
/// # Errors
/// When the inner server cannot be made.
pub(super) fn start(
    listener: TcpListener,
    answer: impl Fn(Request) + Send + Sync + 'static,
) -> io::Result<SocketFolder> {
    let (server, inner, folder) = InnerSocket::new()?;
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
        inner,
        connections,
        streams,
        idle: Mutex::default(),
    });
    thread::spawn(move || accept(&listener, &gate));
    Ok(folder)
}

fn accept(listener: &TcpListener, gate: &Arc<Gate>) {
    loop {
        let Ok((client, _)) = listener.accept() else {
            // Out of file descriptors, most likely: others will close.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let Some(permit) = make_room(gate) else {
            // The request is not read: other clients are waiting.
            send_refusal(&client, TOO_MANY_CONNECTIONS);
            continue;
        };
        let (gate, client) = (gate.clone(), Arc::new(client));
        let served = thread::Builder::new().stack_size(STACK).spawn(move || {
            let _permit = permit;
            // An error means that the client is gone.
            let _ = serve(&client, &gate);
        });
        if served.is_err() {
            thread::sleep(Duration::from_millis(50));
        }
    }
}

/// A permit for a new connection. When there is none, the client that has been idle for the longest
/// is disconnected: connections that ask for nothing must not keep out those that do.
fn make_room(gate: &Arc<Gate>) -> Option<Permit> {
    for _ in 0..MAX_HANG_UPS {
        if let Some(permit) = Permit::take(gate, Limited::Connections, MAX_CONNECTIONS) {
            return Some(permit);
        }
        let (_, oldest) = gate.idle().clients.pop_first()?;
        // A request that has come by now is still answered; then its thread reads an end. An error
        // means that the client is gone.
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
        let (head, body) = match read_request(gate, client, &mut received, is_here) {
            Ok(Some(request)) => request,
            Ok(None) => return Ok(()),
            Err(refused) => {
                refuse(client, refused);
                return Ok(());
            }
        };
        let permit = head
            .is_stream
            .then(|| Permit::take(gate, Limited::Streams, MAX_STREAMS));
        // The inner option is empty where there are too many already.
        if matches!(permit, Some(None)) {
            refuse(client, TOO_MANY_STREAMS);
            return Ok(());
        }
        let mut inner = gate.inner.connect()?;
        inner.write_all(&head.forwarded)?;
        inner.write_all(&body)?;
        copy(&mut inner, client)?;
        if head.closes || head.is_stream {
            return Ok(());
        }
    }
}

/// Reads a whole request. `None` when the client has nothing more to ask.
fn read_request(
    gate: &Gate,
    client: &Arc<TcpStream>,
    received: &mut Vec<u8>,
    is_here: bool,
) -> Result<Option<(RequestHead, Vec<u8>)>, Refused> {
    let idle = IdleClient::add(gate, client);
    let head = read_head(client, received, is_here)?;
    drop(idle);
    let Some(head) = head else { return Ok(None) };
    let body = read_body(client, received, &head)?;
    Ok(Some((head, body)))
}

/// Reads up to the end of the head. `None` when the client has nothing more to ask.
fn read_head(
    client: &TcpStream,
    received: &mut Vec<u8>,
    is_here: bool,
) -> Result<Option<RequestHead>, Refused> {
    let mut deadline = None;
    loop {
        if let Some(end) = head::end(received).filter(|end| *end <= MAX_HEAD) {
            let rest = received.split_off(end);
            let head = std::mem::replace(received, rest);
            return Ok(Some(RequestHead::parse(&head, is_here)?));
        }
        if received.len() > MAX_HEAD {
            return Err(Refused {
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
                return Err(Refused {
                    status: 408,
                    why: "the request took too long",
                });
            }
        }
    }
}

fn read_body(
    client: &TcpStream,
    received: &mut Vec<u8>,
    head: &RequestHead,
) -> Result<Vec<u8>, Refused> {
    if head.length > MAX_BODY {
        return Err(Refused {
            status: 413,
            why: "the body of the request is too long",
        });
    }
    if head.expects_continue && received.len() < head.length {
        let mut client = client;
        // A client that does not get this goes on after a while, or goes away.
        let _ = client.write_all(b"HTTP/1.1 100 Continue\r\n\r\n");
    }
    let deadline = Some(Instant::now() + REQUEST_TIME);
    while received.len() < head.length {
        match read_some(client, received, deadline, REQUEST_TIME) {
            Ok(0) | Err(_) => {
                return Err(Refused {
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

/// Reads some bytes. Waits until the deadline, or for the time that is given where there is none
/// yet.
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

fn refuse(client: &TcpStream, refused: Refused) {
    send_refusal(client, refused);
    // Closing with unread bytes would reset the connection, and the client would lose the answer.
    let _ = client.shutdown(Shutdown::Write);
    let _ = client.set_read_timeout(Some(Duration::from_millis(200)));
    let _ = io::copy(&mut { client }.take(1 << 20), &mut io::sink());
}

fn send_refusal(mut client: &TcpStream, Refused { status, why }: Refused) {
    let answer = format!(
        "HTTP/1.1 {status} Refused\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{why}",
        why.len()
    );
    // A client that is gone needs no answer.
    let _ = client.set_write_timeout(Some(Duration::from_secs(1)));
    let _ = client.write_all(answer.as_bytes());
}

/// The entry of an idle client. To drop it removes it.
struct IdleClient<'g> {
    gate: &'g Gate,
    number: u64,
}

impl<'g> IdleClient<'g> {
    fn add(gate: &'g Gate, client: &Arc<TcpStream>) -> Self {
        let mut idle = gate.idle();
        let number = idle.next;
        idle.next += 1;
        idle.clients.insert(number, client.clone());
        drop(idle);
        Self { gate, number }
    }
}

impl Drop for IdleClient<'_> {
    fn drop(&mut self) {
        self.gate.idle().clients.remove(&self.number);
    }
}

/// What a limit counts.
enum Limited {
    Connections,
    Streams,
}

/// The right to be one of a limited number. To drop it gives it back.
struct Permit {
    gate: Arc<Gate>,
    limited: Limited,
}

impl Permit {
    fn take(gate: &Arc<Gate>, limited: Limited, limit: usize) -> Option<Self> {
        let permit = Self {
            gate: gate.clone(),
            limited,
        };
        // Where it is one too many, it is dropped here, which gives it back.
        (permit.count().fetch_add(1, Ordering::AcqRel) < limit).then_some(permit)
    }

    fn count(&self) -> &AtomicUsize {
        match self.limited {
            Limited::Connections => &self.gate.connections,
            Limited::Streams => &self.gate.streams,
        }
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        self.count().fetch_sub(1, Ordering::AcqRel);
    }
}
