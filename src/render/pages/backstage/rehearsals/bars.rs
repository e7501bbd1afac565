//! Planned against rehearsed, by part: a bar for what it took last, a mark for the plan, and
//! hatching for what is beyond it.

use super::svg::{Anchor, Canvas, Drawn, WIDTH, short};
use super::{RehearsedDeck, clock, difference, none};
use crate::duration::Duration;
use crate::rehearsal::Tenths;
use crate::rehearsal::report::PartRow;

/// The height of a part with its name.
const ROW: f64 = 42.0;
/// The height of a bar.
const BAR: f64 = 11.0;
/// Where the bar of a part begins, below the part's name.
const BELOW: f64 = 19.0;
/// Letters of a part's name.
const NAME: usize = 36;

/// The time of a part, as it was last and as it should be, in seconds.
fn times(part: &PartRow) -> (Option<u32>, Option<u32>) {
    (
        part.timing.latest.map(Tenths::seconds),
        part.plan.map(Duration::seconds),
    )
}

/// The keys of the picture's title and of the word for its bars: not every part need be in the last
/// run.
fn names(parts: &[PartRow]) -> (&'static str, &'static str) {
    if parts
        .iter()
        .all(|part| part.timing.latest == part.timing.last)
    {
        return ("rehearsal_picture_parts", "rehearsal_last");
    }
    ("rehearsal_picture_parts_latest", "rehearsal_latest")
}

/// `None` where no run showed a whole part.
pub(super) fn draw(subject: &RehearsedDeck<'_>) -> Option<Drawn> {
    let parts = &subject.report.parts;
    parts.iter().find(|part| part.timing.latest.is_some())?;
    let (title, bars) = names(parts);
    let all = parts.iter().map(times);
    let longest = all
        .flat_map(|(last, plan)| [last, plan])
        .flatten()
        .max()
        .unwrap_or(1)
        .max(1);
    let scale = |seconds: u32| f64::from(seconds) / f64::from(longest) * (WIDTH - 4.0);
    let mut canvas = Canvas::new();
    let pattern = format!("{}-hatch", subject.id);
    canvas.hatching(&pattern);
    let mut rows = Vec::new();
    let mut top = 0.0;
    for (at, part) in parts.iter().enumerate() {
        let name = subject.part_name(at, part);
        let (last, plan) = times(part);
        canvas.text(
            "plot-name",
            (0.0, top + 13.0),
            Anchor::Start,
            Some(subject.lang().as_str()),
            &short(&name, NAME),
        );
        canvas.text(
            "plot-figure",
            (WIDTH, top + 13.0),
            Anchor::End,
            None,
            &figures(last, plan),
        );
        let bar = top + BELOW;
        if let Some(last) = last {
            let within = plan.map_or(last, |plan| plan.min(last));
            canvas.rectangle("plot-bar", 0.0, bar, (scale(within), BAR));
            if last > within {
                canvas.hatched(
                    &pattern,
                    scale(within),
                    bar,
                    (scale(last) - scale(within), BAR),
                );
            }
        }
        if let Some(plan) = plan {
            let x = scale(plan).max(1.0);
            canvas.line("plot-mark", (x, bar - 3.0), (x, bar + BAR + 3.0));
        }
        let over = last
            .zip(plan)
            .map(|(last, plan)| difference(i64::from(last) - i64::from(plan)));
        let cell = |seconds: Option<u32>| seconds.map_or_else(none, clock);
        rows.push((
            name,
            vec![cell(plan), cell(last), over.unwrap_or_else(none)],
        ));
        top += ROW;
    }
    legend(subject, &mut canvas, (&pattern, bars), top);
    let words = subject.words;
    let description = rows.iter().map(|(name, cells)| {
        words.with(
            "rehearsal_part_of",
            &[("part", name), ("last", &cells[1]), ("plan", &cells[0])],
        )
    });
    let description = description.collect::<Vec<_>>().join(" ");
    let title = words.word(title);
    let svg = canvas.finish(
        &format!("{}-parts", subject.id),
        top + 22.0,
        &title,
        &description,
    );
    let head = [
        "rehearsal_part",
        "rehearsal_plan",
        bars,
        "rehearsal_difference",
    ]
    .map(|key| words.word(key));
    Some(Drawn {
        title,
        svg,
        head: head.to_vec(),
        rows,
    })
}

/// `3:10 / 3:00`; beyond the plan with how much.
fn figures(last: Option<u32>, plan: Option<u32>) -> String {
    match (last, plan) {
        (Some(last), Some(plan)) => format!("{} / {}", clock(last), clock(plan)),
        (Some(last), None) => clock(last),
        (None, Some(plan)) => format!("– / {}", clock(plan)),
        (None, None) => none(),
    }
}

/// What the shapes mean.
fn legend(
    subject: &RehearsedDeck<'_>,
    canvas: &mut Canvas,
    (pattern, bars): (&str, &str),
    top: f64,
) {
    let words = subject.words;
    let y = top + 6.0;
    canvas.rectangle("plot-bar", 0.0, y, (16.0, BAR));
    canvas.text(
        "plot-legend",
        (21.0, y + 10.0),
        Anchor::Start,
        None,
        &words.word(bars),
    );
    canvas.line("plot-mark", (130.0, y - 2.0), (130.0, y + BAR + 2.0));
    canvas.text(
        "plot-legend",
        (137.0, y + 10.0),
        Anchor::Start,
        None,
        &words.word("rehearsal_plan"),
    );
    canvas.hatched(pattern, 215.0, y, (16.0, BAR));
    canvas.text(
        "plot-legend",
        (236.0, y + 10.0),
        Anchor::Start,
        None,
        &words.word("rehearsal_beyond"),
    );
}
