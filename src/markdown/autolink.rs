//! Bare addresses in running text become links, as on GitHub.

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{self as cmark, CowStr, LinkType, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::raw::Raw;

/// Links every bare `https://…` outside links, images and code.
pub(super) fn apply(nodes: Vec<Located<'_>>) -> Vec<Located<'_>> {
    let has_address = |(node, _): &Located<'_>| matches!(node, BodyNode::Event(cmark::Event::Text(text)) if text.contains("://"));
    if !nodes.iter().any(has_address) {
        return nodes;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut linked = Vec::with_capacity(nodes.len() + 8);
    let mut closed_to_links = 0_usize;
    for (node, range) in nodes {
        match &node {
            BodyNode::Event(cmark::Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::CodeBlock(_),
            )) => {
                closed_to_links += 1;
            }
            BodyNode::Event(cmark::Event::End(
                TagEnd::Link | TagEnd::Image | TagEnd::CodeBlock,
            )) => {
                closed_to_links = closed_to_links.saturating_sub(1);
            }
            BodyNode::Raw(Raw::Open(tag)) if tag.name == "a" => closed_to_links += 1,
            BodyNode::Raw(Raw::Close { name, .. }) if name == "a" => {
                closed_to_links = closed_to_links.saturating_sub(1);
            }
            // What the author's own HTML leaves open ends with its paragraph.
            BodyNode::Event(cmark::Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::TableCell,
            )) => {
                closed_to_links = 0;
            }
            BodyNode::Event(cmark::Event::Text(text))
                if closed_to_links == 0 && text.contains("://") =>
            {
                split(text, range.start, &finder, &mut linked);
                continue;
            }
            _ => {}
        }
        linked.push((node, range));
    }
    linked
}

fn split(text: &str, start: usize, finder: &LinkFinder, linked: &mut Vec<Located<'_>>) {
    for piece in finder.spans(text) {
        let range = start + piece.start()..start + piece.end();
        let words: CowStr<'static> = piece.as_str().to_owned().into();
        let mut push = |event| linked.push((BodyNode::Event(event), range.clone()));
        let is_web = piece.kind().is_some()
            && (words.starts_with("https://") || words.starts_with("http://"));
        if is_web {
            let link = Tag::Link {
                link_type: LinkType::Autolink,
                dest_url: words.clone(),
                title: "".into(),
                id: "".into(),
            };
            push(cmark::Event::Start(link));
        }
        push(cmark::Event::Text(words));
        if is_web {
            push(cmark::Event::End(TagEnd::Link));
        }
    }
}
