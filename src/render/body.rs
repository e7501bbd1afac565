//! Fills the slots of a body: addresses, image sizes, highlighted code, and words in the reader's language.

use std::fmt::Write;

use pulldown_cmark_escape::escape_html;
use tera::Value;

use super::pictures;
use super::value::{list, map, number, safe};
use crate::document::Document;
use crate::markdown::{Heading, Image, Link, Slot, call_id};
use crate::path::encode_path;
use crate::references::{self, Reference};
use crate::snapshot::Snapshot;

/// The levels of headings that contents show.
const CONTENTS_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// The body of a document as HTML.
pub(super) fn fill(snapshot: &Snapshot, document: &Document) -> String {
    let body = &document.body;
    pictures::prepare(snapshot, document);
    let mut filler = Filler { snapshot, document, rest: "", html: String::with_capacity(body.html.len() * 2) };
    let mut copied = 0;
    for (at, slot) in &body.slots {
        filler.html.push_str(&body.html[copied..*at]);
        filler.rest = &body.html[*at..];
        filler.slot(*slot);
        copied = *at;
    }
    filler.html.push_str(&body.html[copied..]);
    filler.html
}

/// The headings of a document as a tree for templates; empty when there are fewer than two.
pub(super) fn contents(document: &Document) -> Value {
    let headings: Vec<&Heading> =
        document.body.headings.iter().filter(|h| CONTENTS_LEVELS.contains(&h.level)).collect();
    if headings.len() < 2 {
        list([])
    } else {
        list(branches(&headings).into_iter().map(|(heading, below)| entry(heading, below)))
    }
}

fn entry(heading: &Heading, below: &[&Heading]) -> Value {
    map! {
        "id" => heading.id.as_str(),
        "title" => safe(&heading.html),
        "level" => number(heading.level.into()),
        "children" => list(branches(below).into_iter().map(|(heading, below)| entry(heading, below))),
    }
}

/// Headings of the first one's level, each with the deeper ones that follow it.
fn branches<'h, 's>(headings: &'s [&'h Heading]) -> Vec<(&'h Heading, &'s [&'h Heading])> {
    let mut found = Vec::new();
    let mut rest = headings;
    while let [first, after @ ..] = rest {
        let end = after.iter().position(|heading| heading.level <= first.level).unwrap_or(after.len());
        found.push((*first, &after[..end]));
        rest = &after[end..];
    }
    found
}

pub(super) struct Filler<'f> {
    pub(super) snapshot: &'f Snapshot,
    pub(super) document: &'f Document,
    /// What comes after the slot in the body.
    rest: &'f str,
    pub(super) html: String,
}

impl Filler<'_> {
    fn slot(&mut self, slot: Slot) {
        let body = &self.document.body;
        match slot {
            Slot::LinkOpen(at) => self.link(&body.links[at]),
            Slot::Image(at) => self.image(&body.images[at], at == 0 && self.document.front_matter.image.is_none()),
            Slot::Code(at) => self.code(&body.code_blocks[at]),
            Slot::HeadingLink(at) => self.heading_link(&body.headings[at]),
            Slot::AlertTitle(alert) => {
                let title = self.word(&format!("alert_{}", alert.name()));
                self.escaped(&title);
            }
            Slot::FootnotesLabel => self.label("footnotes"),
            Slot::TableLabel => self.label("table"),
            Slot::TaskLabel(done) => self.label(if done { "task_done" } else { "task_open" }),
            Slot::FootnoteBack { number, call } => self.footnote_back(number, call),
            Slot::Contents => self.contents(),
            Slot::TweetSource(at) => self.tweet_source(&body.embeds[at]),
            Slot::Video(at) => self.video(&body.embeds[at]),
            Slot::VideoCaption(at) => self.video_caption(&body.embeds[at]),
            Slot::MathLabel => self.label("formula"),
        }
    }

    fn link(&mut self, link: &Link) {
        let base = &self.snapshot.config.base_path;
        let (href, attributes) =
            match references::resolve_from(&self.snapshot.site, &self.document.path, base, &link.destination) {
                Ok(Reference::External) if link.destination.contains("//") => {
                    // An address that is its own text needs no telling on paper.
                    let class = if self.rest.starts_with(&link.destination) { " class=\"bare\"" } else { "" };
                    (link.destination.clone(), format!(" rel=\"external\"{class}"))
                }
                Ok(Reference::External) | Err(_) => (link.destination.clone(), String::new()),
                Ok(Reference::Here(id)) => (format!("#{}", encode_path(&id)), String::new()),
                Ok(Reference::Route { url, rest, page, .. }) => {
                    let lang = page.map(|page| &self.snapshot.site.page(page).document.path.lang);
                    let foreign = lang.filter(|lang| **lang != self.document.path.lang);
                    let attributes = foreign.map_or_else(String::new, |lang| format!(" hreflang=\"{lang}\""));
                    (format!("{}{rest}", url.href(base)), attributes)
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

    /// The first image of a page is on the screen, or nearly; the others wait until a reader comes near.
    pub(super) fn image(&mut self, image: &Image, is_first: bool) {
        let base = &self.snapshot.config.base_path;
        let (src, size, srcset) =
            match references::resolve_from(&self.snapshot.site, &self.document.path, base, &image.destination) {
                Ok(Reference::Route { url, rest, dimensions, .. }) => {
                    (format!("{}{rest}", url.href(base)), dimensions, pictures::srcset(self.snapshot, &url))
                }
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
        self.html.push_str(if is_first { " fetchpriority=\"high\"" } else { " loading=\"lazy\"" });
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
        self.html.push_str("<a class=\"footnote-back\" role=\"doc-backlink\"");
        self.attribute("href", &format!("#{}", call_id(number, call)));
        self.attribute("aria-label", &label);
        self.html.push_str(">↩</a>");
    }

    /// `::: toc`.
    fn contents(&mut self) {
        let headings: Vec<&Heading> =
            self.document.body.headings.iter().filter(|h| CONTENTS_LEVELS.contains(&h.level)).collect();
        self.html.push_str("<nav");
        self.label("contents");
        self.html.push('>');
        self.contents_list(&headings);
        self.html.push_str("</nav>\n");
    }

    fn contents_list(&mut self, headings: &[&Heading]) {
        self.html.push_str("<ol>");
        for (heading, below) in branches(headings) {
            self.html.push_str("<li><a");
            self.attribute("href", &format!("#{}", encode_path(&heading.id)));
            self.html.push('>');
            self.html.push_str(&heading.html);
            self.html.push_str("</a>");
            if !below.is_empty() {
                self.contents_list(below);
            }
            self.html.push_str("</li>");
        }
        self.html.push_str("</ol>");
    }

    pub(super) fn string(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.snapshot.theme.strings.get(&self.document.path.lang, key, arguments).unwrap_or_else(|| key.to_owned())
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
