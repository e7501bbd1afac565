//! Scripts that put no space between words. No dictionary says where their words end, so the index
//! has every few letters that stand together, and a query asks for the same.
//!
//! `js/search/words.js` has the same ranges.

use crate::lang::{DenseScript, script_without_spaces};

/// How many letters stand together in the index where a letter is of a script without spaces: two
/// of the many thousands of Chinese, Japanese and Korean (whose compounds have no spaces), three of
/// the few dozen of Thai, Lao, Burmese and Khmer. `None` for letters of other scripts.
pub(super) fn gram_length(c: char) -> Option<usize> {
    match script_without_spaces(c) {
        Some(DenseScript::EastAsian) => Some(2),
        Some(DenseScript::SouthEastAsian) => Some(3),
        None => matches!(c, '\u{ac00}'..='\u{d7a3}').then_some(2),
    }
}

/// Gives what the index has of a run of letters: from every letter on, as many as stand together,
/// fewer where the run ends. So a query that is shorter than that is the beginning of something.
pub(super) fn grams(run: &str, length: usize, mut found: impl FnMut(&str)) {
    let borders: Vec<usize> = run
        .char_indices()
        .map(|(at, _)| at)
        .chain([run.len()])
        .collect();
    let last = borders.len() - 1;
    for (at, start) in borders[..last].iter().enumerate() {
        found(&run[*start..borders[(at + length).min(last)]]);
    }
}

#[cfg(test)]
mod tests {
    use super::{gram_length, grams};

    fn cut(run: &str, length: usize) -> Vec<String> {
        let mut found = Vec::new();
        grams(run, length, |gram| found.push(gram.to_owned()));
        found
    }

    #[test]
    fn every_letter_begins_something() {
        assert_eq!(cut("機械学習", 2), ["機械", "械学", "学習", "習"]);
        assert_eq!(cut("ภาษา", 3), ["ภาษ", "าษา", "ษา", "า"]);
        assert_eq!(cut("猫", 2), ["猫"]);
        assert_eq!(cut("", 2), Vec::<String>::new());
    }

    #[test]
    fn scripts_with_spaces_are_left_alone() {
        for c in "aéЖשعहগ한2٣๓".chars() {
            let expected = (c == '한').then_some(2);
            assert_eq!(gram_length(c), expected, "{c}");
        }
        for c in "漢々ひカーㄅ𠮷ｶ".chars() {
            assert_eq!(gram_length(c), Some(2), "{c}");
        }
        for c in "ไ่ລກကខ្ម".chars() {
            assert_eq!(gram_length(c), Some(3), "{c}");
        }
    }
}
