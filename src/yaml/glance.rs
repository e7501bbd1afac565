//! The place of a plain text among the top keys, without parsing the YAML a second time. Every post
//! names its authors, whose places are needed; parsing all posts again would be slow.
//!
//! Answers only where there is no doubt; for anything unusual, callers ask the `tree`.

use std::ops::Range;

use super::step::Step;

/// Where the value of a top key, or one of its items, stands. The text must have the value only
/// once, as it is, on a line of its key; and it must have no anchor or alias.
pub(super) fn find(text: &str, steps: &[Step<'_>], value: &str) -> Option<Range<usize>> {
    let ([Step::Key(key)] | [Step::Key(key), Step::Item(_)]) = steps else {
        return None;
    };
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | ' ');
    if value.is_empty()
        || value.trim() != value
        || !value.chars().all(is_plain)
        || text.contains(['&', '*', '\r'])
    {
        return None;
    }
    let (mut start, mut end) = (text.find(value)?, text.find(value)? + value.len());
    if text[end..].contains(value) {
        return None;
    }
    if let Some(quote) = text[..start]
        .chars()
        .next_back()
        .filter(|sign| matches!(sign, '"' | '\''))
        && text[end..].starts_with(quote)
    {
        (start, end) = (start - 1, end + 1);
    }
    let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
    let (before, after) = (
        &text[line..start],
        text[end..].lines().next().unwrap_or_default(),
    );
    let is_open = |quote: char| before.matches(quote).count() % 2 == 1;
    let begins = before.trim_end_matches(' ').ends_with([':', '-', '[', ',']);
    let begins = begins && !before.contains('#') && !is_open('"') && !is_open('\'');
    let ends = matches!(
        after.trim_start_matches(' ').chars().next(),
        None | Some(',' | ']')
    );
    (begins && ends && key_around(text, line) == Some(key)).then_some(start..end)
}

/// The top key that a line belongs to: its own, or that of the last line above it that is no item.
fn key_around(text: &str, line: usize) -> Option<&str> {
    let end = text[line..].find('\n').map_or(text.len(), |at| line + at);
    let above = text[..end].lines().rev();
    let first = above
        .take_while(|line| !line.is_empty())
        .find(|line| !line.starts_with([' ', '-']))?;
    first.split_once(':').map(|(key, _)| key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::yaml::tree::YamlTree;

    fn agrees(text: &str, steps: &[Step<'_>], value: &str) -> bool {
        let found = find(text, steps, value);
        let tree = YamlTree::parse(text).unwrap();
        // The caller leaves out the white space at the end.
        let place = tree.locate(steps).value;
        let place = place.start..place.start + text[place].trim_end().len();
        found
            .inspect(|range| assert_eq!(*range, place, "{text:?} {value}"))
            .is_some()
    }

    #[test]
    fn what_is_found_is_where_the_tree_has_it() {
        let at = |i| [Step::Key("authors"), Step::Item(i)];
        let item = |text: &str| usize::from(text.starts_with("authors: [\"bo"));
        let top = "title: L'été à la mer\ndate: 2026-11-20\n";
        for (text, found) in [
            ("authors: [ada, bo]\n", true),
            ("authors: [ ada , bo ]", true),
            ("authors: ada\n", true),
            ("authors:\n  - ada\n  - bo\n", true),
            ("authors:\n- ada\ntags: [x]\n", true),
            ("authors: [\"ada\", bo]\n", true),
            ("authors: [\"bo\", 'ada' ]\n", true),
            ("authors: \"ada\"\n", true),
            ("authors: [\"bo, ada, cy\", \"\\x61da\"]\n", false),
            ("authors: [&a ada, bo]\n", false),
            ("authors: [ada, bo] # ada\n", false),
            ("authors: # ada\n  - \"\\x61da\"\n", false),
            ("authors: [\"\\x61da\"]\ntags: [ada]\n", false),
            ("tags: [canada]\nauthors: [ada]\n", false),
        ] {
            assert_eq!(
                agrees(&format!("{top}{text}"), &at(item(text)), "ada"),
                found,
                "{text:?}"
            );
        }
        assert!(agrees("authors: [ada, bo]\n", &at(1), "bo"));
        assert!(agrees(
            "a: 1\nslug: some-slug\n",
            &[Step::Key("slug")],
            "some-slug"
        ));
    }
}
