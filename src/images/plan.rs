//! The widths of an image: first those worth trying, then, as a plan, those worth keeping.

use std::fmt;

use super::Shape;
use crate::raster::Format;

/// The variants of an image that are worth keeping.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    /// Ascending by width.
    pub variants: Vec<Variant>,
    /// Why there are none, when the image cannot be decoded.
    pub failure: Option<String>,
}

/// A smaller form of an image, as WebP.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variant {
    /// In pixels.
    pub width: u32,
    /// In pixels.
    pub height: u32,
    /// In bytes.
    pub length: u64,
}

/// The plan as it is cached: a line for each variant.
impl fmt::Display for Plan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(failure) = &self.failure {
            writeln!(f, "! {}", failure.replace('\n', " "))?;
        }
        self.variants
            .iter()
            .try_for_each(|v| writeln!(f, "{} {} {}", v.width, v.height, v.length))
    }
}

impl Plan {
    /// Reads what [`fmt::Display`] writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut plan = Self::default();
        for line in text.lines() {
            if let Some(failure) = line.strip_prefix("! ") {
                plan.failure = Some(failure.to_owned());
                continue;
            }
            let mut words = line.split(' ');
            let (width, height) = (words.next()?.parse().ok()?, words.next()?.parse().ok()?);
            plan.variants.push(Variant {
                width,
                height,
                length: words.next()?.parse().ok()?,
            });
        }
        Some(plan)
    }
}

/// How wide an image may be to be offered in its full width: hardly wider than the widest step.
pub(super) fn reach(steps: &[u32]) -> u32 {
    steps.last().map_or(0, |widest| widest + widest / 7)
}

/// The widths to try: the steps that are clearly narrower than the image, and its full width where no
/// step is as wide. An image that is WebP already is not made again in its full width.
pub(super) fn widths(full: u32, steps: &[u32], format: Format) -> Vec<u32> {
    let narrower = steps.iter().copied().filter(|step| step + step / 7 <= full);
    let whole = (full <= reach(steps) && format != Format::WebP).then_some(full);
    let mut widths: Vec<u32> = narrower.chain(whole).collect();
    widths.dedup();
    widths
}

/// The sides of the squares to try: those that the image has the pixels for.
pub(super) fn squares((width, height): (u32, u32), steps: &[u32]) -> Vec<u32> {
    steps
        .iter()
        .copied()
        .filter(|side| *side <= width.min(height))
        .collect()
}

/// The height that belongs to a width.
pub(super) fn height((width, height): (u32, u32), shape: Shape, wanted: u32) -> u32 {
    match shape {
        Shape::Square => wanted,
        Shape::Whole => {
            let (width, height, wanted) = (u64::from(width), u64::from(height), u64::from(wanted));
            u32::try_from((wanted * height + width / 2) / width)
                .unwrap_or(u32::MAX)
                .max(1)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_clearly_apart_and_never_wider_than_the_image() {
        let steps = &[480, 768, 1080, 1600, 2200];
        for (full, expected) in [
            (100, &[100][..]),
            (480, &[480]),
            (500, &[500]),
            (600, &[480, 600]),
            (1200, &[480, 768, 1200]),
            (1240, &[480, 768, 1080, 1240]),
            (2200, &[480, 768, 1080, 1600, 2200]),
            (2500, &[480, 768, 1080, 1600, 2500]),
            (4000, &[480, 768, 1080, 1600, 2200]),
        ] {
            assert_eq!(widths(full, steps, Format::Jpeg), expected, "{full}");
        }
        assert_eq!(widths(1200, steps, Format::WebP), [480, 768]);
        assert_eq!(widths(1200, &[600], Format::Png), [600]);
        assert_eq!(squares((200, 100), &[96, 192]), [96]);
    }

    #[test]
    fn heights_keep_the_proportions() {
        assert_eq!(height((4000, 3000), Shape::Whole, 768), 576);
        assert_eq!(height((1200, 630), Shape::Whole, 480), 252);
        assert_eq!(height((5000, 1), Shape::Whole, 480), 1);
        assert_eq!(height((4000, 3000), Shape::Square, 96), 96);
    }

    #[test]
    fn plans_come_back() {
        let variant = |width| Variant {
            width,
            height: width / 2,
            length: 10,
        };
        for plan in [
            Plan::default(),
            Plan {
                variants: vec![variant(480), variant(768)],
                failure: None,
            },
            Plan {
                variants: Vec::new(),
                failure: Some("it ends too early".to_owned()),
            },
        ] {
            assert_eq!(Plan::parse(&plan.to_string()), Some(plan));
        }
        assert_eq!(Plan::parse("480 x 3\n"), None);
    }
}
