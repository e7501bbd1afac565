//! Fills the slots of a body: addresses, image sizes, highlighted code, and words in the reader's
//! language.

mod code;
pub(crate) mod embeds;
mod gathering;
mod qr;

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;

use pulldown_cmark_escape::escape_html;
use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::markdown::{Body, Heading, Image, Link, Slot, call_id};
use crate::path::encode_path;
use crate::references::{self, Reference};
use crate::render::common::pictures;
use crate::render::common::recap_page::RecapPage;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::snapshot::Snapshot;

/// A part of a page, or what is wrong with a template.
pub(crate) type Html = Result<String, Box<Diagnostic>>;

/// The levels of headings that contents show.
const CONTENTS_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// The body of a document as HTML. A template that fails leaves nothing of it: whoever renders the
/// page says so.
pub(crate) fn fill(snapshot: &Snapshot, document: &Document) -> String {
    try_fill(snapshot, document).unwrap_or_default()
}

/// The body of a document as HTML, a recap with all that it gathers.
pub(crate) fn try_fill(snapshot: &Snapshot, document: &Document) -> Html {
    let host = RecapPage::of(snapshot, document);
    fill_within(snapshot, document, &document.body, host.as_ref())
}

/// A body of a document as HTML, on a page of its own or on that of a recap.
pub(crate) fn fill_within<'f>(
    snapshot: &'f Snapshot,
    document: &'f Document,
    body: &'f Body,
    host: Option<&'f RecapPage<'f>>,
) -> Html {
    pictures::prepare(snapshot, document);
    let html = String::with_capacity(body.html.len() * 2);
    Filler {
        snapshot,
        document,
        body,
        host,
        rest: "",
        html,
        failure: None,
    }
    .fill(0..body.html.len())
}

/// A part of a body as HTML.
pub(crate) fn fill_part(
    snapshot: &Snapshot,
    document: &Document,
    body: &Body,
    part: Range<usize>,
) -> Html {
    Filler {
        snapshot,
        document,
        body,
        host: None,
        rest: "",
        html: String::new(),
        failure: None,
    }
    .fill(part)
}

/// The headings of a document as a tree for templates; empty when there are fewer than two.
pub(crate) fn contents(snapshot: &Snapshot, document: &Document) -> Value {
    let entries = entries(snapshot, document);
    if entries.len() < 2 {
        list([])
    } else {
        list(
            branches(&entries)
                .into_iter()
                .map(|(first, below)| entry(first, below)),
        )
    }
}

/// A line of contents.
pub(crate) struct Entry<'e> {
    pub(crate) level: u8,
    pub(crate) id: Cow<'e, str>,
    pub(crate) html: Cow<'e, str>,
    /// The language of what it leads to, where that is another one.
    pub(crate) lang: Option<&'e str>,
}

impl<'e> Entry<'e> {
    pub(crate) fn of(heading: &'e Heading) -> Self {
        Self {
            level: heading.level,
            id: (&heading.id).into(),
            html: (&heading.html).into(),
            lang: None,
        }
    }
}

/// The lines of a document's contents.
fn entries<'e>(snapshot: &'e Snapshot, document: &'e Document) -> Vec<Entry<'e>> {
    let entries = match RecapPage::of(snapshot, document) {
        Some(host) => gathering::entries(snapshot, document, &host),
        None => document.body.headings.iter().map(Entry::of).collect(),
    };
    entries
        .into_iter()
        .filter(|entry| CONTENTS_LEVELS.contains(&entry.level))
        .collect()
}

fn entry(first: &Entry<'_>, below: &[Entry<'_>]) -> Value {
    map! {
        "id" => &*first.id,
        "title" => safe(&first.html),
        "level" => number(first.level.into()),
        "lang" => text_or_none(first.lang),
        "children" => list(branches(below).into_iter().map(|(first, below)| entry(first, below))),
    }
}

/// Headings of the first one's level, each with the deeper ones that follow it.
fn branches<'h, 's>(entries: &'s [Entry<'h>]) -> Vec<(&'s Entry<'h>, &'s [Entry<'h>])> {
    let mut found = Vec::new();
    let mut rest = entries;
    while let [first, after @ ..] = rest {
        let end = after
            .iter()
            .position(|entry| entry.level <= first.level)
            .unwrap_or(after.len());
        found.push((first, &after[..end]));
        rest = &after[end..];
    }
    found
}

pub(super) struct Filler<'f> {
    pub(super) snapshot: &'f Snapshot,
    pub(super) document: &'f Document,
    /// What is filled: the document's own body, or the one that it has within another page.
    pub(super) body: &'f Body,
    /// The recap that the text stands in.
    host: Option<&'f RecapPage<'f>>,
    /// What comes after the slot in the body.
    rest: &'f str,
    pub(super) html: String,
    /// What is wrong with a template that makes a part of it.
    failure: Option<Box<Diagnostic>>,
}

impl Filler<'_> {
    /// Fills the slots of a part of the body.
    fn fill(mut self, part: Range<usize>) -> Html {
        let (first, last) = [part.start, part.end]
            .map(|at| self.body.slots.partition_point(|(slot, _)| *slot < at))
            .into();
        let last = if part.end == self.body.html.len() {
            self.body.slots.len()
        } else {
            last
        };
        let mut copied = part.start;
        for (at, slot) in &self.body.slots[first..last] {
            self.html.push_str(&self.body.html[copied..*at]);
            self.rest = &self.body.html[*at..];
            self.slot(*slot);
            copied = *at;
        }
        self.html.push_str(&self.body.html[copied..part.end]);
        self.failure.map_or(Ok(self.html), Err)
    }

    fn slot(&mut self, slot: Slot) {
        let body = self.body;
        match slot {
            Slot::LinkOpen(at) => self.link(&body.links[at]),
            Slot::Image(at) => self.image(
                &body.images[at],
                at == 0 && self.document.front_matter.image.is_none(),
            ),
            Slot::Code(at) => self.code(&body.code_blocks[at]),
            Slot::HeadingLink(at) => self.heading_link(&body.headings[at]),
            Slot::AlertTitle(alert) => {
                let title = self.word(&format!("alert_{}", alert.name()));
                self.escaped(&title);
            }
            Slot::FootnotesLabel => self.footnotes_label(),
            Slot::Gathering(at) => self.gathering(at),
            Slot::TableLabel => self.label("table"),
            Slot::TaskLabel(done) => self.label(if done { "task_done" } else { "task_open" }),
            Slot::FootnoteBack { number, call } => self.footnote_back(number, call),
            Slot::Contents => self.contents(),
            Slot::TweetSource(at) => self.tweet_source(&body.embeds[at]),
            Slot::Video(at) => self.video(&body.embeds[at]),
            Slot::VideoCaption(at) => self.video_caption(&body.embeds[at]),
            Slot::MathLabel => self.label("formula"),
            Slot::Qr(at) => self.qr(&body.qr_codes[at]),
        }
    }

    fn link(&mut self, link: &Link) {
        let base = &self.snapshot.config.base_path;
        let resolved = references::resolve_from(
            &self.snapshot.site,
            &self.document.path,
            base,
            &link.destination,
        );
        let on_page = self.host.zip(resolved.as_ref().ok());
        let on_page = on_page.and_then(|(host, reference)| host.on_page(self.snapshot, reference));
        let (href, attributes) = if let Some(href) = on_page {
            (href, String::new())
        } else {
            match resolved {
                Ok(Reference::External) if link.destination.contains("//") => {
                    // An address that is its own text needs no telling on paper.
                    let class = if self.rest.starts_with(&link.destination) {
                        " class=\"bare\""
                    } else {
                        ""
                    };
                    (
                        link.destination.clone(),
                        format!(" rel=\"external\"{class}"),
                    )
                }
                Ok(Reference::External) | Err(_) => (link.destination.clone(), String::new()),
                Ok(Reference::Here(id)) => (format!("#{}", encode_path(&id)), String::new()),
                Ok(Reference::Route {
                    url, rest, page, ..
                }) => {
                    let lang = page.map(|page| &self.snapshot.site.page(page).document.path.lang);
                    let foreign = lang.filter(|lang| **lang != self.document.path.lang);
                    let attributes =
                        foreign.map_or_else(String::new, |lang| format!(" hreflang=\"{lang}\""));
                    (format!("{}{rest}", url.href(base)), attributes)
                }
            }
        };
        self.html.push_str("<a");
        self.attribute("href", &href);
        if !link.title.is_empty() {
            self.attribute("title", &link.title);
        }
        self.html.push_str(&attributes);
        self.html.push('>');
    }

    /// The first image of a page is on the screen, or nearly; the others wait until a reader comes
    /// near.
    pub(super) fn image(&mut self, image: &Image, is_first: bool) {
        let base = &self.snapshot.config.base_path;
        let (src, size, srcset) = match references::resolve_from(
            &self.snapshot.site,
            &self.document.path,
            base,
            &image.destination,
        ) {
            Ok(Reference::Route {
                url,
                rest,
                dimensions,
                ..
            }) => (
                format!("{}{rest}", url.href(base)),
                dimensions,
                pictures::srcset(self.snapshot, &url),
            ),
            _ => (image.destination.clone(), None, None),
        };
        self.html.push_str("<img");
        self.attribute("src", &src);
        self.attribute("alt", &image.alt);
        if let Some((width, height)) = size {
            let _ = write!(self.html, " width=\"{width}\" height=\"{height}\"");
        }
        if let Some(srcset) = srcset {
            self.attribute("srcset", &srcset);
            self.attribute("sizes", &self.snapshot.theme.image_sizes);
        }
        self.html.push_str(if is_first {
            " fetchpriority=\"high\""
        } else {
            " loading=\"lazy\""
        });
        self.html.push_str(" decoding=\"async\">");
    }

    fn heading_link(&mut self, heading: &Heading) {
        let label = self.string("heading_link", &[("title", &heading.text)]);
        self.html.push_str("<a class=\"anchor\"");
        self.attribute("href", &format!("#{}", encode_path(&heading.id)));
        self.attribute("aria-label", &label);
        self.html.push_str(">#</a>");
    }

    fn footnote_back(&mut self, number: usize, call: usize) {
        let label = self.string("footnote_back", &[("number", &number.to_string())]);
        self.html
            .push_str("<a class=\"footnote-back\" role=\"doc-backlink\"");
        let prefix = self.host.map_or("", |host| host.prefix.as_str());
        self.attribute("href", &format!("#{prefix}{}", call_id(number, call)));
        self.attribute("aria-label", &label);
        self.html.push_str(">↩</a>");
    }

    /// Several texts on one page have several sections of notes, each with a name of its own.
    fn footnotes_label(&mut self) {
        let is_part = self.host.is_some_and(|host| !host.prefix.is_empty());
        let title = is_part.then_some(self.document.front_matter.title.as_str());
        match title.and_then(|title| self.try_string("footnotes_of", &[("title", title)])) {
            Some(label) => self.attribute("aria-label", &label),
            None => self.label("footnotes"),
        }
    }

    /// `::: sessions`, `::: talks`: in a recap alone.
    fn gathering(&mut self, at: usize) {
        let Some(host) = self.host.filter(|host| host.prefix.is_empty()) else {
            return;
        };
        match gathering::html(self.snapshot, self.document, host, at) {
            Ok(html) => self.html.push_str(&html),
            Err(failure) => self.failure = self.failure.take().or(Some(failure)),
        }
    }

    /// `::: toc`.
    fn contents(&mut self) {
        let entries = entries(self.snapshot, self.document);
        self.html.push_str("<nav");
        self.label("contents");
        self.html.push('>');
        self.contents_list(&entries);
        self.html.push_str("</nav>\n");
    }

    fn contents_list(&mut self, entries: &[Entry<'_>]) {
        self.html.push_str("<ol>");
        for (first, below) in branches(entries) {
            self.html.push_str("<li><a");
            self.attribute("href", &format!("#{}", encode_path(&first.id)));
            if let Some(lang) = first.lang {
                self.attribute("lang", lang);
            }
            self.html.push('>');
            self.html.push_str(&first.html);
            self.html.push_str("</a>");
            if !below.is_empty() {
                self.contents_list(below);
            }
            self.html.push_str("</li>");
        }
        self.html.push_str("</ol>");
    }

    fn try_string(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.snapshot
            .theme
            .strings
            .get(&self.document.path.lang, key, arguments)
    }

    pub(super) fn string(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.try_string(key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.string(key, &[])
    }

    pub(super) fn label(&mut self, key: &str) {
        let label = self.word(key);
        self.attribute("aria-label", &label);
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) {
        self.html.push(' ');
        self.html.push_str(name);
        self.html.push_str("=\"");
        self.escaped(value);
        self.html.push('"');
    }

    pub(super) fn escaped(&mut self, text: &str) {
        // Writing to a `String` cannot fail.
        let _ = escape_html(&mut self.html, text);
    }
}
