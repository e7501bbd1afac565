//! The pace of a run: how far it was from its plan when each slide came on.

use super::svg::{Anchor, Canvas, Drawn, WIDTH};
use super::words::ReportWords;
use super::{clock, difference};
use crate::rehearsal::{NoPace, Pace, Run};

/// The field that the pace is drawn in: left, right, top, bottom.
const FIELD: (f64, f64, f64, f64) = (0.0, WIDTH - 4.0, 30.0, 150.0);
/// The height of the picture.
const HEIGHT: f64 = 192.0;
/// Less than a quarter of a minute up and down is never drawn larger.
const LEAST: f64 = 15.0;
/// Room that two labels take.
const LABEL: f64 = 180.0;
/// Room that the number of a part takes.
const NUMBER: f64 = 14.0;

/// The picture of a run, with its title. `id` is what its ids on the page begin with.
pub(super) fn draw(
    words: ReportWords<'_>,
    run: &Run,
    id: &str,
    title: String,
) -> Result<Drawn, NoPace> {
    let paces = run.pace()?;
    let scale = Scale::of(&paces).ok_or(NoPace::NoSlide)?;
    let mut canvas = Canvas::new();
    parts(&mut canvas, run, &paces, |pace| scale.x(pace));
    axis(&mut canvas, words);
    let points: Vec<(f64, f64)> = paces
        .iter()
        .map(|pace| (scale.x(pace), scale.y(late(pace))))
        .collect();
    canvas.polyline("plot-course", &points);
    for point in &points {
        canvas.circle("plot-dot", *point, 2.2);
    }
    let (end, worst) = (paces.len() - 1, furthest(&paces));
    let labelled = |at: usize| (points[at], words.lateness(late(&paces[at])));
    labels(
        &mut canvas,
        &labelled(end),
        (worst != end).then(|| labelled(worst)).as_ref(),
    );
    let arguments = [("worst", labelled(worst).1), ("end", labelled(end).1)];
    let arguments = arguments
        .each_ref()
        .map(|(key, value)| (*key, value.as_str()));
    let description = words.with("rehearsal_pace_of", &arguments);
    let svg = canvas.finish(id, HEIGHT, &title, &description);
    let head = [
        "rehearsal_slide_on",
        "rehearsal_plan",
        "rehearsal_elapsed",
        "rehearsal_difference",
    ];
    let head = head.map(|key| words.word(key)).to_vec();
    Ok(Drawn {
        title,
        svg,
        head,
        rows: rows(run, &paces, words),
    })
}

/// Seconds behind the plan.
fn late(pace: &Pace) -> i64 {
    i64::from(pace.elapsed.seconds()) - i64::from(pace.planned.seconds())
}

/// The height at which a run is on time.
fn middle() -> f64 {
    f64::midpoint(FIELD.2, FIELD.3)
}

/// How much of the plan, and of being early or late, the field shows.
struct Scale {
    whole: u32,
    most: f64,
}

impl Scale {
    fn of(paces: &[Pace]) -> Option<Self> {
        let whole = paces.last()?.planned.seconds().max(1);
        let most = paces.iter().map(|pace| late(pace).unsigned_abs()).max()?;
        Some(Self {
            whole,
            most: f64::from(u32::try_from(most).unwrap_or(u32::MAX)).max(LEAST),
        })
    }

    fn x(&self, pace: &Pace) -> f64 {
        let (left, right, ..) = FIELD;
        left + f64::from(pace.planned.seconds()) / f64::from(self.whole) * (right - left)
    }

    fn y(&self, seconds: i64) -> f64 {
        let (.., top, bottom) = FIELD;
        middle() - number(seconds) / self.most * (bottom - top) / 2.0
    }
}

/// The line of a run on time, and what stands on either side of it.
fn axis(canvas: &mut Canvas, words: ReportWords<'_>) {
    canvas.line("plot-axis", (0.0, middle()), (WIDTH, middle()));
    let behind = format!("↑ {}", words.word("rehearsal_behind"));
    canvas.text("plot-legend", (0.0, 12.0), Anchor::Start, None, &behind);
    let ahead = format!("↓ {}", words.word("rehearsal_ahead"));
    canvas.text(
        "plot-legend",
        (0.0, FIELD.3 + 19.0),
        Anchor::Start,
        None,
        &ahead,
    );
}

/// A point and the text beside it.
type Labelled = ((f64, f64), String);

/// Labels the end, and the point that is furthest from the plan, unless that is the end.
fn labels(canvas: &mut Canvas, end: &Labelled, worst: Option<&Labelled>) {
    // Where both stand close together, the text at the end is towards the middle, the other away from it.
    let are_close = worst.is_some_and(|worst| (end.0.0 - worst.0.0).abs() < LABEL);
    label(canvas, end, !are_close);
    if let Some(worst) = worst {
        label(canvas, worst, true);
    }
}

fn label(canvas: &mut Canvas, ((x, y), text): &Labelled, is_outside: bool) {
    let anchor = if *x > WIDTH * 0.6 {
        Anchor::End
    } else {
        Anchor::Start
    };
    let is_above = (*y <= middle()) == is_outside;
    canvas.circle("plot-point", (*x, *y), 4.0);
    canvas.text(
        "plot-figure",
        (*x, if is_above { y - 8.0 } else { y + 19.0 }),
        anchor,
        None,
        text,
    );
}

fn rows(run: &Run, paces: &[Pace], words: ReportWords<'_>) -> Vec<(String, Vec<String>)> {
    let row = |pace: &Pace| {
        let name = pace
            .slide
            .map(|at| words.name(run.slides[at].title.as_deref(), at + 1));
        let cells = vec![
            clock(pace.planned.seconds()),
            clock(pace.elapsed.seconds()),
            difference(late(pace)),
        ];
        (name.unwrap_or_else(|| words.word("rehearsal_end")), cells)
    };
    paces.iter().map(row).collect()
}

/// A line where each part begins, with its number: its name stands in the first picture.
fn parts(canvas: &mut Canvas, run: &Run, paces: &[Pace], x: impl Fn(&Pace) -> f64) {
    let mut known = None;
    let mut free = f64::MIN;
    for pace in paces {
        let Some(part) = pace.slide.map(|at| run.slides[at].part) else {
            continue;
        };
        if known == Some(part) {
            continue;
        }
        known = Some(part);
        let at = x(pace);
        canvas.line("plot-grid", (at, FIELD.2 - 8.0), (at, FIELD.3 + 8.0));
        if at >= free {
            canvas.text(
                "plot-legend",
                (at + 2.0, HEIGHT - 4.0),
                Anchor::Start,
                None,
                &(part + 1).to_string(),
            );
            free = at + NUMBER;
        }
    }
}

/// Where the run was furthest from its plan.
fn furthest(paces: &[Pace]) -> usize {
    let apart = paces
        .iter()
        .enumerate()
        .max_by_key(|(at, pace)| (late(pace).unsigned_abs(), std::cmp::Reverse(*at)));
    apart.map_or(0, |(at, _)| at)
}

/// Seconds, of which a day has few.
fn number(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or_default())
}
