//! A page as one file: styles, scripts, images and fonts stand in it, so that it opens from a stick
//! without a network.
//!
//! Pure: whoever asks hands over what is at an address. What the file could only get elsewhere is
//! left out and reported.

mod css;
mod deck_data;
mod text;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::render::common::tags::{Place, Tag, after_end, read_tag, whole};
use text::{content, data_url, escaped, in_script, unescaped, value, widest};

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
    let mut writer = SingleFileWriter {
        original,
        out: String::with_capacity(original.html.len() * 2),
        later: String::new(),
        hashes: Vec::new(),
        policy_at: None,
        missing: Vec::new(),
    };
    writer.walk();
    writer.finish()
}

/// Which attributes hold the address of something that is loaded with the page.
const LOADED: &[(&str, &str)] = &[
    ("audio", "src"),
    ("embed", "src"),
    ("feimage", "href"),
    ("iframe", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("img", "src"),
    ("input", "src"),
    ("object", "data"),
    ("source", "src"),
    ("track", "src"),
    ("use", "href"),
    ("use", "xlink:href"),
    ("video", "poster"),
    ("video", "src"),
];

/// Which parts a file can have in it. A page within the page, and a drawing's part in another file,
/// cannot be.
const KEPT_OUT: &[&str] = &["embed", "iframe", "object", "use"];

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
    missing: Vec<String>,
}

impl<'o> SingleFileWriter<'o> {
    fn walk(&mut self) {
        let mut rest = self.original.html;
        while let Some(at) = rest.find('<') {
            self.out.push_str(&rest[..at]);
            rest = &rest[at..];
            if rest.starts_with("<!--") {
                rest = rest.find("-->").map_or("", |end| &rest[end + 3..]);
                continue;
            }
            let Some(tag) = read_tag(rest) else {
                self.out.push('<');
                rest = &rest[1..];
                continue;
            };
            let after = &rest[tag.text.len()..];
            rest = self.tag(&tag, after);
        }
        self.out.push_str(rest);
    }

    /// Writes what a tag becomes; gives back what is still to be read.
    fn tag(&mut self, tag: &Tag<'_>, after: &'o str) -> &'o str {
        match (&*tag.name, tag.is_end) {
            ("script", false) => return self.script(tag, after),
            ("style", false) => return self.style(after),
            ("textarea" | "title", false) => {
                let rest = after_end(after, &tag.name);
                self.out.push_str(tag.text);
                self.out.push_str(&after[..after.len() - rest.len()]);
                return rest;
            }
            ("link" | "meta", false) => {
                let length = self.out.len();
                if tag.name == "link" {
                    self.link(tag);
                } else {
                    self.meta(tag);
                }
                // Its line goes with it.
                return if self.out.len() == length {
                    after.strip_prefix('\n').unwrap_or(after)
                } else {
                    after
                };
            }
            ("base", _) => {}
            ("body", true) => {
                let later = std::mem::take(&mut self.later);
                self.out.push_str(&later);
                self.out.push_str(tag.text);
            }
            ("head", false) => {
                self.out.push_str(tag.text);
                self.policy_at = Some(self.out.len());
            }
            _ => self.element(tag),
        }
        after
    }

    /// A style sheet or an icon stands in the page; what else a link leads to is for other
    /// programs.
    fn link(&mut self, tag: &Tag<'_>) {
        let relations = value(tag, "rel").unwrap_or_default().to_ascii_lowercase();
        let Some(url) = value(tag, "href").map(|href| self.whole(&href)) else {
            return;
        };
        if relations
            .split_ascii_whitespace()
            .any(|relation| relation == "stylesheet")
        {
            let Some(part) = self.part(&url) else { return };
            let text = String::from_utf8_lossy(&part.bytes).into_owned();
            let media = value(tag, "media")
                .map(|media| format!(" media=\"{}\"", escaped(&media)))
                .unwrap_or_default();
            let text = self.css(&text, &url);
            self.push_style(&media, &text);
        } else if relations.contains("icon") {
            let Some(data) = self.data(&url) else { return };
            let kind = value(tag, "type")
                .map(|kind| format!(" type=\"{}\"", escaped(&kind)))
                .unwrap_or_default();
            // Writing to a `String` cannot fail, here as below.
            let _ = write!(self.out, "<link rel=\"icon\"{kind} href=\"{data}\">");
        }
    }

    /// What a page says to networks and other sites means nothing in a file.
    fn meta(&mut self, tag: &Tag<'_>) {
        let is_for_others = value(tag, "property").is_some()
            || value(tag, "name").is_some_and(|name| name.starts_with("twitter:"))
            || value(tag, "http-equiv").is_some();
        if is_for_others {
            return;
        }
        self.out.push_str(tag.text);
        if value(tag, "charset").is_some() {
            self.policy_at = Some(self.out.len());
        }
    }

    fn style(&mut self, after: &'o str) -> &'o str {
        let (text, rest) = content(after, "style");
        let text = self.css(text, self.original.url);
        self.push_style("", &text);
        rest
    }

    fn push_style(&mut self, attributes: &str, text: &str) {
        let text = text.replace("</", "<\\/");
        let _ = write!(self.out, "<style{attributes}>{text}</style>");
    }

    /// A script of the site stands in the page, and the policy knows it. Data stays, but for what
    /// search engines read.
    fn script(&mut self, tag: &Tag<'_>, after: &'o str) -> &'o str {
        let (text, rest) = content(after, "script");
        let kind = value(tag, "type").unwrap_or_default().to_ascii_lowercase();
        if let Some(url) = value(tag, "src").map(|src| self.whole(&src)) {
            let Some(part) = self.part(&url) else {
                return rest;
            };
            let text = in_script(&String::from_utf8_lossy(&part.bytes));
            let kind = if kind == "module" {
                " type=\"module\""
            } else {
                ""
            };
            self.hashes.push(format!(
                "'sha256-{}'",
                BASE64.encode(Sha256::digest(text.as_bytes()))
            ));
            let written = format!("<script{kind}>{text}</script>");
            let waits = value(tag, "defer").is_some() || value(tag, "async").is_some();
            let out = if waits {
                &mut self.later
            } else {
                &mut self.out
            };
            out.push_str(&written);
        } else if kind == "application/json" {
            let text = if value(tag, "id").is_some_and(|id| id == deck_data::ID) {
                deck_data::in_a_file(text, self.original)
            } else {
                text.to_owned()
            };
            self.out.push_str(tag.text);
            self.out.push_str(&text);
            self.out.push_str("</script>");
        }
        rest
    }

    fn element(&mut self, tag: &Tag<'_>) {
        if tag.is_end || tag.attributes.is_empty() {
            self.out.push_str(tag.text);
            return;
        }
        self.out.push('<');
        self.out.push_str(tag.name_as_written());
        let widest = matches!(&*tag.name, "img" | "source")
            .then(|| value(tag, "srcset").and_then(|candidates| widest(&candidates)))
            .flatten();
        for (name, value) in &tag.attributes {
            self.attribute(tag, name, *value, widest.as_deref());
        }
        self.out
            .push_str(if tag.text.ends_with("/>") { "/>" } else { ">" });
    }

    fn attribute(&mut self, tag: &Tag<'_>, name: &str, value: Option<&str>, widest: Option<&str>) {
        let key = name.to_ascii_lowercase();
        let written = value.map(unescaped);
        let is_image = tag.name == "img";
        let written = match (key.as_str(), written) {
            // One size is enough where nothing is loaded: the widest that is offered.
            ("srcset" | "sizes", _) if is_image => return,
            ("sizes", _) if tag.name == "source" => return,
            ("srcset", Some(_)) => match widest
                .map(|url| self.whole(url))
                .and_then(|url| self.data(&url))
            {
                Some(data) => Some(data),
                None => return,
            },
            ("loading" | "integrity" | "crossorigin", _) => return,
            ("style", Some(text)) => Some(self.css(&text, self.original.url)),
            ("href", Some(text)) if matches!(&*tag.name, "a" | "area") => Some(self.link_to(&text)),
            (_, Some(text)) if LOADED.contains(&(&*tag.name, key.as_str())) => {
                let url = self.whole(if is_image {
                    widest.unwrap_or(&text)
                } else {
                    &text
                });
                match self.loaded(tag, &text, &url) {
                    Some(data) => Some(data),
                    None => return,
                }
            }
            (_, other) => other,
        };
        self.out.push(' ');
        self.out.push_str(name);
        if let Some(written) = written {
            let _ = write!(self.out, "=\"{}\"", escaped(&written));
        }
    }

    /// The address that something is loaded from, as it stands in the file.
    fn loaded(&mut self, tag: &Tag<'_>, text: &str, url: &str) -> Option<String> {
        if text.starts_with('#') || text.starts_with("data:") {
            return Some(text.to_owned());
        }
        if KEPT_OUT.contains(&&*tag.name) {
            self.missing.push(url.to_owned());
            return None;
        }
        self.data(url)
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
            &Place {
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
        self.out.push_str(&self.later);
        let scripts = if self.hashes.is_empty() {
            "'none'".to_owned()
        } else {
            self.hashes.join(" ")
        };
        let policy = format!(
            "\n<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {scripts}; \
             style-src 'unsafe-inline' data:; img-src data:; font-src data:; media-src data:; base-uri 'none'; \
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
