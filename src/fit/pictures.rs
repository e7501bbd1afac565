//! Reads pictures, films and drawings: how large they are by themselves, and how wide their author
//! wants them.

use super::blocks::{Picture, Share};
use super::reading::Reader;
use super::sizes;
use crate::html::tree::Element;
use crate::markdown::{AuthorStyle, Image, Slot, Width};

/// How large a picture is taken to be of which nothing is known, in pixels.
const UNKNOWN: (f32, f32) = (400.0, 300.0);

/// How much of a slide's width there is between its margins.
const BODY: f32 = 1.0 - 2.0 * sizes::BESIDE / sizes::ACROSS;

impl Reader<'_> {
    pub(super) fn picture(&self, element: &Element<'_, Slot>) -> Picture {
        let (image, style) = self.said(element);
        let written = attribute(element, "width").zip(attribute(element, "height"));
        let natural = written.or_else(|| {
            let (width, height) = (self.dimensions)(image?)?;
            Some((pixels(width), pixels(height)))
        });
        let mut picture = Picture {
            natural,
            share: image.and_then(|image| asked(image, natural)),
            shrinks: true,
            ..Picture::default()
        };
        if let Some(css) = style {
            sized(&mut picture, css);
        }
        picture
    }

    /// A drawing has the shape of its view, and takes the width that there is where it says none; a
    /// film is as wide as one of the site.
    pub(super) fn film_or_drawing(&self, element: &Element<'_, Slot>) -> Picture {
        let mut picture = Picture {
            natural: Some((16.0, 9.0)),
            is_wide: true,
            shrinks: element.is("video") || element.is("canvas"),
            ..Picture::default()
        };
        if element.is("svg") {
            picture.natural = view(element).or(picture.natural);
            picture.share = Some(Share::OfRoom(1.0));
            picture.shrinks = true;
        }
        if let (_, Some(css)) = self.said(element) {
            sized(&mut picture, css);
        }
        picture
    }

    /// The image that an element shows, and what its author says of its style.
    fn said(&self, element: &Element<'_, Slot>) -> (Option<&Image>, Option<&str>) {
        let node = element.node();
        let (mut image, mut style) = (None, None);
        for (_, slot) in self.body.content.slots_in(node..node + 1) {
            match slot {
                Slot::Image(at) | Slot::ImageAddress(at) if image.is_none() => {
                    image = self.body.images.get(*at);
                }
                Slot::Style(at) => {
                    if let Some(AuthorStyle::Element { css, .. }) = self.body.styles.get(*at) {
                        style = Some(css.as_str());
                    }
                }
                _ => {}
            }
        }
        (image, style)
    }
}

/// Gives a picture the size that its style says. Its author's size does not give way.
fn sized(picture: &mut Picture, css: &str) {
    picture.shrinks = false;
    picture.most_width = length(css, "max-width");
    picture.most_height = length(css, "max-height");
    let (width, height) = (length(css, "width"), length(css, "height"));
    match (width, height) {
        (Some(Share::OfSlide(wide)), Some(Share::OfSlide(high))) => {
            picture.natural = Some((wide, high));
            picture.share = width;
        }
        (Some(Share::OfRoom(wide)), Some(Share::OfSlide(high))) => {
            picture.natural = Some((wide * BODY, high));
            picture.share = width;
        }
        (Some(_), _) => picture.share = width,
        (None, Some(Share::OfSlide(high))) => {
            let (wide, natural) = picture.natural.unwrap_or(UNKNOWN);
            picture.share = Some(Share::OfSlide(high * wide / natural.max(f32::EPSILON)));
        }
        _ => {}
    }
}

/// The length of a property, as declarations of slides have it: pixels are shares of the slide.
fn length(css: &str, property: &str) -> Option<Share> {
    let declarations = css.split(';').filter_map(|line| line.split_once(':'));
    let mut named = declarations.filter(|(name, _)| name.trim().eq_ignore_ascii_case(property));
    let (_, value) = named.next_back()?;
    let value = value.trim();
    if let Some(percent) = value.strip_suffix('%') {
        return Some(Share::OfRoom(percent.trim().parse::<f32>().ok()? / 100.0));
    }
    let inner = value.strip_prefix("calc(")?.strip_suffix(')')?;
    let (length, across) = inner.split_once("* 100cqw /")?;
    let length: f32 = length.trim().parse().ok()?;
    let across: f32 = across.trim().parse().ok()?;
    Some(Share::OfSlide(length / across.max(1.0)))
}

/// The width and height of what a drawing shows.
fn view(element: &Element<'_, Slot>) -> Option<(f32, f32)> {
    let written = element.attribute("viewbox")?;
    let mut numbers = written
        .split([' ', ',', '\n'])
        .filter(|number| !number.is_empty())
        .map(|number| number.parse::<f32>().ok());
    let (width, height) = (numbers.nth(2)??, numbers.next()??);
    (width > 0.0 && height > 0.0).then_some((width, height))
}

/// A length in pixels that an attribute gives.
fn attribute(element: &Element<'_, Slot>, name: &str) -> Option<f32> {
    let written = element.attribute(name)?;
    written.trim_end_matches("px").parse().ok()
}

/// The width that an author asks for in Markdown; pixels are those of a slide of 1,280 across.
fn asked(image: &Image, natural: Option<(f32, f32)>) -> Option<Share> {
    let of_slide = |pixels: f32| Share::OfSlide((pixels / 1280.0).min(1.0));
    match (image.asked.width, image.asked.height) {
        (Some(Width::Percent(percent)), _) => Some(Share::OfRoom(f32::from(percent) / 100.0)),
        (Some(Width::Pixels(width)), _) => Some(of_slide(pixels(width))),
        (None, Some(height)) => {
            natural.map(|(w, h)| of_slide(pixels(height) * w / h.max(f32::EPSILON)))
        }
        (None, None) => None,
    }
}

fn pixels(number: u32) -> f32 {
    f32::from(u16::try_from(number).unwrap_or(u16::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_say_how_wide_pictures_are() {
        let css = "width:calc(98 * 100cqw / 980);height: 50%; min-width: 3px";
        assert_eq!(length(css, "width"), Some(Share::OfSlide(0.1)));
        assert_eq!(length(css, "height"), Some(Share::OfRoom(0.5)));
        assert_eq!(length("width: 3em", "width"), None);
        assert_eq!(length("border: 0", "width"), None);
        let mut picture = Picture {
            natural: Some((400.0, 200.0)),
            shrinks: true,
            ..Picture::default()
        };
        sized(
            &mut picture,
            "height:calc(245 * 100cqw / 980);max-width:40%",
        );
        assert_eq!(picture.most_width, Some(Share::OfRoom(0.4)));
        assert_eq!(picture.share, Some(Share::OfSlide(0.5)));
        assert!(!picture.shrinks);
    }
}
