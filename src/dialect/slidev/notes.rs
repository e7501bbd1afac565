//! The notes of a slide: the comment that it ends with. `[click]` in them is a mark that says which
//! click is due.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::notes;
use super::super::writer::DeckRewriter;

/// The longest mark, in bytes.
const LONGEST: usize = 12;

/// Makes notes of a comment.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, said: Range<usize>) {
    notes::from_last_comment(writer, body, said.clone());
    let mut clicks = 0;
    let text = body.text.get(said.clone()).unwrap_or_default();
    for (at, mark) in marks(text) {
        clicks += mark.clicks;
        let place = said.start + at..said.start + at + mark.length;
        let new = format!("<mark class=\"click\">▸{clicks}</mark>");
        writer.edits.replace(place, new);
    }
}

/// A mark as it is written.
struct ClickMark {
    length: usize,
    clicks: u32,
}

/// The marks in a text, by where they begin: `[click]`, `[click:3]`.
fn marks(text: &str) -> impl Iterator<Item = (usize, ClickMark)> {
    text.match_indices('[').filter_map(move |(at, _)| {
        let rest = text.get(at + 1..)?;
        let length = rest.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let inside = rest.get(..length)?;
        let word = inside.get(.."click".len())?;
        word.eq_ignore_ascii_case("click").then_some(())?;
        let clicks = match inside.get("click".len()..)? {
            "" => 1,
            rest => rest
                .strip_prefix(':')?
                .parse()
                .ok()
                .filter(|count| *count < 1000)?,
        };
        let length = inside.len() + 2;
        text.get(at..at + length)?;
        Some((at, ClickMark { length, clicks }))
    })
}
