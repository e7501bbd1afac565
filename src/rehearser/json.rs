//! The report for programs: one JSON object a line, for each deck and variant. Times are seconds,
//! with one decimal.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::DeckReport;
use crate::duration::Duration;
use crate::rehearsal::advice::Advice;
use crate::rehearsal::changes::Changes;
use crate::rehearsal::report::{PartRow, Report, RunRow, SlideRow};
use crate::rehearsal::statistics::Timing;
use crate::rehearsal::{Incomplete, Tenths};

/// Writes a report as one line.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write(out: &mut dyn Write, deck: &DeckReport<'_>) -> io::Result<()> {
    let report = &deck.report;
    let object = json!({
        "talk": deck.talk,
        "file": deck.document.path.file.as_str(),
        "language": deck.document.path.lang.as_str(),
        "variant": deck.variant,
        "slot": whole(report.slot),
        "plan": whole(report.plan),
        "estimate": whole(report.estimate.0),
        "slides_without_notes": report.estimate.1,
        "words_per_minute": report.speed.words_per_minute,
        "words_per_minute_from": report.speed.basis.name(),
        "runs": report.runs.iter().map(run).collect::<Vec<_>>(),
        "incomplete": report.incomplete(),
        "unfinished": report.unfinished,
        "unknown_variants": report.strangers.variants,
        "unknown_languages": report.strangers.languages,
        "total": timing(&report.total),
        "parts": report.parts.iter().map(part).collect::<Vec<_>>(),
        "overruns": report.overruns.iter().map(|over| json!({
            "slide": report.parts[over.at.0].slides[over.at.1].id,
            "by": seconds(Some(over.by)),
        })).collect::<Vec<_>>(),
        "changes_since": changes(&report.since),
        "advice": report.advice.as_ref().map(|it| advice(it, report)),
    });
    writeln!(out, "{object}")
}

fn whole(duration: Option<Duration>) -> Value {
    duration.map_or(Value::Null, |duration| duration.seconds().into())
}

fn seconds(time: Option<Tenths>) -> Value {
    time.map_or(Value::Null, |time| (f64::from(time.get()) / 10.0).into())
}

fn run(row: &RunRow) -> Value {
    json!({
        "started": row.started,
        "speaker": row.speaker,
        "sample": row.sample,
        "slot": whole(row.slot),
        "talk": seconds(Some(row.talk)),
        "incomplete": row.incomplete.as_ref().map(incomplete),
        "before": seconds(row.before),
        "paused": seconds(Some(row.paused)),
        "questions": seconds(Some(row.questions)),
        "skipped": row.skipped,
        "changes": changes(&row.changes),
    })
}

/// Why a run does not count for the whole talk, with the first and the last slide of it where that
/// is why.
fn incomplete(why: &Incomplete) -> Value {
    let (from, to) = match why {
        Incomplete::Only { from, to } => (Some(from), Some(to)),
        Incomplete::Nothing | Incomplete::Gaps => (None, None),
    };
    json!({ "why": why.name(), "from": from, "to": to })
}

fn part(row: &PartRow) -> Value {
    json!({
        "title": row.title,
        "plan": whole(row.plan),
        "estimate": whole(row.estimate),
        "slides_without_notes": row.silent,
        "times": timing(&row.timing),
        "slides": row.slides.iter().map(slide).collect::<Vec<_>>(),
    })
}

fn slide(row: &SlideRow) -> Value {
    json!({
        "id": row.id,
        "title": row.title,
        "optional": row.optional,
        "plan": whole(row.plan),
        "estimate": whole(row.estimate),
        "times": timing(&row.timing),
        "skipped": row.skipped,
        "questions": seconds(Some(row.questions)),
    })
}

fn timing(timing: &Timing) -> Value {
    json!({
        "last": seconds(timing.last),
        "edited_since": timing.is_edited,
        "runs": timing.runs,
        "median": seconds(timing.median),
        "best": seconds(timing.best),
        "deviation": seconds(timing.deviation),
        "trend": timing.trend.map(|trend| trend.towards.name()),
        "slope": timing.trend.map(|trend| trend.slope.round() / 10.0),
        "earlier_runs": timing.earlier_runs,
        "earlier_median": seconds(timing.earlier),
    })
}

fn changes(changes: &Changes) -> Value {
    json!({
        "added": changes.added,
        "removed": changes.removed,
        "edited": changes.edited,
        "moved": changes.moved,
    })
}

fn advice(advice: &Advice, report: &Report) -> Value {
    json!({
        "timed": advice.is_timed,
        "with_notes": advice.has_notes,
        "expected": seconds(Some(advice.expected)),
        "over": f64::from(i32::try_from(advice.over).unwrap_or_default()) / 10.0,
        "cuts": advice.cuts.iter().map(|cut| json!({
            "part": report.parts[cut.part].title,
            "by": seconds(Some(cut.by)),
        })).collect::<Vec<_>>(),
        "leave_out": advice.leave_out.iter().map(|(slide, time)| json!({
            "slide": slide,
            "wins": seconds(Some(*time)),
        })).collect::<Vec<_>>(),
    })
}
