//! English: curly quotes, apostrophes, ellipses, ranges, and what a number or a name holds on to.
//!
//! The rules are those on which The Chicago Manual of Style and New Hart’s Rules agree. The author
//! chooses whether single or double quotes stand outside.

use super::scan::{Gap, Scan};
use super::stream::{Stream, breaks, is_blank, is_closer, is_opener};
use super::{NO_BREAK, quotes, words};

/// Words that lost their beginning.
const CLIPPED: &[&str] = &[
    "em", "til", "tis", "twas", "twill", "twere", "cause", "bout", "round", "n", "cos", "cuz",
    "neath", "gainst", "nuff",
];

/// What follows an apostrophe behind a name.
const CONTRACTED: &[&str] = &["s", "ll", "re", "ve", "d", "m"];

/// Words before pages, years and the like: then a hyphen between two numbers is a range.
const COUNTED: &[&str] = &[
    "p", "pp", "page", "pages", "lines", "chapters", "chaps", "sections", "years", "vols",
    "volumes", "nos", "figs", "figures", "verses", "rows", "ages", "aged", "weeks", "slides",
];

/// A quote, an ellipsis, a range.
pub(super) fn sign(scan: &mut Scan<'_>, c: char, at: usize) {
    let stream = scan.stream;
    match c {
        '\'' => {
            if let Some(to) = single(scan, at) {
                scan.replace(at..=at, to);
            }
        }
        '.' if scan.is_ellipsis(at) => scan.replace(at..at + 3, "…"),
        '-' if is_range(stream, at) && !scan.is_technical(at) => scan.replace(at..=at, "–"),
        _ => {}
    }
}

/// What a straight single quote becomes, if anything.
fn single(scan: &mut Scan<'_>, at: usize) -> Option<&'static str> {
    let stream = scan.stream;
    let (before, after) = (stream.before(at), stream.after(at));
    if scan.is_after_code(at) && ends_code(stream, at) {
        return Some("’");
    }
    let opens = is_blank(before)
        || before.is_some_and(|c| is_opener(c) || matches!(c, '–' | '—' | '-' | '/'))
            && !scan.is_after_quotation(at);
    if opens && quotes::is_argument(stream, at) {
        return None;
    }
    if opens && !is_blank(after) {
        return match after {
            Some(c) if c.is_alphanumeric() && is_clipped(stream, at + 1) => Some("’"),
            Some(c)
                if (!is_closer(c) || is_opener(c))
                    && !matches!(c, '\'' | '‘')
                    && closes_later(scan, at) =>
            {
                Some("‘")
            }
            _ => None,
        };
    }
    let before = before?;
    if after.is_some_and(char::is_alphanumeric) {
        let joins = before.is_alphanumeric()
            && !(before.is_ascii_digit() && after.is_some_and(|c| c.is_ascii_digit()));
        return (joins && !scan.is_technical(at)).then_some("’");
    }
    let ends = before.is_alphabetic()
        || (!matches!(before, '(' | '[' | '«' | '“' | '‘' | '’' | '\'')
            && !is_blank(Some(before))
            && opened_before(stream, at));
    (ends && !scan.is_technical(at)).then_some("’")
}

/// Whether the quote behind code is an apostrophe: `` `foo`’s ``, or that of a plural before a word,
/// `` `args`’ order ``.
fn ends_code(stream: Stream<'_>, at: usize) -> bool {
    let word = stream.word_at(at + 1);
    if word.is_empty() {
        let rest = stream.text[at + 1..].strip_prefix([' ', '\n']);
        return rest.is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    }
    let end = stream.at(at + 1 + word.len());
    CONTRACTED.contains(&word) && !end.is_some_and(|c| c.is_alphanumeric() || c == '\'')
}

/// `’90s`, `’em`.
fn is_clipped(stream: Stream<'_>, start: usize) -> bool {
    let digits = stream.digits_at(start);
    if !digits.is_empty() {
        let rest = &stream.text[start + digits.len()..];
        let rest = rest.strip_prefix('s').unwrap_or(rest);
        return digits.len() == 2 && !rest.starts_with(|c: char| c.is_alphanumeric() || c == '\'');
    }
    let word = stream.word_at(start);
    let clipped = |word: &str| CLIPPED.iter().any(|known| known.eq_ignore_ascii_case(word));
    // `'n'` is short on both sides; others between two quotes are quoted.
    let quoted = stream.at(start + word.len()) == Some('\'');
    clipped(word) && (!quoted || word.eq_ignore_ascii_case("n"))
}

/// Whether a quotation that opens here is closed somewhere.
fn closes_later(scan: &mut Scan<'_>, at: usize) -> bool {
    scan.last_single() > at + 1
}

/// Whether a quotation was opened before, well or straight.
fn opened_before(stream: Stream<'_>, at: usize) -> bool {
    let opening = |i: usize| {
        is_blank(stream.before(i))
            || stream
                .before(i)
                .is_some_and(|c| is_opener(c) || matches!(c, '–' | '—' | '-' | '/'))
    };
    let start = stream.text[..at]
        .char_indices()
        .rev()
        .take(600)
        .find(|&(i, c)| {
            let follows = |c: char| !is_blank(Some(c)) && !is_clipped(stream, i + 1);
            c == '‘' || (c == '\'' && opening(i) && stream.after(i).is_some_and(follows))
        });
    start.is_some()
}

/// `pages 10-20`.
fn is_range(stream: Stream<'_>, at: usize) -> bool {
    let (left, right) = (stream.digits_before(at), stream.digits_at(at + 1));
    if left.is_empty() || right.is_empty() || stream.is_literal(at) {
        return false;
    }
    let after = at + 1 + right.len();
    let ends = is_blank(stream.at(after))
        || stream
            .at(after)
            .is_some_and(|c| is_closer(c) && !matches!(c, '-' | '/' | ':'));
    let decimal =
        stream.at(after) == Some('.') && stream.after(after).is_some_and(|c| c.is_ascii_digit());
    let start = at - left.len();
    let words = stream.text[..start].trim_end_matches(super::stream::is_space);
    let word = stream.word_before(words.strip_suffix('.').unwrap_or(words).len());
    ends && !decimal && words.len() < start && COUNTED.contains(&word.to_ascii_lowercase().as_str())
}

/// What these spaces should be; nothing when they are right as they are.
pub(super) fn space(scan: &mut Scan<'_>, gap: &Gap) -> Option<&'static str> {
    let stream = scan.stream;
    let holds = holds_on(stream, gap) && breaks(&stream.text[gap.start..gap.end]);
    holds.then_some(NO_BREAK)
}

fn holds_on(stream: Stream<'_>, gap: &Gap) -> bool {
    let Gap {
        start,
        end,
        before,
        after,
    } = *gap;
    match before {
        '0'..='9' => words::is_unit(stream, end),
        '§' => after.is_ascii_digit(),
        '.' => {
            let word = stream.word_before(start - 1);
            (after.is_uppercase()
                && (words::is_english_title(word)
                    || words::is_initial(stream, word, start - 1 - word.len())))
                || (after.is_ascii_digit() && words::counts_in_english(word))
        }
        'r' | 's' | 'f' | 't' | 'x' if after.is_uppercase() => {
            words::is_english_title(stream.word_before(start))
        }
        _ => false,
    }
}
