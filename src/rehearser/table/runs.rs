//! The table of runs, with what there is to say of each.

use std::io::{self, Write};

use super::cells::{NAME, cell, clock, difference, wrapped, write_line};
use super::names::{changed, name, names};
use crate::rehearsal::report::{Report, RunRow};
use crate::rehearsal::{Incomplete, Tenths};

/// Writes a line for each run, and below it its remarks.
pub(super) fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    if report.runs.is_empty() {
        return Ok(());
    }
    let line = |name: &str, cells: [String; 5]| {
        let [talk, slot, change, paused, questions] = cells;
        let name = cell(name, NAME);
        format!("{name} {talk:>7} {slot:>9} {change:>8} {paused:>7} {questions:>10}")
    };
    write_line(
        out,
        &line(
            "run",
            ["talk", "over slot", "change", "paused", "questions"].map(str::to_owned),
        ),
    )?;
    for run in &report.runs {
        let talk = run.talk.seconds();
        let slot = run
            .slot
            .or(report.slot)
            .filter(|_| run.incomplete.is_none());
        let slot = slot.map_or_else(|| "–".to_owned(), |slot| difference(slot.seconds(), talk));
        let change = run.before.map_or_else(
            || "–".to_owned(),
            |before| difference(before.seconds(), talk),
        );
        let some = |time: Tenths| {
            if time.get() == 0 {
                "–".to_owned()
            } else {
                clock(time.seconds())
            }
        };
        let cells = [
            clock(talk),
            slot,
            change,
            some(run.paused),
            some(run.questions),
        ];
        write_line(out, line(&name_of(run), cells).trim_end())?;
        for line in run_remarks(run, report)
            .iter()
            .flat_map(|line| wrapped(line))
        {
            write_line(out, &format!("  {line}"))?;
        }
    }
    writeln!(out)
}

/// A moment to the minute, as people write it.
pub(super) fn started(iso: &str) -> String {
    iso.replacen('T', " ", 1).chars().take(16).collect()
}

/// When a run began, and who spoke.
fn name_of(run: &RunRow) -> String {
    let start = started(&run.started);
    match (&run.speaker, run.sample) {
        (_, true) => format!("{start} (sample)"),
        (Some(speaker), false) => format!("{start} {speaker}"),
        (None, false) => start,
    }
}

fn run_remarks(run: &RunRow, report: &Report) -> Vec<String> {
    let mut lines: Vec<String> = run
        .incomplete
        .iter()
        .map(|why| incomplete(why, report))
        .collect();
    if !run.skipped.is_empty() {
        lines.push(format!("left out: {}", names(&run.skipped, report)));
    }
    lines.extend(changed(&run.changes, report));
    lines
}

/// Why a run does not count for the whole talk.
fn incomplete(why: &Incomplete, report: &Report) -> String {
    match why {
        Incomplete::Nothing => "incomplete: no slide was on".to_owned(),
        Incomplete::Only { from, to } if from == to => {
            format!("incomplete: only {}", name(from, report))
        }
        Incomplete::Only { from, to } => format!(
            "incomplete: only {} to {}",
            name(from, report),
            name(to, report)
        ),
        Incomplete::Gaps => "incomplete: more than a tenth of it was left out".to_owned(),
    }
}
