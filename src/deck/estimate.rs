//! An estimate of how long the speaker notes of a deck take to say.
//!
//! An estimate is the number of words divided by words a minute. A slide without notes has none, so
//! that the time of its part is known in part only. The caller says how fast the speaker is.

use super::Deck;
use super::plan::{PlannedPart, TimePlan};
use super::speech::time;
use crate::duration::Duration;

pub use super::speech::STANDARD;

/// An estimate may miss by this much, in percent: what lectures miss their own mean by.
const BAND: u32 = 15;

/// How fast a person speaks, and where the number comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speed {
    /// Words of notes in a minute.
    pub words_per_minute: usize,
    /// Where the number comes from.
    pub basis: Basis,
}

/// Where a number of words a minute comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Basis {
    /// [`STANDARD`]: neither the site nor the person says anything.
    Standard,
    /// `lutrin.yaml`.
    Site,
    /// What `people.yaml` says of a person, by id.
    Person(String),
    /// So many of a person's own runs.
    Runs(usize),
}

impl Basis {
    /// The word for it in tables and in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Site => "site",
            Self::Person(_) => "person",
            Self::Runs(_) => "runs",
        }
    }
}

impl Default for Speed {
    fn default() -> Self {
        Self {
            words_per_minute: STANDARD,
            basis: Basis::Standard,
        }
    }
}

/// How long a deck, or one of its variants, takes to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Estimate {
    /// The speed that it is made with.
    pub speed: Speed,
    /// The parts, as the plan has them.
    pub parts: Vec<EstimatedPart>,
}

/// How long a part takes to say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct EstimatedPart {
    /// The time of its slides with notes; `None` when none of them has any.
    pub spoken: Option<Duration>,
    /// How many of its slides have no notes, so that nothing is known of them.
    pub unknown: usize,
    /// Its slides.
    pub slides: Vec<Option<Duration>>,
}

impl Estimate {
    /// The time of all slides with notes, and how many slides have none.
    #[must_use]
    pub fn total(&self) -> (Option<Duration>, usize) {
        let times: Vec<u32> = self
            .parts
            .iter()
            .filter_map(|part| part.spoken)
            .map(Duration::seconds)
            .collect();
        let sum = (!times.is_empty()).then(|| Duration::from_seconds(times.iter().sum()));
        (sum, self.parts.iter().map(|part| part.unknown).sum())
    }
}

/// By how much notes take longer than their budget, where that is more than an estimate may miss.
/// The speaker sees it beside the plan. It is no diagnostic of a build: nobody has measured it yet.
#[must_use]
pub fn excess(spoken: Duration, budget: Duration) -> Option<Duration> {
    let band = budget.seconds() * BAND / 100;
    let more = spoken
        .seconds()
        .checked_sub(budget.seconds())
        .filter(|more| *more > band)?;
    Some(Duration::from_seconds(more))
}

/// Estimates the time of the slides of a plan.
#[must_use]
pub fn estimate(deck: &Deck, plan: &TimePlan, speed: Speed) -> Estimate {
    let words_per_minute = speed.words_per_minute;
    let parts = plan
        .parts
        .iter()
        .map(|part| of_part(deck, part, words_per_minute))
        .collect();
    Estimate { speed, parts }
}

fn of_part(deck: &Deck, part: &PlannedPart, words_per_minute: usize) -> EstimatedPart {
    let words = part
        .slides
        .iter()
        .map(|slide| deck.slides[slide.slide].notes_words);
    let slides: Vec<Option<Duration>> = words.map(|words| time(words, words_per_minute)).collect();
    let times: Vec<u32> = slides.iter().flatten().map(|time| time.seconds()).collect();
    EstimatedPart {
        spoken: (!times.is_empty()).then(|| Duration::from_seconds(times.iter().sum())),
        unknown: slides.iter().filter(|time| time.is_none()).count(),
        slides,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::deck::plan;
    use crate::markdown::Slide;
    use crate::path::SitePath;
    use crate::source::{Span, Spanned};

    /// Slides by the words of their notes; one with a time begins a part that has it.
    fn estimated(slides: &[(usize, Option<u32>)]) -> Estimate {
        let slide = |(at, (words, time)): (usize, &(usize, Option<u32>))| Slide {
            id: format!("s{at}"),
            level: Some(if time.is_some() { 1 } else { 2 }),
            time: time.map(|time| Spanned {
                value: Duration::from_seconds(time),
                span: Span::default(),
            }),
            notes_words: *words,
            ..Slide::default()
        };
        let deck = Deck {
            slides: slides.iter().enumerate().map(slide).collect(),
            ..Deck::default()
        };
        let plan = plan::plan(&deck, &SitePath::new("d.md"), None).value;
        estimate(
            &deck,
            &plan,
            Speed {
                words_per_minute: 120,
                basis: Basis::Site,
            },
        )
    }

    #[test]
    fn words_take_their_time_and_silence_is_unknown() {
        let estimate = estimated(&[
            (120, Some(90)),
            (0, None),
            (61, None),
            (0, Some(60)),
            (0, None),
        ]);
        let seconds = |time: &Option<Duration>| time.map(Duration::seconds);
        assert_eq!(
            estimate.parts[0]
                .slides
                .iter()
                .map(seconds)
                .collect::<Vec<_>>(),
            [Some(60), None, Some(31)]
        );
        assert_eq!(
            (
                seconds(&estimate.parts[0].spoken),
                estimate.parts[0].unknown
            ),
            (Some(91), 1)
        );
        assert_eq!(
            (estimate.parts[1].spoken, estimate.parts[1].unknown),
            (None, 2)
        );
        assert_eq!(
            (seconds(&estimate.total().0), estimate.total().1),
            (Some(91), 3)
        );
    }

    #[test]
    fn only_what_is_well_beyond_its_budget_is_too_long() {
        let beyond = |seconds| {
            excess(Duration::from_seconds(seconds), Duration::from_seconds(100))
                .map(Duration::seconds)
        };
        assert_eq!(beyond(115), None, "within what an estimate may miss");
        assert_eq!(beyond(120), Some(20));
        assert_eq!(beyond(60), None);
    }
}
