//! Marp's words in the alternative text of an image: sizes and filters.

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;

/// The names of sizes and filters, which a colon follows.
const KEYS: [&str; 14] = [
    "w",
    "h",
    "width",
    "height",
    "blur",
    "brightness",
    "contrast",
    "drop-shadow",
    "grayscale",
    "hue-rotate",
    "invert",
    "opacity",
    "saturate",
    "sepia",
];

/// How long the text of an image with such words may be.
const LONGEST: usize = 500;

/// Takes the words out of the alternative text.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    let mut at = 0;
    while let Some(start) = body
        .text
        .get(at..)
        .and_then(|rest| rest.find("!["))
        .map(|start| at + start)
    {
        at = start + 2;
        let line = body
            .text
            .get(at..body.line_end(at, false))
            .unwrap_or_default();
        let Some(end) = line.bytes().take(LONGEST).position(|byte| byte == b']') else {
            continue;
        };
        if body.is_apart(start) || body.is_comment(start) {
            continue;
        }
        let alt = &line[..end];
        let is_background = alt.split_whitespace().any(|word| word == "bg");
        for word in alt
            .split_whitespace()
            .filter(|word| is_ours(word, is_background))
        {
            let offset = at + (word.as_ptr() as usize - line.as_ptr() as usize);
            let end = offset + word.len();
            let place = match (
                line.as_bytes().get(end - at),
                body.text.as_bytes().get(offset - 1),
            ) {
                (Some(b' '), _) => offset..end + 1,
                (_, Some(b' ')) => offset - 1..end,
                _ => offset..end,
            };
            writer.edits.replace(place, "");
            writer.lost(
                offset..offset + word.len(),
                word,
                "images are as large as their place, and shown as they are",
            );
        }
        at += end;
    }
}

fn is_ours(word: &str, is_background: bool) -> bool {
    let filter = ["blur", "grayscale", "sepia"].contains(&word) && is_background;
    filter
        || word
            .split_once(':')
            .is_some_and(|(key, value)| KEYS.contains(&key) && !value.is_empty())
}
