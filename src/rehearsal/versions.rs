//! Two states of what may be one run: which of them is the later one, or whether they are two runs.
//!
//! Pure. A browser sends the whole run again and again, somebody takes in a file of it, and whoever
//! keeps runs may know nothing but the files that are there; so the states themselves have to say
//! it.

use std::cmp::Ordering;

use super::{Run, Stretch, Visit};

/// What a state of a run is to one that was kept before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// It says the same.
    Same,
    /// The same run, further on: it says all that was kept, and more.
    Later,
    /// The same run before that: what was kept says all of it, and more.
    Earlier,
    /// The same run, and each says something that the other does not: somebody edited one of them.
    Apart,
    /// Another run.
    Other,
}

/// What `new` is to `kept`, in all that they say.
#[must_use]
pub fn relation(kept: &Run, new: &Run) -> Relation {
    let speak_apart = kept
        .speaker
        .as_ref()
        .zip(new.speaker.as_ref())
        .is_some_and(|(kept, new)| kept != new);
    let Some(further) = progress(kept, new).filter(|_| !speak_apart) else {
        return Relation::Other;
    };
    let said = [
        Some(further),
        Some(new.slides.len().cmp(&kept.slides.len())),
        Some(new.state.cmp(&kept.state)),
        Some(new.sample.cmp(&kept.sample)),
        optional(kept.speaker.as_ref(), new.speaker.as_ref()),
        optional(kept.slot.as_ref(), new.slot.as_ref()),
        stretches(&kept.pauses, &new.pauses),
        stretches(&kept.questions, &new.questions),
    ];
    let has = |order| said.contains(&order);
    match (has(Some(Ordering::Less)), has(Some(Ordering::Greater))) {
        (less, greater) if has(None) || less && greater => Relation::Apart,
        (true, _) => Relation::Earlier,
        (_, true) => Relation::Later,
        _ => Relation::Same,
    }
}

/// How much further on `new` is than `kept`, by the slides that were shown alone; nothing where
/// they are two runs.
#[must_use]
pub fn progress(kept: &Run, new: &Run) -> Option<Ordering> {
    let is_same =
        kept.started == new.started && kept.language == new.language && kept.variant == new.variant;
    let (longer, order) = if new.visits.len() >= kept.visits.len() {
        (
            begins_with(&new.visits, &kept.visits),
            (new.visits.len(), new.end).cmp(&(kept.visits.len(), kept.end)),
        )
    } else {
        (begins_with(&kept.visits, &new.visits), Ordering::Less)
    };
    (is_same && has_slides(kept, new) && longer).then_some(order)
}

/// Whether both are of one deck. Of a file that was cut off there are only the first slides, and no
/// visit.
fn has_slides(kept: &Run, new: &Run) -> bool {
    let is_start =
        |cut: &Run, whole: &Run| cut.visits.is_empty() && whole.slides.starts_with(&cut.slides);
    kept.slides == new.slides || is_start(kept, new) || is_start(new, kept)
}

/// Whether the visits go on where others stopped. The last of those was still on when it was saved.
fn begins_with(visits: &[Visit], start: &[Visit]) -> bool {
    let Some((last, before)) = start.split_last() else {
        return true;
    };
    let same = visits
        .get(before.len())
        .is_some_and(|visit| visit.slide == last.slide && visit.enter == last.enter);
    same && visits.starts_with(before)
}

/// Which of two says more, where they do not say different things.
fn optional<T: PartialEq>(kept: Option<&T>, new: Option<&T>) -> Option<Ordering> {
    let differ = kept.zip(new).is_some_and(|(kept, new)| kept != new);
    (!differ).then(|| new.is_some().cmp(&kept.is_some()))
}

/// The last stretch may have gone on when it was saved, like the last visit.
fn stretches(kept: &[Stretch], new: &[Stretch]) -> Option<Ordering> {
    let (long, short) = if new.len() >= kept.len() {
        (new, kept)
    } else {
        (kept, new)
    };
    let begins = short.split_last().is_none_or(|(last, before)| {
        long.starts_with(before) && long[before.len()].from == last.from
    });
    let last = |list: &[Stretch]| (list.len(), list.last().map(|last| last.to));
    begins.then(|| last(new).cmp(&last(kept)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::lang::Lang;
    use crate::rehearsal::{RunSlide, State, Tenths};

    /// A run that was on slides until these seconds.
    fn run(visits: &[(&str, u32)]) -> Run {
        let slides = ["a", "b", "c"].map(|id| RunSlide {
            id: id.to_owned(),
            ..RunSlide::default()
        });
        let mut run = Run::begin(
            Date::parse("2026-11-23T18:04:05").unwrap(),
            Lang::new("en"),
            slides.to_vec(),
        );
        for (slide, leave) in visits {
            let (enter, leave) = (run.end, Tenths::new(leave * 10));
            run.add_visit(Visit {
                slide: (*slide).to_owned(),
                enter,
                leave,
            })
            .unwrap();
        }
        run
    }

    fn speaker(run: &Run, speaker: &str) -> Run {
        Run {
            speaker: Some(speaker.to_owned()),
            ..run.clone()
        }
    }

    fn paused(run: &Run, stretches: &[(u32, u32)]) -> Run {
        let mut run = run.clone();
        for (from, to) in stretches {
            run.add_pause(Stretch {
                from: Tenths::new(*from),
                to: Tenths::new(*to),
            })
            .unwrap();
        }
        run
    }

    #[test]
    fn a_run_goes_on() {
        let kept = run(&[("a", 10), ("b", 20)]);
        assert_eq!(relation(&kept, &kept), Relation::Same);
        for later in [
            run(&[("a", 10), ("b", 25)]),
            run(&[("a", 10), ("b", 25), ("a", 30)]),
            run(&[("a", 10), ("b", 18), ("c", 19)]),
            Run {
                state: State::Ended,
                ..kept.clone()
            },
            Run {
                state: State::Ended,
                end: Tenths::new(300),
                ..kept.clone()
            },
            speaker(&kept, "ada"),
            paused(&kept, &[(50, 60)]),
        ] {
            assert_eq!(relation(&kept, &later), Relation::Later);
            let same_visits = kept.visits.len() == later.visits.len();
            assert!(!same_visits || relation(&later, &kept) == Relation::Earlier);
        }
        assert_eq!(relation(&run(&[]), &kept), Relation::Later);
        assert_eq!(
            relation(
                &paused(&kept, &[(50, 60)]),
                &paused(&kept, &[(50, 70), (80, 90)])
            ),
            Relation::Later
        );
    }

    #[test]
    fn a_state_that_was_overtaken_is_earlier() {
        let kept = run(&[("a", 10), ("b", 20)]);
        for earlier in [run(&[]), run(&[("a", 5)]), run(&[("a", 10), ("b", 19)])] {
            assert_eq!(relation(&kept, &earlier), Relation::Earlier);
        }
        let ended = Run {
            state: State::Ended,
            ..kept.clone()
        };
        assert_eq!(
            relation(&ended, &kept),
            Relation::Earlier,
            "a save that was on its way"
        );
        let cut = Run {
            slides: kept.slides[..1].to_vec(),
            ..run(&[])
        };
        assert_eq!(
            (relation(&kept, &cut), relation(&cut, &kept)),
            (Relation::Earlier, Relation::Later),
            "cut off"
        );
    }

    #[test]
    fn what_somebody_added_makes_a_state_neither_earlier_nor_later() {
        let (kept, later) = (run(&[("a", 10), ("b", 20)]), run(&[("a", 10), ("b", 25)]));
        let mut asked = kept.clone();
        asked
            .add_questions(Stretch {
                from: Tenths::new(10),
                to: Tenths::new(20),
            })
            .unwrap();
        for edited in [
            speaker(&kept, "me"),
            asked,
            paused(&kept, &[(50, 60)]),
            Run {
                sample: true,
                ..kept.clone()
            },
            Run {
                state: State::Ended,
                ..kept.clone()
            },
            Run {
                slot: Some(crate::duration::Duration::from_seconds(60)),
                ..kept.clone()
            },
        ] {
            assert_eq!(relation(&edited, &later), Relation::Apart, "{edited:?}");
            assert_eq!(relation(&edited, &kept), Relation::Earlier, "{edited:?}");
        }
        assert_eq!(
            relation(&paused(&kept, &[(50, 60)]), &paused(&later, &[(51, 60)])),
            Relation::Apart
        );
    }

    #[test]
    fn another_run_is_another() {
        let kept = run(&[("a", 10), ("b", 20)]);
        let mut others = vec![
            run(&[("a", 9), ("b", 20), ("c", 30)]),
            run(&[("b", 10)]),
            run(&[("a", 10), ("c", 20)]),
        ];
        others.push(Run {
            variant: Some("short".to_owned()),
            ..kept.clone()
        });
        others.push(Run {
            language: Lang::new("fr"),
            ..kept.clone()
        });
        others.push(Run {
            slides: kept.slides[..2].to_vec(),
            ..kept.clone()
        });
        assert_eq!(
            relation(&speaker(&kept, "ada"), &speaker(&kept, "sam")),
            Relation::Other
        );
        for other in others {
            assert_eq!(
                relation(&kept, &other),
                Relation::Other,
                "{:?}",
                other.visits
            );
        }
    }
}
