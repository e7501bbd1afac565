//! When the clock of a talk stood still in a run: its pauses and its questions, in lists that any
//! moment is found in by halving. A file may have thousands of each, and its slides ask for as many
//! moments.

use super::{Run, Stretch, Tenths};

/// What was paused in a run, and what was paused or asked.
pub(super) struct Stops {
    paused: Stretches,
    all: Stretches,
}

impl Stops {
    pub(super) fn of(run: &Run) -> Self {
        let paused = Stretches::new(run.pauses.iter().copied());
        Self {
            paused,
            all: Stretches::new(run.pauses.iter().chain(&run.questions).copied()),
        }
    }

    /// The tenths of a stretch that were paused.
    pub(super) fn paused(&self, stretch: Stretch) -> u32 {
        self.paused.within(stretch)
    }

    /// The tenths of a stretch that were for questions: a pause stops them, too.
    pub(super) fn asked(&self, stretch: Stretch) -> u32 {
        self.all.within(stretch) - self.paused.within(stretch)
    }

    /// The tenths of a stretch that were neither.
    pub(super) fn talked(&self, stretch: Stretch) -> u32 {
        stretch
            .to
            .0
            .saturating_sub(stretch.from.0)
            .saturating_sub(self.all.within(stretch))
    }
}

/// Stretches in order that do not overlap, each with the tenths of those before it.
struct Stretches(Vec<(Stretch, u32)>);

impl Stretches {
    /// Puts stretches in order, and makes one of those that overlap.
    fn new(stretches: impl Iterator<Item = Stretch>) -> Self {
        let mut ordered: Vec<Stretch> = stretches
            .filter(|stretch| stretch.from < stretch.to)
            .collect();
        ordered.sort_by_key(|stretch| stretch.from);
        let mut joined: Vec<(Stretch, u32)> = Vec::new();
        for next in ordered {
            match joined.last_mut() {
                Some((last, _)) if next.from <= last.to => last.to = last.to.max(next.to),
                Some((last, before)) => {
                    let sum = *before + (last.to.0 - last.from.0);
                    joined.push((next, sum));
                }
                None => joined.push((next, 0)),
            }
        }
        Self(joined)
    }

    /// The tenths of them before a moment.
    fn until(&self, moment: Tenths) -> u32 {
        let begun = self.0.partition_point(|(stretch, _)| stretch.from < moment);
        let last = begun.checked_sub(1).map(|at| self.0[at]);
        last.map_or(0, |(stretch, before)| {
            before + (stretch.to.min(moment).0 - stretch.from.0)
        })
    }

    fn within(&self, stretch: Stretch) -> u32 {
        self.until(stretch.to)
            .saturating_sub(self.until(stretch.from))
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::date::Date;
    use crate::duration::Duration;
    use crate::lang::Lang;
    use crate::rehearsal::{MAX_SLIDES, MAX_VISITS, RunId, RunSlide, Visit};

    fn stretch((from, to): (u32, u32)) -> Stretch {
        Stretch {
            from: Tenths(from),
            to: Tenths(to),
        }
    }

    /// Stretches that follow each other, some of no length, some without a gap.
    fn stretches() -> impl Strategy<Value = Vec<Stretch>> {
        vec((0..20_u32, 0..20_u32), 0..12).prop_map(|pairs| {
            let mut at = 0;
            let next = |(gap, length): (u32, u32)| {
                let from = at + gap;
                at = from + length;
                stretch((from, at))
            };
            pairs.into_iter().map(next).collect()
        })
    }

    /// What a stretch shares with those of a list, each looked at.
    fn overlap(list: &[Stretch], stretch: Stretch) -> u32 {
        let common = |other: &Stretch| {
            other
                .to
                .min(stretch.to)
                .0
                .saturating_sub(other.from.max(stretch.from).0)
        };
        list.iter().map(common).sum()
    }

    #[test]
    fn the_largest_run_has_its_pace_at_once() {
        let count = u32::try_from(MAX_VISITS).unwrap();
        let slides = (0..MAX_SLIDES).map(|at| RunSlide {
            id: at.to_string(),
            plan: Some(Duration::from_seconds(1)),
            ..RunSlide::default()
        });
        let mut run = Run::begin(
            RunId::default(),
            Date::parse("2026-11-23").unwrap(),
            Lang::new("en"),
            slides.collect(),
        );
        let ids = (0..MAX_SLIDES).cycle().map(|at| at.to_string());
        let visit = |(at, slide): (u32, String)| Visit {
            slide,
            enter: Tenths(at * 100),
            leave: Tenths(at * 100 + 100),
        };
        run.visits = (0..count).zip(ids).map(visit).collect();
        run.pauses = (0..count)
            .map(|at| stretch((at * 100, at * 100 + 20)))
            .collect();
        run.questions = (0..count)
            .map(|at| stretch((at * 100 + 10, at * 100 + 30)))
            .collect();
        run.end = Tenths(count * 100);
        let begun = Instant::now();
        let (paces, times) = (run.pace().unwrap(), run.times());
        assert_eq!(
            (paces.len(), paces[1].elapsed),
            (MAX_SLIDES + 1, Tenths(70))
        );
        assert_eq!(
            (times.asked[0], times.slides[0]),
            (Tenths(30), Tenths(210)),
            "it came on three times"
        );
        // Every slide asking every pause and every question took minutes.
        assert!(begun.elapsed().as_secs() < 10, "{:?}", begun.elapsed());
    }

    proptest! {
        #[test]
        fn moments_are_found_as_by_looking_at_every_stop(
            pauses in stretches(),
            questions in stretches(),
            (from, length) in (0..300_u32, 0..300_u32),
        ) {
            let mut run = Run::begin(RunId::default(), Date::parse("2026-11-23").unwrap(), Lang::new("en"), Vec::new());
            (run.pauses, run.questions) = (pauses, questions);
            let (stops, some) = (Stops::of(&run), stretch((from, from + length)));
            let both = |pause: &Stretch| {
                let part = Stretch { from: pause.from.max(some.from), to: pause.to.min(some.to) };
                if part.from < part.to { overlap(&run.questions, part) } else { 0 }
            };
            let paused = overlap(&run.pauses, some);
            let asked = overlap(&run.questions, some) - run.pauses.iter().map(both).sum::<u32>();
            prop_assert_eq!((stops.paused(some), stops.asked(some)), (paused, asked));
            prop_assert_eq!(stops.talked(some), length - paused - asked);
        }
    }
}
