//! Splits a text into words, and folds them: accents and case do not matter to a search.
//! `js/search/words.js` does the same to a query; `tests/fixtures/search/words.json` holds both to
//! one table.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization;

/// Gives every word of a text in lower case, composed. A word is a run of letters and digits;
/// `C++`, `F#` and the like keep their sign.
pub fn words(text: &str, mut found: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut word = Word::default();
    let mut at = 0;
    while at < bytes.len() {
        let end = at
            + bytes[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_alphanumeric())
                .count();
        // Most words are plain, and most plain ones are in lower case already.
        let is_plain = end > at
            && bytes
                .get(end)
                .is_none_or(|next| next.is_ascii() && !matches!(next, b'+' | b'#'));
        if !is_plain {
            at += word.read(&text[at..], &mut found);
        } else if bytes[at..end].iter().any(u8::is_ascii_uppercase) {
            found(&text[at..end].to_ascii_lowercase());
            at = end + 1;
        } else {
            found(&text[at..end]);
            at = end + 1;
        }
    }
}

#[derive(Default)]
struct Word {
    text: String,
    has_marks: bool,
}

impl Word {
    /// Reads up to the end of one word and the character behind it, or that character alone where
    /// no word begins. Returns how many bytes were read.
    fn read(&mut self, text: &str, found: &mut impl FnMut(&str)) -> usize {
        for (at, c) in text.char_indices() {
            if self.push(c) || is_ignorable(c) {
                continue;
            }
            let sign = sign(&text[at..]);
            if !sign.is_empty() && is_one_letter(&fold(&self.text)) {
                self.text.push_str(sign);
            }
            self.give(found);
            return at + c.len_utf8();
        }
        self.give(found);
        text.len()
    }

    /// Adds a character to the word in lower case. Returns `false` for one that is part of no word.
    fn push(&mut self, c: char) -> bool {
        if c.is_ascii_alphanumeric() {
            self.text.push(c.to_ascii_lowercase());
        } else if c.is_ascii() {
            return false;
        } else if is_mark(c) {
            self.has_marks = true;
            self.text.push(c);
        } else if c.is_alphanumeric() {
            self.text.extend(c.to_lowercase());
        } else {
            return false;
        }
        true
    }

    fn give(&mut self, found: &mut impl FnMut(&str)) {
        if self.has_marks {
            self.text = self.text.trim_start_matches(is_mark).nfc().collect();
            self.has_marks = false;
        }
        if !self.text.is_empty() {
            found(&self.text);
            self.text.clear();
        }
    }
}

/// The sign that ends a name of one letter, as in `C++` or `F#`; empty where there is none.
fn sign(rest: &str) -> &'static str {
    ["++", "#"]
        .into_iter()
        .find(|sign| rest.starts_with(sign))
        .unwrap_or_default()
}

fn is_one_letter(word: &str) -> bool {
    matches!(word.as_bytes(), [b'a'..=b'z'])
}

/// The combining marks that accents are made of.
fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// What may stand in a word without being seen: soft hyphens, and spaces of no width.
fn is_ignorable(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    )
}

/// A word without what people leave out when they type: accents, and letters that are two.
#[must_use]
pub fn fold(word: &str) -> Cow<'_, str> {
    if word.is_ascii() {
        return Cow::Borrowed(word);
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd().filter(|c| !is_mark(*c)) {
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
            other => folded.push(other),
        }
    }
    Cow::Owned(folded)
}
