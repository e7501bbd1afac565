//! Sets the text of a body by the typography of its language.
//!
//! `typography` reads a paragraph as one stream, whatever markup is in it, since a sign and its
//! word may stand in different nodes; its edits are then carried out in the nodes. Code, addresses
//! and HTML are no part of the stream. The parser's own smart punctuation is off, since it curls
//! French quotes the English way.

use std::ops::Range;

use pulldown_cmark::{self as cmark, LinkType, Tag, TagEnd};

use super::events::{BodyNode, Located};
use super::raw::Raw;
use super::text;
use crate::dialect::is_inline;
use crate::typography::{self, Edit, LINE_BREAK, OBJECT, Profile};

/// What headings said before they were set, by where they begin: an id outlives a change of
/// typography.
pub(super) type Names = Vec<(usize, String)>;

/// Sets the nodes of a body, whose text is `source`.
pub(super) fn apply<'a>(
    mut nodes: Vec<Located<'a>>,
    source: &str,
    profile: Profile,
) -> (Vec<Located<'a>>, Names) {
    if profile == Profile::Off {
        return (nodes, Names::new());
    }
    let mut setter = Setter {
        source,
        profile,
        flow: Flow::default(),
        splits: Vec::new(),
        names: Names::new(),
    };
    let mut at = 0;
    while at < nodes.len() {
        at = setter.node(&mut nodes, at);
    }
    setter.flush(&mut nodes, true);
    let Setter {
        mut splits, names, ..
    } = setter;
    splits.sort_by_key(|(at, _)| *at);
    (with_splits(nodes, splits), names)
}

/// Where to go on behind a div that names its own language: it is not set by the rules of the
/// page's.
fn after_foreign(nodes: &[Located<'_>], at: usize) -> Option<usize> {
    let BodyNode::OpenDiv(attributes) = &nodes[at].0 else {
        return None;
    };
    attributes.pairs.iter().find(|(key, _)| key == "lang")?;
    let mut depth = 0_usize;
    let end = nodes[at..].iter().position(|(node, _)| {
        match node {
            BodyNode::OpenDiv(_) => depth += 1,
            BodyNode::CloseDiv => depth -= 1,
            BodyNode::Event(_) | BodyNode::Raw(_) | BodyNode::Break => {}
        }
        depth == 0
    });
    Some(end.map_or(nodes.len(), |end| at + end + 1))
}

/// Puts several nodes in the place of one.
fn with_splits<'a>(
    nodes: Vec<Located<'a>>,
    splits: Vec<(usize, Vec<Located<'a>>)>,
) -> Vec<Located<'a>> {
    if splits.is_empty() {
        return nodes;
    }
    let mut all = Vec::with_capacity(nodes.len() + 4 * splits.len());
    let mut splits = splits.into_iter().peekable();
    for (i, located) in nodes.into_iter().enumerate() {
        match splits.next_if(|(at, _)| *at == i) {
            Some((_, several)) => all.extend(several),
            None => all.push(located),
        }
    }
    all
}

/// Running text, gathered from its nodes.
#[derive(Default)]
struct Flow {
    text: String,
    /// Which node each part of the text is from.
    pieces: Vec<(usize, Range<usize>)>,
    /// Where signs are that the author escaped.
    literal: Vec<usize>,
    /// An element of the author's HTML whose text is left alone, and how deep we are in it.
    closed: Option<(String, usize)>,
}

impl Flow {
    fn push(&mut self, node: usize, words: &str) {
        let start = self.text.len();
        self.text.push_str(words);
        self.pieces.push((node, start..self.text.len()));
    }
}

struct Setter<'s, 'a> {
    source: &'s str,
    profile: Profile,
    flow: Flow,
    splits: Vec<(usize, Vec<Located<'a>>)>,
    names: Names,
}

impl<'a> Setter<'_, 'a> {
    /// Takes a node, with what is to be skipped after it; says where to go on.
    fn node(&mut self, nodes: &mut [Located<'a>], at: usize) -> usize {
        let event = match &nodes[at].0 {
            BodyNode::Event(event) => event,
            BodyNode::Raw(piece) => {
                raw(&mut self.flow, piece);
                return at + 1;
            }
            _ => {
                self.flush(nodes, true);
                return after_foreign(nodes, at).unwrap_or(at + 1);
            }
        };
        match event {
            cmark::Event::Text(_) | cmark::Event::SoftBreak => self.words(nodes, at),
            cmark::Event::HardBreak => self.flow.text.push(LINE_BREAK),
            cmark::Event::Code(_) | cmark::Event::InlineMath(_) | cmark::Event::DisplayMath(_) => {
                self.flow.text.push(OBJECT);
            }
            cmark::Event::Start(tag) => return self.start(tag.clone(), nodes, at),
            cmark::Event::End(tag) if !is_inline(*tag) => self.flush(nodes, true),
            cmark::Event::Rule => self.flush(nodes, true),
            _ => {}
        }
        at + 1
    }

    fn start(&mut self, tag: Tag<'a>, nodes: &mut [Located<'a>], at: usize) -> usize {
        let end = tag.to_end();
        match tag {
            Tag::CodeBlock(_) => {
                self.flush(nodes, true);
                return after(nodes, at, end);
            }
            Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            } => {
                self.flow.text.push(OBJECT);
                return after(nodes, at, end);
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } if !title.is_empty() => {
                let title = typography::line(&title, self.profile).into_owned().into();
                nodes[at].0 = BodyNode::Event(cmark::Event::Start(Tag::Link {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
            }
            Tag::Image {
                link_type,
                dest_url,
                title,
                id,
            } => {
                let title = typography::line(&title, self.profile).into_owned().into();
                nodes[at].0 = BodyNode::Event(cmark::Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }));
                self.flow.text.push(OBJECT);
                return self.alternative(nodes, at);
            }
            tag if is_inline(end) => drop(tag),
            Tag::Heading { id, .. } => {
                self.flush(nodes, true);
                if id.is_none() {
                    let content = &nodes[at + 1..after(nodes, at, end) - 1];
                    self.names.push((nodes[at].1.start, text::plain(content)));
                }
            }
            _ => self.flush(nodes, true),
        }
        at + 1
    }

    /// The alternative text of an image is a stream of its own, and plain.
    fn alternative(&mut self, nodes: &mut [Located<'a>], at: usize) -> usize {
        let around = std::mem::take(&mut self.flow);
        let end = after(nodes, at, TagEnd::Image);
        for inner in at + 1..end {
            match &nodes[inner].0 {
                BodyNode::Event(cmark::Event::Code(_)) => self.flow.text.push(OBJECT),
                _ => self.words(nodes, inner),
            }
        }
        self.flush(nodes, false);
        self.flow = around;
        end
    }

    /// Adds text to the stream; a break between lines of the file is a space.
    fn words(&mut self, nodes: &[Located<'a>], at: usize) {
        let (node, range) = &nodes[at];
        if self.flow.closed.is_some() {
            self.flow.text.push(OBJECT);
            return;
        }
        match node {
            BodyNode::Event(cmark::Event::Text(words)) => {
                if is_escaped(self.source, words, range) {
                    self.flow.literal.push(self.flow.text.len());
                }
                self.flow.push(at, words);
            }
            BodyNode::Event(cmark::Event::SoftBreak) => self.flow.push(at, "\n"),
            _ => {}
        }
    }

    /// Sets what was gathered.
    fn flush(&mut self, nodes: &mut [Located<'a>], superscripts: bool) {
        let Flow {
            text,
            pieces,
            literal,
            ..
        } = &self.flow;
        let edits = typography::edits(text, literal, self.profile, superscripts);
        let mut first = 0;
        for (node, range) in pieces.iter().filter(|_| !edits.is_empty()) {
            while edits
                .get(first)
                .is_some_and(|edit| edit.range.end <= range.start)
            {
                first += 1;
            }
            let inside = edits[first..]
                .iter()
                .take_while(|edit| edit.range.start < range.end);
            let inside: Vec<&Edit> = inside.collect();
            if !inside.is_empty() {
                let set = set(text, range, &inside);
                place(nodes, *node, set, &mut self.splits);
            }
        }
        self.flow.text.clear();
        self.flow.pieces.clear();
        self.flow.literal.clear();
        self.flow.closed = None;
    }
}

/// A part of a node after it was set, and whether it is raised.
type TypesetPart = (String, bool);

/// A piece of the stream with the edits that touch it. What an edit puts in stands where it begins.
fn set(text: &str, piece: &Range<usize>, edits: &[&Edit]) -> Vec<TypesetPart> {
    let mut parts: Vec<TypesetPart> =
        vec![(String::with_capacity(piece.len() + 4 * edits.len()), false)];
    let mut copied = piece.start;
    let mut push = |words: &str, raised: bool| match parts.last_mut() {
        Some((last, state)) if *state == raised => last.push_str(words),
        _ => parts.push((words.to_owned(), raised)),
    };
    for edit in edits {
        push(&text[copied..edit.range.start.max(copied)], false);
        if edit.range.start >= piece.start {
            push(edit.to, edit.superscript);
        }
        copied = edit.range.end.min(piece.end);
    }
    push(&text[copied..piece.end], false);
    parts.retain(|(words, _)| !words.is_empty());
    parts
}

/// Puts what was set in the place of a node: its text, or several nodes where something is raised.
fn place<'a>(
    nodes: &mut [Located<'a>],
    at: usize,
    parts: Vec<TypesetPart>,
    splits: &mut Vec<(usize, Vec<Located<'a>>)>,
) {
    let range = nodes[at].1.clone();
    let words = |words: String| BodyNode::Event(cmark::Event::Text(words.into()));
    if parts.iter().all(|(_, raised)| !raised) {
        let all: String = parts.into_iter().map(|(words, _)| words).collect();
        if all != "\n" {
            nodes[at].0 = words(all);
        }
        return;
    }
    let mut several: Vec<Located<'a>> = Vec::new();
    for (i, (part, raised)) in parts.into_iter().enumerate() {
        // The first part answers for the node's place in the file; the others have none of their
        // own.
        let range = if i == 0 {
            range.clone()
        } else {
            range.end..range.end
        };
        if raised {
            several.push((
                BodyNode::Event(cmark::Event::Start(Tag::Superscript)),
                range.clone(),
            ));
        }
        several.push((words(part), range.clone()));
        if raised {
            several.push((
                BodyNode::Event(cmark::Event::End(TagEnd::Superscript)),
                range,
            ));
        }
    }
    splits.push((at, several));
}

/// Where to go on after the element that begins at a node.
fn after(nodes: &[Located<'_>], at: usize, tag: TagEnd) -> usize {
    let mut depth = 0_usize;
    for (i, (node, _)) in nodes.iter().enumerate().skip(at) {
        match node {
            BodyNode::Event(cmark::Event::Start(start)) if start.to_end() == tag => depth += 1,
            BodyNode::Event(cmark::Event::End(end)) if *end == tag => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return i + 1;
        }
    }
    nodes.len()
}

/// Whether a text begins with a sign that the author escaped, with a backslash or as a reference:
/// `\"`, `&quot;`.
fn is_escaped(source: &str, words: &str, range: &Range<usize>) -> bool {
    let Some(first) = words.bytes().next().filter(u8::is_ascii_punctuation) else {
        return false;
    };
    let bytes = source.as_bytes();
    let written = bytes.get(range.start).copied();
    let backslash =
        range.start > 0 && bytes.get(range.start - 1) == Some(&b'\\') && written == Some(first);
    backslash || (written == Some(b'&') && first != b'&')
}

/// Code, raised letters and other languages in the author's own HTML are left alone; a `<br>` ends
/// a line.
fn raw(flow: &mut Flow, piece: &Raw) {
    let (name, closes) = match piece {
        Raw::Open(tag) => (&tag.name, false),
        Raw::Close { name, .. } => (name, true),
        Raw::Text(_) | Raw::Verbatim(_) | Raw::Comment(_) => return,
    };
    if let Some((open, depth)) = &mut flow.closed {
        if name == open {
            *depth = if closes { *depth - 1 } else { *depth + 1 };
            flow.closed.take_if(|(_, depth)| *depth == 0);
        }
    } else if name == "br" {
        flow.text.push(LINE_BREAK);
    } else if let Raw::Open(tag) = piece
        && tag.is_apart()
    {
        flow.closed = Some((name.clone(), 1));
    }
}
