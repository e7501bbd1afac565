//! Makes a report of runs: which of them count, and for what.

use super::{
    Overrun, PartRow, Present, Report, ReportSubject, RunRow, SlideRow, Strangers, advising, tenths,
};
use crate::markdown::Layout;
use crate::rehearsal::changes::Changes;
use crate::rehearsal::statistics::{Over, Sample, Timing};
use crate::rehearsal::timed::{CurrentSlides, PartTime, Timed, comparable};
use crate::rehearsal::{Run, RunSlide, State, Tenths, slides_of};

/// Reports what runs say of a deck. Never fails, whatever the runs.
#[must_use]
pub fn report<'r>(present: Present<'_>, runs: impl IntoIterator<Item = &'r Run>) -> Report {
    let is_meant =
        |run: &&Run| run.language == *present.language && run.variant.as_deref() == present.variant;
    let runs: Vec<&Run> = runs.into_iter().collect();
    let strangers = strangers(&runs, &present);
    let (mut ended, running): (Vec<&Run>, Vec<&Run>) = runs
        .into_iter()
        .filter(is_meant)
        .partition(|run| run.state == State::Ended);
    ended.sort_by_key(|run| (run.order(), run.end));
    let timed: Vec<Timed<'_>> = ended.into_iter().map(Timed::new).collect();
    let slides = slides_of(present.deck, present.plan);
    let first = present
        .plan
        .parts
        .first()
        .and_then(|part| part.slides.first());
    let has_title =
        first.is_some_and(|first| present.deck.slides[first.slide].layout == Layout::Title);
    let parts = parts(
        present,
        &CurrentSlides::new(&slides, present.plan.parts.len(), has_title),
        &timed,
    );
    let mut report = Report {
        slot: present.plan.slot,
        speed: present.estimate.speed.clone(),
        runs: rows(&timed),
        unfinished: running.len(),
        strangers,
        total: total(present, &slides, &timed),
        plan: present.plan.total(),
        estimate: present.estimate.total(),
        overruns: overruns(&parts),
        since: timed
            .last()
            .map(|last| Changes::between(&last.run.slides, &slides))
            .unwrap_or_default(),
        advice: None,
        parts,
    };
    report.advice = advising::advice(&report);
    report
}

/// The runs of what the talk has no slides for.
fn strangers(runs: &[&Run], present: &Present<'_>) -> Strangers {
    let mut strangers = Strangers::default();
    let ReportSubject {
        variants,
        languages,
    } = present.known;
    for run in runs.iter().filter(|_| present.variant.is_none()) {
        let variant = run
            .variant
            .as_deref()
            .filter(|variant| !variants.contains(variant));
        if run.language != *present.language && !languages.contains(&&run.language) {
            *strangers
                .languages
                .entry(run.language.to_string())
                .or_default() += 1;
        } else if let Some(variant) = variant.filter(|_| run.language == *present.language) {
            *strangers.variants.entry(variant.to_owned()).or_default() += 1;
        }
    }
    strangers
}

fn rows(timed: &[Timed<'_>]) -> Vec<RunRow> {
    let row = |(at, timed_run): (usize, &Timed<'_>)| {
        let Timed {
            run, times, shown, ..
        } = timed_run;
        let before = at.checked_sub(1).map(|before| &timed[before]);
        let whole = timed[..at]
            .iter()
            .rfind(|before| before.is_whole() && timed_run.is_whole());
        let skipped = run
            .slides
            .iter()
            .enumerate()
            .filter(|(at, _)| shown.left_out[*at]);
        RunRow {
            started: run.started.iso().to_owned(),
            speaker: run.speaker.clone(),
            sample: run.sample,
            slot: run.slot,
            talk: times.talk(),
            incomplete: shown.incomplete.clone(),
            before: whole.map(|before| before.times.talk()),
            paused: times.paused,
            questions: times.questions,
            skipped: skipped.map(|(_, slide)| slide.id.clone()).collect(),
            changes: before
                .map(|before| Changes::between(&before.run.slides, &run.slides))
                .unwrap_or_default(),
        }
    };
    timed.iter().enumerate().map(row).collect()
}

fn total(present: Present<'_>, slides: &[RunSlide], timed: &[Timed<'_>]) -> Timing {
    let same = |run: &Run| {
        run.slides.len() == slides.len()
            && run
                .slides
                .iter()
                .zip(slides)
                .all(|(then, now)| (&then.id, &then.hash) == (&now.id, &now.hash))
    };
    let sample = |timed: &Timed<'_>| {
        timed.is_whole().then(|| Sample {
            time: timed.times.talk(),
            is_current: same(timed.run),
        })
    };
    let samples: Vec<Sample> = timed.iter().filter_map(sample).collect();
    let plan = present.plan.slot.or(present.plan.total()).map(tenths);
    Timing::of(&samples, timed.last().and_then(sample), plan, Over::All)
}

fn parts(present: Present<'_>, now: &CurrentSlides<'_>, timed: &[Timed<'_>]) -> Vec<PartRow> {
    let in_runs: Vec<Vec<Option<PartTime>>> = timed.iter().map(|timed| timed.parts(now)).collect();
    let mut first = 0;
    let rows = present.plan.parts.iter().enumerate().map(|(at, planned)| {
        let counted = in_runs.iter().rposition(|parts| parts[at].is_some());
        let samples = comparable(in_runs.iter().filter_map(|parts| parts[at].as_ref()));
        let last = in_runs
            .last()
            .and_then(|parts| parts[at].as_ref())
            .map(|last| last.sample);
        let estimate = present.estimate.parts.get(at);
        let row = |(place, slide): (usize, &RunSlide)| SlideRow {
            number: first + place + 1,
            estimate: estimate.and_then(|part| *part.slides.get(place)?),
            skipped_last: counted
                .or(timed.len().checked_sub(1))
                .is_some_and(|run| timed[run].is_left_out(slide)),
            ..slide_row(slide, now.is_title(first + place), timed)
        };
        let slides = now.slides[first..]
            .iter()
            .take_while(|slide| slide.part == at);
        let slides: Vec<SlideRow> = slides.enumerate().map(row).collect();
        first += slides.len();
        PartRow {
            title: planned.title.clone(),
            plan: planned.budget,
            estimate: estimate.and_then(|part| part.spoken),
            silent: estimate.map_or(planned.slides.len(), |part| part.unknown),
            timing: Timing::of(&samples, last, planned.budget.map(tenths), Over::All),
            slides,
        }
    });
    rows.collect()
}

/// A slide, but for its notes and for what its part says of it.
fn slide_row(slide: &RunSlide, is_title: bool, timed: &[Timed<'_>]) -> SlideRow {
    let samples: Vec<Sample> = timed
        .iter()
        .filter_map(|timed| timed.slide(slide))
        .collect();
    let last = timed.last().and_then(|timed| timed.slide(slide));
    let questions = timed.iter().map(|timed| timed.questions_on(&slide.id));
    SlideRow {
        id: slide.id.clone(),
        title: slide.title.clone(),
        optional: slide.optional,
        plan: slide.plan,
        timing: Timing::of(&samples, last, slide.plan.map(tenths), Over::Current),
        skipped: timed
            .iter()
            .filter(|timed| timed.is_left_out(slide))
            .count(),
        is_untimed: is_title && samples.is_empty() && !timed.is_empty(),
        questions: questions.fold(Tenths::default(), Tenths::and),
        ..SlideRow::default()
    }
}

/// What is beyond its time by a tenth of it, and by 5 s at least.
fn overruns(parts: &[PartRow]) -> Vec<Overrun> {
    let mut found = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        for (place, slide) in part.slides.iter().enumerate() {
            let Some((time, plan)) = slide.timing.likely().zip(slide.plan.map(tenths)) else {
                continue;
            };
            let by = time.less(plan);
            if by.get() >= 50.max(plan.get() / 10) {
                found.push(Overrun {
                    at: (at, place),
                    by,
                });
            }
        }
    }
    found.sort_by(|a, b| b.by.cmp(&a.by).then(a.at.cmp(&b.at)));
    found
}
