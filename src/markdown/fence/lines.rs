//! The lines of a code block as authors name them: `1,3-5`, and the steps of decks: `1|3-4|all`.

use std::ops::Range;

/// The lines and ranges that a text names, each with its place; steps of decks (`1|3-4|all`) are
/// read together, and `all` of the lines is none in particular. `None` when it names something
/// else.
pub(super) fn spec(text: &str) -> Option<Vec<(Range<usize>, usize, usize)>> {
    let mut parts = Vec::new();
    let mut named = false;
    for part in text.split(|c: char| c.is_whitespace() || ",|\"'[]".contains(c)) {
        // What parts them may be longer than one byte: a space that does not break is.
        let start = part.as_ptr() as usize - text.as_ptr() as usize;
        let range = start..start + part.len();
        named |= !part.is_empty();
        if part.is_empty() || ["all", "*", "none", "hide"].contains(&part) {
            continue;
        }
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        (digits(first) && digits(last)).then_some(())?;
        parts.push((range, first.parse().ok()?, last.parse().ok()?));
    }
    named.then_some(parts)
}

/// The lines of one step: those that it names and that are there.
pub(super) fn lines_of_step(step: &str, lines: usize) -> Vec<(usize, usize)> {
    let bare = step.trim_matches(|c: char| c.is_whitespace() || "\"'[]".contains(c));
    if ["all", "*"].contains(&bare) {
        return vec![(1, lines.max(1))];
    }
    let named = spec(step).unwrap_or_default().into_iter();
    named
        .map(|(_, first, last)| (first, last))
        .filter(|(first, last)| (1..=lines).contains(last) && first <= last)
        .collect()
}

pub(super) fn merged(mut ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    ranges.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some(before) if first <= before.1 + 1 => before.1 = before.1.max(last),
            _ => merged.push((first, last)),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::spec;

    #[test]
    fn each_part_has_its_place() {
        for text in ["1,22", "1|22", "1\u{a0}22", "1,\u{2003}22", "[1] \"22\""] {
            let parts = spec(text).unwrap();
            let written: Vec<&str> = parts
                .iter()
                .map(|(place, ..)| &text[place.clone()])
                .collect();
            assert_eq!(written, ["1", "22"], "{text:?}");
        }
    }
}
