//! The parser's events with their places, and the divs nested among them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{self as cmark, BrokenLink, CowStr, Parser, Tag, TagEnd};

use super::divs::{Attributes, Fence, Fences};
use super::raw::Raw;
use crate::diagnostic::{Code, Diagnostic, Place, codes};
use crate::dialect::{Rewritten, parser_options};
use crate::source::{Source, Span};

/// An event of the parser, or a div's border.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node<'a> {
    Event(cmark::Event<'a>),
    /// A piece of the author's own HTML, once `raw` has cut it.
    Raw(Raw),
    OpenDiv(Attributes),
    CloseDiv,
    /// Between two slides of a deck.
    Break,
}

/// A node and its bytes in the body.
pub(super) type Located<'a> = (Node<'a>, Range<usize>);

/// What one reading found.
pub(super) struct Read<'a> {
    pub(super) nodes: Vec<Located<'a>>,
    /// References that nothing defines: their text and place.
    pub(super) broken: Vec<(String, Range<usize>)>,
}

/// Where diagnostics of a body go.
pub(super) struct Report<'r> {
    pub(super) source: &'r Source,
    /// Where the body begins in its source.
    pub(super) base: usize,
    /// Where its bytes come from, when it was written in another tool's form.
    pub(super) origin: Option<&'r Rewritten<'r>>,
    pub(super) diagnostics: &'r mut Vec<Diagnostic>,
}

impl Report<'_> {
    /// A range of the body as a span of the source.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let range = self
            .origin
            .map_or_else(|| range.clone(), |origin| origin.original(range));
        self.source.clamp(Span {
            start: self.base + range.start,
            end: self.base + range.end,
        })
    }

    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::new(self.source.path(), self.span(range))
    }

    pub(super) fn say(
        &mut self,
        code: Code,
        range: &Range<usize>,
        message: impl Into<String>,
        hint: &str,
    ) {
        self.diagnostics
            .push(Diagnostic::new(code, self.place(range), message).hint(hint));
    }

    /// Says which references lead nowhere. A lone `[word]` is ordinary text, so nothing is said of
    /// it.
    pub(super) fn broken_references(&mut self, text: &str, broken: &[(String, Range<usize>)]) {
        for (reference, range) in broken {
            let written = text.get(range.clone()).unwrap_or_default();
            if written.contains("][") {
                let message = format!("the reference `{reference}` is never defined");
                self.say(
                    codes::UNDEFINED_REFERENCE,
                    range,
                    message,
                    &format!("define it with a line `[{reference}]: …`"),
                );
            }
        }
    }
}

/// Says which calls of footnotes lead nowhere: the parser takes them for text, as GFM does.
pub(super) fn undefined_notes(text: &str, nodes: &[Located<'_>], report: &mut Report<'_>) {
    let mut in_code = false;
    for (node, range) in nodes {
        match node {
            Node::Event(cmark::Event::Start(cmark::Tag::CodeBlock(_))) => in_code = true,
            Node::Event(cmark::Event::End(cmark::TagEnd::CodeBlock)) => in_code = false,
            Node::Event(cmark::Event::Text(words)) if !in_code && words.ends_with('[') => {
                let Some(note) = called_note(text, range) else {
                    continue;
                };
                let place = range.end - 1..range.end + note.len() + 2;
                let message = format!("the footnote `{note}` is never defined");
                report.say(
                    codes::UNDEFINED_REFERENCE,
                    &place,
                    message,
                    &format!("define it with a line `[^{note}]: …`"),
                );
            }
            _ => {}
        }
    }
}

/// The label of a call that begins with the last bracket of a range.
fn called_note<'t>(text: &'t str, range: &Range<usize>) -> Option<&'t str> {
    let is_escaped = text.get(..range.end - 1)?.ends_with('\\');
    let rest = text.get(range.end..)?.strip_prefix('^')?;
    let end = rest.find(|c: char| matches!(c, ']' | '[' | '^') || c.is_whitespace())?;
    (end > 0 && rest[end..].starts_with(']') && !is_escaped).then(|| &rest[..end])
}

/// `CommonMark` says that U+0000 reads as U+FFFD; a space keeps the offsets.
pub(super) fn normalized(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        Cow::Owned(text.replace('\0', " "))
    } else {
        Cow::Borrowed(text)
    }
}

/// Reads a body whose fences are masked.
pub(super) fn read(masked: &str, dialect: super::Options) -> Read<'_> {
    let broken = std::cell::RefCell::new(Vec::new());
    let callback = |link: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        broken
            .borrow_mut()
            .push((link.reference.to_string(), link.span.clone()));
        None
    };
    let parser =
        Parser::new_with_broken_link_callback(masked, parser_options(dialect.math), Some(callback));
    let nodes = parser
        .into_offset_iter()
        .map(|(event, range)| (Node::Event(event), range))
        .collect();
    let mut broken = broken.into_inner();
    broken.sort_by(|a: &(String, Range<usize>), b| (a.1.start, &a.0).cmp(&(b.1.start, &b.0)));
    broken.dedup();
    Read { nodes, broken }
}

/// The fence that an event is, if it is one.
fn fence_at(node: &Node<'_>, range: &Range<usize>, fences: &Fences) -> Option<usize> {
    let Node::Event(cmark::Event::Html(html)) = node else {
        return None;
    };
    let is_mask = html.trim_start_matches([' ', '\t']).starts_with("<?");
    fences
        .range(range.clone())
        .next()
        .map(|(&offset, _)| offset)
        .filter(|_| is_mask)
}

/// The break that an event is, if it is one.
fn break_at(node: &Node<'_>, range: &Range<usize>, fences: &Fences) -> Option<usize> {
    matches!(node, Node::Event(cmark::Event::Rule)).then_some(())?;
    fences
        .range(range.clone())
        .next()
        .filter(|(_, fence)| **fence == Fence::Break)
        .map(|(&offset, _)| offset)
}

/// The fences that the parser took for blocks of their own. A break within a list or a quotation is
/// none.
pub(super) fn fences_taken(nodes: &[Located<'_>], fences: &Fences) -> Vec<usize> {
    if fences.is_empty() {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let (mut first, mut verbatim, mut depth) = (false, false, 0_usize);
    for (node, range) in nodes {
        match node {
            Node::Event(cmark::Event::Start(_)) => depth += 1,
            Node::Event(cmark::Event::End(_)) => depth -= 1,
            _ if depth == 0 => taken.extend(break_at(node, range, fences)),
            _ => {}
        }
        match node {
            Node::Event(cmark::Event::Start(cmark::Tag::HtmlBlock)) => {
                (first, verbatim) = (true, false);
            }
            Node::Event(cmark::Event::Html(html)) => {
                let fence = fence_at(node, range, fences).filter(|_| !verbatim);
                verbatim |= std::mem::take(&mut first) && fence.is_none() && is_verbatim(html);
                taken.extend(fence);
            }
            _ => {}
        }
    }
    taken
}

/// Whether an HTML block that begins so means every line as it is written: `CommonMark`'s kinds 1
/// to 5.
fn is_verbatim(html: &str) -> bool {
    const STARTS: [&str; 6] = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    let html = html.trim_start();
    STARTS.iter().any(|start| {
        html.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    })
}

/// Puts divs in the place of their masks; each closes within the block that it was opened in.
pub(super) fn nest<'a>(
    nodes: Vec<Located<'a>>,
    fences: &Fences,
    report: &mut Report<'_>,
) -> Vec<Located<'a>> {
    if fences.is_empty() {
        return nodes;
    }
    let mut nest = Nest {
        nodes: Vec::with_capacity(nodes.len()),
        open: vec![Vec::new()],
        report,
    };
    for (node, range) in nodes {
        if let Some(offset) = fence_at(&node, &range, fences) {
            nest.fence(&fences[&offset], offset..range.end);
        } else if break_at(&node, &range, fences).is_some() {
            nest.next_slide(range);
        } else {
            nest.event(node, range);
        }
    }
    nest.finish()
}

/// Nodes with their divs, as far as they were read.
struct Nest<'a, 'n, 'r> {
    nodes: Vec<Located<'a>>,
    /// For each open block: the divs opened in it, by the range of their line.
    open: Vec<Vec<Range<usize>>>,
    report: &'n mut Report<'r>,
}

impl<'a> Nest<'a, '_, '_> {
    fn fence(&mut self, fence: &Fence, line: Range<usize>) {
        match fence {
            Fence::Break => {}
            Fence::Open(attributes) => self.open_div(attributes.clone(), line),
            Fence::Broken => {
                let hint = "write `::: name` or `::: {.name #id key=value}`";
                self.report.say(
                    codes::BAD_DIV,
                    &line,
                    "the attributes of this div cannot be read",
                    hint,
                );
                self.open_div(Attributes::default(), line);
            }
            Fence::Close
                if self
                    .open
                    .last_mut()
                    .is_some_and(|divs| divs.pop().is_some()) =>
            {
                self.nodes.push((Node::CloseDiv, line));
            }
            Fence::Close => {
                let hint = "remove it, or open a div with `::: name`";
                self.report
                    .say(codes::STRAY_DIV, &line, "this `:::` closes nothing", hint);
            }
        }
    }

    fn open_div(&mut self, attributes: Attributes, line: Range<usize>) {
        match self.open.last_mut() {
            Some(divs) => divs.push(line.clone()),
            None => self.open.push(vec![line.clone()]),
        }
        self.nodes.push((Node::OpenDiv(attributes), line));
    }

    fn next_slide(&mut self, line: Range<usize>) {
        let divs = std::mem::take(&mut self.open[0]);
        self.close(&divs, line.start);
        self.nodes.push((Node::Break, line));
    }

    fn event(&mut self, node: Node<'a>, range: Range<usize>) {
        if is_line_end(&node)
            && matches!(
                self.nodes.last(),
                Some((Node::OpenDiv(_) | Node::CloseDiv, _))
            )
        {
            // With carriage returns, the end of a fence's line is an event of its own.
            return;
        }
        match &node {
            Node::Event(
                cmark::Event::Start(cmark::Tag::HtmlBlock)
                | cmark::Event::End(cmark::TagEnd::HtmlBlock),
            ) => {}
            Node::Event(cmark::Event::Start(_)) => self.open.push(Vec::new()),
            Node::Event(cmark::Event::End(_)) => {
                let divs = self.open.pop().unwrap_or_default();
                self.close(&divs, range.end);
            }
            _ => {}
        }
        self.nodes.push((node, range));
    }

    /// Closes the divs that a block leaves open, and says so of each.
    fn close(&mut self, divs: &[Range<usize>], end: usize) {
        for line in divs.iter().rev() {
            let hint = "close it with a line `:::`";
            let message = "this div is not closed before the end of the block it is in";
            self.report.say(codes::UNCLOSED_DIV, line, message, hint);
            self.nodes.push((Node::CloseDiv, end..end));
        }
    }

    fn finish(mut self) -> Vec<Located<'a>> {
        let end = self.nodes.last().map_or(0, |(_, range)| range.end);
        let divs = self.open.concat();
        self.close(&divs, end);
        self.nodes
    }
}

fn is_line_end(node: &Node<'_>) -> bool {
    matches!(node, Node::Event(cmark::Event::Html(html)) if html.trim_end_matches(['\r', '\n']).is_empty())
}

/// Speaker notes belong to decks; nowhere else may they be published.
pub(super) fn without_notes(nodes: Vec<Located<'_>>) -> Vec<Located<'_>> {
    separate_notes(nodes).0
}

/// What readers see, and the speaker notes: what stands in divs of that name, without their lines.
pub(super) fn separate_notes(nodes: Vec<Located<'_>>) -> (Vec<Located<'_>>, Vec<Located<'_>>) {
    // Most texts have no divs, and are not taken apart to be put together again.
    if !nodes
        .iter()
        .any(|(node, _)| matches!(node, Node::OpenDiv(_)))
    {
        return (nodes, Vec::new());
    }
    let (mut shown, mut spoken) = (Vec::new(), Vec::new());
    let mut depth = 0_usize;
    for (node, range) in nodes {
        let inside = depth > 0;
        match &node {
            Node::OpenDiv(attributes)
                if inside
                    || attributes
                        .classes
                        .iter()
                        .any(|class| class.eq_ignore_ascii_case("notes")) =>
            {
                depth += 1;
            }
            Node::CloseDiv if inside => depth -= 1,
            _ => {}
        }
        // Divs within notes are part of them; the border of the notes themselves is none.
        match (inside, depth) {
            (false, 0) => shown.push((node, range)),
            (false, _) | (true, 0) => {}
            (true, _) => spoken.push((node, range)),
        }
    }
    (shown, spoken)
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

/// The image that is all there is in a paragraph.
pub(super) fn lone_image<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<&'n [Located<'a>]> {
    let is_image = |(node, _): &Located<'_>| {
        matches!(node, Node::Event(cmark::Event::Start(Tag::Image { .. })))
    };
    if !is_image(nodes.get(1)?) {
        return None;
    }
    let image = element(&nodes[1..]);
    let after = nodes.get(1 + image.len())?;
    matches!(after.0, Node::Event(cmark::Event::End(TagEnd::Paragraph))).then_some(image)
}
