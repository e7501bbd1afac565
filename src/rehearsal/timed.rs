//! A run beside a deck as it is now: which of its times are of what there is still.

use std::collections::HashMap;

use super::statistics::Sample;
use super::{Run, RunSlide, Tenths, Times};

/// A run that counts, with where its slides stand in the deck as it is now.
pub(super) struct Timed<'r> {
    pub(super) run: &'r Run,
    pub(super) times: Times,
    places: HashMap<&'r str, usize>,
}

impl<'r> Timed<'r> {
    pub(super) fn new(run: &'r Run) -> Self {
        let places = run.slides.iter().enumerate().map(|(at, slide)| (slide.id.as_str(), at)).collect();
        Self { run, times: run.times(), places }
    }

    /// The time of a slide; `None` where there was none, or where it was left out.
    pub(super) fn slide(&self, slide: &RunSlide) -> Option<Sample> {
        let at = *self.places.get(slide.id.as_str())?;
        let is_current = self.run.slides[at].hash == slide.hash;
        (!self.times.is_skipped(at)).then(|| Sample { time: self.times.slides[at], is_current })
    }

    pub(super) fn is_skipped(&self, slide: &RunSlide) -> bool {
        self.places.get(slide.id.as_str()).is_some_and(|at| self.times.is_skipped(*at))
    }

    pub(super) fn questions_on(&self, id: &str) -> Tenths {
        self.places.get(id).map_or_else(Tenths::default, |at| self.times.asked[*at])
    }

    /// The time of each part of a deck. A slide that is gone counts for the part of the one before it, which is then
    /// not the part that it is now.
    pub(super) fn parts(&self, present: &[RunSlide], parts: usize) -> Vec<Option<Sample>> {
        let now: HashMap<&str, &RunSlide> = present.iter().map(|slide| (slide.id.as_str(), slide)).collect();
        let mut sums = vec![0_u32; parts];
        let mut found: Vec<(usize, bool)> = vec![(0, true); parts];
        let mut part = 0;
        for (slide, time) in self.run.slides.iter().zip(&self.times.slides) {
            let same = now.get(slide.id.as_str());
            part = same.map_or(part, |same| same.part);
            let Some((count, is_current)) = found.get_mut(part) else { continue };
            *count += 1;
            *is_current &= same.is_some_and(|same| same.hash == slide.hash);
            sums[part] += time.get();
        }
        let sizes = (0..parts).map(|part| present.iter().filter(|slide| slide.part == part).count());
        let all = sums.into_iter().zip(found).zip(sizes);
        all.map(|((sum, (count, is_current)), size)| {
            let sample = Sample { time: Tenths::new(sum), is_current: is_current && count == size };
            (count > 0).then_some(sample)
        })
        .collect()
    }
}
