//! What is at an address of the dev server: the site's pages and files, and the few addresses of
//! the server itself.

mod pages;
mod voice;

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use tiny_http::{Header, Method, Request};

use super::events::{self, Topic};
use super::guard::{self, Guard, Refused};
use super::live::Live;
use super::pairing::{self, Pairing, Viewer};
use super::recording::{self, Recorder};
use super::relay::{self, Relay};
use super::reply::{Reply, ReplyBody};
use super::{entrance, gate};
use crate::os_files::OsFiles;
use crate::path::encode_path;
use crate::snapshot::Snapshot;

/// The script that every page gets.
const SCRIPT: &str = include_str!("client/reload.js");
const SCRIPT_PATH: &str = "/_lutrin/reload.js";
/// What all windows of a browser have their streams from.
const STREAMS_SCRIPT: &str = include_str!("client/streams.js");
const STREAMS_SCRIPT_PATH: &str = "/_lutrin/streams.js";
/// The address at which a client asks the server to read the whole site again.
const RESCAN_PATH: &str = "/_lutrin/rescan";
/// Event streams of visitors. The gate allows more, which are left to those who present.
const MAX_VISITOR_STREAMS: usize = 240;

/// What requests need.
#[derive(Debug)]
pub(super) struct Server {
    live: Arc<Live>,
    files: Arc<OsFiles>,
    guard: Guard,
    rescan: Sender<()>,
    pairing: Arc<Pairing>,
    recorder: Recorder,
    relay: Relay,
    visitor_streams: AtomicUsize,
}

impl Server {
    pub(super) fn new(
        live: Arc<Live>,
        files: Arc<OsFiles>,
        bound: SocketAddr,
        rescan: Sender<()>,
        pairing: Arc<Pairing>,
    ) -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let guard = Guard {
            bound,
            token: format!("{:032x}", u128::from_ne_bytes(random)),
        };
        let (recorder, relay) = (Recorder::new(files.clone()), Relay::new(live.bell()));
        Ok(Self {
            live,
            files,
            guard,
            rescan,
            pairing,
            recorder,
            relay,
            visitor_streams: AtomicUsize::new(0),
        })
    }

    /// Answers one request.
    pub(super) fn answer(&self, mut request: Request) {
        let target = request.url().to_owned();
        let viewer = self.viewer(&request);
        match self.route(&mut request, &target, viewer) {
            Ok(Routed::Reply(reply)) => {
                // A client that is gone needs no reply.
                let _ = reply.send(request);
            }
            Ok(Routed::Stream(stream)) => self.stream(request, stream, viewer),
            Err(Refused { status, why }) => {
                let _ = Reply::text(status, why).send(request);
            }
        }
    }

    fn viewer(&self, request: &Request) -> Viewer {
        let is_here = header(request, gate::ORIGIN) == Some(gate::HERE);
        let cookies = header(request, "Cookie").unwrap_or_default();
        self.pairing.viewer(is_here, cookies)
    }

    fn stream(&self, request: Request, stream: EventStream, viewer: Viewer) {
        let visitors = usize::from(viewer == Viewer::Visitor);
        let before = self.visitor_streams.fetch_add(visitors, Ordering::AcqRel);
        if viewer == Viewer::Visitor && before >= MAX_VISITOR_STREAMS {
            let _ = Reply::text(503, "too many event streams").send(request);
        } else {
            let EventStream {
                topics,
                is_together,
            } = stream;
            events::stream(request, topics, is_together, &self.live, viewer);
        }
        self.visitor_streams.fetch_sub(visitors, Ordering::AcqRel);
    }

    /// Finds what is at the address of a request. The addresses that pair a device are open to
    /// everybody; all others need a view of the site.
    fn route(
        &self,
        request: &mut Request,
        target: &str,
        viewer: Viewer,
    ) -> Result<Routed, Refused> {
        self.guard.check_host(header(request, "Host"))?;
        let path = guard::decode_path(target)?;
        if path == pairing::PATH {
            return self.pair(request, target, viewer).map(Routed::Reply);
        }
        if path == entrance::STYLE_PATH && is_read(request) {
            return Ok(Routed::Reply(embedded("css", entrance::STYLE)));
        }
        let snapshot = self.live.view(viewer).ok_or(Refused {
            status: 403,
            why: "this server is for its own machine",
        })?;
        if let Some(run) = path.strip_prefix(recording::PREFIX) {
            return self.record(request, target, run, viewer).map(Routed::Reply);
        }
        if let Some(sound) = path.strip_prefix(recording::SOUND_PREFIX) {
            return self
                .voice(request, target, sound, viewer)
                .map(Routed::Reply);
        }
        if let Some(channel) = path.strip_prefix(relay::PREFIX) {
            return self.relay(request, target, &snapshot, channel, viewer);
        }
        if path == RESCAN_PATH {
            return self.rescan(request, viewer).map(Routed::Reply);
        }
        if !is_read(request) {
            return Err(Refused {
                status: 405,
                why: "this server only answers GET and HEAD here",
            });
        }
        // The gate counts streams by the address as it is written. Written in another way, it is
        // that of a page.
        if *request.method() == Method::Get && events::is_stream(target) {
            return Ok(Routed::Stream(self.streams(target, &snapshot, viewer)));
        }
        Ok(Routed::Reply(match path.as_str() {
            SCRIPT_PATH => embedded("js", SCRIPT),
            STREAMS_SCRIPT_PATH => embedded("js", STREAMS_SCRIPT),
            _ => self.page(&snapshot, &path, viewer),
        }))
    }

    /// What is told at the address of a stream.
    fn streams(&self, target: &str, snapshot: &Snapshot, viewer: Viewer) -> EventStream {
        let is_together = target.split('?').next() == Some(events::TOGETHER);
        let topics = if is_together {
            guard::queries(target, "of")
                .take(events::MAX_TOGETHER)
                .map(|of| self.topic(&of.unwrap_or_default(), snapshot, viewer))
                .collect()
        } else {
            vec![self.topic(target, snapshot, viewer)]
        };
        EventStream {
            topics,
            is_together,
        }
    }

    /// What is told at the address of one stream. Everybody who sees a deck may listen to it; what is
    /// said of a run is for presenters.
    fn topic(&self, target: &str, snapshot: &Snapshot, viewer: Viewer) -> Topic {
        if target.split('?').next() == Some(events::PATH) {
            return Topic::States(guard::query(target, "path").unwrap_or_else(|| "/".to_owned()));
        }
        let channel = guard::decode_path(target).ok().and_then(|path| {
            let channel = path.strip_prefix(relay::PREFIX)?;
            relay::channel(snapshot, channel)
        });
        let is_presenter = viewer == Viewer::Trusted
            && guard::query(target, "role").as_deref() == Some("presenter");
        channel.map_or(Topic::Nothing, |channel| {
            Topic::Messages(self.relay.listen(&channel, is_presenter))
        })
    }

    /// Asks the loop to read the whole site again.
    fn rescan(&self, request: &Request, viewer: Viewer) -> Result<Reply, Refused> {
        if *request.method() != Method::Post {
            return Err(Refused {
                status: 405,
                why: "ask for this with POST",
            });
        }
        self.check_write(request, viewer)?;
        // The loop only ends with the process.
        let _ = self.rescan.send(());
        Ok(Reply::text(202, "reading everything again"))
    }

    /// Pairs a device that has a key. Only the button of the page uses the key up: browsers and
    /// messengers that fetch addresses ahead never press it. A device that is paired needs no key,
    /// and is sent on.
    fn pair(&self, request: &Request, target: &str, viewer: Viewer) -> Result<Reply, Refused> {
        let is_button = *request.method() == Method::Post;
        if !is_button && !is_read(request) {
            return Err(Refused {
                status: 405,
                why: "open this address in a browser",
            });
        }
        let to = guard::query(target, "to").unwrap_or_else(|| "/".to_owned());
        let to = pairing::local_path(&to).ok_or(Refused {
            status: 400,
            why: "a key leads to pages of this server alone",
        })?;
        if viewer == Viewer::Trusted {
            return Ok(Reply::come_in(&encode_path(to)));
        }
        let key = guard::query(target, "key").unwrap_or_default();
        let snapshot = self.live.snapshot();
        if !is_button {
            return Ok(if self.pairing.is_valid(&key) {
                entrance::open(&snapshot, to)
            } else {
                entrance::closed(&snapshot, to)
            });
        }
        Guard::check_origin(header(request, "Host"), header(request, "Origin"))?;
        Ok(match self.pairing.pair(&key) {
            None => entrance::closed(&snapshot, to),
            Some(session) => {
                let cookie = format!("{}={session}", pairing::COOKIE);
                Reply::paired(&encode_path(to), &cookie)
            }
        })
    }

    /// Grants the lease of a run, saves it, or takes it away.
    fn record(
        &self,
        request: &mut Request,
        target: &str,
        run: &str,
        viewer: Viewer,
    ) -> Result<Reply, Refused> {
        let method = request.method().clone();
        if !matches!(method, Method::Post | Method::Put | Method::Delete) {
            return Err(Refused {
                status: 405,
                why: "rehearsals are saved with PUT, discarded with DELETE, and POST asks to record them",
            });
        }
        self.check_write(request, viewer)?;
        let body = body(request)?;
        let snapshot = self.live.snapshot();
        let done = match method {
            Method::Post => self.recorder.ask(&snapshot, run, target),
            Method::Put => self.recorder.save(&snapshot, run, target, &body),
            _ => self.recorder.discard(&snapshot, run),
        };
        Ok(recorded(done))
    }

    /// Passes on messages between the windows of a deck. Everybody who sees the deck may listen.
    fn relay(
        &self,
        request: &mut Request,
        target: &str,
        snapshot: &Snapshot,
        channel: &str,
        viewer: Viewer,
    ) -> Result<Routed, Refused> {
        let name = || {
            relay::channel(snapshot, channel).ok_or(Refused {
                status: 404,
                why: "there is no such deck",
            })
        };
        match request.method() {
            Method::Get if target.starts_with(relay::PREFIX) => {
                name()?;
                Ok(Routed::Stream(self.streams(target, snapshot, viewer)))
            }
            Method::Get => Err(Refused {
                status: 404,
                why: "there is nothing here",
            }),
            Method::Post => {
                self.check_write(request, viewer)?;
                let (name, body) = (name()?, body(request)?);
                if self.relay.publish(&name, &body) {
                    Ok(Routed::Reply(Reply::no_content()))
                } else {
                    Err(Refused {
                        status: 400,
                        why: "this is no message",
                    })
                }
            }
            _ => Err(Refused {
                status: 405,
                why: "messages are sent with POST and heard with GET",
            }),
        }
    }

    /// Checks that a viewer may change something, and that the request comes from a page of this
    /// server.
    fn check_write(&self, request: &Request, viewer: Viewer) -> Result<(), Refused> {
        if viewer == Viewer::Visitor {
            return Err(Refused {
                status: 403,
                why: "only who came in by a key may do this",
            });
        }
        self.guard.check_write(
            header(request, "Host"),
            header(request, "Origin"),
            header(request, "X-Lutrin-Token"),
        )
    }
}

/// What the recorder says.
fn recorded(done: Result<String, recording::Failed>) -> Reply {
    done.map_or_else(
        |failed| Reply::text(failed.status, &failed.why),
        |json| Reply::new(200, "json", ReplyBody::Bytes(json.into_bytes())),
    )
}

/// What a request leads to.
enum Routed {
    Reply(Reply),
    Stream(EventStream),
}

/// What an event stream tells, and whether its address is that of several.
struct EventStream {
    topics: Vec<Topic>,
    is_together: bool,
}

/// Whether a request changes nothing.
fn is_read(request: &Request) -> bool {
    matches!(request.method(), Method::Get | Method::Head)
}

/// A file of the server itself.
fn embedded(extension: &str, text: &str) -> Reply {
    Reply::new(200, extension, ReplyBody::Bytes(text.as_bytes().to_vec()))
}

fn header<'r>(request: &'r Request, name: &'static str) -> Option<&'r str> {
    request
        .headers()
        .iter()
        .find(|header: &&Header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

/// The body of a request, which the gate has bounded.
fn body(request: &mut Request) -> Result<Vec<u8>, Refused> {
    let mut body = Vec::new();
    let read = request.as_reader().read_to_end(&mut body);
    read.map(|_| body).map_err(|_| Refused {
        status: 400,
        why: "the body of the request did not come",
    })
}
