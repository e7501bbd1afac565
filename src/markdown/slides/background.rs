//! The background of a slide: `background=` on the slide, or images whose text begins with `bg`, as
//! in Marp: several stand beside each other.

use std::ops::{Range, RangeInclusive};
use std::str::FromStr;

use pulldown_cmark::{self as cmark, Tag, TagEnd};

use super::super::events::{BodyNode, Located, element};
use super::super::report::BodyReport;
use super::super::slide::{Fit, Side};
use super::super::text;
use super::Head;
use crate::diagnostic::codes;

/// The share of the slide that a picture at its side has, in percent, unless its author says
/// otherwise.
const HALF: u8 = 50;

/// The shares that it can have.
const SHARES: RangeInclusive<u8> = 5..=95;

/// A background as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) enum Backdrop {
    Colour([u8; 3]),
    Pictures {
        /// One, or several that share the place.
        pictures: Vec<BackdropPicture>,
        side: Option<(Side, u8)>,
        /// Whether they stand one below the other.
        is_vertical: bool,
        /// The colour beside pictures that leave room for one.
        ground: Option<[u8; 3]>,
    },
}

/// One picture of a background.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct BackdropPicture {
    pub(in super::super) destination: String,
    pub(in super::super) alt: String,
    pub(in super::super) range: Range<usize>,
    pub(in super::super) fit: Fit,
}

impl Backdrop {
    /// Reads `background=…`: a colour, else a file.
    pub(super) fn read(value: &str, range: Range<usize>) -> Self {
        if let Ok(colour) = svgtypes::Color::from_str(value) {
            return Self::Colour([colour.red, colour.green, colour.blue]);
        }
        let picture = BackdropPicture {
            destination: value.to_owned(),
            alt: String::new(),
            range,
            fit: Fit::default(),
        };
        Self::Pictures {
            pictures: vec![picture],
            side: None,
            is_vertical: false,
            ground: None,
        }
    }

    /// Takes the colour of its slide, if this is a picture that leaves room for one. Returns whether
    /// it has.
    fn lies_beside(&mut self, other: Option<&Self>) -> bool {
        let Some(Self::Colour(colour)) = other else {
            return false;
        };
        match self {
            Self::Pictures {
                pictures,
                side,
                ground,
                ..
            } if side.is_some() || pictures.iter().any(|each| each.fit == Fit::Contain) => {
                *ground = Some(*colour);
                true
            }
            _ => false,
        }
    }
}

/// Takes background images out of a slide.
pub(super) fn take(nodes: &mut Vec<Located<'_>>, head: &mut Head, report: &mut BodyReport<'_>) {
    let mut found = WrittenBackdrop::default();
    let mut at = 0;
    while at < nodes.len() {
        if !found.read(&nodes[at..]) {
            at += 1;
            continue;
        }
        let range = nodes[at].1.clone();
        let length = element(&nodes[at..]).len();
        report_share(&nodes[at..at + length], &range, report);
        nodes.drain(at..at + length);
        at = without_empty_paragraph(nodes, at);
        if let Some((BodyNode::Event(cmark::Event::Text(words)), range)) = nodes.get_mut(at) {
            let rest = words.trim_start().to_owned();
            range.start = range.end.saturating_sub(rest.len());
            let is_gone = rest.is_empty();
            *words = rest.into();
            if is_gone {
                nodes.remove(at);
                at = without_empty_paragraph(nodes, at);
            }
        }
    }
    let Some(first) = found.pictures.first().map(|first| first.range.clone()) else {
        return;
    };
    let mut backdrop = Backdrop::Pictures {
        pictures: found.pictures,
        side: found.side,
        is_vertical: found.is_vertical,
        ground: None,
    };
    if backdrop.lies_beside(head.backdrop.as_ref()) || head.backdrop.is_none() {
        head.backdrop = Some(backdrop);
    } else {
        report.say(
            codes::SECOND_BACKGROUND,
            &first,
            "this slide has another background already",
            "keep one of them, or put the others on slides of their own",
        );
    }
}

/// The background images of a slide. What the last of them says of side and direction holds for all.
#[derive(Debug, Default)]
struct WrittenBackdrop {
    pictures: Vec<BackdropPicture>,
    side: Option<(Side, u8)>,
    is_vertical: bool,
}

impl WrittenBackdrop {
    /// Adds the image that the first of the nodes is, if it is one of the background.
    fn read(&mut self, nodes: &[Located<'_>]) -> bool {
        let (BodyNode::Event(cmark::Event::Start(Tag::Image { dest_url, .. })), range) = &nodes[0]
        else {
            return false;
        };
        let written = text::plain(element(nodes));
        let mut words = written.split_whitespace();
        if words.next() != Some("bg") {
            return false;
        }
        let (mut fit, mut alt) = (Fit::default(), Vec::new());
        for word in words {
            let (name, share) = word
                .split_once(':')
                .map_or((word, None), |(name, share)| (name, Some(share)));
            let share = || {
                share
                    .and_then(|share| share.trim_end_matches('%').parse().ok())
                    .or(self.side.map(|(_, share)| share))
                    .unwrap_or(HALF)
                    .clamp(*SHARES.start(), *SHARES.end())
            };
            match name {
                "left" => self.side = Some((Side::Left, share())),
                "right" => self.side = Some((Side::Right, share())),
                "cover" => fit = Fit::Cover,
                "contain" | "fit" => fit = Fit::Contain,
                "vertical" | "horizontal" => self.is_vertical = name == "vertical",
                _ => alt.push(word),
            }
        }
        self.pictures.push(BackdropPicture {
            destination: dest_url.to_string(),
            alt: alt.join(" "),
            range: range.clone(),
            fit,
        });
        true
    }
}

/// Reports the share of a picture beside the text where it is none.
fn report_share(image: &[Located<'_>], range: &Range<usize>, report: &mut BodyReport<'_>) {
    let written = text::plain(image);
    for word in written.split_whitespace() {
        let share = word
            .strip_prefix("left:")
            .or_else(|| word.strip_prefix("right:"));
        let number = |share: &str| share.trim_end_matches('%').parse::<u8>().ok();
        let Some(share) =
            share.filter(|share| number(share).is_none_or(|number| !SHARES.contains(&number)))
        else {
            continue;
        };
        let message =
            format!("a picture beside the text takes 5 to 95 % of the slide, not `{share}`");
        let hint = "write it like `![bg right:33%](…)`; without a share, it takes half";
        report.say(codes::BAD_SLIDE_ATTRIBUTE, range, message, hint);
    }
}

/// Removes a paragraph that held nothing but backgrounds. Returns the node to go on with.
fn without_empty_paragraph(nodes: &mut Vec<Located<'_>>, at: usize) -> usize {
    while matches!(
        nodes.get(at),
        Some((BodyNode::Event(cmark::Event::SoftBreak), _))
    ) {
        nodes.remove(at);
    }
    let opens = |(node, _): &Located<'_>| {
        matches!(node, BodyNode::Event(cmark::Event::Start(Tag::Paragraph)))
    };
    let closes = |(node, _): &Located<'_>| {
        matches!(node, BodyNode::Event(cmark::Event::End(TagEnd::Paragraph)))
    };
    let Some(before) = at.checked_sub(1) else {
        return at;
    };
    if opens(&nodes[before]) && nodes.get(at).is_some_and(closes) {
        nodes.drain(before..=at);
        return before;
    }
    at
}
