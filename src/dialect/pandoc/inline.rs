//! What stands within a line: spans, notes, attributes of images, links and code, raised and lowered
//! letters, dashes, shortcodes.
//!
//! Text is read once from its beginning to its end; code, formulas and comments are passed over.

use std::ops::Range;

use super::super::body::{DeckBody, has_empty_line};
use super::super::writer::DeckRewriter;
use super::attributes;
use super::tex::{self, Environment};
use super::{images, shortcodes, spans};

/// How long the address of a link, a tag or a shortcode may be.
const LONGEST: usize = 2000;
/// How long raised and lowered letters may be.
const LONGEST_SCRIPT: usize = 60;

/// An opening bracket.
#[derive(Debug, Clone, Copy)]
struct OpenBracket {
    at: usize,
    /// What stands before it: `^` for a note, `!` for an image.
    before: u8,
}

struct InlineReader<'r, 'b, 't> {
    writer: &'r mut DeckRewriter,
    body: &'b DeckBody<'t>,
    open: Vec<OpenBracket>,
    /// How many of the open brackets begin a note: a note holds none.
    open_notes: usize,
    notes: usize,
}

/// Rewrites what stands behind `start`.
pub(super) fn rewrite(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    start: usize,
    environments: &[Environment<'_>],
) {
    let mut reader = InlineReader {
        writer,
        body,
        open: Vec::new(),
        open_notes: 0,
        notes: 0,
    };
    let mut environments = environments.iter().peekable();
    let mut at = start;
    while at < body.text.len() {
        while let Some(passed) = environments.next_if(|found| found.range.start <= at) {
            at = at.max(passed.range.end);
        }
        if at >= body.text.len() {
            break;
        }
        at = reader.step(at).max(at + 1);
    }
}

impl InlineReader<'_, '_, '_> {
    /// Reads what begins at an offset, and returns where to go on.
    fn step(&mut self, at: usize) -> usize {
        if let Some(end) = self.body.end_of_apart(at) {
            return self.behind_code(at, end);
        }
        let bytes = self.body.text.as_bytes();
        match bytes[at] {
            b'\\' => tex::inline(self.writer, self.body, at).unwrap_or(at + 2),
            b'\n' => self.line(at + 1),
            b'<' => self.tag(at),
            b'{' if self.rest(at).starts_with("{{<") => {
                shortcodes::rewrite(self.writer, self.body, at).unwrap_or(at + 1)
            }
            b'[' => {
                let before = at.checked_sub(1).map_or(0, |before| bytes[before]);
                self.open.push(OpenBracket { at, before });
                self.open_notes += usize::from(before == b'^');
                at + 1
            }
            b']' => self.close(at),
            b'~' => self.script(at, '~', "sub"),
            b'^' if bytes.get(at + 1) != Some(&b'[') => self.script(at, '^', "sup"),
            b'-' => self.dash(at),
            _ => at + 1,
        }
    }

    fn rest(&self, at: usize) -> &str {
        self.body.text.get(at..).unwrap_or_default()
    }

    /// Takes the attributes off code within a line, and goes on behind it.
    fn behind_code(&mut self, at: usize, end: usize) -> usize {
        let is_code = self.rest(at).starts_with('`');
        let found = is_code
            .then(|| attributes::at_start(self.rest(end)))
            .flatten();
        let Some((length, written)) = found else {
            return end;
        };
        let code = self.body.text.get(at..end).unwrap_or_default();
        match written.raw.as_deref() {
            Some("html" | "html5") => {
                let inside = code.trim_matches('`');
                self.writer.edits.replace(at..end + length, inside);
            }
            Some(_) => self.writer.edits.replace(at..end + length, ""),
            None => self.writer.edits.replace(end..end + length, ""),
        }
        end + length
    }

    /// The beginning of a line: brackets end with their paragraph, and lines of marks have no text.
    fn line(&mut self, at: usize) -> usize {
        let line = self
            .body
            .text
            .get(at..self.body.line_end(at, false))
            .unwrap_or_default();
        let bare = line.trim();
        if bare.is_empty() {
            self.open.clear();
            self.open_notes = 0;
        }
        let is_marks = bare.bytes().all(|byte| b"-=|:+ ".contains(&byte));
        if is_marks || bare.starts_with(":::") {
            at + line.len()
        } else {
            at
        }
    }

    fn tag(&self, at: usize) -> usize {
        let is_tag = self
            .rest(at + 1)
            .starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
        let near = self.body.near(at, LONGEST);
        let tag = is_tag.then(|| near.split_inclusive('>').next()).flatten();
        tag.filter(|tag| tag.ends_with('>') && !has_empty_line(tag))
            .map_or(at + 1, |tag| at + tag.len())
    }

    fn close(&mut self, at: usize) -> usize {
        let Some(open) = self.open.pop() else {
            return at + 1;
        };
        let (label, behind) = (open.at..at + 1, at + 1);
        let is_note = open.before == b'^';
        self.open_notes -= usize::from(is_note);
        if is_note && label.len() < LONGEST {
            if self.open_notes == 0 {
                self.note(&label);
            }
            return behind;
        }
        if self.rest(behind).starts_with('(') {
            return self.link(open, behind);
        }
        if open.before != b'!'
            && let Some((length, written)) = attributes::at_start(self.rest(behind))
        {
            let braces = behind..behind + length;
            spans::rewrite(self.writer, self.body, &label, braces, &written);
            return behind + length;
        }
        behind
    }

    /// An image or a link whose address begins at an offset.
    fn link(&mut self, open: OpenBracket, start: usize) -> usize {
        let Some(end) = self.address_end(start) else {
            return start;
        };
        let found = attributes::at_start(self.rest(end));
        let braces = end..end + found.as_ref().map_or(0, |(length, _)| *length);
        let written = found.map(|(_, written)| written);
        let (label, address) = (open.at..start, start..end);
        if open.before == b'!' {
            let image = images::WrittenImage {
                label,
                address,
                braces: braces.clone(),
                attributes: written.unwrap_or_default(),
            };
            images::rewrite(self.writer, self.body, &image);
        } else if written.is_some() {
            self.writer.edits.replace(braces.clone(), "");
        }
        braces.end
    }

    /// Where the address ends that begins with a parenthesis, behind its closing one.
    fn address_end(&self, start: usize) -> Option<usize> {
        let near = self.body.near(start, LONGEST);
        // Most brackets that are never closed are seen here, without counting.
        let near = near.get(..=near.rfind(')')?)?;
        let mut depth = 0_usize;
        for (at, byte) in near.bytes().enumerate() {
            match byte {
                b'(' => depth += 1,
                b')' if depth == 1 => return Some(start + at + 1),
                b')' => depth -= 1,
                b'\n' if near[at + 1..].starts_with(['\n', '\r']) => return None,
                _ => {}
            }
        }
        None
    }

    /// `^[a note]`: its text is defined behind the block.
    fn note(&mut self, label: &Range<usize>) {
        self.notes += 1;
        let name = format!("[^note-{}]", self.notes);
        let text = self.body.text.get(label.start + 1..label.end - 1);
        let text = text
            .unwrap_or_default()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        let place = label.start - 1..label.end;
        self.writer.edits.replace(place.clone(), name.as_str());
        let outermost = self.body.blocks_around(label.start + 1).last();
        let end = outermost.map_or(label.end, |block| block.range.end);
        let definition = format!("\n\n{name}: {text}\n");
        self.writer
            .edits
            .close(end.max(label.end), definition, place);
    }

    /// `H~2~O` and `x^2^`.
    fn script(&mut self, at: usize, sign: char, element: &str) -> usize {
        let rest = &self.rest(at)[1..];
        let is_double = rest.starts_with(sign) || self.body.text[..at].ends_with(sign);
        let letters = rest.chars().take(LONGEST_SCRIPT);
        let length: usize = letters
            .take_while(|c| *c != sign && !c.is_whitespace() && *c != '[')
            .map(char::len_utf8)
            .sum();
        let is_closed = rest[length..].starts_with(sign) && !rest[length + 1..].starts_with(sign);
        if is_double || length == 0 || !is_closed {
            return at + 1 + usize::from(rest.starts_with(sign));
        }
        let end = at + 1 + length;
        self.writer
            .edits
            .replace(at..at + 1, format!("<{element}>"));
        self.writer
            .edits
            .replace(end..end + 1, format!("</{element}>"));
        end + 1
    }

    /// Two hyphens between words are a dash, three a long one.
    fn dash(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let length = rest.len() - rest.trim_start_matches('-').len();
        let is_word = |c: char| c.is_alphanumeric() || " \"')”’*_".contains(c);
        let before = self.body.text[..at]
            .chars()
            .next_back()
            .is_some_and(is_word);
        let after = rest[length..].starts_with(is_word);
        let has_space = rest[length..].starts_with(' ') == self.body.text[..at].ends_with(' ');
        let line = self.body.text[..at].trim_end_matches(' ');
        let begins_line = line.is_empty() || line.ends_with('\n');
        if before && after && has_space && !begins_line && (2..4).contains(&length) {
            let dash = if length == 2 { "–" } else { "—" };
            self.writer.edits.replace(at..at + length, dash);
        }
        at + length
    }
}
