//! Fills the slots of a body: addresses, image sizes, highlighted code, and words in the reader's
//! language. What comes of it is a tree, which a page takes as it is.

mod code;
pub(crate) mod embeds;
mod gathering;
mod qr;

use std::borrow::Cow;
use std::convert::Infallible;
use std::ops::Range;

use tera::Value;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::html::tree::{Filling, Tree};
use crate::markdown::{Body, Heading, Image, Link, Slot, call_id};
use crate::path::encode_path;
use crate::references::{self, Reference};
use crate::render::common::pictures;
use crate::render::common::recap_page::RecapPage;
use crate::render::common::value::{list, map, number, safe, text_or_none};
use crate::site::Dimensions;
use crate::snapshot::Snapshot;

/// A part of a page, or what is wrong with a template.
pub(crate) type Html = Result<String, Box<Diagnostic>>;
/// The same as a tree.
pub(crate) type Filled = Result<Tree<Infallible>, Box<Diagnostic>>;

/// The levels of headings that contents show.
const CONTENTS_LEVELS: std::ops::RangeInclusive<u8> = 2..=3;

/// The body of a document as a tree. A template that fails leaves nothing of it: whoever renders
/// the page says so.
pub(crate) fn tree(snapshot: &Snapshot, document: &Document) -> Tree<Infallible> {
    try_tree(snapshot, document).unwrap_or_default()
}

/// The body of a document as HTML, in the same way.
pub(crate) fn fill(snapshot: &Snapshot, document: &Document) -> String {
    tree(snapshot, document).into_html()
}

/// The body of a document as HTML, a recap with all that it gathers.
pub(crate) fn try_fill(snapshot: &Snapshot, document: &Document) -> Html {
    try_tree(snapshot, document).map(Tree::into_html)
}

fn try_tree(snapshot: &Snapshot, document: &Document) -> Filled {
    let host = RecapPage::of(snapshot, document);
    tree_within(snapshot, document, &document.body, host.as_ref())
}

/// A body of a document as HTML, on a page of its own or on that of a recap.
pub(crate) fn fill_within<'f>(
    snapshot: &'f Snapshot,
    document: &'f Document,
    body: &'f Body,
    host: Option<&'f RecapPage<'f>>,
) -> Html {
    tree_within(snapshot, document, body, host).map(Tree::into_html)
}

fn tree_within<'f>(
    snapshot: &'f Snapshot,
    document: &'f Document,
    body: &'f Body,
    host: Option<&'f RecapPage<'f>>,
) -> Filled {
    pictures::prepare(snapshot, document);
    Filler {
        snapshot,
        document,
        body,
        host,
        out: Tree::with_capacity(body.content.html().len() * 2),
        failure: None,
    }
    .fill(0..body.content.len())
}

/// Some nodes of a body as HTML.
pub(crate) fn fill_part(
    snapshot: &Snapshot,
    document: &Document,
    body: &Body,
    nodes: Range<usize>,
) -> Html {
    part_tree(snapshot, document, body, nodes).map(Tree::into_html)
}

/// Some nodes of a body as a tree.
pub(crate) fn part_tree(
    snapshot: &Snapshot,
    document: &Document,
    body: &Body,
    nodes: Range<usize>,
) -> Filled {
    Filler {
        snapshot,
        document,
        body,
        host: None,
        out: Tree::default(),
        failure: None,
    }
    .fill(nodes)
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

pub(crate) struct Filler<'f> {
    pub(crate) snapshot: &'f Snapshot,
    pub(crate) document: &'f Document,
    /// What is filled: the document's own body, or the one that it has within another page.
    pub(crate) body: &'f Body,
    /// The recap that the text stands in.
    host: Option<&'f RecapPage<'f>>,
    /// What was filled so far.
    pub(crate) out: Tree<Infallible>,
    /// What is wrong with a template that makes a part of it.
    failure: Option<Box<Diagnostic>>,
}

impl Filler<'_> {
    /// Fills the slots of some nodes of the body.
    fn fill(mut self, nodes: Range<usize>) -> Filled {
        let content = &self.body.content;
        let mut slots = content.slots_in(nodes.clone()).peekable();
        let mut copied = nodes.start;
        while let Some((node, slot)) = slots.next() {
            self.out.copy(content, copied..node);
            copied = node + 1;
            if content.is_slot(node) {
                self.slot(*slot);
                continue;
            }
            let mut fillings = vec![self.filling(*slot, node)];
            while let Some((_, slot)) = slots.next_if(|(next, _)| *next == node) {
                fillings.push(self.filling(*slot, node));
            }
            self.out.copy_tag(content, node, &fillings);
        }
        self.out.copy(content, copied..nodes.end);
        self.failure.map_or(Ok(self.out), Err)
    }

    /// What a slot in the tag of a node becomes.
    fn filling(&self, slot: Slot, node: usize) -> Filling {
        let body = self.body;
        let label = |key: &str| Filling::Attributes(vec![("aria-label", self.word(key))]);
        match slot {
            Slot::Link(at) => {
                Filling::Attributes(self.link(&body.links[at], body.content.text_at(node + 1)))
            }
            Slot::Image(at) => {
                let is_first = at == 0 && self.document.front_matter.image.is_none();
                Filling::Attributes(self.image(&body.images[at], is_first))
            }
            Slot::LinkAddress(at) => Filling::Value(self.address(&body.links[at].destination)),
            Slot::ImageAddress(at) => Filling::Value(self.address(&body.images[at].destination)),
            Slot::ImageSize(at) => {
                let (_, size) = self.file(&body.images[at].destination);
                Filling::Attributes(size_attributes(size))
            }
            Slot::FootnotesLabel => {
                Filling::Attributes(vec![("aria-label", self.footnotes_label())])
            }
            Slot::TableLabel => label("table"),
            Slot::TaskLabel(done) => label(if done { "task_done" } else { "task_open" }),
            Slot::MathLabel => label("formula"),
            _ => Filling::Attributes(Vec::new()),
        }
    }

    /// Fills a slot that stands between elements.
    fn slot(&mut self, slot: Slot) {
        let body = self.body;
        match slot {
            Slot::Code(at) => self.code(&body.code_blocks[at]),
            Slot::HeadingLink(at) => self.heading_link(&body.headings[at]),
            Slot::AlertTitle(alert) => {
                let title = self.word(&format!("alert_{}", alert.name()));
                self.out.quoted_text(&title);
            }
            Slot::Gathering(at) => self.gathering(at),
            Slot::FootnoteBack { number, call } => self.footnote_back(number, call),
            Slot::Contents => self.contents(),
            Slot::TweetSource(at) => self.tweet_source(&body.embeds[at]),
            Slot::Video(at) => self.video(&body.embeds[at]),
            Slot::VideoCaption(at) => self.video_caption(&body.embeds[at]),
            Slot::Qr(at) => self.qr(&body.qr_codes[at]),
            _ => {}
        }
    }

    /// The attributes of a link; `text` is what it begins with.
    fn link(&self, link: &Link, text: &str) -> Vec<(&'static str, String)> {
        let base = &self.snapshot.config.base_path;
        let resolved = self.resolve(&link.destination);
        let with_title = |href: String| {
            let title = Some(&link.title).filter(|title| !title.is_empty());
            let mut attributes = vec![("href", href)];
            attributes.extend(title.map(|title| ("title", title.clone())));
            attributes
        };
        if let Some(href) = self.on_page(resolved.as_ref()) {
            return with_title(href);
        }
        match resolved {
            Some(Reference::External) if link.destination.contains("//") => {
                let mut attributes = with_title(link.destination.clone());
                attributes.push(("rel", "external".to_owned()));
                // An address that is its own text needs no telling on paper.
                if text.starts_with(&link.destination) {
                    attributes.push(("class", "bare".to_owned()));
                }
                attributes
            }
            Some(Reference::Route {
                url, rest, page, ..
            }) => {
                let mut attributes = with_title(format!("{}{rest}", url.href(base)));
                let lang = page.map(|page| &self.snapshot.site.page(page).document.path.lang);
                let foreign = lang.filter(|lang| **lang != self.document.path.lang);
                attributes.extend(foreign.map(|lang| ("hreflang", lang.to_string())));
                attributes
            }
            Some(Reference::Here(id)) => with_title(format!("#{}", encode_path(&id))),
            Some(Reference::External) | None => with_title(link.destination.clone()),
        }
    }

    /// Where an address that an author wrote leads; itself, where nothing is there.
    fn address(&self, destination: &str) -> String {
        let resolved = self.resolve(destination);
        if let Some(href) = self.on_page(resolved.as_ref()) {
            return href;
        }
        match resolved {
            Some(Reference::Route { url, rest, .. }) => {
                format!("{}{rest}", url.href(&self.snapshot.config.base_path))
            }
            Some(Reference::Here(id)) => format!("#{}", encode_path(&id)),
            Some(Reference::External) | None => destination.to_owned(),
        }
    }

    fn resolve(&self, destination: &str) -> Option<Reference> {
        let (site, base) = (&self.snapshot.site, &self.snapshot.config.base_path);
        references::resolve_from(site, &self.document.path, base, destination).ok()
    }

    /// The address of what stands on the same page, in a recap.
    fn on_page(&self, resolved: Option<&Reference>) -> Option<String> {
        let (host, reference) = self.host.zip(resolved)?;
        host.on_page(self.snapshot, reference)
    }

    /// The attributes of an image. The first image of a page is on the screen, or nearly; the
    /// others wait until a reader comes near.
    pub(crate) fn image(&self, image: &Image, is_first: bool) -> Vec<(&'static str, String)> {
        let base = &self.snapshot.config.base_path;
        let (src, size, srcset) = match self.resolve(&image.destination) {
            Some(Reference::Route {
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
        let mut attributes = vec![("src", src), ("alt", image.alt.clone())];
        attributes.extend(size_attributes(size));
        if let Some(srcset) = srcset {
            attributes.push(("srcset", srcset));
            attributes.push(("sizes", self.snapshot.theme.image_sizes.clone()));
        }
        attributes.push(if is_first {
            ("fetchpriority", "high".to_owned())
        } else {
            ("loading", "lazy".to_owned())
        });
        attributes.push(("decoding", "async".to_owned()));
        attributes
    }

    fn heading_link(&mut self, heading: &Heading) {
        let label = self.string("heading_link", &[("title", &heading.text)]);
        let href = format!("#{}", encode_path(&heading.id));
        let attributes = [
            ("class", "anchor"),
            ("href", &*href),
            ("aria-label", &*label),
        ];
        self.out.open_with("a", &attributes);
        self.out.written_text("#");
        self.out.close("a");
    }

    fn footnote_back(&mut self, number: usize, call: usize) {
        let label = self.string("footnote_back", &[("number", &number.to_string())]);
        let prefix = self.host.map_or("", |host| host.prefix.as_str());
        let href = format!("#{prefix}{}", call_id(number, call));
        let attributes = [
            ("class", "footnote-back"),
            ("role", "doc-backlink"),
            ("href", &*href),
            ("aria-label", &*label),
        ];
        self.out.open_with("a", &attributes);
        self.out.written_text("↩");
        self.out.close("a");
    }

    /// Several texts on one page have several sections of notes, each with a name of its own.
    fn footnotes_label(&self) -> String {
        let is_part = self.host.is_some_and(|host| !host.prefix.is_empty());
        let title = is_part.then_some(self.document.front_matter.title.as_str());
        title
            .and_then(|title| self.try_string("footnotes_of", &[("title", title)]))
            .unwrap_or_else(|| self.word("footnotes"))
    }

    /// `::: sessions`, `::: talks`: in a recap alone.
    fn gathering(&mut self, at: usize) {
        let Some(host) = self.host.filter(|host| host.prefix.is_empty()) else {
            return;
        };
        match gathering::html(self.snapshot, self.document, host, at) {
            Ok(html) => self.out.markup(&html),
            Err(failure) => self.failure = self.failure.take().or(Some(failure)),
        }
    }

    /// `::: toc`.
    fn contents(&mut self) {
        let entries = entries(self.snapshot, self.document);
        let label = self.word("contents");
        self.out.open_with("nav", &[("aria-label", &label)]);
        self.contents_list(&entries);
        self.out.close("nav");
        self.out.written_text("\n");
    }

    fn contents_list(&mut self, entries: &[Entry<'_>]) {
        self.out.open("ol");
        for (first, below) in branches(entries) {
            self.out.open("li");
            self.out.begin("a");
            self.out
                .attribute("href", &format!("#{}", encode_path(&first.id)));
            if let Some(lang) = first.lang {
                self.out.attribute("lang", lang);
            }
            self.out.end();
            self.out.settled(&first.html);
            self.out.close("a");
            if !below.is_empty() {
                self.contents_list(below);
            }
            self.out.close("li");
        }
        self.out.close("ol");
    }

    fn try_string(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.snapshot
            .theme
            .strings
            .get(&self.document.path.lang, key, arguments)
    }

    pub(crate) fn string(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.try_string(key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    pub(crate) fn word(&self, key: &str) -> String {
        self.string(key, &[])
    }

    /// An element with nothing but plain text in it.
    pub(crate) fn text_element(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.out.open_with(name, attributes);
        self.out.quoted_text(text);
        self.out.close(name);
    }

    /// The address of a file that the page names, and its size if it is an image.
    pub(crate) fn file(&self, destination: &str) -> (String, Dimensions) {
        match self.resolve(destination) {
            Some(Reference::Route {
                url, dimensions, ..
            }) => (url.href(&self.snapshot.config.base_path), dimensions),
            _ => (destination.to_owned(), None),
        }
    }
}

/// The attributes for the size of an image, where that is known.
pub(crate) fn size_attributes(size: Dimensions) -> Vec<(&'static str, String)> {
    let attributes = |(width, height): (u32, u32)| {
        vec![("width", width.to_string()), ("height", height.to_string())]
    };
    size.map(attributes).unwrap_or_default()
}
