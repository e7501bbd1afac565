//! When something comes: `+1`, `3`, `[2,4]`.

/// A click, as it is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// So many behind the clicks that were counted.
    Relative(i64),
    /// The click of a number.
    Absolute(i64),
    /// From one click up to another one, each relative where its flag says so.
    Between((bool, i64), (bool, i64)),
    /// No click: it is there from the beginning.
    Never,
}

/// Steps beyond this number are none.
pub(super) const MOST: i64 = 999;

impl At {
    /// Reads the value of a directive or of `at`. `None` where it is something that only a program
    /// could find out.
    pub(super) fn read(value: Option<&str>) -> Option<Self> {
        let value = bare(value.unwrap_or_default());
        if let Some(inside) = value
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'))
        {
            let (first, last) = inside.split_once(',')?;
            return Some(Self::Between(single(first)?, single(last)?));
        }
        if value.starts_with('{') {
            // Options of `v-mark`: `{ at: 5, color: 'red' }`.
            let at = value
                .split_once("at:")
                .map(|(_, rest)| rest.split([',', '}']).next().unwrap_or_default());
            return Self::read(at);
        }
        match value {
            "" | "true" => Some(Self::Relative(1)),
            "false" => Some(Self::Never),
            value => single(value).map(|(is_relative, number)| {
                if is_relative {
                    Self::Relative(number)
                } else {
                    Self::Absolute(number)
                }
            }),
        }
    }
}

/// A value without the quotes in it: `'+1'`.
fn bare(value: &str) -> &str {
    value.trim().trim_matches(['\'', '"', '`']).trim()
}

/// One click: whether it is relative, and its number.
fn single(value: &str) -> Option<(bool, i64)> {
    let value = bare(value);
    let whole = value.split('.').next().unwrap_or_default();
    let number: i64 = whole.trim_start_matches('+').parse().ok()?;
    let number = number.clamp(-MOST, MOST);
    let is_relative = value.starts_with(['+', '-']);
    Some((
        is_relative,
        if is_relative { number } else { number.max(1) },
    ))
}

#[cfg(test)]
mod tests {
    use super::At;

    #[test]
    fn clicks_are_read_as_the_tool_reads_them() {
        for (value, at) in [
            ("", Some(At::Relative(1))),
            ("'+2'", Some(At::Relative(2))),
            ("3", Some(At::Absolute(3))),
            ("0", Some(At::Absolute(1))),
            ("'-1'", Some(At::Relative(-1))),
            ("[2, '+1']", Some(At::Between((false, 2), (true, 1)))),
            ("{ at: 5, color: '#234' }", Some(At::Absolute(5))),
            ("{ color: 'red' }", Some(At::Relative(1))),
            ("false", Some(At::Never)),
            ("props.at", None),
            ("1000000000", Some(At::Absolute(999))),
        ] {
            assert_eq!(At::read(Some(value)), at, "{value}");
        }
        assert_eq!(At::read(None), Some(At::Relative(1)));
    }
}
