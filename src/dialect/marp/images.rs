//! Marp's words in the alternative text of an image: sizes, which become attributes, and filters.

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

/// What is said of a word that has no equivalent.
const LOST: &str = "images take a width in pixels or percent and a height in pixels, `![…](…){width=300}`; a background is as large as its place";

/// How long the text of an image with such words may be.
const LONGEST: usize = 500;

/// Takes the words out of the alternative text; sizes go into braces behind the image.
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
        let image_end = image_end(line, end).filter(|_| !is_background);
        let mut sizes: Vec<String> = Vec::new();
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
            match size(word).filter(|_| image_end.is_some()) {
                Some(size) => sizes.push(size),
                None => writer.lost(offset..offset + word.len(), word, LOST),
            }
        }
        if let Some(image_end) = image_end.filter(|_| !sizes.is_empty()) {
            let braces = format!("{{{}}}", sizes.join(" "));
            writer.edits.close(at + image_end, braces, at..at + end);
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

/// A size as an attribute of an image: `width=300`.
fn size(word: &str) -> Option<String> {
    let (key, value) = word.split_once(':')?;
    let key = match key {
        "w" | "width" => "width",
        "h" | "height" => "height",
        _ => return None,
    };
    let is_share = value.ends_with('%') && key == "width";
    let number = value.strip_suffix("px").unwrap_or(value);
    let number = number
        .strip_suffix('%')
        .filter(|_| is_share)
        .unwrap_or(number);
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("{key}={value}"))
}

/// Where an image ends whose text ends at an offset of its line; `None` where its address stands
/// elsewhere.
fn image_end(line: &str, text_end: usize) -> Option<usize> {
    let address = line.get(text_end + 1..)?.strip_prefix('(')?;
    let mut depth = 0_usize;
    let closing = address.bytes().position(|byte| {
        match byte {
            b'(' => depth += 1,
            b')' if depth == 0 => return true,
            b')' => depth -= 1,
            _ => {}
        }
        false
    })?;
    Some(text_end + 2 + closing + 1)
}
