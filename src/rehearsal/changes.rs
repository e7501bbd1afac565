//! What changed in a deck between two runs, so that their times are compared fairly.

use std::collections::{HashMap, HashSet};

use super::RunSlide;

/// The slides that changed, by id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Changes {
    /// Those that were not there before.
    pub added: Vec<String>,
    /// Those that are gone.
    pub removed: Vec<String>,
    /// Those that show or say something else.
    pub edited: Vec<String>,
    /// Those that stand elsewhere among the others.
    pub moved: Vec<String>,
}

impl Changes {
    /// What it takes to come from one list of slides to another.
    #[must_use]
    pub fn between(before: &[RunSlide], after: &[RunSlide]) -> Self {
        let old: HashMap<&str, (usize, &RunSlide)> = by_id(before);
        let new: HashMap<&str, (usize, &RunSlide)> = by_id(after);
        let ids =
            |slides: Vec<&RunSlide>| slides.into_iter().map(|slide| slide.id.clone()).collect();
        let common: Vec<(usize, &RunSlide)> = after
            .iter()
            .filter_map(|slide| Some((old.get(slide.id.as_str())?.0, slide)))
            .collect();
        let stays = longest_rise(&common.iter().map(|(place, _)| *place).collect::<Vec<_>>());
        let edited = common
            .iter()
            .filter(|(place, slide)| before[*place].hash != slide.hash);
        let moved = common
            .iter()
            .enumerate()
            .filter(|(at, _)| !stays.contains(at));
        Self {
            added: ids(after
                .iter()
                .filter(|slide| !old.contains_key(slide.id.as_str()))
                .collect()),
            removed: ids(before
                .iter()
                .filter(|slide| !new.contains_key(slide.id.as_str()))
                .collect()),
            edited: ids(edited.map(|(_, slide)| *slide).collect()),
            moved: ids(moved.map(|(_, (_, slide))| *slide).collect()),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The kinds of change, each with its slides, for those who tell them.
    pub fn kinds(&self) -> impl Iterator<Item = (&'static str, &[String])> {
        [
            ("added", &self.added),
            ("removed", &self.removed),
            ("edited", &self.edited),
            ("moved", &self.moved),
        ]
        .into_iter()
        .map(|(kind, slides)| (kind, slides.as_slice()))
        .filter(|(_, slides)| !slides.is_empty())
    }
}

fn by_id(slides: &[RunSlide]) -> HashMap<&str, (usize, &RunSlide)> {
    slides
        .iter()
        .enumerate()
        .map(|(at, slide)| (slide.id.as_str(), (at, slide)))
        .collect()
}

/// The most places that are in order already, as indexes: whatever is not among them was moved.
fn longest_rise(places: &[usize]) -> HashSet<usize> {
    // For each length, the index that ends the rise of that length with the lowest place.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(places.len());
    for (at, place) in places.iter().enumerate() {
        let length = ends.partition_point(|end| places[*end] < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut rise = HashSet::new();
    let mut next = ends.last().copied();
    while let Some(at) = next {
        rise.insert(at);
        next = before[at];
    }
    rise
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Slides as words: `a` or, edited, `a!`.
    fn slides(words: &str) -> Vec<RunSlide> {
        let slide = |word: &str| RunSlide {
            id: word.trim_end_matches('!').to_owned(),
            hash: word.to_owned(),
            ..RunSlide::default()
        };
        words.split_whitespace().map(slide).collect()
    }

    fn described(before: &str, after: &str) -> String {
        let changes = Changes::between(&slides(before), &slides(after));
        let kinds = changes
            .kinds()
            .map(|(kind, slides)| format!("{kind} {}", slides.join(" ")));
        kinds.collect::<Vec<_>>().join(", ")
    }

    #[test]
    fn the_fewest_changes_are_told() {
        assert_eq!(described("a b c", "a b c"), "");
        assert_eq!(described("a b c", "a x b! c"), "added x, edited b");
        assert_eq!(described("a b c d", "b c d"), "removed a");
        assert_eq!(described("a b c d", "b c d a"), "moved a");
        assert_eq!(
            described("a b c d", "d a b! c x"),
            "added x, edited b, moved d"
        );
        assert_eq!(described("", "a"), "added a");
    }
}
