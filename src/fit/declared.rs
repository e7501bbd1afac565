//! What the `style` of an element says of the room that it takes.

use crate::html::tree::Element;
use crate::markdown::{AuthorStyle, Body, Slot};

/// What an element's own declarations say.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub(super) struct Declared {
    /// The size of its text against that around it.
    pub(super) size: Option<f32>,
    /// The distance of its lines, in em.
    pub(super) line: Option<f32>,
    pub(super) is_bold: bool,
    pub(super) is_italic: bool,
    /// How many columns its content runs in.
    pub(super) columns: Option<usize>,
    /// Whether it takes no room: it stands over the slide, or is not shown.
    pub(super) is_over: bool,
}

impl Declared {
    pub(super) fn of(body: &Body, element: &Element<'_, Slot>) -> Self {
        let node = element.node();
        let mut slots = body.content.slots_in(node..node + 1);
        let style = slots.find_map(|(_, slot)| match slot {
            Slot::Style(at) => body.styles.get(*at),
            _ => None,
        });
        let mut declared = match style {
            Some(AuthorStyle::Element { declarations, .. }) => Self::read(declarations),
            _ => Self::default(),
        };
        declared.is_over |= element.has_class("pinned");
        declared
    }

    /// The size of its text, in a text of a size. Sizes in sizes multiply: they have bounds.
    pub(super) fn size_within(&self, around: f32) -> f32 {
        self.size
            .map_or(around, |size| (around * size).clamp(0.01, 100.0))
    }

    fn read(declarations: &str) -> Self {
        let mut declared = Self::default();
        let pairs = declarations.split(';').filter_map(|it| it.split_once(':'));
        for (name, value) in pairs.map(|(name, value)| (name.trim(), value.trim())) {
            match name {
                "font-size" => declared.size = part(value),
                "line-height" => {
                    declared.line = value.parse().ok().filter(|number| is_usual(*number));
                }
                "font-weight" => {
                    declared.is_bold =
                        value == "bold" || value.parse().is_ok_and(|it: u32| it > 500);
                }
                "column-count" => {
                    declared.columns = value.parse().ok().filter(|count| (2..=12).contains(count));
                }
                "font-style" => declared.is_italic = value == "italic",
                "position" => declared.is_over |= matches!(value, "absolute" | "fixed"),
                "display" => declared.is_over |= value == "none",
                _ => {}
            }
        }
        declared
    }
}

/// A part of the text around: `1.2em`, `80%`.
fn part(value: &str) -> Option<f32> {
    let number = |unit| value.strip_suffix(unit)?.parse::<f32>().ok();
    let percent = || number("%").map(|percent| percent / 100.0);
    let is_of_root = value.ends_with("rem");
    number("em")
        .filter(|_| !is_of_root)
        .or_else(percent)
        .filter(|number| is_usual(*number))
}

/// Whether a number can be that of a text.
fn is_usual(number: f32) -> bool {
    (0.1..=20.0).contains(&number)
}

#[cfg(test)]
mod tests {
    use super::Declared;

    #[test]
    fn sizes_within_sizes_stay_within_bounds() {
        let declared = Declared::read("font-size: 20em");
        let size = (0..200).fold(1.0, |size, _| declared.size_within(size));
        assert!((size - 100.0).abs() < f32::EPSILON);
        let plain = Declared::default().size_within(0.5);
        assert!((plain - 0.5).abs() < f32::EPSILON);
    }

    #[test]
    fn declarations_that_take_room_are_read() {
        assert_eq!(
            Declared::read("font-size: .8em; line-height:1.38;font-weight:700; color: red"),
            Declared {
                size: Some(0.8),
                line: Some(1.38),
                is_bold: true,
                ..Declared::default()
            }
        );
        for text in [
            "font-size:2rem",
            "font-size:-1em",
            "font-size:12px",
            "x",
            "line-height:NaN",
        ] {
            assert_eq!(Declared::read(text), Declared::default(), "{text}");
        }
        assert!(Declared::read("position:absolute;top:0").is_over);
        assert!(Declared::read("display: none; position: relative").is_over);
    }
}
