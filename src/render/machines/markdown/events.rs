//! HTML as the events of a Markdown parser, from which Markdown is written: what a page shows,
//! without what only works in a browser.
//!
//! HTML lets text stand anywhere; Markdown wants blocks with text in them. So text that stands
//! between blocks gets a paragraph, and a block within a line becomes a part of the line. Knows no
//! page and no site.

mod code;
mod containers;
mod elements;
pub(super) mod footnotes;
mod lines;
mod tables;
mod words;

use std::convert::Infallible;
use std::ops::Range;

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use self::code::GatheredCode;
use self::containers::tighten;
use self::elements::{attribute, heading_level, inline, is_dropped};
use self::tables::GatheredTable;
use self::words::Words;
use crate::html::reading::read;
use crate::html::references::decode;
use crate::html::tokens::in_small_letters;
use crate::html::tree::{Element, Item, Items, Tree};
use crate::render::common::whole::HtmlPlace;
use crate::render::machines::markdown::tags;

/// Elements that stand on lines of their own, and mean nothing else to Markdown.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "center",
    "details",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "header",
    "hgroup",
    "legend",
    "main",
    "menu",
    "nav",
    "section",
    "caption",
];
/// What is shown by players and frames: a link to it stands for it.
const PLAYERS: &[&str] = &["audio", "embed", "iframe", "object", "source", "video"];
/// Elements whose text is set in the letters of code.
const CODE: &[&str] = &["code", "kbd", "samp", "tt"];
/// Alerts, by their classes.
const ALERTS: &[(&str, BlockQuoteKind)] = &[
    ("note", BlockQuoteKind::Note),
    ("tip", BlockQuoteKind::Tip),
    ("important", BlockQuoteKind::Important),
    ("warning", BlockQuoteKind::Warning),
    ("caution", BlockQuoteKind::Caution),
];

/// How deep elements may stand in each other before what they mean is left out: Markdown repeats the
/// signs of all quotations and lists on each line.
const DEEPEST: usize = 100;

type Opened<'t> = Element<'t, Infallible>;

/// HTML as events. Addresses become whole: `place` says where the HTML stands.
pub(super) fn events(html: &Tree<Infallible>, place: &HtmlPlace<'_>) -> Vec<Event<'static>> {
    let mut writer = EventWriter::new(place);
    writer.walk(html);
    writer.end_paragraph();
    writer.events
}

/// What ends with an element.
enum Frame {
    /// Nothing: the element means nothing to Markdown.
    Nothing,
    /// A part of a line.
    Inline(TagEnd),
    /// The same, which Markdown writes as HTML.
    Html(&'static str),
    /// Words in quotes.
    Quote,
    /// A block that has blocks in it, or an element that stands on lines of its own.
    Block(Option<TagEnd>),
    /// A block that is one line.
    Line(TagEnd),
    /// A line in bold letters.
    BoldLine,
    /// A cell of a table, with the further columns that it spreads over.
    Cell(usize),
    /// A code block, or code in a line.
    Code(GatheredCode),
    /// A table, which is known when all of its rows are.
    Table(GatheredTable),
    /// The section of footnotes.
    Footnotes,
}

/// A line of text among blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Paragraph {
    Written,
    /// The text of an item of a list, which is no paragraph for Markdown; with where it begins
    /// among the events.
    Bare(usize),
}

/// Events in the making.
struct EventWriter<'p> {
    place: &'p HtmlPlace<'p>,
    events: Vec<Event<'static>>,
    frames: Vec<Frame>,
    words: Words,
    /// The paragraph that is open.
    paragraph: Option<Paragraph>,
    /// The bare text that ended last, among the events.
    bare: Range<usize>,
    /// How many lines and parts of lines are open, besides that paragraph.
    lines: usize,
}

impl<'p> EventWriter<'p> {
    fn new(place: &'p HtmlPlace<'p>) -> Self {
        Self {
            place,
            events: Vec::new(),
            frames: Vec::new(),
            words: Words::default(),
            paragraph: None,
            bare: 0..0,
            lines: 0,
        }
    }

    fn walk(&mut self, html: &Tree<Infallible>) {
        let mut items = html.items();
        while let Some(item) = items.next() {
            match item {
                Item::Open(element) => self.open(&element, &mut items),
                Item::Close(_) => self.close(),
                Item::Text(text) => self.text(&decode(text)),
                Item::Verbatim(_) => {}
                Item::Settled(html) if self.code().is_some() => self.coloured_code(html),
                Item::Markup(html) | Item::Settled(html) => self.walk(&read(html)),
                Item::Slot(never) => match *never {},
            }
        }
    }

    fn open(&mut self, element: &Opened<'_>, items: &mut Items<'_, Infallible>) {
        let name = in_small_letters(element.name());
        if let Some(code) = self.code() {
            code.look_at(element);
            if !element.is_empty() {
                self.frames.push(Frame::Nothing);
            }
            return;
        }
        if is_dropped(element, &name) {
            items.skip_element(element);
        } else if element.is_empty() || PLAYERS.contains(&&*name) || name == "math" {
            self.whole_element(element, &name);
            items.skip_element(element);
        } else if name == "sup" && element.has_class("footnote-ref") {
            self.footnote_call(element, items);
        } else {
            let frame = self.begin(element, &name);
            self.frames.push(frame);
        }
    }

    /// The code that is being gathered.
    fn code(&mut self) -> Option<&mut GatheredCode> {
        let frames = self.frames.iter_mut().rev();
        let mut open = frames.skip_while(|frame| matches!(frame, Frame::Nothing));
        match open.next() {
            Some(Frame::Code(code)) => Some(code),
            _ => None,
        }
    }

    /// The start of an element that has content.
    fn begin(&mut self, element: &Opened<'_>, name: &str) -> Frame {
        if CODE.contains(&name) || name == "pre" {
            let is_block = name == "pre" && self.lines == 0;
            if is_block {
                self.begin_block();
            }
            return Frame::Code(GatheredCode::new(is_block, element));
        }
        if self.frames.len() >= DEEPEST {
            return self.begin_deep(name);
        }
        if let Some(tag) = inline(element, name, self.place) {
            return self.begin_inline(tag);
        }
        if let Some(level) = heading_level(name).filter(|_| self.lines == 0) {
            return self.begin_line(tags::heading(level));
        }
        match name {
            "sup" => self.begin_html("<sup>", "</sup>"),
            "sub" => self.begin_html("<sub>", "</sub>"),
            "q" => {
                self.text("“");
                Frame::Quote
            }
            // A block within a line is a part of the line.
            _ if self.lines > 0 => self.begin_within_line(name),
            "p" => self.begin_paragraph(),
            "summary" | "dt" => self.begin_bold_line(),
            "dd" => self.container(None),
            "section" | "div" if element.has_class("footnotes") => {
                self.begin_block();
                Frame::Footnotes
            }
            "aside" if element.has_class("alert") => {
                let kind = ALERTS.iter().find(|(class, _)| element.has_class(class));
                self.container(Some(Tag::BlockQuote(kind.map(|(_, kind)| *kind))))
            }
            "blockquote" => self.container(Some(Tag::BlockQuote(None))),
            "ul" | "ol" => self.list(element, name),
            "li" => self.list_item(element),
            "table" => self.begin_table(),
            "tr" => self.begin_row(),
            "td" | "th" => self.begin_cell(element),
            _ if BLOCKS.contains(&name) => self.container(None),
            _ => Frame::Nothing,
        }
    }

    /// The start of an element that stands too deep to mean anything but its words.
    fn begin_deep(&mut self, name: &str) -> Frame {
        if self.lines > 0 {
            self.begin_within_line(name)
        } else {
            self.container(None)
        }
    }

    fn close(&mut self) {
        match self.frames.pop() {
            Some(Frame::Nothing) | None => {}
            Some(Frame::Inline(end)) => self.end_inline(end),
            Some(Frame::Quote) => self.text("”"),
            Some(Frame::Html(tag)) => {
                self.lines -= 1;
                self.push(Event::InlineHtml(tag.into()));
            }
            Some(Frame::Block(end)) => {
                self.end_paragraph();
                if matches!(end, Some(TagEnd::List(_))) {
                    tighten(&mut self.events);
                }
                self.events.extend(end.map(Event::End));
            }
            Some(Frame::Line(end)) => {
                self.lines -= 1;
                self.words.forget_space();
                self.words.flush(&mut self.events);
                self.end_unless_empty(end);
            }
            Some(Frame::BoldLine) => {
                self.end_inline(TagEnd::Strong);
                self.end_paragraph();
            }
            Some(Frame::Cell(further)) => self.end_cell(further),
            Some(Frame::Code(code)) => self.end_code(code),
            Some(Frame::Table(table)) => {
                self.end_paragraph();
                table.end(&mut self.events);
            }
            Some(Frame::Footnotes) => self.end_paragraph(),
        }
    }

    /// An element without content, or one for which a part of a line stands.
    fn whole_element(&mut self, element: &Opened<'_>, name: &str) {
        match name {
            "br" => {
                if self.lines > 0 && self.is_in_table() {
                    self.push(Event::InlineHtml("<br>".into()));
                } else if self.paragraph.is_some() || self.lines > 0 {
                    self.words.forget_space();
                    self.push(Event::HardBreak);
                    self.words.begin_line();
                }
            }
            "hr" if self.lines == 0 => {
                self.begin_block();
                self.events.push(Event::Rule);
            }
            "img" => self.image(element),
            "input" if attribute(element, "type").as_deref() == Some("checkbox") => {
                self.check_box(attribute(element, "checked").is_some());
            }
            "math" => self.formula(element),
            _ if PLAYERS.contains(&name) => self.player(element),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(code) = self.code() {
            code.push(text);
            return;
        }
        let is_blank = text.bytes().all(|byte| byte.is_ascii_whitespace());
        if !is_blank {
            self.begin_text();
        }
        self.words.push(text);
    }

    /// Whatever comes now stands in a line.
    fn begin_text(&mut self) {
        if self.lines > 0 || self.paragraph.is_some() {
            return;
        }
        self.words.begin_line();
        self.paragraph = Some(match self.events.last() {
            Some(Event::Start(Tag::Item)) => Paragraph::Bare(self.events.len()),
            Some(Event::TaskListMarker(_)) => Paragraph::Bare(self.events.len() - 1),
            _ => self.start_paragraph(),
        });
    }

    /// Starts a paragraph. Bare text right before it would run on into it, so that becomes one, too.
    fn start_paragraph(&mut self) -> Paragraph {
        let bare = std::mem::take(&mut self.bare);
        if !bare.is_empty() && bare.end == self.events.len() {
            self.events.push(Event::End(TagEnd::Paragraph));
            self.events.insert(bare.start, Event::Start(Tag::Paragraph));
        }
        self.events.push(Event::Start(Tag::Paragraph));
        Paragraph::Written
    }

    /// Whatever comes now begins a line of its own.
    fn begin_block(&mut self) {
        self.end_paragraph();
        self.words.begin_line();
    }

    fn begin_paragraph(&mut self) -> Frame {
        self.begin_block();
        self.paragraph = Some(self.start_paragraph());
        Frame::Block(None)
    }

    fn end_paragraph(&mut self) {
        self.words.forget_space();
        self.words.flush(&mut self.events);
        match self.paragraph.take() {
            Some(Paragraph::Written) => self.end_unless_empty(TagEnd::Paragraph),
            Some(Paragraph::Bare(start)) => self.bare = start..self.events.len(),
            None => {}
        }
    }

    /// Adds the end of something; what has nothing in it shows nothing.
    fn end_unless_empty(&mut self, end: TagEnd) {
        if matches!(self.events.last(), Some(Event::Start(tag)) if tag.to_end() == end) {
            self.events.pop();
        } else {
            self.events.push(Event::End(end));
        }
    }

    /// Adds something that stands in a line.
    fn push(&mut self, event: Event<'static>) {
        self.begin_text();
        self.words.flush_with_space(&mut self.events);
        self.events.push(event);
    }

    fn is_in_table(&self) -> bool {
        let mut frames = self.frames.iter();
        frames.any(|frame| matches!(frame, Frame::Table(_)))
    }
}
