//! Addresses of other sites with a slip in how they begin: `htps://`, `https:/a.org`,
//! `localhost:8080`. Knows no site, and never asks whether anything answers.

use strsim::damerau_levenshtein;

/// Schemes that look like slips of `http` and are none.
const KNOWN: [&str; 9] = [
    "ftp", "ftps", "htcpcp", "rtp", "rtsp", "sftp", "smtp", "tftp", "shttp",
];

/// What is wrong with an address, and what to write instead.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Slip {
    pub(super) message: String,
    pub(super) hint: String,
}

/// The slip in the beginning of an address, if there is one.
pub(super) fn slip(address: &str) -> Option<Slip> {
    let (scheme, rest) = address.split_once(':')?;
    let scheme = scheme.to_ascii_lowercase();
    let meant = match scheme.as_str() {
        "http" | "https" => return of_web(address, &scheme, rest),
        _ if scheme.len() == 1 => {
            return Some(Slip {
                message: format!("`{address}` is a path on one computer, and nobody else has it"),
                hint: "put the file beside the page, and write its name".to_owned(),
            });
        }
        "mail" | "email" | "e-mail" | "malto" | "mailo" | "mailt" if rest.contains('@') => {
            format!("mailto:{}", rest.trim_start_matches('/'))
        }
        _ if is_host(&scheme) && is_port(rest) => {
            let web = if scheme == "localhost" {
                "http"
            } else {
                "https"
            };
            format!("{web}://{address}")
        }
        _ if rest.starts_with("//") && is_nearly_web(&scheme) => {
            let web = if scheme.ends_with('s') {
                "https"
            } else {
                "http"
            };
            format!("{web}:{rest}")
        }
        _ => return None,
    };
    Some(Slip {
        message: format!("`{address}` leads to no page of the web"),
        hint: format!("did you mean `{meant}`?"),
    })
}

/// An address of the web whose slashes or host are wrong.
fn of_web(address: &str, scheme: &str, rest: &str) -> Option<Slip> {
    let host = rest.trim_start_matches('/');
    let slashes = rest.len() - host.len();
    let twice = ["http:", "https:", "http//", "https//"]
        .iter()
        .find(|start| host.to_ascii_lowercase().starts_with(**start));
    let (message, meant) = if let Some(start) = twice {
        let inner = host[start.len()..].trim_start_matches('/');
        let message = format!("the address `{address}` begins twice");
        (message, format!("{scheme}://{inner}"))
    } else if host.is_empty() || host.starts_with(['?', '#', '…']) {
        return Some(Slip {
            message: format!("`{address}` names no site"),
            hint: "write the whole address, like `https://example.org/`".to_owned(),
        });
    } else if slashes == 2 {
        return None;
    } else {
        let message =
            format!("two slashes stand behind `{scheme}:`, and `{address}` has {slashes}");
        (message, format!("{scheme}://{host}"))
    };
    Some(Slip {
        message,
        hint: format!("did you mean `{meant}`?"),
    })
}

fn is_host(scheme: &str) -> bool {
    scheme == "localhost" || scheme.contains('.') && !scheme.ends_with('.')
}

/// Whether a number of a port follows, and a path at most.
fn is_port(rest: &str) -> bool {
    let port = rest.split('/').next().unwrap_or_default();
    (1..=5).contains(&port.len()) && port.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_nearly_web(scheme: &str) -> bool {
    let is_near = |web: &&str| {
        let limit = if scheme.starts_with('h') && scheme.len() > 4 {
            2
        } else {
            1
        };
        damerau_levenshtein(scheme, web) <= limit
    };
    !KNOWN.contains(&scheme) && ["http", "https"].iter().any(is_near)
}

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn slips_are_found() {
        for (address, meant) in [
            ("htps://a.org", "https://a.org"),
            ("htp://a.org/b", "http://a.org/b"),
            ("httpss://a.org", "https://a.org"),
            ("ttps://a.org", "https://a.org"),
            ("https:a.org", "https://a.org"),
            ("http:/a.org", "http://a.org"),
            ("https:///a.org", "https://a.org"),
            ("https://https://a.org", "https://a.org"),
            ("https://http//a.org", "https://a.org"),
            ("mail:a@b.org", "mailto:a@b.org"),
            ("localhost:8080/a", "http://localhost:8080/a"),
            ("a.example:8080", "https://a.example:8080"),
        ] {
            let hint = slip(address).map(|slip| slip.hint).unwrap_or_default();
            assert_eq!(hint, format!("did you mean `{meant}`?"), "{address}");
        }
        for address in ["https://", "https://#a", "C:\\foo", "c:/foo"] {
            assert!(slip(address).is_some(), "{address}");
        }
    }

    #[test]
    fn other_schemes_are_none() {
        for address in [
            "https://a.org",
            "HTTPS://a.org",
            "mailto:a@b.org",
            "tel:112",
            "ftp://a.org",
            "sftp://a.org",
            "ssh://git@a.org",
            "slack://open",
            "urn:isbn:1",
            "geo:48.1,2.3",
            "xmpp:a@b.org",
            "https://web.archive.org/web/https://a.org",
            "a",
        ] {
            assert_eq!(slip(address), None, "{address}");
        }
    }
}
