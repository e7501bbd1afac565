//! The slides of an outline, for `lutrin new deck --from-outline`: one for each heading, with what
//! stands below it as its notes.
//!
//! Budgets that fit make a deck that fits. The heading of a part is a slide, too, so where its
//! budget is all given away, the longest of its slides states no time and shares with it.

use serde_json::{Value, json};

use super::AuthorSite;
use crate::cli::outcome::Refusal;
use crate::document::Document;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::outline::{self, OutlinePart};
use crate::site::talks;

/// Seconds of the last slide, which says one sentence.
const END: u32 = 10;
/// Seconds of a slide that may be left out.
const ASIDE: u32 = 60;

/// What a deck takes from an outline.
#[derive(Debug, Default)]
pub(super) struct OutlineSlides {
    /// What stands before the first heading.
    pub(super) opening: String,
    /// The parts for the archetype, each with its slides.
    pub(super) parts: Vec<Value>,
    /// The time of a slide that may be left out, in a deck of no outline.
    pub(super) aside: Option<Duration>,
    /// The time of the slide that ends the deck.
    pub(super) end: Option<Duration>,
    /// Whether no budget was taken, since they do not fit.
    pub(super) is_untimed: bool,
}

impl OutlineSlides {
    /// A deck of no outline, in a slot that three parts share: its short slides have a time of their
    /// own, so that the others have the rest.
    pub(super) fn of_nothing(slot: Option<Duration>) -> Self {
        let part = slot.map(|slot| slot.seconds() / 3);
        let in_part = |seconds: u32| {
            part.filter(|part| *part >= 4 * seconds)
                .map(|_| Duration::from_seconds(seconds))
        };
        Self {
            aside: in_part(ASIDE),
            end: in_part(END),
            ..Self::default()
        }
    }
}

/// The slides of the outline in a language, else in any.
pub(super) fn of(
    site: &AuthorSite,
    folder: &str,
    lang: &Lang,
    slot: Option<Duration>,
) -> Result<OutlineSlides, Refusal> {
    let found = talks::outline(&site.snapshot.site, folder, lang.as_str(), slot);
    let Some((document, outline)) = found.filter(|(_, outline)| !outline.parts.is_empty()) else {
        return Err(Refusal::with_hint(
            format!("`content/talks/{folder}` has no outline with headings to make slides of"),
            format!("write one first: `lutrin new outline {folder}`"),
        ));
    };
    // What its own check finds wrong, a deck of these budgets would have wrong, too.
    let is_untimed = !outline::read(&document, slot).diagnostics.is_empty();
    let last = outline.parts.len() - 1;
    let end = outline.parts[last]
        .budget
        .filter(|budget| !is_untimed && budget.seconds() >= 4 * END)
        .map(|_| Duration::from_seconds(END));
    let parts = outline.parts.iter().enumerate().map(|(at, part)| {
        let beside = end.filter(|_| at == last).map_or(0, Duration::seconds);
        part_value(&document, part, (!is_untimed).then_some(beside))
    });
    let parts = parts.collect();
    let before = outline.parts[0].span.start;
    let body_start = document.source.text().len() - document.body_text().len();
    Ok(OutlineSlides {
        aside: None,
        opening: notes(&document, body_start, before),
        parts,
        end,
        is_untimed,
    })
}

/// A part for the archetype. `beside`: the seconds that another slide takes of it; without them,
/// nothing of it has a time.
fn part_value(document: &Document, part: &OutlinePart, beside: Option<u32>) -> Value {
    let mut slides = Vec::new();
    part.parts
        .iter()
        .for_each(|inner| flatten(inner, &mut slides));
    let budget = part
        .budget
        .filter(|_| part.is_explicit && beside.is_some())
        .map(Duration::seconds);
    let mut times: Vec<Option<u32>> = slides
        .iter()
        .map(|(_, time)| time.filter(|_| beside.is_some()))
        .collect();
    if let Some(budget) = budget {
        let taken = |times: &[Option<u32>]| {
            times.iter().flatten().sum::<u32>() + beside.unwrap_or_default()
        };
        while taken(&times) >= budget {
            let longest = (0..times.len()).rev().max_by_key(|at| times[*at]);
            match longest.filter(|at| times[*at].is_some()) {
                Some(longest) => times[longest] = None,
                None => break,
            }
        }
    }
    let value = |part: &OutlinePart, time: Option<u32>| {
        let time = time.map(|time| format!(" time={}", Duration::from_seconds(time)));
        json!({
            "title": part.title,
            "id": part.id,
            "time": time.unwrap_or_default(),
            "notes": notes(document, part.text.start, part.text.end),
        })
    };
    let mut whole = value(part, budget);
    let slides = slides.iter().zip(times);
    whole["parts"] = slides.map(|((part, _), time)| value(part, time)).collect();
    whole
}

/// A part with those within it, as slides that follow each other, each with what it has for itself.
fn flatten<'p>(part: &'p OutlinePart, slides: &mut Vec<(&'p OutlinePart, Option<u32>)>) {
    let explicit = |part: &OutlinePart| {
        let budget = part.budget.filter(|_| part.is_explicit);
        budget.map(Duration::seconds)
    };
    let inner: u32 = part.parts.iter().filter_map(explicit).sum();
    let own = explicit(part).map(|own| own.saturating_sub(inner));
    slides.push((part, own.filter(|own| *own > 0)));
    part.parts.iter().for_each(|inner| flatten(inner, slides));
}

/// A piece of an outline as it can stand in the notes of a slide: a line there begins no other
/// slide.
fn notes(document: &Document, from: usize, to: usize) -> String {
    let text = document.source.text().get(from..to).unwrap_or_default();
    let mut fence: Option<&str> = None;
    let lines = text.trim().lines().map(|line| {
        let mark = ["```", "~~~"]
            .into_iter()
            .find(|mark| line.trim_start().starts_with(mark));
        match (fence, mark) {
            (None, Some(_)) => fence = mark,
            (Some(open), Some(mark)) if open == mark => fence = None,
            _ => {}
        }
        let is_rule = line.len() >= 3 && line.trim_end().chars().all(|sign| sign == '-');
        if is_rule && fence.is_none() {
            "***"
        } else {
            line
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}
