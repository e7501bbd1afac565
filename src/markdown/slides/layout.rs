//! Chooses the layout of a slide: by its classes, else by what stands on it, if that is obvious.

use pulldown_cmark::{self as cmark, HeadingLevel, Tag};

use super::super::events::{BodyNode, Located, element, lone_image};
use super::super::raw::Raw;
use super::super::slide::Layout;
use super::super::text;
use super::{Head, closes, opens};

/// A sentence may be a statement up to this many characters.
const STATEMENT: usize = 160;

/// What stands on a slide, at its top level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SlideBlock {
    Title,
    Heading,
    Paragraph { length: usize, is_image: bool },
    Quote,
    Code,
    Columns,
    Other,
}

/// Classes with which other tools mark the slides that begin a part.
const MARKS: [&str; 2] = ["lead", "inverse"];

/// Which headings with a sentence below them begin a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Openings {
    /// All.
    Any,
    /// Those of slides that have a mark: in other tools, every slide may have a heading of level 1.
    Marked,
    /// None: most slides have the mark, which is the look of the deck.
    Never,
}

impl Openings {
    /// What holds for the slides of a deck.
    pub(super) fn of<'h>(heads: impl Iterator<Item = &'h Head>, is_of_other_tool: bool) -> Self {
        if !is_of_other_tool {
            return Self::Any;
        }
        let (mut all, mut marked) = (0_usize, 0_usize);
        for head in heads {
            all += 1;
            marked += usize::from(is_marked(head));
        }
        if marked * 4 > all * 3 {
            Self::Never
        } else {
            Self::Marked
        }
    }

    fn has(self, head: &Head) -> bool {
        match self {
            Self::Any => true,
            Self::Marked => is_marked(head),
            Self::Never => false,
        }
    }
}

fn is_marked(head: &Head) -> bool {
    let mut classes = head.classes.iter();
    classes.any(|class| MARKS.contains(&class.as_str()))
}

/// The layout of a slide; the first one may be the title.
pub(super) fn of(head: &Head, nodes: &[Located<'_>], is_first: bool, openings: Openings) -> Layout {
    if let Some(layout) = head
        .classes
        .iter()
        .find_map(|class| Layout::of_class(class))
    {
        return layout;
    }
    let blocks = blocks(nodes);
    let has_title = blocks.contains(&SlideBlock::Title);
    match blocks.as_slice() {
        _ if is_first && has_title => Layout::Title,
        [SlideBlock::Title] => Layout::Section,
        [
            SlideBlock::Title,
            SlideBlock::Paragraph {
                is_image: false,
                length: ..=STATEMENT,
            },
        ] if openings.has(head) => Layout::Section,
        [
            SlideBlock::Heading
            | SlideBlock::Paragraph {
                is_image: false,
                length: ..=STATEMENT,
            },
        ] => Layout::Statement,
        [SlideBlock::Quote] | [SlideBlock::Heading, SlideBlock::Quote] => Layout::Quote,
        [SlideBlock::Paragraph { is_image: true, .. }] => Layout::Image,
        [SlideBlock::Code] | [SlideBlock::Heading, SlideBlock::Code] => Layout::Code,
        blocks if blocks.contains(&SlideBlock::Columns) => Layout::Columns,
        _ => Layout::Default,
    }
}

fn blocks(nodes: &[Located<'_>]) -> Vec<SlideBlock> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    for (at, (node, _)) in nodes.iter().enumerate() {
        match node {
            BodyNode::Event(cmark::Event::Start(tag)) if depth == 0 && opens(node) => {
                blocks.push(block(tag, &nodes[at..]));
            }
            BodyNode::OpenDiv(div) if depth == 0 => {
                let is_columns = div.classes.iter().any(|class| class == "columns");
                blocks.push(if is_columns {
                    SlideBlock::Columns
                } else {
                    SlideBlock::Other
                });
            }
            BodyNode::Event(cmark::Event::Rule) if depth == 0 => blocks.push(SlideBlock::Other),
            // Comments are nothing to see.
            BodyNode::Raw(raw) if depth == 0 && is_visible(raw) => blocks.push(SlideBlock::Other),
            _ => {}
        }
        depth = if opens(node) {
            depth + 1
        } else {
            depth.saturating_sub(usize::from(closes(node)))
        };
    }
    blocks
}

fn block(tag: &Tag<'_>, nodes: &[Located<'_>]) -> SlideBlock {
    match tag {
        Tag::Heading {
            level: HeadingLevel::H1,
            ..
        } => SlideBlock::Title,
        Tag::Heading { .. } => SlideBlock::Heading,
        Tag::BlockQuote(None) => SlideBlock::Quote,
        Tag::CodeBlock(_) => SlideBlock::Code,
        Tag::Paragraph => {
            let paragraph = element(nodes);
            let is_image = lone_image(paragraph).is_some();
            SlideBlock::Paragraph {
                length: text::plain(paragraph).chars().count(),
                is_image,
            }
        }
        _ => SlideBlock::Other,
    }
}

/// Whether a piece of HTML may be something to see.
fn is_visible(raw: &Raw) -> bool {
    match raw {
        Raw::Comment(_) => false,
        Raw::Text(text) => !text.trim().is_empty(),
        Raw::Open(_) | Raw::Close { .. } | Raw::Verbatim(_) => true,
    }
}
