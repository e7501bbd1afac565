//! Titles of sections: slides that are soon over, and have no equal share of their part.

use super::{Planner, shares};
use crate::deck::speech;
use crate::markdown::Layout;

/// Seconds in which the title of a section is read out.
const MOMENT: u32 = 5;

impl Planner<'_> {
    /// What the slides without a time have of what the others leave, in seconds: as many of them as
    /// share.
    pub(super) fn shared(&self, open: &[usize], rest: u32, sharing: usize) -> Vec<u32> {
        let equal = shares(rest, sharing.max(1));
        let heading = open.first().filter(|_| sharing > 1);
        let spoken = heading.and_then(|&heading| self.spoken(heading, &open[1..]));
        match spoken.zip(equal.first()) {
            Some((spoken, equal)) if spoken < *equal => {
                let mut shared = vec![spoken];
                shared.extend(shares(rest - spoken, sharing - 1));
                shared
            }
            _ => equal,
        }
    }

    /// What the title of a section takes by its notes; `None` for other slides, and where nobody has
    /// written any notes yet.
    fn spoken(&self, heading: usize, others: &[usize]) -> Option<u32> {
        let slide = &self.deck.slides[heading];
        let words = |slide: usize| self.deck.slides[slide].notes_words;
        let has_notes = words(heading) > 0 || others.iter().any(|&other| words(other) > 0);
        if slide.layout != Layout::Section || !slide.begins_part() || !has_notes {
            return None;
        }
        let seconds = speech::time(words(heading), speech::STANDARD);
        Some(seconds.map_or(MOMENT, |time| time.seconds().max(MOMENT)))
    }
}
