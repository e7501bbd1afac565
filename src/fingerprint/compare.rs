//! The changes of a text between two fingerprints.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;

use super::{Fingerprint, Section};

/// A change of a text. Sections are numbered by their place in the newer text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextChange {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// The alternative text of the lead image.
    ImageAlt,
    /// What stands before the first heading.
    Introduction,
    /// The text of a section.
    Changed(usize),
    /// A new section.
    New(usize),
    /// The heading of a section.
    Renamed(usize),
    /// The place of a section.
    Moved(usize),
    /// A section that stood after this one, or after the introduction, was removed.
    Removed(Option<usize>),
    /// A change that the hashes of the parts do not show.
    Something,
}

/// The changes from one fingerprint to a newer one, in the order of the newer text; none where the
/// texts are equal.
#[must_use]
pub fn changes(old: &Fingerprint, new: &Fingerprint) -> Vec<TextChange> {
    if old.whole == new.whole {
        return Vec::new();
    }
    let front = [TextChange::Title, TextChange::Summary, TextChange::ImageAlt]
        .into_iter()
        .zip(old.front.iter().zip(&new.front));
    let mut found: Vec<TextChange> = front
        .filter(|(_, (old, new))| old != new)
        .map(|(change, _)| change)
        .collect();
    if old.introduction != new.introduction {
        found.push(TextChange::Introduction);
    }
    found.extend(sections(&old.sections, &new.sections));
    if found.is_empty() {
        found.push(TextChange::Something);
    }
    found
}

fn sections(old: &[Section], new: &[Section]) -> Vec<TextChange> {
    let origins = pair(old, new);
    let kept: Vec<usize> = origins.iter().flatten().copied().collect();
    let in_order = longest_ascent(&kept);
    let removed = removed(old.len(), &origins);
    let mut found: Vec<TextChange> = removed
        .iter()
        .filter(|after| after.is_none())
        .map(|_| TextChange::Removed(None))
        .collect();
    let mut standing = in_order.into_iter().peekable();
    for (i, origin) in origins.iter().enumerate() {
        match origin {
            None => found.push(TextChange::New(i)),
            Some(from) => {
                let stays = standing.next_if(|kept| kept == from).is_some();
                if old[*from].heading != new[i].heading {
                    found.push(TextChange::Renamed(i));
                } else if old[*from].text != new[i].text {
                    found.push(TextChange::Changed(i));
                } else if !stays {
                    found.push(TextChange::Moved(i));
                }
            }
        }
        found.extend(
            removed
                .iter()
                .filter(|after| **after == Some(i))
                .map(|after| TextChange::Removed(*after)),
        );
    }
    found
}

/// What is equal in two sections that are taken for the same one.
type SectionKey = fn(&Section) -> (u64, u64);

/// For each newer section, the older one that it was: the same in all, else in its heading, else in
/// its text.
fn pair(old: &[Section], new: &[Section]) -> Vec<Option<usize>> {
    let mut origins = vec![None; new.len()];
    let mut taken = vec![false; old.len()];
    let keys: [SectionKey; 3] = [
        |section| (section.heading, section.text),
        |section| (section.heading, 0),
        |section| (section.text, 0),
    ];
    for key in keys {
        let mut free: FxHashMap<(u64, u64), VecDeque<usize>> = FxHashMap::default();
        for (i, section) in old.iter().enumerate().filter(|(i, _)| !taken[*i]) {
            free.entry(key(section)).or_default().push_back(i);
        }
        for (i, section) in new.iter().enumerate() {
            if origins[i].is_none()
                && let Some(from) = free.get_mut(&key(section)).and_then(VecDeque::pop_front)
            {
                origins[i] = Some(from);
                taken[from] = true;
            }
        }
    }
    origins
}

/// For each removed section, the newer one that it would follow.
fn removed(old: usize, origins: &[Option<usize>]) -> Vec<Option<usize>> {
    let mut became = vec![None; old];
    for (i, origin) in origins.iter().enumerate() {
        if let Some(from) = origin {
            became[*from] = Some(i);
        }
    }
    let mut last = None;
    let mut found = Vec::new();
    for place in became {
        match place {
            Some(_) => last = place,
            None => found.push(last),
        }
    }
    found
}

/// A longest ascending run among distinct numbers: what kept its order while the others moved.
fn longest_ascent(numbers: &[usize]) -> Vec<usize> {
    // For each length of a run: where the run with the smallest last number ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(numbers.len());
    for (i, number) in numbers.iter().enumerate() {
        let length = ends.partition_point(|&end| numbers[end] < *number);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(i);
        } else {
            ends[length] = i;
        }
    }
    let mut run: Vec<usize> = std::iter::successors(ends.last().copied(), |&at| before[at])
        .map(|at| numbers[at])
        .collect();
    run.reverse();
    run
}

#[cfg(test)]
mod tests {
    use super::super::tests::print;
    use super::*;

    fn changes_between(old: &str, new: &str) -> Vec<TextChange> {
        changes(&print(old), &print(new))
    }

    #[test]
    fn sections_are_told_by_what_became_of_them() {
        use TextChange::{Changed, Introduction, Moved, New, Removed, Renamed};
        let old = "Intro\n## A\na\n## B\nb\n## C\nc\n## D\nd\n";
        for (new, expected) in [
            (old.to_owned(), vec![]),
            (old.replace("Intro", "Other"), vec![Introduction]),
            (old.replace("\nb\n", "\nbb\n"), vec![Changed(1)]),
            (old.replace("## C", "## X\nx\n## C"), vec![New(2)]),
            (old.replace("## B\nb\n", ""), vec![Removed(Some(0))]),
            (old.replace("## A\na\n", ""), vec![Removed(None)]),
            (old.replace("## C", "## See"), vec![Renamed(2)]),
            (
                old.replace("## A\na\n", "")
                    .replace("## D", "## A\na\n## D"),
                vec![Moved(2)],
            ),
            // A section that was replaced is one that is gone and a new one.
            (
                old.replace("## B\nb\n", "## X\nx\n"),
                vec![Removed(Some(0)), New(1)],
            ),
            (
                old.replace("\nb\n", "\nbb\n").replace("\nd\n", "\ndd\n"),
                vec![Changed(1), Changed(3)],
            ),
            (format!("{old}## A\na\n"), vec![New(4)]),
        ] {
            assert_eq!(changes_between(old, &new), expected, "{new}");
        }
    }

    #[test]
    fn the_longest_ascent_is_what_stays() {
        assert_eq!(longest_ascent(&[]), Vec::<usize>::new());
        assert_eq!(longest_ascent(&[1, 2, 0, 3]), [1, 2, 3]);
        assert_eq!(longest_ascent(&[3, 2, 1]), [1]);
    }
}
