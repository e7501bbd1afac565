//! Works out from a report what a speaker may do about a talk that does not fit its slot.

use super::{PartRow, Report, tenths};
use crate::rehearsal::Tenths;
use crate::rehearsal::advice::{Advice, Cut};

/// Cuts are whole steps of 5 s, in tenths of a second.
const STEP: u32 = 50;

/// What follows from a report. `None` without a slot, and while too little is known.
pub(super) fn advice(report: &Report) -> Option<Advice> {
    let slot = tenths(report.slot?);
    let known: Option<Vec<Tenths>> = report.parts.iter().map(PartRow::expected).collect();
    let sum = known.map(|times| times.into_iter().fold(Tenths::default(), Tenths::and));
    let sum = sum.filter(|_| !report.parts.is_empty());
    let has_notes = sum.is_some() && !report.parts.iter().all(PartRow::is_timed);
    let expected = single_run(report).or(sum).or(report.total.expected())?;
    let over = i64::from(expected.get()) - i64::from(slot.get());
    let mut advice = Advice {
        is_timed: report.has_times(),
        has_notes,
        expected,
        over,
        ..Advice::default()
    };
    if advice.is_too_long() {
        let too_much = expected.less(slot);
        advice.cuts = cuts(report, too_much);
        advice.leave_out = leave_out(report, too_much);
    }
    Some(advice)
}

/// What the talk took in the one run that there is of it as it is now: a run has one length, with
/// what its parts do not have.
fn single_run(report: &Report) -> Option<Tenths> {
    let is_single = report.total.runs == 1 && report.runs.len() == 1;
    report.total.last.filter(|_| is_single)
}

/// Takes first from the part that is furthest beyond its own time; what nobody is to blame for,
/// from the longest.
fn cuts(report: &Report, too_much: Tenths) -> Vec<Cut> {
    let times = || {
        report
            .parts
            .iter()
            .enumerate()
            .filter_map(|(at, part)| Some((at, part, part.expected()?)))
    };
    let excess = times().filter_map(|(part, row, time)| {
        let by = time.less(tenths(row.plan?));
        (by > Tenths::default()).then_some(Cut { part, by })
    });
    let mut excess: Vec<Cut> = excess.collect();
    excess.sort_by(|a, b| b.by.cmp(&a.by).then(a.part.cmp(&b.part)));
    let mut left = too_much;
    let mut cuts: Vec<Cut> = Vec::new();
    for Cut { part, by } in excess {
        let by = by.min(left);
        left = left.less(by);
        if by > Tenths::default() {
            cuts.push(Cut { part, by });
        }
    }
    let longest = times()
        .max_by_key(|(at, _, time)| (*time, std::cmp::Reverse(*at)))
        .map(|(at, ..)| at);
    if let Some(part) = longest.filter(|_| left > Tenths::default()) {
        match cuts.iter_mut().find(|cut| cut.part == part) {
            Some(cut) => cut.by = cut.by.and(left),
            None => cuts.push(Cut { part, by: left }),
        }
    }
    for cut in &mut cuts {
        cut.by = Tenths::new(cut.by.get().div_ceil(STEP) * STEP);
    }
    cuts
}

/// The smallest optional slide that is enough; where none is, the largest, and so on.
fn leave_out(report: &Report, too_much: Tenths) -> Vec<(String, Tenths)> {
    let slides = report.parts.iter().flat_map(|part| &part.slides);
    let optional = slides.filter(|slide| slide.optional && !slide.skipped_last);
    let mut rest: Vec<(String, Tenths)> = optional
        .filter_map(|slide| Some((slide.id.clone(), slide.expected()?)))
        .filter(|(_, time)| time.get() > 0)
        .collect();
    rest.sort_by_key(|(_, time)| *time);
    let (mut left, mut chosen) = (too_much, Vec::new());
    while left > Tenths::default() && !rest.is_empty() {
        let at = rest
            .iter()
            .position(|(_, time)| *time >= left)
            .unwrap_or(rest.len() - 1);
        let slide = rest.remove(at);
        left = left.less(slide.1);
        chosen.push(slide);
    }
    chosen
}
