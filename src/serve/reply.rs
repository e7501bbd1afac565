//! A reply to a request, with what HTTP asks for: media type, validators, ranges, compression.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};
use std::time::UNIX_EPOCH;

use flate2::Compression;
use flate2::write::GzEncoder;
use tiny_http::{Header, Request, Response, StatusCode};

/// Shorter texts do not gain from compression.
const MIN_GZIP: usize = 1024;

/// The body of a reply.
pub(super) enum ReplyBody {
    Bytes(Vec<u8>),
    File(File),
}

/// A reply, before it is adapted to its request.
pub(super) struct Reply {
    status: u16,
    media_type: String,
    /// The value of `Cache-Control`.
    cache: &'static str,
    /// Headers that only some replies have.
    more: Vec<(&'static str, String)>,
    body: ReplyBody,
}

impl Reply {
    /// A reply of the media type that an extension stands for. Browsers may keep it, and ask each
    /// time whether it has changed.
    pub(super) fn new(status: u16, extension: &str, body: ReplyBody) -> Self {
        let guess = mime_guess::from_ext(extension).first_or_octet_stream();
        let essence = match extension {
            // Modules have the type of all scripts (RFC 9239).
            "mjs" => "text/javascript",
            // RFC 5545.
            "ics" => "text/calendar",
            _ => guess.essence_str(),
        };
        let media_type = if is_text(essence) {
            format!("{essence}; charset=utf-8")
        } else {
            essence.to_owned()
        };
        Self {
            status,
            media_type,
            cache: "no-cache",
            more: Vec::new(),
            body,
        }
    }

    /// A line of plain text.
    pub(super) fn text(status: u16, text: &str) -> Self {
        Self::new(
            status,
            "txt",
            ReplyBody::Bytes(format!("{text}\n").into_bytes()),
        )
    }

    /// A reply without content: the request was carried out.
    pub(super) fn no_content() -> Self {
        Self::new(204, "txt", ReplyBody::Bytes(Vec::new()))
    }

    /// A page that no browser keeps and no search engine lists, under a content security policy.
    pub(super) fn private_page(status: u16, body: ReplyBody, policy: &str) -> Self {
        let more = vec![
            ("Content-Security-Policy", policy.to_owned()),
            ("X-Robots-Tag", "noindex".to_owned()),
        ];
        Self {
            cache: "no-store",
            more,
            ..Self::new(status, "html", body)
        }
    }

    /// A redirect. It is not permanent: browsers would remember it after the server has ended.
    pub(super) fn redirect(location: &str) -> Self {
        Self {
            more: vec![("Location", location.to_owned())],
            ..Self::text(302, "it is elsewhere")
        }
    }

    /// Redirects a device that is paired already to an address.
    pub(super) fn come_in(location: &str) -> Self {
        Self {
            cache: "no-store",
            more: vec![("Location", location.to_owned())],
            ..Self::text(303, "come in")
        }
    }

    /// Pairs a device: gives it a cookie, which browsers only send from pages of this server, and
    /// sends it on to an address.
    pub(super) fn paired(location: &str, cookie: &str) -> Self {
        let mut reply = Self::come_in(location);
        reply.more.push((
            "Set-Cookie",
            format!("{cookie}; HttpOnly; SameSite=Strict; Path=/"),
        ));
        reply
    }

    /// Sends the reply.
    ///
    /// # Errors
    /// When the client is gone, or a file cannot be read.
    pub(super) fn send(self, request: Request) -> io::Result<()> {
        let asked = ReplyConditions::of(&request);
        let always = [
            header("Content-Type", &self.media_type),
            header("Cache-Control", self.cache),
            header("X-Content-Type-Options", "nosniff"),
            header("Cross-Origin-Resource-Policy", "same-origin"),
            header("Referrer-Policy", "same-origin"),
        ];
        let more = self
            .more
            .iter()
            .filter_map(|(name, value)| header(name, value));
        let headers: Vec<Header> = always.into_iter().flatten().chain(more).collect();
        match self.body {
            ReplyBody::Bytes(bytes) => send_bytes(
                request,
                &asked,
                self.status,
                &self.media_type,
                headers,
                bytes,
            ),
            ReplyBody::File(file) => send_file(request, &asked, self.status, headers, file),
        }
    }
}

/// What a request says about the form of its reply.
struct ReplyConditions {
    etag: Option<String>,
    range: Option<String>,
    if_range: Option<String>,
    gzip: bool,
}

impl ReplyConditions {
    fn of(request: &Request) -> Self {
        let value = |name: &'static str| {
            let found = request
                .headers()
                .iter()
                .find(|header| header.field.equiv(name));
            found.map(|header| header.value.as_str().to_owned())
        };
        let gzip = value("Accept-Encoding").is_some_and(|accepted| {
            accepted.split(',').any(|coding| {
                let mut parts = coding.trim().split(';');
                parts.next() == Some("gzip")
                    && !parts.any(|q| matches!(q.trim(), "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
            })
        });
        Self {
            etag: value("If-None-Match"),
            range: value("Range"),
            if_range: value("If-Range"),
            gzip,
        }
    }

    /// Whether the client has the version with this tag already.
    fn has(&self, etag: &str) -> bool {
        let weak = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
        self.etag.as_ref().is_some_and(|tags| {
            tags.trim() == "*" || tags.split(',').any(|tag| weak(tag) == weak(etag))
        })
    }
}

fn send_bytes(
    request: Request,
    asked: &ReplyConditions,
    status: u16,
    media_type: &str,
    mut headers: Vec<Header>,
    bytes: Vec<u8>,
) -> io::Result<()> {
    let compresses = is_text(media_type) && bytes.len() >= MIN_GZIP;
    let gzip = asked.gzip && compresses;
    let hash = blake3::hash(&bytes).to_hex();
    let etag = format!("\"{}{}\"", &hash[..20], if gzip { "-gz" } else { "" });
    headers.extend(header("ETag", &etag));
    if compresses {
        headers.extend(header("Vary", "Accept-Encoding"));
    }
    if status == 200 && asked.has(&etag) {
        return respond(request, 304, headers, io::empty(), 0);
    }
    let bytes = if gzip {
        headers.extend(header("Content-Encoding", "gzip"));
        let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::fast());
        encoder.write_all(&bytes)?;
        encoder.finish()?
    } else {
        bytes
    };
    let length = bytes.len();
    respond(request, status, headers, Cursor::new(bytes), length)
}

fn send_file(
    request: Request,
    asked: &ReplyConditions,
    status: u16,
    mut headers: Vec<Header>,
    mut file: File,
) -> io::Result<()> {
    let metadata = file.metadata()?;
    let modified = metadata
        .modified()?
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    // `If-Range` takes strong tags alone (RFC 9110, 13.1.5): a video goes on where it was.
    let etag = format!("\"{:x}-{:x}\"", metadata.len(), modified.as_nanos());
    headers.extend(header("ETag", &etag));
    headers.extend(header("Accept-Ranges", "bytes"));
    if status == 200 && asked.has(&etag) {
        return respond(request, 304, headers, io::empty(), 0);
    }
    let size = metadata.len();
    let fresh = asked.if_range.as_ref().is_none_or(|tag| *tag == etag);
    match asked
        .range
        .as_deref()
        .filter(|_| fresh && status == 200)
        .map(|range| byte_range(range, size))
    {
        Some(Range::Part(start, end)) => {
            headers.extend(header(
                "Content-Range",
                &format!("bytes {start}-{}/{size}", end - 1),
            ));
            file.seek(SeekFrom::Start(start))?;
            send_part(request, 206, headers, file, end - start)
        }
        Some(Range::Nothing) => {
            headers.extend(header("Content-Range", &format!("bytes */{size}")));
            respond(request, 416, headers, io::empty(), 0)
        }
        Some(Range::Whole) | None => send_part(request, status, headers, file, size),
    }
}

fn send_part(
    request: Request,
    status: u16,
    headers: Vec<Header>,
    file: File,
    length: u64,
) -> io::Result<()> {
    respond(
        request,
        status,
        headers,
        file.take(length),
        usize::try_from(length).unwrap_or(usize::MAX),
    )
}

fn respond(
    request: Request,
    status: u16,
    headers: Vec<Header>,
    body: impl Read,
    length: usize,
) -> io::Result<()> {
    // The length is known, so nothing is sent in chunks.
    request.respond(
        Response::new(StatusCode(status), headers, body, Some(length), None)
            .with_chunked_threshold(usize::MAX),
    )
}

/// What a `Range` header asks for.
#[derive(Debug, PartialEq, Eq)]
enum Range {
    /// From the first to before the second.
    Part(u64, u64),
    /// Something else than one range of bytes: it may be ignored (RFC 9110, 14.2).
    Whole,
    /// A range outside the file.
    Nothing,
}

fn byte_range(range: &str, size: u64) -> Range {
    let Some((first, last)) = range
        .strip_prefix("bytes=")
        .filter(|ranges| !ranges.contains(','))
        .and_then(|range| range.split_once('-'))
    else {
        return Range::Whole;
    };
    let (start, end) = match (first.trim().parse::<u64>(), last.trim().parse::<u64>()) {
        (Ok(start), Ok(last)) if start <= last => (start, last.saturating_add(1).min(size)),
        (Ok(start), Err(_)) if last.trim().is_empty() => (start, size),
        (Err(_), Ok(length)) if first.trim().is_empty() => (size.saturating_sub(length), size),
        _ => return Range::Whole,
    };
    if start < end {
        Range::Part(start, end)
    } else {
        Range::Nothing
    }
}

fn is_text(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.starts_with("text/")
        || matches!(
            essence,
            "application/javascript" | "application/json" | "application/xml" | "image/svg+xml"
        )
        || essence.ends_with("+xml")
        || essence.ends_with("+json")
}

/// A header. `None` where its value is not ASCII; ours are, since addresses are percent-encoded.
fn header(name: &'static str, value: &str) -> Option<Header> {
    Header::from_bytes(name, value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        for (range, expected) in [
            ("bytes=0-0", Range::Part(0, 1)),
            ("bytes=2-", Range::Part(2, 10)),
            ("bytes=-3", Range::Part(7, 10)),
            ("bytes=-99", Range::Part(0, 10)),
            ("bytes=5-99", Range::Part(5, 10)),
            ("bytes=10-", Range::Nothing),
            ("bytes=-0", Range::Nothing),
            ("bytes=5-2", Range::Whole),
            ("bytes=0-1,4-5", Range::Whole),
            ("lines=1-2", Range::Whole),
            ("bytes=a-b", Range::Whole),
        ] {
            assert_eq!(byte_range(range, 10), expected, "{range}");
        }
    }
}
