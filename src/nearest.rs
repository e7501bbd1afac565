//! The known name that a mistyped one most likely meant.

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

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        assert_eq!(nearest("tilte", ["title", "date"]), Some("title"));
        assert_eq!(nearest("Tags", ["tags"]), Some("tags"));
        assert_eq!(nearest("banana", ["title", "date"]), None);
        assert_eq!(nearest("x", []), None);
        assert_eq!(nearest("rsut", ["rst", "rust"]), Some("rust"));
    }
}
