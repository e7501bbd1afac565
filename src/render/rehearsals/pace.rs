//! The pace of the last run that was whole: how far it was from its plan when each slide came on.

use super::svg::{Anchor, Canvas, Drawn, WIDTH};
use super::{Subject, clock, difference};
use crate::rehearsal::{Pace, Run};

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

/// `None` where the run had no plan.
pub(super) fn draw(subject: &Subject<'_>) -> Option<Drawn> {
    let run = subject.whole.as_deref()?;
    let paces = run.pace();
    let whole = paces.last()?.planned.seconds().max(1);
    let late = |pace: &Pace| i64::from(pace.elapsed.seconds()) - i64::from(pace.planned.seconds());
    let most = paces.iter().map(|pace| late(pace).unsigned_abs()).max()?;
    let most = f64::from(u32::try_from(most).unwrap_or(u32::MAX)).max(LEAST);
    let (left, right, top, bottom) = FIELD;
    let middle = f64::midpoint(top, bottom);
    let x = |pace: &Pace| left + f64::from(pace.planned.seconds()) / f64::from(whole) * (right - left);
    let y = |seconds: i64| middle - number(seconds) / most * (bottom - top) / 2.0;
    let mut canvas = Canvas::new();
    let words = subject.words;
    parts(&mut canvas, run, &paces, x);
    canvas.line("plot-axis", (0.0, middle), (WIDTH, middle));
    canvas.text("plot-legend", (0.0, 12.0), Anchor::Start, None, &format!("↑ {}", words.word("rehearsal_behind")));
    canvas.text(
        "plot-legend",
        (0.0, bottom + 19.0),
        Anchor::Start,
        None,
        &format!("↓ {}", words.word("rehearsal_ahead")),
    );
    let points: Vec<(f64, f64)> = paces.iter().map(|pace| (x(pace), y(late(pace)))).collect();
    canvas.polyline("plot-course", &points);
    for point in &points {
        canvas.circle("plot-dot", *point, 2.2);
    }
    let told = [paces.len() - 1, furthest(&paces, late)];
    let mut label = |at: usize, is_outside: bool| {
        let (px, py) = points[at];
        let anchor = if px > WIDTH * 0.6 { Anchor::End } else { Anchor::Start };
        let is_above = (py <= middle) == is_outside;
        canvas.circle("plot-point", (px, py), 4.0);
        let at_label = (px, if is_above { py - 8.0 } else { py + 19.0 });
        canvas.text("plot-figure", at_label, anchor, None, &words.lateness(late(&paces[at])));
    };
    // Where both stand close together, the end is told towards the middle, the other away from it.
    let are_close = (points[told[0]].0 - points[told[1]].0).abs() < LABEL;
    label(told[0], told[0] == told[1] || !are_close);
    if told[0] != told[1] {
        label(told[1], true);
    }
    let rows = paces.iter().map(|pace| {
        let name = pace.slide.map(|at| {
            let slide = &run.slides[at];
            slide.title.clone().unwrap_or_else(|| slide.id.clone())
        });
        let cells = vec![clock(pace.planned.seconds()), clock(pace.elapsed.seconds()), difference(late(pace))];
        (name.unwrap_or_else(|| words.word("rehearsal_end")), cells)
    });
    let is_last = subject.last.as_deref() == Some(run);
    let title = words.word(if is_last { "rehearsal_picture_pace" } else { "rehearsal_picture_pace_whole" });
    let (end, worst) = (&paces[told[0]], &paces[told[1]]);
    let arguments = [("worst", words.lateness(late(worst))), ("end", words.lateness(late(end)))];
    let arguments = arguments.each_ref().map(|(key, value)| (*key, value.as_str()));
    let description = words.with("rehearsal_pace_of", &arguments);
    let svg = canvas.finish(&format!("{}-pace", subject.id), HEIGHT, &title, &description);
    let head = ["rehearsal_slide_on", "rehearsal_plan", "rehearsal_elapsed", "rehearsal_difference"];
    Some(Drawn { title, svg, head: head.map(|key| words.word(key)).to_vec(), rows: rows.collect() })
}

/// A line where each part begins, with its number: its name stands in the first picture.
fn parts(canvas: &mut Canvas, run: &Run, paces: &[Pace], x: impl Fn(&Pace) -> f64) {
    let mut known = None;
    let mut free = f64::MIN;
    for pace in paces {
        let Some(part) = pace.slide.map(|at| run.slides[at].part) else { continue };
        if known == Some(part) {
            continue;
        }
        known = Some(part);
        let at = x(pace);
        canvas.line("plot-grid", (at, FIELD.2 - 8.0), (at, FIELD.3 + 8.0));
        if at >= free {
            canvas.text("plot-legend", (at + 2.0, HEIGHT - 4.0), Anchor::Start, None, &(part + 1).to_string());
            free = at + NUMBER;
        }
    }
}

/// Where the run was furthest from its plan.
fn furthest(paces: &[Pace], late: impl Fn(&Pace) -> i64) -> usize {
    let apart = paces.iter().enumerate().max_by_key(|(at, pace)| (late(pace).unsigned_abs(), std::cmp::Reverse(*at)));
    apart.map_or(0, |(at, _)| at)
}

/// Seconds, of which a day has few.
fn number(seconds: i64) -> f64 {
    f64::from(i32::try_from(seconds).unwrap_or_default())
}
