//! A time that is longer than all that it is part of: a slide's than its part, or one than the whole
//! deck. Most often, it is a key too many (`30m` for `3m`), so it is reported where it stands.

use super::{DeckPart, Planner};
use crate::diagnostic::{Diagnostic, Place, codes};
use crate::duration::Duration;

impl Planner<'_> {
    /// Whether one time is longer than the whole deck has, which is said in its place.
    pub(super) fn slip(&mut self, parts: &[DeckPart<'_>], whole: u32) -> bool {
        let stating = parts.iter().flat_map(|part| match self.heading_time(part) {
            Some(_) => &part.slides[..1],
            None => &part.slides,
        });
        let Some(slide) = self.longest(stating.copied(), whole) else {
            return false;
        };
        let part = parts
            .iter()
            .find(|part| part.slides.first() == Some(&slide));
        let is_part = part.is_some_and(|part| self.heading_time(part).is_some());
        let what = if is_part { "part" } else { "slide" };
        let hint = "ask for a longer slot: `duration` in the front matter";
        self.say_slip(slide, (what, whole, "that the whole deck has"), hint);
        true
    }

    /// The slide with the longest time of those that have more than a whole.
    pub(super) fn longest(&self, slides: impl Iterator<Item = usize>, whole: u32) -> Option<usize> {
        let time = |slide: &usize| self.time_of(*slide).unwrap_or_default();
        slides.filter(|slide| time(slide) > whole).max_by_key(time)
    }

    /// Says that the time of a slide, or of the part that it begins, is longer than what it is part
    /// of.
    pub(super) fn say_slip(
        &mut self,
        slide: usize,
        (what, whole, has): (&str, u32, &str),
        hint: &str,
    ) {
        let Some(time) = self.deck.slides[slide].time.as_ref() else {
            return;
        };
        let (seconds, whole) = (time.value.seconds(), Duration::from_seconds(whole));
        let message = format!(
            "this {what}'s {} is more than the {whole} {has}",
            time.value
        );
        // `30m` for `3m` is one key too many.
        let tenth = seconds / 10;
        let is_ten_times = seconds.is_multiple_of(600) && tenth <= whole.seconds();
        let hint = if is_ten_times {
            let tenth = Duration::from_seconds(tenth);
            format!("did you mean `time={tenth}`? if not, {hint}")
        } else {
            format!("give it less, or {hint}")
        };
        let place = Place::new(self.file, time.span);
        self.diagnostics
            .push(Diagnostic::new(codes::BUDGETS_DIFFER, place, message).hint(hint));
        self.slips.push(slide);
    }
}
