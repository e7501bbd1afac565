//! The report for people: tables of 80 columns with their figures below each other, and what
//! follows in sentences.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use super::Subject;
use crate::deck::estimate::{Basis, Speed};
use crate::duration::Duration;
use crate::printable::printable;
use crate::rehearsal::advice::Advice;
use crate::rehearsal::changes::Changes;
use crate::rehearsal::report::{Report, RunRow, SlideRow, Strangers};
use crate::rehearsal::statistics::{Timing, Towards};
use crate::rehearsal::{Incomplete, Tenths};

/// Columns of the first cell of a line.
const NAME: usize = 28;
/// Columns of a line.
const WIDTH: usize = 80;
/// Slides that are told as the worst.
const WORST: usize = 5;

/// Writes a report.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write(out: &mut dyn Write, subject: &Subject<'_>) -> io::Result<()> {
    let report = &subject.report;
    let variant = subject
        .variant
        .map(|variant| format!(", variant {variant}"))
        .unwrap_or_default();
    tell(
        out,
        &format!("{} ({}{variant})", subject.talk, subject.document.path.lang),
    )?;
    for line in wrapped(&summary(report)) {
        tell(out, &line)?;
    }
    tell(out, &reckoning(&report.speed))?;
    writeln!(out)?;
    runs(out, report)?;
    parts(out, report)?;
    for line in remarks(report) {
        for line in wrapped(&line) {
            tell(out, &line)?;
        }
    }
    Ok(())
}

/// Writes a line for each deck, and below it what does not count of its runs.
///
/// # Errors
/// When the stream cannot be written to.
pub fn overview(out: &mut dyn Write, subjects: &[Subject<'_>]) -> io::Result<()> {
    let line = |cells: [&str; 7]| {
        let [name, runs, day, took, median, slot, trend] = cells;
        let line = format!(
            "{} {runs:>5} {day:>11} {took:>7} {median:>7} {slot:>7}  {trend}",
            cell(name, NAME)
        );
        line.trim_end().to_owned()
    };
    if !subjects.is_empty() {
        tell(
            out,
            &line([
                "talk", "runs", "last run", "took", "median", "slot", "trend",
            ]),
        )?;
    }
    for Subject {
        talk,
        document,
        variant,
        report,
    } in subjects
    {
        let variant = variant
            .map(|variant| format!(", {variant}"))
            .unwrap_or_default();
        let day: String = report
            .runs
            .last()
            .map_or("–", |run| &run.started)
            .chars()
            .take(10)
            .collect();
        let (took, median) = (timed(report.total.last), timed(report.total.median));
        let trend = report.total.trend.map_or("", |trend| trend.towards.name());
        let name = format!("{talk} ({}{variant})", document.path.lang);
        let runs = report.runs.len().to_string();
        tell(
            out,
            &line([
                &name,
                &runs,
                &day,
                &took,
                &median,
                &planned(report.slot),
                trend,
            ]),
        )?;
        let counts = [
            (&report.strangers.variants, "of unknown variants"),
            (&report.strangers.languages, "without slides"),
        ];
        let strangers = counts.into_iter().filter(|(runs, _)| !runs.is_empty());
        let strangers =
            strangers.map(|(runs, what)| format!("{} {what}", runs.values().sum::<usize>()));
        let told: Vec<String> = reservations(report).into_iter().chain(strangers).collect();
        if !told.is_empty() {
            tell(out, &format!("  {}", told.join(", ")))?;
        }
    }
    Ok(())
}

/// Writes a line. Titles, ids and speakers in it are what somebody wrote into a file.
fn tell(out: &mut dyn Write, line: &str) -> io::Result<()> {
    writeln!(out, "{}", printable(line))
}

/// Minutes and seconds: `5:07`, `65:00`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

fn planned(duration: Option<Duration>) -> String {
    duration.map_or_else(|| "–".to_owned(), |duration| clock(duration.seconds()))
}

fn timed(time: Option<Tenths>) -> String {
    time.map_or_else(|| "–".to_owned(), |time| clock(time.seconds()))
}

/// With its sign; nothing is `0:00`.
fn difference(from: u32, to: u32) -> String {
    let sign = match from.cmp(&to) {
        std::cmp::Ordering::Less => "+",
        std::cmp::Ordering::Equal => "",
        std::cmp::Ordering::Greater => "−",
    };
    format!("{sign}{}", clock(from.abs_diff(to)))
}

fn summary(report: &Report) -> String {
    let mut told = Vec::new();
    told.push(match report.slot {
        Some(slot) => format!("slot {}", clock(slot.seconds())),
        None => "nobody says how long it may take".to_owned(),
    });
    told.extend(
        report
            .plan
            .map(|plan| format!("planned {}", clock(plan.seconds()))),
    );
    match report.estimate {
        (Some(time), 0) => told.push(format!("notes {}", clock(time.seconds()))),
        (Some(time), unknown) => {
            told.push(format!(
                "notes {} and {} without any",
                clock(time.seconds()),
                count(unknown, "slide")
            ));
        }
        (None, _) => told.push("no notes to estimate it from".to_owned()),
    }
    let samples = report.samples();
    let runs = count(report.runs.len(), "run");
    told.push(if samples > 0 {
        format!("{runs}, {samples} of them for show")
    } else {
        runs
    });
    told.extend(reservations(report));
    told.join(", ")
}

/// Which runs do not count, or not for the whole talk.
fn reservations(report: &Report) -> Vec<String> {
    let counts = [
        (report.incomplete(), "incomplete"),
        (report.unfinished, "never ended"),
    ];
    counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect()
}

fn reckoning(
    Speed {
        words_per_minute,
        basis,
    }: &Speed,
) -> String {
    let from = match basis {
        Basis::Standard => "as lectures have them".to_owned(),
        Basis::Site => "as lutrin.yaml says".to_owned(),
        Basis::Person(id) => format!("as people.yaml says of {id}"),
        Basis::Runs(runs) => format!("measured in {runs} runs of the speaker"),
    };
    format!("{words_per_minute} words of notes a minute, {from}")
}

fn count(number: usize, what: &str) -> String {
    if number == 1 {
        format!("1 {what}")
    } else {
        format!("{number} {what}s")
    }
}

/// A text of exactly so many columns, cut where it is longer.
fn cell(text: &str, width: usize) -> String {
    let length = text.chars().count();
    if length <= width {
        return format!("{text}{}", " ".repeat(width - length));
    }
    let cut: String = text.chars().take(width.saturating_sub(1)).collect();
    format!(
        "{}…{}",
        cut.trim_end(),
        " ".repeat(cut.chars().count() - cut.trim_end().chars().count())
    )
}

fn runs(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    if report.runs.is_empty() {
        return Ok(());
    }
    let line = |name: &str, cells: [String; 5]| {
        let [talk, slot, change, paused, questions] = cells;
        let name = cell(name, NAME);
        format!("{name} {talk:>7} {slot:>8} {change:>8} {paused:>7} {questions:>10}")
    };
    tell(
        out,
        &line(
            "run",
            ["talk", "to slot", "change", "paused", "questions"].map(str::to_owned),
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
        tell(out, line(&name_of(run), cells).trim_end())?;
        for line in run_remarks(run, report)
            .iter()
            .flat_map(|line| wrapped(line))
        {
            tell(out, &format!("  {line}"))?;
        }
    }
    writeln!(out)
}

/// When a run began, and who spoke.
fn name_of(run: &RunRow) -> String {
    let start: String = run.started.replacen('T', " ", 1).chars().take(16).collect();
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

fn changed(changes: &Changes, report: &Report) -> Vec<String> {
    changes
        .kinds()
        .map(|(kind, slides)| format!("{kind}: {}", names(slides, report)))
        .collect()
}

fn names(ids: &[String], report: &Report) -> String {
    ids.iter()
        .map(|id| name(id, report))
        .collect::<Vec<_>>()
        .join(", ")
}

fn name<'r>(id: &'r str, report: &'r Report) -> &'r str {
    report.slide(id).map_or(id, SlideRow::name)
}

fn parts(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let head = ["plan", "notes", "last", "median", "best", "±"];
    tell(
        out,
        &figures("part and slide", &head.map(str::to_owned), "trend"),
    )?;
    for part in &report.parts {
        let title = part.title.as_deref().unwrap_or("(before the first part)");
        let more = if part.silent > 0 && part.estimate.is_some() {
            "+"
        } else {
            ""
        };
        let notes = format!("{}{more}", planned(part.estimate));
        tell(out, &row(title, part.plan, notes, &part.timing))?;
        for slide in part.slides.iter().filter(|_| part.slides.len() > 1) {
            let mark = if slide.optional { "(optional) " } else { "" };
            let name = format!("  {mark}{}", slide.name());
            tell(
                out,
                &row(&name, slide.plan, planned(slide.estimate), &slide.timing),
            )?;
            earlier(out, &slide.timing)?;
        }
        if part.slides.len() <= 1 {
            earlier(out, &part.timing)?;
        }
    }
    let (told, silent) = report.estimate;
    let more = if silent > 0 && told.is_some() {
        "+"
    } else {
        ""
    };
    tell(
        out,
        &row(
            "total",
            report.plan,
            format!("{}{more}", planned(told)),
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
    format!("{name} {plan:>6} {notes:>6} {last:>6} {median:>6} {best:>6} {deviation:>5}  {trend}")
        .trim_end()
        .to_owned()
}

/// Runs that no report counts, by what they are of.
fn strangers(report: &Report) -> Vec<String> {
    let Strangers {
        variants,
        languages,
    } = &report.strangers;
    let tell = |runs: &BTreeMap<String, usize>, one: &str, more: &str| {
        let count: usize = runs.values().sum();
        let what = if count == 1 {
            format!("1 run is {one}")
        } else {
            format!("{count} runs are {more}")
        };
        let names = runs
            .keys()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(", ");
        (count > 0).then(|| format!("{what}, and counted nowhere: {names}."))
    };
    let of_variants = "of variants that the deck does not have";
    let in_languages = "in languages that the talk has no slides in";
    let told = [
        tell(
            variants,
            "of a variant that the deck does not have",
            of_variants,
        ),
        tell(
            languages,
            "in a language that the talk has no slides in",
            in_languages,
        ),
    ];
    told.into_iter().flatten().collect()
}

/// What follows from the tables, a paragraph each.
fn remarks(report: &Report) -> Vec<String> {
    let mut lines = strangers(report);
    let all = || {
        report.parts.iter().flat_map(|part| {
            part.slides
                .iter()
                .map(|slide| &slide.timing)
                .chain([&part.timing])
        })
    };
    if all().any(|timing| timing.is_edited) {
        lines
            .push("* timed before it was edited; its median is that of the runs since.".to_owned());
    }
    if report.parts.iter().any(|part| part.silent > 0) && report.estimate.0.is_some() {
        lines.push("+ some of its slides have no notes, so it takes more.".to_owned());
    }
    if let Some(trend) = report.total.trend {
        let step = clock(
            Tenths::from_seconds(trend.slope.abs() / 10.0)
                .unwrap_or_default()
                .seconds(),
        );
        lines.push(match trend.towards {
            Towards::Steady => "From run to run the talk is steady.".to_owned(),
            towards => format!(
                "From run to run the talk gets {}, by {step} each time.",
                towards.name()
            ),
        });
    }
    let worst = report.overruns.iter().take(WORST).map(|over| {
        let slide = &report.parts[over.at.0].slides[over.at.1];
        format!("“{}” by {}", slide.name(), clock(over.by.seconds()))
    });
    let worst: Vec<String> = worst.collect();
    if !worst.is_empty() {
        lines.push(format!("Longer than planned: {}.", worst.join(", ")));
    }
    let slides = || report.parts.iter().flat_map(|part| &part.slides);
    let skipped = slides().filter(|slide| slide.skipped > 0);
    let skipped: Vec<String> = skipped
        .map(|slide| {
            format!(
                "“{}” in {} of {}",
                slide.name(),
                slide.skipped,
                report.runs.len()
            )
        })
        .collect();
    if !skipped.is_empty() {
        lines.push(format!("Left out: {}.", skipped.join(", ")));
    }
    let asked = slides().filter(|slide| slide.questions.get() > 0);
    let asked: Vec<String> = asked
        .map(|slide| format!("“{}” {}", slide.name(), clock(slide.questions.seconds())))
        .collect();
    if !asked.is_empty() {
        lines.push(format!("Questions: {}.", asked.join(", ")));
    }
    if !report.runs.is_empty() && !report.since.is_empty() {
        lines.push(format!(
            "Since the last run, slides were {}.",
            changed(&report.since, report).join("; ")
        ));
    }
    lines.extend(report.advice.as_ref().map(|advice| follows(advice, report)));
    lines
}

/// The advice in sentences.
fn follows(advice: &Advice, report: &Report) -> String {
    let expected = clock(advice.expected.seconds());
    let basis = match (advice.is_timed, advice.has_notes) {
        (true, false) => "as rehearsed",
        (true, true) => "as rehearsed, and as the notes say of the rest",
        (false, _) => "as the notes say",
    };
    let by = Tenths::new(u32::try_from(advice.over.unsigned_abs()).unwrap_or(u32::MAX));
    let by = clock(by.seconds());
    if advice.is_short() {
        return format!("It takes {expected} {basis}: {by} are left.");
    }
    if !advice.is_too_long() {
        return format!("It takes {expected} {basis}, and fits its slot.");
    }
    let cuts = advice.cuts.iter().map(|cut| {
        let title = report.parts[cut.part]
            .title
            .as_deref()
            .unwrap_or("what comes before the first part");
        format!("{} from “{title}”", clock(cut.by.seconds()))
    });
    let mut told = format!(
        "It takes {expected} {basis}, {by} too long: cut {}.",
        cuts.collect::<Vec<_>>().join(", ")
    );
    let optional = advice.leave_out.iter().map(|(id, time)| {
        let name = report.slide(id).map_or(id.as_str(), SlideRow::name);
        format!("“{name}” ({})", clock(time.seconds()))
    });
    let optional: Vec<String> = optional.collect();
    if !optional.is_empty() {
        let is_enough = advice.wins().get() >= u32::try_from(advice.over).unwrap_or(u32::MAX);
        let enough = if is_enough {
            "is enough"
        } else {
            "helps, and is not enough"
        };
        let _ = write!(told, " To leave {} out {enough}.", optional.join(" and "));
    }
    told
}

/// Lines of 80 columns.
fn wrapped(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split(' ') {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= WIDTH - 4 => {
                line.push(' ');
                line.push_str(word);
            }
            Some(_) => lines.push(format!("  {word}")),
            None => lines.push(word.to_owned()),
        }
    }
    lines
}
