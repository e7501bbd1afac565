//! The slides of a deck among the nodes of its body, before anything is set or written.
//!
//! A slide ends where a break stands among the nodes, whatever that break means in `CommonMark`.
//! Each is taken apart into its attributes (`attributes`), its background, its speaker notes and
//! what it shows; `steps` marks what appears step by step, and `layout` chooses a layout where the
//! author names none. The slides then stand in one `Body` again, each with the range of its nodes:
//! footnotes, images and ids are those of one document. Nothing here knows HTML.

mod attributes;
mod background;
mod classes;
mod columns;
mod effects;
mod foreign_attributes;
mod layout;
mod margins;
mod steps;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark as cmark;

use super::divs::Attributes;
use super::events::{BodyNode, Located};
use super::raw::Raw;
use super::report::BodyReport;
use super::slide::{Layout, Numbering};
use super::speaker_notes;
use super::text;
use crate::config::decks::{AutoSlide, Transition};
use crate::diagnostic::codes;
use crate::dialect::HtmlRules;
use crate::duration::Duration;

pub(super) use attributes::stands_alone;
pub(super) use background::{Backdrop, BackdropPicture};
pub(super) use classes::is_effect;
pub(super) use columns::share as column_share;
pub(super) use effects::{say_unseen, step_of_words};
use layout::Openings;

/// The class of what comes with a step.
const FRAGMENT: &str = "fragment";

/// The attributes of a slide, with their places in the body.
#[derive(Debug, Default)]
pub(super) struct Head {
    pub(super) id: Option<(String, Range<usize>)>,
    pub(super) classes: Vec<String>,
    pub(super) time: Option<(Duration, Range<usize>)>,
    pub(super) optional: bool,
    /// Whether it is left out, whatever it shows.
    pub(super) is_hidden: bool,
    /// How many steps it takes at least, whatever comes with them.
    pub(super) steps: usize,
    pub(super) only: Vec<(String, Range<usize>)>,
    pub(super) not: Vec<(String, Range<usize>)>,
    pub(super) numbering: Numbering,
    pub(super) transition: Option<Transition>,
    pub(super) autoslide: Option<AutoSlide>,
    pub(super) backdrop: Option<Backdrop>,
    pub(super) layout: Layout,
    /// How many nodes each line of its own foot has; these stand before its other nodes. `None` for
    /// the deck's foot.
    pub(super) foot: Option<Vec<usize>>,
    /// Where it begins.
    pub(super) range: Range<usize>,
    pub(super) words: usize,
    pub(super) notes_words: usize,
    pub(super) hash: String,
}

/// Attributes that authors give to elements which have none in Markdown, by where the element
/// begins.
pub(super) type ElementAttributes = BTreeMap<(usize, AttributedElement), Attributes>;

/// An element that may get attributes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum AttributedElement {
    Paragraph,
    Item,
    /// A row of a table, below its head.
    Row,
}

/// The slides of a body.
pub(super) struct Split<'a> {
    /// What readers see, slide by slide, with a [`Node::Break`] between two of them.
    pub(super) shown: Vec<Located<'a>>,
    /// The speaker notes, in the same way.
    pub(super) notes: Vec<Located<'a>>,
    /// What stands on hidden slides and in their notes: nobody sees any of it.
    pub(super) hidden: Vec<Located<'a>>,
    /// The attributes of the slides that are not hidden.
    pub(super) heads: Vec<Head>,
    pub(super) attributes: ElementAttributes,
}

/// Takes the slides of a body apart. There may be none.
pub(super) fn split<'a>(
    nodes: Vec<Located<'a>>,
    source: &str,
    report: &mut BodyReport<'_>,
) -> Split<'a> {
    let mut split = Split {
        shown: Vec::new(),
        notes: Vec::new(),
        hidden: Vec::new(),
        heads: Vec::new(),
        attributes: BTreeMap::new(),
    };
    let mut slides = apart(nodes);
    while slides.last().is_some_and(|(_, nodes)| is_blank(nodes)) {
        slides.pop();
    }
    if slides.first().is_some_and(|(_, nodes)| is_blank(nodes)) {
        slides.remove(0);
    }
    let mut parts = Vec::new();
    for (line, nodes) in slides {
        let part = Part::read((line, nodes), source, &mut split.attributes, report);
        if part.head.is_hidden {
            split
                .hidden
                .extend(part.shown.into_iter().chain(part.spoken));
        } else {
            parts.push(part);
        }
    }
    let heads = parts.iter().map(|part| &part.head);
    let openings = Openings::of(heads, report.html != HtmlRules::Strict);
    for part in parts {
        split.add(part, openings);
    }
    classes::of_elements(&split.attributes, source, report);
    split
}

/// A slide that was taken apart, before its layout is chosen.
struct Part<'a> {
    head: Head,
    foot: Vec<Located<'a>>,
    shown: Vec<Located<'a>>,
    spoken: Vec<Located<'a>>,
}

impl<'a> Part<'a> {
    /// Takes the nodes of a slide apart, which follow a line. Nobody sees what a hidden one has.
    fn read(
        (line, nodes): (Range<usize>, Vec<Located<'a>>),
        source: &str,
        elements: &mut ElementAttributes,
        report: &mut BodyReport<'_>,
    ) -> Self {
        let (mut shown, spoken) = speaker_notes::separate(nodes);
        let first = shown
            .iter()
            .chain(&spoken)
            .map(|(_, range)| range.clone())
            .find(|range| !range.is_empty());
        let mut head = attributes::take(&mut shown, first.unwrap_or(line), source, report);
        if head.is_hidden {
            let foot = Vec::new();
            return Self {
                head,
                foot,
                shown,
                spoken,
            };
        }
        let foot = margins::take(&mut shown);
        head.foot = foot
            .as_ref()
            .map(|lines| lines.iter().map(Vec::len).collect());
        background::take(&mut shown, &mut head, report);
        let mut shown = steps::pauses(shown, source);
        steps::mark(&mut shown, source, elements);
        classes::of_nodes(&shown, source, report);
        effects::check(&shown, report);
        columns::check(&shown, source, report);
        if is_blank(&shown) && head.backdrop.is_none() {
            let hint = "write something on it, or take one of the `---` around it out";
            report.say(
                codes::EMPTY_SLIDE,
                &head.range,
                "this slide shows nothing",
                hint,
            );
        }
        (head.words, head.notes_words) = (text::count_words(&shown), text::count_words(&spoken));
        head.hash = hash(&shown, &spoken);
        let foot = foot.into_iter().flatten().flatten().collect();
        Self {
            head,
            foot,
            shown,
            spoken,
        }
    }
}

impl<'a> Split<'a> {
    /// Adds a slide behind the others, in the layout that it gets.
    fn add(&mut self, part: Part<'a>, openings: Openings) {
        let Part {
            mut head,
            foot,
            shown,
            spoken,
        } = part;
        let is_first = self.heads.is_empty();
        head.layout = layout::of(&head, &shown, is_first, openings);
        if !is_first {
            let place = head.range.start..head.range.start;
            self.shown.push((BodyNode::Break, place.clone()));
            self.notes.push((BodyNode::Break, place));
        }
        self.shown.extend(foot.into_iter().chain(shown));
        self.notes.extend(spoken);
        self.heads.push(head);
    }
}

/// The nodes of each slide, with the line that they follow.
fn apart(nodes: Vec<Located<'_>>) -> Vec<(Range<usize>, Vec<Located<'_>>)> {
    let mut slides = vec![(0..0, Vec::new())];
    for (node, range) in nodes {
        if matches!(node, BodyNode::Break) {
            slides.push((range, Vec::new()));
        } else if let Some((_, slide)) = slides.last_mut() {
            slide.push((node, range));
        }
    }
    slides
}

/// Whether a node opens something that another one closes. Blocks of HTML are left out: a div may
/// begin in one and end in another.
fn opens(node: &BodyNode<'_>) -> bool {
    matches!(node, BodyNode::OpenDiv(_))
        || matches!(node, BodyNode::Event(cmark::Event::Start(tag)) if !matches!(tag, cmark::Tag::HtmlBlock))
}

/// Whether a node closes what another one opened.
fn closes(node: &BodyNode<'_>) -> bool {
    matches!(node, BodyNode::CloseDiv)
        || matches!(node, BodyNode::Event(cmark::Event::End(tag)) if !matches!(tag, cmark::TagEnd::HtmlBlock))
}

/// Whether there is nothing to see: comments and empty lines alone.
fn is_blank(nodes: &[Located<'_>]) -> bool {
    nodes.iter().all(|(node, _)| match node {
        BodyNode::Event(cmark::Event::Start(tag)) => matches!(tag, cmark::Tag::HtmlBlock),
        BodyNode::Event(cmark::Event::End(tag)) => matches!(tag, cmark::TagEnd::HtmlBlock),
        BodyNode::Raw(Raw::Comment(comment)) => !comment.contains(".slide:"),
        BodyNode::Raw(Raw::Text(text)) => text.trim().is_empty(),
        _ => false,
    })
}

/// The hash of what a slide shows and of its notes, as eight digits. Attributes and typography do
/// not count.
fn hash(shown: &[Located<'_>], notes: &[Located<'_>]) -> String {
    let mut hasher = blake3::Hasher::new();
    for nodes in [shown, notes] {
        for (node, _) in nodes {
            if let BodyNode::Event(cmark::Event::Start(cmark::Tag::Image { dest_url, .. })) = node {
                hasher.update(dest_url.as_bytes());
            }
        }
        let words = text::plain(nodes);
        for word in words.split_whitespace() {
            hasher.update(word.as_bytes()).update(b" ");
        }
        hasher.update(b"\0");
    }
    hasher.finalize().to_hex()[..8].to_owned()
}
