//! Scripts that put no space between words. No dictionary says where their words end, so the index
//! has every few letters that stand together, and a query asks for the same.
//!
//! `js/search/words.js` has the same ranges.

/// How many letters stand together in the index where a letter is of a script without spaces: two
/// of the many thousands of Chinese, Japanese and Korean (whose compounds have no spaces), three of
/// the few dozen of Thai, Lao, Burmese and Khmer. `None` for letters of other scripts.
pub(super) fn gram_length(c: char) -> Option<usize> {
    // Most letters of most texts.
    if c < '\u{e01}' {
        return None;
    }
    match c {
        '\u{e01}'..='\u{e3a}'
        | '\u{e40}'..='\u{e4e}'
        | '\u{e81}'..='\u{ebd}'
        | '\u{ec0}'..='\u{ece}'
        | '\u{edc}'..='\u{edf}'
        | '\u{1000}'..='\u{103f}'
        | '\u{1050}'..='\u{108f}'
        | '\u{109a}'..='\u{109d}'
        | '\u{1780}'..='\u{17d3}'
        | '\u{17d7}'
        | '\u{17dc}'..='\u{17dd}'
        | '\u{aa60}'..='\u{aa7f}' => Some(3),
        '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3041}'..='\u{3096}'
        | '\u{3099}'..='\u{309a}'
        | '\u{309d}'..='\u{309f}'
        | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{312f}'
        | '\u{31a0}'..='\u{31bf}'
        | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}' => Some(2),
        _ => None,
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
