//! `::: figure`: pictures, code or anything else with a caption.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::attributes::AttributeReader;
use super::definition::{Div, EmbedDefinition};
use crate::markdown::embed::EmbedAssets;
use crate::markdown::events::{self, BodyNode, Located, element};
use crate::markdown::html::{Writer, inline};
use crate::markdown::report::BodyReport;

pub(super) static EMBED: EmbedDefinition = EmbedDefinition {
    classes: &["figure"],
    name: "figure",
    assets: EmbedAssets::NONE,
    write,
};

fn write(writer: &mut Writer<'_>, div: &Div<'_>, report: &mut BodyReport<'_>) {
    let mut reader = AttributeReader::new(div, report);
    let caption = reader.text("caption");
    reader.finish(&[("title", "caption"), ("legend", "caption")]);
    writer.open_figure(div);
    let caption = caption.as_deref().map(|caption| (caption, &div.range));
    writer.captioned(caption, div.content, report);
    writer.close_line("figure");
}

impl Writer<'_> {
    /// A figure's caption is its attribute, else its last paragraph, where something stands before
    /// that.
    fn captioned(
        &mut self,
        caption: Option<(&str, &Range<usize>)>,
        content: &[Located<'_>],
        report: &mut BodyReport<'_>,
    ) {
        let (before, last) = if caption.is_some() {
            (content, None)
        } else {
            split_caption(content)
        };
        let mut at = 0;
        while at < before.len() {
            at += match pictures(&before[at..]) {
                Some((images, length)) => {
                    self.pictures(images, report);
                    length
                }
                None => self.node(&before[at..], report),
            };
        }
        if let Some((caption, line)) = caption {
            let nodes = events::read(caption, self.options).nodes;
            self.check_formulas(&nodes, line, report);
            self.out.open("figcaption");
            self.out.tree.copy_all(&inline(&nodes));
            self.close_line("figcaption");
        } else if let Some(last) = last {
            self.out.open("figcaption");
            self.nodes(last, report);
            self.close_line("figcaption");
        }
    }

    /// The images of a paragraph of images, without a figure of their own around each.
    fn pictures(&mut self, images: &[Located<'_>], report: &mut BodyReport<'_>) {
        let several = images.iter().filter(|located| is_image(located)).count() > 1;
        if several {
            self.out.open_with("div", &[("class", "images")]);
            self.line();
        }
        let mut at = 0;
        while at < images.len() {
            let length = element(&images[at..]).len();
            if is_image(&images[at]) {
                self.image(&images[at..at + length], report);
                self.line();
            }
            at += length;
        }
        if several {
            self.close_line("div");
        }
    }
}

fn is_image((node, _): &Located<'_>) -> bool {
    matches!(
        node,
        BodyNode::Event(cmark::Event::Start(Tag::Image { .. }))
    )
}

fn is_space((node, _): &Located<'_>) -> bool {
    match node {
        BodyNode::Event(cmark::Event::SoftBreak | cmark::Event::HardBreak) => true,
        BodyNode::Event(cmark::Event::Text(text)) => text.trim().is_empty(),
        _ => false,
    }
}

/// The images at the beginning of inline nodes, as the number of nodes; 0 where there are none.
fn leading_images(nodes: &[Located<'_>]) -> usize {
    let mut end = 0;
    let mut at = 0;
    while at < nodes.len() && (is_image(&nodes[at]) || is_space(&nodes[at])) {
        at += element(&nodes[at..]).len();
        if !is_space(&nodes[at - 1]) {
            end = at;
        }
    }
    end
}

/// A paragraph's inline nodes, and how many nodes it has in all.
fn paragraph<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<(&'n [Located<'a>], usize)> {
    matches!(
        nodes.first()?.0,
        BodyNode::Event(cmark::Event::Start(Tag::Paragraph))
    )
    .then_some(())?;
    let paragraph = element(nodes);
    Some((&paragraph[1..paragraph.len() - 1], paragraph.len()))
}

/// The images of a paragraph that has nothing else, and how many nodes it has. One with a title is
/// left to be a figure with that caption.
fn pictures<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<(&'n [Located<'a>], usize)> {
    let titled = |(node, _): &Located<'_>| matches!(node, BodyNode::Event(cmark::Event::Start(Tag::Image { title, .. })) if !title.is_empty());
    // A paragraph that was cut before its caption has no end.
    let (inner, length) = match paragraph(nodes) {
        Some(whole) => whole,
        None if is_image(nodes.first()?) => (nodes, nodes.len()),
        None => return None,
    };
    let alone = leading_images(inner) > 0 && inner[leading_images(inner)..].iter().all(is_space);
    (alone && !inner.iter().any(titled)).then_some((inner, length))
}

/// What stands before the caption, and the caption's inline nodes.
fn split_caption<'n, 'a>(
    content: &'n [Located<'a>],
) -> (&'n [Located<'a>], Option<&'n [Located<'a>]>) {
    let Some(start) = last_paragraph(content) else {
        return (content, None);
    };
    let inner = &content[start + 1..content.len() - 1];
    let images = leading_images(inner);
    if images == 0 {
        // A figure of nothing but words has no caption.
        return if start == 0 {
            (content, None)
        } else {
            (&content[..start], Some(inner))
        };
    }
    let rest = &inner[images..];
    let words = rest.iter().position(|located| !is_space(located));
    match words {
        // The images and the caption are lines of one paragraph.
        Some(words) if start == 0 => (&inner[..images], Some(&rest[words..])),
        _ => (content, None),
    }
}

/// Where the last paragraph begins, if nothing follows it.
fn last_paragraph(content: &[Located<'_>]) -> Option<usize> {
    matches!(
        content.last()?.0,
        BodyNode::Event(cmark::Event::End(TagEnd::Paragraph))
    )
    .then_some(())?;
    let is_start = |(node, _): &Located<'_>| {
        matches!(node, BodyNode::Event(cmark::Event::Start(Tag::Paragraph)))
    };
    content.iter().rposition(is_start)
}
