//! Folds words: what people leave out when they type does not matter to a search, such as accents,
//! vowel marks, and letters in another form.
//!
//! `js/search/words.js` does the same to a query.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// A word in lower case without what people leave out.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let narrow = narrow(word);
    let mut folded = String::with_capacity(word.len());
    for c in narrow.nfd().filter(|c| !is_left_out(*c)) {
        push(&mut folded, c);
    }
    // Marks that are left belong to their letters: voiced kana, syllables of Hangul.
    if folded.is_ascii() {
        return Cow::Owned(folded);
    }
    Cow::Owned(folded.nfc().collect())
}

/// Letters of full and half width, as Japanese keyboards write them, at their usual width.
fn narrow(word: &str) -> Cow<'_, str> {
    let has_width = |c: char| ('\u{ff01}'..='\u{ffee}').contains(&c);
    if !word.contains(has_width) {
        return word.into();
    }
    let mut narrow = String::with_capacity(word.len());
    for c in word.chars() {
        if has_width(c) {
            narrow.extend(std::iter::once(c).nfkc().flat_map(char::to_lowercase));
        } else {
            narrow.push(c);
        }
    }
    narrow.into()
}

fn push(folded: &mut String, c: char) {
    match c {
        'œ' => folded.push_str("oe"),
        'æ' => folded.push_str("ae"),
        'ß' => folded.push_str("ss"),
        'ø' => folded.push('o'),
        'đ' | 'ð' => folded.push('d'),
        'ł' => folded.push('l'),
        'ı' => folded.push('i'),
        'þ' => folded.push_str("th"),
        'ς' => folded.push('σ'),
        'ة' | 'ہ' | 'ۃ' => folded.push('ه'),
        'ى' | 'ی' => folded.push('ي'),
        'ک' => folded.push('ك'),
        'ٱ' => folded.push('ا'),
        other => folded.push(digit(other).unwrap_or(other)),
    }
}

/// The digit of ASCII for one of Arabic, Persian, Devanagari, Thai, Lao, Burmese or Khmer.
fn digit(c: char) -> Option<char> {
    const ZEROS: [char; 7] = [
        '\u{660}', '\u{6f0}', '\u{966}', '\u{e50}', '\u{ed0}', '\u{1040}', '\u{17e0}',
    ];
    let value = |zero: char| u32::from(c).wrapping_sub(u32::from(zero));
    let value = ZEROS.into_iter().map(value).find(|value| *value < 10)?;
    char::from_digit(value, 10)
}

/// Marks that people leave out: the accents of Latin, Greek and Cyrillic, the vowels of Hebrew and
/// Arabic, the stroke that lengthens an Arabic word, what encircles a letter or chooses its look.
pub(super) fn is_left_out(c: char) -> bool {
    matches!(
        c,
        '\u{300}'..='\u{36f}'
            | '\u{591}'..='\u{5bd}'
            | '\u{5bf}'
            | '\u{5c1}'..='\u{5c2}'
            | '\u{5c4}'..='\u{5c5}'
            | '\u{5c7}'
            | '\u{610}'..='\u{61a}'
            | '\u{640}'
            | '\u{64b}'..='\u{65f}'
            | '\u{670}'
            | '\u{6d6}'..='\u{6dc}'
            | '\u{6df}'..='\u{6e4}'
            | '\u{6e7}'..='\u{6e8}'
            | '\u{6ea}'..='\u{6ed}'
            | '\u{20d0}'..='\u{20ff}'
            | '\u{fe00}'..='\u{fe0f}'
    ) || is_invisible(c)
}

/// What may stand in a word without being seen: soft hyphens, spaces of no width, marks of
/// direction.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}
