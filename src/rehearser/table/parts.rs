//! The table of parts and slides, planned and measured.

use std::io::{self, Write};

use super::cells::{NAME, cell, clock, count, planned, timed, write_line};
use super::names::name_of;
use crate::duration::Duration;
use crate::rehearsal::report::Report;
use crate::rehearsal::statistics::Timing;

/// Writes a line for each part and slide, and one for the whole talk.
pub(super) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let head = ["plan", "notes", "last", "median", "nearest", "spread"];
    write_line(
        out,
        &figures("part and slide", &head.map(str::to_owned), "trend"),
    )?;
    for part in &report.parts {
        let title = part.title.as_deref().unwrap_or("Before the first part");
        let more = if part.silent > 0 && part.estimate.is_some() {
            "+"
        } else {
            ""
        };
        let notes = format!("{}{more}", planned(part.estimate));
        write_line(out, &row(title, part.plan, notes, &part.timing))?;
        for slide in part.slides.iter().filter(|_| part.slides.len() > 1) {
            let mark = if slide.optional { "(optional) " } else { "" };
            let name = format!("  {mark}{}", name_of(slide));
            write_line(
                out,
                &row(&name, slide.plan, planned(slide.estimate), &slide.timing),
            )?;
            earlier(out, &slide.timing)?;
        }
        if part.slides.len() <= 1 {
            earlier(out, &part.timing)?;
        }
    }
    let (estimate, silent) = report.estimate;
    let more = if silent > 0 && estimate.is_some() {
        "+"
    } else {
        ""
    };
    write_line(
        out,
        &row(
            "total",
            report.plan,
            format!("{}{more}", planned(estimate)),
            &report.total,
        ),
    )?;
    writeln!(out)
}

/// Times of a slide before it was edited stand below it, apart from its median.
fn earlier(out: &mut dyn Write, timing: &Timing) -> io::Result<()> {
    let Some(earlier) = timing.earlier else {
        return Ok(());
    };
    let runs = count(timing.earlier_runs, "run");
    writeln!(
        out,
        "    before it was edited: {} in {runs}",
        clock(earlier.seconds())
    )
}

fn row(name: &str, plan: Option<Duration>, notes: String, timing: &Timing) -> String {
    let trend = timing.trend.map_or("", |trend| trend.towards.name());
    let edited = if timing.is_edited { "*" } else { "" };
    let last = format!("{}{edited}", timed(timing.last));
    let cells = [
        planned(plan),
        notes,
        last,
        timed(timing.median),
        timed(timing.best),
        timed(timing.deviation),
    ];
    figures(name, &cells, trend)
}

fn figures(name: &str, cells: &[String; 6], trend: &str) -> String {
    let [plan, notes, last, median, best, deviation] = cells;
    let name = cell(name, NAME);
    format!("{name} {plan:>6} {notes:>6} {last:>6} {median:>6} {best:>7} {deviation:>6}  {trend}")
        .trim_end()
        .to_owned()
}
