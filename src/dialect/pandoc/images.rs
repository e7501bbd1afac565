//! Images: their attributes in Lutrin's form, and the caption of one that stands alone.

use std::ops::Range;

use super::super::body::{BlockKind, DeckBody};
use super::super::lengths;
use super::super::slide::is_name;
use super::super::writer::DeckRewriter;
use super::RULES;
use super::attributes::PandocAttributes;
use super::steps::{self, is_whole_block, native_words};

/// The units of the font, in pixels.
const OF_FONT: [(&str, f64); 2] = [("rem", 16.0), ("em", 16.0)];

/// An image as it is written.
pub(super) struct WrittenImage {
    /// Its text with the brackets, without the sign before them.
    pub(super) label: Range<usize>,
    /// Its address with the parentheses.
    pub(super) address: Range<usize>,
    /// Its attributes with the braces; empty where it has none.
    pub(super) braces: Range<usize>,
    pub(super) attributes: PandocAttributes,
}

pub(super) fn rewrite(writer: &mut DeckRewriter, body: &DeckBody<'_>, image: &WrittenImage) {
    let alt = image.label.start + 1..image.label.end - 1;
    let text = body.text.get(alt.clone()).unwrap_or_default();
    if text == "bg" || text.starts_with("bg ") {
        return;
    }
    attributes(writer, image);
    let written = &image.attributes;
    let address = body.text.get(image.address.clone()).unwrap_or_default();
    let has_title = address.ends_with("\")") || address.ends_with("')");
    let whole = is_whole_block(body, &(image.label.start - 1..image.braces.end));
    let is_figure = whole == Some(BlockKind::Paragraph);
    let caption = written.get("fig-cap").or(Some(text).filter(|_| is_figure));
    if let Some(alternative) = written.get("fig-alt").or(written.get("alt")) {
        let alternative = alternative.replace(['[', ']'], "");
        writer.edits.replace(alt, alternative);
    }
    let caption = caption
        .map(plain)
        .filter(|caption| !caption.is_empty() && !has_title);
    if let Some(caption) = caption {
        let end = image.address.end - 1;
        writer
            .edits
            .close(end, format!(" \"{caption}\""), image.label.clone());
    }
}

/// A caption as the title of an image: without markup and straight quotation marks.
fn plain(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words
        .join(" ")
        .replace('"', "”")
        .replace(['*', '`', '\\'], "")
}

fn attributes(writer: &mut DeckRewriter, image: &WrittenImage) {
    let (written, place) = (&image.attributes, &image.braces);
    if place.is_empty() {
        return;
    }
    let mut words: Vec<String> = Vec::new();
    words.extend(
        written
            .id
            .iter()
            .filter(|id| is_name(id))
            .map(|id| format!("#{id}")),
    );
    words.extend(
        native_words(written)
            .into_iter()
            .filter(|word| word.strip_prefix('.').is_none_or(is_name)),
    );
    for (key, value) in &written.pairs {
        match key.strip_prefix("data-").unwrap_or(key) {
            "width" => words.extend(size(value, true).map(|size| format!("width={size}"))),
            "height" => words.extend(size(value, false).map(|size| format!("height={size}"))),
            "top" | "left" | "right" | "bottom" if written.has("absolute") => {
                writer.lost(
                    place.clone(),
                    key,
                    "what stands on a slide follows its text",
                );
            }
            "style" => {
                let hint = "`width` and `height` give it a size, and a class any other look";
                writer.lost(place.clone(), key, hint);
            }
            _ => {}
        }
    }
    let native = if words.is_empty() {
        String::new()
    } else {
        format!("{{{}}}", words.join(" "))
    };
    writer.edits.replace(place.clone(), native);
}

/// A size in pixels or percents; none for a unit that depends on the page.
fn size(value: &str, is_width: bool) -> Option<String> {
    let value = value.trim();
    if value.ends_with('%') {
        let share = steps::percent(value).filter(|_| is_width)?;
        return Some(format!("{share}%"));
    }
    let (digits, unit) = lengths::parts(value, &OF_FONT);
    let pixels = RULES.native_pixels(digits.parse::<f64>().ok()? * unit);
    let is_size = (1.0..10_000.0).contains(&pixels);
    is_size.then(|| format!("{pixels:.0}"))
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_pixels_or_percents() {
        let width = |value| size(value, true).unwrap_or_default();
        assert_eq!(width("300px"), "366");
        assert_eq!(width("2in"), "234");
        assert_eq!(width("33.4%"), "33%");
        assert_eq!(width("auto"), "");
        assert_eq!(size("50%", false), None);
    }
}
