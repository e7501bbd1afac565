//! Where a run stood against its plan, slide by slide. A run of some slides is held against the plan
//! of these.

use std::collections::HashMap;

use super::stops::Stops;
use super::whole::is_needed;
use super::{Run, Tenths};

/// Where a run stood against its plan when a slide came on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// The slide, by its place among those of the run; `None` is the end of the run.
    pub slide: Option<usize>,
    /// The time of the talk until then.
    pub elapsed: Tenths,
    /// What the slides before it were planned to take.
    pub planned: Tenths,
}

/// Why a run cannot be held against a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoPace {
    /// None of its slides was on.
    NoSlide,
    /// Nobody said how long the talk may take, nor its slides.
    NoPlan,
}

impl Run {
    /// Where it stood against its plan at each slide when that came on for the first time, and at
    /// the end. It begins where the run did: what comes before its first slide counts only where a
    /// run of the whole talk may leave it out. It ends with the last slide that is needed, or with
    /// what the run had of the one that it stopped on.
    ///
    /// # Errors
    /// When there is nothing to compare, or nothing to compare it with.
    pub fn pace(&self) -> Result<Vec<Pace>, NoPace> {
        let mut enters: HashMap<&str, Tenths> = HashMap::new();
        for visit in &self.visits {
            enters.entry(visit.slide.as_str()).or_insert(visit.enter);
        }
        let enter_of = |at: usize| enters.get(self.slides[at].id.as_str()).copied();
        let mut shown = (0..self.slides.len()).filter(|at| enter_of(*at).is_some());
        let first = shown.next().ok_or(NoPace::NoSlide)?;
        let last = shown.next_back().unwrap_or(first);
        let before = self.planned_before().ok_or(NoPace::NoPlan)?;
        let is_short =
            |mut slides: std::ops::Range<usize>| slides.any(|at| is_needed(at, &self.slides[at]));
        let begun = if is_short(0..first) {
            before[first]
        } else {
            Tenths::default()
        };
        let planned = |at: usize| before[at].less(begun);
        let stops = Stops::of(self);
        let on = (first..=last).filter_map(|at| Some((at, enter_of(at)?)));
        let mut paces: Vec<Pace> = on
            .map(|(at, enter)| Pace {
                slide: Some(at),
                elapsed: self.until(&stops, enter),
                planned: planned(at),
            })
            .collect();
        let end = if is_short(last + 1..self.slides.len()) {
            let plan = before[last + 1].less(before[last]);
            planned(last).and(plan.min(self.times().slides[last]))
        } else {
            planned(self.slides.len())
        };
        paces.push(Pace {
            slide: None,
            elapsed: self.until(&stops, self.end),
            planned: end,
        });
        Ok(paces)
    }

    /// What the slides before each, and before the end, were planned to take. `None` where the plan
    /// of one is not known; a title without one has none.
    fn planned_before(&self) -> Option<Vec<Tenths>> {
        let mut sum = Tenths::default();
        let mut before = vec![sum];
        for (at, slide) in self.slides.iter().enumerate() {
            let plan = slide.plan.or((at == 0).then(Default::default))?;
            sum = sum.and(Tenths::new(plan.seconds().saturating_mul(10)));
            before.push(sum);
        }
        (sum > Tenths::default()).then_some(before)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::duration::Duration;
    use crate::lang::Lang;
    use crate::rehearsal::{RunId, RunSlide, Visit};

    /// The pace of a run of slides as `plan:seconds`, one after the other: seconds behind the plan
    /// at each slide that was on, and at the end.
    fn behind(written: &str) -> Result<Vec<i64>, NoPace> {
        let words = || written.split_whitespace().enumerate();
        let slides = words().map(|(at, word)| RunSlide {
            id: at.to_string(),
            plan: word
                .split_once(':')
                .and_then(|(plan, _)| plan.parse().ok())
                .map(Duration::from_seconds),
            ..RunSlide::default()
        });
        let mut run = Run::begin(
            RunId::default(),
            Date::parse("2026-11-23").unwrap(),
            Lang::new("en"),
            slides.collect(),
        );
        for (at, word) in words() {
            let seconds: u32 = word.split_once(':').unwrap().1.parse().unwrap();
            let visit = Visit {
                slide: at.to_string(),
                enter: run.end,
                leave: run.end.and(Tenths::new(seconds * 10)),
            };
            if seconds > 0 {
                run.add_visit(visit).unwrap();
            }
        }
        let late =
            |pace: &Pace| i64::from(pace.elapsed.seconds()) - i64::from(pace.planned.seconds());
        Ok(run.pace()?.iter().map(late).collect())
    }

    #[test]
    fn every_run_with_a_plan_has_its_pace() {
        assert_eq!(behind("0:0 60:70 60:50"), Ok(vec![0, 10, 0]));
        assert_eq!(behind(":0 60:70 60:50"), Ok(vec![0, 10, 0]), "an old title");
        assert_eq!(behind("30:0 60:70 60:50"), Ok(vec![-30, -20, -30]));
        assert_eq!(behind("0:0 60:0 60:70 60:50"), Ok(vec![0, 10, 0]));
        assert_eq!(behind("0:0 60:70 60:20 60:0"), Ok(vec![0, 10, 10]));
        assert_eq!(behind("0:0 60:70 60:90 60:0"), Ok(vec![0, 10, 40]));
    }

    #[test]
    fn where_there_is_none_it_says_why() {
        assert_eq!(behind("0:0 60:0"), Err(NoPace::NoSlide));
        assert_eq!(behind(":5 :60 :60"), Err(NoPace::NoPlan));
        assert_eq!(behind("0:5 60:60 :60"), Err(NoPace::NoPlan));
        assert_eq!(behind("0:5 0:60"), Err(NoPace::NoPlan));
    }
}
