//! The known name that a mistyped one most likely meant.

use rustc_hash::FxHashMap;

/// The nearest of `names` to `wrong` by Damerau–Levenshtein distance, if it is near enough to be a
/// slip of the hand: at most a third of its length, and never more than three edits.
pub fn nearest<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let limit = (wrong.chars().count() / 3).clamp(1, 3);
    names
        .into_iter()
        .map(|name| {
            (
                strsim::damerau_levenshtein(&wrong, &name.to_lowercase()),
                name,
            )
        })
        .filter(|&(distance, _)| distance <= limit)
        // Of two names at the same distance, two swapped letters are likelier than a missing one.
        .min_by_key(|&(distance, name)| (distance, name.len().abs_diff(wrong.len()), name))
        .map(|(_, name)| name)
}

/// A hint with the nearest name: ``did you mean `title`?``.
pub fn did_you_mean<'a>(wrong: &str, names: impl IntoIterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, names).map(|name| format!("did you mean `{name}`?"))
}

/// Known names, to be asked for the one that a single slip of the hand turns into another name.
/// Unlike [`nearest`], asking does not take longer the more names there are.
#[derive(Debug, Default)]
pub struct SlipIndex<'n> {
    /// The names by what is left of them without any one letter, and by themselves: two names that
    /// a slip keeps apart have one of these in common.
    by_rest: FxHashMap<String, Vec<&'n str>>,
}

impl<'n> SlipIndex<'n> {
    /// The shortest name that a slip is looked for in, in characters: of short ones, too many are
    /// alike.
    pub const SHORTEST: usize = 5;
    /// The longest one.
    const LONGEST: usize = 60;

    /// An index of names.
    pub fn new(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut index = Self::default();
        for name in names.into_iter().filter(|name| Self::is_comparable(name)) {
            for rest in rests(name) {
                index.by_rest.entry(rest).or_default().push(name);
            }
        }
        index
    }

    /// The first known name, in alphabetical order, that differs from another one by a letter that
    /// is missing, added or changed, or by two that changed places. A digit is never a slip: `http2`
    /// is not `http3`. Nor is the first letter: `python` is not `cython`.
    #[must_use]
    pub fn nearest(&self, name: &str) -> Option<&'n str> {
        if !Self::is_comparable(name) {
            return None;
        }
        let rests = rests(name);
        let candidates = rests.iter().filter_map(|rest| self.by_rest.get(rest));
        candidates
            .flatten()
            .copied()
            .filter(|known| digits(known).eq(digits(name)))
            .filter(|known| known.chars().next() == name.chars().next())
            .filter(|known| strsim::damerau_levenshtein(known, name) == 1)
            .min()
    }

    fn is_comparable(name: &str) -> bool {
        (Self::SHORTEST..=Self::LONGEST).contains(&name.chars().count())
    }
}

/// A name, and what is left of it without each of its letters.
fn rests(name: &str) -> Vec<String> {
    let without = name.char_indices().map(|(at, c)| {
        let (before, after) = (&name[..at], &name[at + c.len_utf8()..]);
        [before, after].concat()
    });
    std::iter::once(name.to_owned()).chain(without).collect()
}

fn digits(name: &str) -> impl Iterator<Item = char> {
    name.chars().filter(char::is_ascii_digit)
}

#[cfg(test)]
mod tests {
    use super::{SlipIndex, nearest};

    #[test]
    fn one_slip_is_found_among_many_names() {
        let names = ["summit", "kubernetes", "rust", "http2", "talks"];
        let index = SlipIndex::new(names);
        for (wrong, right) in [
            ("summmit", Some("summit")),
            ("sumit", Some("summit")),
            ("sumimt", Some("summit")),
            ("sommit", Some("summit")),
            ("kubernets", Some("kubernetes")),
            ("summit", None),
            ("somit", None),
            ("http3", None),
            ("trust", None),
            ("ruts", None),
            ("talk", None),
        ] {
            assert_eq!(index.nearest(wrong), right, "{wrong}");
        }
    }

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Tags", ["tags"]), Some("tags"));
        assert_eq!(nearest("banana", ["title", "date"]), None);
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("rsut", ["rst", "rust"]), Some("rust"));
    }
}
