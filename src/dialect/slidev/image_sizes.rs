//! Classes behind a picture of Markdown that size it: `![x](a.png){.w-40}`. Images of the native form
//! take a width and a height.

use std::ops::Range;

use super::super::body::DeckBody;
use super::super::writer::DeckRewriter;
use super::DIALECT;
use super::uno;

const HINT: &str =
    "a picture of Markdown takes sizes alone: write `<img src=\"…\" alt=\"…\" class=\"…\">`";

/// The longest image with its braces, in bytes.
const LONGEST: usize = 1000;

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, shown: &Range<usize>) {
    let text = body.text.get(..shown.end).unwrap_or_default();
    for (at, _) in text.match_indices("){") {
        let start = at + "){".len();
        let near = body.near(start, LONGEST).split('\n').next();
        let inside = near.and_then(|near| near.split_once('}'));
        let Some((inside, _)) = inside.filter(|_| is_image(body, at)) else {
            continue;
        };
        let words: Vec<&str> = inside.split_ascii_whitespace().collect();
        let lost: Vec<&str> = words.iter().copied().filter(|word| is_lost(word)).collect();
        if !lost.is_empty() {
            let place = start - 1..start + inside.len() + 1;
            writer.lost(place, &lost.join(" "), HINT);
        }
        let native: Vec<String> = words.iter().map(|word| native(word)).collect();
        if native != words {
            let range = start..start + inside.len();
            writer.edits.replace(range, native.join(" "));
        }
    }
}

/// Whether the bracket at an offset ends an image.
fn is_image(body: &DeckBody<'_>, at: usize) -> bool {
    let from = body.text.floor_char_boundary(at.saturating_sub(LONGEST));
    let before = body.text.get(from.max(body.line_start(at))..at);
    let label = before.and_then(|before| before.rsplit_once("]("));
    let is_image = label.is_some_and(|(label, _)| {
        label
            .rfind('[')
            .is_some_and(|open| label[..open].ends_with('!'))
    });
    is_image && !body.is_apart(at) && !body.is_comment(at)
}

/// Whether a word of the braces is a look that a picture of Markdown cannot have.
fn is_lost(word: &str) -> bool {
    word.strip_prefix('.').is_some_and(|class| {
        uno::size(class).map_or_else(|| uno::is_lost(class), |said| pairs(&said).is_none())
    })
}

/// A word of the braces in the native form. What says no size stays.
fn native(word: &str) -> String {
    let said = word.strip_prefix('.').and_then(uno::size);
    said.and_then(|said| pairs(&said))
        .unwrap_or_else(|| word.to_owned())
}

/// Declarations as attributes: `width:160px` is `width=209` where the slide is 1280 pixels wide.
fn pairs(said: &str) -> Option<String> {
    let pair = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        let is_size = ["width", "height"].contains(&name);
        let number = |value: &str| value.parse::<f64>().ok().filter(|_| is_size);
        if let Some(share) = value.strip_suffix('%') {
            return Some(format!("{name}={:.0}%", number(share)?));
        }
        let pixels = number(value.strip_suffix("px")?)?;
        Some(format!("{name}={:.0}", DIALECT.rules.native_pixels(pixels)))
    };
    let pairs: Option<Vec<String>> = said.split(';').map(pair).collect();
    Some(pairs?.join(" "))
}

#[cfg(test)]
mod tests {
    use super::native;

    #[test]
    fn classes_that_size_a_picture_are_attributes() {
        for (word, expected) in [
            (".w-40", "width=209"),
            (".w-1/2", "width=50%"),
            (".size-12", "width=63 height=63"),
            (".max-w-md", ".max-w-md"),
            (".mx-auto", ".mx-auto"),
            ("width=40", "width=40"),
        ] {
            assert_eq!(native(word), expected);
        }
    }
}
