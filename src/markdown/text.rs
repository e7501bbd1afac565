//! The plain text of nodes: for alternative texts, ids, summaries and counts.

use std::ops::Range;

use pulldown_cmark as cmark;

use super::events::{BodyNode, Located};
use super::raw::Raw;
use crate::lang::{self, DenseScript};

/// The longest summary that is taken from a body, in characters: what search engines show.
const SUMMARY_LENGTH: usize = 200;

/// The text without markup; breaks become spaces.
pub(super) fn plain(nodes: &[Located<'_>]) -> String {
    let mut text = String::new();
    for (node, _) in nodes {
        match node {
            BodyNode::Event(
                cmark::Event::Text(words)
                | cmark::Event::Code(words)
                | cmark::Event::InlineMath(words)
                | cmark::Event::DisplayMath(words),
            ) => text.push_str(words),
            BodyNode::Event(
                cmark::Event::SoftBreak
                | cmark::Event::HardBreak
                | cmark::Event::End(
                    cmark::TagEnd::Paragraph | cmark::TagEnd::Heading(_) | cmark::TagEnd::Item,
                ),
            ) => text.push(' '),
            _ => {}
        }
    }
    text.truncate(text.trim_end().len());
    text
}

/// How many words of prose there are; code blocks are looked at, not read.
pub(super) fn count_words(nodes: &[Located<'_>]) -> usize {
    let mut in_code = false;
    let mut words = 0;
    for (node, _) in nodes {
        match node {
            BodyNode::Event(cmark::Event::Start(cmark::Tag::CodeBlock(_))) => in_code = true,
            BodyNode::Event(cmark::Event::End(cmark::TagEnd::CodeBlock)) => in_code = false,
            BodyNode::Event(cmark::Event::Text(text) | cmark::Event::Code(text)) if !in_code => {
                words += words_in(text);
            }
            _ => {}
        }
    }
    words
}

/// What a byte is to words, as bits: a sign of one, white space, or the start of a character to
/// look at.
const WORD: u8 = 1;
const SPACE: u8 = 2;
const LOOK: u8 = 4;
/// Begins a character that may be of a script without spaces.
const DENSE: u8 = 8;

/// Bytes within a character and the signs of ASCII say nothing; what is beyond ASCII is asked for.
const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        table[byte as usize] = match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => WORD,
            b' ' | b'\t'..=b'\r' => SPACE,
            // Thai, Lao, Burmese and Khmer; Chinese and Japanese. What is above U+2000 and below
            // U+2E80 is punctuation and signs.
            0xe0 | 0xe1 | 0xe3..=0xe9 | 0xef | 0xf0 => LOOK | DENSE,
            0xc2..=0xf4 => LOOK,
            _ => 0,
        };
        byte += 1;
    }
    table
};

/// How many runs between white space have a letter or digit, with an estimate for scripts without
/// spaces. Every text of a site is counted: pieces of ASCII byte by byte without a branch, other
/// characters one by one.
fn words_in(text: &str) -> usize {
    let mut count = WordCount::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(piece) = bytes.get(at..at + PIECE) {
        if piece.is_ascii() {
            for byte in piece {
                count.add(CLASSES[usize::from(*byte)]);
            }
        } else {
            count.look_at(text, at..at + PIECE);
        }
        at += PIECE;
    }
    count.look_at(text, at..bytes.len());
    if count.seen & DENSE == 0 {
        count.words
    } else {
        dense_words_in(text)
    }
}

/// How many bytes are looked at together.
const PIECE: usize = 8;

/// Words on their way to be counted.
#[derive(Default)]
struct WordCount {
    words: usize,
    /// [`WORD`] from the first letter or digit of a run to its end.
    counted: u8,
    /// All classes that were seen.
    seen: u8,
}

impl WordCount {
    /// Adds the class of a byte.
    fn add(&mut self, class: u8) {
        self.words += usize::from(class & WORD & !self.counted);
        self.counted = (self.counted | class) & WORD & !(class >> 1);
    }

    /// Adds some bytes of a text, with the characters that begin there.
    fn look_at(&mut self, text: &str, places: Range<usize>) {
        for (at, byte) in places.clone().zip(&text.as_bytes()[places]) {
            let class = CLASSES[usize::from(*byte)];
            if class & LOOK == 0 {
                self.add(class);
                continue;
            }
            self.seen |= class;
            // No white space begins so (U+0085 and U+00A0, U+1680, U+2000 to U+205F, U+3000 do
            // otherwise).
            let goes_on = self.counted == WORD && !matches!(byte, 0xc2 | 0xe1..=0xe3);
            if !goes_on {
                self.add(text[at..].chars().next().map_or(0, class_of));
            }
        }
    }
}

/// The words of a text that may have letters of scripts without spaces. Their words are estimated:
/// a word has 1.5 letters in Chinese and Japanese, and 3.3 in Thai and its neighbours, as the mean
/// of the texts has it with which R. Reilly and R. Radach studied eye movements.
fn dense_words_in(text: &str) -> usize {
    let (mut words, mut ideographs, mut others, mut is_counted) = (0, 0_usize, 0_usize, false);
    for c in text.chars() {
        match lang::script_without_spaces(c) {
            Some(DenseScript::EastAsian) => ideographs += 1,
            Some(DenseScript::SouthEastAsian) => others += 1,
            None if c.is_alphanumeric() => {
                words += usize::from(!is_counted);
                is_counted = true;
                continue;
            }
            None if !c.is_whitespace() => continue,
            None => {}
        }
        is_counted = false;
    }
    words + (ideographs * 2).div_ceil(3) + (others * 3).div_ceil(10)
}

fn class_of(c: char) -> u8 {
    if c.is_whitespace() {
        SPACE
    } else {
        u8::from(c.is_alphanumeric())
    }
}

/// What stands before `<!-- more -->`, else the first paragraph outside of lists and the like, cut
/// at a word.
pub(super) fn summary(nodes: &[Located<'_>]) -> String {
    let is_more = |(node, _): &Located<'_>| matches!(node, BodyNode::Raw(Raw::Comment(comment)) if comment.trim() == "more");
    if let Some(more) = nodes.iter().position(is_more) {
        return plain(&nodes[..more]);
    }
    shorten(
        &first_paragraph(nodes).map(plain).unwrap_or_default(),
        SUMMARY_LENGTH,
    )
}

fn first_paragraph<'n, 'a>(nodes: &'n [Located<'a>]) -> Option<&'n [Located<'a>]> {
    let mut depth = 0_usize;
    let mut start = None;
    for (i, (node, _)) in nodes.iter().enumerate() {
        match node {
            BodyNode::Event(cmark::Event::Start(cmark::Tag::Paragraph)) if depth == 0 => {
                start = Some(i);
                depth += 1;
            }
            BodyNode::Event(cmark::Event::End(cmark::TagEnd::Paragraph))
                if depth == 1 && start.is_some() =>
            {
                let paragraph = &nodes[start?..i];
                // A paragraph of nothing but an image has no text.
                if plain_length(paragraph) > 0 {
                    return Some(paragraph);
                }
                (start, depth) = (None, 0);
            }
            BodyNode::OpenDiv(_) | BodyNode::Event(cmark::Event::Start(_)) => depth += 1,
            BodyNode::CloseDiv | BodyNode::Event(cmark::Event::End(_)) => {
                depth = depth.saturating_sub(1);
            }
            BodyNode::Event(_) | BodyNode::Raw(_) | BodyNode::Break => {}
        }
    }
    None
}

fn plain_length(paragraph: &[Located<'_>]) -> usize {
    let image = |(node, _): &Located<'_>| {
        matches!(
            node,
            BodyNode::Event(cmark::Event::Start(cmark::Tag::Image { .. }))
        )
    };
    if paragraph.iter().any(image) && paragraph.len() <= 4 {
        0
    } else {
        plain(paragraph).trim().len()
    }
}

fn shorten(text: &str, length: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(length) else {
        return text.to_owned();
    };
    let cut = text[..limit].rfind(char::is_whitespace).unwrap_or(limit);
    format!(
        "{}…",
        text[..cut].trim_end_matches(|c: char| !c.is_alphanumeric())
    )
}

#[cfg(test)]
mod tests {
    use super::{shorten, words_in};

    #[test]
    fn summaries_end_at_a_word() {
        assert_eq!(shorten("one two three", 20), "one two three");
        assert_eq!(shorten("one two, three", 9), "one two…");
        assert_eq!(shorten("éééééééééé", 4), "éééé…");
    }

    #[test]
    fn words_are_what_stands_between_white_space_with_a_letter_in_it() {
        let by_definition = |text: &str| {
            text.split(char::is_whitespace)
                .filter(|run| run.contains(char::is_alphanumeric))
                .count()
        };
        let pieces = [
            "a", "é", "É", "7", "-", "\u{a0}", "\u{202f}", "\u{3000}", "\u{85}", " ", "한", "—",
            "𝔸", "🎉", "\t", "अ", "。",
        ];
        for a in pieces {
            for b in pieces {
                for c in pieces {
                    let text = format!("{a}{b}{c}{a}");
                    assert_eq!(words_in(&text), by_definition(&text), "{text:?}");
                }
            }
        }
        assert_eq!(words_in("L’été, 3 % — déjà !"), 3);
    }

    #[test]
    fn words_of_scripts_without_spaces_are_estimated() {
        assert_eq!(words_in("漢字"), 2);
        assert_eq!(words_in("機械学習を始めよう。"), 6);
        assert_eq!(words_in("Rustで書く"), 3);
        assert_eq!(words_in("ภาษาไทยง่าย"), 4);
        assert_eq!(words_in("한국어는 띄어 쓴다"), 3);
    }
}
