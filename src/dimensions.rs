//! The size of an image in pixels, read from the first bytes of its file.

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

/// How much of a file is enough for nearly all images (a JPEG's size stands behind its metadata).
pub const HEAD: usize = 64 * 1024;

/// Whether a file of this extension is an image that Lutrin can measure.
#[must_use]
pub fn is_image(extension: &str) -> bool {
    matches!(
        extension,
        "png" | "jpg" | "jpeg" | "gif" | "webp" | "avif" | "svg"
    )
}

/// Width and height; `None` when the bytes do not say.
#[must_use]
pub fn measure(extension: &str, bytes: &[u8]) -> Option<(u32, u32)> {
    if extension == "svg" {
        return measure_svg(bytes);
    }
    let size = imagesize::blob_size(bytes)
        .ok()
        .filter(|size| size.width > 0 && size.height > 0)?;
    Some((
        u32::try_from(size.width).ok()?,
        u32::try_from(size.height).ok()?,
    ))
}

/// An SVG's `width` and `height` in pixels, else the size of its `viewBox`.
fn measure_svg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut reader = Reader::from_reader(bytes);
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return (tag.local_name().as_ref() == b"svg").then(|| svg_size(&tag))?;
            }
            Event::Eof => return None,
            _ => buffer.clear(),
        }
    }
}

fn svg_size(tag: &BytesStart<'_>) -> Option<(u32, u32)> {
    let attribute = |name: &str| {
        let attribute = tag.try_get_attribute(name).ok()??;
        String::from_utf8(attribute.value.into_owned()).ok()
    };
    let length = |name: &str| pixels(attribute(name)?.trim().trim_end_matches("px"));
    if let (Some(width), Some(height)) = (length("width"), length("height")) {
        return Some((width, height));
    }
    let view_box = attribute("viewBox")?;
    let mut numbers = view_box
        .split([' ', ','])
        .filter(|number| !number.is_empty())
        .skip(2);
    Some((pixels(numbers.next()?)?, pixels(numbers.next()?)?))
}

/// A length without a unit, rounded. Lengths in other units depend on the page, so say nothing.
fn pixels(text: &str) -> Option<u32> {
    let length: f64 = text.parse().ok()?;
    // Bounded just before, so the conversion cannot lose anything but the fraction.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (1.0..=100_000.0)
        .contains(&length)
        .then(|| length.round() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn svg_sizes_come_from_attributes_then_the_view_box() {
        for (svg, size) in [
            ("<svg width='40' height=\"30px\"/>", Some((40, 30))),
            (
                "<?xml version='1.0'?><!-- a --><svg viewBox='0 0 400 220.4'><rect width='3'/></svg>",
                Some((400, 220)),
            ),
            (
                "<svg width='100%' height='50%' viewBox='0,0,8,6'/>",
                Some((8, 6)),
            ),
            ("<svg/>", None),
            ("<html><svg width='1' height='1'/></html>", None),
            ("", None),
        ] {
            assert_eq!(measure("svg", svg.as_bytes()), size, "{svg}");
        }
    }
}
