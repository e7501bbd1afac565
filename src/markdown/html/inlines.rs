//! Links, images and the calls of footnotes.

use std::ops::Range;

use pulldown_cmark::{self as cmark, LinkType, Tag};

use super::super::body::{Image, Link, Slot};
use super::super::divs::Attributes;
use super::super::events::{BodyNode, Located};
use super::super::footnotes::call_id;
use super::super::report::BodyReport;
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
        report: &BodyReport<'_>,
    ) {
        let destination = if kind == LinkType::Email {
            format!("mailto:{destination}")
        } else {
            destination.to_owned()
        };
        let span = self.destination_span(&destination, range, report);
        self.out.begin("a");
        self.tag_slot(Slot::Link(self.body.links.len()));
        self.out.tree.end();
        self.body.links.push(Link {
            destination,
            title: title.to_owned(),
            span,
            ..Link::default()
        });
    }

    /// An image in running text. Its title is shown only where it stands alone, as a caption.
    pub(super) fn image(&mut self, nodes: &[Located<'_>], report: &BodyReport<'_>) {
        let (BodyNode::Event(cmark::Event::Start(Tag::Image { dest_url, .. })), range) = &nodes[0]
        else {
            return;
        };
        let alt = text::plain(nodes);
        let span = self.destination_span(dest_url, range, report);
        let look = self.images.get(&range.start).cloned().unwrap_or_default();
        let image = Image {
            destination: dest_url.to_string(),
            alt,
            span,
            asked: look.size,
            ..Image::default()
        };
        self.push_image(image, &look.attributes);
    }

    /// Writes an image, and keeps what is known of it.
    pub(super) fn push_image(&mut self, image: Image, attributes: &Attributes) {
        self.out.begin("img");
        self.decorate(attributes);
        self.tag_slot(Slot::Image(self.body.images.len()));
        self.out.tree.end();
        self.body.images.push(image);
    }

    /// An image that is a paragraph of its own. Keys reach a drawing on a page, since a phone shows it wider than its screen.
    pub(super) fn figure(&mut self, image: &[Located<'_>], report: &BodyReport<'_>) {
        let is_drawing = self.slides.is_none() && is_drawing(&image[0].0);
        let attributes: &[_] = if is_drawing {
            &[("class", "image"), ("tabindex", "0")]
        } else {
            &[("class", "image")]
        };
        self.out.open_with("figure", attributes);
        self.image(image, report);
        if let BodyNode::Event(cmark::Event::Start(Tag::Image { title, .. })) = &image[0].0
            && !title.is_empty()
        {
            self.out.open("figcaption");
            self.out.tree.text(title);
            self.out.close("figcaption");
        }
        self.close_line("figure");
    }

    pub(super) fn footnote_call(&mut self, label: &str) {
        let Some(number) = self.notes.number(label) else {
            return;
        };
        self.calls[number - 1] += 1;
        self.called(number);
        let id = call_id(number, self.calls[number - 1]);
        self.out.open_with("sup", &[("class", "footnote-ref")]);
        self.out.begin("a");
        self.attribute("href", &format!("#{}fn-{number}", self.within.prefix));
        self.id(&id);
        self.attribute("role", "doc-noteref");
        self.out.tree.end();
        let shown = self.shown_number(number);
        self.out.tree.written_text(&shown.to_string());
        self.out.close("a");
        self.out.close("sup");
    }

    /// The place of a destination within its link; the whole link where it is defined elsewhere.
    fn destination_span(
        &self,
        destination: &str,
        range: &Range<usize>,
        report: &BodyReport<'_>,
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

/// Whether an image is an SVG, by its name.
fn is_drawing(image: &BodyNode<'_>) -> bool {
    let BodyNode::Event(cmark::Event::Start(Tag::Image { dest_url, .. })) = image else {
        return false;
    };
    let name = dest_url.split(['?', '#']).next().unwrap_or_default();
    name.to_ascii_lowercase().ends_with(".svg")
}
