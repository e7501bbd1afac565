//! The parser's events with their places, and what can be asked of a row of them.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{self as cmark, BrokenLink, CowStr, Parser, Tag, TagEnd};

use super::divs::Attributes;
use super::raw::Raw;
use super::report::BodyReport;
use crate::diagnostic::codes;
use crate::dialect::parser_options;

/// An event of the parser, or a div's border.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum BodyNode<'a> {
    Event(cmark::Event<'a>),
    /// A piece of the author's own HTML, once `raw` has cut it.
    Raw(Raw),
    OpenDiv(Attributes),
    CloseDiv,
    /// Between two slides of a deck.
    Break,
}

/// A node and its bytes in the body.
pub(super) type Located<'a> = (BodyNode<'a>, Range<usize>);

/// How long a node of an article is at least, on average.
const BYTES_OF_A_NODE: usize = 16;

/// What one reading found.
pub(super) struct Read<'a> {
    pub(super) nodes: Vec<Located<'a>>,
    /// References that nothing defines: their text and place.
    pub(super) broken: Vec<(String, Range<usize>)>,
}

/// Says which references lead nowhere. A lone `[word]` is ordinary text, so nothing is said of it.
pub(super) fn report_broken(text: &str, read: &Read<'_>, report: &mut BodyReport<'_>) {
    for (reference, range) in &read.broken {
        let written = text.get(range.clone()).unwrap_or_default();
        if written.contains("][") || is_collapsed(text, range) {
            let message = format!("the reference `{reference}` is never defined");
            report.say(
                codes::UNDEFINED_REFERENCE,
                range,
                message,
                &format!("define it with a line `[{reference}]: …`"),
            );
        }
    }
}

/// Whether a reference was meant by a `[word]`: two brackets follow it, and neither is an index or
/// a type, as in `[5][]int`.
fn is_collapsed(text: &str, range: &Range<usize>) -> bool {
    let behind = text
        .get(range.end..)
        .and_then(|rest| rest.strip_prefix("[]"));
    let is_code = |c: char| c.is_alphanumeric() || "_])([`".contains(c);
    let label = text.get(range.clone()).unwrap_or_default();
    behind.is_some_and(|behind| !behind.starts_with(is_code))
        && !text[..range.start].ends_with(is_code)
        && label.contains(char::is_alphabetic)
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
    // A row that has room from the start is not moved while it grows.
    let mut nodes = Vec::with_capacity(masked.len() / BYTES_OF_A_NODE);
    nodes.extend(
        parser
            .into_offset_iter()
            .map(|(event, range)| (BodyNode::Event(event), range)),
    );
    let mut broken = broken.into_inner();
    broken.sort_by(|a: &(String, Range<usize>), b| (a.1.start, &a.0).cmp(&(b.1.start, &b.0)));
    broken.dedup();
    Read { nodes, broken }
}

/// The nodes of the element that the first one starts, both ends included.
pub(super) fn element<'n, 'a>(nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let mut depth = 0_usize;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            BodyNode::Event(cmark::Event::Start(_)) => depth += 1,
            BodyNode::Event(cmark::Event::End(_)) => depth -= 1,
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
        matches!(
            node,
            BodyNode::Event(cmark::Event::Start(Tag::Image { .. }))
        )
    };
    if !is_image(nodes.get(1)?) {
        return None;
    }
    let image = element(&nodes[1..]);
    let after = nodes.get(1 + image.len())?;
    matches!(
        after.0,
        BodyNode::Event(cmark::Event::End(TagEnd::Paragraph))
    )
    .then_some(image)
}
