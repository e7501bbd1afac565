//! A rehearsal: one timed run of a deck, as data. How long each slide was on, what was paused, what
//! was asked.
//!
//! Knows one run: not the deck as it is now, nor any other run. Who measures the time, and where
//! the file is kept, is for others. A run is one document, the same in its file and between
//! windows and server: [`Run::parse`] reads it, [`Run::write`] writes it, and `document.js` of the
//! presenter view does both in a browser. The guide describes it, in
//! `13-rehearsals.en.md`.

pub mod advice;
pub mod changes;
mod duplicates;
mod id;
pub mod name;
mod pace;
pub mod propose;
mod reading;
pub mod report;
mod salvage;
pub mod saved;
pub mod speed;
pub mod statistics;
mod stops;
mod timed;
mod times;
mod unified;
mod whole;
mod writing;

use std::fmt;

use crate::cache::Key;
use crate::date::Date;
use crate::deck::Deck;
use crate::deck::plan::TimePlan;
use crate::duration::Duration;
use crate::lang::Lang;
use crate::path::SitePath;

pub use duplicates::counted_as;
pub use id::RunId;
pub use pace::{NoPace, Pace};
pub use reading::{as_warning, place_of};
pub use times::Times;
pub use whole::Incomplete;
pub use writing::json_as_yaml;

/// The version of the format that is written. Version 1, which is read as well, has no `id`, no
/// `revision` and no `checksum`.
pub const VERSION: usize = 2;
/// The folder of rehearsals beside a talk.
pub const FOLDER: &str = "rehearsals";
/// The slides that a run may list.
pub const MAX_SLIDES: usize = 2_000;
/// The visits that a run may have, and its pauses, and its questions.
pub const MAX_VISITS: usize = 5_000;

/// One timed run.
///
/// Its visits follow each other and never overlap; so do its pauses, and its questions. Whoever
/// makes one by hand adds them by [`Run::add_visit`], [`Run::add_pause`] and
/// [`Run::add_questions`], which see to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    /// Which run it is, whatever its file is called.
    pub id: RunId,
    /// Which state of the run this is: each save has a higher number than the one before. Files of
    /// version 1 say none, which is 0.
    pub revision: u32,
    /// When it began, by the clock on the wall, with its offset.
    pub started: Date,
    /// The language that it was spoken in.
    pub language: Lang,
    /// The variant of the deck; `None` is the whole of it.
    pub variant: Option<String>,
    /// Who spoke: an id of `people.yaml`.
    pub speaker: Option<String>,
    /// Whether nobody spoke: it is there to show what runs look like.
    pub sample: bool,
    /// The time that there was, without that for questions.
    pub slot: Option<Duration>,
    /// The slides of the variant as they were, in order. No id stands twice.
    pub slides: Vec<RunSlide>,
    /// When each slide was on.
    pub visits: Vec<Visit>,
    /// When the clock stood still.
    pub pauses: Vec<Stretch>,
    /// When questions were taken; counted apart.
    pub questions: Vec<Stretch>,
    /// Whether it is over.
    pub state: State,
    /// Its length so far, with all that was paused.
    pub end: Tenths,
}

/// A slide as it was when it was rehearsed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RunSlide {
    /// Its id.
    pub id: String,
    /// The hash of what it showed and what its notes said.
    pub hash: String,
    /// Its heading.
    pub title: Option<String>,
    /// The number of its part, from 0.
    pub part: usize,
    /// The time that it was planned to take.
    pub plan: Option<Duration>,
    /// Whether it could be left out.
    pub optional: bool,
}

/// A slide that was on for a while.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The id of the slide.
    pub slide: String,
    /// When it came on, since the start of the run.
    pub enter: Tenths,
    /// When it went, or when the file was saved while it was still on.
    pub leave: Tenths,
}

/// A part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stretch {
    /// Its beginning, since the start of the run.
    pub from: Tenths,
    /// Its end.
    pub to: Tenths,
}

/// Whether a run is over. One that was discarded has no file any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum State {
    /// It goes on, or nobody said that it was over.
    #[default]
    Running,
    /// Its speaker ended it.
    Ended,
}

impl State {
    /// The states by how they are written.
    pub const ALL: &[(&str, Self)] = &[("running", Self::Running), ("ended", Self::Ended)];

    /// How it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(_, state)| *state == self)
            .map_or("running", |(name, _)| name)
    }
}

/// A length of time in tenths of a second; at most a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Tenths(u32);

impl Tenths {
    /// The longest length.
    pub const DAY: Self = Self(24 * 3600 * 10);

    /// A number of tenths, a day at most.
    #[must_use]
    pub fn new(tenths: u32) -> Self {
        Self(tenths).min(Self::DAY)
    }

    /// A number of seconds, to the nearest tenth. `None` when it is less than nothing, more than a
    /// day, or no number.
    #[must_use]
    pub fn from_seconds(seconds: f64) -> Option<Self> {
        let tenths = (seconds * 10.0).round();
        let is_in_bounds = tenths >= 0.0 && tenths <= f64::from(Self::DAY.0);
        // In bounds, it is a whole number of 20 bits.
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        is_in_bounds.then_some(Self(tenths as u32))
    }

    /// The number of tenths.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }

    /// The seconds that are over, as the clock of the speaker shows them: a run has one length, on
    /// stage and in every report.
    #[must_use]
    pub fn seconds(self) -> u32 {
        self.0 / 10
    }

    /// What is left of it; nothing, where the other is longer.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Both together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0)).min(Self::DAY)
    }
}

/// In seconds, with one decimal.
impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// Why a time cannot be where it was measured. What can be kept of it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Jump {
    /// It ends before it begins; nothing is kept.
    Backwards,
    /// It begins before the one before it ended; what comes after that is kept.
    Overlap,
    /// There are too many; it is not kept.
    TooMany,
    /// The run has no such slide; it is not kept.
    UnknownSlide,
}

impl Run {
    /// The first revision of a run that begins now. Only what is not known of every run is left to
    /// be filled in.
    #[must_use]
    pub fn begin(id: RunId, started: Date, language: Lang, slides: Vec<RunSlide>) -> Self {
        Self {
            id,
            revision: 1,
            started,
            language,
            variant: None,
            speaker: None,
            sample: false,
            slot: None,
            slides,
            visits: Vec::new(),
            pauses: Vec::new(),
            questions: Vec::new(),
            state: State::Running,
            end: Tenths::default(),
        }
    }

    /// A hash of the deck as it was: see [`deck_hash`].
    #[must_use]
    pub fn deck_hash(&self) -> String {
        deck_hash(&self.slides)
    }

    /// Adds that a slide was on. The end of the run moves with it.
    ///
    /// # Errors
    /// When it cannot have been so; see [`Jump`] for what was kept of it.
    pub fn add_visit(&mut self, visit: Visit) -> Result<(), Jump> {
        if !self.slides.iter().any(|slide| slide.id == visit.slide) {
            return Err(Jump::UnknownSlide);
        }
        let stretch = Stretch {
            from: visit.enter,
            to: visit.leave,
        };
        let last = self.visits.last().map(|last| last.leave);
        let (kept, outcome) = fit(stretch, last, self.visits.len());
        if let Some(Stretch { from, to }) = kept {
            self.visits.push(Visit {
                enter: from,
                leave: to,
                ..visit
            });
            self.end = self.end.max(to);
        }
        outcome
    }

    /// Adds that the clock stood still.
    ///
    /// # Errors
    /// When it cannot have been so; see [`Jump`] for what was kept of it.
    pub fn add_pause(&mut self, pause: Stretch) -> Result<(), Jump> {
        add(&mut self.pauses, pause, &mut self.end)
    }

    /// Adds that questions were taken.
    ///
    /// # Errors
    /// When it cannot have been so; see [`Jump`] for what was kept of it.
    pub fn add_questions(&mut self, questions: Stretch) -> Result<(), Jump> {
        add(&mut self.questions, questions, &mut self.end)
    }

    /// The name of its file: `2026-11-23T180405-1a2b3c4d.fr.yaml`, its start, its id and its
    /// language.
    #[must_use]
    pub fn file_name(&self) -> String {
        let start = name::readable(&self.started.basic());
        format!("{start}-{}.{}.yaml", self.id, self.language)
    }

    /// How far this state of the run is, to compare with other states of it: one that was ended is
    /// further than one that was not, and a later revision than an earlier one. Without revisions,
    /// in files of version 1, the longer one is further.
    #[must_use]
    pub fn progress(&self) -> (State, u32, Tenths) {
        (self.state, self.revision, self.end)
    }

    /// The moment that it began, to sort by: in UTC where its offset is known.
    #[must_use]
    pub fn order(&self) -> String {
        self.started.utc().unwrap_or_else(|| self.started.basic())
    }
}

fn add(list: &mut Vec<Stretch>, stretch: Stretch, end: &mut Tenths) -> Result<(), Jump> {
    let (kept, outcome) = fit(stretch, list.last().map(|last| last.to), list.len());
    if let Some(kept) = kept {
        list.push(kept);
        *end = (*end).max(kept.to);
    }
    outcome
}

/// What can be kept of a stretch that follows another.
fn fit(
    stretch: Stretch,
    last: Option<Tenths>,
    count: usize,
) -> (Option<Stretch>, Result<(), Jump>) {
    if stretch.to < stretch.from {
        return (None, Err(Jump::Backwards));
    }
    if count >= MAX_VISITS {
        return (None, Err(Jump::TooMany));
    }
    match last {
        Some(last) if stretch.from < last => (
            (stretch.to > last).then_some(Stretch {
                from: last,
                ..stretch
            }),
            Err(Jump::Overlap),
        ),
        _ => (Some(stretch), Ok(())),
    }
}

/// A hash of the slides of a deck: of their ids and hashes, in order.
#[must_use]
pub fn deck_hash(slides: &[RunSlide]) -> String {
    let parts: Vec<&[u8]> = slides
        .iter()
        .flat_map(|slide| [slide.id.as_bytes(), slide.hash.as_bytes()])
        .collect();
    Key::new("rehearsal-deck-1", &parts).hex()[..12].to_owned()
}

/// The slides of a deck as a run of one of its variants lists them.
#[must_use]
pub fn slides_of(deck: &Deck, plan: &TimePlan) -> Vec<RunSlide> {
    let parts = plan.parts.iter().enumerate();
    let slides =
        parts.flat_map(|(part, planned)| planned.slides.iter().map(move |slide| (part, slide)));
    let listed = slides.map(|(part, planned)| {
        let slide = &deck.slides[planned.slide];
        RunSlide {
            id: slide.id.clone(),
            hash: slide.hash.clone(),
            title: slide.title.clone(),
            part,
            plan: planned.budget,
            optional: slide.optional,
        }
    });
    listed.take(MAX_SLIDES).collect()
}

/// The folder of the talk that a file is a rehearsal of.
#[must_use]
pub fn talk_of(file: &SitePath) -> Option<&str> {
    let rest = file.as_str().strip_prefix("content/talks/")?;
    let (talk, name) = rest.split_once('/')?;
    let name = name.strip_prefix(FOLDER)?.strip_prefix('/')?;
    (!name.contains('/') && file.extension() == "yaml").then_some(talk)
}

#[cfg(test)]
mod tests;
