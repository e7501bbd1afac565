//! New budgets from what rehearsals took, as edits of a deck's Markdown.
//!
//! The parts share the slot as their medians do, in steps of 15 or 30 s. What nobody timed, and of
//! which no notes say anything, keeps what it has. Only the values of `time` change, or are added to
//! the headings of parts; slides that have a time of their own have one that fits their part. A
//! title that no run timed and that asks for no time gets none. What would change anything else is
//! not proposed: every proposal is read again before it is shown. One that was written proposes
//! nothing: no weight in it comes from a budget that it changes.

mod edits;
mod shares;

use std::sync::Arc;

use super::report::{PartRow, Report, SlideRow};
use super::unified;
use crate::deck::Deck;
use crate::deck::plan::{self, PlannedPart, PlannedSlide, TimePlan};
use crate::diagnostic::{Checked, Diagnostic, codes};
use crate::document::Document;
use crate::duration::Duration;
use crate::markdown::Slide;
use crate::source::Source;
pub use edits::BudgetEdit;
use edits::{applied, edit};
use shares::{Need, divide, rounded};

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
    let budgets = shares(deck, plan, report, slot.seconds())?;
    let wanted = wanted(deck, plan, report, &budgets)?;
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
fn shares(
    deck: &Deck,
    plan: &TimePlan,
    report: &Report,
    slot: u32,
) -> Result<Vec<u32>, NoProposal> {
    let (long, short, small) = STEPS;
    let step = if slot >= LONG { long } else { short };
    let shares = [step, small].into_iter().find_map(|step| {
        let parts = plan.parts.iter().zip(&report.parts);
        let needs: Vec<Need> = parts
            .map(|(part, row)| need_of(deck, part, row, step))
            .collect();
        divide(&needs, slot, step)
    });
    shares.ok_or(NoProposal::TooShort)
}

/// What a part needs of the slot. A share that nobody wrote is kept in whole steps, where it is
/// written; before the first heading it never is.
fn need_of(deck: &Deck, part: &PlannedPart, row: &PartRow, step: u32) -> Need {
    let asks_for_time = part.slides.iter().any(|slide| slide.is_explicit);
    if row.is_untimed() && !asks_for_time {
        return Need::Nothing;
    }
    if let Some(takes) = row.likely().filter(|_| !row.is_untimed()) {
        return Need::Takes(takes.seconds());
    }
    let is_stated = part.is_explicit || part.slides.iter().all(|slide| slide.is_explicit);
    let has_heading = part
        .slides
        .first()
        .is_some_and(|first| deck.slides[first.slide].begins_part());
    match part.budget.map(Duration::seconds) {
        Some(has) if has_heading && !is_stated => Need::Keeps(rounded(has, step)),
        Some(has) => Need::Keeps(has),
        None => Need::Unknown,
    }
}

/// The slides that are to have a time of their own: those that begin parts, and those that have one
/// already.
fn wanted(
    deck: &Deck,
    plan: &TimePlan,
    report: &Report,
    budgets: &[u32],
) -> Result<Vec<(usize, Duration)>, NoProposal> {
    let mut wanted = Vec::new();
    let parts = plan.parts.iter().zip(&report.parts).zip(budgets);
    for ((part, row), budget) in parts.filter(|(_, budget)| **budget > 0) {
        let begins_part =
            |at: usize, planned: &PlannedSlide| at == 0 && deck.slides[planned.slide].begins_part();
        let slides = part.slides.iter().zip(&row.slides).enumerate();
        let needs = slides.map(|(at, (planned, slide))| {
            // The time that stands in the heading of a part is not that of its slide.
            let own = deck.slides[planned.slide].time.as_ref();
            let own = own.filter(|_| !begins_part(at, planned) || part.slides.len() == 1);
            need_of_slide(own.map(|time| time.value), slide)
        });
        let needs: Vec<Need> = needs.collect();
        let times = [STEPS.2, 1]
            .into_iter()
            .find_map(|step| divide(&needs, *budget, step));
        let times = times.ok_or(NoProposal::TooShort)?;
        for ((at, planned), time) in part.slides.iter().enumerate().zip(times) {
            if begins_part(at, planned) {
                wanted.push((planned.slide, Duration::from_seconds(*budget)));
            } else if deck.slides[planned.slide].time.is_some() {
                wanted.push((planned.slide, Duration::from_seconds(time)));
            }
        }
    }
    Ok(wanted)
}

/// What a slide needs of its part. `own` is the time that it states for itself.
fn need_of_slide(own: Option<Duration>, row: &SlideRow) -> Need {
    match (own, row.likely()) {
        (None, _) if row.is_untimed => Need::Nothing,
        (_, Some(takes)) if !row.is_untimed => Need::Takes(takes.seconds()),
        (Some(own), _) => Need::Keeps(own.seconds()),
        (None, _) => Need::Unknown,
    }
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
