//! What several runs say of a deck as it is now: where its time goes, whether it settles, and what
//! to do about it.
//!
//! A time counts for what was timed: where a slide, or any slide of a part, was edited, earlier
//! times stand apart. A run of some slides counts for them, and for the parts that it shows all of;
//! for the whole talk it does not. Any runs will do: those that were never ended, and those of a
//! variant or a language that there are no slides for, are left out and counted; those of the
//! talk's other decks and variants are left to their own reports.

mod advising;
mod making;

use std::collections::BTreeMap;

pub use making::report;

use super::advice::Advice;
use super::changes::Changes;
use super::statistics::Timing;
use super::{Incomplete, Tenths};
use crate::deck::Deck;
use crate::deck::estimate::{self, Basis, Estimate, Speed};
use crate::deck::plan::TimePlan;
use crate::duration::Duration;
use crate::lang::Lang;

/// The deck that runs are compared with, as it is now.
#[derive(Debug, Clone, Copy)]
pub struct Present<'d> {
    /// Its slides.
    pub deck: &'d Deck,
    /// How its time is divided, for the variant that is meant.
    pub plan: &'d TimePlan,
    /// What its notes take, for the same.
    pub estimate: &'d Estimate,
    /// Its language.
    pub language: &'d Lang,
    /// The variant; `None` is the whole deck.
    pub variant: Option<&'d str>,
    /// What runs can be of besides.
    pub known: ReportSubject<'d>,
}

/// What a talk has slides for.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportSubject<'d> {
    /// The variants of the deck.
    pub variants: &'d [&'d str],
    /// The languages of the talk's decks.
    pub languages: &'d [&'d Lang],
}

/// What runs say of a deck.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Report {
    /// What there is to divide.
    pub slot: Option<Duration>,
    /// The speed that is reckoned with where nothing was timed.
    pub speed: Speed,
    /// The runs that count, the oldest first.
    pub runs: Vec<RunRow>,
    /// Runs of this variant that nobody ended.
    pub unfinished: usize,
    /// Runs that no report counts. Those of variants are told where the whole deck is, those of
    /// languages wherever one is.
    pub strangers: Strangers,
    /// The parts, in order.
    pub parts: Vec<PartRow>,
    /// The whole talk.
    pub total: Timing,
    /// What the plan gives to the whole talk, where all of it is known.
    pub plan: Option<Duration>,
    /// What the notes take, and how many slides have none.
    pub estimate: (Option<Duration>, usize),
    /// Slides that take longer than they have, the worst first.
    pub overruns: Vec<Overrun>,
    /// What changed in the deck since the last run.
    pub since: Changes,
    /// What follows.
    pub advice: Option<Advice>,
}

/// Runs of what a talk has no slides for: how many of each, by name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Strangers {
    /// Those in the language of the deck, of variants that it does not have.
    pub variants: BTreeMap<String, usize>,
    /// Those in languages that no deck of the talk is in.
    pub languages: BTreeMap<String, usize>,
}

impl Strangers {
    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.variants.is_empty() && self.languages.is_empty()
    }
}

/// A run among others.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct RunRow {
    /// When it began, as it is written.
    pub started: String,
    /// Who spoke.
    pub speaker: Option<String>,
    /// Whether nobody did.
    pub sample: bool,
    /// The slot that there was.
    pub slot: Option<Duration>,
    /// What the talk took.
    pub talk: Tenths,
    /// Why that is not what the whole talk takes, where it is not.
    pub incomplete: Option<Incomplete>,
    /// What the whole run before it took, where this is one.
    pub before: Option<Tenths>,
    /// The time that the clock stood still.
    pub paused: Tenths,
    /// The time that questions took.
    pub questions: Tenths,
    /// The slides that were left out on the way, by id.
    pub skipped: Vec<String>,
    /// What changed in the deck since the run before.
    pub changes: Changes,
}

/// A part of the deck.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PartRow {
    /// Its heading; `None` for slides before the first one.
    pub title: Option<String>,
    /// The time that it has.
    pub plan: Option<Duration>,
    /// What its notes take.
    pub estimate: Option<Duration>,
    /// Its slides without notes, of which nothing is known before a run.
    pub silent: usize,
    /// Its time in the runs that showed all of it, and the same of its optional slides as the last
    /// of them.
    pub timing: Timing,
    /// Its slides.
    pub slides: Vec<SlideRow>,
}

/// A slide of the deck.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideRow {
    /// Its id.
    pub id: String,
    /// Its heading; a slide without one is called by its number.
    pub title: Option<String>,
    /// Its number among the slides, from 1: readers and its speaker see the same.
    pub number: usize,
    /// Whether it can be left out.
    pub optional: bool,
    /// The time that it has.
    pub plan: Option<Duration>,
    /// What its notes take.
    pub estimate: Option<Duration>,
    /// Its time in runs; those that left it out are no part of it.
    pub timing: Timing,
    /// The runs that left it out.
    pub skipped: usize,
    /// Whether the last run that its part counts in did.
    pub skipped_last: bool,
    /// Whether it is the title, which no run timed: they begin with the step from it.
    pub is_untimed: bool,
    /// The time that questions took while it was on, in all runs.
    pub questions: Tenths,
}

/// A slide that takes longer than it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overrun {
    /// Its part, and its place in it.
    pub at: (usize, usize),
    /// By how much.
    pub by: Tenths,
}

impl PartRow {
    /// By how much its notes are beyond its time, where that is more than an estimate may miss.
    #[must_use]
    pub fn notes_beyond(&self) -> Option<Duration> {
        estimate::excess(self.estimate?, self.plan?)
    }

    /// The time to plan with: as runs say, else as its slides do. `None` where nothing is known of
    /// some of them.
    #[must_use]
    pub fn likely(&self) -> Option<Tenths> {
        self.timing
            .likely()
            .or_else(|| self.by_slides(SlideRow::likely))
    }

    /// What it will likely take next time.
    #[must_use]
    pub fn expected(&self) -> Option<Tenths> {
        self.timing
            .expected()
            .or_else(|| self.by_slides(SlideRow::expected))
    }

    /// What is known of its slides together: no run may have shown all of them at once.
    fn by_slides(&self, time: impl Fn(&SlideRow) -> Option<Tenths>) -> Option<Tenths> {
        let times: Option<Vec<Tenths>> = self.given().map(time).collect();
        times.map(|times| times.into_iter().fold(Tenths::default(), Tenths::and))
    }

    /// Its slides without those that were left out last.
    fn given(&self) -> impl Iterator<Item = &SlideRow> {
        self.slides
            .iter()
            .filter(|slide| !(slide.optional && slide.skipped_last))
    }

    /// Whether all that is known of its time is from runs.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.timing.likely().is_some() || self.given().all(SlideRow::is_timed)
    }

    /// Whether it is the title alone, which no run timed.
    #[must_use]
    pub fn is_untimed(&self) -> bool {
        self.slides.iter().all(|slide| slide.is_untimed)
    }
}

impl SlideRow {
    /// The time to plan with: as runs say, else as the notes do.
    #[must_use]
    pub fn likely(&self) -> Option<Tenths> {
        self.timing.likely().or_else(|| self.without_runs())
    }

    /// What it will likely take next time.
    #[must_use]
    pub fn expected(&self) -> Option<Tenths> {
        self.timing.expected().or_else(|| self.without_runs())
    }

    fn without_runs(&self) -> Option<Tenths> {
        if self.is_untimed {
            Some(Tenths::default())
        } else {
            self.estimate.map(tenths)
        }
    }

    /// Whether what is known of its time is from runs.
    #[must_use]
    pub fn is_timed(&self) -> bool {
        self.is_untimed || self.timing.likely().is_some()
    }
}

impl Report {
    /// The runs that are samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.runs.iter().filter(|run| run.sample).count()
    }

    /// Whether there is any run to tell of.
    #[must_use]
    pub fn was_rehearsed(&self) -> bool {
        !self.runs.is_empty() || self.unfinished > 0 || !self.strangers.is_empty()
    }

    /// The runs that do not tell what the whole talk takes.
    #[must_use]
    pub fn incomplete(&self) -> usize {
        self.runs
            .iter()
            .filter(|run| run.incomplete.is_some())
            .count()
    }

    /// Whether any run says how long anything of the deck takes.
    #[must_use]
    pub fn has_times(&self) -> bool {
        self.parts
            .iter()
            .flat_map(|part| &part.slides)
            .any(|slide| slide.timing.latest.is_some())
    }

    /// The slide of an id.
    #[must_use]
    pub fn slide(&self, id: &str) -> Option<&SlideRow> {
        self.parts
            .iter()
            .flat_map(|part| &part.slides)
            .find(|slide| slide.id == id)
    }

    /// Whether words a minute are those of a speaker's own runs.
    #[must_use]
    pub fn is_calibrated(&self) -> bool {
        matches!(self.speed.basis, Basis::Runs(_))
    }
}

pub(super) fn tenths(duration: Duration) -> Tenths {
    Tenths::new(duration.seconds().saturating_mul(10))
}
