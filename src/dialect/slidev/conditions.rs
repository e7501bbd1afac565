//! What readers see of something with a condition of Vue: `v-if="$slidev.nav.isPresenter"`.
//!
//! Readers look at slides, and never at the speaker's view. What depends on anything else, such as
//! variables of a script, cannot be known.

/// Whether something holds for readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Truth {
    No,
    Unknown,
    Yes,
}

/// The longest condition that is read.
const LONGEST: usize = 500;

impl Truth {
    fn of(is_so: bool) -> Self {
        if is_so { Self::Yes } else { Self::No }
    }

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }

    fn rank(self) -> u8 {
        self as u8
    }
}

/// Whether a condition holds for readers.
pub(super) fn truth(condition: &str) -> Truth {
    let text = condition.trim();
    if text.len() > LONGEST {
        return for_speaker(text);
    }
    let either = split(text, "||");
    if either.len() > 1 {
        let truths = either.into_iter().map(truth);
        return truths.max_by_key(|truth| truth.rank()).unwrap_or(Truth::No);
    }
    let both = split(text, "&&");
    if both.len() > 1 {
        let truths = both.into_iter().map(truth);
        return truths.min_by_key(|truth| truth.rank()).unwrap_or(Truth::No);
    }
    for (sign, is_equal) in [("!==", false), ("===", true), ("!=", false), ("==", true)] {
        if let [one, other] = split(text, sign).as_slice() {
            let same = same(one.trim(), other.trim());
            return if is_equal { same } else { same.not() };
        }
    }
    if let Some(rest) = text.strip_prefix('!') {
        return truth(rest).not();
    }
    match inside(text, '(', ')') {
        Some(inside) => truth(inside),
        None => atom(text),
    }
}

/// Whether two values are the same. What tells where a slide is shown is `slide` for readers.
fn same(one: &str, other: &str) -> Truth {
    let (place, other) = if is_place(other) {
        (other, one)
    } else {
        (one, other)
    };
    let bool = |text: &str| ["true", "false"].contains(&text);
    match (is_place(place), quoted(other)) {
        (true, Some(word)) => Truth::of(word == "slide"),
        _ if bool(other) => same_truth(place, other),
        _ if bool(place) => same_truth(other, place),
        _ => for_speaker(&format!("{place} {other}")),
    }
}

fn same_truth(condition: &str, value: &str) -> Truth {
    let truth = truth(condition);
    if value == "true" { truth } else { truth.not() }
}

/// A condition without signs between its parts.
fn atom(text: &str) -> Truth {
    let bare = text.trim_end_matches(".value");
    let name = bare.rsplit(['.', '$']).next().unwrap_or_default();
    if let Some(word) = quoted(text) {
        return Truth::of(!word.is_empty());
    }
    if let Some(places) = places(text) {
        return places;
    }
    match (text, text.parse::<f64>()) {
        ("" | "false" | "null" | "undefined" | "NaN", _) => Truth::No,
        ("true", _) => Truth::Yes,
        (_, Ok(number)) => Truth::of(number != 0.0),
        _ if name == "isPresenter" => Truth::No,
        _ => for_speaker(text),
    }
}

/// `['slide', 'overview'].includes($renderContext)`.
fn places(text: &str) -> Option<Truth> {
    let (list, rest) = text.split_once(".includes")?;
    let place = inside(rest, '(', ')')?;
    let words = inside(list, '[', ']')?;
    is_place(place.trim()).then(|| {
        let mut words = words.split(',').filter_map(|word| quoted(word.trim()));
        Truth::of(words.any(|word| word == "slide"))
    })
}

/// What nobody can know but a program; what speaks of the presenter is for the speaker.
fn for_speaker(text: &str) -> Truth {
    if text.to_ascii_lowercase().contains("presenter") {
        Truth::No
    } else {
        Truth::Unknown
    }
}

/// Whether a value tells where a slide is shown.
fn is_place(text: &str) -> bool {
    let bare = text.trim_end_matches(".value");
    bare.rsplit(['.', '$']).next() == Some("renderContext")
}

fn quoted(text: &str) -> Option<&str> {
    ['\'', '"', '`'].into_iter().find_map(|sign| {
        let inside = text.strip_prefix(sign)?.strip_suffix(sign)?;
        (!inside.contains(sign)).then_some(inside)
    })
}

/// What stands between two signs that are around all of a text.
fn inside(text: &str, open: char, close: char) -> Option<&str> {
    text.strip_prefix(open)?.strip_suffix(close)
}

/// A text cut at a sign that stands in no quotation and in no brackets.
fn split<'t>(text: &'t str, sign: &str) -> Vec<&'t str> {
    let (mut parts, mut start, mut depth, mut quote) = (Vec::new(), 0, 0_i32, None);
    for (at, c) in text.char_indices() {
        if at < start {
            continue;
        }
        match (quote, c) {
            (Some(open), c) => quote = (open != c).then_some(open),
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            _ if depth == 0 && text[at..].starts_with(sign) => {
                parts.push(&text[start..at]);
                start = at + sign.len();
            }
            _ => {}
        }
    }
    parts.push(&text[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::{Truth, truth};

    #[test]
    fn conditions_hold_for_readers_or_for_the_speaker() {
        for (condition, expected) in [
            ("false", Truth::No),
            ("0", Truth::No),
            ("''", Truth::No),
            ("undefined", Truth::No),
            ("true", Truth::Yes),
            ("!false", Truth::Yes),
            ("$slidev.nav.isPresenter", Truth::No),
            ("$nav.isPresenter.value", Truth::No),
            ("!$slidev.nav.isPresenter", Truth::Yes),
            ("isPresenter === false", Truth::Yes),
            ("$renderContext === 'presenter'", Truth::No),
            ("'slide' == $slidev.renderContext", Truth::Yes),
            ("$renderContext !== 'slide'", Truth::No),
            (
                "['slide', 'presenter'].includes($renderContext)",
                Truth::Yes,
            ),
            ("['presenter'].includes($renderContext)", Truth::No),
            ("($nav.isPresenter || false) && a", Truth::No),
            ("!$nav.isPresenter && a > 2", Truth::Unknown),
            ("$nav.isPresenter || show", Truth::Unknown),
            ("mode === 'presenter'", Truth::No),
            ("$clicks > 2", Truth::Unknown),
            ("show ? a : b", Truth::Unknown),
            ("'a && b'", Truth::Yes),
            ("((((", Truth::Unknown),
        ] {
            assert_eq!(truth(condition), expected, "{condition}");
        }
        assert_eq!(truth(&"(".repeat(600)), Truth::Unknown);
    }
}
