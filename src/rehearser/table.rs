//! The report for people: tables of 80 columns with their figures below each other, and what
//! follows in sentences.

mod cells;
mod names;
mod parts;
mod remarks;
mod runs;

use std::io::{self, Write};

use cells::{NAME, cell, clock, count, planned, timed, write_line, write_paragraph};

use super::DeckReport;
use crate::deck::estimate::{Basis, Speed};
use crate::rehearsal::report::Report;

/// Writes a report.
///
/// # Errors
/// When the stream cannot be written to.
pub fn write(out: &mut dyn Write, deck: &DeckReport<'_>) -> io::Result<()> {
    let report = &deck.report;
    let variant = deck
        .variant
        .map(|variant| format!(", variant {variant}"))
        .unwrap_or_default();
    let lang = &deck.document.path.lang;
    write_line(out, &format!("{} ({lang}{variant})", deck.talk))?;
    write_paragraph(out, &summary(report))?;
    write_line(out, &speed(&report.speed))?;
    writeln!(out)?;
    runs::write(out, report)?;
    parts::write(out, report)?;
    remarks::remarks(report)
        .iter()
        .try_for_each(|remark| write_paragraph(out, remark))?;
    unfinished(out, deck)
}

/// The runs that nobody ended, each with its file, and what can become of them.
fn unfinished(out: &mut dyn Write, deck: &DeckReport<'_>) -> io::Result<()> {
    if deck.unfinished.is_empty() {
        return Ok(());
    }
    let what = match deck.unfinished.len() {
        1 => {
            "Nobody ended this run, so it counts nowhere. `lutrin rehearsals keep FILE` ends it, `lutrin rehearsals discard FILE` throws it away:"
        }
        _ => {
            "Nobody ended these runs, so they count nowhere. `lutrin rehearsals keep FILE` ends one, `lutrin rehearsals discard FILE` throws it away:"
        }
    };
    write_paragraph(out, what)?;
    for (file, run) in &deck.unfinished {
        let name = runs::started(run.started.iso());
        let time = clock(run.times().talk().seconds());
        write_line(out, &format!("  {name}, {time}"))?;
        // A path is one word, to be copied.
        write_line(out, &format!("  {file}"))?;
    }
    Ok(())
}

/// Writes a line for each deck, and below it which of its runs do not count.
///
/// # Errors
/// When the stream cannot be written to.
pub fn overview(out: &mut dyn Write, decks: &[DeckReport<'_>]) -> io::Result<()> {
    if !decks.is_empty() {
        let head = [
            "talk", "runs", "last run", "took", "median", "slot", "trend",
        ];
        write_line(out, &overview_line(&head))?;
    }
    for deck in decks {
        write_line(out, &overview_of(deck))?;
        let uncounted = uncounted(&deck.report);
        if !uncounted.is_empty() {
            write_line(out, &format!("  {}", uncounted.join(", ")))?;
        }
    }
    Ok(())
}

fn overview_of(deck: &DeckReport<'_>) -> String {
    let report = &deck.report;
    let variant = deck
        .variant
        .map(|variant| format!(", {variant}"))
        .unwrap_or_default();
    let last = report.runs.last().map_or("–", |run| &run.started);
    let day: String = last.chars().take(10).collect();
    overview_line(&[
        &format!("{} ({}{variant})", deck.talk, deck.document.path.lang),
        &report.runs.len().to_string(),
        &day,
        &timed(report.total.last),
        &timed(report.total.median),
        &planned(report.slot),
        report.total.trend.map_or("", |trend| trend.towards.name()),
    ])
}

fn overview_line(cells: &[&str; 7]) -> String {
    let [name, runs, day, took, median, slot, trend] = cells;
    let name = cell(name, NAME);
    format!("{name} {runs:>5} {day:>11} {took:>7} {median:>7} {slot:>7}  {trend}")
        .trim_end()
        .to_owned()
}

/// Which runs of a deck do not count, and which are of no deck at all.
fn uncounted(report: &Report) -> Vec<String> {
    let strangers = [
        (&report.strangers.variants, "of unknown variants"),
        (&report.strangers.languages, "without slides"),
    ];
    let strangers = strangers.into_iter().filter(|(runs, _)| !runs.is_empty());
    let strangers =
        strangers.map(|(runs, what)| format!("{} {what}", runs.values().sum::<usize>()));
    reservations(report).into_iter().chain(strangers).collect()
}

/// The slot, the plan, the estimate and the runs, in one line.
fn summary(report: &Report) -> String {
    let mut facts = vec![match report.slot {
        Some(slot) => format!("slot {}", clock(slot.seconds())),
        None => "nobody says how long it may take".to_owned(),
    }];
    facts.extend(
        report
            .plan
            .map(|plan| format!("planned {}", clock(plan.seconds()))),
    );
    match report.estimate {
        (Some(time), 0) => facts.push(format!("notes {}", clock(time.seconds()))),
        (Some(time), unknown) => {
            facts.push(format!(
                "notes {} and {} without any",
                clock(time.seconds()),
                count(unknown, "slide")
            ));
        }
        (None, _) => facts.push("no notes to estimate it from".to_owned()),
    }
    let runs = count(report.runs.len(), "run");
    facts.push(match report.samples() {
        0 => runs,
        1 => format!("{runs}, 1 of them a sample that nobody spoke"),
        samples => format!("{runs}, {samples} of them samples that nobody spoke"),
    });
    facts.extend(reservations(report));
    facts.join(", ")
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

/// The speed of speaking, and where it is from.
fn speed(
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
