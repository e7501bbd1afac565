//! What nearly is Markdown: text that its author meant to be a link, a heading, a table or an
//! alert, and marks of other tools. Such text would be published as it stands.
//!
//! One pass over the nodes finds the stretches of plain text: no code, no formula, nothing that is
//! escaped and no HTML that shows its text as it is. Each file here knows one kind of mistake, and
//! says at its place what was probably meant. Nothing is changed: this pass reports, and no more.

mod alerts;
mod blocks;
mod braces;
mod brackets;
mod divs;
mod emphasis;
mod formulas;
mod html;
mod images;
mod links;
mod lists;
mod tables;
mod tags;
mod tex;
mod tools;
mod wiki;

use std::ops::Range;

use pulldown_cmark::{self as cmark, CodeBlockKind, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::raw::Raw;
use super::report::BodyReport;
use crate::dialect::is_inline;

/// How the text is read that is looked at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// Whether dollars are formulas.
    pub(super) math: bool,
    pub(super) is_deck: bool,
    /// Whether marks of other tools are reported; a dialect reports its own.
    pub(super) reports_tools: bool,
}

/// The attributes for a size that is written as two numbers, or one.
pub(super) fn size_meant(size: &str) -> Option<String> {
    images::attributes_of(size)
}

/// Reports everything in a body that nearly is Markdown.
pub(super) fn report(
    text: &str,
    nodes: &[Located<'_>],
    reading: Reading,
    report: &mut BodyReport<'_>,
) {
    let mut search = Search {
        text,
        reading,
        report,
        run: None,
        at: Position::default(),
        apart: Vec::new(),
        in_code: false,
        table: tables::OpenTable::default(),
        html: html::HtmlBlock::default(),
        marks: emphasis::LooseMarks::default(),
        formulas: formulas::OpenFormula::default(),
        tex: tex::Formulas::new(reading.math),
    };
    for (node, range) in nodes {
        search.node(node, range);
    }
    search.flush(true);
}

/// A stretch of plain text within one line.
#[derive(Debug, Clone)]
struct Run {
    range: Range<usize>,
    at: Position,
    /// Whether the block that it stands in ends with it.
    ends_block: bool,
}

/// Where a stretch begins.
#[derive(Debug, Clone, Copy, Default)]
struct Position {
    start: Start,
    in_heading: bool,
    /// The end of the block that it stands in.
    block_end: usize,
}

/// What stands before a stretch.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Start {
    /// Nothing in its quotation.
    Quotation,
    /// Nothing in its line.
    Line,
    /// An inline element or code.
    Element,
    /// Something else.
    #[default]
    Within,
}

impl Start {
    fn is_line(self) -> bool {
        matches!(self, Self::Quotation | Self::Line)
    }
}

/// The pass over the nodes.
struct Search<'t, 'n, 'r> {
    text: &'t str,
    reading: Reading,
    report: &'n mut BodyReport<'r>,
    run: Option<Run>,
    at: Position,
    /// The open elements of the author's HTML whose text means itself.
    apart: Vec<String>,
    in_code: bool,
    table: tables::OpenTable,
    html: html::HtmlBlock,
    marks: emphasis::LooseMarks,
    formulas: formulas::OpenFormula,
    tex: tex::Formulas,
}

impl Search<'_, '_, '_> {
    fn node(&mut self, node: &BodyNode<'_>, range: &Range<usize>) {
        match node {
            BodyNode::Event(event) => self.event(event, range),
            BodyNode::OpenDiv(attributes) => {
                self.flush(true);
                divs::report(self.text, attributes, range, self.reading, self.report);
            }
            BodyNode::CloseDiv | BodyNode::Break => self.flush(true),
            BodyNode::Raw(raw) => {
                self.inline(false);
                if self.reading.reports_tools {
                    self.html.piece(self.text, raw, range, self.report);
                }
                match raw {
                    Raw::Open(tag) if tag.is_apart() => self.apart.push(tag.name.clone()),
                    Raw::Close { name, .. } if self.apart.last() == Some(name) => {
                        self.apart.pop();
                    }
                    _ => {}
                }
            }
        }
    }

    fn event(&mut self, event: &cmark::Event<'_>, range: &Range<usize>) {
        match event {
            cmark::Event::Text(_) if !self.in_code && self.apart.is_empty() => self.text(range),
            cmark::Event::SoftBreak | cmark::Event::HardBreak => {
                self.flush(false);
                self.at.start = Start::Line;
            }
            cmark::Event::Start(tag) => self.start(tag, range),
            cmark::Event::End(tag) => self.end(*tag),
            cmark::Event::Code(_)
            | cmark::Event::InlineMath(_)
            | cmark::Event::DisplayMath(_)
            | cmark::Event::FootnoteReference(_) => self.inline(true),
            cmark::Event::TaskListMarker(_) => self.inline(false),
            cmark::Event::Rule => self.flush(true),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        if is_inline(tag.to_end()) {
            match tag {
                Tag::Link { .. } => links::without_words(self.text, range, self.report),
                Tag::Image { .. } => images::size_in_words(self.text, range, self.report),
                _ => {}
            }
            return self.inline(false);
        }
        self.flush(true);
        let start = match tag {
            Tag::BlockQuote(_) => Start::Quotation,
            Tag::Paragraph if self.at.start == Start::Quotation => Start::Quotation,
            Tag::TableCell | Tag::Heading { .. } => Start::Within,
            _ => Start::Line,
        };
        self.at = Position {
            start,
            in_heading: matches!(tag, Tag::Heading { .. }),
            block_end: range.end,
        };
        match tag {
            Tag::Paragraph => {
                tables::without_rule(self.text, range, self.report);
                lists::paragraph(self.text, range, self.report);
            }
            Tag::Heading { .. } => tables::as_heading(self.text, range, self.report),
            Tag::HtmlBlock => self.html = html::HtmlBlock::begin(),
            Tag::Table(alignments) => {
                self.table =
                    tables::OpenTable::begin(self.text, range, alignments.len(), self.report);
            }
            Tag::TableRow => self.table.row(self.text, range, self.report),
            Tag::CodeBlock(kind) => {
                self.in_code = true;
                if let CodeBlockKind::Fenced(info) = kind {
                    blocks::fence(self.text, range, self.report);
                    if self.reading.reports_tools {
                        tools::directive(self.text, info, range, self.report);
                    }
                }
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        if is_inline(tag) {
            return self.inline(true);
        }
        self.flush(true);
        self.at = Position {
            start: Start::Line,
            in_heading: false,
            block_end: self.text.len(),
        };
        match tag {
            TagEnd::CodeBlock => self.in_code = false,
            TagEnd::HtmlBlock => self.html = html::HtmlBlock::default(),
            // What the author's own HTML leaves open ends with its paragraph.
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell => self.apart.clear(),
            _ => {}
        }
    }

    /// Something within a line: the stretch ends before it.
    fn inline(&mut self, is_element: bool) {
        self.flush(false);
        self.at.start = if is_element {
            Start::Element
        } else {
            Start::Within
        };
    }

    /// Adds text. What follows a backslash is escaped, so that a new stretch begins there.
    fn text(&mut self, range: &Range<usize>) {
        if let Some(run) = self.run.as_mut().filter(|run| run.range.end == range.start) {
            run.range.end = range.end;
            return;
        }
        if self.run.is_some() {
            self.inline(false);
        }
        let before = self.text.get(..range.start).unwrap_or_default();
        let mut at = self.at;
        if before.ends_with('\\') {
            at.start = Start::Within;
        }
        self.run = Some(Run {
            range: range.clone(),
            at,
            ends_block: false,
        });
    }

    /// Looks at the stretch that ends here.
    fn flush(&mut self, ends_block: bool) {
        if let Some(mut run) = self.run.take() {
            self.at.start = Start::Within;
            run.ends_block = ends_block;
            self.look_at(&run);
        }
        if ends_block && self.reading.reports_tools {
            self.marks.report(self.text, self.report);
        }
    }

    fn look_at(&mut self, run: &Run) {
        let Some(words) = self.text.get(run.range.clone()) else {
            return;
        };
        let signs = signs_of(words);
        if signs & ASTERISK != 0 {
            self.marks.gather(self.text, run);
        }
        if signs & LESS_THAN != 0 {
            tags::report(self.text, run, self.report);
        }
        if run.at.start.is_line() && self.line_start(run, words) {
            return;
        }
        if self.reading.reports_tools && words.starts_with(['(', '[', '\\']) {
            self.tex.report(self.text, run, self.report);
        }
        if signs & BRACKET == 0 {
            return;
        }
        links::report(self.text, run, self.report);
        brackets::report(self.text, run, self.report);
        if self.reading.reports_tools {
            braces::report(self.text, run, self.reading, self.report);
            wiki::report(self.text, run, self.report);
            self.tex.report(self.text, run, self.report);
        }
        if self.reading.math {
            formulas::report(self.text, run, &mut self.formulas, self.report);
        }
    }

    /// What a line begins with; says whether that was reported.
    fn line_start(&mut self, run: &Run, words: &str) -> bool {
        match words.as_bytes().first() {
            Some(b'#') => blocks::heading(self.text, run, self.report),
            Some(b':') => divs::two_colons(self.text, run, self.reading, self.report),
            Some(b'[') => {
                alerts::report(self.text, run, self.report)
                    || lists::check_box(self.text, run, self.report)
                    || self.tool(run)
            }
            Some(b'!' | b'?' | b'=' | b'-' | b'.' | b'\\' | b'{' | b'@' | b'%' | b'$' | b'\'') => {
                self.tool(run)
            }
            _ => false,
        }
    }

    fn tool(&mut self, run: &Run) -> bool {
        self.reading.reports_tools && tools::line(self.text, run, self.report)
    }
}

/// Signs that the searches here begin with, as bits.
const LESS_THAN: u8 = 1;
const ASTERISK: u8 = 2;
const BRACKET: u8 = 4;

/// The bits of each byte.
const SIGNS: [u8; 256] = {
    let mut table = [0; 256];
    table[b'<' as usize] = LESS_THAN;
    table[b'*' as usize] = ASTERISK;
    let (brackets, mut at) = (b"[]{$)", 0);
    while at < brackets.len() {
        table[brackets[at] as usize] = BRACKET;
        at += 1;
    }
    table
};

/// Which of these signs a stretch has. Most have none, and every text of a site is looked at: one pass
/// without a branch spares all of the searches.
fn signs_of(words: &str) -> u8 {
    let signs = words.bytes().map(|byte| SIGNS[usize::from(byte)]);
    signs.fold(0, |all, sign| all | sign)
}

/// Whether a line with a text stands above, in the same block.
fn follows_line(before: &str) -> bool {
    line_above(before).is_some_and(|line| !line.trim_matches([' ', '\t', '>']).is_empty())
}

/// The line above the one that begins at the end of a text.
fn line_above(before: &str) -> Option<&str> {
    let before = before.trim_end_matches([' ', '\t', '>']);
    let before = before.strip_suffix('\n')?;
    Some(before.rsplit('\n').next().unwrap_or_default())
}

/// How much of a line is looked at behind one place, in bytes: a line may be as long as its file, and
/// have a sign at each of its bytes.
const LONGEST: usize = 2000;

/// The rest of the line from an offset, without its end.
fn rest_of_line(text: &str, at: usize) -> &str {
    let end = text.floor_char_boundary(at.saturating_add(LONGEST));
    let rest = text.get(at..end).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default();
    line.trim_end_matches('\r')
}
