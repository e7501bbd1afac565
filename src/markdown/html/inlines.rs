//! Links, images and the calls of footnotes.

use std::ops::Range;

use pulldown_cmark::{self as cmark, LinkType, Tag, TagEnd};

use super::super::body::{Image, Link, Slot};
use super::super::events::{Located, Node, Report};
use super::super::text;
use super::Writer;
use crate::source::Span;

impl Writer<'_> {
    pub(super) fn open_link(
        &mut self,
        kind: LinkType,
        destination: &str,
        title: &str,
        range: &Range<usize>,
        report: &Report<'_>,
    ) {
        let destination = if kind == LinkType::Email {
            format!("mailto:{destination}")
        } else {
            destination.to_owned()
        };
        let span = self.destination_span(&destination, range, report);
        self.slot(Slot::LinkOpen(self.body.links.len()));
        self.body.links.push(Link {
            destination,
            title: title.to_owned(),
            span,
        });
    }

    /// An image in running text. Its title is shown only where it stands alone, as a caption.
    pub(super) fn image(&mut self, nodes: &[Located<'_>], report: &Report<'_>) {
        let (Node::Event(cmark::Event::Start(Tag::Image { dest_url, .. })), range) = &nodes[0]
        else {
            return;
        };
        let alt = text::plain(nodes);
        let span = self.destination_span(dest_url, range, report);
        self.slot(Slot::Image(self.body.images.len()));
        self.body.images.push(Image {
            destination: dest_url.to_string(),
            alt,
            span,
            decorates: false,
        });
    }

    /// An image that is a paragraph of its own.
    pub(super) fn figure(&mut self, image: &[Located<'_>], report: &Report<'_>) {
        self.put("<figure class=\"image\">");
        self.image(image, report);
        if let Node::Event(cmark::Event::Start(Tag::Image { title, .. })) = &image[0].0
            && !title.is_empty()
        {
            self.put("<figcaption>");
            super::escape_text(&mut self.body.html, title);
            self.put("</figcaption>");
        }
        self.put("</figure>\n");
    }

    pub(super) fn footnote_call(&mut self, label: &str) {
        let Some(number) = self.notes.number(label) else {
            return;
        };
        self.calls[number - 1] += 1;
        self.called(number);
        let id = call_id(number, self.calls[number - 1]);
        self.put("<sup class=\"footnote-ref\"><a");
        self.attribute("href", &format!("#{}fn-{number}", self.within.prefix));
        self.id(&id);
        self.put(&format!(" role=\"doc-noteref\">{number}</a></sup>"));
    }

    /// The place of a destination within its link; the whole link where it is defined elsewhere.
    fn destination_span(
        &self,
        destination: &str,
        range: &Range<usize>,
        report: &Report<'_>,
    ) -> Span {
        let written = self.source.get(range.clone()).unwrap_or_default();
        match written
            .rfind(destination)
            .filter(|_| !destination.is_empty())
        {
            Some(at) => report.span(&(range.start + at..range.start + at + destination.len())),
            None => report.span(range),
        }
    }
}

/// The id of a call of a footnote: `fnref-1`, then `fnref-1-2`.
pub(crate) fn call_id(number: usize, call: usize) -> String {
    if call == 1 {
        format!("fnref-{number}")
    } else {
        format!("fnref-{number}-{call}")
    }
}

/// The image that is all there is in a paragraph.
pub(in super::super) fn lone_image<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<&'n [Located<'a>]> {
    if !matches!(
        nodes.get(1)?.0,
        Node::Event(cmark::Event::Start(Tag::Image { .. }))
    ) {
        return None;
    }
    let image = super::element(&nodes[1..]);
    let after = nodes.get(1 + image.len())?;
    matches!(after.0, Node::Event(cmark::Event::End(TagEnd::Paragraph))).then_some(image)
}
