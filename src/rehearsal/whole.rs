//! Whether a run tells what the whole talk takes, and which of its slides have a time in it. Knows
//! the run alone, with the deck as it was then.
//!
//! A run need not be of the whole talk. A part of the talk counts where a run showed all of it, so
//! the parts of a report may come from other runs than its total.

use super::{Run, RunSlide, Times};

/// A run that left out more of its plan than one part in this many is not the whole talk.
const SHARE: u64 = 10;

/// Why a run does not tell what the whole talk takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomplete {
    /// No slide was on.
    Nothing,
    /// It begins after the beginning or stops before the end: the first and the last slide of it,
    /// by id.
    Only {
        /// The first slide that was on.
        from: String,
        /// The last one.
        to: String,
    },
    /// More than a tenth of it was left out on the way.
    Gaps,
}

impl Incomplete {
    /// The word for it in JSON.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Only { .. } => "only",
            Self::Gaps => "gaps",
        }
    }
}

/// What was shown in a run.
pub(super) struct Shown {
    /// Why it is not the whole talk, where it is not.
    pub(super) incomplete: Option<Incomplete>,
    /// Whether each slide was left out on the way: those before a run began and after it stopped
    /// were not.
    pub(super) left_out: Vec<bool>,
    /// Whether each slide has a time that says what it takes.
    pub(super) timed: Vec<bool>,
}

impl Shown {
    pub(super) fn of(run: &Run, times: &Times) -> Self {
        let slides = 0..run.slides.len();
        let Some(course) = Course::of(run, times) else {
            let none = vec![false; slides.len()];
            return Self {
                incomplete: Some(Incomplete::Nothing),
                left_out: none.clone(),
                timed: none,
            };
        };
        let incomplete = course.incomplete();
        let range = if let Some(Incomplete::Only { .. }) = incomplete {
            course.first..course.last
        } else {
            slides.clone()
        };
        let cut = course.cut_off();
        Self {
            left_out: slides
                .clone()
                .map(|at| range.contains(&at) && course.is_left_out(at))
                .collect(),
            timed: slides
                .map(|at| course.is_on(at) && Some(at) != cut)
                .collect(),
            incomplete,
        }
    }
}

/// Where a run went: from its first slide to its last.
struct Course<'r> {
    run: &'r Run,
    times: &'r Times,
    first: usize,
    last: usize,
    /// The slide that ends the talk.
    end: Option<usize>,
    /// Whether it came to that slide, for however long.
    has_ended: bool,
}

impl<'r> Course<'r> {
    /// `None` where no slide was on.
    fn of(run: &'r Run, times: &'r Times) -> Option<Self> {
        let mut on = (0..run.slides.len()).filter(|at| !times.is_skipped(*at));
        let first = on.next()?;
        let last = on.next_back().unwrap_or(first);
        let end = run
            .slides
            .iter()
            .enumerate()
            .rposition(|(at, slide)| is_needed(at, slide));
        let has_ended = end.is_none_or(|end| times.visits[end] > 0 || end < last);
        Some(Self {
            run,
            times,
            first,
            last,
            end,
            has_ended,
        })
    }

    fn is_on(&self, at: usize) -> bool {
        !self.times.is_skipped(at)
    }

    /// Whether a slide is missing from the whole talk. Where its last one was reached, nothing is.
    fn is_missing(&self, at: usize) -> bool {
        let was_reached = self.has_ended && Some(at) == self.end;
        !self.is_on(at) && is_needed(at, &self.run.slides[at]) && !was_reached
    }

    fn incomplete(&self) -> Option<Incomplete> {
        if self.has_ended && !is_much(self.run, |at| self.is_missing(at)) {
            return None;
        }
        let outside = (0..self.first).chain(self.last + 1..self.run.slides.len());
        if outside.into_iter().any(|at| self.is_missing(at)) {
            let id = |at: usize| self.run.slides[at].id.clone();
            return Some(Incomplete::Only {
                from: id(self.first),
                to: id(self.last),
            });
        }
        Some(Incomplete::Gaps)
    }

    /// Whether a slide was left out, where the run came by it.
    fn is_left_out(&self, at: usize) -> bool {
        !self.is_on(at) && at > 0 && has_time(&self.run.slides[at])
    }

    /// The slide that the run stopped on, where that was hardly begun: for less than half of its
    /// time.
    fn cut_off(&self) -> Option<usize> {
        let id = &self.run.visits.last()?.slide;
        let at = self.run.slides.iter().position(|slide| slide.id == *id)?;
        let plan = self.run.slides[at].plan.filter(|_| !self.has_ended)?;
        (self.times.slides[at].get() < plan.seconds().saturating_mul(5)).then_some(at)
    }
}

/// Whether a slide is needed for the whole talk. The first is on before a run begins, which is with
/// the step from it.
pub(super) fn is_needed(at: usize, slide: &RunSlide) -> bool {
    at > 0 && !slide.optional && has_time(slide)
}

/// Whether a slide takes time: one that the plan has none for is not left out by those who give it
/// none.
pub(super) fn has_time(slide: &RunSlide) -> bool {
    slide.plan.is_none_or(|plan| plan.seconds() > 0)
}

/// Whether slides are more of a run than it can do without: by their plan, and by their number
/// where it is not known.
fn is_much(run: &Run, missing: impl Fn(usize) -> bool) -> bool {
    let needed = || {
        run.slides
            .iter()
            .enumerate()
            .filter(|(at, slide)| is_needed(*at, slide))
    };
    let is_planned = needed().all(|(_, slide)| slide.plan.is_some());
    let weight = |slide: &RunSlide| {
        slide
            .plan
            .filter(|_| is_planned)
            .map_or(1, |plan| u64::from(plan.seconds()))
    };
    let all: u64 = needed().map(|(_, slide)| weight(slide)).sum();
    let left: u64 = needed()
        .filter(|(at, _)| missing(*at))
        .map(|(_, slide)| weight(slide))
        .sum();
    left * SHARE > all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::duration::Duration;
    use crate::lang::Lang;
    use crate::rehearsal::{RunId, Tenths, Visit};

    /// A run of slides as `plan:seconds`: `60:58`, `60?:0` where it is optional, `:58` without a
    /// plan. Tells why it is incomplete, which slides were left out and which have a time.
    fn described(written: &str) -> (String, String, String) {
        let words = || written.split_whitespace().enumerate();
        let slide = |(at, word): (usize, &str)| {
            let (plan, _) = word.split_once(':').unwrap();
            let seconds = plan.trim_end_matches('?').parse().ok();
            let (plan, optional) = (seconds.map(Duration::from_seconds), plan.ends_with('?'));
            RunSlide {
                id: at.to_string(),
                plan,
                optional,
                ..RunSlide::default()
            }
        };
        let slides = words().map(slide).collect();
        let mut run = Run::begin(
            RunId::default(),
            Date::parse("2026-11-23").unwrap(),
            Lang::new("en"),
            slides,
        );
        for (at, word) in words() {
            let seconds: u32 = word.split_once(':').unwrap().1.parse().unwrap();
            let visit = Visit {
                slide: at.to_string(),
                enter: run.end,
                leave: run.end.and(Tenths(seconds * 10)),
            };
            if seconds > 0 {
                run.add_visit(visit).unwrap();
            }
        }
        let shown = Shown::of(&run, &run.times());
        let incomplete = match &shown.incomplete {
            Some(Incomplete::Only { from, to }) => format!("{from}–{to}"),
            why => why
                .as_ref()
                .map(Incomplete::name)
                .unwrap_or_default()
                .to_owned(),
        };
        let which = |flags: &[bool]| {
            let set = flags
                .iter()
                .enumerate()
                .filter(|(_, flag)| **flag)
                .map(|(at, _)| at.to_string());
            set.collect::<Vec<_>>().join(" ")
        };
        (incomplete, which(&shown.left_out), which(&shown.timed))
    }

    fn expect(written: &str, incomplete: &str, left_out: &str, timed: &str) {
        let expected = (incomplete.to_owned(), left_out.to_owned(), timed.to_owned());
        assert_eq!(described(written), expected, "{written}");
    }

    #[test]
    fn a_run_is_whole_from_the_first_step_to_the_last_slide() {
        expect("60:60 60:60 60:60", "", "", "0 1 2");
        expect("60:0 60:60 60:60", "", "", "1 2");
        expect("0:0 60:60 0:0 60:60", "", "", "1 3");
        expect("60:0 60:60 60?:0 60:60", "", "2", "1 3");
        expect("60:0 60:60 60:60 60?:0", "", "3", "1 2");
        expect("60:0 600:600 60:0 60:60", "", "2", "1 3");
        expect("60:0 60:60 60:1", "", "2", "1");
    }

    #[test]
    fn a_run_of_some_slides_is_none_of_the_talk() {
        expect("60:0 60:60 60:60 60:0", "1–2", "", "1 2");
        expect("60:0 60:0 60:60 60:60", "2–3", "", "2 3");
        expect("60:0 60:60 60:0 60:60 600:0", "1–3", "2", "1 3");
        expect("60:0 60:60 60:0 60:60", "gaps", "2", "1 3");
        expect(":0 :60 :0 :60", "gaps", "2", "1 3");
        expect("60:0 900:900 10:0", "1–1", "", "1");
        expect("60:0 60:0", "nothing", "", "");
        expect("60:0 60:1", "nothing", "", "");
    }

    #[test]
    fn a_slide_that_was_hardly_begun_has_no_time() {
        expect("60:0 60:60 60:4 60:0", "1–2", "", "1");
        expect("60:0 60:60 60:40 60:0", "1–2", "", "1 2");
        expect("60:0 60:60 60:60 60:4", "", "", "1 2 3");
    }
}
