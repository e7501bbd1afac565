//! Keys of `lutrin.yaml` about feeds, redirects, output formats and the account of the site.

use crate::diagnostic::codes;
use crate::diagnostic::words::quoted;
use crate::nearest;
use crate::yaml::Node;

/// Posts in a feed, by default.
const FEED_LIMIT: usize = 10;

/// Feeds, redirects, output formats, and the account of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publishing {
    /// How many posts a feed has; `None` switches feeds off.
    pub feed: Option<usize>,
    /// The hosts for which aliases are written in their own form, too.
    pub redirects: Vec<RedirectHost>,
    /// The site's account, with its `@`.
    pub twitter: Option<String>,
    /// What each page has beside it.
    pub outputs: Vec<OutputFormat>,
}

/// Another form of each page of a text and of each listing, in a file beside the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OutputFormat {
    /// Markdown, which `llms.txt` lists.
    Markdown,
}

/// A host that can redirect by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RedirectHost {
    /// Netlify: `_redirects` with its own signs.
    Netlify,
    /// Cloudflare Pages: `_redirects` in a plainer form.
    Cloudflare,
    /// A bucket of S3: a list of objects with their `WebsiteRedirectLocation`.
    S3,
}

impl Default for Publishing {
    fn default() -> Self {
        Self {
            feed: Some(FEED_LIMIT),
            redirects: Vec::new(),
            twitter: None,
            outputs: OutputFormat::ALL.to_vec(),
        }
    }
}

impl OutputFormat {
    /// All of them.
    pub const ALL: [Self; 1] = [Self::Markdown];

    /// The key of `lutrin.yaml` that switches it off with `false`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Markdown => "markdown",
        }
    }

    /// The file beside a page.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Markdown => "index.md",
        }
    }

    /// The file at the root of the output that lists all pages in this form, where it has one: for
    /// Markdown, that for language models, <https://llmstxt.org>.
    #[must_use]
    pub fn index_file(self) -> Option<&'static str> {
        match self {
            Self::Markdown => Some("/llms.txt"),
        }
    }

    /// Its media type, as the `<link rel="alternate">` of a page names it.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Markdown => "text/markdown",
        }
    }
}

impl RedirectHost {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Netlify, Self::Cloudflare, Self::S3];

    /// Its name in `lutrin.yaml`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Netlify => "netlify",
            Self::Cloudflare => "cloudflare",
            Self::S3 => "s3",
        }
    }

    /// The file that it reads, from the root of the output.
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Netlify | Self::Cloudflare => "/_redirects",
            Self::S3 => "/s3-redirects.json",
        }
    }
}

/// Reads `false`, `true`, or `{limit: 10}`.
pub(super) fn read_feed(node: &Node<'_>) -> Option<usize> {
    if !node.is_mapping() {
        return if node.bool() == Some(false) {
            None
        } else {
            Some(FEED_LIMIT)
        };
    }
    let mut fields = node.clone().fields();
    let limit = fields
        .filled("limit")
        .and_then(|limit| limit.integer(1..=1000));
    fields.finish(&[("count", "limit"), ("size", "limit"), ("items", "limit")]);
    Some(limit.unwrap_or(FEED_LIMIT))
}

/// Reads a list of hosts, each once. Netlify and Cloudflare read the same file in different forms,
/// so that a site can name only one of them.
pub(super) fn read_redirects(node: &Node<'_>) -> Vec<RedirectHost> {
    let mut hosts: Vec<RedirectHost> = Vec::new();
    for item in node.items() {
        let Some(name) = item.text() else { continue };
        let Some(host) = RedirectHost::ALL
            .into_iter()
            .find(|host| host.name() == name)
        else {
            let names = RedirectHost::ALL.map(RedirectHost::name);
            let known = || format!("the hosts are {}", quoted(names));
            let hint = nearest::did_you_mean(&name, names).unwrap_or_else(known);
            item.report(
                codes::BAD_CONFIG,
                format!("`{name}` is no host that Lutrin knows"),
                Some(hint),
            );
            continue;
        };
        if let Some(other) = hosts
            .iter()
            .find(|other| other.file() == host.file() && **other != host)
        {
            let message = format!(
                "`{}` and `{}` both read `{}`",
                other.name(),
                host.name(),
                host.file()
            );
            item.report(
                codes::BAD_CONFIG,
                message,
                Some("name the one that the site is published on".to_owned()),
            );
            continue;
        }
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts
}

/// Reads `@name`, with or without the sign.
pub(super) fn read_account(node: &Node<'_>) -> Option<String> {
    let written = node.text()?;
    let name = written.strip_prefix('@').unwrap_or(&written);
    if name.is_empty()
        || name.len() > 15
        || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
    {
        let hint = "write its name alone, like `\"@lutrin\"`".to_owned();
        node.report(
            codes::BAD_CONFIG,
            format!("`{written}` is not the name of an account"),
            Some(hint),
        );
        return None;
    }
    Some(format!("@{name}"))
}
