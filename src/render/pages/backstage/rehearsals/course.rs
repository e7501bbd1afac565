//! The whole talk, run by run, against its slot: whether it converges. Runs of some slides are no
//! part of it.

use super::svg::{Anchor, Canvas, Drawn, WIDTH};
use super::words::ReportWords;
use super::{RehearsedDeck, clock, difference, none};
use crate::duration::Duration;
use crate::rehearsal::report::RunRow;

/// The field that runs are drawn in: left, right, top, bottom.
const FIELD: (f64, f64, f64, f64) = (24.0, WIDTH - 24.0, 40.0, 142.0);
/// The height of the picture.
const HEIGHT: f64 = 186.0;
/// With more runs, only some have their time beside them.
const ALL_LABELLED: usize = 7;

/// `None` where no run was whole.
pub(super) fn draw(subject: &RehearsedDeck<'_>) -> Option<Drawn> {
    let report = &subject.report;
    let words = subject.words;
    // Each has the number that it has among all runs.
    let runs: Vec<(usize, &RunRow)> = (1..)
        .zip(&report.runs)
        .filter(|(_, run)| run.incomplete.is_none())
        .collect();
    let times: Vec<u32> = runs.iter().map(|(_, run)| run.talk.seconds()).collect();
    times.first()?;
    let slot = report.slot.map(Duration::seconds);
    let course = RunCourse {
        bounds: bounds(&times, slot),
        runs,
        times,
        slot,
    };
    let mut canvas = Canvas::new();
    course.draw_slot(&mut canvas, words);
    course.draw_runs(&mut canvas);
    course.draw_legend(&mut canvas, words);
    let rows = course.rows(words);
    let description = rows.iter().map(|(name, cells)| {
        words.with(
            "rehearsal_run_of",
            &[
                ("run", name),
                ("time", &cells[0]),
                ("difference", &cells[1]),
            ],
        )
    });
    let description = description.collect::<Vec<_>>().join(" ");
    let title = words.word("rehearsal_picture_runs");
    let svg = canvas.finish(
        &format!("{}-runs", subject.id),
        HEIGHT,
        &title,
        &description,
    );
    let head = ["rehearsal_run", "rehearsal_talk", "rehearsal_to_slot"].map(|key| words.word(key));
    Some(Drawn {
        title,
        svg,
        head: head.to_vec(),
        rows,
    })
}

/// Whole runs, of which there is one at least, by their numbers, with what each took.
struct RunCourse<'r> {
    runs: Vec<(usize, &'r RunRow)>,
    times: Vec<u32>,
    slot: Option<u32>,
    /// What is shown of the clock.
    bounds: (f64, f64),
}

impl RunCourse<'_> {
    fn x(&self, at: usize) -> f64 {
        let (left, right, ..) = FIELD;
        let step = (right - left) / count(self.times.len().saturating_sub(1)).max(1.0);
        if self.times.len() == 1 {
            f64::midpoint(left, right)
        } else {
            left + count(at) * step
        }
    }

    fn y(&self, seconds: u32) -> f64 {
        let (.., top, bottom) = FIELD;
        let (low, high) = self.bounds;
        bottom - (f64::from(seconds) - low) / (high - low) * (bottom - top)
    }

    fn draw_slot(&self, canvas: &mut Canvas, words: ReportWords<'_>) {
        let Some(slot) = self.slot else { return };
        let y = self.y(slot);
        canvas.line("plot-slot", (0.0, y), (WIDTH, y));
        let legend = words.with("rehearsal_slot", &[("time", &clock(slot))]);
        // On the other side of its line than the first run.
        let is_above = self.times.first().is_some_and(|first| *first < slot);
        let label = y + if is_above { -6.0 } else { 15.0 };
        canvas.text("plot-legend", (0.0, label), Anchor::Start, None, &legend);
    }

    fn draw_runs(&self, canvas: &mut Canvas) {
        let points: Vec<(f64, f64)> = self
            .times
            .iter()
            .enumerate()
            .map(|(at, time)| (self.x(at), self.y(*time)))
            .collect();
        canvas.polyline("plot-course", &points);
        for (at, ((number, run), point)) in self.runs.iter().zip(&points).enumerate() {
            canvas.circle(
                if run.sample {
                    "plot-point plot-sample"
                } else {
                    "plot-point"
                },
                *point,
                4.5,
            );
            if is_labelled(at, &self.times) {
                let is_above = self.slot.is_none_or(|slot| self.times[at] >= slot);
                let label = if is_above {
                    point.1 - 10.0
                } else {
                    point.1 + 18.0
                };
                canvas.text(
                    "plot-figure",
                    (point.0, label),
                    Anchor::Middle,
                    None,
                    &clock(self.times[at]),
                );
                canvas.text(
                    "plot-legend",
                    (point.0, HEIGHT - 4.0),
                    Anchor::Middle,
                    None,
                    &number.to_string(),
                );
            }
        }
    }

    /// What the points of samples mean, where there are any.
    fn draw_legend(&self, canvas: &mut Canvas, words: ReportWords<'_>) {
        if self.runs.iter().any(|(_, run)| run.sample) {
            canvas.circle("plot-point plot-sample", (WIDTH - 92.0, 8.0), 4.5);
            canvas.text(
                "plot-legend",
                (WIDTH - 82.0, 12.0),
                Anchor::Start,
                None,
                &words.word("rehearsal_sample"),
            );
        }
    }

    fn rows(&self, words: ReportWords<'_>) -> Vec<(String, Vec<String>)> {
        let row = |((_, run), time): (&(usize, &RunRow), &u32)| {
            let over = self
                .slot
                .map_or_else(none, |slot| difference(i64::from(*time) - i64::from(slot)));
            (words.moment(&run.started), vec![clock(*time), over])
        };
        self.runs.iter().zip(&self.times).map(row).collect()
    }
}

/// What is shown of the clock: all runs and the slot, and never so little that seconds look like
/// minutes.
fn bounds(times: &[u32], slot: Option<u32>) -> (f64, f64) {
    let all = || times.iter().copied().chain(slot);
    let (low, high) = (
        f64::from(all().min().unwrap_or(0)),
        f64::from(all().max().unwrap_or(1)),
    );
    let least = (high / 10.0).max(10.0);
    let more = ((least - (high - low)) / 2.0).max(0.0);
    (low - more, high + more)
}

/// Whether a run has its time beside it: each of a few; of many the first, the last, the longest
/// and the shortest.
fn is_labelled(at: usize, times: &[u32]) -> bool {
    let is_extreme = |better: fn(&u32, &u32) -> bool| {
        times
            .iter()
            .position(|time| !times.iter().any(|other| better(other, time)))
            == Some(at)
    };
    times.len() <= ALL_LABELLED
        || at == 0
        || at + 1 == times.len()
        || is_extreme(|a, b| a > b)
        || is_extreme(|a, b| a < b)
}

fn count(number: usize) -> f64 {
    f64::from(u32::try_from(number).unwrap_or(u32::MAX))
}
