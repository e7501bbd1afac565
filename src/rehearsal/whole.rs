//! Whether a run tells what the whole talk takes, and which of its slides have a time in it. Knows the run alone, with the
//! deck as it was then.

use super::{Run, RunSlide, Times};

/// A run that left out more of its plan than one part in this many is not the whole talk.
const SHARE: u64 = 10;

/// Why a run does not tell what the whole talk takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Incomplete {
    /// No slide was on.
    Nothing,
    /// It begins after the beginning or stops before the end: the first and the last slide of it, by id.
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
    /// Whether each slide was left out on the way: those before a run began and after it stopped were not.
    pub(super) left_out: Vec<bool>,
    /// Whether each slide has a time that says what it takes.
    pub(super) timed: Vec<bool>,
}

impl Shown {
    pub(super) fn of(run: &Run, times: &Times) -> Self {
        let on: Vec<bool> = (0..run.slides.len()).map(|at| !times.is_skipped(at)).collect();
        let Some(first) = on.iter().position(|on| *on) else {
            let none = vec![false; on.len()];
            return Self { incomplete: Some(Incomplete::Nothing), left_out: none.clone(), timed: none };
        };
        let last = on.iter().rposition(|on| *on).unwrap_or(first);
        let end = run.slides.iter().enumerate().rposition(|(at, slide)| is_needed(at, slide));
        let has_ended = end.is_none_or(|end| times.visits[end] > 0 || end < last);
        let missing = |at: usize| !on[at] && is_needed(at, &run.slides[at]) && Some(at) != end.filter(|_| has_ended);
        let is_whole = has_ended && !is_much(run, missing);
        let is_short = !is_whole && (0..on.len()).any(|at| missing(at) && !(first..=last).contains(&at));
        let range = if is_short { first..=last } else { 0..=on.len() - 1 };
        let id = |at: usize| run.slides[at].id.clone();
        let incomplete = if is_short {
            Some(Incomplete::Only { from: id(first), to: id(last) })
        } else {
            (!is_whole).then_some(Incomplete::Gaps)
        };
        let left_out = |at: usize| !on[at] && at > 0 && has_time(&run.slides[at]) && range.contains(&at);
        let cut = stopped_on(run).filter(|at| !has_ended && is_cut_off(&run.slides[*at], times, *at));
        Self {
            incomplete,
            left_out: (0..on.len()).map(left_out).collect(),
            timed: (0..on.len()).map(|at| on[at] && Some(at) != cut).collect(),
        }
    }
}

/// Whether a slide is needed for the whole talk. The first is on before a run begins, which is with the step from it.
fn is_needed(at: usize, slide: &RunSlide) -> bool {
    at > 0 && !slide.optional && has_time(slide)
}

/// Whether a slide takes time: one that the plan has none for is not left out by those who give it none.
fn has_time(slide: &RunSlide) -> bool {
    slide.plan.is_none_or(|plan| plan.seconds() > 0)
}

/// Whether slides are more of a run than it can do without: by their plan, and by their number where it is not known.
fn is_much(run: &Run, missing: impl Fn(usize) -> bool) -> bool {
    let needed = || run.slides.iter().enumerate().filter(|(at, slide)| is_needed(*at, slide));
    let is_planned = needed().all(|(_, slide)| slide.plan.is_some());
    let weight = |slide: &RunSlide| slide.plan.filter(|_| is_planned).map_or(1, |plan| u64::from(plan.seconds()));
    let all: u64 = needed().map(|(_, slide)| weight(slide)).sum();
    let left: u64 = needed().filter(|(at, _)| missing(*at)).map(|(_, slide)| weight(slide)).sum();
    left * SHARE > all
}

/// The slide that was on last.
fn stopped_on(run: &Run) -> Option<usize> {
    let last = run.visits.last()?;
    run.slides.iter().position(|slide| slide.id == last.slide)
}

/// Whether a slide that a run stopped on was hardly begun: for less than half of its time.
fn is_cut_off(slide: &RunSlide, times: &Times, at: usize) -> bool {
    slide.plan.is_some_and(|plan| times.slides[at].get() < plan.seconds().saturating_mul(5))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::duration::Duration;
    use crate::lang::Lang;
    use crate::rehearsal::{Tenths, Visit};

    /// A run of slides as `plan:seconds`: `60:58`, `60?:0` where it is optional, `:58` without a plan. Tells why it is
    /// incomplete, which slides were left out and which have a time.
    fn told(written: &str) -> (String, String, String) {
        let words = || written.split_whitespace().enumerate();
        let slide = |(at, word): (usize, &str)| {
            let (plan, _) = word.split_once(':').unwrap();
            let seconds = plan.trim_end_matches('?').parse().ok();
            let (plan, optional) = (seconds.map(Duration::from_seconds), plan.ends_with('?'));
            RunSlide { id: at.to_string(), plan, optional, ..RunSlide::default() }
        };
        let slides = words().map(slide).collect();
        let mut run = Run::begin(Date::parse("2026-11-23").unwrap(), Lang::new("en"), slides);
        for (at, word) in words() {
            let seconds: u32 = word.split_once(':').unwrap().1.parse().unwrap();
            let visit = Visit { slide: at.to_string(), enter: run.end, leave: run.end.and(Tenths(seconds * 10)) };
            if seconds > 0 {
                run.add_visit(visit).unwrap();
            }
        }
        let shown = Shown::of(&run, &run.times());
        let incomplete = match &shown.incomplete {
            Some(Incomplete::Only { from, to }) => format!("{from}–{to}"),
            why => why.as_ref().map(Incomplete::name).unwrap_or_default().to_owned(),
        };
        let which = |flags: &[bool]| {
            let set = flags.iter().enumerate().filter(|(_, flag)| **flag).map(|(at, _)| at.to_string());
            set.collect::<Vec<_>>().join(" ")
        };
        (incomplete, which(&shown.left_out), which(&shown.timed))
    }

    fn expect(written: &str, incomplete: &str, left_out: &str, timed: &str) {
        let expected = (incomplete.to_owned(), left_out.to_owned(), timed.to_owned());
        assert_eq!(told(written), expected, "{written}");
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
