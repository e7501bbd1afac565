//! Budgets that follow rehearsals, over random decks and runs: they fill the slot, are a fixed
//! point, leave a title that nobody timed without any, and are the patch that they are shown as.

use std::io::Write as _;
use std::process::{Command, Stdio};

use lutrin::deck::plan;
use lutrin::document::Document;
use lutrin::duration::Duration;
use lutrin::markdown::Layout;
use lutrin::rehearsal::propose::{NoProposal, Proposal, propose};
use lutrin::rehearsal::{Run, RunId, State, Tenths, Visit};
use proptest::collection::vec;
use proptest::prelude::*;

use crate::common::disk::DiskSite;
use crate::rehearsals::{DECK_FILE, parsed, planned, reported, run_of};

/// A slide of a random deck: its heading's level, its time in seconds, the words of its notes, and
/// whether it may be left out.
type Drawn = (usize, Option<u32>, usize, bool);

fn drawn() -> impl Strategy<Value = Drawn> {
    let words = prop::sample::select(vec![0, 0, 3, 20, 60, 200, 500]);
    let time = prop::option::weighted(0.4, 1..400_u32);
    (1..=3_usize, time, words, any::<bool>())
}

/// A deck of slides, the first of which may be a title.
fn deck() -> impl Strategy<Value = String> {
    (vec(drawn(), 1..9), 0..3_u8).prop_map(|(slides, title)| written(&slides, title))
}

/// The Markdown of a deck. `title`: none, one that states no time, or one that may.
fn written(slides: &[Drawn], title: u8) -> String {
    let slide = |(at, (level, time, words, optional)): (usize, &Drawn)| {
        let is_title = at == 0 && title > 0;
        let time = time.filter(|_| !is_title || title > 1);
        let time = time.map_or_else(String::new, |time| {
            format!(" time={}", Duration::from_seconds(time))
        });
        let class = if is_title { " .title" } else { "" };
        let level = if is_title { 1 } else { *level };
        let optional = if *optional && !is_title {
            " optional"
        } else {
            ""
        };
        format!(
            "{} Slide {at} {{#s{at}{class}{time}{optional}}}\n\n::: notes\n{}\n:::\n",
            "#".repeat(level),
            "word ".repeat(*words).trim_end()
        )
    };
    let slides: Vec<String> = slides.iter().enumerate().map(slide).collect();
    slides.join("\n---\n\n")
}

/// How a run goes: the slides by their places in any order, each with its seconds, and whether it
/// was ended.
type Course = (Vec<(usize, u32)>, bool);

fn courses() -> impl Strategy<Value = Vec<Course>> {
    let way = vec((0..12_usize, 0..300_u32), 1..14);
    let straight = vec(0..300_u32, 9).prop_map(|seconds| seconds.into_iter().enumerate().collect());
    let course = (
        prop_oneof![2 => straight, 1 => way],
        prop::bool::weighted(0.9),
    );
    vec(course, 1..5)
}

/// A run of a deck as it is now.
fn run(document: &Document, slot: u32, number: usize, (way, is_ended): &Course) -> Run {
    let started = format!("2026-11-{:02}T10:00:00", number + 1);
    let mut run = run_of(document, &planned(document, slot), &started, &[]);
    let count = run.slides.len();
    for (at, seconds) in way.iter().filter(|(at, _)| *at < count) {
        let visit = Visit {
            slide: run.slides[*at].id.clone(),
            enter: run.end,
            leave: run.end.and(Tenths::new(seconds * 10)),
        };
        run.add_visit(visit).unwrap();
    }
    run.state = if *is_ended {
        State::Ended
    } else {
        State::Running
    };
    run.id = RunId::derived(&run);
    run
}

/// What a deck's runs propose for it as it is now.
fn proposed(document: &Document, slot: u32, runs: &[Run]) -> Result<Proposal, NoProposal> {
    let plan = planned(document, slot);
    propose(document, &plan, &reported(document, &plan, runs))
}

/// Whether nobody spoke on the title, and its author gives it no time.
fn has_silent_title(document: &Document, runs: &[Run]) -> bool {
    let deck = document.deck.as_ref().unwrap();
    let title = &deck.slides[0];
    let was_timed = runs.iter().any(|run| {
        let visits = run.visits.iter().filter(|visit| visit.slide == title.id);
        visits
            .map(|visit| visit.leave.less(visit.enter).get())
            .sum::<u32>()
            > 0
    });
    title.layout == Layout::Title && title.time.is_none() && !was_timed
}

/// A text after a diff, as `patch` applies it; `None` without `patch`.
fn patched(before: &str, diff: &str) -> Option<String> {
    let site = DiskSite::empty().file(DECK_FILE, before);
    let mut patch = Command::new("patch")
        .args(["-p0", "--binary", "--silent"])
        .current_dir(site.root())
        .stdin(Stdio::piped())
        .spawn()
        .ok()?;
    let mut input = patch.stdin.take().unwrap();
    input.write_all(diff.as_bytes()).unwrap();
    drop(input);
    assert!(patch.wait().unwrap().success(), "{diff}");
    Some(site.read(DECK_FILE))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 160, max_global_rejects: 8192, ..ProptestConfig::default() })]

    #[test]
    fn budgets_fill_the_slot_and_are_a_fixed_point(deck in deck(), courses in courses(), slot in 60..3000_u32) {
        let document = parsed(&deck);
        let runs: Vec<Run> = courses.iter().enumerate().map(|(at, course)| run(&document, slot, at, course)).collect();
        let proposal = proposed(&document, slot, &runs);
        // Decks without parts, slots that are too short and runs of nothing propose nothing.
        prop_assume!(proposal.is_ok());
        let proposal = proposal.unwrap();
        let after = parsed(&proposal.text);
        let planned = plan::plan(after.deck.as_ref().unwrap(), &after.path.file, Some(Duration::from_seconds(slot)));
        prop_assert!(planned.diagnostics.is_empty(), "{:?}\n{}", planned.diagnostics, proposal.text);
        let sum: u32 = proposal.parts.iter().map(|part| part.after.seconds()).sum();
        prop_assert_eq!((sum, planned.value.total()), (slot, Some(Duration::from_seconds(slot))), "{}", proposal.text);
        if has_silent_title(&document, &runs) && after.deck.as_ref().unwrap().slides.len() > 1 {
            let title = planned.value.parts[0].slides[0].budget;
            prop_assert_eq!(title, Some(Duration::from_seconds(0)), "{}", proposal.text);
        }
        prop_assert_eq!(proposed(&after, slot, &runs).map(|again| again.text), Err(NoProposal::Nothing), "{}", proposal.text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_global_rejects: 8192, ..ProptestConfig::default() })]

    #[test]
    fn what_is_shown_through_patch_is_what_is_written(deck in deck(), courses in courses(), slot in 60..3000_u32, end in prop::sample::select(vec!["\n", "\r\n"])) {
        let document = parsed(&deck.replace('\n', end));
        let runs: Vec<Run> = courses.iter().enumerate().map(|(at, course)| run(&document, slot, at, course)).collect();
        let proposal = proposed(&document, slot, &runs);
        prop_assume!(proposal.is_ok());
        let proposal = proposal.unwrap();
        let before = document.source.text();
        if let Some(patched) = patched(before, &proposal.diff(before, DECK_FILE)) {
            prop_assert_eq!(patched, proposal.text);
        }
    }
}
