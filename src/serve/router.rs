//! What is at an address of the dev server: the site's pages and files, and a few addresses of its own.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use tiny_http::{Header, Method, Request};

use super::answer::{Answer, Body};
use super::events;
use super::guard::{self, Guard, Refused};
use super::live::Live;
use super::recording::{self, Recorder};
use crate::os_files::OsFiles;
use crate::path::UrlPath;
use crate::render::{self, Output};
use crate::site::routes::Target;
use crate::snapshot::Snapshot;

/// The script that every page gets.
const SCRIPT: &str = include_str!("client/reload.js");
const SCRIPT_PATH: &str = "/_lutrin/reload.js";
/// Reads the whole site again.
const RESCAN_PATH: &str = "/_lutrin/rescan";

/// What requests need.
#[derive(Debug)]
pub(super) struct Server {
    live: Arc<Live>,
    files: Arc<OsFiles>,
    guard: Guard,
    rescan: Sender<()>,
    recorder: Recorder,
}

impl Server {
    pub(super) fn new(live: Arc<Live>, files: Arc<OsFiles>, bound: SocketAddr, rescan: Sender<()>) -> io::Result<Self> {
        let mut random = [0; 16];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let token = format!("{:032x}", u128::from_ne_bytes(random));
        let recorder = Recorder::new(files.clone());
        Ok(Self { live, files, guard: Guard { bound, token }, rescan, recorder })
    }

    /// Answers one request.
    pub(super) fn answer(&self, mut request: Request) {
        let target = request.url().to_owned();
        match self.route(&mut request, &target) {
            Ok(Routed::Answer(answer)) => {
                // A client that is gone needs no answer.
                let _ = answer.send(request);
            }
            Ok(Routed::Stream) => {
                let path = guard::query(&target, "path").unwrap_or_else(|| "/".to_owned());
                events::stream(request, &self.live, &path);
            }
            Err(Refused { status, why }) => {
                let _ = Answer::text(status, why).send(request);
            }
        }
    }

    fn route(&self, request: &mut Request, target: &str) -> Result<Routed, Refused> {
        self.guard.check_host(header(request, "Host"))?;
        let path = guard::decode_path(target)?;
        if let Some(run) = path.strip_prefix(recording::PREFIX) {
            return self.record(request, run).map(Routed::Answer);
        }
        let reads = matches!(request.method(), Method::Get | Method::Head);
        match path.as_str() {
            RESCAN_PATH if *request.method() == Method::Post => {
                self.check_change(request)?;
                // The loop only ends with the process.
                let _ = self.rescan.send(());
                Ok(Routed::Answer(Answer::text(202, "reading everything again")))
            }
            RESCAN_PATH => Err(Refused { status: 405, why: "ask for this with POST" }),
            _ if !reads => Err(Refused { status: 405, why: "this server only answers GET and HEAD here" }),
            // The gate counts streams by the address as it is written, so another way to write it is another address.
            events::PATH if *request.method() == Method::Get && target.split('?').next() == Some(events::PATH) => {
                Ok(Routed::Stream)
            }
            SCRIPT_PATH => Ok(Routed::Answer(Answer::new(200, "js", Body::Bytes(SCRIPT.as_bytes().to_vec())))),
            _ => Ok(Routed::Answer(self.page(&path))),
        }
    }

    /// Saves a run, or takes it away.
    fn record(&self, request: &mut Request, run: &str) -> Result<Answer, Refused> {
        let method = request.method().clone();
        if !matches!(method, Method::Put | Method::Delete) {
            return Err(Refused { status: 405, why: "rehearsals are saved with PUT and discarded with DELETE" });
        }
        self.check_change(request)?;
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

    fn check_change(&self, request: &Request) -> Result<(), Refused> {
        let of = |name| header(request, name);
        self.guard.check_change(of("Host"), of("Origin"), of("X-Lutrin-Token"))
    }

    /// A page or file of the site, a way to it, or what is shown where there is nothing.
    fn page(&self, path: &str) -> Answer {
        let snapshot = self.live.snapshot();
        let base = snapshot.config.base_path.as_str();
        let Some(inside) = path.strip_prefix(base).filter(|inside| inside.starts_with('/')) else {
            // Also `/repo` without its slash.
            return Answer::redirect(&format!("{base}/"));
        };
        let url = UrlPath::new(inside.strip_suffix("index.html").unwrap_or(inside));
        if render::is_there(&snapshot, &url) {
            return self.show(&snapshot, &url, 200);
        }
        let folder = url.join("/");
        if !inside.ends_with('/') && render::is_there(&snapshot, &folder) {
            return Answer::redirect(&folder.href(base));
        }
        self.show(&snapshot, &not_found(&snapshot, &url), 404)
    }

    fn show(&self, snapshot: &Arc<Snapshot>, url: &UrlPath, status: u16) -> Answer {
        let name = url.output_file();
        let extension = name.rsplit_once('.').filter(|(_, extension)| !extension.contains('/')).map_or("", |(_, e)| e);
        let is_feed = matches!(snapshot.site.routes.get(url.as_str()), Some(Target::Feed(_)));
        let extension = if is_feed { "atom" } else { extension };
        match self.live.show(snapshot, url) {
            Ok(Some(shown)) => match shown.output.value {
                Output::File(file) => self.files.open(&file).map_or_else(
                    |error| Answer::text(404, &error.message),
                    |opened| Answer::new(status, &file.extension(), Body::File(opened)),
                ),
                Output::Bytes(_) if !shown.output.diagnostics.is_empty() => self.failure(snapshot, ""),
                Output::Bytes(bytes) if extension == "html" => {
                    let hash = if status == 404 { "none" } else { shown.hash.as_deref().unwrap_or_default() };
                    Answer::new(status, extension, Body::Bytes(self.with_script(snapshot, &bytes, hash)))
                }
                Output::Bytes(bytes) => Answer::new(status, extension, Body::Bytes(bytes)),
            },
            Ok(None) => Answer::text(404, "there is nothing here"),
            Err(why) => self.failure(snapshot, &why),
        }
    }

    /// A page in the place of one that cannot be rendered: the overlay says why, and goes once it is mended.
    fn failure(&self, snapshot: &Snapshot, why: &str) -> Answer {
        let mut page =
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Lutrin</title></head><body><p>"
                .to_owned();
        // Writing to a `String` cannot fail.
        let _ = pulldown_cmark_escape::escape_html(
            &mut page,
            if why.is_empty() { "This page cannot be rendered." } else { why },
        );
        page.push_str("</p></body></html>\n");
        Answer::new(500, "html", Body::Bytes(self.with_script(snapshot, page.as_bytes(), "failed")))
    }

    /// The page with the script that keeps it up to date before its end.
    fn with_script(&self, snapshot: &Snapshot, page: &[u8], hash: &str) -> Vec<u8> {
        const END: &[u8] = b"</body>";
        let at = page.windows(END.len()).rposition(|window| window == END).unwrap_or(page.len());
        let mut out = Vec::with_capacity(page.len() + 200);
        out.extend_from_slice(&page[..at]);
        // Writing to a `Vec` cannot fail.
        let _ = write!(
            out,
            "<script src=\"{SCRIPT_PATH}\" data-page=\"{hash}\" data-generation=\"{}\" data-token=\"{}\" defer></script>",
            snapshot.generation, self.guard.token
        );
        out.extend_from_slice(&page[at..]);
        out
    }
}

enum Routed {
    Answer(Answer),
    Stream,
}

fn header<'r>(request: &'r Request, name: &'static str) -> Option<&'r str> {
    request.headers().iter().find(|header: &&Header| header.field.equiv(name)).map(|header| header.value.as_str())
}

/// The body of a request, which the gate has bounded.
fn body(request: &mut Request) -> Result<Vec<u8>, Refused> {
    let mut body = Vec::new();
    let read = request.as_reader().read_to_end(&mut body);
    read.map(|_| body).map_err(|_| Refused { status: 400, why: "the body of the request did not come" })
}

/// The 404 page of the language that an address begins with.
fn not_found(snapshot: &Snapshot, url: &UrlPath) -> UrlPath {
    let prefix = snapshot.config.prefix_of(url.as_str()).unwrap_or_else(|| "/".to_owned());
    let page = UrlPath::new(&format!("{prefix}404.html"));
    match snapshot.site.routes.get(page.as_str()) {
        Some(Target::NotFound(_)) => page,
        _ => UrlPath::new("/404.html"),
    }
}
