//! Writes a body as a tree: valid HTML5 without inline styles, with slots for what is not known
//! yet.

mod backdrops;
mod blocks;
pub(super) mod embeds;
mod formulas;
mod inlines;
mod plain;
mod raw;
pub(super) mod slides;

use pulldown_cmark::{self as cmark, Alignment, Tag, TagEnd};
use rustc_hash::FxHashMap;

use self::blocks::is_task;
use self::formulas::lone_formula;
pub(super) use self::plain::inline;
use self::plain::inline_event;
use super::body::{AuthorStyle, Body, Slot};
use super::events::{BodyNode, Located, element, lone_image};
use super::footnotes::{Beside, Notes};
use super::headings::Ids;
use super::image_attributes::ImageAttributes;
use super::raw::reading::unclosed_comment;
use super::report::BodyReport;
use super::slides::AttributedElement;
use super::typeset::Names;
use super::{Options, Within, text};
use crate::html::nesting::Nesting;
use slides::SlideWriter;

/// What a body is written from.
pub(super) struct BodyText<'t> {
    /// The body as its author wrote it.
    pub(super) source: &'t str,
    /// What was read of it.
    pub(super) nodes: &'t [Located<'t>],
    /// The texts that ids of headings are made from, where typography changed the headings.
    pub(super) names: Names,
    /// What their author says of its images.
    pub(super) images: &'t ImageAttributes,
    /// Where it stands.
    pub(super) within: &'t Within,
    /// What is written beside it.
    pub(super) beside: &'t Beside,
}

/// Writes the nodes of a body.
pub(super) fn write(text: BodyText<'_>, options: Options, report: &mut BodyReport<'_>) -> Body {
    let nodes = text.nodes;
    let mut writer = writer(text, options, report);
    writer.nodes(nodes, report);
    writer.out.close_left_open();
    writer.footnotes(nodes, report);
    writer.finish(report)
}

/// A writer that has written nothing yet, but knows every id and footnote.
fn writer<'w>(text: BodyText<'w>, options: Options, report: &mut BodyReport<'_>) -> Writer<'w> {
    let BodyText {
        source,
        nodes,
        names,
        images,
        within,
        beside,
    } = text;
    let mut ids = Ids::reserve(nodes, images, report);
    let footnotes = Notes::gather(nodes, beside, report);
    footnotes.ids().for_each(|id| ids.claim(&id));
    let body = Body {
        words: text::count_words(nodes),
        summary: text::summary(nodes),
        prefix: within.prefix.clone(),
        ..Body::default()
    };
    let calls = vec![0; footnotes.definitions.len()];
    let (out, table, slides) = (Nesting::default(), Table::default(), None);
    let (objects, pixels_across, styles) = (Vec::new(), None, FxHashMap::default());
    Writer {
        source,
        options,
        within,
        images,
        body,
        out,
        ids,
        names,
        notes: footnotes,
        calls,
        table,
        slides,
        objects,
        styles,
        pixels_across,
    }
}

struct Writer<'w> {
    /// The body as the author wrote it: the masked text never shows.
    source: &'w str,
    options: Options,
    within: &'w Within,
    /// What the author says of the images.
    images: &'w ImageAttributes,
    body: Body,
    /// The tree of the body.
    out: Nesting<Slot>,
    ids: Ids,
    /// The texts that ids of headings are made from, where typography changed the headings.
    names: Names,
    notes: Notes,
    /// How often each note was called so far.
    calls: Vec<usize>,
    table: Table,
    /// The slide that is being written, in a deck.
    slides: Option<SlideWriter<'w>>,
    /// The open `<object>`s of the author's, and whether a link stands for each.
    objects: Vec<bool>,
    /// Where each style of an element is in the body.
    styles: FxHashMap<AuthorStyle, usize>,
    /// How many CSS pixels a slide is across; `None` on pages.
    pixels_across: Option<u32>,
}

/// The table that is being written.
#[derive(Debug, Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Located<'_>], report: &mut BodyReport<'_>) {
        let mut at = 0;
        while at < nodes.len() {
            at += self.node(&nodes[at..], report);
        }
    }

    /// Writes the first of the nodes with what belongs to it; returns how many nodes that was.
    fn node(&mut self, nodes: &[Located<'_>], report: &mut BodyReport<'_>) -> usize {
        match &nodes[0].0 {
            BodyNode::OpenDiv(attributes) => match embeds::find(attributes) {
                Some(embed) => return self.embed(embed, attributes, nodes, report),
                None => self.open_div(attributes),
            },
            BodyNode::CloseDiv => self.close_line("div"),
            BodyNode::Break => {}
            BodyNode::Raw(raw) => return self.raw(raw, nodes, report),
            BodyNode::Event(cmark::Event::Start(tag)) => return self.start(tag, nodes, report),
            BodyNode::Event(cmark::Event::End(tag)) => self.end(*tag),
            BodyNode::Event(cmark::Event::Text(words)) => {
                if self.opens_comment(&nodes[0].1) {
                    unclosed_comment(&nodes[0].1, report);
                }
                self.out.tree.text(words);
            }
            BodyNode::Event(cmark::Event::Rule) => {
                self.out.open("hr");
                self.line();
            }
            BodyNode::Event(cmark::Event::FootnoteReference(label)) => self.footnote_call(label),
            BodyNode::Event(cmark::Event::TaskListMarker(done)) => self.task_marker(*done),
            BodyNode::Event(cmark::Event::InlineMath(latex)) => {
                self.inline_math(latex, &nodes[0].1, report);
            }
            BodyNode::Event(cmark::Event::DisplayMath(latex)) => {
                self.display_math("span", latex, &nodes[0].1, report);
            }
            BodyNode::Event(event) => inline_event(&mut self.out, event),
        }
        1
    }

    fn start(
        &mut self,
        tag: &Tag<'_>,
        nodes: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) -> usize {
        match tag {
            Tag::Paragraph => {
                if let Some(image) = lone_image(nodes) {
                    self.figure(image, report);
                    return image.len() + 2;
                }
                if let Some(latex) = lone_formula(nodes) {
                    self.display_math("div", latex, &nodes[1].1, report);
                    return 3;
                }
                self.open("p", AttributedElement::Paragraph, &nodes[0].1);
            }
            Tag::Heading { .. } => return self.heading(nodes, report),
            Tag::CodeBlock(kind) => return self.code_block(kind, nodes, report),
            Tag::Image { .. } => {
                let image = element(nodes);
                self.image(image, report);
                return image.len();
            }
            Tag::FootnoteDefinition(_) => return element(nodes).len(),
            Tag::Link {
                link_type,
                dest_url,
                title,
                ..
            } => {
                self.open_link(*link_type, dest_url, title, &nodes[0].1, report);
            }
            Tag::BlockQuote(kind) => self.open_quote(*kind),
            Tag::List(first) => self.open_list(*first, nodes),
            Tag::Item if is_task(&nodes[1..]) => self.out.open_with("li", &[("class", "task")]),
            Tag::Item => self.open("li", AttributedElement::Item, &nodes[0].1),
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                self.open_table();
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.cell) = (true, 0);
                self.out.open("thead");
                self.out.open("tr");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                self.open("tr", AttributedElement::Row, &nodes[0].1);
            }
            Tag::TableCell => self.open_cell(),
            Tag::DefinitionList => {
                self.out.open("dl");
                self.line();
            }
            Tag::DefinitionListTitle => self.out.open("dt"),
            Tag::DefinitionListDefinition => self.out.open("dd"),
            _ => inline_event(&mut self.out, &cmark::Event::Start(tag.clone())),
        }
        1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_line("p"),
            TagEnd::BlockQuote(None) => self.close_line("blockquote"),
            TagEnd::BlockQuote(Some(_)) => self.close_line("aside"),
            TagEnd::List(true) => self.close_line("ol"),
            TagEnd::List(false) => self.close_line("ul"),
            TagEnd::Item => self.close_line("li"),
            TagEnd::Table => {
                self.out.close("tbody");
                self.out.close("table");
                self.close_line("div");
            }
            TagEnd::TableHead => {
                self.out.close("tr");
                self.out.close("thead");
                self.out.open("tbody");
                self.line();
                self.table.in_head = false;
            }
            TagEnd::TableRow => self.close_line("tr"),
            TagEnd::TableCell => {
                self.out.close(if self.table.in_head { "th" } else { "td" });
                self.table.cell += 1;
            }
            TagEnd::DefinitionList => self.close_line("dl"),
            TagEnd::DefinitionListTitle => self.close_line("dt"),
            TagEnd::DefinitionListDefinition => self.close_line("dd"),
            TagEnd::Link => self.out.close("a"),
            other => inline_event(&mut self.out, &cmark::Event::End(other)),
        }
    }
}

impl Writer<'_> {
    /// Whether the author's text has an opening of a comment in a range that was taken for plain
    /// text. An escaped one is meant to be read.
    fn opens_comment(&self, range: &std::ops::Range<usize>) -> bool {
        const OPENING: &[u8] = b"<!--";
        let source = self.source.as_bytes();
        // It may go on behind the range, where another event begins.
        let end = (range.end + OPENING.len() - 1).min(source.len());
        let text = source.get(range.start..end).unwrap_or_default();
        if !text.contains(&b'<') {
            return false;
        }
        let escaped = source[..range.start].ends_with(b"\\");
        let found = text
            .windows(OPENING.len())
            .position(|window| window == OPENING);
        found.is_some_and(|at| !(at == 0 && escaped))
    }

    /// What was written, with what is wrong with the author's HTML reported.
    fn finish(mut self, report: &mut BodyReport<'_>) -> Body {
        self.out.close_left_open();
        for problem in self.out.take_problems() {
            raw::say(&problem, report);
        }
        self.body.ids = self.ids.into_sorted();
        self.body.content = self.out.tree;
        self.body.content.shrink();
        self.body
    }

    /// Opens an element that has no attributes but those that a deck's author gave it.
    fn open(&mut self, name: &str, element: AttributedElement, range: &std::ops::Range<usize>) {
        self.out.begin(name);
        self.decorate_element(element, range.start);
        self.out.tree.end();
    }

    fn close_line(&mut self, name: &str) {
        self.out.close(name);
        self.line();
    }

    fn line(&mut self) {
        self.out.tree.written_text("\n");
    }

    /// Adds an `id` to the tag that was begun, with the prefix that ids have here.
    fn id(&mut self, id: &str) {
        let id = format!("{}{id}", self.within.prefix);
        self.attribute("id", &id);
    }

    /// Adds an attribute to the tag that was begun.
    fn attribute(&mut self, name: &str, value: &str) {
        self.out.tree.attribute(name, value);
    }

    fn slot(&mut self, slot: Slot) {
        self.out.tree.slot(slot);
    }

    /// A slot in the tag that was begun.
    fn tag_slot(&mut self, slot: Slot) {
        self.out.tree.tag_slot(slot);
    }
}

/// Keys that HTML does not know become `data-` attributes.
fn data_name(key: &str) -> String {
    if key.starts_with("data-") {
        key.to_owned()
    } else {
        format!("data-{key}")
    }
}
