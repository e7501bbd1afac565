//! Which written names are one name, and the segments of addresses that tell the others apart.
//!
//! `pêche` and `péché` leave one slug, and so do `权利` and `权力`: a slug says where something is,
//! not what it is. What it is, its [`name_key`] says. Knows nothing of what is named.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::{is_slug, slugify};

/// How many hexadecimal digits tell two names of one slug apart.
const DIGITS: usize = 6;

/// What a name is compared by: two names are one name if, and only if, their keys are equal. The
/// key leaves out what people and typography write differently for one name: capitals, the Unicode
/// form of accents, curly or straight quotes, hyphens or underscores for spaces, and spaces before
/// a sign. `Machine Learning` and `machine-learning` have one key, `pêche` and `péché` have two.
#[must_use]
pub fn name_key(name: &str) -> String {
    if is_slug(name) {
        return name.to_owned();
    }
    let mut key = KeyWriter::default();
    for c in name.nfc().flat_map(char::to_lowercase) {
        match c {
            // What shows nothing: the soft hyphen, spaces without width, the form of an emoji.
            '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{fe0f}' => {}
            '-' | '_' | '\u{2010}'..='\u{2015}' | '\u{2212}' => key.is_apart = true,
            _ if c.is_whitespace() || c.is_control() => key.is_apart = true,
            '’' | '‘' | 'ʼ' | '‹' | '›' | '`' => key.push('\''),
            '“' | '”' | '„' | '«' | '»' => key.push('"'),
            '…' => (0..3).for_each(|_| key.push('.')),
            'ς' => key.push('σ'),
            // The dot that is left of a capital `İ`.
            '\u{307}' if key.text.ends_with('i') => {}
            _ => key.push(c),
        }
    }
    key.text
}

/// A key that is being written: a hyphen stands between two words, and beside no other sign.
#[derive(Default)]
struct KeyWriter {
    text: String,
    is_apart: bool,
}

impl KeyWriter {
    fn push(&mut self, c: char) {
        let ends_a_word = self.text.chars().next_back().is_some_and(is_of_word);
        if self.is_apart && ends_a_word && is_of_word(c) {
            self.text.push('-');
        }
        self.is_apart = false;
        self.text.push(c);
    }
}

/// Whether a sign is a part of words: ASCII has signs that are not, all else may be a letter or a
/// mark on one.
fn is_of_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii()
}

/// Whether a text means the thing of a name: it is the name, or the slug that the name leaves.
#[must_use]
pub fn means(text: &str, name: &str) -> bool {
    text == name || name_key(text) == name_key(name) || (is_slug(text) && slugify(name) == text)
}

/// The segment of an address for a name, by its key, where another name leaves the same slug:
/// `peche-61dd3a`. It follows from the name alone, so no further name moves it.
#[must_use]
pub fn distinct_segment(key: &str) -> String {
    segment_with_digits(key, DIGITS)
}

fn segment_with_digits(key: &str, digits: usize) -> String {
    let hash = blake3::hash(key.as_bytes()).to_hex();
    format!("{}-{}", slugify(key), &hash[..digits.min(hash.len())])
}

/// The segments of the names, by key, that cannot be at the address of their slug, since another
/// name is: one of `taken`, or another of `keys`. Of several names with one slug, the one that is
/// the slug itself (`peche`) keeps it; where none is, each has a segment of its own.
#[must_use]
pub fn distinct_segments(
    keys: &BTreeSet<&str>,
    taken: &BTreeSet<String>,
) -> FxHashMap<String, String> {
    let mut by_slug: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for key in keys {
        by_slug.entry(slugify(key)).or_default().push(key);
    }
    let is_apart =
        |key: &str, slug: &str| taken.contains(slug) || (by_slug[slug].len() > 1 && key != slug);
    let mut apart = FxHashMap::default();
    let mut used: FxHashSet<String> = FxHashSet::default();
    for key in keys {
        let slug = slugify(key);
        if !is_apart(key, &slug) {
            continue;
        }
        let is_free = |segment: &String| {
            !(taken.contains(segment) || by_slug.contains_key(segment) || used.contains(segment))
        };
        let mut lengths = DIGITS..=64;
        let segment = lengths
            .find_map(|digits| Some(segment_with_digits(key, digits)).filter(is_free))
            .unwrap_or_else(|| segment_with_digits(key, 64));
        used.insert(segment.clone());
        apart.insert((*key).to_owned(), segment);
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_name_has_one_key_however_it_is_written() {
        for (a, b) in [
            ("Rust", "rust"),
            ("Été", "E\u{301}te\u{301}"),
            ("Machine Learning", "machine-learning"),
            ("machine_learning", "machine\u{a0}learning"),
            ("L'outil", "L’outil"),
            ("Quoi ?", "Quoi\u{202f}?"),
            ("Quoi?", "quoi ?"),
            ("A & B", "A&B"),
            ("ΟΔΟΣ", "οδος"),
            ("« x »", "\"x\""),
            ("soft\u{ad}hyphen", "softhyphen"),
        ] {
            assert_eq!(name_key(a), name_key(b), "{a} and {b}");
        }
    }

    #[test]
    fn two_names_have_two_keys_though_they_leave_one_slug() {
        for (a, b) in [
            ("权利", "权力"),
            ("pêche", "péché"),
            ("pêche", "peche"),
            ("C++", "C plus plus"),
            ("R&D", "R and D"),
            (".NET", "net"),
            ("Go!", "Go"),
            ("Zoé", "Zoë"),
            ("naïve", "naive"),
        ] {
            assert_eq!(slugify(a), slugify(b), "{a} and {b}");
            assert_ne!(name_key(a), name_key(b), "{a} and {b}");
        }
    }

    #[test]
    fn a_slug_means_every_name_that_leaves_it() {
        assert!(means("securite", "Sécurité"));
        assert!(means("Sécurité", "sécurité"));
        assert!(!means("Securité", "Sécurité"));
        assert!(!means("权力", "权利"));
    }

    #[test]
    fn names_of_one_slug_have_segments_that_no_further_name_moves() {
        let nothing = BTreeSet::new();
        let two = distinct_segments(&BTreeSet::from(["pêche", "péché"]), &nothing);
        let all = BTreeSet::from(["pechë", "peche", "pêche", "péché", "rust"]);
        let more = distinct_segments(&all, &nothing);
        assert_eq!(two.len(), 2);
        assert_eq!(two["pêche"], more["pêche"]);
        assert_eq!(two["péché"], more["péché"]);
        assert!(!more.contains_key("peche") && !more.contains_key("rust"));
        let taken = BTreeSet::from(["rust".to_owned()]);
        assert!(distinct_segments(&all, &taken).contains_key("rust"));
    }
}
