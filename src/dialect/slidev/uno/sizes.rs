//! Classes that size a picture: `w-80`, `h-40`, `w-1/2`, `max-w-md`, with what says how it fills
//! that size and whether it stands in the middle.

use super::pinned::{Length, length};

/// Widths that have names, in rems.
const NAMED: [(&str, f32); 11] = [
    ("xs", 20.0),
    ("sm", 24.0),
    ("md", 28.0),
    ("lg", 32.0),
    ("xl", 36.0),
    ("2xl", 42.0),
    ("3xl", 48.0),
    ("4xl", 56.0),
    ("5xl", 64.0),
    ("6xl", 72.0),
    ("7xl", 80.0),
];
/// Pixels of a rem.
const REM: f32 = 16.0;
/// What classes begin with, and the properties that they set.
const STARTS: [(&str, &[&str]); 7] = [
    ("max-w-", &["max-width"]),
    ("max-h-", &["max-height"]),
    ("min-w-", &["min-width"]),
    ("min-h-", &["min-height"]),
    ("size-", &["width", "height"]),
    ("w-", &["width"]),
    ("h-", &["height"]),
];

/// The declarations of a class of a picture; `None` where it says nothing of its size.
pub(super) fn declarations(class: &str) -> Option<String> {
    if ["mx-auto", "m-auto"].contains(&class) {
        return Some("margin-inline:auto".to_owned());
    }
    if let Some(fit) = class.strip_prefix("object-") {
        let is_fit = ["contain", "cover", "fill", "none", "scale-down"].contains(&fit);
        return is_fit.then(|| format!("object-fit:{fit};object-position:center"));
    }
    let (start, properties) = STARTS.iter().find(|(start, _)| class.starts_with(start))?;
    let value = &class[start.len()..];
    let said = properties.iter().map(|property| {
        let value = value_of(value, property.ends_with("height"))?;
        Some(format!("{property}:{value}"))
    });
    Some(said.collect::<Option<Vec<_>>>()?.join(";"))
}

/// A length as CSS has it. A share of a height that nothing gives is none.
fn value_of(value: &str, is_height: bool) -> Option<String> {
    let named = NAMED.iter().find(|(name, _)| *name == value);
    let length = match (named, value) {
        (Some((_, rems)), _) => Length::Pixels(rems * REM),
        (None, "screen") => Length::Share(100.0),
        (None, value) => length(value)?,
    };
    match length {
        Length::Pixels(pixels) if pixels > 0.0 => Some(format!("{}px", rounded(pixels))),
        Length::Share(share) if share > 0.0 && !is_height => Some(format!("{}%", rounded(share))),
        _ => None,
    }
}

fn rounded(number: f32) -> f32 {
    (number * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests {
    use super::declarations;

    #[test]
    fn classes_of_sizes_are_declarations() {
        for (class, expected) in [
            ("w-80", Some("width:320px")),
            ("h-40", Some("height:160px")),
            ("w-1/2", Some("width:50%")),
            ("w-1/3", Some("width:33.33%")),
            ("w-full", Some("width:100%")),
            ("w-[300px]", Some("width:300px")),
            ("w-60%", Some("width:60%")),
            ("w-10rem", Some("width:160px")),
            ("max-w-md", Some("max-width:448px")),
            ("max-h-80", Some("max-height:320px")),
            ("size-12", Some("width:48px;height:48px")),
            (
                "object-cover",
                Some("object-fit:cover;object-position:center"),
            ),
            ("mx-auto", Some("margin-inline:auto")),
            ("h-full", None),
            ("h-1/2", None),
            ("w-auto", None),
            ("w-0", None),
            ("wide", None),
            ("object-top", None),
            ("mt-4", None),
        ] {
            assert_eq!(declarations(class).as_deref(), expected, "{class}");
        }
    }
}
