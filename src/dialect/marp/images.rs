//! Marp's words in the alternative text of an image: sizes, which become attributes, and filters.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::DIALECT;

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

/// An image in the text, by its alternative text.
struct WrittenImage<'t> {
    /// Where its text begins.
    start: usize,
    alt: &'t str,
    is_background: bool,
    /// Where it ends in its line, behind the address; `None` for a background, and where the
    /// address stands elsewhere.
    end: Option<usize>,
}

impl<'t> WrittenImage<'t> {
    /// Every image of a body, in order.
    fn all<'b>(body: &'b DeckBody<'t>) -> impl Iterator<Item = Self> + use<'b, 't> {
        let starts = body.text.match_indices("![").map(|(start, _)| start);
        starts.filter_map(|start| Self::at(body, start))
    }

    fn at(body: &DeckBody<'t>, start: usize) -> Option<Self> {
        let at = start + "![".len();
        let line = body.text.get(at..body.line_end(at, false))?;
        let length = line.bytes().take(LONGEST).position(|byte| byte == b']')?;
        let is_text = !body.is_apart(start) && !body.is_comment(start);
        let alt = line.get(..length).filter(|_| is_text)?;
        let is_background = alt.split_whitespace().any(|word| word == "bg");
        let end = image_end(line, length).filter(|_| !is_background);
        Some(Self {
            start: at,
            alt,
            is_background,
            end: end.map(|end| at + end),
        })
    }

    /// Marp's words in its text, with their places.
    fn words(&self) -> impl Iterator<Item = (&'t str, Range<usize>)> {
        let (alt, start, is_background) = (self.alt, self.start, self.is_background);
        let words = alt.split_whitespace();
        words
            .filter(move |word| is_ours(word, is_background))
            .map(move |word| {
                let offset = start + (word.as_ptr() as usize - alt.as_ptr() as usize);
                (word, offset..offset + word.len())
            })
    }
}

/// Takes the words out of the alternative text; sizes go into braces behind the image.
pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for image in WrittenImage::all(body) {
        let mut sizes: Vec<String> = Vec::new();
        for (word, place) in image.words() {
            let byte = |at: usize| body.text.as_bytes().get(at);
            let with_space = match (byte(place.end), byte(place.start - 1)) {
                (Some(b' '), _) => place.start..place.end + 1,
                (_, Some(b' ')) => place.start - 1..place.end,
                _ => place.clone(),
            };
            writer.edits.replace(with_space, "");
            match size(word).filter(|_| image.end.is_some()) {
                Some(size) => sizes.push(size),
                None => writer.lost(place, word, LOST),
            }
        }
        if let Some(end) = image.end.filter(|_| !sizes.is_empty()) {
            let braces = format!("{{{}}}", sizes.join(" "));
            let text = image.start..image.start + image.alt.len();
            writer.edits.close(end, braces, text);
        }
    }
}

/// Reports the words in a deck of the native form, which reads them as what a picture shows.
pub(super) fn report(writer: &mut DeckRewriter, body: &DeckBody<'_>) {
    for image in WrittenImage::all(body) {
        for (word, place) in image.words() {
            let hint = match size(word).filter(|_| image.end.is_some()) {
                Some(size) => format!("write it behind the address: `![…](…){{{size}}}`"),
                None => LOST.to_owned(),
            };
            writer.without_effect(place, (word, DIALECT.tool), hint);
        }
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
