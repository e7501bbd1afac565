//! Two states of what may be one run: which of them is the later one, or whether they are two runs.
//!
//! Pure. A browser sends the whole run again and again, and a server that was started in between knows nothing of it but
//! its file, so the states themselves have to say it.

use crate::rehearsal::{Run, Visit};

/// What a state of a run is to one that was kept before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// The same run, further on.
    Later,
    /// The same run before that: it was overtaken on its way.
    Earlier,
    /// Another run.
    Other,
}

/// What `new` is to `kept`.
pub(super) fn relation(kept: &Run, new: &Run) -> Relation {
    let is_same = kept.started == new.started
        && kept.language == new.language
        && kept.variant == new.variant
        && kept.slides == new.slides;
    if is_same
        && begins_with(&new.visits, &kept.visits)
        && (new.visits.len() > kept.visits.len() || new.end >= kept.end)
    {
        Relation::Later
    } else if is_same && begins_with(&kept.visits, &new.visits) {
        Relation::Earlier
    } else {
        Relation::Other
    }
}

/// Whether the visits go on where others stopped. The last of those was still on when it was saved.
fn begins_with(visits: &[Visit], start: &[Visit]) -> bool {
    let Some((last, before)) = start.split_last() else { return true };
    let same = visits.get(before.len()).is_some_and(|visit| visit.slide == last.slide && visit.enter == last.enter);
    same && visits.starts_with(before)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::lang::Lang;
    use crate::rehearsal::{RunSlide, State, Tenths};

    /// A run that was on slides until these seconds.
    fn run(visits: &[(&str, u32)]) -> Run {
        let slides = ["a", "b", "c"].map(|id| RunSlide { id: id.to_owned(), ..RunSlide::default() });
        let mut run = Run::begin(Date::parse("2026-11-23T18:04:05").unwrap(), Lang::new("en"), slides.to_vec());
        for (slide, leave) in visits {
            let (enter, leave) = (run.end, Tenths::new(leave * 10));
            run.add_visit(Visit { slide: (*slide).to_owned(), enter, leave }).unwrap();
        }
        run
    }

    #[test]
    fn a_run_goes_on() {
        let kept = run(&[("a", 10), ("b", 20)]);
        for later in [
            run(&[("a", 10), ("b", 20)]),
            run(&[("a", 10), ("b", 25)]),
            run(&[("a", 10), ("b", 25), ("a", 30)]),
            run(&[("a", 10), ("b", 18), ("c", 19)]),
            Run { state: State::Ended, end: Tenths::new(300), ..kept.clone() },
        ] {
            assert_eq!(relation(&kept, &later), Relation::Later);
        }
        assert_eq!(relation(&run(&[]), &kept), Relation::Later);
    }

    #[test]
    fn a_state_that_was_overtaken_is_earlier() {
        let kept = run(&[("a", 10), ("b", 20)]);
        for earlier in [run(&[]), run(&[("a", 5)]), run(&[("a", 10), ("b", 19)])] {
            assert_eq!(relation(&kept, &earlier), Relation::Earlier);
        }
    }

    #[test]
    fn another_run_is_another() {
        let kept = run(&[("a", 10), ("b", 20)]);
        let mut others = vec![run(&[("a", 9), ("b", 20), ("c", 30)]), run(&[("b", 10)]), run(&[("a", 10), ("c", 20)])];
        others.push(Run { variant: Some("short".to_owned()), ..kept.clone() });
        others.push(Run { language: Lang::new("fr"), ..kept.clone() });
        others.push(Run { slides: kept.slides[..2].to_vec(), ..kept.clone() });
        for other in others {
            assert_eq!(relation(&kept, &other), Relation::Other, "{:?}", other.visits);
        }
    }
}
