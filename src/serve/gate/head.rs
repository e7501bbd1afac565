//! The head of a request, as far as the gate has to understand it (RFC 9112).
//!
//! `httparse` reads it. The gate passes on what was read, written anew, so that the inner server
//! cannot read the same bytes in another way; and it refuses what two readers could understand
//! differently, which is how a second request is smuggled in.

use httparse::{EMPTY_HEADER, Request, Status};

use crate::serve::events;
use crate::serve::guard::Refused;

/// A head that may go on to the inner server.
#[derive(Debug)]
pub(super) struct RequestHead {
    /// The bytes for the inner server: one request, one connection.
    pub(super) forwarded: Vec<u8>,
    /// The length of the body.
    pub(super) length: usize,
    /// Whether the client asks nothing more over this connection.
    pub(super) closes: bool,
    pub(super) expects_continue: bool,
    /// Whether the answer is an event stream, which goes on for as long as the client listens.
    pub(super) is_stream: bool,
}

/// The header in which the gate tells the inner server where a request comes from.
pub(in crate::serve) const ORIGIN: &str = "X-Lutrin-Machine";
/// Its value for requests from this machine.
pub(in crate::serve) const HERE: &str = "here";

const BAD: Refused = Refused {
    status: 400,
    why: "this is not an HTTP request",
};
const NO_LENGTH: Refused = Refused {
    status: 411,
    why: "the body of a request needs its length",
};

/// Where the head ends, after its empty line. `httparse` would also end it at two bare line feeds.
pub(super) fn end(received: &[u8]) -> Option<usize> {
    received
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|at| at + 4)
}

impl RequestHead {
    /// Reads a whole head. `is_here` says whether it came from this machine, and is passed on.
    ///
    /// # Errors
    /// When it is no head of a request, or the body has no length that can be trusted.
    pub(super) fn parse(bytes: &[u8], is_here: bool) -> Result<Self, Refused> {
        let lines = bytes.split(|byte| *byte == b'\n').count();
        let mut headers = vec![EMPTY_HEADER; lines];
        let mut request = Request::new(&mut headers);
        let (method, target, version) = request_line(&mut request, bytes)?;
        let mut head = Self {
            forwarded: Vec::with_capacity(bytes.len() + 32),
            length: 0,
            closes: version == 0,
            expects_continue: false,
            is_stream: method == "GET" && events::is_stream(target),
        };
        head.forward(&[method, " ", target, " HTTP/1."], &[b'0' + version]);
        let (mut has_length, mut has_host) = (false, false);
        for header in request.headers.iter() {
            let (name, value) = (header.name, header.value);
            match name.to_ascii_lowercase().as_str() {
                // With two hosts, the gate could check one and the library use the other.
                "host" if has_host => return Err(BAD),
                "host" => has_host = true,
                // The library would read what follows as part of the body, whatever its length.
                "transfer-encoding" => return Err(NO_LENGTH),
                "content-length" => {
                    let length = length(value).ok_or(BAD)?;
                    if has_length && length != head.length {
                        return Err(BAD);
                    }
                    (head.length, has_length) = (length, true);
                }
                "connection" => {
                    let mut options = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
                    head.closes |= options.any(|option| option.eq_ignore_ascii_case(b"close"));
                    continue;
                }
                // Only the gate may say this.
                _ if name.eq_ignore_ascii_case(ORIGIN) => continue,
                "expect" => {
                    head.expects_continue = value.eq_ignore_ascii_case(b"100-continue");
                    continue;
                }
                _ => {}
            }
            head.forward(&[name, ": "], value);
        }
        let origin = if is_here { HERE } else { "elsewhere" };
        head.forward(&[ORIGIN, ": "], origin.as_bytes());
        head.forward(&["Connection: close\r\n"], b"");
        Ok(head)
    }

    /// Adds a line. `tiny_http` closes the connection without an answer where a byte is not ASCII,
    /// but browsers may send paths as UTF-8: such bytes are percent-encoded.
    fn forward(&mut self, words: &[&str], last: &[u8]) {
        let words = words.iter().map(|word| word.as_bytes()).chain([last]);
        for byte in words.flatten() {
            if byte.is_ascii() {
                self.forwarded.push(*byte);
            } else {
                let encoded = format!("%{byte:02X}");
                self.forwarded.extend_from_slice(encoded.as_bytes());
            }
        }
        self.forwarded.extend_from_slice(b"\r\n");
    }
}

/// Method, target and the last digit of the version. `httparse` is laxer than the gate: it skips
/// empty lines before the head, ends the head at two bare line feeds, takes any token as a method
/// and any text as a target.
fn request_line<'b>(
    request: &mut Request<'_, 'b>,
    bytes: &'b [u8],
) -> Result<(&'b str, &'b str, u8), Refused> {
    if request.parse(bytes) != Ok(Status::Complete(bytes.len())) {
        return Err(BAD);
    }
    let (Some(method), Some(target), Some(version)) =
        (request.method, request.path, request.version)
    else {
        return Err(BAD);
    };
    let is_method = method.bytes().all(|byte| byte.is_ascii_alphabetic());
    let is_first = bytes.starts_with(method.as_bytes());
    if is_method && is_first && target.starts_with('/') {
        Ok((method, target, version))
    } else {
        Err(BAD)
    }
}

/// A length in decimal digits: a sign would be another reader's mistake.
fn length(value: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(value).ok()?;
    let is_number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Result<RequestHead, Refused> {
        RequestHead::parse(bytes, true)
    }

    #[test]
    fn heads_become_one_request_on_one_connection() {
        let head =
            parse("GET /été HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\n\r\n".as_bytes())
                .unwrap();
        assert_eq!(
            head.forwarded,
            b"GET /%C3%A9t%C3%A9 HTTP/1.1\r\nHost: a\r\nX-Lutrin-Machine: here\r\nConnection: close\r\n\r\n"
        );
        assert!(!head.closes && head.length == 0);
        assert!(parse(b"GET / HTTP/1.0\r\n\r\n").unwrap().closes);
        assert!(
            parse(b"GET / HTTP/1.1\r\nConnection: TE, Close\r\n\r\n")
                .unwrap()
                .closes
        );
    }

    #[test]
    fn what_could_smuggle_a_second_request_is_refused() {
        for (bad, status) in [
            ("GET / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", 411),
            (
                "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                400,
            ),
            ("POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\n", 400),
            ("GET / HTTP/2.0\r\n\r\n", 400),
            ("GET http://other/ HTTP/1.1\r\n\r\n", 400),
            ("GET /a b HTTP/1.1\r\n\r\n", 400),
            ("nonsense\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nno colon\r\n\r\n", 400),
            ("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nContent-Length : 5\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nA: b\r\n Content-Length: 5\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nA: b\rContent-Length: 5\r\n\r\n", 400),
            ("POST / HTTP/1.1\r\nA: \0\r\n\r\n", 400),
            ("\r\nGET / HTTP/1.1\r\n\r\n", 400),
            ("\r\n\r\n", 400),
            ("G-T / HTTP/1.1\r\n\r\n", 400),
            ("GET\t/ HTTP/1.1\r\n\r\n", 400),
            ("GET /a\rb HTTP/1.1\r\n\r\n", 400),
            ("GET  / HTTP/1.1\r\n\r\n", 400),
            ("GET / HTTP/1.1\n\nPOST / HTTP/1.1\r\n\r\n", 400),
        ] {
            assert_eq!(parse(bad.as_bytes()).unwrap_err().status, status, "{bad}");
        }
    }

    #[test]
    fn a_head_may_have_as_many_lines_as_fit_into_it() {
        let lines = "a:\r\n".repeat(3_000);
        let head = parse(format!("GET / HTTP/1.1\r\n{lines}\r\n").as_bytes()).unwrap();
        let forwarded = String::from_utf8(head.forwarded).unwrap();
        assert_eq!(forwarded.matches("a: \r\n").count(), 3_000);
    }

    #[test]
    fn no_client_says_itself_where_it_is() {
        for name in ["X-Lutrin-Machine", "x-lutrin-MACHINE"] {
            let bytes = format!("GET / HTTP/1.1\r\n{name}: here\r\nA: b\r\n{name}:here\r\n\r\n");
            let head = RequestHead::parse(bytes.as_bytes(), false).unwrap();
            let forwarded = String::from_utf8(head.forwarded).unwrap();
            assert_eq!(
                forwarded,
                "GET / HTTP/1.1\r\nA: b\r\nX-Lutrin-Machine: elsewhere\r\nConnection: close\r\n\r\n"
            );
        }
    }

    #[test]
    fn only_what_is_listened_to_is_a_stream() {
        let is_stream = |line: &str| {
            parse(format!("{line} HTTP/1.1\r\n\r\n").as_bytes())
                .unwrap()
                .is_stream
        };
        assert!(is_stream("GET /_lutrin/events?path=/") && is_stream("GET /_lutrin/present/a/b"));
        assert!(is_stream("GET /_lutrin/streams?of=/_lutrin/events"));
        assert!(
            !is_stream("POST /_lutrin/present/a")
                && !is_stream("GET /_lutrin/event%73")
                && !is_stream("GET /")
        );
    }
}
