//! Cuts the author's HTML into tags, texts and comments, each with its place in the body.

use std::ops::Range;

use pulldown_cmark::{self as cmark, TagEnd};

use super::super::events::{BodyNode, Located};
use super::super::report::BodyReport;
use super::{Raw, RawTag};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::dialect::{HtmlRules, Unclosed, UnclosedKind};
use crate::html::reading::unfinished_tag;
use crate::html::tokens::{self, Tag, Token};
use crate::source::Span;

/// Puts the pieces of the author's HTML in the place of its lines.
pub(in super::super) fn read<'a>(
    nodes: Vec<Located<'a>>,
    report: &mut BodyReport<'_>,
) -> Vec<Located<'a>> {
    if !nodes.iter().any(|(node, _)| is_html(node)) {
        return nodes;
    }
    let mut reader = RawReader {
        nodes: Vec::with_capacity(nodes.len()),
        block: HtmlLines::default(),
        in_comment: false,
        report,
    };
    for (node, range) in nodes {
        match node {
            BodyNode::Event(cmark::Event::Html(html)) => reader.block.push(&html, range),
            BodyNode::Event(cmark::Event::InlineHtml(html)) => {
                reader.block.push(&html, range);
                reader.flush();
                reader.in_comment = false;
            }
            node => {
                reader.flush();
                if matches!(node, BodyNode::Event(cmark::Event::End(TagEnd::HtmlBlock)))
                    && std::mem::take(&mut reader.in_comment)
                {
                    unclosed_comment(&range, reader.report);
                }
                reader.nodes.push((node, range));
            }
        }
    }
    reader.flush();
    reader.nodes
}

fn is_html(node: &BodyNode<'_>) -> bool {
    matches!(
        node,
        BodyNode::Event(cmark::Event::Html(_) | cmark::Event::InlineHtml(_))
    )
}

struct RawReader<'a, 'n, 'r> {
    nodes: Vec<Located<'a>>,
    block: HtmlLines,
    /// Whether a comment of the block's is still open.
    in_comment: bool,
    report: &'n mut BodyReport<'r>,
}

/// Lines of HTML that follow each other: a tag may stand on several.
#[derive(Default)]
struct HtmlLines {
    text: String,
    /// Where each line begins in the text, and its range in the body.
    lines: Vec<(usize, Range<usize>)>,
}

impl HtmlLines {
    fn push(&mut self, html: &str, range: Range<usize>) {
        self.lines.push((self.text.len(), range));
        self.text.push_str(html);
    }

    /// Where a stretch of the text stands in the body.
    fn place(&self, stretch: &Range<usize>) -> Range<usize> {
        let within = |at: usize| {
            let line = self.lines.partition_point(|(start, _)| *start <= at);
            let (start, range) = &self.lines[line.saturating_sub(1)];
            (range.start + (at - start)).min(range.end)
        };
        let start = within(stretch.start);
        // The last byte is asked for, so that the end is one of the same line.
        let end = within(stretch.end.saturating_sub(1).max(stretch.start)) + 1;
        start..end.max(start)
    }
}

impl RawReader<'_, '_, '_> {
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.lines.is_empty() {
            return;
        }
        let mut start = 0;
        if self.in_comment {
            let Some(end) = block.text.find("-->") else {
                return;
            };
            start = end + "-->".len();
            self.in_comment = false;
        }
        for token in tokens::tokens_in(&block.text, start..block.text.len()) {
            let range = token.range();
            let written = &block.text[range.clone()];
            let place = block.place(&range);
            let raw = match token {
                Token::Start(tag) => {
                    self.odd_quotes(&tag, &block);
                    Raw::Open(RawTag::new(&tag, &block.text))
                }
                Token::End(tag) => Raw::Close {
                    name: tag.name.to_string(),
                    written: written.to_owned(),
                },
                Token::Text(text) if text.is_raw => Raw::Verbatim(written.to_owned()),
                Token::Text(_) => {
                    self.unfinished(written, &place);
                    Raw::Text(written.to_owned())
                }
                Token::Comment(_) => {
                    self.in_comment = !is_closed(written);
                    Raw::Comment(inside(written).to_owned())
                }
                Token::Other(_) => continue,
            };
            self.nodes.push((BodyNode::Raw(raw), place));
        }
    }

    /// An attribute with a quotation mark in its name, where the value before it ends at the wrong
    /// one, or a value that ends with one and begins with none.
    fn odd_quotes(&mut self, tag: &Tag<'_>, block: &HtmlLines) {
        const QUOTES: [char; 2] = ['"', '\''];
        let odd = tag.attributes.iter().find_map(|attribute| {
            if attribute.name.contains(QUOTES) {
                return Some(attribute);
            }
            let value = attribute.value_range.clone()?;
            let is_bare = !block.text[..value.start].ends_with(QUOTES);
            let is_odd = is_bare && block.text[value].ends_with(QUOTES);
            is_odd.then_some(attribute)
        });
        let Some(odd) = odd else {
            return;
        };
        let written = &block.text[odd.range.clone()];
        let message = format!(
            "the quotes of this `<{}>` do not match: `{written}` is read as an attribute",
            tag.name
        );
        let hint = "write a quotation mark before and behind each value";
        let place = block.place(&odd.range);
        self.report
            .say(codes::UNCLOSED_ELEMENT, &place, message, hint);
    }

    fn unfinished(&mut self, text: &str, place: &Range<usize>) {
        if let Some(at) = unfinished_tag(text) {
            let start = (place.start + at).min(place.end);
            let hint = "close it with `>` before the next blank line, or write `&lt;` for a `<`";
            self.report.say(
                codes::UNCLOSED_ELEMENT,
                &(start..place.end),
                "this tag does not end in the block that it begins in",
                hint,
            );
        }
    }
}

fn is_closed(comment: &str) -> bool {
    comment.ends_with("-->") || comment.ends_with("--!>")
}

fn inside(comment: &str) -> &str {
    let inside = comment.strip_prefix("<!--").unwrap_or(comment);
    inside.strip_suffix("-->").unwrap_or(inside)
}

/// Reports a comment that does not end in its block: what follows it would be published, or be
/// lost.
pub(in super::super) fn unclosed_comment(range: &Range<usize>, report: &mut BodyReport<'_>) {
    let hint = "close it with `-->` before the next blank line, or begin it on a line of its own";
    let code = if report.html == HtmlRules::Strict {
        codes::UNCLOSED_COMMENT
    } else {
        codes::ENDS_WITH_SLIDE
    };
    report.say(
        code,
        range,
        "this comment does not end in the block that it begins in",
        hint,
    );
}

/// Reports what was closed at the end of its slide, so that it swallows no other. Ranges are in the
/// body as its author wrote it.
pub(in super::super) fn closed_in_slides(unclosed: &[Unclosed], report: &mut BodyReport<'_>) {
    let is_own = report.html == HtmlRules::Strict;
    for Unclosed { kind, range } in unclosed {
        let (code, message, hint) = match *kind {
            UnclosedKind::Comment => (
                codes::UNCLOSED_COMMENT,
                "this comment is not closed, and ends with its slide".to_owned(),
                "close it with `-->`".to_owned(),
            ),
            UnclosedKind::Code => (
                codes::UNCLOSED_CODE,
                "this block of code is not closed, and ends with its slide".to_owned(),
                "close it with a line of the same signs".to_owned(),
            ),
            UnclosedKind::Element(name) => (
                codes::UNCLOSED_ELEMENT,
                format!("`<{name}>` is not closed, and ends with its slide"),
                format!("close it with `</{name}>`"),
            ),
        };
        let code = if is_own { code } else { codes::ENDS_WITH_SLIDE };
        let at = Span {
            start: report.base + range.start,
            end: report.base + range.end,
        };
        let place = Place::new(report.source.path(), report.source.clamp(at));
        let diagnostic = Diagnostic::new(code, place, message).hint(hint);
        report.diagnostics.push(diagnostic);
    }
}
