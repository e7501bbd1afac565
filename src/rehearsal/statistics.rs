//! Several times of the same thing: what is usual, what is best, and where it goes.

use super::Tenths;

/// Runs that it takes to see where times go.
const RUNS_OF_A_TREND: usize = 3;
/// A drift of less, over all runs, is none: in percent of the mean, and in tenths of a second.
const STEADY: (f64, f64) = (5.0, 50.0);

/// Times of one thing over runs.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Timing {
    /// The time in the last run; `None` when there was none then.
    pub last: Option<Tenths>,
    /// The time in the last run that has one.
    pub latest: Option<Tenths>,
    /// Whether what was timed last has been edited since.
    pub is_edited: bool,
    /// The runs of it as it is now.
    pub runs: usize,
    /// Their median.
    pub median: Option<Tenths>,
    /// The one nearest to the plan; without a plan the shortest.
    pub best: Option<Tenths>,
    /// Their standard deviation, from two on.
    pub deviation: Option<Tenths>,
    /// Where they go, from three on.
    pub trend: Option<Trend>,
    /// The runs before it was edited.
    pub earlier_runs: usize,
    /// Their median.
    pub earlier: Option<Tenths>,
}

/// Where times go from run to run.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trend {
    /// In a word.
    pub towards: Towards,
    /// The change from one run to the next, in tenths of a second: the slope of the line through
    /// them.
    pub slope: f64,
}

/// Whether times grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Towards {
    Shorter,
    Longer,
    Steady,
}

impl Towards {
    /// The word for it in tables and in JSON.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Shorter => "shorter",
            Self::Longer => "longer",
            Self::Steady => "steady",
        }
    }
}

/// A time in one run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sample {
    pub(super) time: Tenths,
    /// Whether it is of what there is now, and not of what was there before an edit.
    pub(super) is_current: bool,
}

/// Which times a trend is found in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Over {
    /// All of them: what converges is edited on the way.
    All,
    /// Those of what there is now.
    Current,
}

impl Timing {
    /// Sums times up, the oldest first. `last` is that of the last run, if it has one.
    pub(super) fn of(
        samples: &[Sample],
        last: Option<Sample>,
        plan: Option<Tenths>,
        over: Over,
    ) -> Self {
        let times = |current: bool| {
            samples
                .iter()
                .filter(move |sample| sample.is_current == current)
                .map(|sample| sample.time)
        };
        let (now, before): (Vec<Tenths>, Vec<Tenths>) =
            (times(true).collect(), times(false).collect());
        let from_plan =
            |time: &Tenths| plan.map_or(time.get(), |plan| time.get().abs_diff(plan.get()));
        let drifting: Vec<Tenths> = match over {
            Over::All => samples.iter().map(|sample| sample.time).collect(),
            Over::Current => now.clone(),
        };
        Self {
            last: last.map(|last| last.time),
            latest: samples.last().map(|latest| latest.time),
            is_edited: last.is_some_and(|last| !last.is_current),
            runs: now.len(),
            median: median(&now),
            best: now.iter().min_by_key(|time| from_plan(time)).copied(),
            deviation: deviation(&now),
            trend: trend(&drifting),
            earlier_runs: before.len(),
            earlier: median(&before),
        }
    }

    /// What the next run will likely take: what it took last, while times still grow or shrink;
    /// else what is usual.
    #[must_use]
    pub fn expected(&self) -> Option<Tenths> {
        let moves = self
            .trend
            .is_some_and(|trend| trend.towards != Towards::Steady);
        self.latest.filter(|_| moves).or(self.likely())
    }

    /// The time to plan with: what is usual now, else what was before an edit.
    #[must_use]
    pub fn likely(&self) -> Option<Tenths> {
        self.median.or(self.earlier)
    }
}

/// The middle one, or the mean of the two in the middle.
pub(super) fn median(times: &[Tenths]) -> Option<Tenths> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let (low, high) = (
        sorted.get(sorted.len().checked_sub(1)? / 2)?,
        sorted.get(sorted.len() / 2)?,
    );
    Some(Tenths::new((low.get() + high.get()).div_ceil(2)))
}

fn mean(times: &[Tenths]) -> f64 {
    times.iter().map(|time| f64::from(time.get())).sum::<f64>() / count(times.len()).max(1.0)
}

/// The standard deviation of a sample.
fn deviation(times: &[Tenths]) -> Option<Tenths> {
    let mean = mean(times);
    let squares: f64 = times
        .iter()
        .map(|time| (f64::from(time.get()) - mean).powi(2))
        .sum();
    let variance = squares / count(times.len().checked_sub(1).filter(|rest| *rest > 0)?);
    Tenths::from_seconds(variance.sqrt() / 10.0)
}

fn trend(times: &[Tenths]) -> Option<Trend> {
    if times.len() < RUNS_OF_A_TREND {
        return None;
    }
    let (mean, middle) = (mean(times), count(times.len() - 1) / 2.0);
    let apart = times
        .iter()
        .enumerate()
        .map(|(at, time)| (count(at) - middle, f64::from(time.get()) - mean));
    let (both, squares) = apart.fold((0.0, 0.0), |(both, squares), (x, y)| {
        (both + x * y, squares + x * x)
    });
    let slope = both / squares;
    let drift = slope * count(times.len() - 1);
    let towards = if drift.abs() < STEADY.1.max(mean * STEADY.0 / 100.0) {
        Towards::Steady
    } else if drift < 0.0 {
        Towards::Shorter
    } else {
        Towards::Longer
    };
    Some(Trend { towards, slope })
}

/// A number of runs or of slides.
fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timing(seconds: &[u32], earlier: &[u32]) -> Timing {
        let sample = |is_current| {
            move |seconds: &u32| Sample {
                time: Tenths::new(seconds * 10),
                is_current,
            }
        };
        let samples: Vec<Sample> = earlier
            .iter()
            .map(sample(false))
            .chain(seconds.iter().map(sample(true)))
            .collect();
        Timing::of(
            &samples,
            samples.last().copied(),
            Some(Tenths::new(600)),
            Over::Current,
        )
    }

    #[test]
    fn times_are_summed_up() {
        let seconds = |time: Option<Tenths>| time.map(Tenths::seconds);
        let some = timing(&[90, 70, 58, 66], &[200]);
        assert_eq!(
            (seconds(some.median), seconds(some.best), seconds(some.last)),
            (Some(68), Some(58), Some(66))
        );
        assert_eq!(
            (
                seconds(some.deviation),
                seconds(some.earlier),
                some.earlier_runs
            ),
            (Some(13), Some(200), 1)
        );
        assert_eq!(
            some.trend.map(|trend| trend.towards),
            Some(Towards::Shorter)
        );
        assert_eq!(
            some.trend.map(|trend| (trend.slope / 10.0).round()),
            Some(-8.0)
        );
        assert_eq!(timing(&[], &[]), Timing::default());
        assert_eq!(timing(&[60, 61], &[]).trend, None, "two runs are no trend");
        assert_eq!(
            timing(&[60, 63, 61], &[]).trend.map(|trend| trend.towards),
            Some(Towards::Steady)
        );
        assert_eq!(
            timing(&[60, 63, 80], &[]).trend.map(|trend| trend.towards),
            Some(Towards::Longer)
        );
        let edited = timing(&[], &[50, 60]);
        assert!(edited.is_edited && edited.median.is_none());
        assert_eq!(seconds(edited.likely()), Some(55));
    }
}
