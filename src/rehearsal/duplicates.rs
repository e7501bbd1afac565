//! Runs that stand in several files: merged by hand, copied, or taken in under another name. Each
//! was spoken once.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::{Run, RunId};
use crate::path::SitePath;

/// For each run of a talk the place of the one that counts for it, where that is another of the
/// same id: the one that is furthest (see [`Run::progress`]), and of several such the one with the
/// plainest name: `….en.yaml` before `…-copy.en.yaml`.
#[must_use]
pub fn counted_as(runs: &[(&SitePath, &Run)]) -> Vec<Option<usize>> {
    let rank = |at: usize| {
        let (file, run) = runs[at];
        (run.progress(), Reverse((file.as_str().len(), file)))
    };
    let mut counts: HashMap<RunId, usize> = HashMap::new();
    for (at, (_, run)) in runs.iter().enumerate() {
        let best = counts.entry(run.id).or_insert(at);
        if rank(at) > rank(*best) {
            *best = at;
        }
    }
    runs.iter()
        .enumerate()
        .map(|(at, (_, run))| counts.get(&run.id).copied().filter(|best| *best != at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::lang::Lang;
    use crate::rehearsal::{RunSlide, State, Tenths, Visit};

    /// Files of version 1 say no id, and the names of second files had a number.
    #[test]
    fn a_run_that_stands_in_several_old_files_counts_once() {
        let slide = RunSlide {
            id: "a".to_owned(),
            ..RunSlide::default()
        };
        let started = Date::parse("2026-11-23T18:00:00+01:00").unwrap();
        let mut run = Run::begin(RunId::default(), started, Lang::new("en"), vec![slide]);
        run.revision = 0;
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
        let mut runs = [run, ended, elsewhere, french, other];
        for run in &mut runs {
            run.id = RunId::derived(run);
        }
        let runs: Vec<(&SitePath, &Run)> = files.iter().zip(&runs).collect();
        assert_eq!(counted_as(&runs), [Some(2), Some(2), None, None, None]);
        assert_eq!(
            counted_as(&runs[..2]),
            [Some(1), None],
            "what was ended counts, whatever its name"
        );
    }

    #[test]
    fn of_several_revisions_the_last_one_counts() {
        let started = Date::parse("2026-11-23T18:00:00+01:00").unwrap();
        let id = RunId::parse("1a2b3c4d").unwrap();
        let first = Run::begin(id, started, Lang::new("en"), Vec::new());
        let later = Run {
            revision: 7,
            speaker: Some("ada".to_owned()),
            ..first.clone()
        };
        let other = Run {
            id: RunId::default(),
            ..first.clone()
        };
        let files = ["a.en.yaml", "a-copy.en.yaml", "b.en.yaml"].map(SitePath::new);
        let runs: Vec<(&SitePath, &Run)> = files.iter().zip([&first, &later, &other]).collect();
        assert_eq!(counted_as(&runs), [Some(1), None, None]);
    }
}
