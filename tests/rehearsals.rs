//! Rehearsals: what is read of damaged files, what runs say of a deck, the budgets that follow, and
//! the command.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::process::Command;
use std::sync::Arc;

use lutrin::cache::MemoryCache;
use lutrin::config::Config;
use lutrin::content_path::ContentPath;
use lutrin::date::Date;
use lutrin::deck::estimate::{self, Speed};
use lutrin::deck::plan::{self, TimePlan};
use lutrin::document::Document;
use lutrin::duration::Duration;
use lutrin::lang::Lang;
use lutrin::markdown;
use lutrin::path::SitePath;
use lutrin::rehearsal::propose::{NoProposal, propose};
use lutrin::rehearsal::report::{Present, Report, ReportSubject, report};
use lutrin::rehearsal::{
    Incomplete, Run, RunId, RunSlide, State, Stretch, Tenths, Visit, slides_of,
};
use lutrin::site::Options;
use lutrin::source::Source;
use lutrin::workspace::{Change, Workspace};
use proptest::collection::vec;
use proptest::prelude::*;
use serde_json::json;

use crate::common::disk::DiskSite;
use crate::common::{CONFIG, SiteTest, files_with, fixtures, updating};

const FILE: &str = "content/talks/t/rehearsals/2026-11-23T180405.en.yaml";
pub(crate) const DECK_FILE: &str = "content/talks/t/deck.en.md";

/// Twelve minutes: a title, three parts, an optional slide, budgets on the title, on two parts and
/// on one slide.
const DECK: &str = "\
---
title: A talk
variants: {short: {duration: 12m}}
---
# A talk {.title time=1m45s}

::: notes
Good evening, everybody.
:::

---

# Why {time=3m}

::: notes
Because we can, and because we have been asked to.
:::

---

## A reason {#reason .center time=1m}

---

# How

---

## By hand {optional}

---

## By machine

---

# And then {#then time=2m}
";

pub(crate) fn parsed(text: &str) -> Document {
    let site = Config::parse(&Source::new(SitePath::new("lutrin.yaml"), CONFIG))
        .value
        .unwrap();
    let file = SitePath::new(DECK_FILE);
    let path = ContentPath::parse(&file, &site).unwrap();
    Document::parse(
        path,
        Arc::new(Source::new(file, text)),
        markdown::Options::default(),
    )
    .value
}

pub(crate) fn planned(document: &Document, slot: u32) -> TimePlan {
    let deck = document.deck.as_ref().unwrap();
    plan::plan(
        deck,
        &document.path.file,
        Some(Duration::from_seconds(slot)),
    )
    .value
}

/// A run that shows each slide of a deck for some seconds, one after the other.
pub(crate) fn run_of(document: &Document, plan: &TimePlan, started: &str, seconds: &[u32]) -> Run {
    let slides = slides_of(document.deck.as_ref().unwrap(), plan);
    let mut run = Run::begin(
        RunId::default(),
        Date::parse(started).unwrap(),
        Lang::new("en"),
        slides.clone(),
    );
    (run.slot, run.state) = (plan.slot, State::Ended);
    let mut at = 0;
    for (slide, seconds) in slides
        .iter()
        .zip(seconds)
        .filter(|(_, seconds)| **seconds > 0)
    {
        let visit = Visit {
            slide: slide.id.clone(),
            enter: Tenths::new(at),
            leave: Tenths::new(at + seconds * 10),
        };
        run.add_visit(visit).unwrap();
        at += seconds * 10;
    }
    // As good as any, and the same each time.
    run.id = RunId::derived(&run);
    run
}

pub(crate) fn reported(document: &Document, plan: &TimePlan, runs: &[Run]) -> Report {
    let deck = document.deck.as_ref().unwrap();
    let estimate = estimate::estimate(deck, plan, Speed::default());
    let language = Lang::new("en");
    let known = ReportSubject {
        variants: &["short"],
        languages: &[&language],
    };
    report(
        Present {
            deck,
            plan,
            estimate: &estimate,
            language: &language,
            variant: None,
            known,
        },
        runs,
    )
}

/// What is read of a file, and what is said of it.
fn outcome(text: &str) -> String {
    let source = Source::new(SitePath::new(FILE), text);
    let checked = Run::parse(&source);
    let mut out = checked
        .value
        .map_or_else(|| "no run\n".to_owned(), |run| run.write());
    out.push_str("---\n");
    for diagnostic in checked.diagnostics {
        let place = diagnostic
            .place
            .and_then(|place| place.span)
            .map(|span| source.position(span.start));
        let place = place.map_or_else(String::new, |at| format!("{}:{}: ", at.line, at.column));
        let _ = writeln!(out, "{place}{}: {}", diagnostic.code.id, diagnostic.message);
        diagnostic
            .hints
            .iter()
            .for_each(|hint| writeln!(out, "  help: {hint}").unwrap());
    }
    out
}

#[test]
fn damaged_files_are_read_as_the_ones_beside_them() {
    let mut wrong = Vec::new();
    for path in files_with(&fixtures("rehearsals"), "yaml") {
        let (read, beside) = (
            outcome(&fs::read_to_string(&path).unwrap()),
            path.with_extension("txt"),
        );
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        if updating() {
            fs::write(&beside, &read).unwrap();
        } else if read != expected {
            wrong.push(format!(
                "{}\n--- expected\n{expected}--- read\n{read}",
                path.display()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// JSON is YAML: what a browser offers as a download is read like any other file.
#[test]
fn what_a_browser_wrote_is_read_like_a_file() {
    // `tests/browser/presenter-core.test.mjs` holds the theme's script to the first of these.
    let read = |name: &str| {
        let text = fs::read_to_string(fixtures("rehearsals").join(name)).unwrap();
        let safe = lutrin::rehearsal::json_as_yaml(&text);
        let read = Run::parse(&Source::new(SitePath::new(FILE), &safe));
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        (read.value.unwrap(), text)
    };
    let (sent, _) = read("from-a-browser.json");
    let (run, text) = read("from-a-browser.yaml");
    assert_eq!(
        (run.id.to_string().as_str(), run.revision),
        ("1a2b3c4d", 17)
    );
    assert_eq!((sent.write(), run.write()), (text.clone(), text));
}

/// The same run, as the version before wrote it.
#[test]
fn what_version_1_wrote_is_the_same_run() {
    let read = |name: &str| {
        let text = fs::read_to_string(fixtures("rehearsals").join(name)).unwrap();
        let read = Run::parse(&Source::new(SitePath::new(FILE), &text));
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let run = read.value.unwrap();
        assert!(run.is_as_written(&text), "nobody edited it");
        run
    };
    let (old, new) = (read("version-1.yaml"), read("from-a-browser.yaml"));
    assert_eq!((old.revision, old.id), (0, RunId::derived(&old)));
    let (id, revision) = (new.id, new.revision);
    assert_eq!(
        Run {
            id,
            revision,
            ..old
        },
        new
    );
}

#[test]
fn times_of_what_was_edited_stand_apart() {
    let (before, after) = (
        parsed(DECK),
        parsed(&DECK.replace("Because we can", "Since we can")),
    );
    let plan = planned(&before, 720);
    let runs = [
        run_of(
            &before,
            &plan,
            "2026-11-01T10:00:00",
            &[30, 60, 90, 60, 80, 100, 120],
        ),
        run_of(
            &before,
            &plan,
            "2026-11-02T10:00:00",
            &[30, 80, 70, 60, 60, 100, 130],
        ),
        run_of(
            &after,
            &plan,
            "2026-11-03T10:00:00",
            &[30, 50, 70, 60, 0, 100, 140],
        ),
    ];
    let report = reported(&after, &plan, &runs);
    let why = &report.parts[1];
    assert_eq!(
        why.slides[0].timing.median,
        Some(Tenths::new(500)),
        "only the run since"
    );
    assert_eq!(
        (
            why.slides[0].timing.earlier,
            why.slides[0].timing.earlier_runs
        ),
        (Some(Tenths::new(700)), 2)
    );
    assert_eq!(
        why.slides[1].timing.runs, 3,
        "the slide beside it was not edited"
    );
    assert_eq!(
        (why.timing.runs, why.timing.earlier_runs),
        (1, 2),
        "its part was"
    );
    let last = &report.parts[3].timing;
    assert_eq!(
        last.trend.map(|trend| (trend.towards.name(), trend.slope)),
        Some(("longer", 100.0))
    );
    assert_eq!(last.median, Some(Tenths::new(1300)));
    let by_hand = &report.parts[2].slides[1];
    assert_eq!(
        (by_hand.skipped, by_hand.timing.runs, by_hand.timing.last),
        (1, 2, None)
    );
    assert_eq!(report.runs[2].changes.edited, ["why"]);
    assert_eq!(report.runs[2].skipped, ["by-hand"]);
    assert!(report.since.is_empty() && report.runs[1].changes.is_empty());
    assert_eq!(report.runs[2].before, Some(Tenths::new(5300)));
}

#[test]
fn runs_that_do_not_count_are_left_out_and_counted() {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let ended = run_of(&document, &plan, "2026-11-01T10:00:00", &[30, 60, 90]);
    let running = Run {
        state: State::Running,
        ..ended.clone()
    };
    let other = Run {
        language: Lang::new("fr"),
        ..ended.clone()
    };
    let in_variant = |variant: &str| Run {
        variant: Some(variant.to_owned()),
        ..ended.clone()
    };
    let (short, gone) = (in_variant("short"), in_variant("shrot"));
    let lost = Run {
        language: Lang::new("fr"),
        ..gone.clone()
    };
    let report = reported(
        &document,
        &plan,
        &[ended, running, other, short, gone.clone(), gone, lost],
    );
    assert_eq!((report.runs.len(), report.unfinished), (1, 1));
    let counted = |runs: &BTreeMap<String, usize>| {
        runs.iter()
            .map(|(name, count)| format!("{count} {name}"))
            .collect()
    };
    let strangers: [Vec<String>; 2] = [
        counted(&report.strangers.variants),
        counted(&report.strangers.languages),
    ];
    assert_eq!(
        strangers,
        [["2 shrot"], ["2 fr"]],
        "the variant `short` has a report of its own"
    );
}

/// Runs of all kinds: three whole ones, one of which stands there twice; one of some parts, one of
/// nothing, two that were never ended, and some of what there are no slides for.
fn runs_of_all_kinds() -> Vec<(String, Run)> {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let run = |day: usize, seconds: &[u32]| {
        run_of(
            &document,
            &plan,
            &format!("2026-11-{day:02}T18:00:00"),
            seconds,
        )
    };
    let mut files: Vec<(String, Run)> = runs()
        .into_iter()
        .map(|run| (run.file_name(), run))
        .collect();
    files.push(("2026-11-03T180000-2.en.yaml".to_owned(), files[2].1.clone()));
    let unended = |day| Run {
        state: State::Running,
        ..run(day, &[0, 100])
    };
    let in_variant = |day, variant: &str| Run {
        variant: Some(variant.to_owned()),
        ..run(day, &[0, 100])
    };
    let others = [
        run(4, &[0, 120, 60, 100]),
        run(5, &[]),
        unended(6),
        unended(7),
        in_variant(8, "shrot"),
        in_variant(9, "shrot"),
    ];
    files.extend(others.into_iter().map(|run| (run.file_name(), run)));
    let french = Run {
        language: Lang::new("fr"),
        ..run(10, &[0, 100])
    };
    files.push((french.file_name(), french));
    files
}

#[test]
fn what_stands_in_a_run_tells_a_terminal_nothing() {
    let site = site().file("content/people.yaml", "sam: {name: Sam}\n");
    let mut run = runs()[0].clone();
    run.speaker = Some("\u{1b}[31msam\u{202e}\n".to_owned());
    let slide = RunSlide {
        id: "\u{9b}2Jx\u{2066}".to_owned(),
        hash: "h".to_owned(),
        ..RunSlide::default()
    };
    run.slides.push(RunSlide {
        plan: Some(Duration::from_seconds(5)),
        ..slide
    });
    site.write(
        "content/talks/t/rehearsals/2026-11-01T180000.en.yaml",
        run.write(),
    );
    for arguments in [
        &["rehearsals", "t"][..],
        &["check"],
        &["check", "--format", "short"],
    ] {
        let output = site.command(arguments).output().unwrap();
        let printed = [output.stdout, output.stderr].concat();
        let printed = String::from_utf8(printed).unwrap();
        let is_hidden =
            |c: char| (c.is_control() && c != '\n') || matches!(c, '\u{202e}' | '\u{2066}');
        assert!(
            printed.contains("\u{fffd}[31msam\u{fffd}") && !printed.contains(is_hidden),
            "{printed:?}"
        );
    }
}

#[test]
fn what_does_not_count_is_told_wherever_runs_are() {
    let site = site();
    let mut backstage = backstage();
    for (name, run) in runs_of_all_kinds() {
        site.write(&format!("content/talks/t/rehearsals/{name}"), run.write());
        backstage = backstage.file(&format!("content/talks/t/rehearsals/{name}"), run.write());
    }
    let table = stdout(&site, &["rehearsals", "t"]);
    // The path of a file is one word.
    let is_narrow = |line: &str| line.chars().count() <= 80 || line.contains("content/");
    assert!(table.lines().all(is_narrow), "{table}");
    let flat = table.split_whitespace().collect::<Vec<_>>().join(" ");
    for expected in [
        "5 runs, 2 incomplete, 2 never ended 140 words",
        "Nobody ended these runs, so they count nowhere. `lutrin rehearsals keep FILE` ends one,",
        "2026-11-04 18:00 4:40 – – – – incomplete: only Why to How 2026-11-05 18:00 0:00 – – – – incomplete: no slide was on part",
        "2 runs are of variants that the deck does not have, and counted nowhere: shrot.",
        "1 run is in a language that the talk has no slides in, and counted nowhere: fr.",
        "total 12:00 0:07+ – 12:20 12:20 1:20 shorter",
    ] {
        assert!(flat.contains(expected), "{expected}\n{table}");
    }
    let overview = stdout(&site, &["rehearsals"]);
    let expected = "\n  2 incomplete, 2 never ended, 2 of unknown variants, 1 without slides\n";
    assert!(overview.contains(expected), "{overview}");
    let json = stdout(&site, &["rehearsals", "t", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let counts = [
        "incomplete",
        "unfinished",
        "unknown_variants",
        "unknown_languages",
    ]
    .map(|key| json[key].clone());
    assert_eq!(
        counts,
        [json!(2), json!(2), json!({"shrot": 2}), json!({"fr": 1})]
    );
    assert_eq!(
        json["runs"][3]["incomplete"],
        json!({"why": "only", "from": "why", "to": "how"})
    );
    assert_eq!(
        (&json["total"]["runs"], &json["total"]["last"]),
        (&json!(3), &json!(null))
    );
    let html = backstage
        .drafts()
        .build()
        .page("/en/backstage/talks/t/")
        .html;
    for words in [
        "5 runs, 2 of them incomplete, 2 that nobody ended, 2 of variants that the deck does not have (shrot), 1 in a language",
        "incomplete: only “Why” to “How”",
        "incomplete: no slide was on",
        "The last run showed no slide, so it has no pace.",
        "The pace of run 4: November",
        "What each part took last against the plan",
    ] {
        assert!(html.contains(words), "{words}\n{html}");
    }
}

/// Fifteen minutes in five parts; nothing says what the title takes.
const PARTS: &str = "\
# A talk {.title}

---

# One {time=2m}

---

# Two {time=5m}

---

# Three {time=3m}

---

## More of three

---

# Four {time=3m}

---

# Five {time=2m}
";

#[test]
fn a_run_of_some_parts_counts_for_these_and_not_for_the_talk() {
    let document = parsed(PARTS);
    let plan = planned(&document, 900);
    let run = |day: usize, seconds: &[u32]| {
        run_of(
            &document,
            &plan,
            &format!("2026-11-0{day}T10:00:00"),
            seconds,
        )
    };
    let mut runs: Vec<Run> = (1..=3)
        .map(|day| run(day, &[0, 120, 300, 90, 90, 180, 120]))
        .collect();
    let whole = reported(&document, &plan, &runs);
    runs.extend((4..=7).map(|day| run(day, &[0, 120, 300])));
    runs.push(run(8, &[]));
    let report = reported(&document, &plan, &runs);
    assert_eq!((report.runs.len(), report.incomplete()), (8, 5));
    let why: Vec<Option<&Incomplete>> = report
        .runs
        .iter()
        .map(|run| run.incomplete.as_ref())
        .collect();
    let only = Incomplete::Only {
        from: "one".to_owned(),
        to: "two".to_owned(),
    };
    assert_eq!(why[2..5], [None, Some(&only), Some(&only)]);
    assert_eq!(why[7], Some(&Incomplete::Nothing));
    assert!(
        report.runs.iter().all(|run| run.skipped.is_empty()),
        "what was not reached was not left out"
    );
    assert!(
        report.runs[3..].iter().all(|run| run.before.is_none()),
        "they are compared with no other"
    );
    let runs_of = |report: &Report| {
        report
            .parts
            .iter()
            .map(|part| part.timing.runs)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        (runs_of(&whole), runs_of(&report)),
        (vec![0, 3, 3, 3, 3, 3], vec![0, 7, 7, 3, 3, 3])
    );
    for (before, after) in whole.parts.iter().zip(&report.parts) {
        assert_eq!(
            before.timing.median, after.timing.median,
            "{:?}",
            after.title
        );
    }
    assert_eq!(
        (report.total.median, report.total.runs),
        (Some(Tenths::new(9000)), 3)
    );
    assert_eq!(
        report.total.trend.map(|trend| trend.towards.name()),
        Some("steady")
    );
    assert_eq!(report.advice, whole.advice);
    assert_eq!(report.advice.as_ref().unwrap().over, 0);
    assert_eq!(
        propose(&document, &plan, &report),
        Err(NoProposal::Nothing),
        "it fits as it is"
    );
}

#[test]
fn parts_are_compared_where_the_same_of_them_was_shown() {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let run = |day: usize, seconds: &[u32]| {
        run_of(
            &document,
            &plan,
            &format!("2026-11-0{day}T10:00:00"),
            seconds,
        )
    };
    let all = |day| run(day, &[30, 120, 60, 60, 70, 100, 120]);
    let without_optional = |day| run(day, &[30, 120, 60, 60, 0, 100, 120]);
    let short = |day| run(day, &[30, 120, 60, 0, 70, 100, 120]);
    let how = |runs: &[Run]| {
        let report = reported(&document, &plan, runs);
        let part = &report.parts[2];
        (
            part.timing.median.map(Tenths::seconds),
            part.timing.runs,
            part.slides[1].skipped_last,
        )
    };
    assert_eq!(
        how(&[all(1), without_optional(2), without_optional(3), all(4)]),
        (Some(230), 2, false)
    );
    assert_eq!(
        how(&[all(1), without_optional(2), all(3), without_optional(4)]),
        (Some(160), 2, true)
    );
    assert_eq!(
        how(&[all(1), without_optional(2), all(3), short(4)]),
        (Some(230), 2, false)
    );
    assert_eq!(
        how(&[short(1), short(2)]),
        (None, 0, false),
        "no run showed all of it"
    );
    let report = reported(&document, &plan, &[all(1), short(2)]);
    assert_eq!(report.runs[1].skipped, ["how"]);
    assert_eq!(
        (
            report.parts[2].timing.last,
            report.parts[2].slides[1].timing.last
        ),
        (None, Some(Tenths::new(700)))
    );
}

#[test]
fn a_title_that_runs_begin_behind_is_not_left_out_and_gets_no_time() {
    let document = parsed(PARTS);
    let plan = planned(&document, 900);
    let runs = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[0, 120, 240, 90, 90, 180, 180],
    )];
    let report = reported(&document, &plan, &runs);
    assert!(report.runs[0].skipped.is_empty() && report.runs[0].incomplete.is_none());
    assert_eq!(
        (
            report.parts[0].slides[0].skipped,
            report.parts[0].timing.last
        ),
        (0, None)
    );
    assert_eq!(report.parts[0].expected(), Some(Tenths::default()));
    let proposal = propose(&document, &plan, &report).unwrap();
    let budgets: Vec<u32> = proposal
        .parts
        .iter()
        .map(|part| part.after.seconds())
        .collect();
    assert_eq!(budgets, [0, 120, 240, 180, 180, 180]);
    assert!(
        proposal.text.starts_with("# A talk {.title}\n"),
        "{}",
        proposal.text
    );
    // One that somebody spoke on has its time.
    let spoken = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[60, 60, 240, 90, 90, 180, 180],
    )];
    let proposal = propose(&document, &plan, &reported(&document, &plan, &spoken)).unwrap();
    assert_eq!(proposal.parts[0].after.seconds(), 60);
    // One that asks for time keeps it.
    let asks = parsed(
        &PARTS
            .replace("{.title}", "{.title time=1m}")
            .replace("{time=5m}", "{time=4m}"),
    );
    let plan = planned(&asks, 900);
    let runs = [run_of(
        &asks,
        &plan,
        "2026-11-01T10:00:00",
        &[0, 120, 240, 90, 90, 180, 120],
    )];
    assert_eq!(
        propose(&asks, &plan, &reported(&asks, &plan, &runs)),
        Err(NoProposal::Nothing)
    );
}

#[test]
fn what_no_run_showed_is_reckoned_by_its_notes() {
    let notes = format!("\n::: notes\n{}\n:::\n", "word ".repeat(140));
    let document = parsed(&PARTS.replace("time=2m}\n", &format!("time=2m}}\n{notes}")));
    let plan = planned(&document, 900);
    let runs = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[0, 0, 300, 90, 90, 180, 120],
    )];
    let report = reported(&document, &plan, &runs);
    let advice = report.advice.unwrap();
    assert_eq!(
        (advice.is_timed, advice.has_notes, advice.expected),
        (true, true, Tenths::new(8400))
    );
}

#[test]
fn the_advice_names_parts_and_optional_slides() {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let runs = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[60, 120, 60, 60, 70, 200, 230],
    )];
    let report = reported(&document, &plan, &runs);
    let advice = report.advice.unwrap();
    assert_eq!((advice.expected, advice.over), (Tenths::new(8000), 800));
    assert!(advice.is_too_long() && advice.is_timed);
    let cuts: Vec<(usize, u32)> = advice
        .cuts
        .iter()
        .map(|cut| (cut.part, cut.by.seconds()))
        .collect();
    assert_eq!(
        cuts,
        [(3, 80)],
        "the part that is furthest beyond its own time"
    );
    assert_eq!(
        advice.leave_out,
        [("by-hand".to_owned(), Tenths::new(700))],
        "70 s of the 80"
    );
    let fits = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[60, 120, 60, 60, 70, 200, 150],
    )];
    let advice = reported(&document, &plan, &fits).advice.unwrap();
    assert_eq!(
        (advice.over, advice.cuts.len(), advice.leave_out.len()),
        (0, 0, 0)
    );
}

#[test]
fn budgets_follow_the_medians_and_fill_the_slot() {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let runs = [run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[30, 140, 40, 100, 100, 100, 210],
    )];
    let proposal = propose(&document, &plan, &reported(&document, &plan, &runs)).unwrap();
    let expected = "\
--- content/talks/t/deck.en.md
+++ content/talks/t/deck.en.md
@@ -5 +5 @@
-# A talk {.title time=1m45s}
+# A talk {.title time=30s}
@@ -17 +17 @@
-## A reason {#reason .center time=1m}
+## A reason {#reason .center time=40s}
@@ -21 +21 @@
-# How
+# How {time=5m}
@@ -31 +31 @@
-# And then {#then time=2m}
+# And then {#then time=3m30s}
";
    let diff = proposal.diff(document.source.text(), DECK_FILE);
    let body = |diff: &str| {
        diff.lines()
            .filter(|line| !line.starts_with("@@"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(body(&diff), body(expected));
    let budgets: Vec<u32> = proposal
        .parts
        .iter()
        .map(|part| part.after.seconds())
        .collect();
    assert_eq!(budgets, [30, 180, 300, 210]);
    let again = parsed(&proposal.text);
    let plan = planned(&again, 720);
    assert_eq!(
        propose(&again, &plan, &reported(&again, &plan, &runs)),
        Err(NoProposal::Nothing)
    );
    assert_eq!(
        propose(&document, &plan, &reported(&document, &plan, &[])),
        Err(NoProposal::NoRuns)
    );
}

#[test]
fn budgets_are_written_where_headings_can_have_them() {
    let written = |heading: &str| {
        let document = parsed(&format!(
            "## Before\n\ntext\n\n---\n\n# First\n\ntext\n\n---\n\n{heading}\n\ntext\n"
        ));
        let plan = planned(&document, 300);
        let runs = [run_of(
            &document,
            &plan,
            "2026-11-01T10:00:00",
            &[15, 90, 195],
        )];
        let proposal = propose(&document, &plan, &reported(&document, &plan, &runs))?;
        assert!(
            proposal.text.contains("# First {time=1m30s}\n"),
            "{}",
            proposal.text
        );
        let end = proposal.text.rsplit_once("---\n\n").unwrap().1;
        Ok::<String, NoProposal>(end.split("\n\ntext").next().unwrap().to_owned())
    };
    for (heading, expected) in [
        ("# A", "# A {time=3m15s}"),
        ("# A {#a}", "# A {#a time=3m15s}"),
        ("# A { .b }", "# A { .b time=3m15s }"),
        ("# A {#time-a time=1m}", "# A {#time-a time=3m15s}"),
        ("# A {time=1m #a .b}", "# A {time=3m15s #a .b}"),
        ("A\n===", "A {time=3m15s}\n==="),
        ("# `{a}`", "# `{a}` {time=3m15s}"),
        (
            "<!-- .slide: time=1m .b -->\n\n# A",
            "<!-- .slide: time=3m15s .b -->\n\n# A",
        ),
        ("# A {time=\"1m\"}", "# A {time=3m15s}"),
    ] {
        assert_eq!(written(heading).as_deref(), Ok(expected), "{heading}");
    }
}

#[test]
fn a_heading_that_cannot_be_edited_is_named() {
    for (before, heading) in [
        ("# First\n\ntext\n\n---\n\n", "# A {time=5m time=3m}"),
        ("", "# A {time=5m time=3m}"),
    ] {
        let document = parsed(&format!(
            "---\ntitle: The deck\n---\n{before}{heading}\n\ntext\n\n---\n\n# B\n"
        ));
        let plan = planned(&document, 600);
        let seconds: &[u32] = if before.is_empty() {
            &[400, 200]
        } else {
            &[100, 300, 200]
        };
        let run = run_of(&document, &plan, "2026-11-01T10:00:00", seconds);
        let proposal = propose(&document, &plan, &reported(&document, &plan, &[run]));
        let line = if before.is_empty() { 4 } else { 10 };
        assert_eq!(
            proposal,
            Err(NoProposal::Unsafe {
                slide: "A".to_owned(),
                line
            })
        );
    }
}

/// A word of a heading, a text or an id.
fn word() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "Plan", "time=5m", "été", "`{x}`", "C++", "*a*", "{", "}", "#", "\\{a}", "$x$", "10:30",
    ])
    .prop_map(str::to_owned)
}

fn heading() -> impl Strategy<Value = String> {
    let attributes = prop::sample::select(vec![
        "",
        " {time=2m}",
        " {#ID}",
        " {.center time=90s optional}",
        " {}",
        " { #ID }",
    ]);
    (1..=3_usize, vec(word(), 0..4), attributes, any::<bool>()).prop_map(
        |(level, words, attributes, closed)| {
            let closing = if closed { " #" } else { "" };
            format!(
                "{} {}{closing}{attributes}",
                "#".repeat(level),
                words.join(" ")
            )
        },
    )
}

/// A deck of slides with headings of all kinds, comments and notes.
fn deck() -> impl Strategy<Value = String> {
    let comment = prop::sample::select(vec![
        "",
        "<!-- .slide: time=1m -->\n\n",
        "<!-- .slide: .dark optional -->\n\n",
    ]);
    let end = prop::sample::select(vec!["\n", "\r\n"]);
    let slides = vec((comment, heading(), vec(word(), 0..6)), 1..9);
    (slides, end).prop_map(|(slides, end)| {
        let slide = |(at, (comment, heading, words)): (usize, &(&str, String, Vec<String>))| {
            let heading = heading.replace("#ID", &format!("#s{at}"));
            format!(
                "{comment}{heading}\n\n{}\n\n::: notes\n{} said\n:::\n",
                words.join(" "),
                words.join(" ")
            )
        };
        let slides: Vec<String> = slides.iter().enumerate().map(slide).collect();
        slides.join("\n---\n\n").replace('\n', end)
    })
}

fn text() -> impl Strategy<Value = String> {
    prop::string::string_regex("[a-z\"\\\\:{}#é\u{2028}\t -]{0,8}").unwrap()
}

fn stretches(longest: u32) -> impl Strategy<Value = Vec<(u32, u32)>> {
    vec((0..longest, 0..longest), 0..6).prop_map(|pairs| {
        let mut at = 0;
        let next = |(gap, length): (u32, u32)| {
            let from = at + gap;
            at = from + length;
            (from, at)
        };
        pairs.into_iter().map(next).collect()
    })
}

/// Any run: visits in any order of its slides, pauses and questions wherever they fall.
fn run() -> impl Strategy<Value = Run> {
    let slide = (
        text(),
        "[0-9a-f]{8}",
        prop::option::of(text()),
        0..4_usize,
        prop::option::of(1..900_u32),
        any::<bool>(),
    );
    let meta = (
        prop::option::of("[a-z]{1,6}"),
        prop::option::of("[a-z]{1,6}"),
        any::<bool>(),
        prop::option::of(1..9000_u32),
    );
    let rest = (
        stretches(900),
        stretches(400),
        any::<bool>(),
        0..500_u32,
        0..60_u32,
    );
    (vec(slide, 1..8), meta, stretches(3000), rest).prop_map(|(slides, meta, visits, rest)| {
        let slides =
            slides
                .into_iter()
                .enumerate()
                .map(|(at, (id, hash, title, part, plan, optional))| RunSlide {
                    id: format!("{id}{at}"),
                    hash,
                    title: title.filter(|title| !title.is_empty()),
                    part,
                    plan: plan.map(Duration::from_seconds),
                    optional,
                });
        let slides: Vec<RunSlide> = slides.collect();
        let (pauses, questions, ended, more, minute) = rest;
        let started = Date::parse(&format!("2026-11-23T18:{minute:02}:05+01:00")).unwrap();
        let id = RunId::parse(&format!("{more:08x}")).unwrap();
        let mut run = Run::begin(id, started, Lang::new("en"), slides.clone());
        (run.variant, run.speaker, run.sample) = (meta.0, meta.1, meta.2);
        run.slot = meta.3.map(Duration::from_seconds);
        let stretch = |(from, to)| Stretch {
            from: Tenths::new(from),
            to: Tenths::new(to),
        };
        for (at, (from, to)) in visits.into_iter().enumerate() {
            let slide = slides[(at * 7 + usize::try_from(from).unwrap()) % slides.len()]
                .id
                .clone();
            run.add_visit(Visit {
                slide,
                enter: Tenths::new(from),
                leave: Tenths::new(to),
            })
            .unwrap();
        }
        for pause in pauses {
            run.add_pause(stretch(pause)).unwrap();
        }
        for asked in questions {
            run.add_questions(stretch(asked)).unwrap();
        }
        run.end = run.end.and(Tenths::new(more));
        run.state = if ended { State::Ended } else { State::Running };
        run
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn a_run_is_read_back_as_it_was_written(run in run()) {
        let text = run.write();
        let read = Run::parse(&Source::new(SitePath::new(FILE), &text));
        prop_assert!(read.diagnostics.is_empty(), "{:?}\n{text}", read.diagnostics);
        prop_assert_eq!(read.value, Some(run));
    }

    #[test]
    fn times_of_a_run_add_up_to_its_length(run in run()) {
        let times = run.times();
        let slides: u32 = times.slides.iter().map(|time| time.get()).sum();
        let sum = slides + times.paused.get() + times.questions.get() + times.elsewhere.get();
        prop_assert_eq!(sum, run.end.get());
        prop_assert_eq!(times.talk(), run.talked_until(run.end));
        prop_assert!(run.pace().unwrap_or_default().windows(2).all(|pair| pair[0].planned <= pair[1].planned));
    }

    #[test]
    fn what_is_damaged_is_read_and_told(run in run(), at in 0..4000_usize, with in prop::sample::select(vec!["", "}", "\u{0}", "- ", "\t", "é", "<<<<<<< a\n", "\n", "leave: -1", "1e99", "&a *a", "version: 9\n"])) {
        let mut text = run.write();
        let at = (0..=at % (text.len() + 1)).rev().find(|at| text.is_char_boundary(*at)).unwrap();
        if with.is_empty() {
            text.truncate(at);
        } else {
            text.insert_str(at, with);
        }
        let source = Source::new(SitePath::new(FILE), &text);
        let read = Run::parse(&source);
        for diagnostic in &read.diagnostics {
            prop_assert!(diagnostic.code.id.starts_with("L07") && !diagnostic.is_error(), "{diagnostic:?}");
            let span = diagnostic.place.as_ref().unwrap().span;
            prop_assert!(span.is_none_or(|span| text.get(span.range()).is_some()), "{diagnostic:?}");
        }
        if let Some(read) = read.value {
            let again = Run::parse(&Source::new(SitePath::new(FILE), &read.write()));
            prop_assert_eq!(again.value, Some(read), "what is saved is a sound run");
            prop_assert!(again.diagnostics.is_empty(), "{:?}", again.diagnostics);
        } else {
            prop_assert!(!read.diagnostics.is_empty());
        }
    }

    #[test]
    fn any_runs_make_a_report(deck in deck(), runs in vec(run(), 0..6), slot in prop::option::of(10..5000_u32)) {
        let document = parsed(&deck);
        let plan = plan::plan(document.deck.as_ref().unwrap(), &document.path.file, slot.map(Duration::from_seconds)).value;
        let mut runs = runs;
        for run in &mut runs {
            run.variant = None;
            if run.slides.len() % 2 == 0 {
                // A run of this very deck, as far as it goes.
                let own = slides_of(document.deck.as_ref().unwrap(), &plan);
                let ids: Vec<String> = run.slides.iter().map(|slide| slide.id.clone()).collect();
                for (slide, own) in run.slides.iter_mut().zip(own) {
                    *slide = own;
                }
                for visit in &mut run.visits {
                    let at = ids.iter().position(|id| *id == visit.slide).unwrap();
                    visit.slide.clone_from(&run.slides[at].id);
                }
            }
        }
        let report = reported(&document, &plan, &runs);
        let ended = runs.iter().filter(|run| run.state == State::Ended).count();
        prop_assert_eq!((report.runs.len(), report.unfinished), (ended, runs.len() - ended));
        prop_assert_eq!(report.parts.len(), plan.parts.len());
    }

    #[test]
    fn a_proposal_changes_budgets_and_nothing_else(deck in deck(), slot in 60..4000_u32, seconds in vec(0..300_u32, 9)) {
        let document = parsed(&deck);
        let plan = planned(&document, slot);
        let runs = [run_of(&document, &plan, "2026-11-01T10:00:00", &seconds)];
        let proposal = propose(&document, &plan, &reported(&document, &plan, &runs));
        // Decks without parts, and slots that are too short, are drawn again; most are not.
        prop_assume!(proposal.is_ok());
        let proposal = proposal.unwrap();
        let again = parsed(&proposal.text);
        let new = plan::plan(again.deck.as_ref().unwrap(), &again.path.file, Some(Duration::from_seconds(slot)));
        prop_assert!(new.diagnostics.is_empty(), "{:?}\n{}", new.diagnostics, proposal.text);
        let sum: u32 = proposal.parts.iter().map(|part| part.after.seconds()).sum();
        prop_assert_eq!(sum, slot, "the parts fill the slot");
        prop_assert_eq!(&document.body.content, &again.body.content);
        let hashes = |document: &Document| document.deck.as_ref().unwrap().slides.iter().map(|slide| (slide.id.clone(), slide.hash.clone(), slide.optional)).collect::<Vec<_>>();
        prop_assert_eq!(hashes(&document), hashes(&again));
        let (old, new) = (document.source.text(), &proposal.text);
        let mut back = new.clone();
        for edit in &proposal.edits {
            prop_assert!(edit.text.trim_start_matches([' ', '{']).starts_with("time="), "{}", edit.text);
            let start = edit.range.start;
            back.replace_range(start..start + edit.text.len(), &old[edit.range.clone()]);
        }
        prop_assert_eq!(&back, old, "every other byte is kept");
    }
}

/// A talk with the deck above, on disk.
fn site() -> DiskSite {
    let talk = "---\ntitle: A talk\nduration: 12m\n---\nA talk.\n";
    let page = "{% if page %}{{ page.title }}{% endif %}";
    DiskSite::small()
        .file("themes/tiny/templates/deck.html", page)
        .file("themes/tiny/templates/backstage-talk.html", page)
        .file("content/talks/t/index.en.md", talk)
        .file(DECK_FILE, DECK)
}

/// Three runs that get shorter; the second leaves the optional slide out.
fn runs() -> Vec<Run> {
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let mut runs = vec![
        run_of(
            &document,
            &plan,
            "2026-11-01T18:00:00+01:00",
            &[20, 150, 80, 130, 120, 150, 190],
        ),
        run_of(
            &document,
            &plan,
            "2026-11-02T18:00:00+01:00",
            &[25, 140, 60, 120, 0, 140, 200],
        ),
        run_of(
            &document,
            &plan,
            "2026-11-03T18:00:00+01:00",
            &[20, 130, 60, 110, 100, 130, 210],
        ),
    ];
    runs[1]
        .add_pause(Stretch {
            from: Tenths::new(100),
            to: Tenths::new(150),
        })
        .unwrap();
    runs[2]
        .add_questions(Stretch {
            from: Tenths::new(5000),
            to: Tenths::new(5200),
        })
        .unwrap();
    runs
}

fn stdout(site: &DiskSite, arguments: &[&str]) -> String {
    let output = site.command(arguments).output().unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_command_reports_in_80_columns_and_in_json() {
    let site = site();
    for run in runs() {
        site.write(
            &format!("content/talks/t/rehearsals/{}", run.file_name()),
            run.write(),
        );
    }
    let table = stdout(&site, &["rehearsals", "t"]);
    assert!(
        table.lines().all(|line| line.chars().count() <= 80),
        "{table}"
    );
    let expected =
        fs::read_to_string(fixtures("rehearsals").join("report.expected")).unwrap_or_default();
    if updating() {
        fs::write(fixtures("rehearsals").join("report.expected"), &table).unwrap();
    } else {
        assert_eq!(table, expected);
    }
    let overview = stdout(&site, &["rehearsals"]);
    assert!(
        overview.contains("t (en)") && overview.contains("2026-11-03"),
        "{overview}"
    );
    let json: serde_json::Value =
        serde_json::from_str(&stdout(&site, &["rehearsals", "t", "--format", "json"])).unwrap();
    assert_eq!(json["runs"].as_array().unwrap().len(), 3);
    assert_eq!(json["parts"][2]["slides"][1]["skipped"], 1);
    assert_eq!(json["total"]["last"], 740.0);
    assert_eq!(json["words_per_minute_from"], "standard");
    let short = stdout(&site, &["rehearsals", "t", "--variant", "short"]);
    assert!(
        short.contains("variant short") && short.contains("0 runs"),
        "{short}"
    );
}

#[test]
fn what_is_proposed_can_be_written_and_is_then_the_plan() {
    let site = site();
    site.run(&["rehearsals", "t", "--propose"])
        .code(1)
        .stderr("error: no rehearsal of `content/talks/t/deck.en.md` was ended yet\n");
    for run in runs() {
        site.write(
            &format!("content/talks/t/rehearsals/{}", run.file_name()),
            run.write(),
        );
    }
    let diff = stdout(&site, &["rehearsals", "t", "--propose"]);
    assert!(
        diff.contains("-# And then {#then time=2m}\n+# And then {#then time=3m}\n"),
        "{diff}"
    );
    assert_eq!(site.read(DECK_FILE), DECK, "nothing is written yet");
    assert_eq!(
        stdout(&site, &["rehearsals", "t", "--write"]),
        "content/talks/t/deck.en.md: 4 budgets changed\n"
    );
    let changed: Vec<String> = diff
        .lines()
        .filter_map(|line| line.strip_prefix('+'))
        .skip(1)
        .map(str::to_owned)
        .collect();
    let written = site.read(DECK_FILE);
    assert_eq!(
        written
            .lines()
            .filter(|line| changed.iter().any(|new| new == line))
            .count(),
        changed.len()
    );
    site.run(&["rehearsals", "t", "--propose"])
        .success()
        .stdout("")
        .stderr("`content/talks/t/deck.en.md` has the budgets that its rehearsals ask for\n");
    site.run(&["check"]).success();
}

#[test]
fn a_proposal_is_a_patch_whatever_ends_the_lines_of_its_deck() {
    let has_patch = Command::new("patch")
        .arg("--version")
        .output()
        .is_ok_and(|output| output.status.success());
    let crlf = DECK.replace('\n', "\r\n");
    for deck in [DECK, DECK.trim_end(), &crlf, crlf.trim_end()] {
        let site = site();
        site.write(DECK_FILE, deck);
        for run in runs() {
            site.write(
                &format!("content/talks/t/rehearsals/{}", run.file_name()),
                run.write(),
            );
        }
        let diff = stdout(&site, &["rehearsals", "t", "--propose"]);
        let end = if deck.contains('\r') { "\r\n" } else { "\n" };
        assert!(
            diff.contains(&format!("-# How{end}+# How {{time=5m30s}}{end}")),
            "{diff:?}"
        );
        let last = deck.len() - deck.trim_end().len();
        assert_eq!(
            diff.matches("\n\\ No newline at end of file\n").count(),
            if last == 0 { 2 } else { 0 },
            "{diff:?}"
        );
        site.write("budgets.diff", &diff);
        let copy = DiskSite::empty().file(DECK_FILE, deck);
        site.run(&["rehearsals", "t", "--write"]).success();
        if has_patch {
            let input = fs::File::open(site.path("budgets.diff")).unwrap();
            let patched = Command::new("patch")
                .args(["-p0", "--binary"])
                .current_dir(copy.root())
                .stdin(input)
                .output()
                .unwrap();
            assert!(
                patched.status.success(),
                "{}",
                String::from_utf8_lossy(&patched.stdout)
            );
            assert_eq!(copy.read(DECK_FILE), site.read(DECK_FILE));
        }
    }
}

#[test]
fn a_run_from_elsewhere_is_taken_in_once_and_never_over_another() {
    let site = site();
    let run = &Run {
        speaker: Some("ada".to_owned()),
        ..runs().remove(0)
    };
    site.write("saved/lutrin-run.yaml", run.write());
    let there = &format!("content/talks/t/rehearsals/{}", run.file_name());
    assert_eq!(
        stdout(&site, &["rehearsals", "import", "saved/lutrin-run.yaml"]),
        format!("{there}\n")
    );
    assert_eq!(site.read(there), run.write());
    let again = stdout(
        &site,
        &[
            "rehearsals",
            "import",
            "saved/lutrin-run.yaml",
            "--talk",
            "t",
        ],
    );
    assert_eq!(again, format!("{there} (it was there already)\n"));
    let mut other = run.clone();
    other.speaker = Some("sam".to_owned());
    site.write("saved/other.yaml", other.write());
    let same = stdout(&site, &["rehearsals", "import", "saved/other.yaml"]);
    assert_eq!(same, again, "the same state of the same run");
    other.id = RunId::parse("0badcafe").unwrap();
    site.write("saved/other.yaml", other.write());
    let second = stdout(&site, &["rehearsals", "import", "saved/other.yaml"]);
    assert_eq!(
        second,
        "content/talks/t/rehearsals/2026-11-01T180000-0badcafe.en.yaml\n"
    );
    assert_eq!(site.read(there), run.write());
    // What stands in the place of a run, and is none, stays.
    other.id = RunId::parse("00000bad").unwrap();
    let place = format!("content/talks/t/rehearsals/{}", other.file_name());
    site.write(&place, "what somebody wrote\n");
    site.write("saved/other.yaml", other.write());
    site.run(&["rehearsals", "import", "saved/other.yaml"])
        .code(1);
    assert_eq!(site.read(&place), "what somebody wrote\n");
    fs::remove_file(site.path(&place)).unwrap();
    for (name, text, why) in [
        ("note.yaml", "note: no run\n", "this is no rehearsal"),
        (
            "later.yaml",
            "version: 7\n",
            "this rehearsal has the format 7, and this version of Lutrin reads 2; it was written by a later version of \
             Lutrin: nothing of it is used until you have that one",
        ),
        ("list.yaml", "- 1\n", "this is no rehearsal"),
    ] {
        site.write(&format!("saved/{name}"), text);
        let output = site
            .command(&["rehearsals", "import", &format!("saved/{name}")])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(1));
        let error = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            error,
            format!("error: `saved/{name}` was not taken in: {why}\n")
        );
    }
    let stranger = run
        .write()
        .replace("\"reason\"", "\"x\"")
        .replace("\"how\"", "\"y\"")
        .replace("\"why\"", "\"z\"");
    site.write("saved/stranger.yaml", stranger.replace("\"by-", "\"w-"));
    site.run(&["rehearsals", "import", "saved/stranger.yaml"])
        .code(1);
    site.run(&["rehearsals", "import", "saved/stranger.yaml", "--talk", "t"])
        .success();
    site.run(&["rehearsals", "import", "saved/stranger.yaml", "--talk", "u"])
        .code(1);
    for arguments in [
        &["rehearsals", "unknown"][..],
        &["rehearsals", "content/talks/unknown/"],
        &[
            "rehearsals",
            "import",
            "saved/stranger.yaml",
            "--talk",
            "unknown",
        ],
    ] {
        let error = "error: `content/talks` has no `unknown`\n  help: it has `t`; make another with `lutrin new talk …`\n";
        site.run(arguments).code(1).stderr(error);
    }
    site.run(&["rehearsals", "--propose"]).code(2);
}

/// What is there of a run makes room for the rest of it, and for nothing else.
#[test]
fn a_run_that_is_there_in_part_is_taken_in_at_its_place() {
    let site = site();
    let whole = Run {
        revision: 9,
        ..runs().remove(0)
    };
    let folder = "content/talks/t/rehearsals";
    let there = format!("{folder}/{}", whole.file_name());
    let mut running = whole.clone();
    running.visits.truncate(4);
    (running.state, running.end) = (State::Running, running.visits[3].leave);
    running.revision = 3;
    site.write("saved/run.yaml", whole.write());
    let import = || stdout(&site, &["rehearsals", "import", "saved/run.yaml"]);
    let text = whole.write();
    let cut = text.find("visits:").unwrap() + 30;
    for earlier in [
        running.write(),
        text[..cut].to_owned(),
        text[..20].to_owned(),
        String::new(),
    ] {
        site.write(&there, &earlier);
        assert_eq!(
            import(),
            format!("{there} (an earlier state of this run was there: it is replaced)\n"),
            "{earlier}"
        );
        assert_eq!(site.read(&there), text);
    }
    // Of what is there in whole, nothing is taken in: neither again, nor an earlier state, nor what
    // was cut off.
    let commented = text
        .replace("slides:", "# the third try\nslides:")
        .replace("state:", "speaker: me\nstate:");
    for kept in [&text, &commented] {
        site.write(&there, kept);
        for copy in [
            &text,
            &running.write(),
            &text[..cut],
            &text[..text.find("visits:").unwrap()],
        ] {
            site.write("saved/run.yaml", copy);
            assert_eq!(
                import(),
                format!("{there} (it was there already)\n"),
                "{copy}"
            );
        }
        assert_eq!(site.read(&there), *kept);
    }
    // What somebody wrote into an earlier state is not lost.
    site.write("saved/run.yaml", &text);
    for (is, becomes) in [
        ("visits:", "# slow today\nvisits:"),
        ("slides:", "speaker: \"me\"\nslides:"),
    ] {
        let edited = running.write().replace(is, becomes);
        site.write(&there, &edited);
        let output = site
            .command(&["rehearsals", "import", "saved/run.yaml"])
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(
            !output.status.success() && said.contains("has something that this file has not"),
            "{said}"
        );
        assert_eq!(site.read(&there), edited);
    }
    assert_eq!(site.tree(folder).len(), 1);
}

/// A process that may write little sees what a full disk shows.
#[test]
fn a_full_disk_leaves_no_half_of_a_run() {
    let site = site();
    let run = runs().remove(0);
    assert!(run.write().len() > 1024);
    site.write("saved/run.yaml", run.write());
    let script = "trap '' XFSZ; ulimit -f 1; exec \"$@\"";
    let mut command = std::process::Command::new("bash");
    command.args([
        "-c",
        script,
        "bash",
        env!("CARGO_BIN_EXE_lutrin"),
        "rehearsals",
        "import",
        "saved/run.yaml",
    ]);
    let output = command.current_dir(site.root()).output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        !output.status.success() && said.contains("there is no room left on the disk"),
        "{said}"
    );
    assert!(
        site.tree("content/talks/t/rehearsals").is_empty(),
        "{:?}",
        site.tree("content/talks/t/rehearsals")
    );
}

#[test]
fn a_speaker_is_measured_by_their_own_runs() {
    let words = "word ".repeat(120);
    let deck = DECK.replace("Because we can", &words);
    let document = parsed(&deck);
    let plan = planned(&document, 720);
    let mut site = SiteTest::new()
        .config(&format!("{CONFIG}words_per_minute: {{en: 150, fr: 120}}\n"))
        .file(
            "content/people.yaml",
            "sam: {name: Sam, words_per_minute: 100}\nkim: {name: Kim}\n",
        )
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 12m\nspeakers: [sam]\n---\n",
        )
        .file(
            "content/talks/u/index.en.md",
            "---\ntitle: Another\nduration: 12m\nspeakers: [kim]\n---\n",
        )
        .file("content/talks/u/deck.en.md", &deck)
        .file(DECK_FILE, &deck);
    let speed = |site: &SiteTest, talk: &str| {
        let snapshot = site.clone().build_without_rendering().snapshot;
        let speed = lutrin::site::rehearsals::speed(
            &snapshot.site,
            &snapshot.config,
            talk,
            &Lang::new("en"),
        );
        (speed.words_per_minute, speed.basis.name())
    };
    assert_eq!(speed(&site, "t"), (100, "person"));
    assert_eq!(speed(&site, "u"), (150, "site"));
    let run = run_of(
        &document,
        &plan,
        "2026-11-01T10:00:00",
        &[0, 60, 60, 60, 60, 60, 60],
    );
    let copies = (1..=3).map(|number| format!("content/talks/t/rehearsals/{number}.en.yaml"));
    let thrice = copies.fold(site.clone(), |site, file| site.file(&file, run.write()));
    assert_eq!(
        speed(&thrice, "t"),
        (100, "person"),
        "one run in three files is one run"
    );
    for day in 1..=3 {
        let started = format!("2026-11-0{day}T10:00:00");
        let run = run_of(&document, &plan, &started, &[0, 60, 60, 60, 60, 60, 60]);
        site = site.file(
            &format!("content/talks/t/rehearsals/{}", run.file_name()),
            run.write(),
        );
        let expected = if day < 3 {
            (100, "person")
        } else {
            (127, "runs")
        };
        assert_eq!(speed(&site, "t"), expected, "after {day} runs");
    }
    assert_eq!(speed(&site, "u"), (150, "site"), "they are not Kim’s");
}

/// The folder of the sample talk's rehearsals, and its deck.
const SAMPLE: &str = "content/talks/first-talk";

/// What each part takes of its plan in the four samples: all but one come closer to it.
const SAMPLE_FACTORS: [f64; 4] = [1.24, 1.14, 1.1, 0.97];
/// The part that gets worse, by its number, and what it takes.
const SAMPLE_WORSE: (usize, [f64; 4]) = (4, [0.98, 1.06, 1.14, 1.24]);

/// A number between −1 and 1 that is always the same for the same words.
fn jitter(words: &str) -> f64 {
    let hash = words.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    f64::from(u32::try_from((hash ^ (hash >> 29)) % 2001).unwrap()) / 1000.0 - 1.0
}

/// One of the four samples. In the first, a slide said something else; in the second, the clock
/// stood still once; the third leaves an optional slide out, and the fourth comes back to one.
fn sample(slides: &[RunSlide], slot: Option<Duration>, number: usize, started: &str) -> Run {
    let mut slides = slides.to_vec();
    let edited = slides.iter().rposition(|slide| slide.part == 2).unwrap();
    if number == 0 {
        "5a7c0b1e".clone_into(&mut slides[edited].hash);
    }
    let skipped = slides.iter().position(|slide| slide.optional);
    let mut run = Run::begin(
        RunId::default(),
        Date::parse(started).unwrap(),
        Lang::new("fr"),
        slides.clone(),
    );
    (run.slot, run.sample) = (slot, true);
    let mut at = 0;
    for (place, slide) in slides
        .iter()
        .enumerate()
        .filter(|(place, _)| number != 2 || Some(*place) != skipped)
    {
        let factor = if slide.part == SAMPLE_WORSE.0 {
            SAMPLE_WORSE.1[number]
        } else {
            SAMPLE_FACTORS[number]
        };
        let spread = 0.12 - 0.025 * f64::from(u32::try_from(number).unwrap());
        let seconds = f64::from(slide.plan.unwrap().seconds())
            * factor
            * (1.0 + spread * jitter(&format!("{}{number}", slide.id)));
        let length = Tenths::from_seconds(seconds).unwrap().get();
        let mut leave = at + length;
        if number == 1 && place == edited {
            run.add_pause(Stretch {
                from: Tenths::new(at + length / 3),
                to: Tenths::new(at + length / 3 + 473),
            })
            .unwrap();
            leave += 473;
        }
        let mut show = |id: &str, from: u32, to: u32| {
            run.add_visit(Visit {
                slide: id.to_owned(),
                enter: Tenths::new(from),
                leave: Tenths::new(to),
            })
            .unwrap();
        };
        if number == 3 && place == edited + 2 {
            let back = at + length / 2;
            show(&slide.id, at, back);
            show(&slides[edited + 1].id, back, back + 84);
            show(&slide.id, back + 84, leave + 84);
            leave += 84;
        } else {
            show(&slide.id, at, leave);
        }
        at = leave;
    }
    run.state = State::Ended;
    run.id = RunId::derived(&run);
    run
}

#[test]
fn the_sample_talk_has_four_runs_of_its_deck() {
    let snapshot = crate::common::sample::sample().snapshot;
    let site = &snapshot.site;
    let page = site
        .pages
        .iter()
        .find(|page| page.document.path.file.as_str() == format!("{SAMPLE}/deck.fr.md"))
        .unwrap();
    let plan = lutrin::site::decks::plan(site, &page.document, page.language, None);
    let slides = slides_of(page.document.deck.as_ref().unwrap(), &plan);
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let starts = [
        "2026-10-28T18:42:11",
        "2026-11-04T12:31:46",
        "2026-11-11T18:20:05",
        "2026-11-16T08:54:32",
    ];
    if updating() {
        for (number, started) in starts.into_iter().enumerate() {
            let run = sample(&slides, plan.slot, number, &format!("{started}+01:00"));
            let folder = root.join(SAMPLE).join("rehearsals");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join(run.file_name()), run.write()).unwrap();
        }
        return;
    }
    let runs: Vec<_> = site
        .runs("first-talk")
        .map(|(_, run)| run.clone())
        .collect();
    assert_eq!(runs.len(), starts.len());
    assert!(
        runs.iter()
            .all(|run| run.sample && run.state == State::Ended),
        "they are marked as what they are"
    );
    let report = lutrin::site::rehearsals::report_on(
        site,
        &snapshot.config,
        &page.document,
        page.language,
        None,
    );
    assert_eq!(report.samples(), 4);
    assert!(
        report.since.is_empty(),
        "the deck changed: UPDATE=1 makes the samples anew: {:?}",
        report.since
    );
    assert!(runs.iter().any(|run| !run.pauses.is_empty()));
    assert!(
        report
            .parts
            .iter()
            .flat_map(|part| &part.slides)
            .any(|slide| slide.skipped == 1)
    );
    let apart = |run: &lutrin::rehearsal::report::RunRow| {
        run.talk.seconds().abs_diff(report.slot.unwrap().seconds())
    };
    assert!(
        report
            .runs
            .windows(2)
            .all(|pair| apart(&pair[1]) < apart(&pair[0])),
        "they converge"
    );
    let worse = report.parts.iter().filter(|part| {
        part.timing
            .trend
            .is_some_and(|trend| trend.towards.name() == "longer")
    });
    assert_eq!(worse.count(), 1, "but for one part");
}

/// The talk with its runs, as authors see it.
fn backstage() -> SiteTest {
    let mut site = SiteTest::new()
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 12m\ndeliveries: [{event: Later, date: 2026-12-01}]\n---\nText.\n",
        )
        .file(DECK_FILE, DECK);
    for run in runs() {
        let run = Run {
            speaker: Some("secret-speaker".to_owned()),
            ..run
        };
        site = site.file(
            &format!("content/talks/t/rehearsals/{}", run.file_name()),
            run.write(),
        );
    }
    site.file("content/people.yaml", "secret-speaker: {name: Somebody}\n")
}

#[test]
fn the_backstage_shows_pictures_with_their_tables() {
    let site = backstage().drafts().build();
    let html = site.page("/en/backstage/talks/t/").html;
    let section = html
        .split_once("class=\"rehearsals\"")
        .unwrap()
        .1
        .split("</section>")
        .next()
        .unwrap();
    let pictures: Vec<&str> = section
        .split("<svg")
        .skip(1)
        .map(|rest| rest.split("</svg>").next().unwrap())
        .collect();
    assert_eq!(pictures.len(), 5, "the pace of each run is there");
    for picture in &pictures {
        assert!(
            picture.contains("<title id=") && picture.contains("<desc id="),
            "{picture}"
        );
        assert!(!picture.contains("style="), "{picture}");
    }
    assert!(
        pictures[0].contains("url(#_rehearsed-en-0-hatch)") && pictures[0].contains("3:30 / 2:00"),
        "{}",
        pictures[0]
    );
    assert!(
        pictures[1].contains("12:20") && pictures[1].contains("slot 12:00"),
        "{}",
        pictures[1]
    );
    assert!(pictures[2].contains("0:20 late"), "{}", pictures[2]);
    for words in [
        "3 runs",
        "the last one 17 days ago",
        "11 days until Later",
        "As rehearsed, the talk takes 13:00: 1:00 too long.",
        "Cut 1:00 from “And then”.",
        "“And then” gets longer, by 0:10 each time.",
        "To leave “By hand” (1:50) out is enough.",
        "left out: “By hand”",
        "<th scope=\"row\" lang=\"en\">4. And then</th>",
        "Notes are reckoned at 140 words a minute, as in lectures.",
    ] {
        assert!(section.contains(words), "{words}\n{section}");
    }
    let ids: Vec<&str> = section
        .split(" id=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(
        ids.iter().collect::<std::collections::BTreeSet<_>>().len(),
        ids.len(),
        "no id stands twice: {ids:?}"
    );
}

/// The rehearsals of a talk with one run, as the backstage shows them.
fn backstage_of(deck: &str, run: &Run) -> String {
    backstage_of_runs(deck, std::slice::from_ref(run))
}

/// The same of a talk with several.
fn backstage_of_runs(deck: &str, runs: &[Run]) -> String {
    let talk = SiteTest::new()
        .file(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 12m\n---\nText.\n",
        )
        .file(DECK_FILE, deck);
    let site = runs.iter().fold(talk, |site, run| {
        let file = format!("content/talks/t/rehearsals/{}", run.file_name());
        site.file(&file, run.write())
    });
    let site = site.drafts().build();
    let html = site.page("/en/backstage/talks/t/").html;
    let (_, section) = html.split_once("class=\"rehearsals\"").unwrap();
    section.split("</section>").next().unwrap().to_owned()
}

#[test]
fn every_run_has_the_picture_of_its_pace_or_a_reason() {
    let document = parsed(PARTS);
    let plan = planned(&document, 900);
    let run_of = |seconds: &[u32]| run_of(&document, &plan, "2026-11-01T10:00:00", seconds);
    let has_pace = |section: &str| section.contains("The pace of the last run");
    // The title has no time, and the run begins behind it.
    let whole = backstage_of(PARTS, &run_of(&[0, 120, 300, 90, 90, 180, 120]));
    assert!(
        has_pace(&whole) && !whole.contains("class=\"hint\">No "),
        "{whole}"
    );
    let some = backstage_of(PARTS, &run_of(&[0, 0, 0, 100, 90, 0, 0]));
    assert!(
        has_pace(&some) && some.contains("No run was whole, so there is no course"),
        "{some}"
    );
    let nothing = backstage_of(PARTS, &run_of(&[0, 0, 0, 0, 0, 0, 0]));
    for why in [
        "The last run showed no slide, so it has no pace.",
        "No run showed all of a part",
        "No run was whole",
    ] {
        assert!(nothing.contains(why), "{why}\n{nothing}");
    }
    let mut unplanned = run_of(&[0, 120, 300, 90, 90, 180, 120]);
    for slide in &mut unplanned.slides {
        slide.plan = None;
    }
    let alone = backstage_of(PARTS, &unplanned);
    assert!(
        !has_pace(&alone) && alone.contains("The last run had no plan"),
        "{alone}"
    );
    let mut later = run_of(&[0, 120, 300, 90, 90, 180, 120]);
    later.started = Date::parse("2026-11-02T10:00:00").unwrap();
    later.id = RunId::parse("fedcba98").unwrap();
    let both = backstage_of_runs(PARTS, &[unplanned, later]);
    let why = "Run 1 (November\u{a0}1, 2026";
    assert!(
        has_pace(&both) && both.contains(why) && both.contains("so it has no pace."),
        "{both}"
    );
}

/// Whatever is left of its last second.
#[test]
fn a_run_has_one_length_wherever_it_is_told() {
    let site = site();
    let document = parsed(DECK);
    let plan = planned(&document, 720);
    let mut run = run_of(
        &document,
        &plan,
        "2026-11-01T18:00:00+01:00",
        &[20, 150, 80, 130, 120, 150, 190],
    );
    // A glance back at the title, and tenths on every slide: the sum of what each shows is less.
    run.add_visit(Visit {
        slide: "a-talk".to_owned(),
        enter: run.end.and(Tenths::new(9)),
        leave: run.end.and(Tenths::new(18)),
    })
    .unwrap();
    let told = "14:01";
    site.write(
        &format!("content/talks/t/rehearsals/{}", run.file_name()),
        run.write(),
    );
    let table = stdout(&site, &["rehearsals", "t"]);
    let line = |start: &str| {
        let mut lines = table.lines().filter(|line| line.starts_with(start));
        lines.next().unwrap_or_default().to_owned()
    };
    for start in ["2026-11-01 18:00", "total", "It takes"] {
        assert!(line(start).contains(told), "{start}: {table}");
    }
    let section = backstage_of(DECK, &run);
    assert!(section.matches(told).count() >= 4, "{section}");
    for other in ["14:00", "14:02"] {
        assert!(
            !section.contains(other) && !table.contains(other),
            "{other}: {section}{table}"
        );
    }
}

#[test]
fn a_run_that_nobody_ended_is_named_and_kept_or_discarded() {
    let site = site();
    let mut run = runs().remove(0);
    run.state = State::Running;
    let file = format!("content/talks/t/rehearsals/{}", run.file_name());
    site.write(&file, run.write());
    let table = stdout(&site, &["rehearsals", "t"]);
    let flat = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        flat.contains("1 never ended")
            && flat.contains("`lutrin rehearsals keep FILE` ends it")
            && table.ends_with(&format!("  2026-11-01 18:00, 14:00\n  {file}\n")),
        "{table}"
    );
    let section = backstage_of(DECK, &run);
    let item = format!("data-run=\"t/{}\"", run.id);
    for words in [&item, &file, "Keep it as it is", "Discard it"] {
        assert!(section.contains(words), "{words}\n{section}");
    }
    // A window may still record it.
    for what in ["keep", "discard"] {
        site.run(&["rehearsals", what, &file])
            .code(1)
            .stderr(format!(
                "error: `{file}` was saved a moment ago: end the run in the window that records it, or close that and wait 15 seconds\n"
            ));
        assert_eq!(site.read(&file), run.write());
    }
    written_long_ago(&site.path(&file));
    assert_eq!(
        stdout(&site, &["rehearsals", "keep", &file]),
        format!("{file}: kept\n")
    );
    let kept = Run::parse(&Source::new(
        SitePath::new(file.as_str()),
        &site.read(&file),
    ));
    let expected = Run {
        state: State::Ended,
        revision: run.revision + 1,
        ..run.clone()
    };
    assert_eq!(kept.value, Some(expected));
    assert!(stdout(&site, &["rehearsals", "t"]).contains("1 run\n"));
    site.run(&["rehearsals", "discard", &file])
        .code(1)
        .stderr(format!("error: the run of `{file}` was ended\n"));
    // By its name alone.
    site.write(&file, run.write());
    written_long_ago(&site.path(&file));
    stdout(&site, &["rehearsals", "discard", &run.file_name()]);
    assert!(!site.path(&file).exists());
    site.write(&file, format!("# mine\n{}", run.write()));
    written_long_ago(&site.path(&file));
    for (what, then) in [
        ("keep", "write `state: ended` into it yourself"),
        ("discard", "delete it yourself"),
    ] {
        site.run(&["rehearsals", what, &file])
            .code(1)
            .stderr(format!("error: `{file}` was edited by hand: {then}\n"));
    }
    site.run(&["rehearsals", "keep", "nothing.yaml"]).code(1);
}

fn written_long_ago(file: &std::path::Path) {
    let file = fs::File::options().write(true).open(file).unwrap();
    file.set_modified(std::time::UNIX_EPOCH).unwrap();
}

#[test]
fn nothing_of_a_rehearsal_is_published() {
    let site = backstage().build();
    for (url, bytes) in site.clean().output() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        assert!(!url.contains("rehearsals"), "{url}");
        for word in [
            "2026-11-01T18",
            "2026-11-01T180000",
            "_rehearsed",
            "18:00:00",
        ] {
            assert!(!text.contains(word), "{word} is in {url}");
        }
    }
    let named = backstage().build();
    assert!(
        named.snapshot.site.runs("t").count() == 3,
        "they are known, and only the backstage shows them"
    );
    for run in runs() {
        let name = run.file_name();
        named.nothing_at(&format!("/talks/t/rehearsals/{name}"));
        named.nothing_at(&format!("/en/talks/t/rehearsals/{name}"));
    }
}

/// Files that a rehearsal writes while a workspace reads them.
struct Shared(Arc<std::sync::Mutex<lutrin::files::MemoryFiles>>);

impl lutrin::files::Files for Shared {
    fn list(&self) -> (Vec<SitePath>, Vec<(SitePath, lutrin::files::ReadError)>) {
        self.0.lock().unwrap().list()
    }

    fn read(&self, path: &SitePath) -> Result<Vec<u8>, lutrin::files::ReadError> {
        self.0.lock().unwrap().read(path)
    }
}

#[test]
fn a_run_is_followed_while_it_goes_on() {
    let files = Arc::new(std::sync::Mutex::new(lutrin::files::MemoryFiles::default()));
    let put = |path: &str, text: &str| files.lock().unwrap().insert(path, text);
    let base = || {
        put("lutrin.yaml", CONFIG);
        put(
            "content/talks/t/index.en.md",
            "---\ntitle: A talk\nduration: 12m\n---\n",
        );
        put(DECK_FILE, DECK);
    };
    base();
    let shared = Arc::new(Shared(files.clone()));
    let mut workspace =
        Workspace::new(shared, Arc::new(MemoryCache::default()), Options::default());
    let before = workspace.apply(&[Change::Everything]);
    assert_eq!(before.site.runs("t").count(), 0);
    let run = &runs()[0];
    let file = SitePath::new(format!("content/talks/t/rehearsals/{}", run.file_name()));
    let ends = |snapshot: &lutrin::snapshot::Snapshot| {
        snapshot
            .site
            .runs("t")
            .map(|(_, run)| (run.end, run.visits.len()))
            .collect::<Vec<_>>()
    };
    for visits in [1, 3, 7] {
        let mut part = Run::begin(
            run.id,
            run.started.clone(),
            run.language.clone(),
            run.slides.clone(),
        );
        for visit in &run.visits[..visits] {
            part.add_visit(visit.clone()).unwrap();
        }
        put(file.as_str(), &part.write());
        let now = workspace.apply(&[Change::File(file.clone())]);
        assert_eq!(ends(&now), [(part.end, visits)]);
        assert!(
            Arc::ptr_eq(&now.site.routes, &before.site.routes),
            "nothing else of the site was linked again"
        );
    }
    put(file.as_str(), "version: 1\nsta");
    let broken = workspace.apply(&[Change::Folder(SitePath::new("content/talks/t/rehearsals"))]);
    assert!(ends(&broken).is_empty() || ends(&broken)[0].1 == 0);
    assert!(
        broken
            .diagnostics
            .iter()
            .any(|found| found.code.id == "L0702"),
        "{:?}",
        broken.diagnostics
    );
    *files.lock().unwrap() = lutrin::files::MemoryFiles::default();
    base();
    let gone = workspace.apply(&[Change::File(file)]);
    assert!(
        ends(&gone).is_empty() && gone.diagnostics.is_empty(),
        "{:?}",
        gone.diagnostics
    );
}

#[test]
fn the_file_in_the_guide_is_a_run() {
    let guide = include_str!("../content/guide/13-rehearsals.en.md");
    let chapter = guide.split_once("## The file of a run").unwrap().1;
    let text = chapter
        .split_once("```yaml\n")
        .unwrap()
        .1
        .split_once("```")
        .unwrap()
        .0;
    let read = Run::parse(&Source::new(SitePath::new(FILE), text));
    let run = read.value.unwrap();
    assert!(text.contains(&run.deck_hash()), "{}", run.deck_hash());
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let bare: Vec<String> = text
        .lines()
        .map(|line| line.split("  #").next().unwrap().trim_end().to_owned())
        .collect();
    let written = run.write();
    assert_eq!(
        bare,
        written.lines().skip(1).collect::<Vec<_>>(),
        "as the program writes it"
    );
}
