//! A run as it stands in a file, beside a state of the same run that somebody wants to put there.
//!
//! The id in a file says which run it is of, and the revision which of two states is newer. The
//! checksum shows an edit by hand, so nobody has to remember what was written.

use super::{Run, State};

/// A run with every byte of the file that it was read from.
#[derive(Debug)]
pub struct SavedRun {
    /// What was read of it.
    pub run: Run,
    /// The whole file.
    pub text: String,
}

/// What there is in the place of a state of a run, which decides whether it may be written there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// There is nothing: the run has no file yet.
    Free,
    /// There is an older state of the run, which may be replaced.
    Older,
    /// There is this very state already.
    Same,
    /// There is a newer state of the run.
    Newer,
    /// There is an older state, which somebody edited by hand: it may not be replaced.
    Edited,
    /// There is something else, which stays.
    Taken,
}

impl SavedRun {
    /// Whether somebody edited the file by hand, or it was not written to its end.
    #[must_use]
    pub fn is_edited(&self) -> bool {
        !self.run.is_as_written(&self.text)
    }

    /// Whether the file has the end of the run, and a state would change what was measured until
    /// then. Who spoke may still be chosen after the end.
    fn is_final(&self, run: &Run) -> bool {
        let Run {
            visits,
            pauses,
            questions,
            end,
            ..
        } = &self.run;
        self.run.state == State::Ended
            && (visits, pauses, questions, end)
                != (&run.visits, &run.pauses, &run.questions, &run.end)
    }

    /// What the file is to a state of the same run, whose own file would have `text`.
    #[must_use]
    pub fn beside(&self, run: &Run, text: &str) -> Standing {
        if self.text == text {
            Standing::Same
        } else if is_cut_off(&self.text, text) {
            Standing::Older
        } else if self.run.progress() >= run.progress() {
            Standing::Newer
        } else if self.is_edited() {
            Standing::Edited
        } else if self.is_final(run) {
            Standing::Newer
        } else {
            Standing::Older
        }
    }
}

/// Whether a file is the beginning of a text, and no more of it.
#[must_use]
pub fn is_cut_off(file: &str, text: &str) -> bool {
    file.len() < text.len() && text.starts_with(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::lang::Lang;
    use crate::rehearsal::{RunId, RunSlide, Tenths, Visit};

    /// A state of a run that was on one slide for so long.
    fn run(revision: u32, state: State, seconds: u32) -> Run {
        let slide = RunSlide {
            id: "a".to_owned(),
            ..RunSlide::default()
        };
        let started = Date::parse("2026-11-23T18:04:05").unwrap();
        let mut run = Run::begin(RunId::default(), started, Lang::new("en"), vec![slide]);
        (run.revision, run.state) = (revision, state);
        run.add_visit(Visit {
            slide: "a".to_owned(),
            enter: Tenths::default(),
            leave: Tenths::new(seconds * 10),
        })
        .unwrap();
        run
    }

    fn saved(run: &Run) -> SavedRun {
        SavedRun {
            run: run.clone(),
            text: run.write(),
        }
    }

    fn standing(file: &SavedRun, run: &Run) -> Standing {
        file.beside(run, &run.write())
    }

    #[test]
    fn a_later_revision_replaces_an_earlier_one_and_nothing_else() {
        let file = saved(&run(3, State::Running, 20));
        assert_eq!(
            standing(&file, &run(4, State::Running, 24)),
            Standing::Older
        );
        assert_eq!(standing(&file, &run(4, State::Ended, 19)), Standing::Older);
        assert_eq!(standing(&file, &run(3, State::Running, 20)), Standing::Same);
        for late in [run(3, State::Running, 19), run(2, State::Running, 25)] {
            assert_eq!(standing(&file, &late), Standing::Newer);
        }
        let ended = saved(&run(3, State::Ended, 20));
        let late = run(9, State::Running, 30);
        assert_eq!(standing(&ended, &late), Standing::Newer, "an end stays");
        let other = run(9, State::Ended, 30);
        assert_eq!(standing(&ended, &other), Standing::Newer, "an end stays");
        let mut spoken = run(4, State::Ended, 20);
        spoken.speaker = Some("ada".to_owned());
        assert_eq!(standing(&ended, &spoken), Standing::Older);
    }

    #[test]
    fn what_somebody_edited_is_not_replaced() {
        let later = run(9, State::Ended, 30);
        for (is, becomes) in [
            ("visits:", "# slow today\nvisits:"),
            ("deck:", "speaker: \"me\"\ndeck:"),
            ("leave: 20.0", "leave: 21.0"),
            ("running", "ended"),
            ("end: 20.0\n", "end: 20.0\n\n"),
        ] {
            let mut file = saved(&run(3, State::Running, 20));
            assert!(!file.is_edited());
            file.text = file.text.replace(is, becomes);
            assert!(file.is_edited(), "{becomes}");
            assert_eq!(standing(&file, &later), Standing::Edited, "{becomes}");
        }
    }

    #[test]
    fn what_was_cut_off_is_replaced_by_the_whole() {
        let whole = run(3, State::Ended, 20);
        let mut file = saved(&run(3, State::Running, 0));
        file.text = whole.write();
        file.text.truncate(file.text.find("state:").unwrap());
        assert_eq!(standing(&file, &whole), Standing::Older);
    }
}
