//! French: the spaces around signs, guillemets, apostrophes, ellipses, and what a number holds on
//! to.
//!
//! After the Lexique des règles typographiques en usage à l’Imprimerie nationale; where Québec
//! differs, after the Office québécois de la langue française. tests/fixtures/typography names the
//! rule behind each case.

use super::scan::{Gap, Scan, ends_words};
use super::stream::{Stream, breaks, is_blank, is_closer};
use super::{NARROW, NO_BREAK, OBJECT, Profile, dashes, ordinals, words};

/// A sign without a space that it needs, an apostrophe, an ellipsis.
pub(super) fn sign(scan: &mut Scan<'_>, c: char, at: usize) {
    let stream = scan.stream;
    match c {
        '\'' if is_apostrophe(stream, at) && !scan.is_technical(at) => scan.replace(at..=at, "’"),
        '.' if scan.is_ellipsis(at) => {
            let to = if stream.word_before(at).eq_ignore_ascii_case("etc") {
                "."
            } else {
                "…"
            };
            scan.replace(at..at + 3, to);
        }
        '…' if stream.word_before(at).eq_ignore_ascii_case("etc") => {
            scan.replace(at..at + c.len_utf8(), ".");
        }
        '-' if dashes::is_meant(stream, at) => scan.replace(at..=at, "–"),
        '!' | '?' | ';' | ':' => high(scan, c, at),
        '«' if !is_blank(stream.after(at)) && stream.after(at) != Some('»') => {
            scan.replace(at..at + 2, "«\u{a0}");
        }
        '»' if !is_blank(stream.before(at)) => scan.replace(at..at + 2, "\u{a0}»"),
        '%' | '€' if is_counted(stream, at, c) && !scan.is_technical(at) => {
            scan.replace(
                at..at + c.len_utf8(),
                if c == '%' { "\u{a0}%" } else { "\u{a0}€" },
            );
        }
        '°' => degree(scan, at),
        _ => {}
    }
}

/// `;`, `:`, `!` or `?` right after a word.
fn high(scan: &mut Scan<'_>, c: char, at: usize) {
    let spaced = match (c, scan.profile) {
        (':', _) => "\u{a0}:",
        (_, Profile::Quebec) => return,
        (';', _) => "\u{202f};",
        ('!', _) => "\u{202f}!",
        _ => "\u{202f}?",
    };
    if ends_a_word(scan.stream, at)
        && ends_words(scan.stream, at)
        && !is_sum(scan.stream, at)
        && !scan.is_technical(at)
    {
        scan.replace(at..=at, spaced);
    }
}

/// Whether what stands before is a word, a number or the end of a quotation, and not the name of a
/// drive.
fn ends_a_word(stream: Stream<'_>, at: usize) -> bool {
    let Some(before) = stream.before(at) else {
        return false;
    };
    let is_drive = before.is_ascii_uppercase()
        && stream.text.as_bytes()[at] == b':'
        && is_blank(stream.before(at - 1));
    let ends = before.is_alphanumeric()
        || matches!(
            before,
            ')' | ']' | '»' | '”' | '’' | '"' | '%' | '‰' | '…' | '°' | '€' | '$' | '.' | OBJECT
        );
    ends && !is_drive
}

/// A factorial: `5! = 120`.
fn is_sum(stream: Stream<'_>, at: usize) -> bool {
    let after = stream.text[at + 1..].trim_start();
    stream.text.as_bytes()[at] == b'!'
        && stream.before(at).is_some_and(|c| c.is_ascii_digit())
        && after.starts_with(['=', '+', '×', '/'])
}

/// Between a letter and what it elides into: a word, code, a quotation.
fn is_apostrophe(stream: Stream<'_>, at: usize) -> bool {
    let joins = |c: char| c.is_alphabetic() || matches!(c, OBJECT | '«' | '“' | '"' | '(');
    let elides = |c: char| {
        matches!(
            c,
            'l' | 'L' | 'd' | 'D' | 'n' | 'N' | 'u' | 's' | 'S' | 'c' | 'C' | 'j' | 'J'
        )
    };
    stream.before(at).is_some_and(|before| {
        let after = stream.after(at);
        before.is_alphabetic()
            && after.is_some_and(|c| joins(c) || (c.is_ascii_digit() && elides(before)))
    })
}

/// Whether a sign counts what stands before it: `10%`, not `%20`.
fn is_counted(stream: Stream<'_>, at: usize, c: char) -> bool {
    let number =
        stream.text[..at].trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, ',' | '.'));
    let free = number.chars().next_back().is_none_or(|c| {
        is_blank(Some(c)) || matches!(c, '(' | '+' | '-' | '–' | '~' | '≈' | '±' | '«')
    });
    let after = stream.at(at + c.len_utf8());
    let ends = is_blank(after)
        || after.is_some_and(|c| {
            matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')' | '»' | '…' | '/')
        });
    stream.before(at).is_some_and(|c| c.is_ascii_digit()) && free && ends
}

/// `20°C`, `n°5`.
fn degree(scan: &mut Scan<'_>, at: usize) {
    let stream = scan.stream;
    let (before, after) = (stream.before(at), stream.after(at));
    let digits = stream.digits_at(at + 2);
    let ends = stream.at(at + 2 + digits.len());
    let ends = is_blank(ends) || ends.is_some_and(|c| is_closer(c) && !matches!(c, '-' | '/'));
    let counts = matches!(stream.word_before(at), "n" | "N")
        && !digits.is_empty()
        && ends
        && !scan.is_technical(at);
    let celsius =
        matches!(after, Some('C' | 'F')) && !stream.at(at + 3).is_some_and(char::is_alphanumeric);
    if counts {
        scan.replace(at..at + 2, "°\u{a0}");
    } else if celsius && before.is_some_and(|c| c.is_ascii_digit()) {
        scan.replace(at..at + 2, "\u{a0}°");
    }
}

/// What these spaces should be; nothing when they are right as they are.
pub(super) fn space(scan: &mut Scan<'_>, gap: &Gap) -> Option<&'static str> {
    let stream = scan.stream;
    if gap.before == '«' || gap.after == '»' {
        return Some(NO_BREAK);
    }
    if matches!(gap.after, ';' | ':' | '!' | '?') {
        return before_high(scan, gap);
    }
    let dashes = |c: char| matches!(c, '-' | '–' | '—');
    if dashes(gap.before) || dashes(gap.after) {
        return dashes::space(scan, gap);
    }
    if gap.before.is_ascii_digit() && gap.after.is_ascii_digit() {
        return is_group(scan, gap).then_some(NARROW);
    }
    let holds = holds_on(stream, gap) && breaks(&stream.text[gap.start..gap.end]);
    holds.then_some(NO_BREAK)
}

fn before_high(scan: &Scan<'_>, gap: &Gap) -> Option<&'static str> {
    let stream = scan.stream;
    let apart = matches!(
        gap.before,
        '(' | '[' | '{' | '“' | '‘' | '=' | '<' | '>' | '|' | '&'
    );
    if apart || stream.is_literal(gap.end) || !ends_words(stream, gap.end) {
        return None;
    }
    if gap.after == ':' {
        // A ratio: `16 : 9`.
        let beyond = stream.at(stream.space_end(gap.end + 1));
        let ratio = gap.before.is_ascii_digit() && beyond.is_some_and(|c| c.is_ascii_digit());
        return (!ratio).then_some(NO_BREAK);
    }
    Some(if scan.profile == Profile::Quebec {
        ""
    } else {
        NARROW
    })
}

/// Whether the space stands in a number: `1 500`, `12 345 678`, not `2024 500` or `01 23 45`.
fn is_group(scan: &mut Scan<'_>, gap: &Gap) -> bool {
    let stream = scan.stream;
    let (left, right) = (stream.digits_before(gap.start), stream.digits_at(gap.end));
    let start = gap.start - left.len();
    let first = || {
        let before = stream.before(start);
        let glued = before.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '.' | ',' | '/' | ':' | '_' | '#' | '-')
        });
        let digits = before.is_some_and(super::stream::is_space)
            && stream.text[..start]
                .trim_end_matches(super::stream::is_space)
                .ends_with(|c: char| c.is_ascii_digit());
        left.len() <= 3 && !left.starts_with('0') && !glued && !digits
    };
    let follows = left.len() == 3 && scan.grouped == start;
    let end = gap.end + right.len();
    let joined = stream.at(end).is_some_and(|c| {
        c.is_alphabetic()
            || (matches!(c, '.' | ':' | '/' | '-')
                && stream.after(end).is_some_and(|c| c.is_ascii_digit()))
    });
    let is_group = right.len() == 3 && !joined && (follows || first()) && completes(stream, end);
    if is_group {
        scan.grouped = gap.end;
    }
    is_group
}

/// Whether groups of three go on to the end: in a telephone number they do not.
fn completes(stream: Stream<'_>, mut end: usize) -> bool {
    loop {
        let start = stream.space_end(end);
        let next = stream.digits_at(start);
        if start == end || next.is_empty() {
            return true;
        }
        if next.len() != 3 {
            return false;
        }
        end = start + next.len();
    }
}

/// Whether what stands before the gap must not be parted from what follows: a number from its unit,
/// a title from its name.
fn holds_on(stream: Stream<'_>, gap: &Gap) -> bool {
    let Gap {
        start,
        end,
        before,
        after,
    } = *gap;
    let numeral = after.is_ascii_digit() || matches!(after, 'I' | 'V' | 'X');
    match before {
        '0'..='9' => {
            words::is_unit(stream, end)
                || (stream.digits_before(start).len() <= 2 && words::is_month(stream, end))
        }
        '°' | 'º' => after.is_ascii_digit() && matches!(stream.word_before(start - 2), "n" | "N"),
        '§' => numeral,
        '.' => abbreviation(stream, start, after, numeral),
        'h' if after.is_ascii_digit() => {
            // `10 h 30`.
            let hour = stream.text[..start - 1].trim_end_matches(super::stream::is_space);
            stream.word_before(start) == "h"
                && hour.ends_with(|c: char| c.is_ascii_digit())
                && hour.len() < start - 1
        }
        'e' | 'r' | 's' => {
            let word = stream.word_before(start);
            (after.is_uppercase() && words::is_french_title(word, false))
                || (matches!(after, 'a' | 'd' | 'f' | 'j' | 'm' | 'n' | 'o' | 's')
                    && ((word == "1er" && words::is_month(stream, end))
                        || (words::is_century(stream, end) && ordinals::is_ordinal(word))))
        }
        _ => false,
    }
}

/// `M. Dupont`, `J. Dupont`, `p. 12`.
fn abbreviation(stream: Stream<'_>, start: usize, after: char, numeral: bool) -> bool {
    let word = stream.word_before(start - 1);
    if after.is_uppercase()
        && (words::is_french_title(word, true)
            || words::is_initial(stream, word, start - 1 - word.len()))
    {
        return true;
    }
    numeral && words::counts_in_french(word)
}
