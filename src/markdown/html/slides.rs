//! Writes the slides of a deck, one after the other: the ids of each, its steps,
//! and the footnotes that it calls, on the slide itself.

use std::borrow::Cow;
use std::ops::Range;

use super::super::Options;
use super::super::body::Body;
use super::super::divs::Attributes;
use super::super::events::{BodyNode, Located};
use super::super::fence::{CodeLook, LAST_STEP};
use super::super::raw::RawTag;
use super::super::report::BodyReport;
use super::super::slide::{Background, Slide};
use super::super::slides::{AttributedElement, ElementAttributes, Head, column_share, is_effect};
use super::{BodyText, Writer, data_name, writer};
use crate::dialect::HtmlRules;
use crate::source::Spanned;

/// What slides have that other bodies do not.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct DeckText<'d> {
    /// The attributes of the slides; empty for speaker notes, which have no backgrounds and no
    /// steps.
    pub(in super::super) heads: &'d [Head],
    pub(in super::super) attributes: &'d ElementAttributes,
    /// Whether the footnotes of every slide are numbered from one.
    pub(in super::super) restarts_footnotes: bool,
    /// How many CSS pixels a slide is across.
    pub(in super::super) pixels_across: u32,
}

/// A slide that was written.
#[derive(Debug, Default)]
pub(in super::super) struct WrittenSlide {
    pub(in super::super) id: String,
    pub(in super::super) title: Option<String>,
    pub(in super::super) level: Option<u8>,
    pub(in super::super) background: Option<Background>,
    pub(in super::super) backdrop: Range<usize>,
    pub(in super::super) foot: Option<Range<usize>>,
    pub(in super::super) content: Range<usize>,
    pub(in super::super) steps: usize,
}

/// The slide that is being written.
pub(super) struct SlideWriter<'d> {
    deck: DeckText<'d>,
    /// Which one it is.
    at: usize,
    pub(super) now: WrittenSlide,
    /// The footnotes that it was the first to call.
    notes: Vec<usize>,
}

/// Writes nodes with a [`Node::Break`] between two slides.
pub(in super::super) fn write(
    text: BodyText<'_>,
    deck: DeckText<'_>,
    options: Options,
    report: &mut BodyReport<'_>,
) -> (Body, Vec<WrittenSlide>) {
    let nodes = text.nodes;
    let mut writer = writer(text, options, report);
    writer.pixels_across = Some(deck.pixels_across);
    writer.body.is_of_other_tool = report.html != HtmlRules::Strict;
    for (id, range) in deck.heads.iter().filter_map(|head| head.id.as_ref()) {
        writer.ids.explicit(Some(id), range, report);
    }
    let mut written = Vec::new();
    for (at, slide) in nodes
        .split(|(node, _)| matches!(node, BodyNode::Break))
        .enumerate()
    {
        writer.slides = Some(SlideWriter {
            deck,
            at,
            now: WrittenSlide::default(),
            notes: Vec::new(),
        });
        let head = deck.heads.get(at);
        writer.backdrop(head.and_then(|head| head.backdrop.as_ref()), report);
        let slide = writer.foot(head.and_then(|head| head.foot.as_deref()), slide, report);
        let start = writer.out.tree.seal();
        writer.nodes(slide, report);
        writer.out.close_left_open();
        writer.objects.clear();
        writer.notes_of_slide(nodes, report);
        let end = writer.out.tree.seal();
        let Some(SlideWriter { mut now, .. }) = writer.slides.take() else {
            continue;
        };
        now.content = start..end;
        if now.id.is_empty() {
            let given = head
                .and_then(|head| head.id.as_ref())
                .map(|(id, _)| id.clone());
            now.id = given.unwrap_or_else(|| writer.ids.generate(&format!("slide-{}", at + 1)));
        }
        written.push(now);
    }
    (writer.finish(report), written)
}

impl Writer<'_> {
    /// Takes the heading of a slide, if it is its first: the slide has its id, and the heading one
    /// of its own.
    pub(super) fn heading_of_slide(
        &mut self,
        level: u8,
        words: &str,
        name: &str,
    ) -> Option<String> {
        let slides = self
            .slides
            .as_mut()
            .filter(|slides| slides.now.level.is_none() && !slides.deck.heads.is_empty())?;
        let given = slides
            .deck
            .heads
            .get(slides.at)
            .and_then(|head| head.id.as_ref());
        let id = given.map_or_else(|| self.ids.generate(name), |(id, _)| id.clone());
        slides.now.level = Some(level);
        slides.now.title = Some(words.trim().to_owned()).filter(|words| !words.is_empty());
        slides.now.id.clone_from(&id);
        Some(format!("_h-{id}"))
    }

    /// Writes the attributes of an element, with the number of its step where it appears by one.
    pub(super) fn decorate(&mut self, attributes: &Attributes) {
        if let Some(id) = &attributes.id {
            self.id(id);
        }
        let step = self.step(attributes);
        let mut classes = attributes.classes.clone();
        if step.is_some() && !classes.iter().any(|class| class == "fragment") {
            classes.insert(0, "fragment".to_owned());
        }
        self.classes(&classes);
        for (key, value) in attributes
            .pairs
            .iter()
            .filter(|(key, _)| step.is_none() || key != "index")
        {
            let is_width = self.slides.is_some() && key == "width";
            match column_share(value).filter(|_| is_width) {
                Some(share) => self.attribute(&data_name(key), &share.to_string()),
                None => self.attribute(&data_name(key), value),
            }
        }
        if let Some(step) = step {
            self.attribute("data-step", &step.to_string());
        }
    }

    /// Writes the attributes that an author gave to an element that has none in Markdown.
    pub(super) fn decorate_element(&mut self, element: AttributedElement, start: usize) {
        let found = self
            .slides
            .as_ref()
            .and_then(|slides| slides.deck.attributes.get(&(start, element)));
        if let Some(attributes) = found.cloned() {
            self.decorate(&attributes);
        }
    }

    /// The step with which an element appears, from 1: the one that it asks for, else the next one.
    fn step(&mut self, attributes: &Attributes) -> Option<usize> {
        let slides = self.slides.as_mut()?;
        attributes.classes.iter().find(|class| is_effect(class))?;
        let asked = attributes
            .pairs
            .iter()
            .find(|(key, _)| key == "index")
            .and_then(|(_, value)| value.parse().ok());
        let step = asked
            .filter(|step| (1..=LAST_STEP).contains(step))
            .unwrap_or(slides.now.steps + 1);
        slides.now.steps = slides.now.steps.max(step);
        Some(step)
    }

    /// The author's HTML with the number of its step: the one that it says itself, else the next one
    /// where its class makes a fragment of it.
    pub(super) fn stepped<'r>(&mut self, tag: &'r RawTag) -> Cow<'r, RawTag> {
        const STEP: &str = "data-step";
        let Some(slides) = self.slides.as_mut() else {
            return Cow::Borrowed(tag);
        };
        let said = tag.get(STEP).and_then(|step| step.plain.parse().ok());
        if let Some(step) = said {
            slides.now.steps = slides.now.steps.max(LAST_STEP.min(step));
            return Cow::Borrowed(tag);
        }
        let is_fragment = tag.get("class").is_some_and(|class| {
            let mut classes = class.plain.split_whitespace();
            classes.any(|class| class == "fragment")
        });
        if !is_fragment {
            return Cow::Borrowed(tag);
        }
        slides.now.steps += 1;
        let step = slides.now.steps.to_string();
        Cow::Owned(tag.with(STEP, &step))
    }

    /// The first of the steps that a code block takes: the one that it asks for, else the next one.
    pub(super) fn steps_of_code(&mut self, look: &CodeLook) -> Option<usize> {
        let more = look.steps.len().checked_sub(1).filter(|more| *more > 0)?;
        let slides = self.slides.as_mut()?;
        let first = look.first_step.unwrap_or(slides.now.steps + 1);
        slides.now.steps = slides.now.steps.max(first + more - 1);
        Some(first)
    }

    /// Notes the call of a footnote: the slide that is the first to call it shows it.
    pub(super) fn called(&mut self, number: usize) {
        if let Some(slides) = self.slides.as_mut().filter(|_| self.calls[number - 1] == 1) {
            slides.notes.push(number);
        }
    }

    /// The number that readers see of a footnote that was just called.
    pub(super) fn shown_number(&self, number: usize) -> usize {
        let slides = self.slides.as_ref();
        let slides = slides.filter(|slides| slides.deck.restarts_footnotes);
        let place = slides.and_then(|slides| slides.notes.iter().position(|note| *note == number));
        place.map_or(number, |place| place + 1)
    }

    /// Writes the lines of a slide's own foot, of so many nodes each. Gives the slide's other nodes.
    fn foot<'n, 'a>(
        &mut self,
        lines: Option<&[usize]>,
        nodes: &'n [Located<'a>],
        report: &mut BodyReport<'_>,
    ) -> &'n [Located<'a>] {
        let Some(lines) = lines else { return nodes };
        let (start, mut rest) = (self.out.tree.seal(), nodes);
        for length in lines {
            let (line, others) = rest.split_at((*length).min(rest.len()));
            self.out.open_with("span", &[("class", "slide-footer")]);
            self.nodes(line, report);
            self.out.close("span");
            rest = others;
        }
        let end = self.out.tree.seal();
        if let Some(slides) = &mut self.slides {
            slides.now.foot = Some(start..end);
        }
        rest
    }

    /// The footnotes that a slide calls, below it.
    fn notes_of_slide(&mut self, nodes: &[Located<'_>], report: &mut BodyReport<'_>) {
        let mut at = 0;
        while let Some(number) = self
            .slides
            .as_ref()
            .and_then(|slides| slides.notes.get(at).copied())
        {
            if at == 0 {
                self.out.open_with("div", &[("class", "footnotes")]);
                self.out.open("ol");
                self.line();
            }
            self.out.begin("li");
            let shown = self.shown_number(number);
            self.attribute("value", &shown.to_string());
            self.id(&format!("fn-{number}"));
            self.out.tree.end();
            let range = self.notes.definitions[number - 1].clone();
            self.footnote(number, &nodes[range], report);
            at += 1;
        }
        if at > 0 {
            self.out.close("ol");
            self.close_line("div");
        }
    }
}

/// Joins what was read of a slide, what was written of it, and its speaker notes (by their nodes).
pub(in super::super) fn join(
    head: Head,
    shown: WrittenSlide,
    notes: Range<usize>,
    report: &BodyReport<'_>,
) -> Slide {
    let spanned = |named: Vec<(String, Range<usize>)>| {
        named
            .into_iter()
            .map(|(value, range)| Spanned {
                value,
                span: report.span(&range),
            })
            .collect()
    };
    Slide {
        id: shown.id,
        has_own_id: head.id.is_some(),
        title: shown.title,
        level: shown.level,
        span: report.span(&head.range),
        layout: head.layout,
        classes: head.classes,
        time: head.time.map(|(value, range)| Spanned {
            value,
            span: report.span(&range),
        }),
        optional: head.optional,
        only: spanned(head.only),
        not: spanned(head.not),
        numbering: head.numbering,
        transition: head.transition,
        autoslide: head.autoslide,
        background: shown.background,
        steps: shown.steps.max(head.steps),
        backdrop: shown.backdrop,
        foot: shown.foot,
        content: shown.content,
        notes,
        words: head.words,
        notes_words: head.notes_words,
        hash: head.hash,
    }
}
