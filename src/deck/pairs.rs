//! Which slide of a deck answers which of its translation.
//!
//! An id that an author gave in one of the languages stands for the same slide in the other. Slides
//! without one are paired by where they stand between those that have one.

use std::collections::HashMap;

use super::Deck;
use crate::markdown::Slide;

/// For each slide of a deck, the place of the one that answers it in another language's.
#[must_use]
pub fn pairs(deck: &Deck, other: &Deck) -> Vec<Option<usize>> {
    let ids: HashMap<&str, usize> = other
        .slides
        .iter()
        .enumerate()
        .map(|(at, slide)| (slide.id.as_str(), at))
        .collect();
    let named = |slide: &Slide| {
        let at = ids.get(slide.id.as_str()).copied()?;
        (slide.has_own_id || other.slides[at].has_own_id).then_some(at)
    };
    let mut pairs: Vec<Option<usize>> = deck.slides.iter().map(named).collect();
    let is_taken = |pairs: &[Option<usize>], place: usize| pairs.contains(&Some(place));
    // The places behind the last pair that ids made.
    let (mut here, mut there) = (0, 0);
    for at in 0..deck.slides.len() {
        if let Some(place) = pairs[at] {
            (here, there) = (at + 1, place + 1);
            continue;
        }
        let place = there + (at - here);
        let is_free = other
            .slides
            .get(place)
            .is_some_and(|slide| !slide.has_own_id)
            && !is_taken(&pairs, place);
        pairs[at] = Some(place).filter(|_| is_free && !deck.slides[at].has_own_id);
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slides by id; one that begins with `~` is not the author's.
    fn deck(ids: &str) -> Deck {
        let slide = |id: &str| Slide {
            id: id.trim_start_matches('~').to_owned(),
            has_own_id: !id.starts_with('~'),
            ..Slide::default()
        };
        Deck {
            slides: ids.split_whitespace().map(slide).collect(),
            ..Deck::default()
        }
    }

    fn paired(ids: &str, other: &str) -> String {
        let other = deck(other);
        let names = pairs(&deck(ids), &other).into_iter();
        names
            .map(|at| at.map_or("-", |at| other.slides[at].id.as_str()).to_owned())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn ids_come_before_places() {
        assert_eq!(paired("~a ~b ~c", "~x ~y ~z"), "x y z");
        assert_eq!(paired("~a plan ~c", "~x ~y plan ~z"), "x plan z");
        assert_eq!(paired("~a ~b plan ~c", "~x plan ~z"), "x - plan z");
        assert_eq!(paired("~a extra plan", "~x plan"), "x - plan");
        assert_eq!(paired("~a ~b", "~x"), "x -");
        assert_eq!(paired("b a", "a b"), "b a");
        // What was begun as a translation has the ids that the headings of the original made.
        assert_eq!(paired("~a ~b c", "a b c"), "a b c");
        assert_eq!(paired("a b c", "~b ~x ~a"), "a b -");
        assert_eq!(paired("", "a"), "");
    }
}
