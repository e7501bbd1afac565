//! Writes a body: valid HTML5 without inline styles, with slots for what is not known yet.

mod blocks;
mod embeds;
mod formulas;
pub(crate) mod inlines;
pub(super) mod slides;

use pulldown_cmark::{self as cmark, Alignment, Tag, TagEnd};
use pulldown_cmark_escape::{escape_html, escape_html_body_text};

use self::blocks::is_task;
use self::formulas::lone_formula;
use self::inlines::lone_image;
use super::body::{Body, Slot};
use super::embeds::Known;
use super::events::{Located, Node, Report};
use super::footnotes::Notes;
use super::headings::Ids;
use super::slides::Element;
use super::typeset::Names;
use super::{Options, Within, math, raw_html, text};
use crate::diagnostic::codes;
use slides::Slides;

/// What a body is written from.
pub(super) struct Text<'t> {
    /// The body as its author wrote it.
    pub(super) source: &'t str,
    /// What was read of it.
    pub(super) nodes: &'t [Located<'t>],
    /// What headings are named after, where that is not what they say.
    pub(super) names: Names,
    /// Where it stands.
    pub(super) within: &'t Within,
}

/// Writes the nodes of a body.
pub(super) fn write(text: Text<'_>, options: Options, report: &mut Report<'_>) -> Body {
    let nodes = text.nodes;
    let mut writer = writer(text, options, report);
    writer.nodes(nodes, report);
    writer.footnotes(nodes, report);
    writer.body.ids = writer.ids.into_sorted();
    writer.body
}

/// A writer that has written nothing yet, but knows every id and footnote.
fn writer<'w>(text: Text<'w>, options: Options, report: &mut Report<'_>) -> Writer<'w> {
    let Text {
        source,
        nodes,
        names,
        within,
    } = text;
    let mut ids = Ids::reserve(nodes, report);
    let footnotes = Notes::gather(nodes, report);
    footnotes.ids().for_each(|id| ids.claim(&id));
    let body = Body {
        words: text::count_words(nodes),
        summary: text::summary(nodes),
        ..Body::default()
    };
    let calls = vec![0; footnotes.definitions.len()];
    let (table, slides, in_comment) = (Table::default(), None, false);
    Writer {
        source,
        options,
        within,
        body,
        ids,
        names,
        notes: footnotes,
        calls,
        table,
        slides,
        in_comment,
    }
}

/// Writes inline nodes; links keep their addresses as they are.
pub(super) fn inline(nodes: &[Located<'_>]) -> String {
    let mut out = String::new();
    for (node, _) in nodes {
        let Node::Event(event) = node else { continue };
        match event {
            cmark::Event::Text(words) => escape_text(&mut out, words),
            cmark::Event::Start(Tag::Link { dest_url, .. }) => {
                out.push_str("<a href=\"");
                escape_attribute(&mut out, dest_url);
                out.push_str("\" rel=\"external\">");
            }
            cmark::Event::End(TagEnd::Link) => out.push_str("</a>"),
            other => inline_event(&mut out, other),
        }
    }
    out
}

/// What is the same in every context.
fn inline_event(out: &mut String, event: &cmark::Event<'_>) {
    match event {
        cmark::Event::Code(code) => {
            out.push_str("<code>");
            escape_text(out, code);
            out.push_str("</code>");
        }
        cmark::Event::Start(Tag::Emphasis) => out.push_str("<em>"),
        cmark::Event::End(TagEnd::Emphasis) => out.push_str("</em>"),
        cmark::Event::Start(Tag::Strong) => out.push_str("<strong>"),
        cmark::Event::End(TagEnd::Strong) => out.push_str("</strong>"),
        cmark::Event::Start(Tag::Strikethrough) => out.push_str("<del>"),
        cmark::Event::End(TagEnd::Strikethrough) => out.push_str("</del>"),
        // Whoever writes the text itself says what is wrong with it.
        cmark::Event::InlineMath(latex) | cmark::Event::DisplayMath(latex) => {
            let _ = math::write(out, latex, false);
        }
        cmark::Event::Start(Tag::Superscript) => out.push_str("<sup>"),
        cmark::Event::End(TagEnd::Superscript) => out.push_str("</sup>"),
        cmark::Event::SoftBreak => out.push('\n'),
        cmark::Event::HardBreak => out.push_str("<br>\n"),
        _ => {}
    }
}

struct Writer<'w> {
    /// The body as the author wrote it: the masked text never shows.
    source: &'w str,
    options: Options,
    within: &'w Within,
    body: Body,
    ids: Ids,
    /// What headings are named after, where that is not what they say.
    names: Names,
    notes: Notes,
    /// How often each note was called so far.
    calls: Vec<usize>,
    table: Table,
    /// The slide that is being written, in a deck.
    slides: Option<Slides<'w>>,
    /// Whether a comment of the author's is still open.
    in_comment: bool,
}

/// The table that is being written.
#[derive(Debug, Default)]
struct Table {
    alignments: Vec<Alignment>,
    cell: usize,
    in_head: bool,
}

impl Writer<'_> {
    fn nodes(&mut self, nodes: &[Located<'_>], report: &mut Report<'_>) {
        let mut at = 0;
        while at < nodes.len() {
            at += self.node(&nodes[at..], report);
        }
    }

    /// Writes the first of the nodes with what belongs to it; returns how many nodes that was.
    fn node(&mut self, nodes: &[Located<'_>], report: &mut Report<'_>) -> usize {
        match &nodes[0].0 {
            Node::OpenDiv(attributes) => match Known::of(attributes) {
                Some(known) => return self.known_div(known, attributes, nodes, report),
                None => self.open_div(attributes),
            },
            Node::CloseDiv => self.put("</div>\n"),
            Node::Break => {}
            Node::Event(cmark::Event::Start(tag)) => return self.start(tag, nodes, report),
            Node::Event(cmark::Event::End(TagEnd::HtmlBlock)) => {
                if std::mem::take(&mut self.in_comment) {
                    unclosed_comment(&nodes[0].1, report);
                }
            }
            Node::Event(cmark::Event::End(tag)) => self.end(*tag),
            Node::Event(cmark::Event::Text(words)) => {
                if self.opens_comment(&nodes[0].1) {
                    unclosed_comment(&nodes[0].1, report);
                }
                escape_text(&mut self.body.html, words);
            }
            Node::Event(cmark::Event::Html(html) | cmark::Event::InlineHtml(html)) => {
                let html = raw_html::without_comments(html, &mut self.in_comment);
                if self.within.prefix.is_empty() {
                    self.body.html.push_str(&html);
                } else {
                    return self.raw_within(html, nodes);
                }
            }
            Node::Event(cmark::Event::Rule) => self.put("<hr>\n"),
            Node::Event(cmark::Event::FootnoteReference(label)) => self.footnote_call(label),
            Node::Event(cmark::Event::TaskListMarker(done)) => {
                self.put("<input type=\"checkbox\" disabled");
                self.put(if *done { " checked" } else { "" });
                self.slot(Slot::TaskLabel(*done));
                self.put("> ");
            }
            Node::Event(cmark::Event::InlineMath(latex)) => {
                self.inline_math(latex, &nodes[0].1, report)
            }
            Node::Event(cmark::Event::DisplayMath(latex)) => {
                self.display_math("span", latex, &nodes[0].1, report)
            }
            Node::Event(event) => inline_event(&mut self.body.html, event),
        }
        1
    }

    fn start(&mut self, tag: &Tag<'_>, nodes: &[Located<'_>], report: &mut Report<'_>) -> usize {
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
                self.open("p", Element::Paragraph, &nodes[0].1);
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
            Tag::Item if is_task(&nodes[1..]) => self.put("<li class=\"task\">"),
            Tag::Item => self.open("li", Element::Item, &nodes[0].1),
            Tag::Table(alignments) => {
                self.table.alignments.clone_from(alignments);
                self.put("<div class=\"table\" role=\"group\" tabindex=\"0\"");
                self.slot(Slot::TableLabel);
                self.put("><table>");
            }
            Tag::TableHead => {
                (self.table.in_head, self.table.cell) = (true, 0);
                self.put("<thead><tr>");
            }
            Tag::TableRow => {
                self.table.cell = 0;
                self.put("<tr>");
            }
            Tag::TableCell => self.open_cell(),
            Tag::DefinitionList => self.put("<dl>\n"),
            Tag::DefinitionListTitle => self.put("<dt>"),
            Tag::DefinitionListDefinition => self.put("<dd>"),
            _ => inline_event(&mut self.body.html, &cmark::Event::Start(tag.clone())),
        }
        1
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.put("</p>\n"),
            TagEnd::BlockQuote(None) => self.put("</blockquote>\n"),
            TagEnd::BlockQuote(Some(_)) => self.put("</aside>\n"),
            TagEnd::List(true) => self.put("</ol>\n"),
            TagEnd::List(false) => self.put("</ul>\n"),
            TagEnd::Item => self.put("</li>\n"),
            TagEnd::Table => self.put("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.put("</tr></thead><tbody>\n");
                self.table.in_head = false;
            }
            TagEnd::TableRow => self.put("</tr>\n"),
            TagEnd::TableCell => {
                self.put(if self.table.in_head { "</th>" } else { "</td>" });
                self.table.cell += 1;
            }
            TagEnd::DefinitionList => self.put("</dl>\n"),
            TagEnd::DefinitionListTitle => self.put("</dt>\n"),
            TagEnd::DefinitionListDefinition => self.put("</dd>\n"),
            TagEnd::Link => self.put("</a>"),
            other => inline_event(&mut self.body.html, &cmark::Event::End(other)),
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

    fn put(&mut self, html: &str) {
        self.body.html.push_str(html);
    }

    /// Opens an element that has no attributes but those that a deck's author gave it.
    fn open(&mut self, name: &str, element: Element, range: &std::ops::Range<usize>) {
        self.put("<");
        self.put(name);
        self.decorate_element(element, range.start);
        self.put(">");
    }

    /// Raw HTML in another text's page: its ids get the prefix. A tag may stand on several lines;
    /// returns how many nodes it took.
    fn raw_within(&mut self, first: String, nodes: &[Located<'_>]) -> usize {
        let (mut html, mut taken) = (first, 1);
        while let Some((Node::Event(cmark::Event::Html(next)), _)) = nodes.get(taken) {
            html.push_str(&raw_html::without_comments(next, &mut self.in_comment));
            taken += 1;
        }
        self.body
            .html
            .push_str(&raw_html::prefixed(&html, &self.within.prefix));
        taken
    }

    /// Writes ` id="…"`, with the prefix that ids have here.
    fn id(&mut self, id: &str) {
        let id = format!("{}{id}", self.within.prefix);
        self.attribute("id", &id);
    }

    /// Writes ` name="value"`.
    fn attribute(&mut self, name: &str, value: &str) {
        self.put(" ");
        self.put(name);
        self.put("=\"");
        escape_attribute(&mut self.body.html, value);
        self.put("\"");
    }

    fn slot(&mut self, slot: Slot) {
        self.body.slots.push((self.body.html.len(), slot));
    }
}

/// What follows a comment that ends elsewhere would be published, or be lost.
fn unclosed_comment(range: &std::ops::Range<usize>, report: &mut Report<'_>) {
    let hint = "close it with `-->` before the next blank line, or begin it on a line of its own";
    report.say(
        codes::UNCLOSED_COMMENT,
        range,
        "this comment does not end in the block that it begins in",
        hint,
    );
}

/// Keys that HTML does not know become `data-` attributes.
fn data_name(key: &str) -> String {
    if key.starts_with("data-") {
        key.to_owned()
    } else {
        format!("data-{key}")
    }
}

fn escape_text(out: &mut String, text: &str) {
    // Writing to a `String` cannot fail.
    let _ = escape_html_body_text(out, text);
}

fn escape_attribute(out: &mut String, text: &str) {
    let _ = escape_html(out, text);
}

/// The nodes of the element that the first one starts, both ends included.
pub(super) fn element<'n, 'a>(nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let mut depth = 0_usize;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            Node::Event(cmark::Event::Start(_)) => depth += 1,
            Node::Event(cmark::Event::End(_)) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &nodes[..=i];
        }
    }
    nodes
}
