//! The time of a variant: what its slides have in the whole deck, made longer or shorter in
//! proportion so that they fill its slot.

use super::{PlannedPart, PlannedSlide, TimePlan};
use crate::deck::Deck;
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::path::SitePath;
use crate::source::Spanned;

/// How far the slides of a variant may be from its slot in the whole deck's plan, in percent of it:
/// a speaker who says everything a little faster or slower makes up for that much.
const ELASTIC: u32 = 10;

/// Divides the slot of a variant as the plan of the whole deck divides its own.
#[must_use]
pub fn of_variant(
    deck: &Deck,
    file: &SitePath,
    whole: &TimePlan,
    slot: Option<Duration>,
    variant: &Spanned<String>,
) -> Checked<TimePlan> {
    let planned = whole.of_slides(deck.slides.len());
    let known: Vec<u32> = planned
        .iter()
        .flatten()
        .map(|time| time.seconds())
        .collect();
    let mean = known
        .iter()
        .sum::<u32>()
        .checked_div(u32::try_from(known.len()).unwrap_or(u32::MAX))
        .unwrap_or(60);
    let parts = deck.parts(Some(&variant.value));
    let is_explicit =
        |slide: usize| deck.slides[slide].time.is_some() && !deck.slides[slide].begins_part();
    let stated_time = |slide: usize| {
        deck.slides[slide]
            .time
            .as_ref()
            .filter(|_| is_explicit(slide))
            .map(|time| time.value)
    };
    let weight = |slide: usize| {
        stated_time(slide)
            .or(planned[slide])
            .map_or(mean, Duration::seconds)
    };
    let weights: Vec<u32> = parts
        .iter()
        .flat_map(|part| &part.slides)
        .map(|&slide| weight(slide))
        .collect();
    let mut times = slot
        .map_or_else(|| weights.clone(), |slot| scaled(&weights, slot.seconds()))
        .into_iter();
    let parts = parts.iter().map(|part| {
        let slides = part.slides.iter().zip(times.by_ref());
        let slides = slides.map(|(&slide, time)| PlannedSlide {
            slide,
            is_explicit: is_explicit(slide),
            budget: Some(Duration::from_seconds(time)),
        });
        let slides: Vec<PlannedSlide> = slides.collect();
        let sum = slides
            .iter()
            .filter_map(|slide| slide.budget)
            .map(Duration::seconds)
            .sum();
        PlannedPart {
            title: part.title.map(str::to_owned),
            is_explicit: false,
            budget: Some(Duration::from_seconds(sum)),
            slides,
        }
    });
    let plan = TimePlan {
        parts: parts.collect(),
        slot,
        slips: Vec::new(),
    };
    // A time that is too long was reported where it stands.
    let slips = whole.slips.iter().copied();
    let slips = slips.filter(|slide| deck.slides[*slide].is_in(Some(&variant.value)));
    let slipped: u32 = slips.map(weight).sum();
    let taken = weights.iter().sum();
    let has_times = whole.slot.is_some();
    let diagnostic = slot
        .filter(|_| has_times)
        .and_then(|slot| misfit(file, variant, (taken, slipped), slot));
    Checked {
        value: plan,
        diagnostics: diagnostic.into_iter().collect(),
    }
}

/// Says that a variant has too many slides for its slot, or too few. Of the time that its slides
/// take, some may have been reported already.
fn misfit(
    file: &SitePath,
    variant: &Spanned<String>,
    (taken, reported): (u32, u32),
    slot: Duration,
) -> Option<Diagnostic> {
    let whole = slot.seconds();
    let is_far =
        |taken: u32| u64::from(taken.abs_diff(whole)) * 100 > u64::from(whole) * u64::from(ELASTIC);
    let rest = taken.saturating_sub(reported);
    (is_far(taken) && (reported == 0 || rest > whole && is_far(rest))).then_some(())?;
    let difference = taken.abs_diff(whole);
    let (sum, difference) = (
        Duration::from_seconds(taken),
        Duration::from_seconds(difference),
    );
    let (more, hint) = if taken > whole {
        (
            "more",
            "take slides out of it: `not=` on a slide names the variants that go without it",
        )
    } else {
        (
            "less",
            "give it more slides: `only=` on a slide names the variants that it is for",
        )
    };
    let name = &variant.value;
    let message = format!(
        "the slides of the variant `{name}` take {sum}, {difference} {more} than the {slot} that it has"
    );
    Some(
        Diagnostic::new(
            codes::BUDGETS_DIFFER,
            Place::new(file, variant.span),
            message,
        )
        .hint(hint),
    )
}

/// Times in proportion that add up to a sum exactly: each begins where the ones before it end.
fn scaled(weights: &[u32], sum: u32) -> Vec<u32> {
    let whole: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
    let (mut before, mut begun) = (0_u64, 0_u64);
    let scaled = weights.iter().map(|weight| {
        before += u64::from(*weight);
        let end = (before * u64::from(sum))
            .checked_div(whole)
            .unwrap_or_default();
        u32::try_from(end - std::mem::replace(&mut begun, end)).unwrap_or(u32::MAX)
    });
    scaled.collect()
}
