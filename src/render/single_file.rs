//! A page as one file: styles, scripts, images and fonts stand in it, so that it opens from a stick
//! without a network.
//!
//! Pure: whoever asks hands over what is at an address. What the file could only get elsewhere is
//! left out and reported.

mod css;
mod deck_data;
mod elements;
mod frames;
mod parts;
mod text;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::html::tokens::{Tag, Token, Tokens, tokens};
use crate::render::common::whole::{HtmlPlace, whole};
use parts::DrawingParts;
use text::{content, data_url, escaped, in_script};

/// Something that a page needs to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageResource {
    /// What it is: `image/png`.
    pub media_type: String,
    /// The bytes themselves.
    pub bytes: Vec<u8>,
}

/// A page, and what is known around it.
pub struct Original<'o> {
    /// The page.
    pub html: &'o str,
    /// Its whole address.
    pub url: &'o str,
    /// Scheme and host of the site.
    pub origin: &'o str,
    /// The names of files that will stand beside this one, by the whole addresses of their pages.
    pub beside: &'o BTreeMap<String, String>,
    /// What is at a whole address, if it is part of the site.
    pub part: &'o dyn Fn(&str) -> Option<PageResource>,
}

/// A page as one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SingleFile {
    /// The file.
    pub html: String,
    /// The addresses of what had to be left out, sorted, each once.
    pub missing: Vec<String>,
}

/// Puts everything that a page needs into it.
#[must_use]
pub fn single_file(original: &Original<'_>) -> SingleFile {
    let mut writer = SingleFileWriter::new(original, 0);
    writer.walk();
    writer.finish()
}

struct SingleFileWriter<'o> {
    original: &'o Original<'o>,
    out: String,
    /// Scripts that run when the page has been read: in a file of its own a script could wait, in
    /// the page it cannot.
    later: String,
    /// Of the scripts, for the policy.
    hashes: Vec<String>,
    /// Where the policy goes: after the line that says how the file is encoded.
    policy_at: Option<usize>,
    /// Whether the tag that came last was left out: its line goes with it.
    line_is_gone: bool,
    missing: Vec<String>,
    /// Drawings whose parts are shown.
    parts: DrawingParts,
    /// How many pages it stands within.
    depth: usize,
}

impl<'o> SingleFileWriter<'o> {
    fn new(original: &'o Original<'o>, depth: usize) -> Self {
        Self {
            original,
            out: String::with_capacity(original.html.len() * 2),
            later: String::new(),
            hashes: Vec::new(),
            policy_at: None,
            line_is_gone: false,
            missing: Vec::new(),
            parts: DrawingParts::default(),
            depth,
        }
    }
}

impl SingleFileWriter<'_> {
    fn walk(&mut self) {
        let html = self.original.html;
        let mut tokens = tokens(html);
        while let Some(token) = tokens.next() {
            match token {
                Token::Start(tag) => self.start(&tag, &mut tokens),
                Token::End(tag) => self.end(&tag),
                Token::Text(text) => {
                    let is_gone = std::mem::take(&mut self.line_is_gone);
                    let rest = text.written.strip_prefix('\n').filter(|_| is_gone);
                    self.out.push_str(rest.unwrap_or(text.written));
                }
                Token::Comment(_) => {}
                Token::Other(range) => self.out.push_str(&html[range]),
            }
        }
    }

    /// Writes what a start tag becomes.
    fn start(&mut self, tag: &Tag<'_>, tokens: &mut Tokens<'_>) {
        let written = &self.original.html[tag.range.clone()];
        self.line_is_gone = false;
        match &*tag.name {
            "script" => self.script(tag, content(tokens, "script")),
            "style" => self.style(content(tokens, "style")),
            "link" | "meta" => {
                let length = self.out.len();
                if tag.name == "link" {
                    self.link(tag);
                } else {
                    self.meta(tag);
                }
                self.line_is_gone = self.out.len() == length;
            }
            "base" => {}
            "head" => {
                self.out.push_str(written);
                self.policy_at = Some(self.out.len());
            }
            _ => self.element(tag),
        }
    }

    fn end(&mut self, tag: &Tag<'_>) {
        self.line_is_gone = false;
        if tag.name == "base" {
            return;
        }
        if tag.name == "body" {
            self.end_of_body();
        }
        self.out.push_str(&self.original.html[tag.range.clone()]);
    }

    /// What stands behind all else in the page.
    fn end_of_body(&mut self) {
        self.out.push_str(&self.parts.take());
        let later = std::mem::take(&mut self.later);
        self.out.push_str(&later);
    }

    /// A style sheet or an icon stands in the page; what else a link leads to is for other
    /// programs.
    fn link(&mut self, tag: &Tag<'_>) {
        let relations = tag.get("rel").unwrap_or_default().to_ascii_lowercase();
        let Some(url) = tag.get("href").map(|href| self.whole(href)) else {
            return;
        };
        if relations
            .split_ascii_whitespace()
            .any(|relation| relation == "stylesheet")
        {
            let Some(part) = self.part(&url) else { return };
            let text = String::from_utf8_lossy(&part.bytes).into_owned();
            let media = tag
                .get("media")
                .map(|media| format!(" media=\"{}\"", escaped(media)))
                .unwrap_or_default();
            let text = self.css(&text, &url);
            self.push_style(&media, &text);
        } else if relations.contains("icon") {
            let Some(data) = self.data(&url) else { return };
            let kind = tag
                .get("type")
                .map(|kind| format!(" type=\"{}\"", escaped(kind)))
                .unwrap_or_default();
            // Writing to a `String` cannot fail, here as below.
            let _ = write!(self.out, "<link rel=\"icon\"{kind} href=\"{data}\">");
        }
    }

    /// What a page says to networks and other sites means nothing in a file.
    fn meta(&mut self, tag: &Tag<'_>) {
        let is_for_others = tag.get("property").is_some()
            || tag
                .get("name")
                .is_some_and(|name| name.starts_with("twitter:"))
            || tag.get("http-equiv").is_some();
        if is_for_others {
            return;
        }
        self.out.push_str(&self.original.html[tag.range.clone()]);
        if tag.get("charset").is_some() {
            self.policy_at = Some(self.out.len());
        }
    }

    fn style(&mut self, text: &str) {
        let text = self.css(text, self.original.url);
        self.push_style("", &text);
    }

    fn push_style(&mut self, attributes: &str, text: &str) {
        let text = text.replace("</", "<\\/");
        let _ = write!(self.out, "<style{attributes}>{text}</style>");
    }

    /// A script of the site stands in the page, and the policy knows it. Data stays, but for what
    /// search engines read.
    fn script(&mut self, tag: &Tag<'_>, text: &str) {
        let kind = tag.get("type").unwrap_or_default().to_ascii_lowercase();
        if let Some(url) = tag.get("src").map(|src| self.whole(src)) {
            let kind = if kind == "module" {
                " type=\"module\""
            } else {
                ""
            };
            let waits = tag.get("defer").is_some() || tag.get("async").is_some();
            self.loaded_script(&url, kind, waits);
        } else if kind == "application/json" {
            let (text, more) = if tag.get("id").is_some_and(|id| id == deck_data::ID) {
                deck_data::in_a_file(text, self.original)
            } else {
                (text.to_owned(), None)
            };
            self.out.push_str(&self.original.html[tag.range.clone()]);
            self.out.push_str(&text);
            self.out.push_str("</script>");
            if let Some(url) = more {
                self.loaded_script(&url, "", true);
            }
        } else if self.depth > 0 && matches!(kind.as_str(), "" | "module" | "text/javascript") {
            // A page within the page has scripts of its own.
            self.allow(text);
            self.out.push_str(&self.original.html[tag.range.clone()]);
            self.out.push_str(text);
            self.out.push_str("</script>");
        }
    }

    /// A script at an address of the site, in the page. `waits`: until the page was read.
    fn loaded_script(&mut self, url: &str, kind: &str, waits: bool) {
        let Some(part) = self.part(url) else {
            return;
        };
        let text = in_script(&String::from_utf8_lossy(&part.bytes));
        self.allow(&text);
        let out = if waits {
            &mut self.later
        } else {
            &mut self.out
        };
        // Writing to a `String` cannot fail.
        let _ = write!(out, "<script{kind}>{text}</script>");
    }

    /// Lets the policy know a script.
    fn allow(&mut self, script: &str) {
        let hash = BASE64.encode(Sha256::digest(script.as_bytes()));
        self.hashes.push(format!("'sha256-{hash}'"));
    }

    /// Where a link leads: within the file, to one beside it, else to the site as it is published.
    fn link_to(&self, href: &str) -> String {
        let url = self.whole(href);
        let (page, fragment) = url
            .find('#')
            .map_or((url.as_str(), ""), |at| url.split_at(at));
        if page == self.original.url {
            return if fragment.is_empty() {
                "#".to_owned()
            } else {
                fragment.to_owned()
            };
        }
        self.original
            .beside
            .get(page)
            .map_or_else(|| url.clone(), |file| format!("{file}{fragment}"))
    }

    fn whole(&self, address: &str) -> String {
        whole(
            address,
            &HtmlPlace {
                origin: self.original.origin,
                page: self.original.url,
            },
        )
    }

    fn part(&mut self, url: &str) -> Option<PageResource> {
        let found = (self.original.part)(url.split(['#', '?']).next().unwrap_or_default());
        if found.is_none() {
            self.missing.push(url.to_owned());
        }
        found
    }

    /// What is at an address, as an address.
    fn data(&mut self, url: &str) -> Option<String> {
        let part = self.part(url)?;
        let fragment = url.find('#').map_or("", |at| &url[at..]);
        Some(format!(
            "{}{fragment}",
            data_url(&part.media_type, &part.bytes)
        ))
    }

    /// A style sheet with what it loads in it.
    fn css(&mut self, text: &str, url: &str) -> String {
        let (text, missing) = css::with_parts(text, url, self.original);
        self.missing.extend(missing);
        text
    }

    fn finish(mut self) -> SingleFile {
        // A page that never ends its body still runs its scripts.
        self.end_of_body();
        let scripts = if self.hashes.is_empty() {
            "'none'".to_owned()
        } else {
            self.hashes.join(" ")
        };
        let policy = format!(
            "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {scripts}; \
             style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; \
             frame-src data:; object-src data:; base-uri 'none'; \
             form-action 'none'\">"
        );
        self.out.insert_str(self.policy_at.unwrap_or(0), &policy);
        self.missing.sort();
        self.missing.dedup();
        SingleFile {
            html: self.out,
            missing: self.missing,
        }
    }
}

#[cfg(test)]
mod tests;
