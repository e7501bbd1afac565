//! The candidates of a `srcset` attribute.

use std::ops::Range;

/// The addresses in a value, each with its range, in order: `a.png 1x, b.png 2x` has two. As the
/// HTML standard splits them: an address ends at white space, and commas at its end part
/// candidates.
pub fn addresses(value: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = value.get(at..)?;
        let skipped = rest.find(|c: char| !c.is_ascii_whitespace() && c != ',')?;
        let start = at + skipped;
        let length = value[start..]
            .find(|c: char| c.is_ascii_whitespace())
            .unwrap_or(value.len() - start);
        let written = &value[start..start + length];
        let address = written.trim_end_matches(',');
        at = if address.len() < written.len() {
            start + length
        } else {
            let descriptor = &value[start + length..];
            descriptor
                .find(',')
                .map_or(value.len(), |comma| start + length + comma)
        };
        Some(start..start + address.len())
    })
}

#[cfg(test)]
mod tests {
    use super::addresses;

    #[test]
    fn candidates_are_parted_as_browsers_part_them() {
        let found = |value: &str| {
            addresses(value)
                .map(|range| value[range].to_owned())
                .collect::<Vec<_>>()
        };
        assert_eq!(found("/a.png 1x, b.png 640w"), ["/a.png", "b.png"]);
        assert_eq!(found(" a,b.png ,\n c.png 2x ,"), ["a,b.png", "c.png"]);
        assert_eq!(found("a.png, b.png"), ["a.png", "b.png"]);
        assert_eq!(
            found("data:image/png;base64,xx 1x, é.png"),
            ["data:image/png;base64,xx", "é.png"]
        );
        assert_eq!(found(" , "), [] as [&str; 0]);
    }
}
