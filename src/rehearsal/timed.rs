//! A run beside a deck as it is now: which of its times are of what there is still.

use std::collections::HashMap;

use super::statistics::Sample;
use super::whole::{Shown, has_time};
use super::{Run, RunSlide, Tenths, Times};

/// The slides of a deck as it is now.
pub(super) struct CurrentSlides<'d> {
    pub(super) slides: &'d [RunSlide],
    /// How many of them each part has.
    sizes: Vec<usize>,
    has_title: bool,
    places: HashMap<&'d str, usize>,
}

impl<'d> CurrentSlides<'d> {
    /// `has_title` says whether the first slide is the title.
    pub(super) fn new(slides: &'d [RunSlide], parts: usize, has_title: bool) -> Self {
        let mut sizes = vec![0; parts];
        for slide in slides {
            sizes[slide.part] += 1;
        }
        Self {
            slides,
            sizes,
            has_title,
            places: by_id(slides),
        }
    }

    /// Whether a slide is the title. A run begins with the step from it, so that hardly any times
    /// it.
    pub(super) fn is_title(&self, place: usize) -> bool {
        place == 0 && self.has_title
    }
}

fn by_id(slides: &[RunSlide]) -> HashMap<&str, usize> {
    slides
        .iter()
        .enumerate()
        .map(|(at, slide)| (slide.id.as_str(), at))
        .collect()
}

/// A run that counts, with where its slides stand in the deck as it is now.
pub(super) struct Timed<'r> {
    pub(super) run: &'r Run,
    pub(super) times: Times,
    pub(super) shown: Shown,
    places: HashMap<&'r str, usize>,
}

/// The time of a part in a run that showed all of it, but for optional slides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct PartTime {
    pub(super) sample: Sample,
    /// The optional slides that were left out, by their places in the deck.
    left_out: Vec<usize>,
}

impl<'r> Timed<'r> {
    pub(super) fn new(run: &'r Run) -> Self {
        let times = run.times();
        Self {
            run,
            shown: Shown::of(run, &times),
            times,
            places: by_id(&run.slides),
        }
    }

    /// Whether it tells what the whole talk takes.
    pub(super) fn is_whole(&self) -> bool {
        self.shown.incomplete.is_none()
    }

    /// The time of a slide; `None` where there was none, or none that says what it takes.
    pub(super) fn slide(&self, slide: &RunSlide) -> Option<Sample> {
        let at = *self.places.get(slide.id.as_str())?;
        let is_current = self.run.slides[at].hash == slide.hash;
        self.shown.timed[at].then(|| Sample {
            time: self.times.slides[at],
            is_current,
        })
    }

    pub(super) fn is_left_out(&self, slide: &RunSlide) -> bool {
        self.places
            .get(slide.id.as_str())
            .is_some_and(|at| self.shown.left_out[*at])
    }

    pub(super) fn questions_on(&self, id: &str) -> Tenths {
        self.places
            .get(id)
            .map_or_else(Tenths::default, |at| self.times.asked[*at])
    }

    /// The time of each part of a deck, where all of it was shown. A slide that is gone counts for
    /// the part of the one before it, which is then not the part that it is now.
    pub(super) fn parts(&self, now: &CurrentSlides<'_>) -> Vec<Option<PartTime>> {
        let mut sums: Vec<Sum> = now.sizes.iter().map(|_| Sum::default()).collect();
        let mut part = 0;
        for (at, slide) in self.run.slides.iter().enumerate() {
            let place = now.places.get(slide.id.as_str()).copied();
            part = place.map_or(part, |place| now.slides[place].part);
            let Some(sum) = sums.get_mut(part) else {
                continue;
            };
            let (is_timed, is_on) = (self.shown.timed[at], !self.times.is_skipped(at));
            sum.time = sum.time.and(self.times.slides[at]);
            sum.known += usize::from(place.is_some());
            sum.is_shown |= is_timed;
            let is_same = place.is_some_and(|place| now.slides[place].hash == slide.hash);
            sum.is_edited |= is_on && !is_same;
            match place {
                Some(place) if !is_on && now.slides[place].optional => sum.left_out.push(place),
                // By the plan of then: what a run says of a deck is the same whatever its budgets
                // are now.
                Some(place) => {
                    sum.is_short |= !is_timed && (is_on || has_time(slide) && !now.is_title(place));
                }
                None => {}
            }
        }
        sums.into_iter()
            .zip(&now.sizes)
            .map(|(sum, size)| sum.part(*size))
            .collect()
    }
}

/// What is known of a part in a run.
#[derive(Default)]
struct Sum {
    time: Tenths,
    /// How many slides of it there were then.
    known: usize,
    is_shown: bool,
    is_edited: bool,
    /// Whether something of it is missing.
    is_short: bool,
    left_out: Vec<usize>,
}

impl Sum {
    fn part(self, size: usize) -> Option<PartTime> {
        let is_current = !self.is_edited && self.known == size;
        let sample = Sample {
            time: self.time,
            is_current,
        };
        (self.is_shown && !self.is_short).then_some(PartTime {
            sample,
            left_out: self.left_out,
        })
    }
}

/// The times that can be compared with the last: those of runs that left the same optional slides
/// out.
pub(super) fn comparable<'p>(parts: impl Iterator<Item = &'p PartTime> + Clone) -> Vec<Sample> {
    let last = parts.clone().last().map(|last| &last.left_out);
    parts
        .filter(|part| Some(&part.left_out) == last)
        .map(|part| part.sample)
        .collect()
}
