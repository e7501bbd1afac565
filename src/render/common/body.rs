//! Fills the slots of a body: addresses, image sizes, highlighted code, and words in the reader's
//! language. What comes of it is a tree, which a page takes as it is.

mod addresses;
mod code;
mod contents;
pub(crate) mod drawings;
pub(crate) mod embeds;
mod gathering;
mod image_size;

use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::html::tree::{Filling, Tree};
use crate::markdown::{Body, Heading, Slot, call_id};
use crate::path::encode_path;
use crate::render::common::cache;
use crate::render::common::pictures;
use crate::render::common::recap_page::RecapPage;
use crate::snapshot::Snapshot;
use addresses::size_attributes;
pub(crate) use contents::contents;

/// A part of a page, or what is wrong with a template.
pub(crate) type Html = Result<String, Box<Diagnostic>>;
/// The same as a tree.
pub(crate) type Filled = Result<Tree<Infallible>, Box<Diagnostic>>;

/// The body of a document as a tree. A template that fails leaves nothing of it: whoever renders
/// the page says so.
pub(crate) fn tree(snapshot: &Snapshot, document: &Document) -> Arc<Tree<Infallible>> {
    try_tree(snapshot, document).unwrap_or_default()
}

/// The body of a document as HTML, in the same way.
pub(crate) fn fill(snapshot: &Snapshot, document: &Document) -> String {
    tree(snapshot, document).html().to_owned()
}

/// The body of a document as HTML, a recap with all that it gathers.
pub(crate) fn try_fill(snapshot: &Snapshot, document: &Document) -> Html {
    try_tree(snapshot, document).map(|tree| tree.html().to_owned())
}

fn try_tree(
    snapshot: &Snapshot,
    document: &Document,
) -> Result<Arc<Tree<Infallible>>, Box<Diagnostic>> {
    let recent = &cache::of_snapshot(snapshot).recent_trees;
    let file = &document.path.file;
    if let Some(tree) = recent.get(file) {
        return Ok(tree);
    }
    let host = RecapPage::of(snapshot, document);
    let tree = tree_within(snapshot, document, &document.body, host.as_ref())?;
    let tree = Arc::new(tree);
    recent.put(file.clone(), tree.clone());
    Ok(tree)
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
        out: Tree::with_room_for(&body.content),
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

/// A body whose slots are being filled.
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
            Slot::Style(at) => Filling::Attributes(body.styles[at].attribute()),
            _ => Filling::Attributes(Vec::new()),
        }
    }

    /// Fills a slot that stands between elements.
    fn slot(&mut self, slot: Slot) {
        let body = self.body;
        match slot {
            Slot::Code(at) => self.code_or_drawing(at),
            Slot::HeadingLink(at) => self.heading_link(&body.headings[at]),
            Slot::AlertTitle(alert) => {
                let title = self.word(&format!("alert_{}", alert.name()));
                self.out.quoted_text(&title);
            }
            Slot::Gathering(at) => self.gathering(at),
            Slot::FootnoteBack { number, call } => self.footnote_back(number, call),
            Slot::Contents => self.contents_nav(),
            Slot::EmbedPart(at) => body.embed_parts[at].write(self),
            _ => {}
        }
    }

    fn heading_link(&mut self, heading: &Heading) {
        let label = self.word_with("heading_link", &[("title", &heading.text)]);
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
        let label = self.word_with("footnote_back", &[("number", &number.to_string())]);
        let href = format!("#{}{}", self.body.prefix, call_id(number, call));
        let attributes = [
            ("class", "footnote-back"),
            ("role", "doc-backlink"),
            ("href", &*href),
            ("aria-label", &*label),
        ];
        self.out.open_with("a", &attributes);
        let is_right_to_left = self.document.path.lang.is_right_to_left();
        self.out
            .written_text(if is_right_to_left { "↪" } else { "↩" });
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

    fn try_string(&self, key: &str, arguments: &[(&str, &str)]) -> Option<String> {
        self.snapshot
            .theme
            .strings
            .get(&self.document.path.lang, key, arguments)
    }

    pub(crate) fn word_with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.try_string(key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    pub(crate) fn word(&self, key: &str) -> String {
        self.word_with(key, &[])
    }
}
