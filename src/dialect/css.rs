//! The few values of style sheets that decks of other tools have: colours, and the first colour of a
//! gradient. Knows no tool.

use std::str::FromStr;

/// A colour as red, green and blue; `None` for what is none, and for one that nobody sees.
pub(super) fn colour(value: &str) -> Option<[u8; 3]> {
    let colour = svgtypes::Color::from_str(value.trim()).ok()?;
    (colour.alpha > 0).then_some([colour.red, colour.green, colour.blue])
}

/// Whether a value is a gradient.
pub(super) fn is_gradient(value: &str) -> bool {
    value.contains("-gradient(")
}

/// The first colour of a gradient, as it is written: `linear-gradient(to right, #123, rgb(1, 2, 3))`.
pub(super) fn gradient_colour(value: &str) -> Option<&str> {
    let (_, inside) = value.split_once("-gradient(")?;
    let mut start = 0;
    let mut depth = 0_usize;
    for (at, byte) in inside.bytes().enumerate() {
        let ends = match byte {
            b'(' => {
                depth += 1;
                false
            }
            b')' if depth > 0 => {
                depth -= 1;
                false
            }
            b')' | b',' => depth == 0,
            _ => false,
        };
        if !ends {
            continue;
        }
        if let Some(found) = stop_colour(inside.get(start..at)?) {
            return Some(found);
        }
        if byte == b')' {
            return None;
        }
        start = at + 1;
    }
    None
}

/// The colour of a stop, which its place may follow: `#123 40%`.
fn stop_colour(stop: &str) -> Option<&str> {
    let stop = stop.trim();
    let end = stop
        .rfind(')')
        .map(|at| at + 1)
        .or_else(|| stop.find(char::is_whitespace));
    let written = stop.get(..end.unwrap_or(stop.len()))?;
    colour(written).map(|_| written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read() {
        assert_eq!(colour("#123"), Some([0x11, 0x22, 0x33]));
        assert_eq!(colour(" white "), Some([255; 3]));
        assert_eq!(
            [colour("transparent"), colour("none"), colour("a.jpg")],
            [None; 3]
        );
    }

    #[test]
    fn a_gradient_gives_its_first_colour() {
        for (value, first) in [
            (
                "linear-gradient(to bottom, #67b8e3, #0288d1)",
                Some("#67b8e3"),
            ),
            (
                "radial-gradient(circle, rgb(1, 2, 3) 20%, red)",
                Some("rgb(1, 2, 3)"),
            ),
            ("linear-gradient(red 10%,blue)", Some("red")),
            ("linear-gradient(45deg, var(--a), teal", None),
            ("linear-gradient()", None),
            ("url(a.png)", None),
        ] {
            assert_eq!(gradient_colour(value), first, "{value}");
        }
    }
}
