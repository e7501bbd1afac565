//! New budgets from what rehearsals took, as edits of a deck's Markdown.
//!
//! The parts share the slot as their medians do, in steps of 15 or 30 s. Only the values of `time`
//! change, or are added to the headings of parts; slides that have a time of their own keep their
//! share of their part. A title that no run timed and that asks for no time gets none. What would
//! change anything else is not proposed: every proposal is read again before it is shown.

use std::ops::Range;
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

/// A change of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BudgetEdit {
    /// The bytes that go.
    pub range: Range<usize>,
    /// What comes in their place.
    pub text: String,
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

/// Puts the mean of what is known where nothing is.
fn filled(times: Vec<Option<u32>>) -> Vec<u32> {
    let known: Vec<u32> = times.iter().flatten().copied().collect();
    let mean = known
        .iter()
        .sum::<u32>()
        .checked_div(u32::try_from(known.len()).unwrap_or(u32::MAX))
        .unwrap_or(1);
    times.into_iter().map(|time| time.unwrap_or(mean)).collect()
}

/// Divides a time by weights in whole steps, one at least for each; what is left of less than a
/// step goes to the largest. `None` where there are not enough steps.
fn allot(weights: &[u32], total: u32, step: u32) -> Option<Vec<u32>> {
    let count = u32::try_from(weights.len()).ok()?;
    let free = (total / step).checked_sub(count)?;
    let sum = weights
        .iter()
        .map(|weight| u64::from(*weight))
        .sum::<u64>()
        .max(1);
    // Each has one step already: what it should have beyond that.
    let ideal = |weight: u32| u64::from(weight) * u64::from(total / step) * 1000 / sum;
    let beyond: Vec<u64> = weights
        .iter()
        .map(|weight| ideal(*weight).saturating_sub(1000))
        .collect();
    let all = beyond.iter().sum::<u64>().max(1);
    let scaled: Vec<u64> = beyond
        .iter()
        .map(|more| more * u64::from(free) * 1000 / all)
        .collect();
    let mut steps: Vec<u32> = scaled
        .iter()
        .map(|more| u32::try_from(more / 1000).unwrap_or(u32::MAX) + 1)
        .collect();
    let left = (free + count).saturating_sub(steps.iter().sum());
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(scaled[*at] % 1000), *at));
    for at in order
        .iter()
        .cycle()
        .take(if order.is_empty() { 0 } else { left as usize })
    {
        steps[*at] += 1;
    }
    let largest = (0..steps.len()).max_by_key(|at| (steps[*at], std::cmp::Reverse(*at)));
    let mut times: Vec<u32> = steps.into_iter().map(|steps| steps * step).collect();
    if let Some(largest) = largest {
        times[largest] += total % step;
    }
    Some(times)
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

/// How a slide gets another time.
fn edit(text: &str, slide: &Slide, time: Duration) -> Option<BudgetEdit> {
    let written = format!("time={time}");
    if let Some(old) = &slide.time {
        let exact = text
            .get(old.span.range())
            .filter(|found| found.starts_with("time=") && !found.contains(['"', '\'']));
        let range = exact
            .map(|_| old.span.range())
            .or_else(|| word_in_braces(text, slide))?;
        return Some(BudgetEdit {
            range,
            text: written,
        });
    }
    slide.level?;
    let (heading, braces) = heading(text, slide)?;
    let Some(braces) = braces else {
        return Some(BudgetEdit {
            range: heading.end..heading.end,
            text: format!(" {{{written}}}"),
        });
    };
    let inside = text[braces.start + 1..braces.end - 1].trim_end();
    let end = braces.start + 1 + inside.len();
    let space = if inside.is_empty() { "" } else { " " };
    Some(BudgetEdit {
        range: end..end,
        text: format!("{space}{written}"),
    })
}

/// The line of a slide's heading that its attributes stand in, without the white space at its end,
/// and their braces.
fn heading(text: &str, slide: &Slide) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let range = slide.span.range();
    let written = text.get(range.clone())?.trim_end();
    let is_underlined = !written.trim_start().starts_with('#');
    let lines = if is_underlined {
        written
            .rsplit_once('\n')
            .map_or(written, |(lines, _)| lines)
    } else {
        written
    };
    let lines = lines.trim_end();
    let end = range.start + lines.len();
    let braces = lines.ends_with('}').then(|| lines.rfind('{')).flatten();
    let braces = braces
        .filter(|at| !lines[..*at].ends_with('\\'))
        .map(|at| range.start + at..end);
    Some((range.start..end, braces))
}

/// The word `time=…` in the braces of a slide's heading.
fn word_in_braces(text: &str, slide: &Slide) -> Option<Range<usize>> {
    let (_, braces) = heading(text, slide)?;
    let inside = braces.map(|braces| braces.start + 1..braces.end - 1)?;
    let mut words = text[inside].split_whitespace();
    let word = words.rfind(|word| word.starts_with("time="))?;
    let start = word.as_ptr() as usize - text.as_ptr() as usize;
    Some(start..start + word.len())
}

/// A text with edits, which are in order and do not touch each other.
fn applied(text: &str, edits: &[BudgetEdit]) -> String {
    let mut out = String::with_capacity(text.len() + edits.len() * 12);
    let mut at = 0;
    for edit in edits {
        out.push_str(&text[at..edit.range.start]);
        out.push_str(&edit.text);
        at = edit.range.end;
    }
    out.push_str(&text[at..]);
    out
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_divided_in_steps_and_nothing_is_lost() {
        assert_eq!(allot(&[100, 100, 100], 90, 15).unwrap(), [30, 30, 30]);
        assert_eq!(allot(&[300, 60, 240], 600, 30).unwrap(), [300, 60, 240]);
        assert_eq!(allot(&[1000, 1, 1], 120, 30).unwrap(), [60, 30, 30]);
        assert_eq!(
            allot(&[2, 1], 100, 15).unwrap(),
            [70, 30],
            "what is less than a step goes to the largest"
        );
        assert_eq!(allot(&[1, 1, 1], 30, 15), None);
        assert_eq!(allot(&[0, 0], 60, 30).unwrap(), [30, 30]);
        assert_eq!(allot(&[], 60, 30), Some(vec![]));
    }
}
