//! What to do about a talk that does not fit: which part to cut, by how much, and which slides can
//! stay away.

use super::Tenths;
use super::report::{PartRow, Report, tenths};

/// What a talk may miss its slot by, in tenths of a second, before anybody is bothered with it.
const TOLERANCE: i64 = 150;
/// Cuts are told in steps of 5 s.
const STEP: u32 = 50;

/// What follows from what is known of a talk.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Advice {
    /// Whether it follows from runs; else from the notes alone.
    pub is_timed: bool,
    /// Whether the notes say what no run does.
    pub has_notes: bool,
    /// The time that the talk will likely take.
    pub expected: Tenths,
    /// By how much that is more than the slot, in tenths of a second; less than nothing where there
    /// is time left.
    pub over: i64,
    /// What to take from which part, the most first. Nothing where the talk fits.
    pub cuts: Vec<Cut>,
    /// Optional slides that win the time back, by id, each with what it takes.
    pub leave_out: Vec<(String, Tenths)>,
}

/// What to take from a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The part, by its place.
    pub part: usize,
    /// How much.
    pub by: Tenths,
}

impl Advice {
    /// Whether the talk is too long.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        self.over > TOLERANCE
    }

    /// Whether there is time left.
    #[must_use]
    pub fn is_short(&self) -> bool {
        self.over < -TOLERANCE
    }

    /// What the slides that can stay away win together.
    #[must_use]
    pub fn wins(&self) -> Tenths {
        self.leave_out
            .iter()
            .fold(Tenths::default(), |sum, (_, time)| sum.and(*time))
    }
}

/// What follows from a report. `None` without a slot, and while too little is known.
pub(super) fn of(report: &Report) -> Option<Advice> {
    let slot = tenths(report.slot?);
    let known: Option<Vec<Tenths>> = report.parts.iter().map(PartRow::expected).collect();
    let sum = known.map(|times| times.into_iter().fold(Tenths::default(), Tenths::and));
    let sum = sum.filter(|_| !report.parts.is_empty());
    let has_notes = sum.is_some() && !report.parts.iter().all(PartRow::is_timed);
    let expected = sum.or(report.total.expected())?;
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
