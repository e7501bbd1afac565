//! The raised letters of French ordinals: `1er`, `2e`, `XIXe`.

use super::scan::Scan;
use super::stream::Stream;
use super::words;

/// How people write the letters of the first, and how they should.
const FIRST: &[(&str, &str)] = &[
    ("er", "er"),
    ("ers", "ers"),
    ("re", "re"),
    ("res", "res"),
    ("ère", "re"),
    ("ères", "res"),
    ("ere", "re"),
    ("ier", "er"),
    ("ière", "re"),
];

/// Those of the others.
const OTHERS: &[(&str, &str)] = &[
    ("e", "e"),
    ("es", "es"),
    ("ème", "e"),
    ("èmes", "es"),
    ("eme", "e"),
    ("emes", "es"),
    ("ième", "e"),
    ("ièmes", "es"),
];

/// Those that only the second has.
const SECOND: &[(&str, &str)] = &[("nd", "nd"), ("nds", "nds"), ("nde", "de"), ("ndes", "des")];

/// Raises the letters of the ordinal that begins here, if one does; says where to go on.
pub(super) fn raise(scan: &mut Scan<'_>, start: usize) -> usize {
    let stream = scan.stream;
    let digits = stream.digits_at(start);
    let number = if digits.is_empty() {
        roman(&stream.text[start..])
    } else {
        digits
    };
    let end = start + number.len().max(1);
    if digits.len() > 4
        || number.is_empty()
        || number.starts_with('0')
        || !begins(stream, start, digits.is_empty())
    {
        return end;
    }
    let letters = stream.word_at(end);
    let after = end + letters.len();
    let Some(raised) = suffix(number, letters).filter(|_| finishes(stream, after)) else {
        return end;
    };
    let lonely = matches!(number, "V" | "X") && letters == "e";
    if (lonely && !names_a_rank(stream, after)) || scan.is_technical(start) {
        return end;
    }
    scan.raise(end..after, raised);
    after
}

/// Whether the letters and digits that end somewhere are an ordinal, raised or not.
pub(super) fn is_ordinal(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let number = if digits > 0 {
        &word[..digits]
    } else {
        roman(word)
    };
    !number.is_empty() && suffix(number, &word[number.len()..]).is_some()
}

/// The Roman number that a text begins with, up to 39: with larger ones, too many words look like
/// numbers.
fn roman(text: &str) -> &str {
    let length = text
        .bytes()
        .take_while(|b| matches!(b, b'I' | b'V' | b'X'))
        .count();
    let number = &text[..length];
    let units = number.trim_start_matches('X');
    let valid = length - units.len() <= 3
        && matches!(
            units,
            "" | "I" | "II" | "III" | "IV" | "V" | "VI" | "VII" | "VIII" | "IX"
        );
    if valid { number } else { "" }
}

fn suffix(number: &str, letters: &str) -> Option<&'static str> {
    let find = |table: &[(&str, &'static str)]| {
        table
            .iter()
            .find(|(written, _)| *written == letters)
            .map(|&(_, set)| set)
    };
    match number {
        "1" | "I" => find(FIRST),
        "2" | "II" => find(OTHERS).or_else(|| find(SECOND)),
        _ => find(OTHERS),
    }
}

fn begins(stream: Stream<'_>, start: usize, roman: bool) -> bool {
    stream.before(start).is_none_or(|c| {
        let glued = matches!(
            c,
            '.' | ',' | '/' | '#' | ':' | '_' | '$' | '€' | '+' | '&' | '@' | '\\' | '='
        );
        !c.is_alphanumeric() && !glued && (roman || !matches!(c, '-' | '–'))
    })
}

fn finishes(stream: Stream<'_>, end: usize) -> bool {
    let next = stream.at(end).zip(Some(stream.after(end)));
    next.is_none_or(|(c, after)| {
        let joined =
            matches!(c, '-' | '.' | ':' | '/') && after.is_some_and(|c| c.is_ascii_digit());
        !c.is_alphanumeric() && !matches!(c, '_' | '\'' | '’' | '=' | '(') && !joined
    })
}

/// A century, a republic, a district: without it, `Xe` may be anything.
fn names_a_rank(stream: Stream<'_>, end: usize) -> bool {
    let at = stream.space_end(end);
    at > end
        && (words::is_century(stream, at)
            || matches!(
                stream.word_at(at),
                "République"
                    | "arrondissement"
                    | "édition"
                    | "congrès"
                    | "dynastie"
                    | "Plan"
                    | "chapitre"
                    | "corps"
                    | "anniversaire"
            ))
}
