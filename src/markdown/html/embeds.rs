//! The divs that Lutrin knows, each as a figure: quoted posts, videos, anything with a caption.

use std::ops::Range;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::super::body::{Image, Link, Slot};
use super::super::divs::Attributes;
use super::super::embeds::{self, Embed, Known, Qr, Reading, Tweet, Video, VideoSource, Written};
use super::super::events::{self, Located, Node, Report, element};
use super::super::gathering::Gathering;
use super::super::raw::Raw;
use super::super::text;
use super::{Writer, inline};
use crate::diagnostic::codes;

impl Writer<'_> {
    /// Writes a known div, which the first of the nodes opens; returns how many nodes it has.
    pub(super) fn known_div(
        &mut self,
        known: Known,
        attributes: &Attributes,
        nodes: &[Located<'_>],
        report: &mut Report<'_>,
    ) -> usize {
        let div = div(nodes);
        let content = between_fences(&div[1..div.len() - 1]);
        if matches!(known, Known::Sessions | Known::Talks) {
            self.gathering(known, attributes, &div[0].1, content, report);
            return div.len();
        }
        let range = div[0].1.clone();
        // The author's own line: in the masked text there is none to find a place in.
        let text = self.source.get(range.clone()).unwrap_or_default();
        let line = Reading {
            text,
            range: range.clone(),
            report: &mut *report,
        };
        match known {
            Known::Tweet => {
                let tweet = embeds::tweet(attributes, line);
                if text::plain(content).trim().is_empty() {
                    let hint = "quote its text between the two lines of colons";
                    report.say(
                        codes::MISSING_ATTRIBUTE,
                        &range,
                        "this tweet has no text",
                        hint,
                    );
                }
                self.open_figure(known, attributes);
                self.tweet(tweet, content, report);
            }
            Known::Video => {
                let line = embeds::video(attributes, line);
                let video = self.video_of(line);
                self.open_figure(known, attributes);
                self.video(video, content, report);
            }
            Known::Figure => {
                let caption = embeds::figure(attributes, line);
                self.open_figure(known, attributes);
                self.captioned(
                    caption.as_deref().map(|caption| (caption, &range)),
                    content,
                    report,
                );
            }
            Known::Qr => {
                let url = embeds::qr(attributes, line);
                self.open_figure(known, attributes);
                self.slot(Slot::Qr(self.body.qr_codes.len()));
                self.body.qr_codes.push(Qr {
                    url,
                    has_caption: !content.is_empty(),
                });
                if !content.is_empty() {
                    self.out.open("figcaption");
                    self.nodes(content, report);
                    self.out.close("figcaption");
                }
            }
            Known::Sessions | Known::Talks => {}
        }
        self.close_line("figure");
        div.len()
    }

    /// A place for texts of other files, below what stands between its own lines.
    fn gathering(
        &mut self,
        known: Known,
        attributes: &Attributes,
        range: &Range<usize>,
        content: &[Located<'_>],
        report: &mut Report<'_>,
    ) {
        let text = self.source.get(range.clone()).unwrap_or_default();
        let line = Reading {
            text,
            range: range.clone(),
            report: &mut *report,
        };
        let (gathers, level) = embeds::gathering(known, attributes, line);
        // Sessions are chapters, unless they stand right below a heading of their own. Talks are
        // what the heading above them is about.
        let last = self.body.headings.last().map(|heading| heading.level);
        let below = last
            .filter(|_| known == Known::Talks || self.is_below_heading())
            .map_or(2, |level| level + 1);
        self.out.begin("div");
        self.id_and_classes(known, attributes);
        self.out.tree.end();
        self.line();
        self.nodes(content, report);
        self.slot(Slot::Gathering(self.body.gatherings.len()));
        self.close_line("div");
        let span = report.span(range);
        self.body.gatherings.push(Gathering {
            gathers,
            level: level.unwrap_or(below).min(5),
            span,
        });
    }

    /// Whether nothing was written since the last heading.
    fn is_below_heading(&self) -> bool {
        let closed = self.out.tree.last_closed().unwrap_or_default();
        matches!(closed, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
    }

    /// The id of a known div, and its author's own classes behind the one that it is known by.
    fn id_and_classes(&mut self, known: Known, attributes: &Attributes) {
        if let Some(id) = &attributes.id {
            self.id(id);
        }
        let authors = attributes
            .classes
            .iter()
            .filter(|class| Known::of_class(class).is_none());
        let classes: Vec<&str> = std::iter::once(known.class())
            .chain(authors.map(String::as_str))
            .collect();
        self.attribute("class", &classes.join(" "));
    }

    /// The author's own classes and `data-` attributes stay.
    fn open_figure(&mut self, known: Known, attributes: &Attributes) {
        self.out.begin("figure");
        self.id_and_classes(known, attributes);
        for (key, value) in attributes
            .pairs
            .iter()
            .filter(|(key, _)| key.starts_with("data-"))
        {
            self.attribute(key, value);
        }
        self.out.tree.end();
        self.line();
    }

    fn tweet(&mut self, tweet: Tweet, content: &[Located<'_>], report: &mut Report<'_>) {
        self.out.begin("blockquote");
        if let Some(url) = &tweet.url {
            self.attribute("cite", url);
        }
        if let Some(lang) = &tweet.lang {
            self.attribute("lang", lang.as_str());
        }
        self.out.tree.end();
        self.line();
        self.nodes(content, report);
        self.close_line("blockquote");
        self.out.open("figcaption");
        self.slot(Slot::TweetSource(self.body.embeds.len()));
        self.close_line("figcaption");
        self.body.embeds.push(Embed::Tweet(tweet));
    }

    /// Gives the files of a video their places in the body, where they are checked like all others.
    fn video_of(&mut self, line: embeds::VideoLine) -> Video {
        let poster = line.poster.map(|poster| {
            // The title says what the picture stands for.
            let alt = line.title.clone();
            self.body.images.push(Image {
                destination: poster.value,
                alt,
                span: poster.span,
                ..Image::default()
            });
            self.body.images.len() - 1
        });
        let captions = line
            .captions
            .map(|captions| (self.file(captions), line.lang));
        let source = match (line.file, line.address) {
            (Some(file), _) => Some(VideoSource::File {
                file: self.file(file),
                start: line.start,
                captions,
            }),
            (None, Some(address)) => {
                let embeds::Address {
                    watch,
                    player,
                    site,
                } = address;
                Some(VideoSource::Elsewhere {
                    watch,
                    player,
                    site,
                })
            }
            (None, None) => None,
        };
        Video {
            source,
            title: line.title,
            poster,
            duration: line.duration,
        }
    }

    fn file(&mut self, file: Written) -> usize {
        self.body.links.push(Link {
            destination: file.value,
            title: String::new(),
            span: file.span,
        });
        self.body.links.len() - 1
    }

    fn video(&mut self, video: Video, content: &[Located<'_>], report: &mut Report<'_>) {
        self.slot(Slot::Video(self.body.embeds.len()));
        let captioned = video.has_caption() || !content.is_empty();
        if captioned {
            self.out.open("figcaption");
            self.line();
            self.slot(Slot::VideoCaption(self.body.embeds.len()));
            self.nodes(content, report);
            self.close_line("figcaption");
        }
        self.body.embeds.push(Embed::Video(video));
    }

    /// A figure's caption is its attribute, else its last paragraph, where something stands before
    /// that.
    fn captioned(
        &mut self,
        caption: Option<(&str, &Range<usize>)>,
        content: &[Located<'_>],
        report: &mut Report<'_>,
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
    fn pictures(&mut self, images: &[Located<'_>], report: &mut Report<'_>) {
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

/// The nodes of the div that the first one opens, both ends included.
fn div<'n, 'a>(nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let mut depth = 0_usize;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            Node::OpenDiv(_) => depth += 1,
            Node::CloseDiv => depth -= 1,
            Node::Event(_) | Node::Raw(_) | Node::Break => {}
        }
        if depth == 0 {
            return &nodes[..=i];
        }
    }
    nodes
}

/// What stands between the lines of colons: their own lines are HTML blocks to the parser.
fn between_fences<'n, 'a>(mut nodes: &'n [Located<'a>]) -> &'n [Located<'a>] {
    let is_border = |(node, _): &Located<'a>| match node {
        Node::Event(cmark::Event::Start(Tag::HtmlBlock) | cmark::Event::End(TagEnd::HtmlBlock)) => {
            true
        }
        Node::Raw(Raw::Text(text)) => text.trim().is_empty(),
        _ => false,
    };
    while let [first, rest @ ..] = nodes
        && is_border(first)
        && !matches!(first.0, Node::Event(cmark::Event::Start(_)))
    {
        nodes = rest;
    }
    while let [rest @ .., last] = nodes
        && is_border(last)
        && !matches!(last.0, Node::Event(cmark::Event::End(_)))
    {
        nodes = rest;
    }
    nodes
}

fn is_image((node, _): &Located<'_>) -> bool {
    matches!(node, Node::Event(cmark::Event::Start(Tag::Image { .. })))
}

fn is_space((node, _): &Located<'_>) -> bool {
    match node {
        Node::Event(cmark::Event::SoftBreak | cmark::Event::HardBreak) => true,
        Node::Event(cmark::Event::Text(text)) => text.trim().is_empty(),
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
        Node::Event(cmark::Event::Start(Tag::Paragraph))
    )
    .then_some(())?;
    let paragraph = element(nodes);
    Some((&paragraph[1..paragraph.len() - 1], paragraph.len()))
}

/// The images of a paragraph that has nothing else, and how many nodes it has. One with a title is
/// left to be a figure with that caption.
fn pictures<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<(&'n [Located<'a>], usize)> {
    let titled = |(node, _): &Located<'_>| matches!(node, Node::Event(cmark::Event::Start(Tag::Image { title, .. })) if !title.is_empty());
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
        Node::Event(cmark::Event::End(TagEnd::Paragraph))
    )
    .then_some(())?;
    let is_start =
        |(node, _): &Located<'_>| matches!(node, Node::Event(cmark::Event::Start(Tag::Paragraph)));
    content.iter().rposition(is_start)
}
