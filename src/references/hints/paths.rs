//! Paths compared: which name a page goes by, which path is nearest to another one, and how a file
//! is called from a folder. Knows no site.

use std::cmp::Reverse;

use super::super::without_language;

/// The names of files that say nothing without their folder.
const PARTS: [&str; 4] = ["_index", "deck", "outline", "recap"];

/// The most slips that a segment may have.
const MOST_SLIPS: usize = 3;

/// The language of a content file, if its name has one.
pub(super) fn language_of(file: &str) -> Option<&str> {
    let stem = file.strip_suffix(".md")?;
    without_language(stem).map(|base| &stem[base.len() + 1..])
}

/// A content file without its language and its ending.
pub(super) fn stem_of(file: &str) -> &str {
    let stem = file.strip_suffix(".md").unwrap_or(file);
    without_language(stem).unwrap_or(stem)
}

/// What a page is called: its folder, where the file is its `index`; else its file, without a date
/// in front. A deck or a recap is called by both.
pub(super) fn name_of(file: &str) -> Option<&str> {
    let stem = stem_of(file);
    let stem = stem.strip_suffix("/index").unwrap_or(stem);
    let last = stem.rsplit('/').next()?;
    if PARTS.contains(&last) {
        let (folders, _) = stem.rsplit_once('/')?;
        return stem.get(folders.rfind('/').map_or(0, |at| at + 1)..);
    }
    Some(without_date(last)).filter(|name| !name.is_empty() && *name != "index")
}

/// A name without the date that Jekyll puts in front of it.
fn without_date(name: &str) -> &str {
    let bytes = name.as_bytes();
    let is_dated = bytes.len() > 11
        && bytes[..11].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 | 10 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if is_dated { &name[11..] } else { name }
}

/// A path without the ending that web pages have.
pub(super) fn without_html(path: &str) -> Option<&str> {
    let stem = path
        .strip_suffix(".html")
        .or_else(|| path.strip_suffix(".htm"))?;
    Some(stem.strip_suffix("/index").unwrap_or(stem))
}

/// How many folders two paths share from the top.
pub(super) fn shared(one: &str, other: &str) -> usize {
    let pairs = one.split('/').zip(other.split('/'));
    pairs.take_while(|(one, other)| one == other).count()
}

/// How far two paths are from each other, in slips of the hand; `None` where a folder or a name is
/// another one. Each may have as many slips as its own length allows.
pub(super) fn distance(wanted: &str, path: &str) -> Option<usize> {
    if wanted.matches('/').count() != path.matches('/').count() {
        return None;
    }
    let pairs = wanted.split('/').zip(path.split('/'));
    pairs.map(|(wanted, name)| slips(wanted, name)).sum()
}

fn slips(wanted: &str, name: &str) -> Option<usize> {
    if wanted == name {
        return Some(0);
    }
    let length = wanted.chars().count();
    let most = (length / 3).min(MOST_SLIPS);
    if length.abs_diff(name.chars().count()) > most {
        return None;
    }
    let (wanted, name) = (wanted.to_lowercase(), name.to_lowercase());
    Some(strsim::damerau_levenshtein(&wanted, &name)).filter(|slips| *slips <= most)
}

/// The nearest of some paths.
pub(super) fn nearest<'p>(
    wanted: &str,
    paths: impl IntoIterator<Item = &'p str>,
) -> Option<&'p str> {
    let near = paths
        .into_iter()
        .filter_map(|path| Some((distance(wanted, path)?, path)));
    let best = near.min_by_key(|(slips, path)| (*slips, Reverse(shared(wanted, path)), *path));
    best.map(|(_, path)| path)
}

#[cfg(test)]
mod tests {
    use super::{distance, name_of, nearest, without_date};

    #[test]
    fn pages_are_known_by_their_names() {
        for (file, name) in [
            ("content/blog/hello/index.fr.md", Some("hello")),
            ("content/blog/hello.fr.md", Some("hello")),
            ("content/blog/2020-01-02-hello.md", Some("hello")),
            ("content/talks/first/deck.fr.md", Some("first/deck")),
            ("content/blog/hello", Some("hello")),
            ("content/blog/_index.en.md", Some("blog/_index")),
            ("index.md", None),
            ("deck.md", None),
        ] {
            assert_eq!(name_of(file), name, "{file}");
        }
        assert_eq!(without_date("2020-1-2-x"), "2020-1-2-x");
    }

    #[test]
    fn each_segment_has_its_own_limit() {
        assert_eq!(distance("blog/xyz/index", "blog/aws/index"), None);
        assert_eq!(distance("blog/awz/index", "blog/aws/index"), Some(1));
        assert_eq!(distance("/en/a/", "/fr/a/"), None);
        assert_eq!(
            distance("blog/kubernets/idnex", "blog/kubernetes/index"),
            Some(2)
        );
        assert_eq!(distance("blog/a", "blog/a/index"), None);
        assert_eq!(
            nearest("a/hello", ["a/help", "a/hallo", "b/hello"]),
            Some("a/hallo")
        );
    }
}
