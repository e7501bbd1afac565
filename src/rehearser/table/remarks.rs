//! The sentences below the tables: what follows from the times.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::cells::clock;
use super::names::{changed, name, name_of};
use crate::rehearsal::Tenths;
use crate::rehearsal::advice::Advice;
use crate::rehearsal::report::{Report, Strangers};
use crate::rehearsal::statistics::{Timing, Towards, Trend};

/// Slides that are named as the worst.
const WORST: usize = 5;

/// What follows from the tables, a paragraph each.
pub(super) fn remarks(report: &Report) -> Vec<String> {
    let mut lines = strangers(report);
    lines.extend(legend(report));
    lines.extend(report.total.trend.as_ref().map(trend));
    let slides = || report.parts.iter().flat_map(|part| &part.slides);
    let overruns = report.overruns.iter().take(WORST).map(|over| {
        let slide = &report.parts[over.at.0].slides[over.at.1];
        format!("“{}” by {}", name_of(slide), clock(over.by.seconds()))
    });
    lines.extend(list("Longer than planned", overruns));
    let runs = report.runs.len();
    let skipped = slides().filter(|slide| slide.skipped > 0);
    let skipped =
        skipped.map(|slide| format!("“{}” in {} of {runs}", name_of(slide), slide.skipped));
    lines.extend(list("Left out", skipped));
    let asked = slides().filter(|slide| slide.questions.get() > 0);
    let asked = asked.map(|slide| {
        let time = clock(slide.questions.seconds());
        format!("“{}” {time}", name_of(slide))
    });
    lines.extend(list("Questions", asked));
    if !report.runs.is_empty() && !report.since.is_empty() {
        let changes = changed(&report.since, report).join("; ");
        lines.push(format!("Since the last run, slides were {changes}."));
    }
    lines.extend(report.advice.as_ref().map(|advice| advised(advice, report)));
    lines
}

/// `Title: one, two.`; `None` where there is no item.
fn list(title: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.collect();
    (!items.is_empty()).then(|| format!("{title}: {}.", items.join(", ")))
}

/// What the signs in the tables mean, where they are used.
fn legend(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    if report.slot.is_some() && report.runs.iter().any(|run| run.incomplete.is_none()) {
        lines.push("over slot: what the talk took beyond its slot; − is less than it.".to_owned());
    }
    if report.has_times() {
        let line = "nearest: of all runs, the time nearest to the plan. spread: how far the times of \
                    the runs lie apart (their standard deviation).";
        lines.push(line.to_owned());
    }
    let is_edited = |timing: &Timing| timing.is_edited;
    let mut parts = report.parts.iter();
    if parts.any(|part| {
        is_edited(&part.timing) || part.slides.iter().any(|slide| is_edited(&slide.timing))
    }) {
        let line = "* timed before it was edited; its median is that of the runs since.";
        lines.push(line.to_owned());
    }
    if report.parts.iter().any(|part| part.silent > 0) && report.estimate.0.is_some() {
        lines.push("+ some of its slides have no notes, so it takes more.".to_owned());
    }
    lines
}

fn trend(trend: &Trend) -> String {
    if trend.towards == Towards::Steady {
        return "From run to run the talk is steady.".to_owned();
    }
    let step = Tenths::from_seconds(trend.slope.abs() / 10.0).unwrap_or_default();
    format!(
        "From run to run the talk gets {}, by {} each time.",
        trend.towards.name(),
        clock(step.seconds())
    )
}

/// Runs of variants and languages that the talk does not have, which no report counts.
fn strangers(report: &Report) -> Vec<String> {
    let Strangers {
        variants,
        languages,
    } = &report.strangers;
    let sentence = |runs: &BTreeMap<String, usize>, one: &str, more: &str| {
        let count: usize = runs.values().sum();
        let what = if count == 1 {
            format!("1 run is {one}")
        } else {
            format!("{count} runs are {more}")
        };
        let names: Vec<&str> = runs.keys().map(String::as_str).collect();
        (count > 0).then(|| format!("{what}, and counted nowhere: {}.", names.join(", ")))
    };
    let sentences = [
        sentence(
            variants,
            "of a variant that the deck does not have",
            "of variants that the deck does not have",
        ),
        sentence(
            languages,
            "in a language that the talk has no slides in",
            "in languages that the talk has no slides in",
        ),
    ];
    sentences.into_iter().flatten().collect()
}

/// The advice in sentences.
fn advised(advice: &Advice, report: &Report) -> String {
    let expected = clock(advice.expected.seconds());
    let basis = match (advice.is_timed, advice.has_notes) {
        (true, false) => "as rehearsed",
        (true, true) => "as rehearsed, and as the notes say of the rest",
        (false, _) => "as the notes say",
    };
    let by = clock(advice.by());
    if advice.is_short() {
        return format!("It takes {expected} {basis}: {by} are left.");
    }
    if !advice.is_too_long() {
        return format!("It takes {expected} {basis}, and fits its slot.");
    }
    let cuts: Vec<String> = advice
        .cuts
        .iter()
        .map(|cut| {
            let title = report.parts[cut.part].title.as_deref();
            let title = title.unwrap_or("Before the first part");
            format!("{} from “{title}”", clock(cut.by.seconds()))
        })
        .collect();
    let mut text = format!(
        "It takes {expected} {basis}, {by} too long: cut {}.",
        cuts.join(", ")
    );
    if !advice.leave_out.is_empty() {
        // Writing to a `String` cannot fail.
        let _ = write!(text, " {}", optional_slides(advice, report));
    }
    text
}

/// What it helps to leave out the optional slides.
fn optional_slides(advice: &Advice, report: &Report) -> String {
    let slides: Vec<String> = advice
        .leave_out
        .iter()
        .map(|(id, time)| format!("“{}” ({})", name(id, report), clock(time.seconds())))
        .collect();
    let is_enough = advice.wins().get() >= u32::try_from(advice.over).unwrap_or(u32::MAX);
    let enough = if is_enough {
        "is enough"
    } else {
        "helps, and is not enough"
    };
    format!("To leave {} out {enough}.", slides.join(" and "))
}
