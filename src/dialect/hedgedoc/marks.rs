//! Marks within a line: `==marked==`, `++added++`, `H~2~O`, `x^2^`.

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

/// How long marked text may be.
const LONGEST: usize = 300;

/// Marks of two signs, and of one; each with its element. One sign holds no white space.
const MARKS: [(&str, &str); 4] = [("==", "mark"), ("++", "ins"), ("~", "sub"), ("^", "sup")];

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for (mark, element) in MARKS {
        let mut at = 0;
        while let Some(found) = body.text.get(at..).and_then(|rest| rest.find(mark)) {
            let start = at + found;
            at = start + mark.len();
            if let Some(length) = closed(body, start, mark) {
                let end = at + length;
                writer.edits.replace(start..at, format!("<{element}>"));
                writer
                    .edits
                    .replace(end..end + mark.len(), format!("</{element}>"));
                at = end + mark.len();
            } else {
                let rest = body.text.get(at..).unwrap_or_default();
                let sign = mark.chars().next().unwrap_or_default();
                at += rest.len() - rest.trim_start_matches(sign).len();
            }
        }
    }
}

/// The length of the text between a mark and the next one like it.
fn closed(body: &DeckBody<'_>, start: usize, mark: &str) -> Option<usize> {
    let inside = start + mark.len();
    let text = body.near(inside, LONGEST);
    let length = text.find(mark)?;
    let words = &text[..length];
    let sign = mark.chars().next()?;
    let is_run =
        body.text[..start].ends_with([sign, '[']) || text[length + mark.len()..].starts_with(sign);
    let is_text = |at: usize| body.is_text(at);
    let stands_free = !words.is_empty()
        && !words.starts_with([' ', sign])
        && !words.ends_with(' ')
        && !words.contains('\n')
        && (mark.len() > 1 || !words.contains([' ', '[', ']']));
    (stands_free && !is_run && is_text(start) && is_text(inside + length)).then_some(length)
}
