//! Bare addresses in running text become links, as on GitHub.
//!
//! The parser cuts a text at every sign that could be markup (`_`, `*`, `(`), so an address is
//! looked for in all the text that stands together in a line. An address ends where cmark-gfm's
//! extended autolinks end; emphasis that the parser found within it is part of the address.

use std::ops::Range;

use linkify::{LinkFinder, LinkKind};
use pulldown_cmark::{self as cmark, LinkType, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::raw::Raw;
use crate::path::is_web;

/// Links every bare `https://…` outside links, images and code. `source` is the text that the nodes
/// were read from.
pub(super) fn apply<'a>(nodes: Vec<Located<'a>>, source: &str) -> Vec<Located<'a>> {
    let has_address = |(node, _): &Located<'_>| matches!(node, BodyNode::Event(cmark::Event::Text(text)) if text.contains("://"));
    if !nodes.iter().any(has_address) {
        return nodes;
    }
    let mut finder = LinkFinder::new();
    finder.kinds(&[LinkKind::Url]);
    let mut linked = Vec::with_capacity(nodes.len() + 8);
    let mut stretch = Stretch::default();
    let mut closed_to_links = 0_usize;
    for (node, range) in nodes {
        let kind = PieceKind::of(&node, &range, source);
        if let Some(kind) = kind.filter(|_| closed_to_links == 0) {
            stretch.push(kind, (node, range), source);
            continue;
        }
        stretch.write(&finder, &mut linked);
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
            _ => {}
        }
        linked.push((node, range));
    }
    stretch.write(&finder, &mut linked);
    linked
}

/// Whether an address goes on behind its scheme: `https://…` in a text about addresses does not.
fn has_host(address: &str) -> bool {
    let host = address.split_once("://").map_or("", |(_, host)| host);
    host.starts_with(|c: char| c.is_alphanumeric() || "[_%*".contains(c))
}

/// Text and emphasis that nothing else interrupts.
#[derive(Default)]
struct Stretch<'a> {
    /// What the author sees of it, with the signs of emphasis.
    text: String,
    pieces: Vec<Piece<'a>>,
}

/// What a node has of a stretch.
struct Piece<'a> {
    at: Range<usize>,
    kind: PieceKind,
    located: Located<'a>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum PieceKind {
    Text,
    /// A reference to a character, such as `&amp;`: no address ends with one.
    Reference,
    /// So many signs that open emphasis.
    Open(usize),
    /// So many signs that close emphasis.
    Close(usize),
    /// Signs that close nothing any more, since those that opened it are part of an address.
    Signs,
    /// The end of a line, or code: no address goes on behind it.
    Break,
}

impl PieceKind {
    fn of(node: &BodyNode<'_>, range: &Range<usize>, source: &str) -> Option<Self> {
        let BodyNode::Event(event) = node else {
            return None;
        };
        let signs = |tag: TagEnd| match tag {
            TagEnd::Emphasis => Some(1),
            TagEnd::Strong => Some(2),
            TagEnd::Strikethrough => {
                let written = source.get(range.clone()).unwrap_or_default();
                Some(if written.starts_with("~~") { 2 } else { 1 })
            }
            _ => None,
        };
        match event {
            cmark::Event::Text(words) => {
                let is_reference =
                    source.as_bytes().get(range.start) == Some(&b'&') && words.len() < range.len();
                Some(if is_reference {
                    Self::Reference
                } else {
                    Self::Text
                })
            }
            cmark::Event::Start(tag) => signs(tag.to_end()).map(Self::Open),
            cmark::Event::End(tag) => signs(*tag).map(Self::Close),
            cmark::Event::SoftBreak | cmark::Event::HardBreak | cmark::Event::Code(_) => {
                Some(Self::Break)
            }
            _ => None,
        }
    }
}

impl<'a> Stretch<'a> {
    fn push(&mut self, kind: PieceKind, located: Located<'a>, source: &str) {
        let start = self.text.len();
        let (node, range) = &located;
        match (kind, node) {
            (PieceKind::Open(signs), _) => {
                let end = range.start + signs;
                self.text
                    .push_str(source.get(range.start..end).unwrap_or_default());
            }
            (PieceKind::Close(signs), _) => {
                let start = range.end.saturating_sub(signs);
                self.text
                    .push_str(source.get(start..range.end).unwrap_or_default());
            }
            (_, BodyNode::Event(cmark::Event::Text(words))) => self.text.push_str(words),
            _ => self.text.push('\n'),
        }
        let at = start..self.text.len();
        self.pieces.push(Piece { at, kind, located });
    }

    /// Writes its nodes with a link for each address in it, and forgets them.
    fn write(&mut self, finder: &LinkFinder, out: &mut Vec<Located<'a>>) {
        let addresses = if self.text.contains("://") {
            self.addresses(finder)
        } else {
            Vec::new()
        };
        let mut addresses = addresses.into_iter().peekable();
        let mut written = 0;
        for piece in self.pieces.drain(..) {
            if piece.at.start < written && piece.at.end <= written {
                continue;
            }
            let is_text = matches!(piece.kind, PieceKind::Text | PieceKind::Reference);
            let is_whole = addresses.peek().is_none() && written <= piece.at.start;
            if !is_text || is_whole {
                out.push(piece.into_located(&self.text));
                continue;
            }
            let mut from = piece.at.start.max(written);
            while let Some(address) = addresses.next_if(|address| address.start < piece.at.end) {
                piece.part(&self.text, from..address.start, out);
                push_link(&self.text[address.clone()], piece.place(&address), out);
                written = address.end;
                from = written.min(piece.at.end);
            }
            piece.part(&self.text, from..piece.at.end, out);
        }
        self.text.clear();
    }

    /// The addresses of web pages in the stretch, in order.
    fn addresses(&mut self, finder: &LinkFinder) -> Vec<Range<usize>> {
        let partners = self.partners();
        let whole: Vec<Range<usize>> = finder
            .links(&self.text)
            .filter_map(|link| {
                let address = link.as_str().split(char::is_whitespace).next()?;
                is_web(address).then(|| link.start()..link.start() + end_of(address))
            })
            .collect();
        let mut found = Vec::with_capacity(whole.len());
        for address in whole {
            let address = self.settled(address, &partners);
            if has_host(&self.text[address.clone()]) {
                self.free_signs(&address, &partners);
                found.push(address);
            }
        }
        found
    }

    /// For each piece that opens or closes emphasis, the piece that does the other.
    fn partners(&self) -> Vec<Option<usize>> {
        let (mut partners, mut open) = (vec![None; self.pieces.len()], Vec::new());
        for (at, piece) in self.pieces.iter().enumerate() {
            match piece.kind {
                PieceKind::Open(_) => open.push(at),
                PieceKind::Close(_) => {
                    if let Some(opener) = open.pop() {
                        (partners[opener], partners[at]) = (Some(at), Some(opener));
                    }
                }
                _ => {}
            }
        }
        partners
    }

    /// The pieces that begin in a range.
    fn pieces_in(&self, range: &Range<usize>) -> Range<usize> {
        let from = |at: usize| self.pieces.partition_point(|piece| piece.at.start < at);
        from(range.start)..from(range.end)
    }

    /// An address that ends before what is no part of it: emphasis that ends there and begins
    /// before, or that is never closed, and a reference at its end.
    fn settled(&self, mut address: Range<usize>, partners: &[Option<usize>]) -> Range<usize> {
        let cut =
            self.pieces_in(&address)
                .find(|&at| match self.pieces[at].kind {
                    PieceKind::Open(_) => partners[at].is_none(),
                    PieceKind::Close(_) => partners[at]
                        .is_none_or(|opener| self.pieces[opener].at.start < address.start),
                    _ => false,
                });
        if let Some(cut) = cut {
            address.end = self.pieces[cut].at.start;
        }
        let last = self
            .pieces_in(&address)
            .next_back()
            .map(|at| &self.pieces[at]);
        if let Some(reference) = last.filter(|piece| piece.kind == PieceKind::Reference) {
            address.end = reference.at.start;
        }
        address.end = address.start + end_of(&self.text[address.clone()]);
        address
    }

    /// Makes text of signs that close emphasis, where those that open it are part of an address.
    fn free_signs(&mut self, address: &Range<usize>, partners: &[Option<usize>]) {
        for at in self.pieces_in(address) {
            let closing = partners[at].filter(|closing| {
                matches!(self.pieces[at].kind, PieceKind::Open(_))
                    && self.pieces[at].at.end <= address.end
                    && self.pieces[*closing].at.end > address.end
            });
            if let Some(closing) = closing {
                self.pieces[closing].kind = PieceKind::Signs;
            }
        }
    }
}

impl<'a> Piece<'a> {
    /// The node as it goes on, in a stretch of this text.
    fn into_located(self, text: &str) -> Located<'a> {
        let (node, range) = self.located;
        if self.kind == PieceKind::Signs {
            let signs = text[self.at.clone()].to_owned();
            let start = range.end.saturating_sub(signs.len());
            return (
                BodyNode::Event(cmark::Event::Text(signs.into())),
                start..range.end,
            );
        }
        (node, range)
    }

    /// Writes a part of its text.
    fn part(&self, text: &str, part: Range<usize>, out: &mut Vec<Located<'a>>) {
        if part.start < part.end {
            let words = text[part.clone()].to_owned();
            out.push((
                BodyNode::Event(cmark::Event::Text(words.into())),
                self.place(&part),
            ));
        }
    }

    /// Where a part of its text stands in the source; all of it, where that cannot be told.
    fn place(&self, part: &Range<usize>) -> Range<usize> {
        let range = &self.located.1;
        if self.at.len() != range.len() {
            return range.clone();
        }
        let start = range.start + (part.start - self.at.start);
        start..start + part.len()
    }
}

fn push_link(address: &str, range: Range<usize>, out: &mut Vec<Located<'_>>) {
    let link = Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: address.to_owned().into(),
        title: "".into(),
        id: "".into(),
    };
    let events = [
        cmark::Event::Start(link),
        cmark::Event::Text(address.to_owned().into()),
        cmark::Event::End(TagEnd::Link),
    ];
    out.extend(events.map(|event| (BodyNode::Event(event), range.clone())));
}

/// Where an address ends, by the rule of cmark-gfm: not with punctuation, nor with a bracket that
/// it does not open. Signs that end sentences in other scripts are punctuation, too.
fn end_of(address: &str) -> usize {
    let mut rest = address;
    while let Some(last) = rest.chars().next_back() {
        let is_over = match last {
            ')' => rest.matches(')').count() > rest.matches('(').count(),
            ']' => rest.matches(']').count() > rest.matches('[').count(),
            _ => "?!.,:;*_~'\"’”»›…。、，！？；：）】」』".contains(last),
        };
        if !is_over {
            break;
        }
        rest = &rest[..rest.len() - last.len_utf8()];
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::end_of;

    #[test]
    fn addresses_end_before_punctuation() {
        for (text, end) in [
            ("https://e.org/Loi_(droit)", ""),
            ("https://e.org/Loi_(droit))", ")"),
            ("https://e.org/a).", ")."),
            ("https://e.org/a_b_", "_"),
            ("https://e.org/a*b**", "**"),
            ("https://e.org/?q=1&r=2", ""),
            ("https://e.org/a’", "’"),
            ("https://e.org/[a]", ""),
            ("https://e.org/a]", "]"),
            ("https://e.org/a/", ""),
            ("https://e.org/a。", "。"),
        ] {
            assert_eq!(&text[end_of(text)..], end, "{text}");
        }
    }
}
