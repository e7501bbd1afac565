//! What is at an address of the dev server: the site's pages and files, and a few addresses of its
//! own.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::Sender;

use tiny_http::{Header, Method, Request};

use super::answer::{Answer, Body};
use super::doors::{self, Doors, Who};
use super::guard::{self, Guard, Refused};
use super::live::{self, Live};
use super::recording::{self, Recorder};
use super::relay::{self, Relay};
use super::{entrance, events, gate};
use crate::os_files::OsFiles;
use crate::path::{UrlPath, encode_path};
use crate::render::Output;
use crate::site::addresses;
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The script that every page gets.
const SCRIPT: &str = include_str!("client/reload.js");
const SCRIPT_PATH: &str = "/_lutrin/reload.js";
/// Reads the whole site again.
const RESCAN_PATH: &str = "/_lutrin/rescan";
/// Streams of those who see the public site alone; the others are left to who presents.
const MAX_VISITOR_STREAMS: usize = 240;

/// What requests need.
#[derive(Debug)]
pub(super) struct Server {
    live: Arc<Live>,
    files: Arc<OsFiles>,
    guard: Guard,
    rescan: Sender<()>,
    doors: Arc<Doors>,
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
        doors: Arc<Doors>,
    ) -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let guard = Guard {
            bound,
            token: format!("{:032x}", u128::from_ne_bytes(random)),
        };
        let (recorder, relay) = (Recorder::new(files.clone()), Relay::default());
        Ok(Self {
            live,
            files,
            guard,
            rescan,
            doors,
            recorder,
            relay,
            visitor_streams: AtomicUsize::new(0),
        })
    }

    /// Answers one request.
    pub(super) fn answer(&self, mut request: Request) {
        let target = request.url().to_owned();
        let who = self.who(&request);
        match self.route(&mut request, &target, who) {
            Ok(Routed::Answer(answer)) => {
                // A client that is gone needs no answer.
                let _ = answer.send(request);
            }
            Ok(Routed::Stream(stream)) => self.stream(request, stream, who),
            Err(Refused { status, why }) => {
                let _ = Answer::text(status, why).send(request);
            }
        }
    }

    fn who(&self, request: &Request) -> Who {
        let is_here = header(request, gate::ORIGIN) == Some(gate::HERE);
        self.doors
            .who(is_here, header(request, "Cookie").unwrap_or_default())
    }

    fn stream(&self, request: Request, stream: Stream, who: Who) {
        let before = self
            .visitor_streams
            .fetch_add(usize::from(who == Who::Visitor), Ordering::AcqRel);
        if who == Who::Visitor && before >= MAX_VISITOR_STREAMS {
            let _ = Answer::text(503, "too many event streams").send(request);
        } else {
            match stream {
                Stream::States(path) => events::stream(request, &self.live, &path, who),
                Stream::Channel(name, is_presenter) => {
                    self.relay.listen(&name, is_presenter, request)
                }
            }
        }
        self.visitor_streams
            .fetch_sub(usize::from(who == Who::Visitor), Ordering::AcqRel);
    }

    fn route(&self, request: &mut Request, target: &str, who: Who) -> Result<Routed, Refused> {
        self.guard.check_host(header(request, "Host"))?;
        let path = guard::decode_path(target)?;
        if path == doors::PATH {
            return self.enter(request, target, who).map(Routed::Answer);
        }
        if path == entrance::STYLE_PATH && matches!(request.method(), Method::Get | Method::Head) {
            return Ok(Routed::Answer(Answer::new(
                200,
                "css",
                Body::Bytes(entrance::STYLE.as_bytes().to_vec()),
            )));
        }
        let snapshot = self.live.view(who).ok_or(Refused {
            status: 403,
            why: "this server is for its own machine",
        })?;
        if let Some(run) = path.strip_prefix(recording::PREFIX) {
            return self.record(request, run, who).map(Routed::Answer);
        }
        if let Some(channel) = path.strip_prefix(relay::PREFIX) {
            return self.relay(request, target, &snapshot, channel, who);
        }
        let reads = matches!(request.method(), Method::Get | Method::Head);
        match path.as_str() {
            RESCAN_PATH if *request.method() == Method::Post => {
                self.check_change(request, who)?;
                // The loop only ends with the process.
                let _ = self.rescan.send(());
                Ok(Routed::Answer(Answer::text(
                    202,
                    "reading everything again",
                )))
            }
            RESCAN_PATH => Err(Refused {
                status: 405,
                why: "ask for this with POST",
            }),
            _ if !reads => Err(Refused {
                status: 405,
                why: "this server only answers GET and HEAD here",
            }),
            // The gate counts streams by the address as it is written, so another way to write it
            // is another address.
            events::PATH
                if *request.method() == Method::Get
                    && target.split('?').next() == Some(events::PATH) =>
            {
                let path = guard::query(target, "path").unwrap_or_else(|| "/".to_owned());
                Ok(Routed::Stream(Stream::States(path)))
            }
            SCRIPT_PATH => Ok(Routed::Answer(Answer::new(
                200,
                "js",
                Body::Bytes(SCRIPT.as_bytes().to_vec()),
            ))),
            _ => Ok(Routed::Answer(self.page(&snapshot, &path, who))),
        }
    }

    /// Lets somebody in who has a key. Only the button of its page takes it: what looks ahead, as
    /// browsers and messengers do, never presses that. Who is inside needs no key, and goes on.
    fn enter(&self, request: &Request, target: &str, who: Who) -> Result<Answer, Refused> {
        let takes = *request.method() == Method::Post;
        if !takes && !matches!(request.method(), Method::Get | Method::Head) {
            return Err(Refused {
                status: 405,
                why: "open this address in a browser",
            });
        }
        let to = guard::query(target, "to").unwrap_or_else(|| "/".to_owned());
        let to = doors::own_path(&to).ok_or(Refused {
            status: 400,
            why: "a key leads to pages of this server alone",
        })?;
        if who == Who::Trusted {
            return Ok(Answer::come_in(&encode_path(to)));
        }
        let (key, snapshot) = (
            guard::query(target, "key").unwrap_or_default(),
            self.live.snapshot(),
        );
        if !takes {
            let show = if self.doors.knows(&key) {
                entrance::open
            } else {
                entrance::closed
            };
            return Ok(show(&snapshot, to));
        }
        Guard::check_origin(header(request, "Host"), header(request, "Origin"))?;
        Ok(self.doors.enter(&key).map_or_else(
            || entrance::closed(&snapshot, to),
            |session| Answer::admission(&encode_path(to), &format!("{}={session}", doors::COOKIE)),
        ))
    }

    /// Saves a run, or takes it away.
    fn record(&self, request: &mut Request, run: &str, who: Who) -> Result<Answer, Refused> {
        let method = request.method().clone();
        if !matches!(method, Method::Put | Method::Delete) {
            return Err(Refused {
                status: 405,
                why: "rehearsals are saved with PUT and discarded with DELETE",
            });
        }
        self.check_change(request, who)?;
        let body = body(request)?;
        let snapshot = self.live.snapshot();
        let done = match method {
            Method::Put => self.recorder.save(&snapshot, run, &body),
            _ => self.recorder.discard(&snapshot, run, &body),
        };
        Ok(done.map_or_else(
            |failed| Answer::text(failed.status, &failed.why),
            |told| Answer::new(200, "json", Body::Bytes(told.into_bytes())),
        ))
    }

    /// Passes on what the windows of a deck tell each other. Everybody who sees the deck may
    /// listen.
    fn relay(
        &self,
        request: &mut Request,
        target: &str,
        snapshot: &Snapshot,
        channel: &str,
        who: Who,
    ) -> Result<Routed, Refused> {
        let name = || {
            relay::channel(snapshot, channel).ok_or(Refused {
                status: 404,
                why: "there is no such deck",
            })
        };
        match request.method() {
            Method::Get if target.starts_with(relay::PREFIX) => {
                let role = guard::query(target, "role");
                let is_presenter = who == Who::Trusted && role.as_deref() == Some("presenter");
                Ok(Routed::Stream(Stream::Channel(name()?, is_presenter)))
            }
            Method::Get => Err(Refused {
                status: 404,
                why: "there is nothing here",
            }),
            Method::Post => {
                self.check_change(request, who)?;
                let (name, body) = (name()?, body(request)?);
                if self.relay.say(&name, &body) {
                    Ok(Routed::Answer(Answer::done()))
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

    fn check_change(&self, request: &Request, who: Who) -> Result<(), Refused> {
        if who == Who::Visitor {
            return Err(Refused {
                status: 403,
                why: "only who came in by a key may do this",
            });
        }
        let of = |name| header(request, name);
        self.guard
            .check_change(of("Host"), of("Origin"), of("X-Lutrin-Token"))
    }

    /// A page or file of the site, a way to it, or what is shown where there is nothing.
    fn page(&self, snapshot: &Arc<Snapshot>, path: &str, who: Who) -> Answer {
        let base = snapshot.config.base_path.as_str();
        let Some(inside) = path
            .strip_prefix(base)
            .filter(|inside| inside.starts_with('/'))
        else {
            // Also `/repo` without its slash.
            return Answer::redirect(&format!("{base}/"));
        };
        let url = UrlPath::given(inside.strip_suffix("index.html").unwrap_or(inside));
        if live::is_there(snapshot, &url, who) {
            return self.show(snapshot, &url, 200, who);
        }
        let folder = url.as_folder();
        if !inside.ends_with('/') && live::is_there(snapshot, &folder, who) {
            return Answer::redirect(&folder.href(base));
        }
        self.show(snapshot, &not_found(snapshot, &url), 404, who)
    }

    fn show(&self, snapshot: &Arc<Snapshot>, url: &UrlPath, status: u16, who: Who) -> Answer {
        let name = url.output_file();
        let extension = name
            .rsplit_once('.')
            .filter(|(_, extension)| !extension.contains('/'))
            .map_or("", |(_, e)| e);
        let is_feed = matches!(
            snapshot.site.routes.get(url.as_str()),
            Some(Target::Feed(_))
        );
        let extension = if is_feed { "atom" } else { extension };
        match self.live.show(snapshot, url) {
            Ok(Some(shown)) => match shown.output.value {
                Output::File(file) => self.files.open(&file).map_or_else(
                    |error| Answer::text(404, &error.message),
                    |opened| Answer::new(status, &file.extension(), Body::File(opened)),
                ),
                Output::Bytes(_) if !shown.output.diagnostics.is_empty() => {
                    self.failure(snapshot, "", who)
                }
                Output::Bytes(bytes) if extension == "html" => {
                    let hash = if status == 404 {
                        "none"
                    } else {
                        shown.hash.as_deref().unwrap_or_default()
                    };
                    Answer::new(
                        status,
                        extension,
                        Body::Bytes(self.with_script(snapshot, &bytes, hash, who)),
                    )
                }
                Output::Bytes(bytes) => Answer::new(status, extension, Body::Bytes(bytes)),
            },
            Ok(None) => Answer::text(404, "there is nothing here"),
            Err(why) => self.failure(snapshot, &why, who),
        }
    }

    /// A page in the place of one that cannot be rendered: the overlay says why, and goes once it
    /// is mended.
    fn failure(&self, snapshot: &Snapshot, why: &str, who: Who) -> Answer {
        let mut page =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lutrin</title></head><body><p>"
                .to_owned();
        // Writing to a `String` cannot fail.
        let _ = pulldown_cmark_escape::escape_html(
            &mut page,
            if why.is_empty() || who == Who::Visitor {
                "This page cannot be rendered."
            } else {
                why
            },
        );
        page.push_str("</p></body></html>\n");
        Answer::new(
            500,
            "html",
            Body::Bytes(self.with_script(snapshot, page.as_bytes(), "failed", who)),
        )
    }

    /// The page with the script that keeps it up to date before its end. Visitors get no token with
    /// it, which is what pages know the backstage by.
    fn with_script(&self, snapshot: &Snapshot, page: &[u8], hash: &str, who: Who) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at = page
            .windows(END.len())
            .rposition(|window| window == END)
            .unwrap_or(page.len());
        let mut out = Vec::with_capacity(page.len() + 200);
        out.extend_from_slice(&page[..at]);
        let token = match who {
            Who::Trusted => format!(" data-token=\"{}\"", self.guard.token),
            Who::Visitor => String::new(),
        };
        // Writing to a `Vec` cannot fail.
        let _ = write!(
            out,
            "<script src=\"{SCRIPT_PATH}\" data-page=\"{hash}\" data-generation=\"{}\"{token} defer></script>",
            snapshot.generation
        );
        out.extend_from_slice(&page[at..]);
        out
    }
}

enum Routed {
    Answer(Answer),
    Stream(Stream),
}

/// What somebody listens to.
enum Stream {
    /// The states of the page at an address.
    States(String),
    /// What is said in a channel; whether it is a presenter who listens.
    Channel(String, bool),
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

/// The 404 page of the language that an address begins with.
fn not_found(snapshot: &Snapshot, url: &UrlPath) -> UrlPath {
    let (config, site) = (&snapshot.config, &snapshot.site);
    config
        .language_at(url.as_str())
        .map(|language| site.address(&Target::NotFound(language)))
        .filter(|page| matches!(site.routes.get(page.as_str()), Some(Target::NotFound(_))))
        .unwrap_or_else(addresses::root_not_found)
}
