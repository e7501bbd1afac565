//! The report on rehearsals, in sentences of the reader's language.

use std::collections::BTreeMap;

use super::{clock, difference};
use crate::date::Date;
use crate::deck::estimate::{Basis, Speed};
use crate::lang::Lang;
use crate::rehearsal::report::{PartRow, Report, RunRow, SlideRow, Strangers};
use crate::rehearsal::{Incomplete, Tenths};
use crate::theme::Strings;

/// The strings of a theme in one language.
#[derive(Clone, Copy)]
pub(super) struct ReportWords<'s> {
    pub(super) strings: &'s Strings,
    pub(super) lang: &'s Lang,
}

impl ReportWords<'_> {
    pub(super) fn word(&self, key: &str) -> String {
        self.strings.word(self.lang, key)
    }

    pub(super) fn with(&self, key: &str, arguments: &[(&str, &str)]) -> String {
        self.strings
            .get(self.lang, key, arguments)
            .unwrap_or_else(|| key.to_owned())
    }

    fn count(&self, key: &str, count: usize) -> String {
        self.with(key, &[("count", &count.to_string())])
    }

    /// A day with its time of day, where that is known.
    pub(super) fn moment(&self, started: &str) -> String {
        let Ok(date) = Date::parse(started) else {
            return started.to_owned();
        };
        let day = self.strings.date(self.lang, &date);
        self.strings
            .time(self.lang, &date)
            .map_or_else(|| day.clone(), |time| format!("{day}, {time}"))
    }

    /// How many runs there are, and which of them do not count, or are not what they seem.
    pub(super) fn summary(&self, report: &Report) -> String {
        if !report.was_rehearsed() {
            return self.word("no_rehearsals");
        }
        let mut facts = vec![self.count("rehearsal_runs", report.runs.len())];
        if report.samples() > 0 {
            facts.push(self.count("rehearsal_samples", report.samples()));
        }
        if report.incomplete() > 0 {
            facts.push(self.count("rehearsal_incomplete", report.incomplete()));
        }
        if report.unfinished > 0 {
            facts.push(self.count("rehearsal_unfinished", report.unfinished));
        }
        let Strangers {
            variants,
            languages,
        } = &report.strangers;
        facts.extend(self.strangers("rehearsal_unknown_variants", variants));
        facts.extend(self.strangers("rehearsal_unknown_languages", languages));
        facts.join(", ")
    }

    /// Runs that no report counts, with the name of the variant or language that each gives.
    fn strangers(&self, key: &str, runs: &BTreeMap<String, usize>) -> Option<String> {
        let count: usize = runs.values().sum();
        let names = self
            .strings
            .list(self.lang, &runs.keys().cloned().collect::<Vec<_>>());
        (count > 0).then(|| self.with(key, &[("count", &count.to_string()), ("names", &names)]))
    }

    /// The speed at which the notes are estimated, and where it comes from.
    pub(super) fn speed(&self, speed: &Speed) -> String {
        let words = speed.words_per_minute.to_string();
        let runs = if let Basis::Runs(runs) = speed.basis {
            runs.to_string()
        } else {
            String::new()
        };
        let key = format!("rehearsal_speed_{}", speed.basis.name());
        self.with(&key, &[("words", &words), ("count", &runs)])
    }

    /// What to do, and why: each sentence by itself.
    pub(super) fn advice(&self, report: &Report) -> Vec<String> {
        let mut sentences = Vec::new();
        if report.runs.is_empty() {
            sentences.extend(self.too_long_by_notes(report));
        }
        if let Some(trend) = report.total.trend {
            let step = Tenths::from_seconds(trend.slope.abs() / 10.0).unwrap_or_default();
            let key = format!("rehearsal_total_{}", trend.towards.name());
            sentences.push(self.with(&key, &[("time", &clock(step.seconds()))]));
        }
        sentences.extend(self.worsening(report));
        let Some(advice) = &report.advice else {
            return sentences;
        };
        let expected = clock(advice.expected.seconds());
        let key = match (advice.is_too_long(), advice.is_short()) {
            (true, _) => "rehearsal_too_long",
            (_, true) => "rehearsal_short",
            _ => "rehearsal_fits",
        };
        let basis = self.word(match (advice.is_timed, advice.has_notes) {
            (true, false) => "rehearsal_as_timed",
            (true, true) => "rehearsal_as_both",
            (false, _) => "rehearsal_as_notes",
        });
        sentences.push(self.with(
            key,
            &[
                ("time", &expected),
                ("by", &clock(advice.by())),
                ("basis", &basis),
            ],
        ));
        let cuts = advice.cuts.iter().map(|cut| {
            let part = self.part(&report.parts[cut.part]);
            self.with(
                "rehearsal_cut",
                &[("time", &clock(cut.by.seconds())), ("part", &part)],
            )
        });
        sentences.extend(cuts);
        if !advice.leave_out.is_empty() {
            let slides = advice.leave_out.iter().map(|(id, time)| {
                format!("{} ({})", self.slide(report, id), clock(time.seconds()))
            });
            let slides = self.strings.list(self.lang, &slides.collect::<Vec<_>>());
            let is_enough = i64::from(advice.wins().get()) >= advice.over;
            let key = if is_enough {
                "rehearsal_leave_out"
            } else {
                "rehearsal_leave_out_helps"
            };
            sentences.push(self.with(key, &[("slides", &slides)]));
        }
        sentences
    }

    /// Parts that take longer and longer.
    fn worsening<'r>(&'r self, report: &'r Report) -> impl Iterator<Item = String> + 'r {
        let longer = report.parts.iter().filter_map(|part| {
            let trend = part
                .timing
                .trend
                .filter(|trend| trend.towards == crate::rehearsal::statistics::Towards::Longer)?;
            Some((part, Tenths::from_seconds(trend.slope.abs() / 10.0)?))
        });
        longer.map(|(part, step)| {
            self.with(
                "rehearsal_part_longer",
                &[("part", &self.part(part)), ("time", &clock(step.seconds()))],
            )
        })
    }

    /// Parts whose notes are well beyond their time.
    fn too_long_by_notes(&self, report: &Report) -> Vec<String> {
        let found = report
            .parts
            .iter()
            .filter_map(|part| Some((part, part.notes_beyond()?)));
        found
            .map(|(part, more)| {
                self.with(
                    "rehearsal_notes_long",
                    &[("part", &self.part(part)), ("time", &clock(more.seconds()))],
                )
            })
            .collect()
    }

    pub(super) fn part(&self, part: &PartRow) -> String {
        part.title
            .clone()
            .unwrap_or_else(|| self.word("rehearsal_before_parts"))
    }

    /// How people call a slide: by its heading, else by its number, as the deck does.
    pub(super) fn slide_name(&self, slide: &SlideRow) -> String {
        self.name(slide.title.as_deref(), slide.number)
    }

    /// The name of a slide by its heading and its number.
    pub(super) fn name(&self, title: Option<&str>, number: usize) -> String {
        title.map_or_else(
            || self.with("deck_slide", &[("number", &number.to_string())]),
            str::to_owned,
        )
    }

    fn slide(&self, report: &Report, id: &str) -> String {
        let name = report.slide(id).map(|slide| self.slide_name(slide));
        let name = name.as_deref().unwrap_or(id);
        self.with("rehearsal_slide", &[("title", name)])
    }

    /// Why a run does not count for the whole talk.
    fn incomplete(&self, why: &Incomplete, report: &Report) -> String {
        match why {
            Incomplete::Nothing => self.word("rehearsal_incomplete_nothing"),
            Incomplete::Only { from, to } if from == to => self.with(
                "rehearsal_incomplete_one",
                &[("slide", &self.slide(report, from))],
            ),
            Incomplete::Only { from, to } => {
                let (from, to) = (self.slide(report, from), self.slide(report, to));
                self.with("rehearsal_incomplete_only", &[("from", &from), ("to", &to)])
            }
            Incomplete::Gaps => self.word("rehearsal_incomplete_gaps"),
        }
    }

    /// What a run does not count for, what was left out of it, and what changed in the deck before
    /// it.
    pub(super) fn remarks(&self, run: &RunRow, report: &Report) -> Vec<String> {
        let names = |ids: &[String]| {
            let names: Vec<String> = ids.iter().map(|id| self.slide(report, id)).collect();
            self.strings.list(self.lang, &names)
        };
        let mut remarks: Vec<String> = run
            .incomplete
            .iter()
            .map(|why| self.incomplete(why, report))
            .collect();
        if !run.skipped.is_empty() {
            remarks.push(self.with("rehearsal_skipped", &[("slides", &names(&run.skipped))]));
        }
        for (kind, slides) in run.changes.kinds() {
            remarks.push(self.with(&format!("rehearsal_{kind}"), &[("slides", &names(slides))]));
        }
        remarks
    }

    /// How far from the plan, in a word beside the figure.
    pub(super) fn lateness(&self, seconds: i64) -> String {
        let key = match seconds.signum() {
            1 => "rehearsal_late",
            -1 => "rehearsal_early",
            _ => return self.word("rehearsal_on_time"),
        };
        self.with(
            key,
            &[("time", difference(seconds).trim_start_matches(['+', '−']))],
        )
    }
}
