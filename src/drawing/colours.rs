//! The colours of a drawing for a light and for a dark ground.
//!
//! Black becomes the colour of the text around, white its ground. Any other colour stands for two:
//! itself, and one of the same hue whose lightness is turned round.

use std::fmt::Write;
use std::str::FromStr;

use svgtypes::Color;

/// The ground of the page or the slide, which the theme says.
const GROUND: &str = "var(--drawing-ground, Canvas)";

/// Properties whose values are colours.
pub(super) fn is_coloured(property: &str) -> bool {
    matches!(
        property,
        "fill"
            | "stroke"
            | "color"
            | "background"
            | "background-color"
            | "stop-color"
            | "flood-color"
            | "lighting-color"
            | "border"
            | "border-color"
            | "outline"
    )
}

/// A value of such a property in colours for both grounds. What is no colour stays.
pub(super) fn for_both(value: &str) -> String {
    let mut out = String::with_capacity(value.len() * 2);
    let mut rest = value;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphabetic() || c == '#') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let length = word(from);
        let (written, after) = from.split_at(length);
        match Color::from_str(written) {
            Ok(colour) if !is_part(before) => out.push_str(&both(written, colour)),
            _ => out.push_str(written),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Whether what follows belongs to a number or a name: `1em`, `--red`.
fn is_part(before: &str) -> bool {
    before.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '_' | '.' | '%'))
}

/// How long a word is, with its brackets where it is a function.
fn word(text: &str) -> usize {
    let ends = |c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    let end = text[1..].find(ends).map_or(text.len(), |end| end + 1);
    if text[end..].starts_with('(') {
        text[end..]
            .find(')')
            .map_or(text.len(), |close| end + close + 1)
    } else {
        end
    }
}

fn both(written: &str, colour: Color) -> String {
    if colour.alpha < 255 {
        return if colour.alpha == 0 {
            written.to_owned()
        } else {
            let dark = hex(turned(colour));
            format!("light-dark({written}, {dark}{:02x})", colour.alpha)
        };
    }
    match [colour.red, colour.green, colour.blue] {
        [0, 0, 0] => "currentColor".to_owned(),
        [255, 255, 255] => GROUND.to_owned(),
        _ => format!("light-dark({written}, {})", hex(turned(colour))),
    }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    let mut out = String::with_capacity(7);
    // Writing to a `String` cannot fail.
    let _ = write!(out, "#{red:02x}{green:02x}{blue:02x}");
    out
}

/// A colour with its lightness turned round, as HSL has it: white becomes nearly black.
fn turned(colour: Color) -> [u8; 3] {
    let channels = [colour.red, colour.green, colour.blue].map(i32::from);
    let high = channels.into_iter().fold(0, i32::max);
    let low = channels.into_iter().fold(255, i32::min);
    // Twice the lightness, so that it is a whole number: from 0 to 510.
    let light = high + low;
    let reach = |light: i32| 510 - (2 * light - 510).abs();
    let wanted = (47_940 - 84 * light) / 100;
    channels.map(|channel| {
        let from_middle = 2 * channel - light;
        let stretched = from_middle * reach(wanted) / reach(light).max(1);
        let value = (wanted + stretched).clamp(0, 510) / 2;
        u8::try_from(value).unwrap_or(u8::MAX)
    })
}

#[cfg(test)]
mod tests {
    use super::for_both;

    #[test]
    fn colours_stand_for_two_and_the_rest_stays() {
        for (value, expected) in [
            ("black", "currentColor"),
            ("#fff", "var(--drawing-ground, Canvas)"),
            ("none", "none"),
            ("transparent", "transparent"),
            ("url(#red)", "url(#red)"),
            (
                "1px solid #000000 !important",
                "1px solid currentColor !important",
            ),
            ("#ECECFF", "light-dark(#ECECFF, #000042)"),
            ("rgb(0,0,255)", "light-dark(rgb(0,0,255), #0a0aff)"),
            ("#00000080", "light-dark(#00000080, #efefef80)"),
            ("var(--red)", "var(--red)"),
            ("1em", "1em"),
        ] {
            assert_eq!(for_both(value), expected, "{value}");
        }
    }
}
