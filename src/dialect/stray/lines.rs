//! The signs that speaker notes begin with: `Note:`, which is read in the native form, and those that
//! nearly are it or are another tool's, which are reported.

use std::ops::Range;

use super::super::body::BlockKind;
use super::super::notes;
use super::{DECKSET, REMARK, REVEAL, StrayNotes};
use crate::diagnostic::codes;

/// The signs that are read, in any case.
const READ: [&str; 2] = ["note:", "notes:"];

/// The beginnings of `Speaker notes:` and the like, in small letters.
const LONG: [&str; 2] = ["speaker note", "presenter note"];

/// What to write instead of a sign of another tool.
const HINT: &str = "write `Note:` in its place, or put the notes between `::: notes` and `:::`; a sentence for readers begins with `**Note:**`, or with `\\^`";

/// A sign at the beginning of a line, behind white space.
pub(super) struct NotesSign {
    /// How many bytes of the line it is.
    length: usize,
    /// What to do about one that is not read.
    hint: Option<String>,
    /// Whether it may be words for readers: `note :`, and no `???`.
    may_be_words: bool,
}

/// A sign and where it stands.
struct PlacedSign {
    sign: NotesSign,
    /// Where its line begins.
    line: usize,
    place: Range<usize>,
}

/// The sign that a line begins with.
pub(super) fn of_line(line: &str) -> Option<NotesSign> {
    let line = line.trim_start_matches([' ', '\t', '\u{a0}']);
    let length = match line.as_bytes().first()? {
        b'N' | b'n' | b'S' | b's' | b'P' | b'p' => {
            let begins = |sign: &&&str| {
                let start = line.get(..sign.len());
                start.is_some_and(|start| start.eq_ignore_ascii_case(sign))
            };
            if let Some(sign) = READ.iter().find(begins) {
                return Some(NotesSign {
                    length: sign.len(),
                    hint: None,
                    may_be_words: false,
                });
            }
            nearly(line)?
        }
        b'?' => {
            let rest = line.strip_prefix("???")?;
            // Where line ends are line breaks, one stands behind it.
            let is_alone = rest.trim_end().trim_end_matches('\\').trim().is_empty();
            let is_sign = is_alone || rest.starts_with([' ', '\t']);
            let hint = format!("{HINT}; three question marks of a text are `\\???`");
            return is_sign.then_some(NotesSign {
                length: "???".len(),
                hint: Some(hint),
                may_be_words: !is_alone,
            });
        }
        b'^' => raised(line)?,
        _ => return None,
    };
    Some(NotesSign {
        length,
        hint: Some(HINT.to_owned()),
        may_be_words: true,
    })
}

/// The length of the signs `^` before words; a raised letter, a footnote and a sign alone are none.
fn raised(line: &str) -> Option<usize> {
    let words = line.trim_start_matches('^');
    let length = line.len() - words.len();
    let begins = if words.starts_with([' ', '\t']) {
        !words.trim().is_empty()
    } else {
        let is_raised = words
            .split(' ')
            .next()
            .is_some_and(|word| word.contains('^'));
        words.starts_with(char::is_alphanumeric) && !is_raised
    };
    begins.then_some(length)
}

/// The length of a sign with a space before its colon as in French, or with a word before it
/// (`Speaker notes:`).
fn nearly(line: &str) -> Option<usize> {
    let begins = |word: &str| {
        let start = line.get(..word.len())?;
        start.eq_ignore_ascii_case(word).then_some(word.len())
    };
    let word = begins("note").or_else(|| LONG.iter().find_map(|word| begins(word)))?;
    let rest = &line[word..];
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    let rest = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
    rest.starts_with(':')
        .then(|| line.len() - rest.len() + ":".len())
}

impl StrayNotes<'_, '_> {
    /// Makes notes of the text behind signs, or reports them.
    pub(super) fn lines(&mut self) {
        let has_divs = notes::has_div(self.body, &(0..self.body.text.len()));
        for slide in self.slides.clone() {
            if self.is_native() {
                self.read(&slide, has_divs);
            } else {
                self.report(&slide);
            }
        }
    }

    /// In a deck of the native form: makes notes of the text behind the first sign of a slide, to its
    /// end. In a deck that has divs of notes, a sign within a paragraph is none; nor is one there that
    /// is not read, and may be words.
    fn read(&mut self, slide: &Range<usize>, has_divs: bool) {
        let is_read = |found: &PlacedSign| {
            let may_be_words = has_divs || found.sign.may_be_words;
            !(self.is_indented_html(found) || may_be_words && self.is_within_text(found.line))
        };
        let Some(found) = self.signs(slide).find(is_read) else {
            if !notes::has_div(self.body, slide) {
                self.report_sentence(slide);
            }
            return;
        };
        if let Some(hint) = found.sign.hint {
            let follows = self.body.text.get(found.place.end..slide.end);
            if follows.is_none_or(|text| text.trim().is_empty()) {
                return;
            }
            let word = self.body.text.get(found.place.clone()).unwrap_or_default();
            self.writer.published_notes(found.place.clone(), word, hint);
        }
        let sign = found.line..found.place.end;
        notes::from_sign(&mut self.writer, self.body, sign, slide.end);
    }

    /// In a deck of another tool: `???` alone on its line is a note, and others may be sentences.
    fn report(&mut self, slide: &Range<usize>) {
        let found: Vec<PlacedSign> = self.signs(slide).collect();
        for found in found {
            let word = self.body.text.get(found.place.clone()).unwrap_or_default();
            let follows = self.body.text.get(found.place.end..slide.end);
            if follows.is_none_or(|text| text.trim().is_empty()) {
                return;
            }
            if word == "???" && !found.sign.may_be_words {
                self.say_kept(found.place.clone(), word, (&REMARK, ""));
                let line_break = self.body.text[found.place.end..].starts_with('\\');
                let sign = found.line..found.place.end + usize::from(line_break);
                return notes::from_sign(&mut self.writer, self.body, sign, slide.end);
            }
            let (tool, is_sentence) = match word.as_bytes().first() {
                Some(b'?') => (&REMARK, self.is_within_text(found.line)),
                Some(b'^') => (&DECKSET, self.is_within_text(found.line)),
                _ => (&REVEAL, false),
            };
            if !is_sentence {
                self.say_shown(found.place.clone(), word, tool);
            }
        }
    }

    /// The signs of a slide outside of code, comments and notes.
    fn signs(&self, slide: &Range<usize>) -> impl Iterator<Item = PlacedSign> {
        self.body.lines(slide.clone()).filter_map(|line| {
            let text = self.body.text.get(line.clone())?;
            let sign = of_line(text)?;
            let bare = text.trim_start_matches([' ', '\t', '\u{a0}']);
            let start = line.end - bare.len();
            let is_read = self.body.is_text(start) && !self.is_spoken(start);
            is_read.then(|| PlacedSign {
                place: start..start + sign.length,
                line: line.start,
                sign,
            })
        })
    }

    /// Whether a line stands within a paragraph, behind its first line.
    fn is_within_text(&self, line: usize) -> bool {
        let within = self.body.blocks_around(line);
        within.into_iter().any(|block| match block.kind {
            BlockKind::Paragraph => true,
            BlockKind::Item => line < block.text_end,
            _ => false,
        })
    }

    /// Whether a sign is indented within a block of HTML.
    fn is_indented_html(&self, found: &PlacedSign) -> bool {
        let block = self.body.blocks_around(found.line).next();
        found.line < found.place.start && block.is_some_and(|block| block.kind == BlockKind::Html)
    }

    /// Says of a slide without notes that its `Note:` is shown to everybody.
    fn report_sentence(&mut self, slide: &Range<usize>) {
        let Some(found) = self.signs(slide).next() else {
            return;
        };
        let word = self.body.text.get(found.place.clone()).unwrap_or_default();
        self.writer.say_as(
            codes::NOTE_IN_TEXT,
            found.place,
            format!("`{word}` within a paragraph begins no notes, and is shown on the slide"),
            "to say it only, put an empty line before it, or write `::: notes`, the text and `:::`",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::of_line;

    #[test]
    fn signs_are_read_or_nearly_so() {
        for (line, length, is_read) in [
            ("Note: a", 5, true),
            ("Notes:", 6, true),
            ("note: a", 5, true),
            ("NOTES: a", 6, true),
            ("Note : a", 6, false),
            ("Notes\u{a0}: a", 8, false),
            ("Speaker notes: a", 14, false),
            ("??? ", 3, false),
            ("^ a", 1, false),
            ("  Note: a", 5, true),
            ("^a", 1, false),
            ("^^ a", 2, false),
            ("??? a", 3, false),
        ] {
            let sign = of_line(line).unwrap();
            assert_eq!(
                (sign.length, sign.hint.is_none()),
                (length, is_read),
                "{line}"
            );
        }
        for line in [
            "",
            "Noted: a",
            "Not a note: b",
            "?",
            "???note",
            "^[a]",
            "^",
            "^^",
            "^_^",
            "^th^ a",
            "nothing",
        ] {
            assert!(of_line(line).is_none(), "{line}");
        }
    }
}
