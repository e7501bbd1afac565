//! Splits a text into the words that the index has. `js/search/words.js` splits a query into those
//! that it asks for; `tests/fixtures/search/words.json` holds both to one table.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::fold::{fold, is_invisible, is_left_out};
use super::names;
use super::scripts::{gram_length, grams};

/// Gives every word of a text in lower case, composed. A word is a run of letters and digits, with
/// the sign of `C++` or `F#`. A name with points (`Node.js`, `1.3`, `.NET`) is given whole, then in
/// parts; a run of letters of a script without spaces as what stands together in it, folded.
pub fn words(text: &str, mut found: impl FnMut(&str)) {
    let bytes = text.as_bytes();
    let mut word = Word::default();
    // Where the name with points ends that was given last.
    let mut named = 0;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte.is_ascii() && !byte.is_ascii_alphanumeric() {
            if byte == b'.' && at >= named {
                names::with_leading_point(text, at, &mut found);
            }
            at += 1;
            continue;
        }
        let end = at + plain_length(&bytes[at..]);
        let is_plain = end > at
            && match bytes.get(end) {
                None => true,
                Some(b'.') => !bytes.get(end + 1).is_some_and(u8::is_ascii_alphanumeric),
                Some(b'+') => bytes.get(end + 1) != Some(&b'+'),
                Some(b'#') => end - at > 1,
                Some(next) => next.is_ascii(),
            };
        if is_plain {
            give_plain(&text[at..end], &mut found);
            at = end;
            continue;
        }
        if byte.is_ascii() && at >= named {
            named = names::with_points(text, at, &mut found);
        }
        at += word.read(&text[at..], &mut found);
    }
}

/// How many letters and digits of ASCII a text begins with.
fn plain_length(bytes: &[u8]) -> usize {
    bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count()
}

/// Most words are plain, and most plain ones are in lower case already.
fn give_plain(word: &str, found: &mut impl FnMut(&str)) {
    if word.bytes().any(|byte| byte.is_ascii_uppercase()) {
        found(&word.to_ascii_lowercase());
    } else {
        found(word);
    }
}

#[derive(Default)]
struct Word {
    text: String,
    has_marks: bool,
    /// How many letters stand together, in a run of a script without spaces.
    gram_length: Option<usize>,
}

impl Word {
    /// Reads one word, or the one character that begins none. Returns how many bytes were read.
    fn read(&mut self, text: &str, found: &mut impl FnMut(&str)) -> usize {
        for (at, c) in text.char_indices() {
            if is_invisible(c) {
                continue;
            }
            let gram_length = gram_length(c);
            let is_another_script = gram_length != self.gram_length && !is_combining_mark(c);
            if self.text.is_empty() {
                self.gram_length = gram_length;
            } else if is_another_script {
                self.give(found);
                return at;
            }
            if !self.push(c) {
                let end = at + self.take_sign(&text[at..], found);
                self.give(found);
                return if end == 0 { c.len_utf8() } else { end };
            }
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
        } else if is_combining_mark(c) {
            self.has_marks = true;
            self.text.push(c);
        } else if c.is_alphanumeric() || self.gram_length.is_some() {
            self.text.extend(c.to_lowercase());
        } else {
            return false;
        }
        true
    }

    /// Takes the sign that ends a name, as in `C++` or `F#`: a single letter is nothing without its
    /// own, and `notepad++` is a word without it, too. Returns how many bytes it has.
    fn take_sign(&mut self, rest: &str, found: &mut impl FnMut(&str)) -> usize {
        let Some(sign) = ["++", "#"].into_iter().find(|sign| rest.starts_with(sign)) else {
            return 0;
        };
        let word = fold(&self.text);
        if matches!(word.as_bytes(), [b'a'..=b'z']) {
            self.text.push_str(sign);
            return sign.len();
        }
        if sign == "++" && !word.is_empty() && word.is_ascii() {
            found(&format!("{word}{sign}"));
            return sign.len();
        }
        0
    }

    fn give(&mut self, found: &mut impl FnMut(&str)) {
        if let Some(length) = self.gram_length.take() {
            grams(&fold(&self.text), length, &mut *found);
            self.text.clear();
        }
        if self.has_marks {
            let is_lost = |c: char| is_combining_mark(c) && !c.is_alphanumeric();
            self.text = self.text.trim_start_matches(is_lost).nfc().collect();
            self.has_marks = false;
        }
        // What is nothing but marks that are left out is no word.
        if !self.text.chars().all(is_left_out) {
            found(&self.text);
        }
        self.text.clear();
    }
}
