//! How fast somebody speaks, from what their notes say and how long that took.

use std::collections::HashMap;

use super::whole::Shown;
use super::{Run, State};
use crate::deck::Deck;
use crate::markdown::Slide;

/// The runs that it takes to know a speaker.
pub const RUNS: usize = 3;
/// Less of a run says nothing, in tenths of a second.
const LEAST_TIME: u32 = 600;
/// Fewer words of notes say nothing.
const LEAST_WORDS: usize = 50;

/// Words of notes a minute in a run, on the slides that still say the same. `None` while a run is
/// not over, where nobody spoke, and where too little of it can be counted.
#[must_use]
pub fn rate(run: &Run, deck: &Deck) -> Option<f64> {
    if run.sample || run.state != State::Ended {
        return None;
    }
    let now: HashMap<&str, &Slide> = deck
        .slides
        .iter()
        .map(|slide| (slide.id.as_str(), slide))
        .collect();
    let times = run.times();
    let shown = Shown::of(run, &times);
    let (mut words, mut tenths) = (0, 0);
    for (at, slide) in run.slides.iter().enumerate() {
        let same = now
            .get(slide.id.as_str())
            .filter(|now| now.hash == slide.hash && now.notes_words > 0);
        if let Some(same) = same.filter(|_| shown.timed[at]) {
            words += same.notes_words;
            tenths += times.slides[at].get();
        }
    }
    let is_enough = words >= LEAST_WORDS && tenths >= LEAST_TIME;
    is_enough
        .then(|| f64::from(u32::try_from(words).unwrap_or(u32::MAX)) * 600.0 / f64::from(tenths))
}

/// Words a minute of a speaker, from their runs: the median of three or more.
#[must_use]
pub fn calibrated(mut rates: Vec<f64>) -> Option<usize> {
    if rates.len() < RUNS {
        return None;
    }
    rates.sort_by(f64::total_cmp);
    let middle = rates.len() / 2;
    let median = if rates.len() % 2 == 1 {
        rates[middle]
    } else {
        f64::midpoint(rates[middle - 1], rates[middle])
    };
    // Words a minute are few, and more than none.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    Some((median.round() as usize).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::date::Date;
    use crate::lang::Lang;
    use crate::rehearsal::{RunId, RunSlide, Tenths, Visit};

    #[test]
    fn a_speaker_is_known_from_three_runs() {
        let slide = |id: &str, notes_words| Slide {
            id: id.to_owned(),
            hash: id.to_owned(),
            notes_words,
            ..Slide::default()
        };
        let deck = Deck {
            slides: vec![slide("a", 150), slide("b", 90), slide("c", 0)],
            ..Deck::default()
        };
        let timed = |hash: &str| {
            let slides = deck.slides.iter().map(|slide| RunSlide {
                id: slide.id.clone(),
                hash: slide.hash.clone(),
                ..RunSlide::default()
            });
            let mut run = Run::begin(
                RunId::default(),
                Date::parse("2026-11-23T18:04:05").unwrap(),
                Lang::new("en"),
                slides.collect(),
            );
            run.slides[1].hash = hash.to_owned();
            for (slide, from, to) in [("a", 0, 750), ("b", 750, 1200), ("c", 1200, 9000)] {
                let visit = Visit {
                    slide: slide.to_owned(),
                    enter: Tenths::new(from),
                    leave: Tenths::new(to),
                };
                run.add_visit(visit).unwrap();
            }
            run.state = State::Ended;
            run
        };
        assert_eq!(
            rate(&timed("b"), &deck),
            Some(120.0),
            "240 words in 120 s; slides without notes do not count"
        );
        assert_eq!(
            rate(&timed("edited"), &deck),
            Some(120.0),
            "150 words in 75 s"
        );
        assert_eq!(
            rate(
                &Run {
                    sample: true,
                    ..timed("b")
                },
                &deck
            ),
            None
        );
        assert_eq!(
            rate(
                &Run {
                    state: State::Running,
                    ..timed("b")
                },
                &deck
            ),
            None
        );
        assert_eq!(calibrated(vec![100.0, 120.0]), None);
        assert_eq!(calibrated(vec![130.0, 100.0, 121.4]), Some(121));
        assert_eq!(calibrated(vec![130.0, 100.0, 120.0, 121.0]), Some(121));
    }
}
