//! The address of a site, divided into what links need of it.

use crate::path::is_web;

/// Where a site is published.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct BaseUrl {
    /// Scheme and host, without a trailing slash: `https://example.org`.
    pub origin: String,
    /// The path below the host, without a trailing slash: `""` or `/repo`.
    pub base_path: String,
}

/// How an address of a site is written.
pub const HINT: &str = "write it like `https://example.org`";

impl BaseUrl {
    /// Reads an address: scheme, host, and perhaps a path.
    ///
    /// # Errors
    /// One sentence on what is wrong with the text; [`HINT`] says how to write it.
    pub fn parse(url: &str) -> Result<Self, String> {
        let (scheme, rest) = url
            .split_once("://")
            .filter(|_| is_web(url))
            .ok_or_else(|| format!("`{url}` is not the address of a site"))?;
        let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
        let is_odd = |rest: &str| rest.contains(['?', '#', ' ', '"', '<', '>']);
        // A name or password before an `@` would stand in every page.
        if is_odd(rest) || host.is_empty() || host.contains('@') {
            return Err(format!("`{url}` has more, or less, than a host and a path"));
        }
        let path = path.trim_matches('/');
        let base_path = if path.is_empty() {
            String::new()
        } else {
            format!("/{path}")
        };
        Ok(Self {
            origin: format!("{scheme}://{host}").to_ascii_lowercase(),
            base_path,
        })
    }
}
