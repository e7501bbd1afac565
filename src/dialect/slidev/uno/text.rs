//! What classes of `UnoCSS` make of text: its place, size, weight, colour and how faint it is.

use super::colours::colour;

/// The size of text on a slide of Slidev, in its pixels, and that of a heading.
const TEXT: f32 = 17.6;
const HEADING: f32 = 36.0;
/// A heading against the text, here.
const HEADING_HERE: f32 = 1.66;
/// The sizes that have names, in rem.
const SIZES: [(&str, f32); 13] = [
    ("xs", 0.75),
    ("sm", 0.875),
    ("base", 1.0),
    ("lg", 1.125),
    ("xl", 1.25),
    ("2xl", 1.5),
    ("3xl", 1.875),
    ("4xl", 2.25),
    ("5xl", 3.0),
    ("6xl", 3.75),
    ("7xl", 4.5),
    ("8xl", 6.0),
    ("9xl", 8.0),
];
const WEIGHTS: [(&str, u32); 9] = [
    ("thin", 100),
    ("extralight", 200),
    ("light", 300),
    ("normal", 400),
    ("medium", 500),
    ("semibold", 600),
    ("bold", 700),
    ("extrabold", 800),
    ("black", 900),
];
/// Classes that stand alone.
const WHOLE: [(&str, &str); 11] = [
    ("italic", "font-style:italic"),
    ("not-italic", "font-style:normal"),
    ("underline", "text-decoration:underline"),
    ("line-through", "text-decoration:line-through"),
    ("no-underline", "text-decoration:none"),
    ("uppercase", "text-transform:uppercase"),
    ("lowercase", "text-transform:lowercase"),
    ("capitalize", "text-transform:capitalize"),
    ("font-mono", "font-family:var(--deck-mono,monospace)"),
    ("whitespace-nowrap", "white-space:nowrap"),
    ("whitespace-pre", "white-space:pre"),
];

/// The declarations of a class; `None` where it says nothing of text that can be said here.
pub(super) fn declarations(class: &str) -> Option<String> {
    if let Some((_, said)) = WHOLE.iter().find(|(name, _)| *name == class) {
        return Some((*said).to_owned());
    }
    let after = |starts: &[&str]| starts.iter().find_map(|start| class.strip_prefix(start));
    if let Some(share) = after(&["opacity-", "op-"]) {
        return opacity(share);
    }
    if let Some(weight) = after(&["font-", "fw-"]) {
        return weight_of(weight);
    }
    if let Some(size) = size(class) {
        let (Size::OfSlide(part) | Size::OfAround(part)) = size;
        return Some(size_declarations(part, 1.0));
    }
    let value = after(&["text-", "c-", "color-"])?;
    let is_place = ["left", "center", "right", "justify", "start", "end"].contains(&value);
    if is_place && class.starts_with("text-") {
        return Some(format!("text-align:{value}"));
    }
    let colour = colour(value).filter(|colour| colour.is_for_text)?;
    Some(format!("color:{}", colour.css))
}

fn opacity(share: &str) -> Option<String> {
    let share = bare(share);
    let part = match share.parse::<f32>().ok()? {
        part if share.contains('.') => part,
        percent => percent / 100.0,
    };
    (0.0..=1.0)
        .contains(&part)
        .then(|| format!("opacity:{}", rounded(part)))
}

fn weight_of(weight: &str) -> Option<String> {
    let named = WEIGHTS.iter().find(|(name, _)| *name == weight);
    let number = || weight.parse().ok().filter(|it| (100..=900).contains(it));
    let weight: u32 = named.map(|(_, number)| *number).or_else(number)?;
    Some(format!("font-weight:{weight}"))
}

/// A size of text: a part of what it is on the slide, or in the element around.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Size {
    OfSlide(f32),
    OfAround(f32),
}

/// The size that a class says. Small ones are to the text, and large ones to its headings, what they
/// are in Slidev.
pub(super) fn size(class: &str) -> Option<Size> {
    let starts = ["text-size-", "font-size-", "fs-", "text-"];
    let size = bare(starts.iter().find_map(|start| class.strip_prefix(start))?);
    let number = |unit: &str, each: f32| {
        let number: f32 = size.strip_suffix(unit)?.parse().ok()?;
        (number > 0.0 && number < 100.0 * TEXT).then_some(number * each)
    };
    let named = SIZES.iter().find(|(name, _)| *name == size);
    let pixels = named
        .map(|(_, rem)| rem * 16.0)
        .or_else(|| number("rem", 16.0))
        .or_else(|| number("px", 1.0));
    let Some(pixels) = pixels else {
        return number("em", 1.0).map(Size::OfAround);
    };
    Some(Size::OfSlide(if pixels <= TEXT {
        pixels / TEXT
    } else if pixels >= HEADING {
        pixels / HEADING * HEADING_HERE
    } else {
        1.0 + (pixels - TEXT) / (HEADING - TEXT) * (HEADING_HERE - 1.0)
    }))
}

/// The declarations of a size, both against the text of the slide, in an element that has another
/// size.
pub(super) fn size_declarations(size: f32, around: f32) -> String {
    let line = if size > 1.5 { 1.2 } else { 1.38 };
    let part = rounded(size / around);
    format!("font-size:{part}em;line-height:{line}")
}

/// A value without the brackets around it.
fn bare(value: &str) -> &str {
    let inside = value.strip_prefix('[');
    inside
        .and_then(|inside| inside.strip_suffix(']'))
        .unwrap_or(value)
}

fn rounded(number: f32) -> f32 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn classes_of_text_are_declarations() {
        for (class, expected) in [
            ("text-center", Some("text-align:center")),
            ("font-bold", Some("font-weight:700")),
            ("fw-600", Some("font-weight:600")),
            ("opacity-50", Some("opacity:0.5")),
            ("op-[.8]", Some("opacity:0.8")),
            ("text-sm", Some("font-size:0.8em;line-height:1.38")),
            ("text-4xl", Some("font-size:1.66em;line-height:1.2")),
            ("text-[1.5em]", Some("font-size:1.5em;line-height:1.38")),
            ("text-orange-500", Some("color:#f97316")),
            ("c-teal-600", Some("color:#0d9488")),
            ("text-white", None),
            ("text-primary", None),
            ("text-NaNpx", None),
            ("opacity-500", None),
            ("c-center", None),
        ] {
            assert_eq!(declarations(class).as_deref(), expected, "{class}");
        }
    }
}
