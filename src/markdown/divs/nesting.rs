//! Puts divs in the place of their masks among the parser's events. A div closes within the block
//! that it was opened in.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::{Attributes, Fence, Fences};
use crate::diagnostic::codes;
use crate::markdown::events::{BodyNode, Located};
use crate::markdown::report::BodyReport;

/// The fence that an event is, if it is one.
fn fence_at(node: &BodyNode<'_>, range: &Range<usize>, fences: &Fences) -> Option<usize> {
    let BodyNode::Event(cmark::Event::Html(html)) = node else {
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
fn break_at(node: &BodyNode<'_>, range: &Range<usize>, fences: &Fences) -> Option<usize> {
    matches!(node, BodyNode::Event(cmark::Event::Rule)).then_some(())?;
    fences
        .range(range.clone())
        .next()
        .filter(|(_, fence)| **fence == Fence::Break)
        .map(|(&offset, _)| offset)
}

/// The fences that the parser took for blocks of their own. A break within a list or a quotation is
/// none.
pub(in crate::markdown) fn fences_taken(nodes: &[Located<'_>], fences: &Fences) -> Vec<usize> {
    if fences.is_empty() {
        return Vec::new();
    }
    let mut taken = Vec::new();
    let (mut first, mut verbatim, mut depth) = (false, false, 0_usize);
    for (node, range) in nodes {
        match node {
            BodyNode::Event(cmark::Event::Start(_)) => depth += 1,
            BodyNode::Event(cmark::Event::End(_)) => depth -= 1,
            _ if depth == 0 => taken.extend(break_at(node, range, fences)),
            _ => {}
        }
        match node {
            BodyNode::Event(cmark::Event::Start(Tag::HtmlBlock)) => {
                (first, verbatim) = (true, false);
            }
            BodyNode::Event(cmark::Event::Html(html)) => {
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
pub(in crate::markdown) fn is_verbatim(html: &str) -> bool {
    const STARTS: [&str; 6] = ["<!", "<?", "<pre", "<script", "<style", "<textarea"];
    let html = html.trim_start();
    STARTS.iter().any(|start| {
        html.get(..start.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(start))
    })
}

/// Puts divs in the place of their masks; each closes within the block that it was opened in.
pub(in crate::markdown) fn nest<'a>(
    nodes: Vec<Located<'a>>,
    fences: &Fences,
    report: &mut BodyReport<'_>,
) -> Vec<Located<'a>> {
    if fences.is_empty() {
        return nodes;
    }
    let mut nest = Nest {
        nodes: Vec::with_capacity(nodes.len()),
        open: vec![OpenDivs::default()],
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
    /// For each open block, the divs opened in it.
    open: Vec<OpenDivs>,
    report: &'n mut BodyReport<'r>,
}

/// The divs of a block that are open.
#[derive(Default)]
struct OpenDivs {
    divs: Vec<OpenDiv>,
    /// The columns that another column was opened in, each with the line of that one.
    in_columns: Vec<(Range<usize>, Range<usize>)>,
}

struct OpenDiv {
    /// The line that opened it.
    line: Range<usize>,
    is_column: bool,
    /// How many colons a line needs that closes it, if it holds notes.
    notes_colons: usize,
}

/// What opens a column of a row.
const COLUMN: &str = "column";
/// What opens notes.
const NOTES: &str = "notes";

impl<'a> Nest<'a, '_, '_> {
    fn fence(&mut self, fence: &Fence, line: Range<usize>) {
        match fence {
            Fence::Break => {}
            Fence::Open(attributes, colons) => self.open_div(attributes.clone(), *colons, line),
            // `near_misses` says what is wrong with it.
            Fence::Broken => self.open_div(Attributes::default(), 0, line),
            Fence::Close(colons) if self.close_div(*colons) => {
                self.nodes.push((BodyNode::CloseDiv, line));
                // Where all are closed, so are all columns.
                if let Some(open) = self.open.last_mut().filter(|open| open.divs.is_empty()) {
                    open.in_columns.clear();
                }
            }
            Fence::Close(_) => {
                let hint = "remove it, or open a div with `::: name`";
                self.report
                    .say(codes::STRAY_DIV, &line, "this `:::` closes nothing", hint);
            }
        }
    }

    /// Closes the innermost div. Notes with more colons than a closing line go on below it: what ends
    /// them by mistake would be published.
    fn close_div(&mut self, colons: usize) -> bool {
        let Some(open) = self.open.last_mut() else {
            return false;
        };
        let closed = open.divs.pop_if(|div| div.notes_colons <= colons);
        closed.is_some()
    }

    fn open_div(&mut self, attributes: Attributes, colons: usize, line: Range<usize>) {
        if self.open.is_empty() {
            self.open.push(OpenDivs::default());
        }
        if let Some(open) = self.open.last_mut() {
            let is_column = attributes.classes.iter().any(|class| class == COLUMN);
            if let Some(outer) = open
                .divs
                .last()
                .filter(|outer| outer.is_column && is_column)
            {
                open.in_columns.push((outer.line.clone(), line.clone()));
            }
            let is_notes = attributes
                .classes
                .iter()
                .any(|class| class.eq_ignore_ascii_case(NOTES));
            open.divs.push(OpenDiv {
                line: line.clone(),
                is_column,
                notes_colons: if is_notes { colons } else { 0 },
            });
        }
        self.nodes.push((BodyNode::OpenDiv(attributes), line));
    }

    fn next_slide(&mut self, line: Range<usize>) {
        let divs = std::mem::take(&mut self.open[0]);
        self.close(divs, line.start);
        self.nodes.push((BodyNode::Break, line));
    }

    fn event(&mut self, node: BodyNode<'a>, range: Range<usize>) {
        if is_line_end(&node)
            && matches!(
                self.nodes.last(),
                Some((BodyNode::OpenDiv(_) | BodyNode::CloseDiv, _))
            )
        {
            // With carriage returns, the end of a fence's line is an event of its own.
            return;
        }
        match &node {
            BodyNode::Event(
                cmark::Event::Start(Tag::HtmlBlock) | cmark::Event::End(TagEnd::HtmlBlock),
            ) => {}
            BodyNode::Event(cmark::Event::Start(_)) => self.open.push(OpenDivs::default()),
            BodyNode::Event(cmark::Event::End(_)) => {
                let divs = self.open.pop().unwrap_or_default();
                self.close(divs, range.end);
            }
            _ => {}
        }
        self.nodes.push((node, range));
    }

    /// Closes the divs that a block leaves open, and says so of each. A column that another one was
    /// opened in is what was left open, rather than the div around both.
    fn close(&mut self, open: OpenDivs, end: usize) {
        let mut columns = open.in_columns.into_iter().rev();
        for div in open.divs.iter().rev() {
            if let Some((column, next)) = columns.next() {
                self.say_column(&column, &next);
            } else {
                let hint = "close it with a line `:::`";
                let message = "this div is not closed before the end of the block it is in";
                self.report
                    .say(codes::UNCLOSED_DIV, &div.line, message, hint);
            }
            self.nodes.push((BodyNode::CloseDiv, end..end));
        }
    }

    fn say_column(&mut self, column: &Range<usize>, next: &Range<usize>) {
        let next = self.report.span(next);
        let line = self.report.source.position(next.start).line;
        let message = format!("this column is not closed before the next one, in line {line}");
        let hint = format!("close it with a line `:::` above line {line}");
        self.report.say(codes::UNCLOSED_DIV, column, message, &hint);
    }

    fn finish(mut self) -> Vec<Located<'a>> {
        let end = self.nodes.last().map_or(0, |(_, range)| range.end);
        for open in std::mem::take(&mut self.open) {
            self.close(open, end);
        }
        self.nodes
    }
}

fn is_line_end(node: &BodyNode<'_>) -> bool {
    matches!(node, BodyNode::Event(cmark::Event::Html(html)) if html.trim_end_matches(['\r', '\n']).is_empty())
}
