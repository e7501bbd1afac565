//! Chooses the layout of a slide: by its classes, else by what stands on it, if that is obvious.

use pulldown_cmark::{self as cmark, HeadingLevel, Tag};

use super::super::events::{Located, Node, element, lone_image};
use super::super::raw::Raw;
use super::super::slide::Layout;
use super::super::text;
use super::{Head, closes, opens};

/// A sentence may be a statement up to this many characters.
const STATEMENT: usize = 160;

/// What stands on a slide, at its top level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Block {
    Title,
    Heading,
    Paragraph { length: usize, is_image: bool },
    Quote,
    Code,
    Columns,
    Other,
}

/// The layout of a slide; the first one may be the title.
pub(super) fn of(head: &Head, nodes: &[Located<'_>], is_first: bool) -> Layout {
    if let Some(layout) = head
        .classes
        .iter()
        .find_map(|class| Layout::of_class(class))
    {
        return layout;
    }
    let blocks = blocks(nodes);
    let has_title = blocks.contains(&Block::Title);
    match blocks.as_slice() {
        _ if is_first && has_title => Layout::Title,
        [Block::Title]
        | [
            Block::Title,
            Block::Paragraph {
                is_image: false,
                length: ..=STATEMENT,
            },
        ] => Layout::Section,
        [
            Block::Heading
            | Block::Paragraph {
                is_image: false,
                length: ..=STATEMENT,
            },
        ] => Layout::Statement,
        [Block::Quote] | [Block::Heading, Block::Quote] => Layout::Quote,
        [Block::Paragraph { is_image: true, .. }] => Layout::Image,
        [Block::Code] | [Block::Heading, Block::Code] => Layout::Code,
        blocks if blocks.contains(&Block::Columns) => Layout::Columns,
        _ => Layout::Default,
    }
}

fn blocks(nodes: &[Located<'_>]) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut depth = 0_usize;
    for (at, (node, _)) in nodes.iter().enumerate() {
        match node {
            Node::Event(cmark::Event::Start(tag)) if depth == 0 && opens(node) => {
                blocks.push(block(tag, &nodes[at..]));
            }
            Node::OpenDiv(div) if depth == 0 => {
                let is_columns = div.classes.iter().any(|class| class == "columns");
                blocks.push(if is_columns {
                    Block::Columns
                } else {
                    Block::Other
                });
            }
            Node::Event(cmark::Event::Rule) if depth == 0 => blocks.push(Block::Other),
            // Comments are nothing to see.
            Node::Raw(raw) if depth == 0 && is_visible(raw) => blocks.push(Block::Other),
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

fn block(tag: &Tag<'_>, nodes: &[Located<'_>]) -> Block {
    match tag {
        Tag::Heading {
            level: HeadingLevel::H1,
            ..
        } => Block::Title,
        Tag::Heading { .. } => Block::Heading,
        Tag::BlockQuote(None) => Block::Quote,
        Tag::CodeBlock(_) => Block::Code,
        Tag::Paragraph => {
            let paragraph = element(nodes);
            let is_image = lone_image(paragraph).is_some();
            Block::Paragraph {
                length: text::plain(paragraph).chars().count(),
                is_image,
            }
        }
        _ => Block::Other,
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
