//! The two kinds of address: a file of the site on disk, and a page of the site on the web.
//!
//! Neither knows the operating system: a [`SitePath`] always has forward slashes and is relative to
//! the site's root; a [`UrlPath`] is absolute within the site, decoded, and without the base path
//! of the host.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

/// A file of the site, relative to its root: `content/blog/hello/index.fr.md`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

/// An address within the site, decoded: `/blog/hello/` (a page) or `/img/é.svg` (a file).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(Arc<str>);

/// What a path segment must escape (the WHATWG URL standard's path percent-encode set, plus `%`).
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%');

/// The bytes that stand for themselves in an address.
const IS_PLAIN: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = !byte.is_ascii_control()
            && !matches!(
                byte,
                b' ' | b'"' | b'#' | b'<' | b'>' | b'?' | b'`' | b'{' | b'}' | b'%'
            );
        byte += 1;
    }
    table
};

impl SitePath {
    /// A path as given; the caller has made sure that it is relative, with forward slashes.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The path as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder that holds the file, without a trailing slash; empty at the root.
    #[must_use]
    pub fn folder(&self) -> &str {
        self.0.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The last segment.
    #[must_use]
    pub fn file_name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }

    /// What follows the last dot of the file name, in lower case; empty where there is none.
    #[must_use]
    pub fn extension(&self) -> String {
        self.file_name()
            .rsplit_once('.')
            .map_or_else(String::new, |(_, ext)| ext.to_ascii_lowercase())
    }

    /// Resolves `relative` against a folder, as a browser would: `.` and `..` are followed.
    /// `None` when the result would leave the site.
    #[must_use]
    pub fn resolve(folder: &str, relative: &str) -> Option<Self> {
        let mut segments: Vec<&str> = folder.split('/').filter(|s| !s.is_empty()).collect();
        for segment in relative.split('/') {
            match segment {
                "" | "." => {}
                ".." => {
                    segments.pop()?;
                }
                name => segments.push(name),
            }
        }
        Some(Self::new(segments.join("/")))
    }
}

impl UrlPath {
    /// An address as given, decoded; a missing leading slash is added.
    #[must_use]
    pub fn new(path: &str) -> Self {
        if path.starts_with('/') {
            Self(path.into())
        } else {
            Self(format!("/{path}").into())
        }
    }

    /// An address that an author wrote or a client requested, decoded; perhaps nothing answers
    /// there. Addresses of the site itself come from [`crate::site::addresses`] alone.
    #[must_use]
    pub fn given(path: &str) -> Self {
        Self::new(path)
    }

    /// The same address as that of a folder, for one without its last slash.
    #[must_use]
    pub fn as_folder(&self) -> Self {
        self.below("/")
    }

    /// The address as text, decoded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A further address below this one: `/blog/` + `page/2/`.
    #[must_use]
    pub fn below(&self, rest: &str) -> Self {
        Self(format!("{}{rest}", self.0).into())
    }

    /// The file, relative to the output folder, that a static host serves for this address.
    #[must_use]
    pub fn output_file(&self) -> String {
        let relative = self.0.trim_start_matches('/');
        if relative.is_empty() || relative.ends_with('/') {
            format!("{relative}index.html")
        } else {
            relative.to_owned()
        }
    }

    /// The address as it stands in a `href`, percent-encoded, below `base` (the host's base path,
    /// `""` or `/repo`).
    #[must_use]
    pub fn href(&self, base: &str) -> String {
        let mut href = String::with_capacity(base.len() + self.0.len());
        href.push_str(base);
        push_encoded(&mut href, &self.0);
        href
    }
}

/// A path as seen from a folder.
#[must_use]
pub fn relative(folder: &str, file: &str) -> String {
    let (from, to): (Vec<&str>, Vec<&str>) =
        (folder.split('/').collect(), file.split('/').collect());
    let shared = from.iter().zip(&to).take_while(|(a, b)| a == b).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    up.chain(to[shared..].iter().copied())
        .collect::<Vec<_>>()
        .join("/")
}

/// Percent-encodes a path for an HTML attribute.
#[must_use]
pub fn encode_path(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    push_encoded(&mut encoded, path);
    encoded
}

/// Most addresses are copied as they are: every page has dozens of them.
fn push_encoded(out: &mut String, path: &str) {
    if path.bytes().all(|byte| IS_PLAIN[usize::from(byte)]) {
        out.push_str(path);
    } else {
        out.extend(utf8_percent_encode(path, PATH));
    }
}

impl Borrow<str> for SitePath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for UrlPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// Whether an address leads to a page of the web, and not to a program, a mailbox or a file.
#[must_use]
pub fn is_web(address: &str) -> bool {
    let begins = |scheme: &str| {
        let start = address.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    begins("https://") || begins("http://")
}

/// Whether an address names how it is loaded: `https:`, `mailto:`, `data:` (RFC 3986, 3.1).
#[must_use]
pub fn has_scheme(address: &str) -> bool {
    let scheme = address
        .split([':', '/', '?', '#'])
        .next()
        .unwrap_or_default();
    address[scheme.len()..].starts_with(':')
        && scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+.-".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn relative_paths_follow_dots_and_never_leave_the_site() {
        let at = |relative| SitePath::resolve("content/blog/a", relative).map(|p| p.to_string());
        assert_eq!(
            at("../b/index.fr.md").as_deref(),
            Some("content/blog/b/index.fr.md")
        );
        assert_eq!(at("./i.png").as_deref(), Some("content/blog/a/i.png"));
        assert_eq!(at("../../../../etc/passwd"), None);
    }

    #[test]
    fn what_is_copied_is_what_needs_no_escape() {
        for c in (0..=0xff).filter_map(char::from_u32) {
            let text = format!("/a{c}b/");
            assert_eq!(
                encode_path(&text),
                utf8_percent_encode(&text, PATH).to_string(),
                "{c:?}"
            );
        }
    }

    #[test]
    fn addresses_become_files_and_hrefs() {
        assert_eq!(UrlPath::new("/blog/").output_file(), "blog/index.html");
        assert_eq!(UrlPath::new("/").output_file(), "index.html");
        assert_eq!(UrlPath::new("/404.html").output_file(), "404.html");
        assert_eq!(
            UrlPath::new("/été 1.png").href("/repo"),
            "/repo/%C3%A9t%C3%A9%201.png"
        );
    }
}
