//! New budgets from what rehearsals took, as edits of a deck's Markdown.
//!
//! The parts share the slot as their medians do, in steps of 15 or 30 s. Only the values of `time`
//! change, or are added to the headings of parts; slides that have a time of their own keep their
//! share of their part. A title that no run timed and that asks for no time gets none. What would
//! change anything else is not proposed: every proposal is read again before it is shown.

mod edits;
mod shares;

use std::sync::Arc;

use super::report::Report;
use super::{Tenths, unified};
use crate::deck::Deck;
use crate::deck::plan::{self, PlannedPart, TimePlan};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::document::Document;
use crate::duration::Duration;
use crate::markdown::Slide;
use crate::source::Source;
pub use edits::BudgetEdit;
use edits::{applied, edit};
use shares::{allot, filled};

/// From this slot on, parts have half minutes.
const LONG: u32 = 20 * 60;
/// The steps of parts in a long and in a short slot, and those of slides, in seconds.
const STEPS: (u32, u32, u32) = (30, 15, 5);

/// New budgets for a deck.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The parts with what they had and what they would have.
    pub parts: Vec<ProposedPart>,
    /// What would change in the text.
    pub edits: Vec<BudgetEdit>,
    /// The text with these edits.
    pub text: String,
}

/// The budget of a part, before and after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposedPart {
    /// Its heading.
    pub title: Option<String>,
    /// What it has.
    pub before: Option<Duration>,
    /// What it would have.
    pub after: Duration,
}

/// Why nothing is proposed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoProposal {
    /// Nobody says how long the talk is.
    NoSlot,
    /// No run that was ended timed anything.
    NoRuns,
    /// No heading of level 1 begins a part.
    NoParts,
    /// There are more parts than the slot has steps.
    TooShort,
    /// All is as it would be proposed.
    Nothing,
    /// The heading of a slide is written in a way that cannot be edited safely.
    Unsafe {
        /// What people call the slide.
        slide: String,
        /// The line that it begins in.
        line: usize,
    },
}

/// Proposes budgets for a deck by what its report says.
///
/// # Errors
/// When there is nothing to propose; [`NoProposal`] says why.
pub fn propose(
    document: &Document,
    plan: &TimePlan,
    report: &Report,
) -> Result<Proposal, NoProposal> {
    let deck = document.deck.as_deref().ok_or(NoProposal::NoParts)?;
    let slot = plan.slot.ok_or(NoProposal::NoSlot)?;
    if !report.has_times() {
        return Err(NoProposal::NoRuns);
    }
    let budgets = shares(plan, report, slot.seconds())?;
    let wanted = wanted(deck, plan, report, &budgets);
    if wanted.is_empty() {
        return Err(NoProposal::NoParts);
    }
    let text = document.source.text();
    let mut edits = Vec::new();
    for (at, time) in wanted
        .iter()
        .filter(|(slide, time)| has_other_time(&deck.slides[*slide], *time))
    {
        let slide = &deck.slides[*at];
        let edit = edit(text, slide, *time).ok_or_else(|| cannot_edit(document, slide))?;
        if !reads_well(
            document,
            &applied(text, std::slice::from_ref(&edit)),
            (*at, *time),
        ) {
            return Err(cannot_edit(document, slide));
        }
        edits.push(edit);
    }
    if edits.is_empty() {
        return Err(NoProposal::Nothing);
    }
    edits.sort_by_key(|edit| edit.range.start);
    let parts = plan
        .parts
        .iter()
        .zip(&budgets)
        .map(|(part, after)| ProposedPart {
            title: part.title.clone(),
            before: part.budget,
            after: Duration::from_seconds(*after),
        });
    let proposal = Proposal {
        parts: parts.collect(),
        text: applied(text, &edits),
        edits,
    };
    match misread_part(document, &proposal, slot)
        .and_then(|part| plan.parts.get(part)?.slides.first())
    {
        Some(first) => Err(cannot_edit(document, &deck.slides[first.slide])),
        None => Ok(proposal),
    }
}

fn cannot_edit(document: &Document, slide: &Slide) -> NoProposal {
    let name = slide.title.clone().unwrap_or_else(|| slide.id.clone());
    NoProposal::Unsafe {
        slide: name,
        line: document.source.position(slide.span.start).line,
    }
}

fn has_other_time(slide: &Slide, time: Duration) -> bool {
    slide
        .time
        .as_ref()
        .is_none_or(|written| written.value != time)
}

/// What each part gets of the slot.
fn shares(plan: &TimePlan, report: &Report, slot: u32) -> Result<Vec<u32>, NoProposal> {
    let takes_time: Vec<bool> = plan
        .parts
        .iter()
        .zip(&report.parts)
        .map(|(planned, row)| !row.is_untimed() || asks_for_time(planned))
        .collect();
    let rows = report
        .parts
        .iter()
        .zip(&takes_time)
        .filter(|(_, takes_time)| **takes_time);
    let weights = filled(
        rows.map(|(row, _)| weight(row.is_untimed(), row.likely(), row.plan))
            .collect(),
    );
    let (long, short, small) = STEPS;
    let step = if slot >= LONG { long } else { short };
    let shares = [step, small]
        .into_iter()
        .find_map(|step| allot(&weights, slot, step));
    let mut shares = shares.ok_or(NoProposal::TooShort)?.into_iter();
    Ok(takes_time
        .into_iter()
        .map(|takes_time| shares.by_ref().take(usize::from(takes_time)).sum())
        .collect())
}

fn asks_for_time(part: &PlannedPart) -> bool {
    part.is_explicit || part.slides.iter().any(|slide| slide.is_explicit)
}

/// What something should have, in seconds: what it takes, else what it has. What runs begin behind
/// keeps what it has.
fn weight(is_untimed: bool, takes: Option<Tenths>, has: Option<Duration>) -> Option<u32> {
    takes
        .filter(|_| !is_untimed)
        .map(Tenths::seconds)
        .or(has.map(Duration::seconds))
}

/// The slides that are to have a time of their own: those that begin parts, and those that have one
/// already.
fn wanted(
    deck: &Deck,
    plan: &TimePlan,
    report: &Report,
    budgets: &[u32],
) -> Vec<(usize, Duration)> {
    let mut wanted = Vec::new();
    for ((part, row), budget) in plan.parts.iter().zip(&report.parts).zip(budgets) {
        let times = row
            .slides
            .iter()
            .map(|slide| weight(slide.is_untimed, slide.likely(), slide.plan));
        let weights = filled(times.collect());
        let times = allot(&weights, *budget, STEPS.2)
            .or_else(|| allot(&weights, *budget, 1))
            .unwrap_or_default();
        for ((at, planned), time) in part.slides.iter().enumerate().zip(times) {
            let slide = &deck.slides[planned.slide];
            if at == 0 && slide.begins_part() {
                wanted.push((planned.slide, Duration::from_seconds(*budget)));
            } else if slide.time.is_some() {
                wanted.push((planned.slide, Duration::from_seconds(time)));
            }
        }
    }
    wanted
}

fn read(document: &Document, text: &str) -> Checked<Document> {
    let source = Arc::new(Source::new(document.path.file.clone(), text));
    Document::parse(document.path.clone(), source, document.options)
}

/// Whether a slide says something twice: nobody knows which of its times was meant.
fn has_two_times(slide: &Slide, diagnostics: &[Diagnostic]) -> bool {
    let twice = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.code == codes::DUPLICATE_KEY);
    let time = slide.time.as_ref().map(|time| time.span);
    let mut places = twice.filter_map(|diagnostic| diagnostic.place.as_ref()?.span);
    places.any(|place| slide.span.range().contains(&place.start) || Some(place) == time)
}

/// Whether a slide has its new time in another text of a deck, and nothing but times is different
/// in it.
fn reads_well(document: &Document, text: &str, (slide, time): (usize, Duration)) -> bool {
    let Checked {
        value: other,
        diagnostics,
    } = read(document, text);
    let changed = other
        .deck
        .as_deref()
        .and_then(|deck| deck.slides.get(slide));
    let has_time = changed
        .is_some_and(|slide| !has_other_time(slide, time) && !has_two_times(slide, &diagnostics));
    let without_places = |document: &Document| {
        let deck = document.deck.as_deref().cloned().unwrap_or_default();
        let names = |named: &[crate::source::Spanned<String>]| {
            named.iter().map(|it| it.value.clone()).collect::<Vec<_>>()
        };
        let slides = deck.slides.into_iter().map(|slide| {
            let variants = (names(&slide.only), names(&slide.not));
            let bare = Slide {
                time: None,
                span: <_>::default(),
                only: Vec::new(),
                not: Vec::new(),
                ..slide
            };
            (bare, variants)
        });
        (
            slides.collect::<Vec<_>>(),
            document.body.content.clone(),
            deck.notes.content,
        )
    };
    has_time && without_places(document) == without_places(&other)
}

/// The first part that, read again, does not have the budget that is proposed.
fn misread_part(document: &Document, proposal: &Proposal, slot: Duration) -> Option<usize> {
    let other = read(document, &proposal.text).value;
    let Some(deck) = other.deck.as_deref() else {
        return Some(0);
    };
    let planned = plan::plan(deck, &document.path.file, Some(slot));
    let budget = |part: usize| planned.value.parts.get(part).and_then(|part| part.budget);
    let wrong = proposal
        .parts
        .iter()
        .enumerate()
        .position(|(at, part)| budget(at) != Some(part.after));
    wrong.or((!planned.diagnostics.is_empty()).then_some(0))
}

impl Proposal {
    /// The proposal as a unified diff without context, as `diff -U0` writes it.
    #[must_use]
    pub fn diff(&self, before: &str, file: &str) -> String {
        unified::diff(before, &self.text, file)
    }
}
