//! What several runs say of a deck as it is now: where its time goes, whether it settles, and what to do about it.
//!
//! A time counts for what was timed: where a slide, or any slide of a part, was edited, earlier times stand apart. Any
//! runs will do: those of another language or variant, and those that were never ended, are left out and counted.

use super::advice::{self, Advice};
use super::changes::Changes;
use super::statistics::{Over, Sample, Timing};
use super::timed::Timed;
use super::{Run, RunSlide, State, Tenths, slides_of};
use crate::deck::Deck;
use crate::deck::estimate::{self, Basis, Estimate, Speed};
use crate::deck::plan::Plan;
use crate::duration::Duration;
use crate::lang::Lang;

/// The deck that runs are compared with, as it is now.
#[derive(Debug, Clone, Copy)]
pub struct Present<'d> {
    /// Its slides.
    pub deck: &'d Deck,
    /// How its time is divided, for the variant that is meant.
    pub plan: &'d Plan,
    /// What its notes take, for the same.
    pub estimate: &'d Estimate,
    /// Its language.
    pub language: &'d Lang,
    /// The variant; `None` is the whole deck.
    pub variant: Option<&'d str>,
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
    /// What the run before it took.
    pub before: Option<Tenths>,
    /// The time that the clock stood still.
    pub paused: Tenths,
    /// The time that questions took.
    pub questions: Tenths,
    /// The slides that were left out, by id.
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
    /// Its time in runs.
    pub timing: Timing,
    /// Its slides.
    pub slides: Vec<SlideRow>,
}

/// A slide of the deck.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SlideRow {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: Option<String>,
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
    /// Whether the last run did.
    pub skipped_last: bool,
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

    /// The time to plan with: as runs say, else as the notes do. `None` where nothing is known of some slides.
    #[must_use]
    pub fn likely(&self) -> Option<Tenths> {
        self.timing.likely().or(self.by_notes())
    }

    /// What it will likely take next time.
    #[must_use]
    pub fn expected(&self) -> Option<Tenths> {
        self.timing.expected().or(self.by_notes())
    }

    fn by_notes(&self) -> Option<Tenths> {
        self.estimate.filter(|_| self.silent == 0).map(tenths)
    }
}

impl SlideRow {
    /// How people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    /// The time to plan with: as runs say, else as the notes do.
    #[must_use]
    pub fn likely(&self) -> Option<Tenths> {
        self.timing.likely().or(self.estimate.map(tenths))
    }

    /// What it will likely take next time.
    #[must_use]
    pub fn expected(&self) -> Option<Tenths> {
        self.timing.expected().or(self.estimate.map(tenths))
    }
}

impl Report {
    /// The runs that are samples.
    #[must_use]
    pub fn samples(&self) -> usize {
        self.runs.iter().filter(|run| run.sample).count()
    }

    /// The slide of an id.
    #[must_use]
    pub fn slide(&self, id: &str) -> Option<&SlideRow> {
        self.parts.iter().flat_map(|part| &part.slides).find(|slide| slide.id == id)
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

/// Reports what runs say of a deck. Never fails, whatever the runs.
#[must_use]
pub fn report<'r>(present: Present<'_>, runs: impl IntoIterator<Item = &'r Run>) -> Report {
    let is_meant = |run: &&Run| run.language == *present.language && run.variant.as_deref() == present.variant;
    let (mut ended, running): (Vec<&Run>, Vec<&Run>) =
        runs.into_iter().filter(is_meant).partition(|run| run.state == State::Ended);
    ended.sort_by_key(|run| (run.order(), run.end));
    let timed: Vec<Timed<'_>> = ended.into_iter().map(Timed::new).collect();
    let slides = slides_of(present.deck, present.plan);
    let parts = parts(present, &slides, &timed);
    let mut report = Report {
        slot: present.plan.slot,
        speed: present.estimate.speed.clone(),
        runs: rows(&timed),
        unfinished: running.len(),
        total: total(present, &slides, &timed),
        plan: present.plan.total(),
        estimate: present.estimate.total(),
        overruns: overruns(&parts),
        since: timed.last().map(|last| Changes::between(&last.run.slides, &slides)).unwrap_or_default(),
        advice: None,
        parts,
    };
    report.advice = advice::of(&report);
    report
}

fn rows(timed: &[Timed<'_>]) -> Vec<RunRow> {
    let row = |(at, timed_run): (usize, &Timed<'_>)| {
        let Timed { run, times, .. } = timed_run;
        let before = at.checked_sub(1).map(|before| &timed[before]);
        let skipped = run.slides.iter().enumerate().filter(|(at, _)| times.is_skipped(*at));
        RunRow {
            started: run.started.iso().to_owned(),
            speaker: run.speaker.clone(),
            sample: run.sample,
            slot: run.slot,
            talk: times.talk(),
            before: before.map(|before| before.times.talk()),
            paused: times.paused,
            questions: times.questions,
            skipped: skipped.map(|(_, slide)| slide.id.clone()).collect(),
            changes: before.map(|before| Changes::between(&before.run.slides, &run.slides)).unwrap_or_default(),
        }
    };
    timed.iter().enumerate().map(row).collect()
}

fn total(present: Present<'_>, slides: &[RunSlide], timed: &[Timed<'_>]) -> Timing {
    let same = |run: &Run| {
        run.slides.len() == slides.len()
            && run.slides.iter().zip(slides).all(|(then, now)| (&then.id, &then.hash) == (&now.id, &now.hash))
    };
    let samples: Vec<Sample> =
        timed.iter().map(|timed| Sample { time: timed.times.talk(), is_current: same(timed.run) }).collect();
    let plan = present.plan.slot.or(present.plan.total()).map(tenths);
    Timing::of(&samples, samples.last().copied(), plan, Over::All)
}

fn parts(present: Present<'_>, slides: &[RunSlide], timed: &[Timed<'_>]) -> Vec<PartRow> {
    let count = present.plan.parts.len();
    let in_runs: Vec<Vec<Option<Sample>>> = timed.iter().map(|timed| timed.parts(slides, count)).collect();
    let mut rows = Vec::new();
    for (at, planned) in present.plan.parts.iter().enumerate() {
        let samples: Vec<Sample> = in_runs.iter().filter_map(|parts| parts[at]).collect();
        let last = in_runs.last().and_then(|parts| parts[at]);
        let told = present.estimate.parts.get(at);
        let own = slides.iter().filter(|slide| slide.part == at).enumerate();
        let estimate = |place: usize| told.and_then(|told| *told.slides.get(place)?);
        rows.push(PartRow {
            title: planned.title.clone(),
            plan: planned.budget,
            estimate: told.and_then(|told| told.told),
            silent: told.map_or(planned.slides.len(), |told| told.unknown),
            timing: Timing::of(&samples, last, planned.budget.map(tenths), Over::All),
            slides: own.map(|(place, slide)| slide_row(slide, estimate(place), timed)).collect(),
        });
    }
    rows
}

fn slide_row(slide: &RunSlide, estimate: Option<Duration>, timed: &[Timed<'_>]) -> SlideRow {
    let samples: Vec<Sample> = timed.iter().filter_map(|timed| timed.slide(slide)).collect();
    let last = timed.last().and_then(|timed| timed.slide(slide));
    let questions = timed.iter().map(|timed| timed.questions_on(&slide.id));
    SlideRow {
        id: slide.id.clone(),
        title: slide.title.clone(),
        optional: slide.optional,
        plan: slide.plan,
        estimate,
        timing: Timing::of(&samples, last, slide.plan.map(tenths), Over::Current),
        skipped: timed.iter().filter(|timed| timed.is_skipped(slide)).count(),
        skipped_last: timed.last().is_some_and(|timed| timed.is_skipped(slide)),
        questions: questions.fold(Tenths::default(), Tenths::and),
    }
}

/// What is beyond its time by a tenth of it, and by 5 s at least.
fn overruns(parts: &[PartRow]) -> Vec<Overrun> {
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for (place, slide) in part.slides.iter().enumerate() {
            let Some((time, plan)) = slide.timing.likely().zip(slide.plan.map(tenths)) else { continue };
            let by = time.less(plan);
            if by.get() >= 50.max(plan.get() / 10) {
                found.push(Overrun { at: (at, place), by });
            }
        }
    }
    found.sort_by(|a, b| b.by.cmp(&a.by).then(a.at.cmp(&b.at)));
    found
}
