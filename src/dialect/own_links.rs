//! Links to places of the deck itself, in Markdown and in HTML: `[a](#b)`, `[a]: #b`, `href="#b"`.
//! Knows no tool, and not what the places are called.

use super::body::DeckBody;
use super::writer::DeckRewriter;

/// What stands before the address of a link.
const BEFORE: [&str; 4] = ["](", "]: ", "href=\"", "href='"];

/// How far before its address the text of a link may begin, in bytes.
const LONGEST: usize = 1000;

/// Leaves nothing of a link but its text. `start` is where its address begins, and `end` where that
/// ends. Returns whether it is a link of Markdown with its address behind it, which ends there.
pub(super) fn unlink(
    writer: &mut DeckRewriter,
    body: &DeckBody<'_>,
    start: usize,
    end: usize,
) -> bool {
    let Some(open) = text_start(body, start) else {
        return false;
    };
    let is_whole = body
        .text
        .get(end..)
        .is_some_and(|rest| rest.starts_with(')'));
    if is_whole {
        writer.edits.replace(open..open + 1, "");
        writer.edits.replace(start - "](".len()..end + 1, "");
    }
    is_whole
}

/// Where the bracket stands that opens the text of a link; none for an image.
fn text_start(body: &DeckBody<'_>, address: usize) -> Option<usize> {
    let before = body.text.get(..address)?.strip_suffix("](")?;
    let near = before.len().saturating_sub(LONGEST);
    let (bytes, mut depth) = (before.as_bytes(), 0_usize);
    for at in (near..bytes.len()).rev() {
        let counts = body.is_text(at) && (at == 0 || bytes[at - 1] != b'\\');
        match bytes[at] {
            b']' if counts => depth += 1,
            b'[' if counts && depth == 0 => {
                return (at == 0 || bytes[at - 1] != b'!').then_some(at);
            }
            b'[' if counts => depth -= 1,
            b'\n' if bytes.get(at + 1) == Some(&b'\n') => return None,
            _ => {}
        }
    }
    None
}

/// Where the addresses of links begin that begin with a sign, in order, outside code and comments.
pub(super) fn starts<'b>(
    body: &'b DeckBody<'_>,
    sign: &'static str,
) -> impl Iterator<Item = usize> + 'b {
    let places = body.text.match_indices(sign).map(|(at, _)| at);
    places.filter(|at| {
        let before = body.text.get(..*at).unwrap_or_default();
        BEFORE.iter().any(|word| before.ends_with(word)) && body.is_text(*at)
    })
}
