//! Lengths as style sheets have them. Knows neither tools nor what has the length.

/// The units that depend on no font, in pixels, as CSS counts them (CSS Values 4, section 6.2).
const UNITS: [(&str, f64); 6] = [
    ("px", 1.0),
    ("in", 96.0),
    ("cm", 96.0 / 2.54),
    ("mm", 9.6 / 2.54),
    ("pc", 16.0),
    ("pt", 96.0 / 72.0),
];

/// The number of a length, and how many pixels its unit has. `of_font` are the units that depend on
/// the tool's fonts. A number alone counts pixels; a unit that is none of these stays in the number.
pub(super) fn parts<'t>(text: &'t str, of_font: &[(&str, f64)]) -> (&'t str, f64) {
    let units = of_font.iter().chain(&UNITS);
    let mut found = units.filter_map(|(unit, pixels)| Some((text.strip_suffix(unit)?, *pixels)));
    let (number, pixels) = found.next().unwrap_or((text, 1.0));
    (number.trim_end(), pixels)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn lengths_are_numbers_with_units() {
        let of_font = [("rem", 16.0), ("em", 42.0)];
        for (text, number, pixels) in [
            ("2in", "2", 96.0),
            ("3 px", "3", 1.0),
            ("1.5rem", "1.5", 16.0),
            ("2em", "2", 42.0),
            ("300", "300", 1.0),
            ("5vw", "5vw", 1.0),
        ] {
            let (found, of_unit) = parts(text, &of_font);
            assert_eq!(found, number, "{text}");
            assert!((of_unit - pixels).abs() < f64::EPSILON, "{text}");
        }
    }
}
