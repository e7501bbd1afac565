//! How much time each part and each slide of a deck may take.
//!
//! The budgets of the parts add up to the slot. A part has the time that its heading states, else
//! the sum of its slides. A slide without a time has an equal share of what the others leave of its
//! part, but for the title of a section, which has what its notes take, and is passed in a moment
//! where the other slides have notes and it has none. A part without a time has a share of what the
//! others leave of the slot, by the number of its slides without one. The title slide, where a run has not yet begun, has a share only where
//! no other slide can have it. Where the sums differ, the author gets a diagnostic with the
//! difference.
//!
//! A variant takes the times of its slides from the whole deck, made longer or shorter in
//! proportion so that they fill its slot.

mod sections;
mod slips;
mod variant;

pub use variant::of_variant;

use super::{Deck, DeckPart};
use crate::diagnostic::{Checked, Diagnostic, Place, codes};
use crate::duration::Duration;
use crate::markdown::Layout;
use crate::path::SitePath;
use crate::source::Span;

/// The time of a deck, or of one of its variants, divided.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TimePlan {
    /// The parts in order.
    pub parts: Vec<PlannedPart>,
    /// The time to divide; `None` where the length of the talk is unknown.
    pub slot: Option<Duration>,
    /// The slides whose own time is longer than all that they are part of.
    pub slips: Vec<usize>,
}

/// A part with its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedPart {
    /// Its heading; `None` for slides before the first one.
    pub title: Option<String>,
    /// Whether its heading states its time.
    pub is_explicit: bool,
    /// The time that it may take, as far as it is known.
    pub budget: Option<Duration>,
    /// Its slides.
    pub slides: Vec<PlannedSlide>,
}

/// A slide with its time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PlannedSlide {
    /// Its place among the slides of the deck.
    pub slide: usize,
    /// Whether it states its time itself.
    pub is_explicit: bool,
    /// The time that it may take, as far as it is known.
    pub budget: Option<Duration>,
}

impl TimePlan {
    /// What the parts take together; `None` while one of them has no budget.
    #[must_use]
    pub fn total(&self) -> Option<Duration> {
        let budgets = self
            .parts
            .iter()
            .map(|part| part.budget.map(Duration::seconds));
        budgets.sum::<Option<u32>>().map(Duration::from_seconds)
    }

    /// The time of each slide of the deck; `None` for those of other variants, and where it is not
    /// known.
    #[must_use]
    pub fn of_slides(&self, slides: usize) -> Vec<Option<Duration>> {
        let mut times = vec![None; slides];
        for slide in self.parts.iter().flat_map(|part| &part.slides) {
            times[slide.slide] = slide.budget;
        }
        times
    }
}

/// Divides a slot (the time of the talk without that for questions) among the slides of the whole
/// deck.
#[must_use]
pub fn plan(deck: &Deck, file: &SitePath, slot: Option<Duration>) -> Checked<TimePlan> {
    let parts = deck.parts(None);
    let mut planner = Planner {
        deck,
        file,
        title: silent_title(deck, &parts),
        slips: Vec::new(),
        diagnostics: Vec::new(),
    };
    let mut budgets: Vec<Option<u32>> =
        parts.iter().map(|part| planner.stated_time(part)).collect();
    if let Some(slot) = slot {
        planner.share(&parts, &mut budgets, slot);
    }
    let parts = parts
        .iter()
        .zip(budgets)
        .map(|(part, budget)| planner.part(part, budget))
        .collect();
    Checked {
        value: TimePlan {
            parts,
            slot,
            slips: planner.slips,
        },
        diagnostics: planner.diagnostics,
    }
}

/// The title slide that a deck begins with, where it states no time. A run begins with the step
/// after it, so that it needs hardly any time.
fn silent_title(deck: &Deck, parts: &[DeckPart<'_>]) -> Option<usize> {
    let first = *parts.first()?.slides.first()?;
    let slide = &deck.slides[first];
    (slide.layout == Layout::Title && slide.time.is_none()).then_some(first)
}

struct Planner<'d> {
    deck: &'d Deck,
    file: &'d SitePath,
    title: Option<usize>,
    slips: Vec<usize>,
    diagnostics: Vec<Diagnostic>,
}

impl Planner<'_> {
    fn time_of(&self, slide: usize) -> Option<u32> {
        self.deck.slides[slide]
            .time
            .as_ref()
            .map(|time| time.value.seconds())
    }

    /// The budget that a part's heading states. The slide of that heading has none of its own then.
    fn heading_time(&self, part: &DeckPart<'_>) -> Option<u32> {
        let first = *part.slides.first()?;
        self.time_of(first)
            .filter(|_| self.deck.slides[first].begins_part() && part.slides.len() > 1)
    }

    /// The slides of a part that have no time of their own, and the time of the others.
    fn slides_of(&self, part: &DeckPart<'_>) -> (Vec<usize>, u32) {
        let has_own = self.heading_time(part).is_some();
        let is_open =
            |at: usize, slide: usize| self.time_of(slide).is_none() || (has_own && at == 0);
        let slides = || part.slides.iter().copied().enumerate();
        let open = slides()
            .filter(|&(at, slide)| is_open(at, slide))
            .map(|(_, slide)| slide)
            .collect();
        let stated = slides().filter(|&(at, slide)| !is_open(at, slide));
        (
            open,
            stated.filter_map(|(_, slide)| self.time_of(slide)).sum(),
        )
    }

    /// The time of a part that needs no share: that of its heading, or of its slides where each has
    /// one.
    fn stated_time(&self, part: &DeckPart<'_>) -> Option<u32> {
        let (open, stated) = self.slides_of(part);
        self.heading_time(part)
            .or_else(|| open.is_empty().then_some(stated))
    }

    /// How many of the slides without a time share what is left before the title does.
    fn sharing(&self, open: &[usize]) -> usize {
        open.iter()
            .filter(|&&slide| Some(slide) != self.title)
            .count()
    }

    /// Gives the parts without a budget what the others leave, beyond what their own slides take.
    fn share(&mut self, parts: &[DeckPart<'_>], budgets: &mut [Option<u32>], slot: Duration) {
        let open: Vec<(usize, Vec<usize>, u32)> = (0..parts.len())
            .filter(|&at| budgets[at].is_none())
            .map(|at| {
                let (slides, stated) = self.slides_of(&parts[at]);
                (at, slides, stated)
            })
            .collect();
        let stated = budgets.iter().flatten().sum::<u32>()
            + open.iter().map(|(.., stated)| stated).sum::<u32>();
        let sharing = open.iter().map(|(_, slides, _)| self.sharing(slides)).sum();
        // A title alone has what is left, and goes without where nothing is.
        let has_title_alone = sharing == 0 && !open.is_empty();
        self.compare(
            parts,
            stated,
            open.is_empty() || has_title_alone && stated == slot.seconds(),
            slot,
        );
        let count = if has_title_alone { 1 } else { sharing };
        let mut shares = shares(slot.seconds().saturating_sub(stated), count).into_iter();
        for (at, slides, stated) in open {
            let count = if has_title_alone {
                1
            } else {
                self.sharing(&slides)
            };
            budgets[at] = Some(stated + shares.by_ref().take(count).sum::<u32>());
        }
    }

    /// Says by how much the budgets miss the slot.
    fn compare(
        &mut self,
        parts: &[DeckPart<'_>],
        stated: u32,
        is_all_stated: bool,
        slot: Duration,
    ) {
        let whole = slot.seconds();
        let is_less = stated < whole && is_all_stated;
        if parts.is_empty()
            || (stated < whole && !is_all_stated)
            || (stated == whole && is_all_stated)
        {
            return;
        }
        if stated > whole && self.slip(parts, whole) {
            return;
        }
        let (sum, difference) = (
            Duration::from_seconds(stated),
            Duration::from_seconds(stated.abs_diff(whole)),
        );
        let (message, hint) = if stated == whole {
            let message = format!(
                "the budgets of the deck take all of its {slot}: nothing is left for the other slides"
            );
            (
                message,
                "take time from a part, or give the others a `time`, too",
            )
        } else if is_less {
            let message = format!(
                "the parts of the deck add up to {sum}, {difference} less than the {slot} that it has"
            );
            (
                message,
                "give the time to a part, or take one `time` out: what has none shares the rest",
            )
        } else {
            let message = format!(
                "the parts of the deck add up to {sum}, {difference} more than the {slot} that it has"
            );
            (
                message,
                "take time from a part, or ask for a longer slot: `duration` in the front matter",
            )
        };
        let place = Place::new(self.file, self.first_time());
        self.diagnostics
            .push(Diagnostic::new(codes::BUDGETS_DIFFER, place, message).hint(hint));
    }

    /// Where the first budget is written.
    fn first_time(&self) -> Span {
        let mut times = self
            .deck
            .slides
            .iter()
            .filter_map(|slide| slide.time.as_ref());
        times.next().map_or_else(Span::default, |time| time.span)
    }

    fn part(&mut self, part: &DeckPart<'_>, budget: Option<u32>) -> PlannedPart {
        let (open, stated) = self.slides_of(part);
        let sharing = self.sharing(&open);
        if let Some(budget) = budget
            .filter(|budget| stated > *budget || (stated == *budget && sharing > 0 && stated > 0))
        {
            self.too_full(part, stated, budget);
        }
        let rest = budget.unwrap_or_default().saturating_sub(stated);
        let mut shared = self.shared(&open, rest, sharing).into_iter();
        let slides = part.slides.iter().map(|&slide| {
            let is_open = open.contains(&slide);
            let share = match is_open {
                false => self.time_of(slide),
                true if Some(slide) == self.title && sharing > 0 => budget.map(|_| 0),
                true => shared.next().filter(|_| budget.is_some()),
            };
            PlannedSlide {
                slide,
                is_explicit: !is_open,
                budget: share.map(Duration::from_seconds),
            }
        });
        PlannedPart {
            title: part.title.map(str::to_owned),
            is_explicit: self.heading_time(part).is_some(),
            slides: slides.collect(),
            budget: budget.map(Duration::from_seconds),
        }
    }

    /// Says that the slides of a part take more than the part has.
    fn too_full(&mut self, part: &DeckPart<'_>, stated: u32, budget: u32) {
        // What follows from a time that was reported is not said again.
        if part.slides.iter().any(|slide| self.slips.contains(slide)) {
            return;
        }
        let others = part.slides.iter().copied().skip(1);
        if let Some(slide) = self.longest(others, budget) {
            let has = format!("of its part, “{}”", part.title.unwrap_or_default());
            let hint = "give the part more time";
            self.say_slip(slide, ("slide", budget, &has), hint);
            return;
        }
        let span = part
            .slides
            .first()
            .and_then(|&slide| self.deck.slides[slide].time.as_ref());
        let title = part.title.unwrap_or_default();
        let (sum, whole) = (
            Duration::from_seconds(stated),
            Duration::from_seconds(budget),
        );
        let message = if stated > budget {
            let more = Duration::from_seconds(stated - budget);
            format!(
                "the slides of “{title}” add up to {sum}, {more} more than the {whole} that it has"
            )
        } else {
            format!(
                "the slides of “{title}” that have a `time` take all of its {whole}: nothing is left"
            )
        };
        let place = Place::new(self.file, span.map_or_else(Span::default, |time| time.span));
        let hint = "give the part more time, or its slides less";
        self.diagnostics
            .push(Diagnostic::new(codes::BUDGETS_DIFFER, place, message).hint(hint));
    }
}

/// A time in equal whole seconds; the first ones have those that are left over.
fn shares(seconds: u32, count: usize) -> Vec<u32> {
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    (0..count)
        .map(|at| seconds / count + u32::from(at < seconds % count))
        .collect()
}

#[cfg(test)]
mod tests;
