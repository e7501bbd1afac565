//! The signs that speaker notes begin with: `Note:`, which is read, and those that nearly are it or
//! are another tool's, which are reported.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::notes;
use super::super::writer::DeckRewriter;
use crate::diagnostic::codes;

/// The signs that are read, in any case.
const READ: [&str; 2] = ["note:", "notes:"];

/// The beginnings of `Speaker notes:` and the like, in small letters.
const LONG: [&str; 2] = ["speaker note", "presenter note"];

/// What to write instead of a sign of another tool.
const HINT: &str = "write `Note:` in its place, or put the notes between `::: notes` and `:::`; a sentence for readers begins with `**Note:**`, or with `\\^`";

/// A sign at the beginning of a line.
pub(super) struct NotesSign {
    /// How many bytes of the line it is.
    length: usize,
    /// What to do about one that is not read.
    hint: Option<String>,
    /// Whether it may be words for readers: `note :`, and no `???`.
    may_be_words: bool,
}

/// The sign that a line begins with.
pub(super) fn of_line(line: &str) -> Option<NotesSign> {
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
        b'?' if line.trim_end() == "???" => {
            let hint = format!("{HINT}; three question marks of a text are `\\???`");
            return Some(NotesSign {
                length: "???".len(),
                hint: Some(hint),
                may_be_words: false,
            });
        }
        b'^' if line.starts_with("^ ") => "^".len(),
        _ => return None,
    };
    Some(NotesSign {
        length,
        hint: Some(HINT.to_owned()),
        may_be_words: true,
    })
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

/// Makes notes of the text behind the first sign of a slide, to its end. In a deck that has divs of
/// notes, a sign within a paragraph is none; nor is one there that is not read, and may be words.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    slide: &Range<usize>,
    has_divs: bool,
) {
    let is_sentence = |start: usize, sign: &NotesSign| {
        (has_divs || sign.may_be_words) && is_within_text(body, start)
    };
    let find = |start: usize, line: &str| {
        let sign = of_line(line).filter(|sign| !is_sentence(start, sign));
        sign.map(|sign| 0..sign.length)
    };
    let Some(range) = notes::sign(body, slide, find) else {
        if !notes::has_div(body, slide) {
            report_sentence(writer, body, slide);
        }
        return;
    };
    let line = body
        .text
        .get(range.start..body.line_end(range.start, false));
    let line = line.and_then(of_line);
    if let Some(hint) = line.and_then(|sign| sign.hint) {
        let follows = body.text.get(range.end..slide.end);
        if follows.is_none_or(|text| text.trim().is_empty()) {
            return;
        }
        let word = body.text.get(range.clone()).unwrap_or_default();
        writer.published_notes(range.clone(), word, hint);
    }
    notes::from_sign(writer, body, range, slide.end);
}

/// Whether a line stands within a paragraph, behind its first line.
fn is_within_text(body: &DeckBody<'_>, line: usize) -> bool {
    let within = body.blocks_around(line);
    within.into_iter().any(|block| match block.kind {
        BlockKind::Paragraph => true,
        BlockKind::Item => line < block.text_end,
        _ => false,
    })
}

/// Says of a slide without notes that its `Note:` is shown to everybody.
fn report_sentence(writer: &mut DeckRewriter, body: &DeckBody<'_>, slide: &Range<usize>) {
    let find = |_, line: &str| of_line(line).map(|sign| 0..sign.length);
    if let Some(sign) = notes::sign(body, slide, find) {
        let word = body.text.get(sign.clone()).unwrap_or_default();
        writer.say_as(
            codes::NOTE_IN_TEXT,
            sign,
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
            "??? note",
            "^[a]",
            "nothing",
        ] {
            assert!(of_line(line).is_none(), "{line}");
        }
    }
}
