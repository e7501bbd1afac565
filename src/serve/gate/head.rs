//! The head of a request, as far as the gate has to understand it (RFC 9112).

use super::super::{events, relay};

/// A head that may go on.
#[derive(Debug)]
pub(super) struct Head {
    /// The bytes for the inner server: one request, one connection.
    pub(super) forwarded: Vec<u8>,
    /// The length of the body.
    pub(super) length: usize,
    /// Whether the client asks nothing more over this connection.
    pub(super) closes: bool,
    pub(super) expects_continue: bool,
    /// Whether the answer is an event stream.
    pub(super) is_stream: bool,
}

/// Why a head may not go on.
#[derive(Debug)]
pub(super) struct HeadError {
    pub(super) status: u16,
    pub(super) why: &'static str,
}

/// The header that tells the inner server whether a request comes from this machine, and what it
/// says if so.
pub(in crate::serve) const ORIGIN: &str = "X-Lutrin-Machine";
pub(in crate::serve) const HERE: &str = "here";

const BAD: HeadError = HeadError {
    status: 400,
    why: "this is not an HTTP request",
};

/// Where the head ends, after its empty line.
pub(super) fn end(received: &[u8]) -> Option<usize> {
    received
        .windows(4)
        .position(|window| window == b"\r\n\r\n")
        .map(|at| at + 4)
}

impl Head {
    /// Reads a whole head that came from this machine, or from another one: the inner server is
    /// told which.
    ///
    /// # Errors
    /// When it is none, or its body has no length that can be trusted.
    pub(super) fn parse(bytes: &[u8], is_here: bool) -> Result<Self, HeadError> {
        let mut lines = bytes
            .split(|byte| *byte == b'\n')
            .map(|line| line.strip_suffix(b"\r").unwrap_or(line));
        let first = lines.next().ok_or(BAD)?;
        let [method, target, version] = request_line(first)?;
        let mut head = Self {
            forwarded: Vec::with_capacity(bytes.len() + 32),
            length: 0,
            closes: version == b"HTTP/1.0",
            expects_continue: false,
            is_stream: method == b"GET" && is_stream(target),
        };
        push_encoded(&mut head.forwarded, first);
        let (mut has_length, mut has_host) = (false, false);
        for line in lines.take_while(|line| !line.is_empty()) {
            let (name, value) = field(line)?;
            match name.as_slice() {
                // Two readers of two names may each take another one for the true one.
                b"host" if has_host => return Err(BAD),
                b"host" => has_host = true,
                // The library would read what follows as part of the body, whatever its length.
                b"transfer-encoding" => {
                    return Err(HeadError {
                        status: 411,
                        why: "the body of a request needs its length",
                    });
                }
                b"content-length" => {
                    let digits = std::str::from_utf8(value)
                        .ok()
                        .filter(|_| value.iter().all(u8::is_ascii_digit));
                    let length = digits.and_then(|digits| digits.parse().ok()).ok_or(BAD)?;
                    if has_length && length != head.length {
                        return Err(BAD);
                    }
                    (head.length, has_length) = (length, true);
                }
                b"connection" => {
                    let mut options = value.split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
                    head.closes |= options.any(|option| option.eq_ignore_ascii_case(b"close"));
                    continue;
                }
                // Only the gate says this.
                _ if name.eq_ignore_ascii_case(ORIGIN.as_bytes()) => continue,
                b"expect" => {
                    head.expects_continue = value.eq_ignore_ascii_case(b"100-continue");
                    continue;
                }
                _ => {}
            }
            push_encoded(&mut head.forwarded, line);
        }
        let origin = if is_here { HERE } else { "elsewhere" };
        head.forwarded.extend_from_slice(
            format!("{ORIGIN}: {origin}\r\nConnection: close\r\n\r\n").as_bytes(),
        );
        Ok(head)
    }
}

/// A line of the head: its name in lower case, and its value. A name with a space, or a value with
/// a control character, is read as something else by the next reader.
fn field(line: &[u8]) -> Result<(Vec<u8>, &[u8]), HeadError> {
    let colon = line.iter().position(|byte| *byte == b':').ok_or(BAD)?;
    let (name, value) = (
        line[..colon].to_ascii_lowercase(),
        line[colon + 1..].trim_ascii(),
    );
    let is_token = |byte: &u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(byte);
    let is_name = !name.is_empty() && name.iter().all(is_token);
    let is_value = !value
        .iter()
        .any(|byte| byte.is_ascii_control() && *byte != b'\t');
    if is_name && is_value {
        Ok((name, value))
    } else {
        Err(BAD)
    }
}

/// Whether the answer goes on for as long as the client listens. The addresses count as they are
/// written.
fn is_stream(target: &[u8]) -> bool {
    let path = target
        .split(|byte| *byte == b'?')
        .next()
        .unwrap_or_default();
    path == events::PATH.as_bytes() || path.starts_with(relay::PREFIX.as_bytes())
}

/// Method, target and version.
fn request_line(line: &[u8]) -> Result<[&[u8]; 3], HeadError> {
    let mut words = line.split(|byte| *byte == b' ');
    let (Some(method), Some(target), Some(version), None) =
        (words.next(), words.next(), words.next(), words.next())
    else {
        return Err(BAD);
    };
    let is_token = !method.is_empty() && method.iter().all(u8::is_ascii_alphabetic);
    let is_known = matches!(version, b"HTTP/1.0" | b"HTTP/1.1");
    if is_token && is_known && target.starts_with(b"/") {
        Ok([method, target, version])
    } else {
        Err(BAD)
    }
}

/// The library closes without a word where a byte is not ASCII; a path may have them, as UTF-8.
fn push_encoded(out: &mut Vec<u8>, line: &[u8]) {
    for byte in line {
        if byte.is_ascii() {
            out.push(*byte);
        } else {
            out.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
    out.extend_from_slice(b"\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(bytes: &[u8]) -> Result<Head, HeadError> {
        Head::parse(bytes, true)
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
        ] {
            assert_eq!(parse(bad.as_bytes()).unwrap_err().status, status, "{bad}");
        }
    }

    #[test]
    fn no_client_says_itself_where_it_is() {
        for name in ["X-Lutrin-Machine", "x-lutrin-MACHINE"] {
            let bytes = format!("GET / HTTP/1.1\r\n{name}: here\r\nA: b\r\n{name}:here\r\n\r\n");
            let head = Head::parse(bytes.as_bytes(), false).unwrap();
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
        assert!(
            !is_stream("POST /_lutrin/present/a")
                && !is_stream("GET /_lutrin/event%73")
                && !is_stream("GET /")
        );
    }
}
