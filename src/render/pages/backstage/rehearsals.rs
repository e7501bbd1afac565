//! The rehearsals of a talk on its backstage: a report in words, as tables, and as pictures.
//!
//! Only the dev server shows them. A picture is an SVG without inline styles, which a content
//! security policy would forbid; it is readable without colour, and each has its table.

mod bars;
mod course;
mod pace;
mod pictures;
mod svg;
mod voice;
mod words;

use std::sync::Arc;

use tera::Value;

use crate::duration::Duration;
use crate::lang::Lang;
use crate::path::SitePath;
use crate::rehearsal::report::{PartRow, Report, RunRow, SlideRow};
use crate::rehearsal::statistics::Timing;
use crate::rehearsal::{Run, State, Tenths};
use crate::render::common::summaries::delivery;
use crate::render::common::value::{list, map, number, text_or_none};
use crate::site::talk_facts::TalkFacts;
use crate::site::{Page, decks, rehearsals};
use crate::snapshot::Snapshot;
use words::ReportWords;

/// A run with its file.
type FiledRun = (SitePath, Arc<Run>);

/// One deck or variant of a talk, and what there is to show of it.
struct RehearsedDeck<'s> {
    words: ReportWords<'s>,
    page: &'s Page,
    variant: Option<&'s str>,
    report: Report,
    /// The runs that were ended, the oldest first.
    runs: Vec<Arc<Run>>,
    /// Those that nobody ended, with their files.
    unfinished: Vec<FiledRun>,
    /// What the ids of this deck begin with on the page.
    id: String,
}

/// What there is to show of a talk's rehearsals to readers of a language: the decks of the talk,
/// the reader's own language first, each with its variants as far as they were rehearsed.
pub(super) fn of_talk(snapshot: &Snapshot, folder: &str, language: usize) -> Value {
    let site = &snapshot.site;
    let lang = &snapshot.config.languages[language].code;
    let mut pages: Vec<&Page> = decks::of_talk(site, folder)
        .into_iter()
        .flatten()
        .map(|id| site.page(id))
        .collect();
    pages.sort_by_key(|page| page.language != language);
    let mut subjects = Vec::new();
    for page in pages {
        let variants = decks::variants(&page.document).into_iter().map(Some);
        for (at, variant) in std::iter::once(None).chain(variants).enumerate() {
            let report = rehearsals::report_on(
                site,
                &snapshot.config,
                &page.document,
                page.language,
                variant,
            );
            let is_shown = variant.is_none() || report.was_rehearsed();
            if is_shown {
                let id = format!("_rehearsed-{}-{at}", page.document.path.lang);
                let (runs, unfinished) = runs_of(snapshot, folder, page, variant);
                let words = ReportWords {
                    strings: &snapshot.theme.strings,
                    lang,
                };
                subjects.push(RehearsedDeck {
                    words,
                    page,
                    variant,
                    report,
                    runs,
                    unfinished,
                    id,
                });
            }
        }
    }
    list(subjects.iter().map(|subject| subject.value(snapshot)))
}

/// When the talk is given next, and in how many days.
pub(super) fn next_delivery(snapshot: &Snapshot, facts: &TalkFacts, language: usize) -> Value {
    let lang = &snapshot.config.languages[language].code;
    let next = facts.deliveries.iter().rev().find_map(|given| {
        let days = days_between(snapshot, given.date.as_ref()?)?;
        let is_next = days >= 0 && delivery::takes_place(snapshot, given);
        is_next.then_some((given, days))
    });
    let Some((given, days)) = next else {
        return Value::none();
    };
    let event = delivery::event_title(snapshot, &given.event.value, language);
    let words = ReportWords {
        strings: &snapshot.theme.strings,
        lang,
    };
    if days == 0 {
        return Value::from(words.with("rehearsal_next_today", &[("event", &event)]));
    }
    Value::from(words.with(
        "rehearsal_next",
        &[("event", &event), ("count", &days.to_string())],
    ))
}

/// The days from today to a date; fewer than none for the past.
fn days_between(snapshot: &Snapshot, date: &crate::date::Date) -> Option<i32> {
    let today = snapshot.site.today.as_ref()?;
    Some((date.day() - today.day()).get_days())
}

/// The runs behind the rows of a report, and those that nobody ended.
fn runs_of(
    snapshot: &Snapshot,
    folder: &str,
    page: &Page,
    variant: Option<&str>,
) -> (Vec<Arc<Run>>, Vec<FiledRun>) {
    let is_meant =
        |run: &Run| run.language == page.document.path.lang && run.variant.as_deref() == variant;
    let (mut ended, mut unfinished) = (Vec::new(), Vec::new());
    for (file, run) in snapshot.site.runs(folder).filter(|(_, run)| is_meant(run)) {
        if run.state == State::Ended {
            ended.push(run.clone());
        } else {
            unfinished.push((file.clone(), run.clone()));
        }
    }
    ended.sort_by_key(|run| (run.order(), run.end));
    unfinished.sort_by_key(|(_, run)| run.order());
    (ended, unfinished)
}

impl RehearsedDeck<'_> {
    fn value(&self, snapshot: &Snapshot) -> Value {
        let Self {
            words,
            page,
            variant,
            report,
            ..
        } = self;
        let rank = page.language;
        let language = snapshot.config.languages[rank].name.as_str();
        let (pictures, mut missing) = self.pictures();
        let (paces, without_pace) = self.paces();
        missing.extend(without_pace);
        map! {
            "id" => self.id.as_str(),
            "name" => variant.map_or_else(|| language.to_owned(), |variant| format!("{language}, {variant}")),
            "lang" => page.document.path.lang.as_str(),
            "language" => language,
            "variant" => text_or_none(*variant),
            "file" => page.document.path.file.as_str(),
            "summary" => words.summary(report),
            "age" => self.age(snapshot),
            "all_samples" => !report.runs.is_empty() && report.samples() == report.runs.len(),
            "speed" => words.speed(&report.speed),
            "advice" => list(words.advice(report).into_iter().map(Value::from)),
            "pictures" => list(pictures),
            "missing" => list(missing),
            "paces" => list(paces),
            "unfinished" => list(self.unfinished()),
            "voice" => self.voice(),
            "voice_list" => self.voice_list(),
            "parts" => list(self.parts()),
            "runs" => list(report.runs.iter().map(|run| self.run(run))),
            "total" => self.row("", report.plan, report.estimate.0, &report.total),
        }
    }

    /// How long ago the last run was.
    fn age(&self, snapshot: &Snapshot) -> Value {
        let days = self
            .runs
            .last()
            .and_then(|run| days_between(snapshot, &run.started));
        let Some(days) = days.filter(|days| *days <= 0).map(i32::unsigned_abs) else {
            return Value::none();
        };
        if days == 0 {
            return Value::from(self.words.word("rehearsal_age_today"));
        }
        Value::from(
            self.words
                .with("rehearsal_age", &[("count", &days.to_string())]),
        )
    }

    /// The runs that nobody ended: each with its file, and what the server calls it.
    fn unfinished(&self) -> Vec<Value> {
        let talk = self.page.document.path.bundle().unwrap_or_default();
        let row = |(file, run): &FiledRun| {
            let times = run.times();
            map! {
                "date" => self.words.moment(run.started.iso()),
                "length" => clock(times.talk().seconds()),
                "file" => file.as_str(),
                "talk" => talk,
                "id" => run.id.to_string(),
            }
        };
        self.unfinished.iter().map(row).collect()
    }

    /// The parts and slides as rows of a table.
    fn parts(&self) -> Vec<Value> {
        let mut rows = Vec::new();
        for (at, part) in self.report.parts.iter().enumerate() {
            let name = self.part_name(at, part);
            rows.push(self.part_row(&name, part));
            if part.slides.len() > 1 {
                rows.extend(part.slides.iter().map(|slide| self.slide_row(slide)));
            }
        }
        rows
    }

    /// A part with its number: pictures name it in the same way.
    fn part_name(&self, at: usize, part: &PartRow) -> String {
        let title = part
            .title
            .clone()
            .unwrap_or_else(|| self.words.word("rehearsal_before_parts"));
        format!("{}. {title}", at + 1)
    }

    fn part_row(&self, name: &str, part: &PartRow) -> Value {
        self.row_of(name, 0, part.plan, part.estimate, &part.timing, false)
    }

    fn slide_row(&self, slide: &SlideRow) -> Value {
        self.row_of(
            &self.words.slide_name(slide),
            1,
            slide.plan,
            slide.estimate,
            &slide.timing,
            slide.optional,
        )
    }

    fn row(
        &self,
        name: &str,
        plan: Option<Duration>,
        notes: Option<Duration>,
        timing: &Timing,
    ) -> Value {
        self.row_of(name, 0, plan, notes, timing, false)
    }

    fn row_of(
        &self,
        name: &str,
        depth: usize,
        plan: Option<Duration>,
        notes: Option<Duration>,
        timing: &Timing,
        optional: bool,
    ) -> Value {
        let planned = |time: Option<Duration>| {
            Value::from(time.map_or_else(none, |time| clock(time.seconds())))
        };
        let timed = |time: Option<Tenths>| {
            Value::from(time.map_or_else(none, |time| clock(time.seconds())))
        };
        let trend = timing.trend.map(|trend| {
            self.words
                .word(&format!("rehearsal_{}", trend.towards.name()))
        });
        let earlier = timing.earlier.map(|earlier| {
            let time = clock(earlier.seconds());
            self.words.with(
                "rehearsal_earlier",
                &[("time", &time), ("count", &timing.earlier_runs.to_string())],
            )
        });
        map! {
            "name" => name,
            "depth" => number(depth),
            "optional" => optional,
            "plan" => planned(plan),
            "notes" => planned(notes),
            "last" => timed(timing.last),
            "median" => timed(timing.median),
            "best" => timed(timing.best),
            "deviation" => timed(timing.deviation),
            "trend" => trend.unwrap_or_default(),
            "earlier" => text_or_none(earlier.as_deref()),
        }
    }

    fn run(&self, run: &RunRow) -> Value {
        let Self { words, report, .. } = self;
        let slot = run
            .slot
            .or(report.slot)
            .filter(|_| run.incomplete.is_none());
        let to_slot = slot.map_or_else(none, |slot| {
            difference(i64::from(run.talk.seconds()) - i64::from(slot.seconds()))
        });
        let some = |time: Tenths| {
            if time.get() == 0 {
                none()
            } else {
                clock(time.seconds())
            }
        };
        map! {
            "date" => words.moment(&run.started),
            "speaker" => text_or_none(run.speaker.as_deref()),
            "sample" => run.sample,
            "talk" => clock(run.talk.seconds()),
            "to_slot" => to_slot,
            "paused" => some(run.paused),
            "questions" => some(run.questions),
            "remarks" => list(words.remarks(run, report).into_iter().map(Value::from)),
        }
    }

    fn lang(&self) -> &Lang {
        &self.page.document.path.lang
    }
}

fn none() -> String {
    "–".to_owned()
}

/// Minutes and seconds: `5:07`, `65:00`.
fn clock(seconds: u32) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// A difference in seconds with its sign.
fn difference(seconds: i64) -> String {
    let sign = match seconds.signum() {
        1 => "+",
        -1 => "−",
        _ => "",
    };
    format!(
        "{sign}{}",
        clock(u32::try_from(seconds.unsigned_abs()).unwrap_or(u32::MAX))
    )
}
