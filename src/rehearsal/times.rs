//! Where the time of a run went. Every tenth of a second is counted once: paused, for questions, on
//! a slide, or on none.

use std::collections::HashMap;

use super::stops::Stops;
use super::{Run, Stretch, Tenths};

/// A slide that was on for less was passed over.
const GLANCE: Tenths = Tenths(20);

/// The time of a run, divided.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Times {
    /// The time of each slide of the run, in order; coming back to one adds up.
    pub slides: Vec<Tenths>,
    /// The time that questions took while each was on.
    pub asked: Vec<Tenths>,
    /// How often each was on.
    pub visits: Vec<usize>,
    /// The time that the clock stood still.
    pub paused: Tenths,
    /// The time that questions took.
    pub questions: Tenths,
    /// The time that no slide was on.
    pub elsewhere: Tenths,
}

impl Times {
    /// The time that the talk took: all of it but pauses and questions.
    #[must_use]
    pub fn talk(&self) -> Tenths {
        Tenths(self.slides.iter().map(|time| time.0).sum::<u32>() + self.elsewhere.0)
    }

    /// Whether a slide, by its place among those of the run, was left out or only passed over.
    #[must_use]
    pub fn is_skipped(&self, slide: usize) -> bool {
        self.slides.get(slide).is_none_or(|time| *time < GLANCE)
    }
}

impl Run {
    /// Where its time went.
    #[must_use]
    pub fn times(&self) -> Times {
        let places: HashMap<&str, usize> = self
            .slides
            .iter()
            .enumerate()
            .map(|(at, slide)| (slide.id.as_str(), at))
            .collect();
        let (stops, count) = (Stops::of(self), self.slides.len());
        let nothing = vec![Tenths::default(); count];
        let mut times = Times {
            slides: nothing.clone(),
            asked: nothing,
            visits: vec![0; count],
            ..Times::default()
        };
        let mut counted = 0;
        for visit in &self.visits {
            let Some(&at) = places.get(visit.slide.as_str()) else {
                continue;
            };
            let on = Stretch {
                from: visit.enter,
                to: visit.leave,
            };
            let spoken = stops.talked(on);
            times.slides[at].0 += spoken;
            times.asked[at].0 += stops.asked(on);
            times.visits[at] += 1;
            counted += spoken;
        }
        let (paused, asked) = (stops.paused(self.whole()), stops.asked(self.whole()));
        times.paused = Tenths(paused);
        times.questions = Tenths(asked);
        times.elsewhere = Tenths(self.end.0.saturating_sub(paused + asked + counted));
        times
    }

    /// The time of the talk, without pauses and questions, at a moment of the run.
    #[must_use]
    pub fn talked_until(&self, moment: Tenths) -> Tenths {
        self.until(&Stops::of(self), moment)
    }

    pub(super) fn until(&self, stops: &Stops, moment: Tenths) -> Tenths {
        Tenths(stops.talked(Stretch {
            to: moment.min(self.end),
            ..self.whole()
        }))
    }

    fn whole(&self) -> Stretch {
        Stretch {
            from: Tenths::default(),
            to: self.end,
        }
    }
}
