//! Runs that stand in several files: merged by hand, copied, or taken in under another name. Each
//! was spoken once.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Run, State, Visit};
use crate::lang::Lang;
use crate::path::SitePath;

/// What no two runs share: their beginning, what was spoken, and when each slide was on.
type Spoken<'r> = (String, &'r Lang, Option<&'r str>, &'r [Visit]);

impl Run {
    fn spoken(&self) -> Spoken<'_> {
        (
            self.order(),
            &self.language,
            self.variant.as_deref(),
            &self.visits,
        )
    }
}

/// For each run of a talk the place of the one that counts for it, where that is another: one that
/// was ended before one that was not, the longest of these, and the one with the plainest name:
/// `….en.yaml` before `…-2.en.yaml`.
#[must_use]
pub fn counted_as(runs: &[(&SitePath, &Run)]) -> Vec<Option<usize>> {
    let rank = |at: usize| {
        let (file, run) = runs[at];
        (
            run.state == State::Ended,
            run.end,
            Reverse((file.as_str().len(), file)),
        )
    };
    let mut counts: HashMap<Spoken<'_>, usize> = HashMap::new();
    for (at, (_, run)) in runs.iter().enumerate() {
        let best = counts.entry(run.spoken()).or_insert(at);
        if rank(at) > rank(*best) {
            *best = at;
        }
    }
    let counted = |run: &Run| counts.get(&run.spoken()).copied();
    runs.iter()
        .enumerate()
        .map(|(at, (_, run))| counted(run).filter(|best| *best != at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::rehearsal::{RunSlide, Tenths};

    #[test]
    fn a_run_counts_once_and_as_what_is_most_of_it() {
        let slide = RunSlide {
            id: "a".to_owned(),
            ..RunSlide::default()
        };
        let mut run = Run::begin(
            Date::parse("2026-11-23T18:00:00+01:00").unwrap(),
            Lang::new("en"),
            vec![slide],
        );
        run.add_visit(Visit {
            slide: "a".to_owned(),
            enter: Tenths(0),
            leave: Tenths(90),
        })
        .unwrap();
        let ended = Run {
            state: State::Ended,
            ..run.clone()
        };
        let elsewhere = Run {
            started: Date::parse("2026-11-23T17:00:00Z").unwrap(),
            ..ended.clone()
        };
        let french = Run {
            language: Lang::new("fr"),
            ..ended.clone()
        };
        let mut other = ended.clone();
        other.visits[0].leave = Tenths(80);
        let files = [
            "a-2.en.yaml",
            "a-3.en.yaml",
            "a.en.yaml",
            "a.fr.yaml",
            "b.en.yaml",
        ]
        .map(SitePath::new);
        let runs = [&run, &ended, &elsewhere, &french, &other];
        let runs: Vec<(&SitePath, &Run)> = files.iter().zip(runs).collect();
        assert_eq!(counted_as(&runs), [Some(2), Some(2), None, None, None]);
        assert_eq!(
            counted_as(&runs[..2]),
            [Some(1), None],
            "what was ended counts, whatever its name"
        );
    }
}
