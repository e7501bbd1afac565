//! How large an image is shown: its natural size, or what its author asks for, as attributes that need
//! no inline style. A share of the width is an attribute that the style sheet reads.

use crate::markdown::{AskedSize, Width};
use crate::site::Dimensions;

/// How many pixels there are across a slide, for sizes that are written in pixels.
const SLIDE: u32 = 1_280;

/// The size of an image as it is shown.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct ShownSize {
    /// In pixels, for a browser that keeps its place free.
    width: Option<u32>,
    height: Option<u32>,
    /// Of what it stands in, from 1 to 100.
    percent: Option<u32>,
    /// Whether that is a share of the slide.
    is_of_slide: bool,
    /// Whether its author asks for a width in pixels.
    is_asked: bool,
}

impl ShownSize {
    /// On a page, where pixels are pixels.
    pub(super) fn on_page(asked: AskedSize, natural: Dimensions) -> Self {
        let known = |size: (u32, u32)| Self {
            width: Some(size.0),
            height: Some(size.1),
            ..Self::default()
        };
        let mut shown = natural.map(known).unwrap_or_default();
        match (asked.width, asked.height) {
            (Some(Width::Pixels(width)), height) => {
                shown.width = Some(width);
                shown.height = height.or_else(|| natural.map(|(w, h)| share(width, h, w)));
                shown.is_asked = true;
            }
            (None, Some(height)) => {
                shown.width = natural.map(|(w, h)| share(height, w, h));
                shown.height = Some(height);
                shown.is_asked = shown.width.is_some();
            }
            (Some(Width::Percent(percent)), _) => shown.percent = Some(percent.into()),
            (None, None) => {}
        }
        shown
    }

    /// On a slide, which is as large as its screen: pixels are those of a slide of 1,280 across.
    pub(super) fn on_slide(asked: AskedSize, natural: Dimensions) -> Self {
        let of_slide = |width: u32| Some(share(width, 100, SLIDE).min(100));
        let percent = match (asked.width, asked.height) {
            (Some(Width::Percent(percent)), _) => Some(percent.into()),
            (Some(Width::Pixels(width)), _) => of_slide(width),
            (None, Some(height)) => natural.and_then(|(w, h)| of_slide(share(height, w, h))),
            (None, None) => None,
        };
        Self {
            percent,
            is_of_slide: percent.is_some() && !matches!(asked.width, Some(Width::Percent(_))),
            ..Self::on_page(AskedSize::default(), natural)
        }
    }

    /// Its attributes, for an `<img>`.
    pub(super) fn attributes(&self) -> Vec<(&'static str, String)> {
        let named = [
            ("width", self.width),
            ("height", self.height),
            ("data-width", self.percent),
        ];
        let named = named.into_iter();
        named
            .filter_map(|(name, value)| Some((name, value?.to_string())))
            .chain(self.is_of_slide.then(|| ("data-of", "slide".to_owned())))
            .collect()
    }

    /// How wide it will be on the screen, for a browser that chooses among several files; `None`
    /// where that is for the theme to say.
    pub(super) fn sizes(&self) -> Option<String> {
        let width = self.width.filter(|_| self.is_asked)?;
        Some(format!("(max-width: {width}px) 100vw, {width}px"))
    }
}

/// A length times a ratio, rounded, and never nothing.
fn share(length: u32, numerator: u32, denominator: u32) -> u32 {
    let product = u64::from(length) * u64::from(numerator);
    let denominator = u64::from(denominator.max(1));
    let rounded = (product + denominator / 2) / denominator;
    u32::try_from(rounded).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NATURAL: Dimensions = Some((40, 30));

    fn on_page(width: Option<Width>, height: Option<u32>, natural: Dimensions) -> String {
        written(&ShownSize::on_page(AskedSize { width, height }, natural))
    }

    fn written(shown: &ShownSize) -> String {
        let pairs = shown.attributes().into_iter();
        let pairs: Vec<_> = pairs
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        pairs.join(" ")
    }

    #[test]
    fn one_side_follows_the_other() {
        let pixels = |width| Some(Width::Pixels(width));
        assert_eq!(on_page(None, None, NATURAL), "width=40 height=30");
        assert_eq!(on_page(pixels(300), None, NATURAL), "width=300 height=225");
        assert_eq!(on_page(None, Some(3), NATURAL), "width=4 height=3");
        assert_eq!(on_page(pixels(5), Some(7), NATURAL), "width=5 height=7");
        assert_eq!(on_page(pixels(5), None, None), "width=5");
        let half = on_page(Some(Width::Percent(50)), None, NATURAL);
        assert_eq!(half, "width=40 height=30 data-width=50");
    }

    #[test]
    fn slides_are_as_large_as_their_screen() {
        let on_slide = |width, height| {
            let asked = AskedSize { width, height };
            written(&ShownSize::on_slide(asked, Some((800, 600))))
        };
        let share = |percent: u32| format!("width=800 height=600 data-width={percent}");
        let of_whole = |percent: u32| format!("{} data-of=slide", share(percent));
        assert_eq!(on_slide(Some(Width::Pixels(320)), None), of_whole(25));
        assert_eq!(on_slide(Some(Width::Pixels(9_000)), None), of_whole(100));
        assert_eq!(on_slide(None, Some(240)), of_whole(25));
        assert_eq!(on_slide(Some(Width::Percent(33)), None), share(33));
        assert_eq!(on_slide(None, None), "width=800 height=600");
    }
}
